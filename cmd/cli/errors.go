package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// The exit statuses.
const (
	StatusDone        = 0
	StatusFailed      = 1 // or problems were found
	StatusUsage       = 2
	StatusInterrupted = 130
)

// UsageError is a mistake in how the program was called: exit status 2.
type UsageError struct{ error }

// Usage makes a UsageError of words as fmt.Errorf takes them: what is wrong,
// and after a semicolon what to do.
func Usage(format string, args ...any) error { return UsageError{fmt.Errorf(format, args...)} }

// ErrReported is a failure whose words have been printed already: exit status 1.
var ErrReported = errors.New("")

// ErrInterrupted is an end by the keyboard's interrupt: exit status 130.
var ErrInterrupted = errors.New("interrupted")

// Status tells an error on standard error, unless that was done, and is the
// exit status that goes with it; err may be nil.
func (env *Env) Status(err error) int {
	env.unhush(err)
	var usage UsageError
	switch {
	case err == nil:
		return StatusDone
	case errors.Is(err, ErrInterrupted):
		return StatusInterrupted
	case errors.Is(err, ErrReported):
		return StatusFailed
	}
	fmt.Fprintln(env.Err, strings.TrimSpace(err.Error()))
	if errors.As(err, &usage) {
		return StatusUsage
	}
	return StatusFailed
}

// Reason is why a file could not be used, without the operation and the path
// that the sentence around it names already.
func Reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// hushed is what was not told yet, and to whom it would be.
type hushed struct {
	bytes.Buffer
	to io.Writer
}

// Hush keeps back what is told beside the answer, if --quiet was given: Status tells
// it where something went wrong.
func (env *Env) Hush() {
	if env.Quiet && env.hushed == nil {
		env.hushed = &hushed{to: env.Err}
		env.Err = env.hushed
	}
}

// unhush tells what was kept back, if there was an error.
func (env *Env) unhush(err error) {
	if env.hushed == nil {
		return
	}
	env.Err = env.hushed.to
	if err != nil {
		_, _ = env.hushed.WriteTo(env.Err)
	}
	env.hushed = nil
}
