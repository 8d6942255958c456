package draw

import (
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/session/prose"
)

// Prose draws Markdown for the terminal, wrapped to a width.
type Prose struct{ theme *Theme }

// NewProse draws in the styles of a theme.
func NewProse(t Theme) Prose { return Prose{&t} }

const leastProse = 8 // the width down to which lines are made to fit

// Lines are the lines of a text, none wider than width.
func (p Prose) Lines(markdown string, width int) []string {
	lines := prose.Layout{Width: max(width, leastProse), First: first}.Lines(markdown)
	drawn := make([]string, len(lines))
	for i, line := range lines {
		var b strings.Builder
		for _, s := range line {
			b.WriteString(p.style(s.In).Render(s.Text))
		}
		drawn[i] = b.String()
	}
	return drawn
}

func (p Prose) style(in prose.Kinds) lipgloss.Style {
	style := lipgloss.NewStyle()
	if in.Has(prose.Emphasis) {
		style = p.theme.Emphasis
	}
	if in.Has(prose.Strong) || in.Has(prose.Heading) {
		style = p.theme.Bold.Inherit(style)
	}
	return style
}

// PlainProse are the lines of a Markdown text for where nothing has a style,
// none wider than width but for addresses.
func PlainProse(markdown string, width int) []string {
	lines := prose.Layout{Width: max(width, leastProse), First: first, Plain: true}.Lines(markdown)
	plain := make([]string, len(lines))
	for i, line := range lines {
		plain[i] = line.String()
	}
	return plain
}

// SpokenProse are the lines of a Markdown text for who hears them: no signs but the
// numbers of a list, and no empty lines.
func SpokenProse(markdown string, width int) (spoken []string) {
	for _, line := range (prose.Layout{Width: max(width, leastProse), First: first, Plain: true}).Lines(markdown) {
		heard := slices.DeleteFunc(line, func(s prose.Span) bool {
			return s.In.Has(prose.Sign) && (s.Text == "" || s.Text[0] < '0' || s.Text[0] > '9')
		})
		if text := strings.TrimSpace(heard.String()); text != "" {
			spoken = append(spoken, text)
		}
	}
	return spoken
}

// first measures the first character of a text in cells.
func first(text string) (bytes, cells int) {
	c, cells := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
	return len(c), cells
}
