package script

import (
	"time"

	"facilitate/session/run"
)

// InstantFlag is a flag that takes an instant; zero where it was not given.
type InstantFlag struct{ time.Time }

// Set is pflag.Value's.
func (f *InstantFlag) Set(text string) (err error) {
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
