package cli

import (
	"errors"

	"github.com/spf13/pflag"
)

// ColourFlag adds the flag that says whether text may have colours, and bold with
// them.
func ColourFlag(env *Env, f *pflag.FlagSet) {
	f.Var(&env.colour, "color", "colours and bold `WHEN`: auto, always or never")
}

// colourWhen is the value of that flag.
type colourWhen string

// Set is pflag.Value's.
func (w *colourWhen) Set(text string) error {
	switch text {
	case "auto", "always", "never":
		*w = colourWhen(text)
		return nil
	}
	return errors.New("it is auto, always or never")
}

// Type is pflag.Value's.
func (w *colourWhen) Type() string { return "WHEN" }

// String is pflag.Value's.
func (w *colourWhen) String() string { return string(*w) }

// isColourful is whether what is answered may look other than plain.
func (env *Env) isColourful() bool { return env.allowsColour(env.OnTerminal()) }

// allowsColour is whether text may have colours: by the flag, else by NO_COLOR,
// FORCE_COLOR and CLICOLOR_FORCE, else where it goes to a terminal, but not to one
// that has none or for which CLICOLOR says no.
func (env *Env) allowsColour(terminal bool) bool {
	isOn := func(name string) bool { v := env.Getenv(name); return v != "" && v != "0" }
	switch {
	case env.colour == "always", env.colour == "never":
		return env.colour == "always"
	case env.Getenv("NO_COLOR") != "":
		return false
	case isOn("FORCE_COLOR"), isOn("CLICOLOR_FORCE"):
		return true
	}
	return terminal && env.Getenv("CLICOLOR") != "0" && env.Getenv("FORCE_COLOR") != "0" && env.Getenv("TERM") != "dumb"
}
