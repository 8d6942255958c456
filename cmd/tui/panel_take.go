package tui

import (
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// newTakePanel lists what can be taken now, to come back from afterwards: the
// next break, spare activities for which there is time, then all others.
func newTakePanel(m *Model) panel {
	s := m.state()
	p := &listPanel{
		heading: "TAKE NOW, AND COME BACK", keys: hints(m.keys.chooses(), hint(m.keys.Enter, "takes it now"), hint(m.keys.Leave, "stays")),
		line:   func(m *Model, phase int) string { return padLeft(timer.MinSec(m.takes(phase)), 7) + m.takeMark(phase) },
		choose: func(m *Model, phase int) { m.move(run.Take{Activity: m.state().Activity(phase).ID}) },
	}
	var breaks, spare, others, long []int
	for _, a := range s.Takeable() {
		first := s.FirstOf(a)
		switch activity := &m.plan.Activities[a]; {
		case activity.Break && len(breaks) == 0:
			breaks = append(breaks, first)
		case activity.Spare && m.fits(first):
			spare = append(spare, first)
		case activity.Spare:
			long = append(long, first)
		default:
			others = append(others, first)
		}
	}
	p.phases = append(append(append(breaks, spare...), others...), long...)
	return p.orNone("Nothing is left to take.")
}

// takes is how long an activity takes that has a phase as its first.
func (m *Model) takes(first int) time.Duration {
	var sum time.Duration
	s := m.state()
	for i := first; i < len(s.Phases()) && s.Phases()[i].Activity == s.Phases()[first].Activity; i++ {
		if s.Phases()[i].Status != run.Done {
			sum += max(0, s.Phases()[i].Budget-s.Spent(i, m.now))
		}
	}
	return sum
}

// fits is whether there is time for a spare activity.
func (m *Model) fits(first int) bool {
	return m.takes(first) <= time.Duration(m.verdict().Spare)*time.Minute
}

func (m *Model) takeMark(first int) string {
	switch a := m.state().Activity(first); {
	case a.Break:
		return "  break"
	case a.Spare && m.fits(first):
		return "  spare"
	case a.Spare:
		return "  spare, too long"
	}
	return ""
}
