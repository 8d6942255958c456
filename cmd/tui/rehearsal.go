package tui

import (
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// onDeliverysClock puts a true instant on the delivery's clock: it is ahead by
// what was credited in a rehearsal. All that the console orders, asks the state
// with and shows is on it.
func (m *Model) onDeliverysClock(t time.Time) time.Time { return t.Add(m.state().Jumped()) }

// setInstant sets the moment at which what follows happens, or is drawn.
func (m *Model) setInstant(t time.Time) { m.real, m.now = t, m.onDeliverysClock(t) }

// rehearsalMark is the word that no rehearsal can be taken for a delivery by.
func (m *Model) rehearsalMark() string {
	return either(m.state().Rehearsal(), "REHEARSAL ", "")
}

// activities are the first activity that is part of this session, and the one
// after the last: all of the plan's, but where a part of it is rehearsed.
func (m *Model) activities() (from, to int) {
	s := m.state()
	from, to = s.Phases()[s.First()].Activity, len(m.plan.Activities)
	for to > from+1 && s.Phases()[s.FirstOf(to-1)].Outside {
		to--
	}
	return from, to
}

func (m *Model) isPartial() bool {
	from, to := m.activities()
	return to-from < len(m.plan.Activities)
}

// plannedTime is what the plan gives to what is to be done: not to what is spare.
func (m *Model) plannedTime() (sum time.Duration) {
	for i, p := range m.state().Phases() {
		if !p.Outside && !m.state().Activity(i).Spare {
			sum += p.Plan.Duration
		}
	}
	return sum
}

// roomWorks is whether the current phase is the room's, and is to be taken as
// done in its time.
func (m *Model) roomWorks() bool {
	p := m.state().Current()
	return m.Talk && p != run.NoPhase && m.state().Rehearsal() && m.state().Phases()[p].Plan.RoomWorks()
}

// commandToLeave is the command that leaves the current phase for what comes after
// it: where it is the room's, the rest of its time is taken as done.
func (m *Model) commandToLeave(otherwise run.Command) run.Command {
	return either[run.Command](m.roomWorks(), run.Credit{}, otherwise)
}

// takesAsDone begins the sentence on what Page Down does at an announcement.
func (m *Model) takesAsDone() string {
	if left := m.state().Remaining(m.now); m.roomWorks() && left > 0 {
		return spoken(m.keys.On) + " takes the " + timer.Countdown(left) + " left as done and "
	}
	return spoken(m.keys.On) + " "
}

// roomBanner says that there is nobody to wait for, in as many words as there
// is room for; empty where there is none beside what matters more.
func (m *Model) roomBanner(room int) string {
	for _, words := range []string{
		"THE ROOM WORKS HERE: " + hint(m.keys.On, "at the last note takes it as done"),
		"THE ROOM WORKS HERE",
		"THE ROOM",
	} {
		if len(words)+2 <= room {
			return m.theme.Calm.Render(" " + words + " ")
		}
	}
	return ""
}

// again begins the current phase anew, from its first note.
func (m *Model) again() {
	here := m.state().Current()
	m.give(m.orSay(func() {
		m.returnToPlace()
		m.guard(waysToLeave...)
		m.say("again from the start: " + m.phaseTitle(here) + m.keys.takesBack())
	}), run.Lap{}, run.Place{Phase: m.state().Name(here)})
}
