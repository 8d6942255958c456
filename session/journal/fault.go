package journal

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"syscall"

	"facilitate/session"
)

// fault is an error of the system's in words for people.
type fault struct {
	words string
	err   error
}

func (f *fault) Error() string { return f.words }
func (f *fault) Unwrap() error { return f.err }

// why is what the system's error means for whoever has to do something about it.
func why(err error) *fault {
	if known, ok := errors.AsType[*fault](err); ok {
		return known
	}
	say := func(words string) *fault { return &fault{words, err} }
	switch {
	case isAny(err, diskFull):
		return say("the disk is full; make room on it")
	case isAny(err, readOnly):
		return say("the disk can only be read; choose another place")
	case errors.Is(err, fs.ErrPermission):
		return say("the folder may not be written to; change its permissions or choose another place")
	case errors.Is(err, fs.ErrNotExist):
		return say("the folder is gone")
	case isAny(err, diskFault):
		return say("the disk reports a fault; choose another one")
	}
	// The path is said elsewhere; the system's own reason is what is new.
	reason := err
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		reason = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		reason = e.Err
	}
	return say(session.CleanLine(reason.Error()))
}

func isAny(err error, numbers []syscall.Errno) bool {
	return slices.ContainsFunc(numbers, func(n syscall.Errno) bool { return errors.Is(err, n) })
}
