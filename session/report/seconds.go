package report

import (
	"time"

	"facilitate/timer"
)

// Seconds is a span as programs read it: a number of seconds, with a fraction
// where there is one.
type Seconds time.Duration

// String is the number alone.
func (s Seconds) String() string { return timer.Decimal(time.Duration(s)) }

// MarshalJSON writes the number.
func (s Seconds) MarshalJSON() ([]byte, error) { return []byte(s.String()), nil }
