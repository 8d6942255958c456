package words

import (
	"fmt"
	"strings"
	"time"

	"facilitate/session/run"
)

// Verdict says whether the session will end on time.
type Verdict struct {
	InHand, Drift time.Duration
	Ends, Out     string // when it will end, and when it must: times of day
	Ended         bool
}

// VerdictOf is the verdict now. Instants become times of day by clock.
func VerdictOf(s *run.State, now time.Time, clock func(time.Time) string) Verdict {
	return Verdict{
		InHand: s.InHand(now), Drift: s.Drift(now),
		Ends: clock(s.ProjectedEnd(now)), Out: clock(s.HardEnd(now)), Ended: s.Stage() == run.Finished,
	}
}

// Late is whether the session runs over.
func (v Verdict) Late() bool { return v.InHand < 0 }

// Word is the verdict itself: the hard end decides it.
func (v Verdict) Word() string {
	switch {
	case v.InHand < 0 && v.Ended:
		return "RAN OVER BY " + strings.ToUpper(MinutesUp(-v.InHand))
	case v.InHand < 0:
		return "RUNS OVER BY " + strings.ToUpper(MinutesUp(-v.InHand))
	case v.InHand < time.Minute:
		return "ON TIME, NONE SPARE"
	}
	return "ON TIME, " + strings.ToUpper(Minutes(v.InHand)) + " SPARE"
}

// DriftWords is how far the session is from its plan, to the nearest minute.
func (v Verdict) DriftWords() string {
	switch n := v.Drift.Round(time.Minute) / time.Minute; {
	case n > 0:
		return fmt.Sprintf("%d min behind plan", n)
	case n < 0:
		return fmt.Sprintf("%d min ahead of plan", -n)
	}
	return "on plan"
}

// Line is the verdict in one line.
func (v Verdict) Line() string { return "ends " + v.Ends + ", " + strings.ToLower(v.Word()) }
