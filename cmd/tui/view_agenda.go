package tui

import (
	"strings"
	"time"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// agendaColumn is the agenda beside the console: when each activity is
// expected to begin, or began, the current one with its phases, and a ribbon
// of the session in proportion to time.
func (m *Model) agendaColumn(width, height int) []string {
	s := m.state()
	expected, visits := s.Expected(m.now), s.Visits(m.now)
	lines := []string{m.theme.Panel.Render(draw.Pad(" AGENDA", width))}
	lines = append(lines, "")
	here := -1
	if p := s.Current(); p != run.NoPhase {
		here = s.Phases()[p].Activity
	}
	// The rows from top on fit; those of the current activity's phases count.
	room := height - len(lines) - 4
	inner := 0
	if here >= 0 && !m.plan.Activities[here].Single {
		inner = len(m.plan.Activities[here].Phases)
	}
	first, end := m.activities()
	top := max(first, min(here-room/3, end+inner-room))
	var rows []string
	for a := top; a < end && len(rows) < room; a++ {
		rows = append(rows, m.agendaRow(a, width, expected, visits))
		for i := 0; a == here && i < inner; i++ {
			p := s.Phases()[s.FirstOf(a)+i]
			rows = append(rows, draw.Apart("        "+sign(p.Status)+" "+p.Plan.Name, timer.MinSec(p.Budget), width))
		}
	}
	lines = append(lines, rows[:min(len(rows), max(0, room))]...)
	lines = append(lines, "")
	return append(lines, m.ribbon(width)...)
}

func (m *Model) agendaRow(a, width int, expected []run.Window, visits [][]run.Window) string {
	status, budget, begin := m.activityAt(a, expected, visits)
	row := sign(status) + " " + begin + " " + draw.Apart(m.plan.Activities[a].Title, padLeft(words.Minutes(budget), 6), width-8)
	switch status {
	case run.Current:
		return m.theme.Strong.Render(row)
	case run.Pending:
		return row
	}
	return m.theme.Faint.Render(row)
}

// activityAt is an activity's status, the time given to it, and when it began
// or is expected to.
func (m *Model) activityAt(a int, expected []run.Window, visits [][]run.Window) (status run.Status, budget time.Duration, begin string) {
	s := m.state()
	first := s.FirstOf(a)
	begin = "  –  "
	has := map[run.Status]bool{}
	for i := first; i < first+len(m.plan.Activities[a].Phases); i++ {
		p := s.Phases()[i]
		budget += p.Budget
		has[p.Status] = true
		if begin == "  –  " && len(visits[i]) > 0 {
			begin = m.label(visits[i][0].Begin)
		}
		if begin == "  –  " && p.Status == run.Pending && !expected[i].Begin.IsZero() {
			begin = m.label(expected[i].Begin)
		}
	}
	for _, status = range []run.Status{run.Current, run.Pending, run.Done, run.Skipped} {
		if has[status] {
			break
		}
	}
	return status, budget, begin
}

// ribbon is the session from its start to its hard end, with now on it.
func (m *Model) ribbon(width int) []string {
	s := m.state()
	from := s.ScheduledStart(m.now)
	if at, ok := s.StartedAt(); ok && at.Before(from) {
		from = at
	}
	end, hard := s.ProjectedEnd(m.now), s.HardEnd(m.now)
	to := hard
	if end.After(to) {
		to = end
	}
	span := to.Sub(from)
	if span <= 0 {
		return nil
	}
	cell := func(t time.Time) int {
		return max(0, min(width-1, int(int64(t.Sub(from))*int64(width)/int64(span))))
	}
	bar := []rune(strings.Repeat("─", width))
	for i := cell(end); i < width; i++ {
		bar[i] = ' '
	}
	now := cell(m.now)
	for i := 0; i < now && i < width; i++ {
		bar[i] = '━'
	}
	for a, w := range s.Expected(m.now) {
		if s.Phases()[a].Number == 1 && s.Phases()[a].Status == run.Pending {
			bar[cell(w.Begin)] = '┬'
		}
	}
	if hard.Before(to) {
		bar[cell(hard)] = '!'
	}
	bar[width-1] = '┤'
	mark := []rune(strings.Repeat(" ", width))
	mark[now] = '▲'
	return []string{
		string(bar), string(mark),
		draw.Apart(m.label(from), "out by "+m.label(hard), width),
	}
}

// either is one of two, by whether something is so.
func either[T any](is bool, one, other T) T {
	if is {
		return one
	}
	return other
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-len([]rune(s)))) + s
}
