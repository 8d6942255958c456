package timer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
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

// typed is how people type a time of day: 9:30, 9.30, 0930, 9:30am, 9pm.
// Few commands need it, so it is compiled by the first that does.
var typed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{1,2})(?:[:.]?(\d\d))?\s*([ap]m)?$`)
})

// ReadTimeOfDay reads a time of day as people type it: 9:30, 9.30, 0930, 9:30am,
// 9.30 pm and 9pm. An hour alone is none: it may be meant for minutes.
func ReadTimeOfDay(text string) (TimeOfDay, error) {
	bad := fmt.Errorf("%q is not a time of day", text)
	m := typed().FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil || m[2] == "" && m[3] == "" {
		return 0, bad
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if m[3] != "" {
		if hour < 1 || hour > 12 {
			return 0, bad
		}
		hour %= 12
		if m[3] == "pm" {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 {
		return 0, bad
	}
	return TimeOfDay(hour*60 + minute), nil
}

// ReadMinutes reads a span as people type it: a bare number is minutes, since nobody
// types a unit in front of a room.
func ReadMinutes(text string) (time.Duration, error) {
	if _, err := strconv.Atoi(text); err == nil {
		text += "m"
	}
	d, err := ParseSpan(text)
	if err != nil {
		return 0, fmt.Errorf("%w; %s", err, SpanHint)
	}
	return d, nil
}

// ReadInstant reads when something is to be, as people type it: a time of day as
// the instant nearest to now that bears it in now's zone, and "+10" as so many
// minutes after another instant.
func ReadInstant(text string, now, from time.Time) (time.Time, error) {
	if later, ok := strings.CutPrefix(text, "+"); ok {
		d, err := ReadMinutes(later)
		return from.Add(d), err
	}
	at, err := ReadTimeOfDay(text)
	if err != nil {
		return now, fmt.Errorf("%w; write it like 11:30, or +10 for ten minutes", err)
	}
	return at.Nearest(now), nil
}

// String writes "HH:MM".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t/60, t%60) }

// OnDayOf is the instant of this time of day on the calendar day of from, in its own
// zone: the first of two on the night when clocks go back; one that the clocks leave out
// is as long after midnight as written, which they call an hour later.
func (t TimeOfDay) OnDayOf(from time.Time) time.Time {
	at, _ := t.on(from)
	return at
}

// From is the first instant of this time of day on the day of from that is not
// earlier than from, or where there is none, on the day after. A plan's fixed times are taken
// this way from the scheduled start.
func (t TimeOfDay) From(from time.Time) time.Time {
	first, second := t.on(from)
	switch {
	case !first.Before(from):
		return first
	case !second.Before(from):
		return second
	}
	y, m, d := from.Date()
	next, _ := t.on(time.Date(y, m, d+1, 12, 0, 0, 0, from.Location()))
	return next
}

// Nearest is the instant of this time of day that is nearest to another.
func (t TimeOfDay) Nearest(to time.Time) time.Time {
	best := t.OnDayOf(to)
	for _, day := range []int{-1, 1} {
		y, m, d := to.Date()
		at := t.OnDayOf(time.Date(y, m, d+day, 12, 0, 0, 0, to.Location()))
		if at.Sub(to).Abs() < best.Sub(to).Abs() {
			best = at
		}
	}
	return best
}

// on are the two instants of a time of day on the day of an instant; the same
// one twice on all days but that when clocks go back.
func (t TimeOfDay) on(day time.Time) (first, second time.Time) {
	y, m, d := day.Date()
	zone := day.Location()
	written := time.Date(y, m, d, int(t)/60, int(t)%60, 0, 0, time.UTC)
	// The time as written, by the zone's offset before and after that day:
	// they differ on the two nights a year when clocks change.
	by := func(near time.Time) time.Time {
		_, offset := near.In(zone).Zone()
		return written.Add(-time.Duration(offset) * time.Second).In(zone)
	}
	before, after := by(written.AddDate(0, 0, -1)), by(written.AddDate(0, 0, 1))
	switch {
	case !t.is(after): // before a change on that day, or left out by it
		return before, before
	case !t.is(before):
		return after, after
	}
	return before, after // the same on most days; shown twice when clocks go back
}

// is whether the clocks of its zone show this time of day at an instant.
func (t TimeOfDay) is(at time.Time) bool { return at.Hour()*60+at.Minute() == int(t) }
