package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/run"
)

// work is a note that the console goes through step by step with the facilitator: a
// quiz, and a feedback round where it is known who is in the room. Page Down takes its
// next step; after the last one it goes on to the next note as ever.
type work interface {
	heading(m *Model, width int) string
	lines(m *Model, width, height int) []string // the first cell of each is a blank
	keys(m *Model) keyRow                       // those that work now
	on(m *Model, past func())                   // the next step; past it there may be none
	back(m *Model) bool                         // a step back; false: there is none
}

// workAt is the work of a note in the current phase; nil where it has none.
func (m *Model) workAt(at noteAt) work {
	notes := m.state().Phases()[at.phase].Plan.Notes
	if m.state().Current() != at.phase || at.note >= len(notes) {
		return nil
	}
	switch n := &notes[at.note]; n.Kind {
	case session.TakeQuiz:
		if q := m.state().Quiz(n.Ref); q != nil && len(q.Answers) > 0 {
			return quizWork{at, q}
		}
	case session.Round:
		if r := m.state().RoundAt(at.phase, at.note); r != nil {
			return roundWork{at, r}
		}
	}
	return nil
}

// workHere is the work of the place, while it is looked at.
func (m *Model) workHere() work {
	if m.look != nil || m.isAnnounced || m.state().Current() == run.NoPhase {
		return nil
	}
	return m.workAt(m.place())
}

// ofQuiz does something with the statement shown in the place's quiz, which it
// returns to; it says so where none is.
func ofQuiz(do func(w quizWork, m *Model)) handler {
	return does(func(m *Model) {
		if w, ok := m.workAt(m.place()).(quizWork); ok {
			if w.q.At == run.NotBegun || w.q.Over() {
				m.say(words.NotShown)
			} else {
				do(w, m)
			}
			m.returnToPlace()
		}
	})
}

// ofRound gives a command in the place's round, which it returns to.
func ofRound(command func(w roundWork, nth int) run.Command) handler {
	return func(m *Model, nth int) tea.Cmd {
		if w, ok := m.workAt(m.place()).(roundWork); ok {
			m.do(command(w, nth), nil)
			m.guard(waysToStep...)
			m.returnToPlace()
		}
		return nil
	}
}

// returnTo goes to the note whose work something was taken back of.
func (m *Model) returnTo(word run.Word, then func()) {
	at, ok := m.workOf(word)
	if !ok {
		then()
		return
	}
	m.do(run.Place{Phase: m.state().Name(at.phase), Note: at.note}, func() {
		m.returnToPlace()
		m.guardWork(at)
		then()
	})
}

// workOf is the note before the place whose work a word is of; false: there is none.
func (m *Model) workOf(word run.Word) (noteAt, bool) {
	kind := map[run.Word]session.NoteKind{
		run.CmdQuiz: session.TakeQuiz, run.CmdReveal: session.TakeQuiz, run.CmdHands: session.TakeQuiz, run.CmdScore: session.TakeQuiz,
		run.CmdHear: session.Round, run.CmdHeard: session.Round, run.CmdPass: session.Round,
	}[word]
	here := m.state().Current()
	if kind == "" || here == run.NoPhase {
		return noteAt{}, false
	}
	// The place only moves on from it, so it is the nearest one before.
	notes := m.state().Phases()[here].Plan.Notes
	for i := min(m.place().note, len(notes)-1); i >= 0; i-- {
		if notes[i].Kind == kind {
			return noteAt{here, i}, i != m.place().note
		}
	}
	return noteAt{}, false
}

// workLines are the lines of the place's work, as noteLines are a note's.
func (m *Model) workLines(at noteAt, width int) ([]string, bool) {
	w := m.workAt(at)
	if m.look != nil || m.state().Current() == run.NoPhase || at != m.place() || w == nil {
		return nil, false
	}
	return w.lines(m, width, m.layout.height), true
}

// notePlace is where in its phase a note stands, for the heading.
func (m *Model) notePlace(at noteAt, width int) string {
	return either(width < 60, "", "note "+itoa(at.note+1)+" of "+itoa(len(m.state().Phases()[at.phase].Plan.Notes))+" · ")
}

// onwards says what Page Down does after the last step of some work.
func (m *Model) onwards(at noteAt) string { return named(m.keys.On) + ": " + m.comesNext(at) }

func (m *Model) comesNext(at noteAt) string {
	return either(at.note+1 < len(m.state().Phases()[at.phase].Plan.Notes), "the next note", "the next phase")
}
