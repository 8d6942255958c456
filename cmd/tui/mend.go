package tui

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
)

// planLooked is whether the plan's file was changed since the run began.
type planLooked struct{ edited bool }

const planEvery = 5 * time.Second // how often the plan's file is looked at

func (m *Model) lookAtPlan() tea.Msg { return planLooked{m.IsEdited()} }

// takePlanLooked says once that the run does not follow its plan's file.
func (m *Model) takePlanLooked(l planLooked) tea.Cmd {
	if l.edited {
		m.say(words.PlanEdited)
		return nil
	}
	return tea.Tick(planEvery, func(time.Time) tea.Msg { return m.lookAtPlan() })
}

const mostMend = 3 // how many things to mend are named on the first screen

// mendLines say what is to be mended before the start: how many things, and each;
// in less room than that all of it on one line.
func (m *Model) mendLines(room int) (lines []string) {
	if len(m.Mend) == 0 {
		return nil
	}
	sum := words.ToMend(len(m.Mend))
	if room < 1+min(len(m.Mend), mostMend+1) {
		return []string{m.labelled("Plan", sum+": "+strings.Join(m.Mend, "; "))}
	}
	lines = append(lines, m.labelled("Plan", m.theme.WarnText.Render(sum+":")))
	for i, what := range m.Mend {
		if i == mostMend {
			return append(lines, m.labelled("", "and "+itoa(len(m.Mend)-i)+" more: check names them"))
		}
		lines = append(lines, m.labelled("", "- "+what))
	}
	return lines
}
