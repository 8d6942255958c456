package pack

import (
	"slices"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/timer"
)

// mostCell is how many characters of a text stand where it is told again, in a
// cell of a table: a long one told for each of thousands of activities would
// make a plan of a megabyte a document of gigabytes.
const mostCell = 160

// agendaPage is the agenda as participants see it.
type agendaPage struct {
	page
	When     string // what the whole takes, in words
	Aim      string
	Column   string
	Rows     []agendaRow
	Ends     []ending
	Outcomes bool // there is a column for them
}

type agendaRow struct {
	At       string
	Span     time.Duration
	Title    string
	Phases   []string
	Outcomes []string
	Bring    []string
}

// ending is a time after the last phase.
type ending struct{ At, What string }

func (p *pack) agenda(m *maker) (Document, error) {
	a := agendaPage{page: p.page("agenda", m), When: p.when(), Aim: p.public.Aim, Column: p.times.column()}
	names := p.names()
	phase := 0
	for _, activity := range p.public.Activities {
		if activity.Spare { // it may never come
			phase += len(activity.Phases)
			continue
		}
		row := names.row(&activity)
		row.At = p.times.clock(p.times.begin[phase])
		if lead := ledBy(activity.Lead); lead != "" {
			row.Phases = append(row.Phases, lead)
		}
		if !activity.Single {
			for _, ph := range activity.Phases {
				row.Phases = append(row.Phases, join(", ", prose.Short(ph.Name, mostCell), span(ph.Duration), ledBy(ph.Lead), session.EitherSetting(ph.Settings, session.Setting.ToYou)))
			}
		}
		a.Outcomes = a.Outcomes || len(row.Outcomes) > 0
		a.Rows = append(a.Rows, row)
		phase += len(activity.Phases)
	}
	a.Ends = p.ends()
	s := a.markdown()
	if a.Large { // there is no room for a column of their own
		a.Outcomes = false
	}
	return document("agenda", a, s)
}

// when says what the session takes: "09:30 to 11:00 (1 h 30 min)".
func (p *pack) when() string {
	booked := span(p.plan.Duration)
	if p.times.start == nil {
		return booked
	}
	return p.times.clock(p.times.from) + " to " + p.times.clock(p.times.from.Add(p.plan.Duration)) + " (" + booked + ")"
}

// ledBy says who leads a part; empty where nobody is named.
func ledBy(lead string) string {
	if lead == "" {
		return ""
	}
	return "led by " + prose.Short(lead, mostCell)
}

// ends are the planned end and that of the time booked, the earlier first.
func (p *pack) ends() []ending {
	planned, booked := p.times.last, p.times.from.Add(p.plan.Duration)
	all := []ending{{p.times.clock(planned), "End as planned"}, {p.times.clock(booked), "End of the time booked"}}
	switch {
	case booked.Equal(planned):
		return []ending{{p.times.clock(planned), "End"}}
	case booked.Before(planned):
		all[0], all[1] = all[1], all[0]
	}
	return all
}

func (a agendaPage) markdown() *sheet {
	s := a.begin()
	s.para(a.When)
	s.prose(a.Aim, 0)
	head := []string{a.Column, "Min", "Activity"}
	if a.Outcomes {
		head = append(head, "What it is for")
	}
	var rows [][]string
	for _, r := range a.Rows {
		what := []string{"**" + prose.Escape(r.Title) + "**"}
		for _, ph := range r.Phases {
			what = append(what, prose.Escape(ph))
		}
		row := []string{r.At, timer.InMinutes(r.Span), strings.Join(what, "; ")}
		if a.Outcomes {
			row = append(row, prose.Escape(strings.Join(r.Outcomes, "; ")))
		}
		rows = append(rows, row)
	}
	for _, e := range a.Ends {
		row := make([]string, len(head))
		row[0], row[2] = e.At, e.What
		rows = append(rows, row)
	}
	s.table(head, rows)
	return s
}

// names are what activities name by ids, in words short enough for a cell.
type names struct{ outcomes, resources map[string]string }

func (p *pack) names() names {
	n := names{map[string]string{}, map[string]string{}}
	for _, o := range p.plan.Outcomes {
		n.outcomes[o.ID] = prose.Short(prose.Plain(o.Text), mostCell)
	}
	for _, r := range p.plan.Resources {
		n.resources[r.ID] = prose.Short(r.Name, mostCell)
	}
	return n
}

// row is an activity's line, but for its time and phases.
func (n names) row(a *session.Activity) agendaRow {
	row := agendaRow{Span: a.Duration(), Title: a.Title}
	for _, id := range a.Outcomes {
		row.Outcomes = append(row.Outcomes, n.outcomes[id])
	}
	for _, id := range a.Resources {
		row.Bring = append(row.Bring, n.resources[id])
	}
	return row
}

// Minutes are those of the activity.
func (r agendaRow) Minutes() string { return timer.InMinutes(r.Span) }

// join puts the texts that are not empty behind one another.
func join(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" }), between)
}
