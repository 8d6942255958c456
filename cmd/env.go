package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/spf13/cobra"
)

// Env is what commands may touch of the world outside: tests give their own.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time // the wall clock
}

// usageError is a mistake in how the program was called: exit status 2.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errTold is a failure whose words have been printed already: exit status 1.
var errTold = errors.New("")

// errInterrupted is an end by the keyboard's interrupt: exit status 130.
var errInterrupted = errors.New("interrupted")

// reason is why a file could not be used, without the operation and the path
// that the sentence around it names already.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// oneArg wants exactly one argument, and says what it is and how it is given.
func oneArg(what, example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		switch {
		case len(args) == 0:
			return usage("%s is missing; try: %s", what, example)
		case len(args) > 1:
			return usage("%q is one argument too many; try: %s", args[1], example)
		}
		return nil
	}
}

// optionalArg wants one argument at most.
func optionalArg(example string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usage("%q is one argument too many; try: %s", args[1], example)
		}
		return nil
	}
}
