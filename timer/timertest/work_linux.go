package timertest

import (
	"time"

	"golang.org/x/sys/unix"
)

// used is the processor time that this thread has had.
func used() time.Duration {
	var r unix.Rusage
	if err := unix.Getrusage(unix.RUSAGE_THREAD, &r); err != nil {
		panic(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
