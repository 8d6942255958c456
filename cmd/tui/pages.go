package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

func safetyLines(m *Model, width int) []string {
	if len(m.plan.Safety) == 0 {
		return draw.Wrap("  This plan has no safety card.", width)
	}
	var lines []string
	for _, item := range m.plan.Safety {
		lines = append(lines, draw.Hang(m.theme.BadText.Render("!")+" ", "  ", m.prose.Lines(item, width-3))...)
	}
	return draw.Hang(" ", " ", lines)
}

func newSafetyPanel(m *Model) panel {
	return &textPanel{heading: "SAFETY CARD", opens: m.keys.Safety, lines: safetyLines}
}

func helpLines(m *Model, width int) []string {
	var lines []string
	list := func(keys []key.Binding) {
		for _, b := range keys {
			lines = append(lines, draw.Hang("  "+m.theme.Strong.Render(draw.Pad(b.Help().Key, 6)), strings.Repeat(" ", 8), draw.Wrap(b.Help().Desc, width-8))...)
		}
	}
	if m.state().Stage() == run.Ready {
		list(m.keys.before())
		lines = append(lines, "", "  once the session has started:", "")
	}
	if m.state().Rehearsal() {
		list(m.keys.rehearsal())
	}
	list(m.keys.console())
	list(m.keys.work())
	if m.Screen != nil {
		list(m.keys.room())
	}
	return lines
}

// sign marks a phase's status without a colour.
func sign(s run.Status) string {
	return map[run.Status]string{run.Pending: "·", run.Current: "▸", run.Done: "✓", run.Skipped: "×"}[s]
}

// promised says of each activity with a fixed time still to come when that is,
// and how far from it the session will be.
func (m *Model) promised() map[int]string {
	said := map[int]string{}
	for _, p := range m.state().Promises(m.now) {
		if p.Activity == run.End {
			continue
		}
		shown := p.Shown()
		said[p.Activity] = " (fixed " + m.label(shown.At) + ", " + words.Spare(shown.Spare) + ")"
	}
	if at, waits := m.state().Waiting(m.now); waits {
		said[m.state().Phases()[m.state().Current()].Activity] = " (waits for " + m.label(at) + ")"
	}
	return said
}

// agendaLines are all phases with the times planned, expected or actual, and
// the latest at which an activity can begin so that the rest still fits.
func agendaLines(m *Model, width int) []string {
	s := m.state()
	planned, expected, visits := s.Planned(m.now), s.Expected(m.now), s.Visits(m.now)
	latest, promised := s.LatestStarts(m.now), m.promised()
	var lines []string
	// A narrow window has room for the names beside two of the columns.
	columns := func(plan, now, latest, given, took string) string {
		if width < 60 {
			return fmt.Sprintf("%-6s %-6s", now, given)
		}
		return fmt.Sprintf("%-6s %-6s %-6s %-5s %-6s", plan, now, latest, given, took)
	}
	head := "    " + columns("PLAN", "NOW", "LATEST", "MIN", "TOOK")
	lines = append(lines, m.theme.Faint.Render(head))
	activity := -1
	for i, p := range s.Phases() {
		if p.Outside {
			continue
		}
		if p.Activity != activity {
			activity = p.Activity
			if len(m.plan.Activities[activity].Phases) > 1 {
				lines = append(lines, strings.Repeat(" ", len(head))+m.theme.Strong.Render(draw.Fit(m.plan.Activities[activity].Title+promised[activity], width-len(head))))
			}
		}
		plan, now := "–", "–"
		if !planned[i].Begin.IsZero() { // a spare activity has no time of its own
			plan = m.label(planned[i].Begin)
		}
		switch {
		case len(visits[i]) > 0 && p.Status != run.Pending:
			now = m.label(visits[i][0].Begin)
		case p.Status == run.Pending && !expected[i].Begin.IsZero():
			now = m.label(expected[i].Begin)
		}
		took := ""
		if spent := s.Spent(i, m.now); spent > 0 || p.Status == run.Done {
			took = timer.MinSec(spent.Truncate(time.Second))
		}
		name := p.Plan.Name
		if len(m.plan.Activities[activity].Phases) > 1 {
			name = "  " + name
		} else {
			name += promised[activity]
		}
		by := ""
		if p.Number == 1 && !latest[activity].IsZero() {
			by = m.label(latest[activity])
		}
		row := "  " + sign(p.Status) + " " + columns(plan, now, by, timer.MinSec(p.Budget), took)
		if p.Budget != p.Plan.Duration {
			name += " (planned " + timer.MinSec(p.Plan.Duration) + ")"
		}
		row = draw.Fit(row+name, width)
		if p.Status == run.Current {
			row = m.theme.Strong.Render(row)
		}
		lines = append(lines, row)
	}
	v := m.verdict()
	lines = append(lines, "")
	return append(lines, draw.Hang("  ", "  ", draw.Wrap("planned end "+m.label(s.PlannedEnd(m.now))+" · "+v.Line()+" · out by "+v.Out, width-3))...)
}
