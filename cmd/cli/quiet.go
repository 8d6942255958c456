package cli

import (
	"bytes"
	"io"
)

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
