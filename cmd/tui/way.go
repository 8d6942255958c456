package tui

import (
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// The way through the session, note by note and phase by phase.

// on takes the next step: back to the place from looking elsewhere, down a
// long note, to the next note, to the announcement of the next phase, into it.
func (m *Model) on() {
	switch at := m.place(); {
	case m.look != nil:
		m.returnToPlace()
	case m.isBounce(NextNote):
		m.sayTooSoon(m.keys.On)
	case !m.isAnnounced && m.scrollOn(at):
		m.guardWork(at)
	case !m.isAnnounced && m.workAt(at) != nil:
		// A press that bounces must lose no statement, no answer and no group.
		m.guard(waysToStep...)
		m.scroll = 0
		m.workAt(at).on(m, func() { m.onFrom(at) })
	default:
		m.onFrom(at)
	}
}

// onFrom goes on from a note that there is no more of.
func (m *Model) onFrom(at noteAt) {
	switch {
	case at.note+1 < len(m.state().Phases()[at.phase].Plan.Notes):
		m.setPlace(noteAt{at.phase, at.note + 1})
	case !m.isAnnounced:
		m.isAnnounced = true
		m.guard(NextNote)
	case m.state().Next() == run.NoPhase:
		m.leaveBegun(func(m *Model) { m.move(m.commandToLeave(run.Finish{})) })
	default:
		m.nextPhase()
	}
}

// scrollOn shows more of a note that is too long for the window.
func (m *Model) scrollOn(at noteAt) bool {
	lines := len(m.noteLines(at, m.layout.width))
	if m.scroll+m.layout.height >= lines {
		return false
	}
	m.scroll = min(m.scroll+max(1, m.layout.height-1), lines-m.layout.height)
	return true
}

// back goes up a long note, or to the note before in the same phase.
func (m *Model) back() {
	at := m.place()
	switch {
	case m.look != nil || m.isAnnounced:
		m.returnToPlace()
	case m.scroll > 0:
		m.scroll = max(0, m.scroll-max(1, m.layout.height-1))
	case m.isBounce(PreviousNote):
	case m.workAt(at) != nil && m.workAt(at).back(m):
		m.guard(waysToStep...)
		m.scroll = 0
	case at.note > 0:
		m.setPlace(noteAt{at.phase, at.note - 1})
	}
}

func (m *Model) setPlace(at noteAt) {
	m.do(run.Place{Phase: m.state().Name(at.phase), Note: at.note}, func() {
		m.returnToPlace()
		m.guardWork(at)
	})
}

// guardWork notes that a press was one for a note's work, where it has some: what
// follows at once is the same press.
func (m *Model) guardWork(at noteAt) {
	if m.workAt(at) != nil {
		m.guard(waysToStep...)
	}
}

// lookBy looks ahead or back without moving the place.
func (m *Model) lookBy(by int) {
	at := m.noteInView()
	m.isAnnounced = false
	lines := len(m.noteLines(at, m.layout.width))
	if m.look != nil && (by > 0 && m.scroll+m.layout.height < lines || by < 0 && m.scroll > 0) {
		m.scroll += by
		return
	}
	if to, ok := m.step(at, by); ok {
		m.scroll, m.look = 0, &to
		if to == m.place() {
			m.look = nil
		}
	}
}

// move carries out a command that changes the current phase.
func (m *Model) move(c run.Command) {
	jumped := m.state().Jumped()
	m.do(c, func() {
		m.returnToPlace()
		m.guard(waysToLeave...)
		m.overlay = slices.DeleteFunc(m.overlay, func(l layer) bool { return l.turn <= m.turns.underWay.turn })
		switch p, by := m.state().Current(), m.state().Jumped()-jumped; {
		case by > 0 && p == run.NoPhase:
			m.say(timer.Countdown(by) + " taken as done" + m.keys.takesBack())
		case by > 0: // a long title may be cut, what can be done about it may not
			m.say(timer.Countdown(by) + " taken as done " + strings.TrimSpace(m.keys.takesBack()) + "; now: " + m.phaseTitle(p))
		case p != run.NoPhase:
			m.say("now: " + m.phaseTitle(p) + m.keys.takesBack())
		}
	})
}

func (m *Model) nextPhase() {
	m.leaveBegun(func(m *Model) {
		switch next := m.state().Next(); {
		case next == run.NoPhase:
			m.askFinish()
		case next < m.state().Current() && !m.state().ComesBack():
			m.askJumped()
		default:
			m.move(m.commandToLeave(run.Next{}))
		}
	})
}

// skip leaves this phase, or all of its activity; it asks where that would end
// the session.
func (m *Model) skip(whole bool) {
	m.leaveBegun(func(m *Model) {
		here := m.state().Phases()[m.state().Current()].Activity
		left := m.phasesThat(func(p run.Phase) bool { return p.Status == run.Pending && !(whole && p.Activity == here) })
		if len(left) == 0 {
			m.askFinish()
			return
		}
		m.move(run.Skip{Whole: whole})
	})
}

// What is fixed for a time of day, and waits for it.

func (m *Model) begin() {
	m.do(run.Begin{}, func() {
		m.say("begun: " + m.phaseTitle(m.state().Current()) + m.keys.takesBack())
	})
}

// beginsIn is when what waits begins: "begins at 11:00, in 22 min".
func (m *Model) beginsIn(at time.Time) string {
	left := at.Sub(m.now)
	return "begins at " + m.label(at) + ", in " + either(left < time.Minute, words.Plural(int(left/time.Second), "second"), words.MinutesUp(left))
}

// fixedLine says when a phase to come is fixed for, and what that means; else nothing.
func (m *Model) fixedLine(phase int) string {
	s := m.state()
	at := s.FixedAt(s.Phases()[phase].Activity, m.now)
	switch {
	case s.Phases()[phase].Number != 1 || at.IsZero():
		return ""
	case at.After(m.now):
		return m.theme.Strong.Render("It " + m.beginsIn(at) + ": until then it waits.")
	}
	return m.theme.Strong.Render("It was fixed for " + m.label(at) + ", " + words.Span(m.now.Sub(at)) + " ago.")
}

// leaveBegun leaves a phase, and asks first where it would be left before it began.
func (m *Model) leaveBegun(leave func(m *Model)) {
	at, waits := m.state().Waiting(m.now)
	if !waits {
		leave(m)
		return
	}
	text := m.phaseTitle(m.state().Current()) + " " + m.beginsIn(at) + "."
	m.open(&questionPanel{heading: "NOT BEGUN YET", text: []string{text}, choices: choices{
		answer("y", "begin it now", func(m *Model) tea.Cmd { m.begin(); return nil }),
		answer("l", "leave it, and go on without it", func(m *Model) tea.Cmd { leave(m); return nil }),
		answer("n", "neither: wait", nil),
	}})
}

// What a single key changes in the session, and what is said of it.

func (m *Model) pause() {
	if m.state().Stage() == run.Paused {
		m.say("it is paused already")
		return
	}
	m.do(run.Pause{}, func() { m.say("paused. Why?  " + m.keys.kinds() + m.keys.goesOn()) })
}

func (m *Model) resume() {
	if m.state().Stage() != run.Paused {
		m.say("it goes on already")
		return
	}
	m.do(run.Resume{}, func() { m.say("going on: " + m.verdict().Line()) })
}

// namePause says why it is paused. An incident brings the safety card, also
// where it was called one already; for a break that the room can see it is asked
// at once how long it is.
func (m *Model) namePause(nth int) {
	if m.state().Stage() != run.Paused {
		return
	}
	kind := run.PauseKinds[nth]
	m.give(func(refused error) {
		m.orSay(func() { m.say("this pause " + words.Pause(kind) + m.keys.goesOn()) })(refused)
		switch named, _, _ := m.state().Pause(m.now); {
		case named == run.Incident:
			m.open(newSafetyPanel(m))
		case refused == nil && named == run.Break && m.Screen != nil && m.Screen.Address() != "":
			m.open(newBackPanel())
		}
	}, run.Pause{Kind: kind})
}

func (m *Model) change(c run.Command) {
	m.do(c, func() {
		p := m.state().Current()
		m.say("this phase has " + timer.MinSec(m.state().Phases()[p].Budget) + " now; " + m.verdict().Line())
	})
}

func (m *Model) backdate() {
	was := m.state().LastTurn()
	m.do(run.Backdate{By: time.Minute}, func() {
		told := "moved a minute earlier; "
		if by := was.Sub(m.state().LastTurn()); by < time.Minute {
			told = "moved only " + words.Span(by) + " earlier, to the move before; "
		}
		m.say(told + hint(m.keys.Backdate, "again: another; ") + m.verdict().Line())
	})
}

func (m *Model) undo() {
	word, _ := m.state().Undoable()
	m.do(run.Undo{}, func() {
		m.returnToPlace()
		m.returnTo(word, func() { m.say("taken back: " + word.TakenBack()) })
	})
}

// excludeGap leaves a sleep, or the time the program was dead, out of the session.
func (m *Model) excludeGap() {
	gap, _ := m.state().Excludable(m.now)
	m.do(run.ExcludeGap{}, func() { m.sayLeftOut(gap) })
}

func (m *Model) sayLeftOut(gap run.Gap) {
	m.sleptFor = 0
	m.say(words.Span(gap.End.Sub(gap.Begin)) + " left out; " + m.verdict().Line() + m.keys.takesBack())
}
