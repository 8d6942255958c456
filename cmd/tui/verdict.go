package tui

import (
	"fmt"
	"time"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

// verdict says whether the session will end on time.
type verdict struct {
	inHand, drift time.Duration
	ends, out     string // as times of day
	stage         run.Stage
}

func (m *Model) verdict() verdict {
	s := m.state()
	return verdict{
		inHand: s.InHand(m.now), drift: s.Drift(m.now),
		ends: m.label(s.ProjectedEnd(m.now)), out: m.label(s.HardEnd(m.now)), stage: s.Stage(),
	}
}

// word is the verdict itself: the hard end decides it.
func (v verdict) word() string {
	switch {
	case v.inHand < 0 && v.stage == run.Finished:
		return "RAN OVER BY " + upper(minutesUp(-v.inHand))
	case v.inHand < 0:
		return "RUNS OVER BY " + upper(minutesUp(-v.inHand))
	case v.inHand < time.Minute:
		return "ON TIME, NONE SPARE"
	}
	return "ON TIME, " + upper(minutes(v.inHand)) + " SPARE"
}

// drifted is how far the session is from its plan, to the nearest minute.
func (v verdict) drifted() string {
	switch n := roundMinutes(v.drift); {
	case n > 0:
		return fmt.Sprintf("%d min behind plan", n)
	case n < 0:
		return fmt.Sprintf("%d min ahead of plan", -n)
	}
	return "on plan"
}

// words is the verdict in one line.
func (v verdict) words() string { return "ends " + v.ends + ", " + lower(v.word()) }

// badge is the style the verdict's word is shown in.
func (v verdict) badge(t draw.Theme) lipgloss.Style {
	if v.inHand < 0 {
		return t.Bad
	}
	return t.Good
}
