// Package planjson is a plan as show --json prints it, for programs. It must never
// know how a plan is found or read.
package planjson

import (
	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/timer"
)

// The objects of show --json. The command's help says how they differ from the
// plan's file, which docs/plan-format.md describes.
type (
	planJSON struct {
		ID             string                `json:"id,omitempty"`
		Language       string                `json:"language,omitempty"`
		Title          string                `json:"title"`
		Start          string                `json:"start,omitempty"` // HH:MM, that of --start if given
		Booked         cli.Seconds           `json:"booked_s"`
		Planned        cli.Seconds           `json:"planned_s"`
		WordsPerMinute int                   `json:"words_per_minute"`
		Aim            string                `json:"aim,omitempty"`
		Background     string                `json:"background,omitempty"`
		Audience       string                `json:"audience,omitempty"`
		Outcomes       []session.Outcome     `json:"outcomes,omitempty"`
		Resources      []resourceJSON        `json:"resources,omitempty"`
		Prepare        []session.Preparation `json:"prepare,omitempty"`
		Date           string                `json:"date,omitempty"` // YYYY-MM-DD
		Facilitators   []string              `json:"facilitators,omitempty"`
		Organisation   string                `json:"organisation,omitempty"`
		Logo           string                `json:"logo,omitempty"`
		Venue          string                `json:"venue,omitempty"`
		Safety         []string              `json:"safety,omitempty"`
		Sensitive      []string              `json:"sensitive,omitempty"`
		Framework      string                `json:"framework,omitempty"`
		Learning       []session.Learning    `json:"learning,omitempty"`
		Catalogue      session.Catalogue     `json:"catalogue,omitzero"`
		Activities     []activityJSON        `json:"activities"`
		Slides         []session.Slide       `json:"slides,omitempty"`
		Quizzes        []session.Quiz        `json:"quizzes,omitempty"`
		Handouts       []session.Handout     `json:"handouts,omitempty"`
		Evaluation     session.Evaluation    `json:"evaluation,omitzero"`
		Sources        []session.Source      `json:"sources,omitempty"`
	}
	resourceJSON struct {
		ID    string      `json:"id"`
		Name  string      `json:"name"`
		Per   session.Per `json:"per"`
		Count int         `json:"count,omitempty"` // if more than one
	}
	activityJSON struct {
		ID        string       `json:"id"`
		Title     string       `json:"title"`
		Begins    *cli.Seconds `json:"begins_s,omitempty"` // a spare one begins at no set time
		Kind      string       `json:"kind,omitempty"`
		Outcomes  []string     `json:"outcomes,omitempty"`
		Resources []string     `json:"resources,omitempty"`
		Optional  bool         `json:"optional"`
		Spare     bool         `json:"spare,omitempty"`
		Protect   bool         `json:"protect"`
		Cut       session.Cut  `json:"cut,omitempty"`
		At        string       `json:"at,omitempty"` // HH:MM
		Cues      []cueJSON    `json:"cues,omitempty"`
		Lead      string       `json:"lead,omitempty"`
		Covers    []string     `json:"covers,omitempty"`
		Touches   []string     `json:"touches,omitempty"`
		Phases    []phaseJSON  `json:"phases"`
	}
	phaseJSON struct {
		ID       string            `json:"id,omitempty"`
		Name     string            `json:"name"`
		Begins   *cli.Seconds      `json:"begins_s,omitempty"`
		Duration cli.Seconds       `json:"duration_s"`
		AtLeast  cli.Seconds       `json:"at_least_s,omitempty"`
		Protect  bool              `json:"protect"`
		Cut      session.Cut       `json:"cut,omitempty"`
		Cues     []cueJSON         `json:"cues,omitempty"`
		Lead     string            `json:"lead,omitempty"`
		Speech   cli.Seconds       `json:"speech_s"`
		Settings []session.Setting `json:"setting,omitempty"`
		Question string            `json:"question,omitempty"`
		Covers   []string          `json:"covers,omitempty"`
		Touches  []string          `json:"touches,omitempty"`
		Notes    []session.Note    `json:"notes,omitempty"`
	}
	cueJSON struct {
		Left  cli.Seconds `json:"left_s,omitempty"`
		After cli.Seconds `json:"after_s,omitempty"`
		Text  string      `json:"text,omitempty"`
	}
)

// Of is the plan. begins is when a phase begins, counted from the start; nil
// where it is spare.
func Of(p *session.Plan, start *timer.TimeOfDay, begins func(phase int) *cli.Seconds) any {
	o := planJSON{
		ID: p.ID, Language: p.Language, Title: p.Title, Start: timeText(start),
		Booked: cli.Seconds(p.Duration), Planned: cli.Seconds(p.Planned()), WordsPerMinute: p.WordsPerMinute,
		Aim: p.Aim, Background: p.Background, Date: p.Date, Facilitators: p.Facilitators,
		Organisation: p.Organisation, Logo: p.Logo, Venue: p.Venue, Audience: p.Audience, Safety: p.Safety,
		Sensitive: p.Sensitive, Framework: p.Framework, Outcomes: p.Outcomes, Prepare: p.Prepare, Learning: p.Learning, Slides: p.Slides, Quizzes: p.Quizzes,
		Handouts: p.Handouts, Evaluation: p.Evaluation, Sources: p.Sources, Catalogue: p.Catalogue,
	}
	for _, x := range p.Resources {
		if x.Count == 1 {
			x.Count = 0
		}
		o.Resources = append(o.Resources, resourceJSON{x.ID, x.Name, x.Per, x.Count})
	}
	phase := 0
	for i := range p.Activities {
		a := activityObject(p, &p.Activities[i], func(of int) *cli.Seconds { return begins(phase + of) })
		phase += len(a.Phases)
		o.Activities = append(o.Activities, a)
	}
	return o
}

// activityObject is an activity of a plan, whose phases begin so.
func activityObject(p *session.Plan, a *session.Activity, begins func(phase int) *cli.Seconds) activityJSON {
	o := activityJSON{
		ID: a.ID, Title: a.Title, Begins: begins(0), Outcomes: a.Outcomes, Resources: a.Resources,
		Optional: a.Optional, Spare: a.Spare, Protect: a.Protect, Cut: a.Cut, At: timeText(a.FixedAt), Cues: cueObjects(a.Cues), Lead: a.Lead,
		Covers: session.ClaimIDs(a.Covers), Touches: session.ClaimIDs(a.Touches),
	}
	if a.Break {
		o.Kind = "break"
	}
	for i := range a.Phases {
		ph := &a.Phases[i]
		o.Phases = append(o.Phases, phaseJSON{
			ID: ph.ID, Name: ph.Name, Begins: begins(i), Duration: cli.Seconds(ph.Duration),
			AtLeast: cli.Seconds(ph.AtLeast), Protect: ph.Protect, Cut: ph.Cut, Cues: cueObjects(ph.Cues), Lead: ph.Lead, Speech: cli.Seconds(p.Speech(ph)),
			Settings: ph.Settings, Question: ph.Question, Notes: ph.Notes,
			Covers: session.ClaimIDs(ph.Covers), Touches: session.ClaimIDs(ph.Touches),
		})
	}
	return o
}

func cueObjects(cues []session.Cue) (all []cueJSON) {
	for _, c := range cues {
		all = append(all, cueJSON{cli.Seconds(c.Left), cli.Seconds(c.After), c.Text})
	}
	return all
}

func timeText(t *timer.TimeOfDay) string {
	if t == nil {
		return ""
	}
	return t.String()
}
