package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
	"github.com/spf13/pflag"

	"facilitate/cmd/tui/draw"
)

// colourWhen is auto, always or never; empty is auto.
type colourWhen string

// ColourFlag adds the flag that says whether text may have colours, and bold.
func ColourFlag(env *Env, f *pflag.FlagSet) {
	f.Func("color", "colours and bold `WHEN`: auto, always or never", func(text string) error {
		if !slices.Contains([]string{"auto", "always", "never"}, text) {
			return errors.New("it is auto, always or never")
		}
		env.colour = colourWhen(text)
		return nil
	})
}

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

// ThemeFlag adds the flag that says in which colours a screen is shown.
func ThemeFlag(env *Env, f *pflag.FlagSet) {
	f.StringVar(&env.theme, "theme", "", "the colours: `NAME` is dark, light, contrast or none (default: FACILITATE_THEME, else the terminal's)")
}

// chooseTheme is a screen's theme, by the flag, else the environment; unknown where
// the terminal is to say. Colours are left out where nobody wants any, and where there
// are not those that are the same everywhere; bold and reversed letters stay.
func (env *Env) chooseTheme() (draw.ThemeName, error) {
	from, name := "--theme", draw.ThemeName(env.theme)
	if name == draw.Unknown {
		from, name = "FACILITATE_THEME", draw.ThemeName(env.Setting("theme"))
	}
	switch {
	case name != draw.Unknown && !slices.Contains(draw.ThemeNames, name):
		return "", Usage("%s: there is no theme %q; it is dark, light, contrast or none", from, strings.TrimSpace(string(name)))
	case name == draw.Unknown && (!env.allowsColour(true) || lipgloss.ColorProfile() > termenv.ANSI256):
		name = draw.None
	}
	lipgloss.SetColorProfile(termenv.ANSI256) // no other of them leaves the colours what they are
	return name, nil
}
