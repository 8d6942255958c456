package cli

import (
	"io"
	"time"
)

// Env is what commands may touch of the world outside: tests give their own.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time // the wall clock
}
