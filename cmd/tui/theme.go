package tui

import "github.com/charmbracelet/lipgloss"

// theme is every style of the console. The colours are the sixteen that each
// terminal sets to be told apart, on a light ground or a dark one; no meaning
// rests on colour alone, since every state has its word.
type theme struct {
	strong, faint, label, place       lipgloss.Style
	good, warn, bad, calm             lipgloss.Style // badges: text on a ground
	goodText, warnText, badText       lipgloss.Style
	emphasis, bold, code, panel, rule lipgloss.Style
}

func newTheme() theme {
	s := lipgloss.NewStyle
	badge := func(ground string) lipgloss.Style {
		return s().Foreground(lipgloss.Color("0")).Background(lipgloss.Color(ground))
	}
	return theme{
		strong:   s().Bold(true),
		faint:    s().Faint(true),
		label:    s().Foreground(lipgloss.Color("6")).Bold(true),
		place:    s().Bold(true),
		good:     badge("10"),
		warn:     badge("11"),
		bad:      s().Bold(true).Foreground(lipgloss.Color("15")).Background(lipgloss.Color("1")),
		calm:     badge("14"),
		goodText: s().Foreground(lipgloss.Color("2")).Bold(true),
		warnText: s().Foreground(lipgloss.Color("3")).Bold(true),
		badText:  s().Foreground(lipgloss.Color("9")).Bold(true),
		emphasis: s().Italic(true),
		bold:     s().Bold(true),
		code:     s(),
		panel:    s().Bold(true).Reverse(true),
		rule:     s().Faint(true),
	}
}
