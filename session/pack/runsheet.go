package pack

import (
	"cmp"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/timer"
)

// runPage is the whole session at arm's length: a line for each phase.
type runPage struct {
	page
	Facts []string
	Parts []runPart
	Ends  []ending
}

// runPart is an activity.
type runPart struct {
	At, Minutes string
	Title       string
	About       string // who leads it, and what may become of it
	Bring       []string
	Single      bool // its one line is all there is; never in large print, which has no room beside it
	Lines       []runLine
}

// Span is how many lines of the table it takes.
func (r runPart) Span() int {
	if r.Single {
		return 1
	}
	return 1 + len(r.Lines)
}

// runLine is a phase.
type runLine struct {
	At, Minutes string
	Name        string // empty where the activity is one phase
	Ways        []way
	Things      []string // quizzes and handouts
	What        string
	Slides      []string
}

// mostGist is how many characters of what is asked or done stand in a line.
const mostGist = 90

func (p *pack) runSheet(m *maker) (Document, error) {
	g := runPage{page: p.page("run", m), Facts: p.facts(), Ends: p.ends()}
	g.Wide = g.Large
	names, places, n := p.names(), p.plan.Index(), 0
	for i := range p.plan.Activities {
		a := &p.plan.Activities[i]
		_, bring := names.of(a)
		part := runPart{
			At: p.times.Clock(p.times.Begin[n]), Minutes: timer.InMinutes(a.Duration()), Title: a.Title,
			About: join("; ", ledBy(a.Lead), whenLate(a)), Bring: bring, Single: a.Single && !g.Large,
		}
		for j := range a.Phases {
			ph := &a.Phases[j]
			line := runLine{Ways: waysOf(a.Phases[j:j+1], session.Setting.OfThem), What: gist(ph)}
			line.Things, line.Slides = p.comingIn(ph, places)
			if !a.Single {
				line.At, line.Minutes, line.Name = p.times.Clock(p.times.Begin[n]), timer.InMinutes(ph.Duration), join(", ", ph.Name, ledBy(ph.Lead))
			}
			part.Lines = append(part.Lines, line)
			n++
		}
		g.Parts = append(g.Parts, part)
	}
	return document("runsheet", g)
}

// gist is what a phase is about in a line: what the room is asked, else what is
// done first, else the first that is asked, else the first of its notes.
func gist(ph *session.Phase) string {
	text := ph.Question
	for _, is := range []func(session.NoteKind) bool{
		func(k session.NoteKind) bool { return !k.Spoken() && k != session.Remark },
		func(k session.NoteKind) bool { return k == session.Ask },
		func(session.NoteKind) bool { return true },
	} {
		for i := range ph.Notes {
			if is(ph.Notes[i].Kind) {
				text = cmp.Or(text, ph.Notes[i].Text)
			}
		}
	}
	text = prose.Plain(text)
	if end := strings.IndexAny(text, ".;"); end > 0 && end < mostGist {
		text = text[:end]
	}
	short := prose.Short(text, mostGist)
	if last := strings.LastIndex(short, " "); short != text && last > 0 {
		short = short[:last] + " …" // between two words
	}
	return short
}

// comingIn is what comes in a phase: quizzes and handouts, and slides by their
// numbers and titles.
func (p *pack) comingIn(ph *session.Phase, places session.Index) (things, slides []string) {
	for i := range ph.Notes {
		switch n := &ph.Notes[i]; n.Kind {
		case session.TakeQuiz:
			things = append(things, join(": ", n.Kind.Word(), prose.Short(p.plan.Quizzes[places.Quizzes[n.Ref]].Title, mostGist)))
		case session.GiveOut:
			h := &p.plan.Handouts[places.Handouts[n.Ref]]
			things = append(things, n.Kind.Word()+": "+prose.Short(cmp.Or(h.Title, h.ID), mostGist))
		case session.ShowSlide:
			at := places.Slides[n.Ref]
			slides = append(slides, join(" ", strconv.Itoa(at+1), prose.Short(p.plan.Slides[at].Title, mostGist/2)))
		}
	}
	return things, slides
}
