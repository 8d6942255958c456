package run_test

import (
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// However often a budget is extended, it never becomes less, or the end comes
// to lie before now.
func TestExtendWithoutEnd(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 10m; b 10m"), "0s start")
	for n := range 500 {
		before := s.Phases()[0].Budget
		e, err := run.Decide(s, run.Extend{By: timer.MaxSpan}, at(0))
		if err != nil {
			return // that it may not is as good
		}
		s.Apply(e)
		if budget := s.Phases()[0].Budget; budget < before {
			t.Fatalf("extended %d times the budget is %v", n+1, budget)
		}
	}
}
