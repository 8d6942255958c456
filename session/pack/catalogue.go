package pack

import (
	"fmt"
	"slices"
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
)

// cataloguePage describes the session under the headings of a catalogue.
type cataloguePage struct {
	page
	Rows    []session.EntryRow
	Covered *covered
	Further []further
}

func (p *pack) catalogue(m *maker) (Document, error) {
	c := cataloguePage{page: p.page("catalogue", m), Covered: p.covered(), Further: p.bothSides()}
	c.Title, c.Plan, c.Particulars = c.Plan, c.Title, nil // it is of the session, whenever it is given
	rows := p.entry().Rows()
	// What to bring stands behind what else it takes.
	last := slices.IndexFunc(rows, func(r session.EntryRow) bool { return r.Head == "Finance" })
	c.Rows = slices.Insert(rows, last+1, session.EntryRow{Part: rows[last].Part, Head: "Things", Texts: p.things()})
	return document("catalogue", c)
}

// entry is the session as an entry of a catalogue: what the plan says, and
// nothing that it does not.
func (p *pack) entry() *session.Entry {
	plan := p.public
	e := &session.Entry{
		Title: plan.Title, For: plan.Audience, Facts: plan.Catalogue.Facts, URL: plan.Catalogue.URL,
		Time: span(plan.Duration), Model: p.model(), Evidence: evidence(plan.Sources), Impact: p.impact(),
	}
	if plan.Aim != "" {
		e.Aims = []string{plan.Aim}
	}
	for _, o := range plan.Outcomes {
		e.Outcomes = append(e.Outcomes, o.Text)
	}
	return e
}

// model says how the session is given.
func (p *pack) model() string {
	var settings []string
	activities := 0
	for a, ph := range p.public.Phases() {
		if a.Spare {
			continue
		}
		if ph == &a.Phases[0] {
			activities++
		}
		for _, s := range ph.Settings {
			if how := s.OfThem(); !slices.Contains(settings, how) {
				settings = append(settings, how)
			}
		}
	}
	text, people := "A session led by a facilitator, in "+count(activities, "part", "parts"), ""
	if len(settings) > 0 {
		text += "; people work " + strings.Join(settings, ", ")
	}
	if p.public.Catalogue.People != "" {
		people = "For " + p.public.Catalogue.People
	}
	return join(" ", sentence(text), sentence(people), sentence(p.public.Catalogue.Team))
}

// evidence says on how many sources the plan rests, and when they were looked at.
func evidence(sources []session.Source) string {
	if len(sources) == 0 {
		return ""
	}
	text := count(len(sources), "source", "sources") + ", named beside what rests on them"
	var days []string
	for i := range sources {
		if day := sources[i].Checked; day != "" {
			days = append(days, day)
		}
	}
	slices.Sort(days)
	switch last := len(days) - 1; {
	case last < 0:
	case days[0] == days[last]:
		text += "; looked at on " + date(days[0])
	default:
		text += "; looked at between " + date(days[0]) + " and " + date(days[last])
	}
	return sentence(text)
}

// impact says how the session is judged, at each of the four levels.
func (p *pack) impact() session.Impact {
	const not = "Not collected"
	all := session.Impact{Reaction: not, Learning: not, Behaviour: not, Results: not}
	plan := p.public
	if n := len(plan.Evaluation.Questions); n > 0 {
		all.Reaction = "A form at the end, with " + count(n, "question", "questions")
	}
	var learning []string
	if len(plan.Outcomes) > 0 {
		learning = append(learning, "People say how confident they were before and are after, for each outcome")
	}
	statements := 0
	for i := range plan.Quizzes {
		statements += len(plan.Quizzes[i].Statements)
	}
	if statements > 0 {
		learning = append(learning, "a quiz of "+count(statements, "statement", "statements"))
	}
	if len(learning) > 0 {
		all.Learning = strings.TrimSuffix(sentence(strings.Join(learning, "; ")), ".")
	}
	if f := plan.Evaluation.FollowUp; len(f.Questions) > 0 {
		all.Behaviour = fmt.Sprintf("A form %s, with %s", f.When, count(len(f.Questions), "question", "questions"))
	}
	return all
}

// things is what to bring; nothing where the plan does not say.
func (p *pack) things() []string {
	var names []string
	for _, r := range p.public.Resources {
		names = append(names, r.Name)
	}
	if names == nil {
		return nil
	}
	return []string{prose.Short(strings.Join(names, "; "), 4*mostCell)}
}

// NotStated stands where the plan says nothing.
func (cataloguePage) NotStated() string { return session.NotStated }
