package pack

import (
	"slices"

	"facilitate/session"
	"facilitate/session/prose"
)

// mostCell is how many characters of a text stand where it is told again, in a
// cell of a table: a long one told for each of thousands of activities would
// make a plan of a megabyte a document of gigabytes.
const mostCell = 160

// agendaPage is the agenda as participants want it: what comes when, how they
// will work, and when it is over.
type agendaPage struct {
	page
	When string // what the whole takes, in words
	Rows []agendaRow
	End  string
}

type agendaRow struct {
	At    string
	Title string
	Lead  string // who leads it
	Break bool
	Ways  []way
}

// ending is a time after the last phase.
type ending struct{ At, What string }

func (p *pack) agenda(m *maker) (Document, error) {
	end := p.times.From.Add(p.plan.Duration)
	if p.times.Last.After(end) {
		end = p.times.Last
	}
	a := agendaPage{page: p.page("agenda", m), When: p.when(), End: p.times.Clock(end)}
	phase := 0
	for i := range p.public.Activities {
		activity := &p.public.Activities[i]
		if !activity.Spare { // it may never come
			row := agendaRow{At: p.times.Clock(p.times.Begin[phase]), Title: activity.Title, Lead: leads(activity), Break: activity.Break}
			if row.Break {
				row.Ways = []way{{Words: "break"}}
			} else {
				row.Ways = waysOf(activity.Phases, session.Setting.ToYou)
			}
			a.Rows = append(a.Rows, row)
		}
		phase += len(activity.Phases)
	}
	return document("agenda", a)
}

// leads says who leads an activity, and who a part of it.
func leads(a *session.Activity) string {
	all := []string{a.Lead}
	for _, ph := range a.Phases {
		if !slices.Contains(all, ph.Lead) {
			all = append(all, ph.Lead)
		}
	}
	return ledBy(join(", ", named(all)...))
}

// when says what the session takes: "09:30 to 11:00 (1 h 30 min)".
func (p *pack) when() string {
	booked := span(p.plan.Duration)
	if p.times.Start == nil {
		return booked
	}
	return p.times.Clock(p.times.From) + " to " + p.times.Clock(p.times.From.Add(p.plan.Duration)) + " (" + booked + ")"
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
	planned, booked := p.times.Last, p.times.From.Add(p.plan.Duration)
	all := []ending{{p.times.Clock(planned), "End as planned"}, {p.times.Clock(booked), "End of the time booked"}}
	switch {
	case booked.Equal(planned):
		return []ending{{p.times.Clock(planned), "End"}}
	case booked.Before(planned):
		all[0], all[1] = all[1], all[0]
	}
	return all
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

// of are an activity's outcomes and what it needs.
func (n names) of(a *session.Activity) (outcomes, bring []string) {
	for _, id := range a.Outcomes {
		outcomes = append(outcomes, n.outcomes[id])
	}
	for _, id := range a.Resources {
		bring = append(bring, n.resources[id])
	}
	return outcomes, bring
}
