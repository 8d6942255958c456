// Package timertest is about how much work tests do. It measures work for those
// that hold how it grows: in time of the processor, which passes only while it
// works on it. What a clock on the wall shows is for the most part about the
// other programs of the computer. And it says how often a test does what it
// could do for ever. It must never know what the work is.
package timertest

import (
	"runtime"
	"time"
)

// Work is how long the processor worked on a function, as far as that ran in
// one goroutine.
func Work(do func()) (took time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	began := used()
	do()
	return used() - began
}
