package tui

import (
	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
)

// verdict says whether the session will end on time.
func (m *Model) verdict() words.Verdict { return words.VerdictOf(m.state(), m.now, m.label) }

// verdictBadge is the style in which the verdict's word is shown.
func verdictBadge(v words.Verdict, t draw.Theme) lipgloss.Style {
	if v.Late() {
		return t.Bad
	}
	return t.Good
}

// promise is what the verdict is about, its first line strong.
func (m *Model) promise(v words.Verdict) []string {
	lines := v.Promise()
	lines[0] = m.theme.Strong.Render(lines[0])
	return lines
}
