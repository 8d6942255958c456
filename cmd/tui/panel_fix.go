package tui

import (
	"time"

	"facilitate/session/run"
)

// newFixPanel lists the activities that can be given a fixed time: first those
// that have one.
func newFixPanel(m *Model) panel {
	s := m.state()
	p := &listPanel{
		heading: "A FIXED TIME FOR", keys: hints(m.keys.chooses(), hint(m.keys.Enter, "sets its time"), hint(m.keys.Leave, "leaves all as it is")),
		line: func(m *Model, phase int) string {
			if at := m.state().FixedAt(m.state().Phases()[phase].Activity, m.now); !at.IsZero() {
				return m.label(at)
			}
			return "  –  "
		},
		choose: func(m *Model, phase int) { m.askFixed(phase) },
	}
	var free []int
	for a := range m.plan.Activities {
		first := s.FirstOf(a)
		switch status := s.Phases()[first].Status; {
		case m.plan.Activities[a].Spare || status == run.Done || status == run.Skipped:
		case s.FixedAt(a, m.now).IsZero():
			free = append(free, first)
		default:
			p.phases = append(p.phases, first)
		}
	}
	p.phases = append(p.phases, free...)
	return p.orNone("Nothing is left that could be given one.")
}

// askFixed asks when an activity must begin.
func (m *Model) askFixed(phase int) {
	s := m.state()
	title, id := s.Activity(phase).Title, s.Activity(phase).ID
	is := "is not fixed"
	if at := s.FixedAt(s.Phases()[phase].Activity, m.now); !at.IsZero() {
		is = "is fixed for " + m.label(at)
	}
	m.open(newTimeInput("FIXED TIME", title+" "+is+". When must it begin? A time of day, like 12:30, +10 for ten minutes from now, or none.", (*Model).parseTimeOrNone,
		func(m *Model, at time.Time, answer func(error)) {
			m.ask(run.Fix{Activity: id, At: at}, answer, func() {
				told := title + " is fixed no more"
				if !at.IsZero() {
					told = title + " at " + m.label(at)
				}
				m.say(told + "; " + m.verdict().Line())
			})
		}))
}
