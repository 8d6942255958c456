package tui

import (
	"facilitate/cmd/tui/draw"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer"
)

// mostPractised is how many phases are named that ran over, and as many that
// ran under.
const mostPractised = 3

// practiceLines say what a rehearsal showed: what to practise next, then what
// ran over and what ran under, as far as there is room for them.
func (m *Model) practiceLines(width, height int) []string {
	p := report.Practise(m.state(), m.now)
	lines := draw.Hang(" "+m.theme.Label.Render(draw.Pad("NEXT", 8)), "         ", draw.Wrap(m.adviceWords(p.Next), width-9))
	add := func(label string, all []report.Timing) {
		for i, t := range all[:min(len(all), mostPractised)] {
			if i > 0 {
				label = ""
			}
			lines = append(lines, draw.Fit(" "+m.theme.Label.Render(draw.Pad(label, 8))+padLeft(report.Off(t.Off()), 7)+
				" of "+draw.Pad(timer.MinSec(t.Planned), 6)+m.phaseTitle(t.Phase), width))
		}
	}
	add("OVER", p.Over)
	add("UNDER", p.Under)
	if len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// adviceWords is what to practise next, and why.
func (m *Model) adviceWords(a report.Advice) string {
	if a.Phase == run.NoPhase {
		return a.Words()
	}
	return m.theme.Strong.Render(m.phaseTitle(a.Phase)) + ": " + a.Words()
}
