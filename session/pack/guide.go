package pack

import (
	"cmp"
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/timer"
)

// guidePage is all that the facilitator needs where nothing but paper works.
type guidePage struct {
	page
	Facts      []string
	Counted    bool // times count from the beginning
	Ends       []ending
	Activities []guideActivity
	Sources    []*session.Source
}

type guideActivity struct {
	Title      string
	From, When string
	Length     string
	Minutes    string
	Lead       string // who leads it
	Late       string // what may become of it
	Outcomes   []string
	Bring      []string
	Phases     []guidePhase
}

type guidePhase struct {
	Heading  string // empty where the activity is one phase
	From     string
	About    string
	Question string
	Notes    []guideNote
}

// guideNote is a note with whatever it points to.
type guideNote struct {
	*session.Note
	Spoken bool
	Long   bool   // too much to keep on one sheet
	Again  string // what was printed before, or elsewhere
	Slide  *slide
	Quiz   *quizPart
}

func (p *pack) guide(m *maker) (Document, error) {
	plan := p.plan
	g := guidePage{
		page: p.page("guide", m), Facts: p.facts(), Counted: p.times.Start == nil,
		Ends: p.ends(),
	}
	b := guideBuilder{pack: p, names: p.names(), citations: newCitations(plan), printed: map[string]bool{}, index: plan.Index()}
	for i := range plan.Activities {
		g.Activities = append(g.Activities, b.activity(&plan.Activities[i]))
	}
	g.Sources = b.citations.Cited
	return document("guide", g)
}

// facts are what the session takes, in sentences.
func (p *pack) facts() []string {
	plan := p.plan
	text := "Planned: " + span(plan.Lasts())
	switch left := plan.Duration - p.times.Last.Sub(p.times.From); {
	case left > 0:
		text += ", with " + span(left) + " to spare"
	case left < 0:
		text += ", which is " + span(-left) + " too much"
	}
	return []string{"Booked: " + p.when(), text}
}

// guideBuilder goes through the plan once, in its order.
type guideBuilder struct {
	*pack
	names     names
	citations *citations
	printed   map[string]bool // slides and quizzes printed in full, once being enough
	index     session.Index
	phase     int // of the whole plan
}

func (b *guideBuilder) activity(a *session.Activity) guideActivity {
	outcomes, bring := b.names.of(a)
	g := guideActivity{
		Title: a.Title, From: b.times.Clock(b.times.Begin[b.phase]), Length: span(a.Duration()), Minutes: timer.InMinutes(a.Duration()), Lead: ledBy(a.Lead), Late: whenLate(a),
		Outcomes: outcomes, Bring: bring,
	}
	for _, ph := range a.Phases {
		part := guidePhase{
			From: b.times.Clock(b.times.Begin[b.phase]), About: b.about(&ph, a.Single), Question: ph.Question,
		}
		if !a.Single {
			part.Heading = ph.Name
		}
		for j := range ph.Notes {
			part.Notes = append(part.Notes, b.note(&ph.Notes[j]))
		}
		g.Phases = append(g.Phases, part)
		g.When = g.From + " to " + b.times.Clock(b.times.End[b.phase])
		b.phase++
	}
	if a.Spare {
		g.When = "at no set time"
	}
	return g
}

// whenLate says what may become of an activity when late, and when it must begin.
func whenLate(a *session.Activity) string {
	var fixed, drop, protect, cut string
	if a.FixedAt != nil {
		fixed = "begins at " + a.FixedAt.String()
	}
	if a.Optional {
		drop = "may be dropped"
	}
	switch {
	case a.Spare:
		drop = "only when there is time"
	case a.Protect || a.Break:
		protect = "do not shorten"
	case a.Cut == session.CutFirst:
		cut = "shorten this first"
	case a.Cut == session.CutLast:
		cut = "shorten this last"
	}
	return join("; ", fixed, drop, protect, cut)
}

// about says how people sit, how long a phase takes, and the least it needs.
func (b *guideBuilder) about(ph *session.Phase, single bool) string {
	var length, least, speech string
	if !single {
		length = span(ph.Duration)
	}
	switch {
	case ph.Protect:
		least = "do not shorten"
	case ph.AtLeast > 0:
		least = "at least " + span(ph.AtLeast)
	}
	if spoken := b.plan.Speech(ph); spoken > 0 {
		speech = "you speak for about " + span(spoken)
	}
	return join(", ", length, ledBy(ph.Lead), session.EitherSetting(ph.Settings, session.Setting.OfThem), least, speech)
}

// longNote is how many characters go on less than half a sheet in large print.
const longNote = 500

func (b *guideBuilder) note(n *session.Note) guideNote {
	g := guideNote{Note: n, Spoken: n.Kind.Spoken(), Long: max(len(n.Text), len(strings.Join(n.Items, " "))) > longNote}
	switch n.Kind {
	case session.ShowSlide:
		at := b.index.Slides[n.Ref]
		s := &b.plan.Slides[at]
		sl := b.slide(s, at)
		sl.Cited = b.citations.cite(s.Sources)
		g.Slide, g.Spoken = &sl, s.Read
		if b.markPrinted("slide " + s.ID) {
			g.Slide, g.Again = nil, sl.Number+": "+prose.Short(sl.Heading, mostCell)+" (printed above)"
		}
	case session.TakeQuiz:
		q := &b.plan.Quizzes[b.index.Quizzes[n.Ref]]
		title := prose.Short(q.Title, mostCell)
		if b.markPrinted("quiz " + q.ID) {
			g.Again = join(" ", title, "(printed above)")
			break
		}
		g.Quiz, g.Long = &quizPart{Heading: title}, true
		for i := range q.Statements {
			g.Quiz.Statements = append(g.Quiz.Statements, answeredStatement(&q.Statements[i], b.citations))
		}
	case session.GiveOut:
		h := &b.plan.Handouts[b.index.Handouts[n.Ref]]
		g.Again = cmp.Or(prose.Short(h.Title, mostCell), h.ID)
	}
	return g
}

// markPrinted notes that a thing is printed, and is whether it was before.
func (b *guideBuilder) markPrinted(thing string) bool {
	before := b.printed[thing]
	b.printed[thing] = true
	return before
}
