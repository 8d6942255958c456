package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// What is fixed for a time of day, and waits for it.

// begin begins what waits, before its time.
func (m *Model) begin() {
	m.do(run.Begin{}, func() {
		m.say("begun: " + m.phaseTitle(m.state().Current()) + m.keys.takesBack())
	})
}

// beginsIn is when what waits begins: "begins at 11:00, in 22 min".
func (m *Model) beginsIn(at time.Time) string {
	left := at.Sub(m.now)
	if left < time.Minute {
		return "begins at " + m.label(at) + ", in " + words.Plural(int(left/time.Second), "second")
	}
	return "begins at " + m.label(at) + ", in " + words.MinutesUp(left)
}

// fixedLine says of a phase to come when it is fixed for, and what that means:
// nothing where it is not.
func (m *Model) fixedLine(phase int) string {
	s := m.state()
	at := s.FixedAt(s.Phases()[phase].Activity, m.now)
	switch {
	case s.Phases()[phase].Number != 1 || at.IsZero():
		return ""
	case at.After(m.now):
		return "It " + m.beginsIn(at) + ": until then it waits."
	}
	return "It was fixed for " + m.label(at) + ", " + words.Span(m.now.Sub(at)) + " ago."
}

// leavesWaiting asks before something leaves a phase that waits for its time:
// it would be left before it began. It is false where nothing waits.
func (m *Model) leavesWaiting(leave func(m *Model)) bool {
	at, waits := m.state().Waiting(m.now)
	if !waits {
		return false
	}
	title := m.phaseTitle(m.state().Current())
	m.open(&questionPanel{heading: "NOT BEGUN YET", text: []string{title + " " + m.beginsIn(at) + "."}, choices: choices{
		answer("y", "begin it now", func(m *Model) tea.Cmd { m.begin(); return nil }),
		answer("l", "leave it, and go on without it", func(m *Model) tea.Cmd { leave(m); return nil }),
		answer("n", "neither: wait", nil),
	}})
	return true
}

// waitClock is the clock of a phase that waits.
func (m *Model) waitClock(at time.Time) string { return timer.Countdown(at.Sub(m.now)) }
