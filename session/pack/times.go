package pack

import (
	"fmt"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/timer"
)

// times are when the phases begin and end if all goes to plan.
type times struct {
	start   *timer.TimeOfDay // nil: they count from the beginning
	from    time.Time
	begin   []time.Time // of each phase, in plan order; zero where it is spare
	end     []time.Time
	last    time.Time // when the last phase ends
	seconds bool      // some are not at a whole minute
}

func newTimes(plan *session.Plan, start *timer.TimeOfDay) *times {
	// Any day will do; in UTC none has an hour too many or too few.
	t := &times{start: start, from: time.Date(2000, 1, 3, 0, 0, 0, 0, time.UTC)}
	if start != nil {
		t.from = start.OnDayOf(t.from)
	}
	stretches, lasts := plan.Stretches(start)
	t.begin, t.end, t.last = make([]time.Time, len(stretches)), make([]time.Time, len(stretches)), t.from.Add(lasts)
	for i, s := range stretches {
		if s.End > 0 {
			t.begin[i], t.end[i] = t.from.Add(s.Begin), t.from.Add(s.End)
			t.seconds = t.seconds || t.end[i].Second() != 0
		}
	}
	return t
}

// clock writes an instant as a time of day, or as the hours and minutes since
// the beginning. The zero instant is that of what is spare.
func (t *times) clock(at time.Time) string {
	if at.IsZero() {
		return "spare"
	}
	text := fmt.Sprintf("%02d:%02d", at.Hour(), at.Minute())
	if t.start == nil {
		text = fmt.Sprintf("%d:%02d", at.Sub(t.from)/time.Hour, at.Minute())
	}
	if t.seconds {
		text += fmt.Sprintf(":%02d", at.Second())
	}
	return text
}

// column is the heading above a column of times.
func (t *times) column() string {
	if t.start == nil {
		return "From the start"
	}
	return "Time"
}

// span writes a length of time in words which no end of a line parts.
func span(d time.Duration) string { return strings.ReplaceAll(timer.InWords(d), " ", "\u00a0") }

// weekday writes YYYY-MM-DD as people read it, with the day of the week.
func weekday(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return day.Format("Monday 2 January 2006")
}

// date writes YYYY-MM-DD as people read it; another text stays as it is.
func date(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return text
	}
	return day.Format("2 January 2006")
}
