package cmd

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/sessions"
)

// TestSessionsExamples delivers every example from its start to its end as it is
// planned, and sees that each is short.
func TestSessionsExamples(t *testing.T) {
	t.Parallel()
	names := sessions.Examples()
	if want := []string{"1-2-4-all", "half-day", "lesson", "meeting", "talk"}; !slices.Equal(names, want) {
		t.Errorf("the examples are %q, not %q", names, want)
	}
	for _, name := range names {
		src, _ := sessions.Read(name)
		if lines := bytes.Count(src, []byte("\n")); lines < 30 || lines > 70 {
			t.Errorf("%s has %d lines", name, lines)
		}
		plan, _, problems := session.LoadWhole(shippedFile(name))
		if plan == nil {
			t.Error(problems)
			continue
		}
		began := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
		if plan.Start != nil {
			began = plan.Start.OnDayOf(began)
		}
		s, now := run.New(plan, run.Booking{Start: began, Zone: time.UTC}), began
		w := run.NewWriter(s, nil)
		if err := w.Do(run.Start{}, now); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		entered := 0
		for ; s.Stage() != run.Finished && entered < 50; entered++ {
			if until, waits := s.Waiting(now); waits {
				now = until
			}
			now = now.Add(s.Remaining(now))
			if err := w.Do(run.Next{}, now); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		planned := 0
		for i := range plan.Activities {
			if !plan.Activities[i].Spare {
				planned += len(plan.Activities[i].Phases)
			}
		}
		ended, _ := s.EndedAt()
		if entered != planned || ended.Sub(began) != plan.Lasts() || ended.Sub(began) > plan.Duration {
			t.Errorf("%s ends after %d phases of %d and %v; planned are %v of %v", name, entered, planned, ended.Sub(began), plan.Lasts(), plan.Duration)
		}
	}
}
