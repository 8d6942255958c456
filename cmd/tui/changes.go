package tui

import (
	"time"

	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// What a single key changes in the session, and what is said of it.

func (m *Model) pause() {
	if m.state().Stage() == run.Paused {
		m.say("it is paused already")
		return
	}
	m.do(run.Pause{}, func() { m.say("paused. Why?  " + m.keys.kinds("  ") + m.keys.goesOn()) })
}

func (m *Model) resume() {
	if m.state().Stage() != run.Paused {
		m.say("it goes on already")
		return
	}
	m.do(run.Resume{}, func() { m.say("going on: " + m.verdict().Line()) })
}

// namePause says why it is paused. An incident brings the safety card, also
// where it was called one already.
func (m *Model) namePause(nth int) {
	if m.state().Stage() != run.Paused {
		return
	}
	kind := run.PauseKinds[nth]
	m.give(func(refused error) {
		m.orSay(func() { m.say("this pause " + words.Pause(kind) + m.keys.goesOn()) })(refused)
		if named, _, _ := m.state().Pause(m.now); named == run.Incident {
			m.open(newSafetyPanel(m))
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
	word, ok := m.state().Undoable()
	m.do(run.Undo{}, func() {
		if !ok {
			return
		}
		m.returnToPlace()
		m.returnTo(word, func() { m.say("taken back: " + word.TakenBack()) })
	})
}

// excludeGap leaves the computer's sleep, or the time the program was dead,
// out of the session.
func (m *Model) excludeGap() {
	gap, _ := m.state().Excludable(m.now)
	m.do(run.ExcludeGap{}, func() { m.sayLeftOut(gap) })
}

func (m *Model) sayLeftOut(gap run.Gap) {
	m.sleptFor = 0
	m.say(words.Span(gap.End.Sub(gap.Begin)) + " left out; " + m.verdict().Line() + m.keys.takesBack())
}
