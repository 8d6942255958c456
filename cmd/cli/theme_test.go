package cli

import (
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"facilitate/cmd/tui/draw"
)

func TestChooseTheme(t *testing.T) {
	was := lipgloss.ColorProfile()
	t.Cleanup(func() { lipgloss.SetColorProfile(was) })
	for _, c := range []struct {
		name      string
		flag      string
		vars      map[string]string
		colours   termenv.Profile
		want      draw.ThemeName
		isRefused bool
	}{
		{name: "the terminal's own answer", colours: termenv.TrueColor, want: draw.Unknown},
		{name: "the flag", flag: "light", vars: map[string]string{"FACILITATE_THEME": "dark"}, want: draw.Light},
		{name: "the setting", vars: map[string]string{"FACILITATE_THEME": "contrast"}, want: draw.Contrast},
		{name: "no colour", vars: map[string]string{"NO_COLOR": "1"}, want: draw.None},
		{name: "the flag before no colour", flag: "dark", vars: map[string]string{"NO_COLOR": "1"}, want: draw.Dark},
		{name: "sixteen colours, which differ everywhere", colours: termenv.ANSI, want: draw.None},
		{name: "not a theme", flag: "pink", isRefused: true},
		{name: "not a theme either", vars: map[string]string{"FACILITATE_THEME": "Dark"}, isRefused: true},
	} {
		lipgloss.SetColorProfile(c.colours)
		env := &Env{theme: c.flag, Getenv: func(name string) string { return c.vars[name] }}
		got, err := env.chooseTheme()
		if got != c.want || (err != nil) != c.isRefused {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
}
