package cli

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
	"github.com/spf13/pflag"

	"facilitate/cmd/tui/draw"
)

// ThemeFlag adds the flag that says in which colours a screen is shown.
func ThemeFlag(env *Env, f *pflag.FlagSet) {
	f.StringVar(&env.theme, "theme", "", "the colours: `NAME` is dark, light, contrast or none (default: FACILITATE_THEME, else the terminal's)")
}

// chooseTheme is the theme that a screen is shown in, by the flag, else the
// environment; unknown where the terminal itself is to say. Colours are left out
// where nobody wants any, and where there are not those that are the same everywhere; bold
// and reversed letters stay.
func (env *Env) chooseTheme() (draw.ThemeName, error) {
	from, name := "--theme", draw.ThemeName(env.theme)
	if name == draw.Unknown {
		from, name = "FACILITATE_THEME", draw.ThemeName(env.Setting("theme"))
	}
	switch {
	case name != draw.Unknown && !draw.IsTheme(name):
		return "", Usage("%s: there is no theme %q; it is dark, light, contrast or none", from, strings.TrimSpace(string(name)))
	case name == draw.Unknown && (!env.allowsColour(true) || lipgloss.ColorProfile() > termenv.ANSI256):
		name = draw.None
	}
	lipgloss.SetColorProfile(termenv.ANSI256) // no other of them leaves the colours what they are
	return name, nil
}
