package tui

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
)

// pointsPanel gives the groups that had a statement right a point.
type pointsPanel struct {
	quizWork
	statement int
	right     map[int]bool
	cursor    int
}

func newPointsPanel(w quizWork) *pointsPanel {
	p := &pointsPanel{quizWork: w, statement: w.q.At, right: map[int]bool{}}
	for _, g := range w.q.Answers[w.q.At].Right {
		p.right[g] = true
	}
	return p
}

func (p *pointsPanel) title(*Model) string { return "WHO HAD IT RIGHT? · " + p.statementTitle() }

func (p *pointsPanel) hint(*Model) string {
	return "1-9 or ↑ ↓ x tick a group   Enter gives the points   Esc closes"
}

func (p *pointsPanel) draw(m *Model, width, height int) []string {
	groups := len(m.state().Gathering().Groups)
	lines := p.statementLines(m, width-4, min(2, height-4))
	if len(lines) > 0 {
		lines = append(draw.Hang("  ", "  ", lines), "")
	}
	room := max(1, height-len(lines))
	top := max(0, min(p.cursor-room/2, groups-room))
	for g := top; g < groups && g < top+room; g++ {
		box := "[ ]"
		if p.right[g] {
			box = "[x]"
		}
		line := "  " + box + " group " + itoa(g+1) + "   " + words.Plural(p.q.Score(g), "point") + " so far"
		if g == p.cursor {
			line = ">" + line[1:]
		}
		lines = append(lines, draw.Fit(line, width))
	}
	return lines
}

func (p *pointsPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	groups := len(m.state().Gathering().Groups)
	k := msg.String()
	switch {
	case k == "esc" || k == "ctrl+c" || k == "v":
		m.panel = nil
	case k == "down":
		p.cursor = min(p.cursor+1, groups-1)
	case k == "up":
		p.cursor = max(p.cursor-1, 0)
	case k == "x":
		p.right[p.cursor] = !p.right[p.cursor]
	case len(k) == 1 && k[0] >= '1' && k[0] <= '9':
		if g := int(k[0] - '1'); g < groups {
			p.cursor = g
			p.right[g] = !p.right[g]
		}
	case k == "enter":
		m.panel = nil
		var right []int
		for g := range groups {
			if p.right[g] {
				right = append(right, g)
			}
		}
		if slices.Equal(right, p.q.Answers[p.statement].Right) {
			break
		}
		if m.do(run.ScoreGroups{Quiz: p.q.Plan.ID, Statement: p.statement, Right: right}) {
			m.say("a point for " + groupNumbers(right) + "   (u takes it back)")
		}
	case isAlways(k):
		m.panel = nil
		return m.key(msg)
	}
	if m.panel == nil {
		m.turned = m.real
	}
	return nil
}
