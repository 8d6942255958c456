package timer

import (
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

var unbiasedTime = windows.NewLazySystemDLL("kernel32.dll").NewProc("QueryUnbiasedInterruptTime")

// awake is running time, sleep left out. On Windows Go's own monotonic clock
// counts through sleep, so the system is asked.
func awake() time.Duration {
	var ticks uint64 // of 100 nanoseconds
	if ok, _, _ := unbiasedTime.Call(uintptr(unsafe.Pointer(&ticks))); ok == 0 {
		return time.Since(began)
	}
	return time.Duration(ticks) * 100
}
