package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// usage is the processor time a process has taken and the most memory it has
// held, in bytes. Its threads are added up, since only they are counted finer
// than in hundredths of a second.
func usage(pid int) (processor time.Duration, peak float64, err error) {
	tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil {
		return 0, 0, err
	}
	for _, task := range tasks {
		text, err := os.ReadFile(task)
		if err != nil {
			continue // the thread has ended meanwhile
		}
		var nanoseconds int64
		if _, err := fmt.Sscan(string(text), &nanoseconds); err != nil {
			return 0, 0, err
		}
		processor += time.Duration(nanoseconds)
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, err
	}
	_, text, _ := bytes.Cut(status, []byte("VmHWM:"))
	if _, err := fmt.Sscan(string(text), &peak); err != nil {
		return 0, 0, fmt.Errorf("no peak memory of process %d: %w", pid, err)
	}
	return processor, peak * 1024, nil
}
