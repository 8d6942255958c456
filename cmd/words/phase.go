package words

import (
	"fmt"
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// Phase is what a phase is called where one is in the session: by its own name
// where the activity stays the same, else with its activity, a sign between
// them.
func Phase(s *run.State, phase int, between string) string {
	p := &s.Phases()[phase]
	if here := s.Current(); here != run.NoPhase && s.Phases()[here].Activity == p.Activity {
		return p.Plan.Name
	}
	return s.Activity(phase).PhaseTitle(p.Plan, between)
}

// StandsAt is where a session is and what is left of the phase.
func StandsAt(s *run.State, now time.Time) string {
	here := s.Current()
	if here == run.NoPhase {
		return "it is " + s.Stage().String()
	}
	left := s.Remaining(now)
	words := timer.FormatSpan(left) + " left"
	if left < 0 {
		words = timer.FormatSpan(-left) + " over time"
	}
	phase := &s.Phases()[here]
	return fmt.Sprintf("at %s: %s of %s, %s",
		s.Activity(here).PhaseTitle(phase.Plan, ", "), words, timer.FormatSpan(phase.Budget), s.StageAt(now))
}
