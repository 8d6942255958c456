package draw

import "github.com/charmbracelet/lipgloss"

// Theme is every style of the console. The colours are the sixteen that each
// terminal sets to be told apart, on a light ground or a dark one; no meaning
// rests on colour alone, since every state has its word.
type Theme struct {
	Strong, Faint, Label        lipgloss.Style
	Good, Warn, Bad, Calm       lipgloss.Style // badges: text on a ground
	GoodText, WarnText, BadText lipgloss.Style
	Emphasis, Bold, Panel, Rule lipgloss.Style
}

// NewTheme makes the styles. They show as the terminal's colour profile, which
// lipgloss finds out, allows.
func NewTheme() Theme {
	s := lipgloss.NewStyle
	badge := func(ground string) lipgloss.Style {
		return s().Foreground(lipgloss.Color("0")).Background(lipgloss.Color(ground))
	}
	return Theme{
		Strong:   s().Bold(true),
		Faint:    s().Faint(true),
		Label:    s().Foreground(lipgloss.Color("6")).Bold(true),
		Good:     badge("10"),
		Warn:     badge("11"),
		Bad:      s().Bold(true).Foreground(lipgloss.Color("15")).Background(lipgloss.Color("1")),
		Calm:     badge("14"),
		GoodText: s().Foreground(lipgloss.Color("2")).Bold(true),
		WarnText: s().Foreground(lipgloss.Color("3")).Bold(true),
		BadText:  s().Foreground(lipgloss.Color("9")).Bold(true),
		Emphasis: s().Italic(true),
		Bold:     s().Bold(true),
		Panel:    s().Bold(true).Reverse(true),
		Rule:     s().Faint(true),
	}
}

// KeyHint is a key and what it does, in full and in short; without that it is
// left out where there is little room.
type KeyHint struct{ Key, Does, Short string }
