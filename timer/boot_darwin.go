package timer

import (
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// sinceBoot counts on while the computer sleeps, which Go's monotonic clock does not.
func sinceBoot() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_MONOTONIC_RAW, &t); err != nil {
		return time.Since(began)
	}
	return time.Duration(t.Nano())
}

// bootID is the name the kernel gave this boot, if it gives one.
var bootID = sync.OnceValue(func() string {
	id, _ := unix.Sysctl("kern.bootsessionuuid")
	return id
})
