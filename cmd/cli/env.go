package cli

import (
	"io"
	"os"
	"time"
)

// Env is what commands may touch of the world outside: tests give their own.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time // the wall clock
	Program  string           // the release that this is; a run remembers it

	theme  string              // that was asked for; see ThemeFlag
	colour colourWhen          // see ColourFlag
	clean  func(string) string // see Visible; nil where text stays as it is
}

// SystemEnv is the world itself.
func SystemEnv() *Env {
	return &Env{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now}
}
