package bench

import (
	"bytes"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// usage is the processor time a process has taken and the most memory it has
// held, in bytes. Its own clock is finer than the hundredths of a second that
// the system shows.
func usage(pid int) (processor time.Duration, peak float64, err error) {
	var used unix.Timespec
	const scheduled = 2 // CPUCLOCK_SCHED: of all its threads
	if err := unix.ClockGettime(int32(^pid<<3|scheduled), &used); err != nil {
		return 0, 0, err
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, err
	}
	_, text, _ := bytes.Cut(status, []byte("VmHWM:"))
	if _, err := fmt.Sscan(string(text), &peak); err != nil {
		return 0, 0, fmt.Errorf("no peak memory of process %d: %w", pid, err)
	}
	return time.Duration(used.Nano()), peak * 1024, nil
}
