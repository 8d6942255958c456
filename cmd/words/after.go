package words

import (
	"fmt"
	"time"

	"facilitate/session/run"
)

// Went is how a session that has ended went, in a line; clock makes a time of day
// of an instant.
func Went(s *run.State, now time.Time, clock func(time.Time) string) string {
	v := VerdictOf(s, now, clock)
	began, _ := s.StartedAt()
	ended, _ := s.EndedAt() // the minute that adds up with those to spare is v's
	how := "on time, " + Spare(v.Spare)
	if v.Late() {
		how = "ran over by " + wholeMinutes(v.Spare)
	}
	return "ended " + v.Ends + ", " + how + "; it took " + Minutes(ended.Sub(began))
}

// ForLater are the questions that were kept for later.
func ForLater(s *run.State) (all []string) {
	for _, c := range s.Captures() {
		if c.Kind == run.ParkingLot && !c.Struck {
			all = append(all, "for later: "+c.Text)
		}
	}
	return all
}

// Afterwards are how many lines were kept in a session that has ended, and the
// commands for what there is to do with it.
func Afterwards(s *run.State) (all []string) {
	kept := 0
	for _, c := range s.Captures() {
		if !c.Struck {
			kept++
		}
	}
	if later := len(ForLater(s)); later > 0 {
		all = append(all, fmt.Sprintf("kept: %s, %d for later", Plural(kept, "line"), later))
	} else if kept > 0 {
		all = append(all, "kept: "+Plural(kept, "line"))
	}
	all = append(all, "facilitate report: how it went")
	if len(s.Plan().Evaluation.Questions) > 0 {
		all = append(all, "facilitate evaluate: the forms")
	}
	return all
}
