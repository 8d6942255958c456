package report

import (
	"strconv"
	"time"
)

// Seconds is a span as programs read it: a number of seconds, with a fraction
// where there is one.
type Seconds time.Duration

// String is the number alone.
func (s Seconds) String() string {
	return strconv.FormatFloat(float64(s)/float64(time.Second), 'f', -1, 64)
}

// MarshalJSON writes the number.
func (s Seconds) MarshalJSON() ([]byte, error) { return []byte(s.String()), nil }
