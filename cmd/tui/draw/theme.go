package draw

import "github.com/charmbracelet/lipgloss"

// ThemeName names a theme.
type ThemeName string

// The themes. Unknown is for a terminal whose ground is not known: it has
// colours only where it sets both ink and ground.
const (
	Unknown  ThemeName = ""
	Dark     ThemeName = "dark"
	Light    ThemeName = "light"
	Contrast ThemeName = "contrast"
	None     ThemeName = "none"
)

// ThemeNames are those one can ask for.
var ThemeNames = []ThemeName{Dark, Light, Contrast, None}

// Theme is every style of the console. No meaning rests on colour alone, since
// every state has its word. Colours are of the fixed part of the 256, which are
// the same in every terminal; a theme's inks without a ground of their own are
// to be read on any ground that IsDark or IsLight allows.
type Theme struct {
	Name                        ThemeName
	Strong, Faint, Label        lipgloss.Style
	Good, Warn, Bad, Calm, Wait lipgloss.Style // text on a ground
	GoodText, WarnText, BadText lipgloss.Style
	Emphasis, Bold, Panel, Rule lipgloss.Style
}

// ink is one of the fixed colours; empty: the terminal's own.
type ink string

type pair struct{ ink, ground ink }

// grounds are what a state's ground is, and the ink on it, the same in each
// theme with colours but in high contrast.
var (
	grounds = map[string]pair{
		"good": {"231", "22"}, "warn": {"16", "220"}, "bad": {"231", "124"}, "calm": {"231", "238"}, "wait": {"231", "24"},
	}
	sharpGrounds = map[string]pair{
		"good": {"16", "231"}, "warn": {"16", "226"}, "bad": {"231", "88"}, "calm": {"231", "16"}, "wait": {"231", "17"},
	}
)

// inks are what stands on the terminal's own ground.
var inks = map[ThemeName]struct{ label, good, warn, bad, faint ink }{
	Dark:  {"80", "114", "221", "210", "248"},
	Light: {"24", "22", "58", "124", "240"},
}

// NewTheme makes the styles of a theme.
func NewTheme(name ThemeName) Theme {
	s := func() lipgloss.Style { return lipgloss.NewStyle().Inline(true) } // a line at a time: no margins are looked for
	text := func(i ink) lipgloss.Style {
		if i == "" {
			return lipgloss.NewStyle()
		}
		return s().Foreground(lipgloss.Color(i))
	}
	t := Theme{
		Name: name, Strong: s().Bold(true), Emphasis: s().Italic(true), Bold: s().Bold(true),
		Panel: s().Bold(true).Reverse(true),
	}
	in := inks[name]
	t.Faint, t.Rule = text(in.faint), text(in.faint)
	t.Label, t.GoodText = text(in.label).Bold(true), text(in.good).Bold(true)
	t.WarnText, t.BadText = text(in.warn).Bold(true), text(in.bad).Bold(true)
	if name == None {
		t.Good, t.Calm = s().Bold(true), s().Bold(true)
		t.Warn, t.Bad, t.Wait = t.Panel, t.Panel, t.Panel
		return t
	}
	on := func(state string) lipgloss.Style {
		p := either(name == Contrast, sharpGrounds, grounds)[state]
		return text(p.ink).Background(lipgloss.Color(p.ground)).Bold(state == "bad")
	}
	t.Good, t.Warn, t.Bad, t.Calm, t.Wait = on("good"), on("warn"), on("bad"), on("calm"), on("wait")
	return t
}
