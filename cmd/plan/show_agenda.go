package plan

import (
	"fmt"
	"slices"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/timer"
)

// agendaActivity is the column of the agenda with the activities, and
// agendaAside the first of those that a narrow one lacks.
const (
	agendaActivity = 2
	agendaAside    = 3
)

// agenda prints the table of activities with their times.
func (s *show) agenda() {
	t := cli.Table{Width: s.width, Bold: s.bold, Columns: []cli.Column{
		{Title: "TIME"},
		{Title: "MIN", Right: true},
		{Title: "ACTIVITY", Wide: s.width, Least: 1, Strong: true},
		{Title: "OUTCOMES", Most: s.width / 6},
		{Title: "BRING", Most: s.width / 4},
	}}
	phase := 0
	for i := range s.plan.Activities {
		a := &s.plan.Activities[i]
		t.Rows = append(t.Rows, s.agendaRows(a, phase)...)
		phase += len(a.Phases)
	}
	end, booked := s.times.Last, s.times.From.Add(s.plan.Duration)
	if booked.Before(end) {
		t.Add(s.times.Clock(booked), "", "end of the time booked")
	}
	t.Add(s.times.Clock(end), "", "end as planned")
	if booked.After(end) {
		t.Add(s.times.Clock(booked), "", "end of the time booked")
	}
	if s.width < cli.Narrow {
		t.Columns = t.Columns[:agendaAside]
		widths, _ := t.Widths()
		for i := range t.Rows {
			under(&t.Rows[i], widths[agendaActivity])
		}
	}
	s.gap()
	s.WriteString(t.String())
}

// under puts what a narrow agenda has no columns for under the activity.
func under(row *cli.Row, width int) {
	for i, lead := range []string{"  outcomes ", "  bring "} {
		if agendaAside+i < len(row.Cells) && row.Cells[agendaAside+i] != "" {
			lines := cli.Hang(lead, "    ", row.Cells[agendaAside+i], width)
			row.Cells[agendaActivity] += "\n" + strings.Join(lines, "\n")
		}
	}
}

// agendaRows are those of an activity; first is the index of its first phase.
func (s *show) agendaRows(a *session.Activity, first int) []cli.Row {
	what := a.Title
	if a.Single {
		what += behind(" · ", settings(a.Phases[0].Settings))
	}
	what += marks(a)
	rows := []cli.Row{{Strong: true, Cells: []string{
		s.times.Clock(s.times.Begin[first]), timer.InMinutes(a.Duration()), what, s.outcomes(a), strings.Join(a.Resources, ", "),
	}}}
	if !a.Single {
		for _, ph := range a.Phases {
			what := ph.Name + behind(" · ", settings(ph.Settings)) + behind(" · led by ", ph.Lead)
			if ph.Protect {
				what += " (protected)"
			}
			rows = append(rows, cli.Row{Cells: []string{"", "", fmt.Sprintf("%4s  \t%s", timer.InMinutes(ph.Duration), what)}})
		}
	}
	return rows
}

// marks say when an activity must begin, and what becomes of it when time is short.
func marks(a *session.Activity) string {
	at := ""
	if a.FixedAt != nil {
		at = a.FixedAt.String()
	}
	is := func(it bool, word string) string { return map[bool]string{true: word}[it] }
	marks := joined(", ", behind("at ", at), behind("led by ", a.Lead), is(a.Optional, "optional"), is(a.Break, "a break"),
		is(a.Protect, "protected"), behind("cut ", string(a.Cut)))
	if marks == "" {
		return ""
	}
	return " (" + marks + ")"
}

func settings(all []session.Setting) string { return session.EitherSetting(all, session.Setting.Name) }

// behind is a text behind a lead, if there is any.
func behind(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}

// joined are those of some texts that there are.
func joined(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(text string) bool { return text == "" }), between)
}
