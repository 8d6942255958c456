package stayawake

import (
	"errors"
	"runtime"

	"golang.org/x/sys/windows"
)

// The wishes of SetThreadExecutionState, in the words of its documentation.
const (
	esContinuous      = 0x80000000
	esSystemRequired  = 0x00000001
	esDisplayRequired = 0x00000002
)

// Start keeps the computer awake until stop is called or the program ends. The
// error says that it cannot.
func Start() (stop func(), err error) {
	set := windows.NewLazySystemDLL("kernel32.dll").NewProc("SetThreadExecutionState")
	if err := set.Find(); err != nil {
		return nil, err
	}
	held, done := make(chan bool), make(chan struct{})
	// Windows takes the wish from a thread and forgets it with the thread.
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		before, _, _ := set.Call(esContinuous | esSystemRequired | esDisplayRequired)
		held <- before != 0
		<-done
		_, _, _ = set.Call(esContinuous)
	}()
	if !<-held {
		close(done)
		return nil, errors.New("this computer cannot be kept awake")
	}
	return func() { close(done) }, nil
}
