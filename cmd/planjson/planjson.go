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
		ID             string         `json:"id,omitempty"`
		Language       string         `json:"language,omitempty"`
		Title          string         `json:"title"`
		Start          string         `json:"start,omitempty"` // HH:MM, that of --start if given
		Booked         cli.Seconds    `json:"booked_s"`
		Planned        cli.Seconds    `json:"planned_s"`
		WordsPerMinute int            `json:"words_per_minute"`
		Aim            string         `json:"aim,omitempty"`
		Background     string         `json:"background,omitempty"`
		Audience       string         `json:"audience,omitempty"`
		Outcomes       []outcomeJSON  `json:"outcomes,omitempty"`
		Resources      []resourceJSON `json:"resources,omitempty"`
		Prepare        []prepareJSON  `json:"prepare,omitempty"`
		Date           string         `json:"date,omitempty"` // YYYY-MM-DD
		Facilitators   []string       `json:"facilitators,omitempty"`
		Organisation   string         `json:"organisation,omitempty"`
		Logo           string         `json:"logo,omitempty"`
		Venue          string         `json:"venue,omitempty"`
		Safety         []string       `json:"safety,omitempty"`
		Sensitive      []string       `json:"sensitive,omitempty"`
		Framework      string         `json:"framework,omitempty"`
		Learning       []learningJSON `json:"learning,omitempty"`
		Catalogue      catalogueJSON  `json:"catalogue,omitzero"`
		Activities     []activityJSON `json:"activities"`
		Slides         []slideJSON    `json:"slides,omitempty"`
		Quizzes        []quizJSON     `json:"quizzes,omitempty"`
		Handouts       []handoutJSON  `json:"handouts,omitempty"`
		Evaluation     evaluationJSON `json:"evaluation,omitzero"`
		Sources        []sourceJSON   `json:"sources,omitempty"`
	}
	learningJSON struct {
		ID    string        `json:"id"`
		Place session.Place `json:"place"`
	}
	catalogueJSON struct {
		Cost     string       `json:"cost,omitempty"`
		Endorsed string       `json:"endorsed,omitempty"`
		Author   string       `json:"author,omitempty"`
		Contact  string       `json:"contact,omitempty"`
		People   string       `json:"people,omitempty"`
		Team     string       `json:"team,omitempty"`
		URL      string       `json:"url,omitempty"`
		Supports supportsJSON `json:"supports,omitzero"`
	}
	supportsJSON struct {
		Workforce      string `json:"workforce,omitempty"`
		Technology     string `json:"technology,omitempty"`
		Administrative string `json:"administrative,omitempty"`
		Financial      string `json:"financial,omitempty"`
	}
	outcomeJSON struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}
	resourceJSON struct {
		ID    string      `json:"id"`
		Name  string      `json:"name"`
		Per   session.Per `json:"per"`
		Count int         `json:"count,omitempty"` // if more than one
	}
	prepareJSON struct {
		When session.When `json:"when"`
		Do   string       `json:"do"`
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
		Notes    []noteJSON        `json:"notes,omitempty"`
	}
	cueJSON struct {
		Left  cli.Seconds `json:"left_s,omitempty"`
		After cli.Seconds `json:"after_s,omitempty"`
		Text  string      `json:"text,omitempty"`
	}
	noteJSON struct {
		ID    string           `json:"id,omitempty"`
		Kind  session.NoteKind `json:"kind"`
		Text  string           `json:"text,omitempty"`
		Title string           `json:"title,omitempty"`
		Items []string         `json:"items,omitempty"`
		Ref   string           `json:"ref,omitempty"`
	}
	slideJSON struct {
		ID      string   `json:"id"`
		Title   string   `json:"title,omitempty"`
		Body    string   `json:"body,omitempty"`
		Read    bool     `json:"read"`
		Image   string   `json:"image,omitempty"`
		Alt     string   `json:"alt,omitempty"`
		Sources []string `json:"sources,omitempty"`
	}
	quizJSON struct {
		ID         string          `json:"id"`
		Title      string          `json:"title,omitempty"`
		Statements []statementJSON `json:"statements"`
	}
	statementJSON struct {
		Text    string   `json:"text"`
		Answer  bool     `json:"answer"`
		Because string   `json:"because,omitempty"`
		Sources []string `json:"sources,omitempty"`
	}
	handoutJSON struct {
		ID       string        `json:"id"`
		Title    string        `json:"title,omitempty"`
		Body     string        `json:"body,omitempty"`
		Contacts []contactJSON `json:"contacts,omitempty"`
	}
	contactJSON struct {
		Name     string   `json:"name"`
		Phone    string   `json:"phone,omitempty"`
		URL      string   `json:"url,omitempty"`
		For      string   `json:"for,omitempty"`
		Hours    string   `json:"hours,omitempty"`
		Checked  string   `json:"checked,omitempty"` // YYYY-MM-DD
		Verified bool     `json:"verified"`
		Sources  []string `json:"sources,omitempty"`
	}
	evaluationJSON struct {
		Questions []questionJSON `json:"questions,omitempty"`
		FollowUp  followUpJSON   `json:"follow_up,omitzero"`
	}
	followUpJSON struct {
		When      string         `json:"when"`
		Questions []questionJSON `json:"questions"`
	}
	questionJSON struct {
		ID      string               `json:"id"`
		Text    string               `json:"text"`
		Kind    session.QuestionKind `json:"kind"`
		Options []string             `json:"options,omitempty"`
	}
	sourceJSON struct {
		ID      string `json:"id"`
		Text    string `json:"text"`
		URL     string `json:"url,omitempty"`
		Checked string `json:"checked,omitempty"` // YYYY-MM-DD
	}
)

// show is a plan being told.
type show struct {
	plan   *session.Plan
	begins func(phase int) *cli.Seconds
}

// Of is the plan. begins is when a phase begins, counted from the start; nil
// where it is spare.
func Of(plan *session.Plan, start *timer.TimeOfDay, begins func(phase int) *cli.Seconds) any {
	s := &show{plan, begins}
	return s.object(start)
}

func (s *show) object(start *timer.TimeOfDay) planJSON {
	p := s.plan
	o := planJSON{
		ID: p.ID, Language: p.Language, Title: p.Title, Start: timeText(start),
		Booked: cli.Seconds(p.Duration), Planned: cli.Seconds(p.Planned()), WordsPerMinute: p.WordsPerMinute,
		Aim: p.Aim, Background: p.Background, Date: p.Date, Facilitators: p.Facilitators,
		Organisation: p.Organisation, Logo: p.Logo, Venue: p.Venue, Audience: p.Audience, Safety: p.Safety,
	}
	for _, x := range p.Outcomes {
		o.Outcomes = append(o.Outcomes, outcomeJSON{x.ID, x.Text})
	}
	for _, x := range p.Resources {
		o.Resources = append(o.Resources, resourceJSON{x.ID, x.Name, x.Per, 0})
		if x.Count > 1 {
			o.Resources[len(o.Resources)-1].Count = x.Count
		}
	}
	for _, x := range p.Prepare {
		o.Prepare = append(o.Prepare, prepareJSON{x.When, x.Do})
	}
	for _, x := range p.Slides {
		o.Slides = append(o.Slides, slideJSON{x.ID, x.Title, x.Body, x.Read, x.Image, x.Alt, x.Sources})
	}
	for _, x := range p.Quizzes {
		o.Quizzes = append(o.Quizzes, quizObject(x))
	}
	for _, x := range p.Handouts {
		o.Handouts = append(o.Handouts, handoutObject(x))
	}
	o.Sensitive, o.Framework = p.Sensitive, p.Framework
	for _, x := range p.Learning {
		o.Learning = append(o.Learning, learningJSON{x.Entry, x.Place})
	}
	c := p.Catalogue
	o.Catalogue = catalogueJSON{c.Cost, c.Endorsed, c.Author, c.Contact, c.People, c.Team, c.URL, supportsJSON(c.Supports)}
	o.Evaluation.Questions = questionObjects(p.Evaluation.Questions)
	if f := p.Evaluation.FollowUp; len(f.Questions) > 0 {
		o.Evaluation.FollowUp = followUpJSON{f.When, questionObjects(f.Questions)}
	}
	for _, x := range p.Sources {
		o.Sources = append(o.Sources, sourceJSON{x.ID, x.Text, x.URL, x.Checked})
	}
	phase := 0
	for i := range p.Activities {
		a := s.activityObject(&p.Activities[i], phase)
		phase += len(a.Phases)
		o.Activities = append(o.Activities, a)
	}
	return o
}

// activityObject is an activity whose first phase has the given index.
func (s *show) activityObject(a *session.Activity, phase int) activityJSON {
	o := activityJSON{
		ID: a.ID, Title: a.Title, Begins: s.begins(phase), Outcomes: a.Outcomes, Resources: a.Resources,
		Optional: a.Optional, Spare: a.Spare, Protect: a.Protect, Cut: a.Cut, At: timeText(a.FixedAt), Cues: cueObjects(a.Cues), Lead: a.Lead,
	}
	o.Covers, o.Touches = session.ClaimIDs(a.Covers), session.ClaimIDs(a.Touches)
	if a.Break {
		o.Kind = "break"
	}
	for i := range a.Phases {
		ph := &a.Phases[i]
		x := phaseJSON{
			ID: ph.ID, Name: ph.Name, Begins: s.begins(phase + i), Duration: cli.Seconds(ph.Duration),
			AtLeast: cli.Seconds(ph.AtLeast), Protect: ph.Protect, Cut: ph.Cut, Cues: cueObjects(ph.Cues), Lead: ph.Lead, Speech: cli.Seconds(s.plan.Speech(ph)),
			Settings: ph.Settings, Question: ph.Question,
		}
		x.Covers, x.Touches = session.ClaimIDs(ph.Covers), session.ClaimIDs(ph.Touches)
		for _, n := range ph.Notes {
			x.Notes = append(x.Notes, noteJSON{n.ID, n.Kind, n.Text, n.Title, n.Items, n.Ref})
		}
		o.Phases = append(o.Phases, x)
	}
	return o
}

func questionObjects(questions []session.Question) (all []questionJSON) {
	for _, x := range questions {
		all = append(all, questionJSON{x.ID, x.Text, x.Kind, x.Options})
	}
	return all
}

func cueObjects(cues []session.Cue) (all []cueJSON) {
	for _, c := range cues {
		all = append(all, cueJSON{cli.Seconds(c.Left), cli.Seconds(c.After), c.Text})
	}
	return all
}

func quizObject(q session.Quiz) quizJSON {
	o := quizJSON{ID: q.ID, Title: q.Title}
	for _, x := range q.Statements {
		o.Statements = append(o.Statements, statementJSON{x.Text, x.Answer, x.Because, x.Sources})
	}
	return o
}

func handoutObject(h session.Handout) handoutJSON {
	o := handoutJSON{ID: h.ID, Title: h.Title, Body: h.Body}
	for _, x := range h.Contacts {
		o.Contacts = append(o.Contacts, contactJSON{
			x.Name, x.Phone, x.URL, x.For, x.Hours, x.Checked, x.Verified, x.Sources,
		})
	}
	return o
}

func timeText(t *timer.TimeOfDay) string {
	if t == nil {
		return ""
	}
	return t.String()
}
