// Package pack makes the papers of a session from its plan: the facilitator's
// guide and what participants get, each as a page of HTML that prints well on
// A4 and as Markdown. It is pure: it must never know a file, a clock or a run.
//
// Two rules hold throughout. What participants get is made from a copy of the
// plan out of which the notes, the safety card and the answers were taken
// (public.go), so that no template can let them slip. And no text of a plan
// reaches a document but escaped, or as session/prose writes it: no script, no
// raw HTML, no address that a page would fetch.
package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"facilitate/session"
	"facilitate/timer"
)

// Audience says who gets a document.
type Audience string

const (
	Facilitator  Audience = "facilitator"
	Participants Audience = "participants"
	Everyone     Audience = "everyone" // who is told of the session, or files it
)

// Document is one printable.
type Document struct {
	Name     string // of its file, without an extension: every system accepts it
	Title    string
	Audience Audience
	Copies   int // how many to print; 0 where the number of people is not known
	HTML     []byte
	Markdown []byte
}

// Options are what the plan does not know.
type Options struct {
	Start    *timer.TimeOfDay  // nil: the plan's, else times count from the beginning
	Large    bool              // letters of 18 pt
	People   int               // 0: not known
	Groups   int               // 0: not known
	Local    []session.Contact // of the area, for the handouts that list contacts
	Pictures map[string][]byte // by their files; a slide without its own shows the text

	Delivered *Delivered                // nil: it is yet to be
	Framework *session.Framework        // the plan's; nil: none, or not known
	Entries   map[string]*session.Entry // of what the plan names to learn with, by that name
}

// Delivered is what became of the plan, for the papers that say so.
type Delivered struct {
	Lasted time.Duration
	Given  func(activity, phase int) bool // by their places in the plan
}

// A maker makes one document but for its name.
type maker struct {
	name, title string
	audience    Audience
	make        func(*pack, *maker) (Document, error)
}

// pack is what all documents of a plan are made from.
type pack struct {
	plan    *session.Plan // the whole of it, for the facilitator
	public  *session.Plan // what participants may see
	options Options
	times   *session.Times
	makers  []maker
}

// Names are the names of a plan's documents, in the order in which Documents
// makes them. A document for which the plan has nothing is left out.
func Names(plan *session.Plan) []string {
	var names []string
	for _, m := range makers(plan) {
		names = append(names, m.name)
	}
	return names
}

// Documents makes the documents of a plan with these names, or all of them
// where none is given. It fails for a name that Names does not have.
func Documents(plan *session.Plan, o Options, names ...string) ([]Document, error) {
	if o.Start == nil {
		o.Start = plan.Start
	}
	p := &pack{plan: plan, public: public(plan), options: o, times: plan.TimesFrom(o.Start), makers: makers(plan)}
	var all []Document
	for _, name := range names {
		if !slices.ContainsFunc(p.makers, func(m maker) bool { return m.name == name }) {
			return nil, fmt.Errorf("the plan has no document %q", name)
		}
	}
	for _, m := range p.makers {
		if len(names) > 0 && !slices.Contains(names, m.name) {
			continue
		}
		d, err := m.make(p, &m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		d.Name, d.Title, d.Audience, d.Copies = m.name, m.title, m.audience, p.copies(&m)
		all = append(all, d)
	}
	return all, nil
}

func makers(plan *session.Plan) []maker {
	var all []maker
	add := func(has bool, name, title string, audience Audience, make func(*pack, *maker) (Document, error)) {
		if has {
			all = append(all, maker{name, title, audience, make})
		}
	}
	add(true, "guide", "Facilitator’s guide", Facilitator, (*pack).guide)
	add(true, "run-sheet", "Run sheet", Facilitator, (*pack).runSheet)
	add(true, "agenda", "Agenda", Participants, (*pack).agenda)
	quiz, answers := "Quiz", "Answers"
	if len(plan.Quizzes) == 1 && plan.Quizzes[0].Title != "" {
		quiz, answers = plan.Quizzes[0].Title, "Answers: "+plan.Quizzes[0].Title
	}
	add(len(plan.Quizzes) > 0, "quiz", quiz, Participants, (*pack).quiz)
	add(len(plan.Quizzes) > 0, "answers", answers, Facilitator, (*pack).answers)
	taken := map[string]bool{}
	for i := range plan.Handouts {
		h := &plan.Handouts[i]
		name := fileName("handout-"+h.ID, taken)
		add(true, name, cmp.Or(h.Title, plan.Title), Participants, func(p *pack, m *maker) (Document, error) {
			return p.handout(m, &p.public.Handouts[i])
		})
	}
	add(len(plan.Outcomes)+len(plan.Evaluation.Questions) > 0, "evaluation", "Evaluation form", Participants, (*pack).evaluation)
	add(true, "bring", "What to bring", Facilitator, (*pack).bring)
	add(len(plan.Slides) > 0, "slides", "Slides", Participants, (*pack).slides)
	add(true, "record", "Record of taking part", Participants, (*pack).record)
	add(len(plan.Evaluation.FollowUp.Questions) > 0, "follow-up", "Follow-up form", Participants, (*pack).followUp)
	add(true, "invitation", "Invitation", Everyone, (*pack).invitation)
	add(true, "catalogue", "Description for a catalogue", Everyone, (*pack).catalogue)
	return all
}

// fileName is a name that every system accepts for a file, and of which no
// other differs in the case of letters only.
func fileName(id string, taken map[string]bool) string {
	name := strings.TrimRight(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, id), ".")
	unique := name
	for n := 2; taken[strings.ToLower(unique)]; n++ {
		unique = fmt.Sprintf("%s-%d", name, n)
	}
	taken[strings.ToLower(unique)] = true
	return unique
}

// copies is how many of a document to print. One agenda goes on the wall.
func (p *pack) copies(m *maker) int {
	if p.isForEach(m) {
		return p.options.People
	}
	return 1
}

// isForEach is whether every participant gets a copy of a document.
func (p *pack) isForEach(m *maker) bool {
	return m.audience == Participants && m.name != "agenda" && m.name != "slides"
}

// Unverified are the contacts that are not printed because nobody has made
// sure of them: the plan's, then the local ones.
func Unverified(plan *session.Plan, local []session.Contact) []session.Contact {
	var all []session.Contact
	for i := range plan.Handouts {
		all = append(all, plan.Handouts[i].Contacts...)
	}
	all = append(all, local...)
	return slices.DeleteFunc(all, func(c session.Contact) bool { return c.Verified })
}

// verifiedOnly are the contacts that may be printed.
func verifiedOnly(all []session.Contact) []session.Contact {
	return slices.DeleteFunc(slices.Clone(all), func(c session.Contact) bool { return !c.Verified })
}
