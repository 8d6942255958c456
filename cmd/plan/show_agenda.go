package plan

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/timer"
)

// agendaRow is a line of the agenda, its cells not wrapped yet.
type agendaRow struct {
	at, minutes, lead, what, outcomes, bring string
	strong                                   bool
}

// agenda prints the table of activities with their times.
func (s *show) agenda() {
	rows := []agendaRow{{at: "TIME", minutes: "MIN", what: "ACTIVITY", outcomes: "OUTCOMES", bring: "BRING"}}
	phase := 0
	for i := range s.plan.Activities {
		a := &s.plan.Activities[i]
		rows = append(rows, s.agendaRows(a, phase)...)
		phase += len(a.Phases)
	}
	end, booked := s.times.windows[len(s.times.windows)-1].End, s.times.from.Add(s.plan.Duration)
	ends := []agendaRow{{at: s.times.clock(end), what: "end as planned"}}
	switch row := (agendaRow{at: s.times.clock(booked), what: "end of the time booked"}); {
	case booked.Before(end):
		ends = append([]agendaRow{row}, ends...)
	case booked.After(end):
		ends = append(ends, row)
	}
	rows = append(rows, ends...)
	s.gap()
	s.table(rows)
}

// agendaRows are the rows of an activity, of which the plan's phase with the
// given index is the first.
func (s *show) agendaRows(a *session.Activity, first int) []agendaRow {
	var sum time.Duration
	for _, ph := range a.Phases {
		sum += ph.Duration
	}
	what := a.Title
	if a.Single {
		what += settings(" · ", a.Phases[0].Settings)
	}
	what += marks(a)
	rows := []agendaRow{{
		at: s.times.clock(s.times.windows[first].Begin), minutes: timer.InMinutes(sum), what: what,
		outcomes: s.outcomes(a), bring: strings.Join(a.Resources, ", "), strong: true,
	}}
	if !a.Single {
		for _, ph := range a.Phases {
			what := ph.Name + settings(" · ", ph.Settings)
			if ph.Protect {
				what += " (protected)"
			}
			rows = append(rows, agendaRow{lead: fmt.Sprintf("%4s  ", timer.InMinutes(ph.Duration)), what: what})
		}
	}
	return rows
}

// marks say in words what may become of an activity when time runs short, and
// when it must begin.
func marks(a *session.Activity) string {
	var words []string
	if a.FixedAt != nil {
		words = append(words, "at "+a.FixedAt.String())
	}
	if a.Optional {
		words = append(words, "optional")
	}
	if a.Protect {
		words = append(words, "protected")
	}
	if len(words) == 0 {
		return ""
	}
	return " (" + strings.Join(words, ", ") + ")"
}

// settings are the ways of sitting and working, with a lead if there are any.
func settings(lead string, all []session.Setting) string {
	if len(all) == 0 {
		return ""
	}
	return lead + session.EitherSetting(all, session.Setting.Name)
}

// table prints the agenda's rows in columns, each cell wrapped in its own.
func (s *show) table(rows []agendaRow) {
	var at, minutes, outcomes, bring int
	for _, r := range rows {
		at, minutes = max(at, len(r.at)), max(minutes, len(r.minutes))
		outcomes, bring = max(outcomes, len(r.outcomes)), max(bring, ansi.StringWidth(r.bring))
	}
	const gap = 2
	what := s.width - at - minutes - 2*gap
	wide := s.width >= cli.Narrow
	if wide {
		outcomes = min(outcomes, s.width/6)
		bring = min(bring, s.width/4)
		what -= outcomes + bring + 2*gap
	}
	for i, r := range rows {
		lead := fmt.Sprintf("%-*s  %*s  ", at, r.at, minutes, r.minutes)
		cells := [][]string{cli.Hang(r.lead, strings.Repeat(" ", len(r.lead)), r.what, what)}
		widths := []int{what}
		switch {
		case wide:
			cells = append(cells, cli.Wrap(r.outcomes, outcomes), cli.Wrap(r.bring, bring))
			widths = append(widths, outcomes, bring)
		case i == 0: // no columns, and so no headings of theirs
		default:
			cells[0] = append(cells[0], under("outcomes ", r.outcomes, what)...)
			cells[0] = append(cells[0], under("bring ", r.bring, what)...)
		}
		s.row(lead, cells, widths, r.strong || i == 0)
	}
}

// row prints a row of cells whose lines stand side by side.
func (s *show) row(lead string, cells [][]string, widths []int, strong bool) {
	height := 0
	for _, c := range cells {
		height = max(height, len(c))
	}
	for n := range height {
		line := lead
		for i, c := range cells {
			text := ""
			if n < len(c) {
				text = c[n]
			}
			pad := strings.Repeat(" ", max(0, widths[i]-ansi.StringWidth(text)))
			if strong && i == 0 {
				text = s.bold.Render(text)
			}
			line += text + pad + "  "
		}
		s.lines([]string{line})
		lead = strings.Repeat(" ", len(lead))
	}
}

func under(lead, text string, width int) []string {
	if text == "" {
		return nil
	}
	return cli.Hang("  "+lead, "    ", text, width)
}
