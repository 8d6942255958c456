package timer

import (
	"fmt"
	"time"
)

// TimeOfDay is minutes since midnight, 0 to 1439, without a date or a zone.
type TimeOfDay int

// ParseTimeOfDay reads "HH:MM" from 00:00 to 23:59; "9:30" is understood.
func ParseTimeOfDay(text string) (TimeOfDay, error) {
	t, err := time.Parse("15:04", text)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time of day", text)
	}
	return TimeOfDay(t.Hour()*60 + t.Minute()), nil
}

// String writes "HH:MM".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t/60, t%60) }

// OnDayOf is the instant of this time of day on the calendar day of from, in
// from's own zone.
func (t TimeOfDay) OnDayOf(from time.Time) time.Time {
	y, m, d := from.Date()
	return time.Date(y, m, d, int(t)/60, int(t)%60, 0, 0, from.Location())
}

// From is the first instant of this time of day on the day of from, or where
// that is earlier than from, on the day after. A plan's
// fixed times are taken this way from the scheduled start.
func (t TimeOfDay) From(from time.Time) time.Time {
	if at := t.OnDayOf(from); !at.Before(from) {
		return at
	}
	y, m, d := from.Date()
	return time.Date(y, m, d+1, int(t)/60, int(t)%60, 0, 0, from.Location())
}
