package tui

import (
	"slices"

	"github.com/charmbracelet/bubbles/key"
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

func (p *pointsPanel) hint(m *Model) string {
	return hints(named(m.keys.Groups)+" or "+named(m.keys.Up)+" "+named(m.keys.Down)+" "+hint(m.keys.TickOff, "tick a group"), hint(m.keys.Enter, "gives the points"), hint(m.keys.Cancel, "closes"))
}

func (p *pointsPanel) draw(m *Model, width, height int) []string {
	groups := len(m.state().Gathering().Groups)
	lines := p.statementLines(m, width-4, min(2, height-4))
	if len(lines) > 0 {
		lines = append(draw.Hang("  ", "  ", lines), "")
	}
	room := max(1, height-len(lines))
	top := from(p.cursor, groups, room)
	for g := top; g < min(groups, top+room); g++ {
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
	switch k := m.keys; {
	case key.Matches(msg, k.Cancel, k.Points):
		m.closeWork(p)
	case key.Matches(msg, k.Down):
		p.cursor = min(p.cursor+1, groups-1)
	case key.Matches(msg, k.Up):
		p.cursor = max(p.cursor-1, 0)
	case key.Matches(msg, k.TickOff):
		p.right[p.cursor] = !p.right[p.cursor]
	case key.Matches(msg, k.Groups):
		if g := nth(msg, k.Groups); g < groups {
			p.cursor = g
			p.right[g] = !p.right[g]
		}
	case key.Matches(msg, k.Enter):
		p.enter(m)
	case key.Matches(msg, k.always()...):
		m.close(p)
		return m.key(msg)
	}
	return nil
}

// enter gives the points to the groups that are ticked.
func (p *pointsPanel) enter(m *Model) {
	var right []int
	for g := range m.state().Gathering().Groups {
		if p.right[g] {
			right = append(right, g)
		}
	}
	m.afterwards(func() { m.closeWork(p) })
	if slices.Equal(right, p.q.Answers[p.statement].Right) {
		return
	}
	m.do(run.ScoreGroups{Quiz: p.q.Plan.ID, Statement: p.statement, Right: right}, func() {
		m.say("a point for " + groupNumbers(right) + m.keys.takesBack())
	})
}
