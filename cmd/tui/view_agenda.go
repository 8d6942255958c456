package tui

import (
	"strings"
	"time"

	"facilitate/session/run"
)

// agendaColumn is the agenda beside the console: when each activity is
// expected to begin, or began, the current one with its phases, and a ribbon
// of the session in proportion to time.
func (m *Model) agendaColumn(width, height int) []string {
	s := m.state()
	expected, visits := s.Expected(m.now), s.Visits(m.now)
	lines := []string{m.theme.panel.Render(pad(" AGENDA", width))}
	lines = append(lines, "")
	rows, current := []string{}, 0
	for a := range m.plan.Activities {
		first := s.FirstOf(a)
		phases := s.Phases()[first : first+len(m.plan.Activities[a].Phases)]
		status, budget, begin := m.activityAt(a, expected, visits)
		row := sign(status) + " " + begin + " " + pad(m.plan.Activities[a].Title, width-15) + " " + padLeft(minutes(budget), 6)
		if status != run.Current {
			if status != run.Pending {
				row = m.theme.faint.Render(row)
			}
			rows = append(rows, row)
			continue
		}
		current = len(rows)
		rows = append(rows, m.theme.strong.Render(row))
		if len(phases) == 1 {
			continue
		}
		for _, p := range phases {
			name := pad("        "+sign(p.Status)+" "+p.Plan.Name, width-7) + padLeft(clockface(p.Budget), 7)
			rows = append(rows, name)
		}
	}
	room := height - len(lines) - 4
	if len(rows) > room {
		top := max(0, min(current-room/3, len(rows)-room))
		rows = rows[top : top+room]
	}
	lines = append(lines, rows...)
	lines = append(lines, "")
	return append(lines, m.ribbon(width)...)
}

// activityAt is an activity's status, the time given to it, and when it began
// or is expected to.
func (m *Model) activityAt(a int, expected []run.Window, visits [][]run.Window) (status run.Status, budget time.Duration, begin string) {
	s := m.state()
	first := s.FirstOf(a)
	begin = "  –  "
	status = run.Skipped
	pending, current, done := 0, false, 0
	for i := first; i < first+len(m.plan.Activities[a].Phases); i++ {
		p := s.Phases()[i]
		budget += p.Budget
		switch p.Status {
		case run.Pending:
			pending++
		case run.Current:
			current = true
		case run.Done:
			done++
		}
		if begin == "  –  " && len(visits[i]) > 0 {
			begin = m.label(visits[i][0].Begin)
		}
		if begin == "  –  " && p.Status == run.Pending && !expected[i].Begin.IsZero() {
			begin = m.label(expected[i].Begin)
		}
	}
	switch {
	case current:
		status = run.Current
	case pending > 0:
		status = run.Pending
	case done > 0:
		status = run.Done
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
		apart(m.label(from), "out by "+m.label(hard), width),
	}
}

func padLeft(s string, width int) string {
	return strings.Repeat(" ", max(0, width-len([]rune(s)))) + s
}
