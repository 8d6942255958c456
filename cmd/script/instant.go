package script

import (
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// InstantFlag is a flag that takes an instant, or a time of day: today's, on the
// clock it is given; zero where it was not given.
type InstantFlag struct {
	time.Time
	now func() time.Time // nil: it takes no time of day
}

// Set is pflag.Value's.
func (f *InstantFlag) Set(text string) (err error) {
	if f.now != nil {
		if at, err := timer.ReadTimeOfDay(text); err == nil {
			f.Time = at.OnDayOf(f.now())
			return nil
		}
	}
	f.Time, err = run.ParseInstant(text)
	return err
}

// Type is pflag.Value's.
func (f *InstantFlag) Type() string { return "instant" }

// String is pflag.Value's: RFC 3339.
func (f *InstantFlag) String() string {
	if f.IsZero() {
		return ""
	}
	return f.Format(time.RFC3339)
}
