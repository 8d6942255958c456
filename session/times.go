package session

import (
	"fmt"
	"time"

	"facilitate/timer"
)

// Times are when the phases of a plan begin and end if all goes to plan.
type Times struct {
	Start      *timer.TimeOfDay // nil: they count from the beginning
	From, Last time.Time        // when the first phase begins and the last one ends
	Begin, End []time.Time      // of each phase, in plan order; zero where it is spare
	seconds    bool             // some are not at a whole minute
}

// TimesFrom are the times of a plan that starts at a time of day; nil: nobody knows.
func (p *Plan) TimesFrom(start *timer.TimeOfDay) *Times {
	// Any day will do; in UTC none has an hour too many or too few.
	t := &Times{Start: start, From: time.Date(2000, 1, 3, 0, 0, 0, 0, time.UTC)}
	if start != nil {
		t.From = start.OnDayOf(t.From)
	}
	stretches, lasts := p.Stretches(start)
	t.Begin, t.End, t.Last = make([]time.Time, len(stretches)), make([]time.Time, len(stretches)), t.From.Add(lasts)
	for i, s := range stretches {
		if s.End > 0 {
			t.Begin[i], t.End[i] = t.From.Add(s.Begin), t.From.Add(s.End)
			t.seconds = t.seconds || t.End[i].Second() != 0
		}
	}
	return t
}

// Clock writes an instant as a time of day, or as the hours and minutes since
// the beginning. The zero instant is that of what is spare.
func (t *Times) Clock(at time.Time) string {
	if at.IsZero() {
		return "spare"
	}
	text := fmt.Sprintf("%02d:%02d", at.Hour(), at.Minute())
	if t.Start == nil {
		text = fmt.Sprintf("%d:%02d", at.Sub(t.From)/time.Hour, at.Minute())
	}
	if t.seconds {
		text += fmt.Sprintf(":%02d", at.Second())
	}
	return text
}
