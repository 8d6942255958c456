package pack

import (
	"slices"

	"facilitate/session"
)

// public is a copy of the plan without anything that is the facilitator's:
// the notes, the safety card, the answers with their reasons, and what may
// become of an activity when time runs short.
func public(plan *session.Plan) *session.Plan {
	p := session.Plan{
		ID: plan.ID, Title: plan.Title, Duration: plan.Duration, Start: plan.Start, Date: plan.Date, Facilitators: plan.Facilitators,
		Organisation: plan.Organisation, Logo: plan.Logo, Venue: plan.Venue, Aim: plan.Aim,
		Audience: plan.Audience, Sensitive: plan.Sensitive, Catalogue: plan.Catalogue,
		Outcomes: plan.Outcomes, Resources: plan.Resources, Sources: plan.Sources,
		Slides: slices.Clone(plan.Slides), Handouts: plan.Handouts, Evaluation: plan.Evaluation,
	}
	for i := range p.Slides {
		p.Slides[i].Read = false
	}
	for _, a := range plan.Activities {
		open := session.Activity{
			ID: a.ID, Title: a.Title, Outcomes: a.Outcomes, Resources: a.Resources,
			Break: a.Break, Spare: a.Spare, FixedAt: a.FixedAt, Single: a.Single, Lead: a.Lead,
		}
		for _, ph := range a.Phases {
			open.Phases = append(open.Phases, session.Phase{
				ID: ph.ID, Name: ph.Name, Duration: ph.Duration, Settings: ph.Settings, Question: ph.Question, Lead: ph.Lead,
			})
		}
		p.Activities = append(p.Activities, open)
	}
	for _, q := range plan.Quizzes {
		open := session.Quiz{ID: q.ID, Title: q.Title}
		for _, st := range q.Statements {
			open.Statements = append(open.Statements, session.Statement{Text: st.Text})
		}
		p.Quizzes = append(p.Quizzes, open)
	}
	return &p
}
