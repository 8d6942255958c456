package bench

import (
	"fmt"
	"os/exec"
	"strconv"
	"time"
)

// usage is the processor time a process has taken and the memory it holds, in
// bytes. ps knows hundredths of a second, and no peak.
func usage(pid int) (processor time.Duration, memory float64, err error) {
	out, err := exec.Command("ps", "-o", "time=,rss=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return 0, 0, err
	}
	var minutes, seconds float64
	if _, err := fmt.Sscanf(string(out), "%f:%f %f", &minutes, &seconds, &memory); err != nil {
		return 0, 0, fmt.Errorf("ps answers %q", out)
	}
	return time.Duration((minutes*60 + seconds) * float64(time.Second)), memory * 1024, nil
}
