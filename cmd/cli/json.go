package cli

import (
	"encoding/json"
	"math"
	"time"

	"facilitate/timer"
)

// Seconds is a span as JSON has it: a number of seconds, whole where it is.
type Seconds time.Duration

// MarshalJSON writes a number of seconds.
func (s Seconds) MarshalJSON() ([]byte, error) { return []byte(timer.Decimal(time.Duration(s))), nil }

// UnmarshalJSON reads a number of seconds.
func (s *Seconds) UnmarshalJSON(text []byte) error {
	var n float64
	err := json.Unmarshal(text, &n)
	*s = Seconds(math.Round(n * float64(time.Second)))
	return err
}

// Instant is an instant as JSON has it: RFC 3339 in UTC.
type Instant time.Time

// MarshalJSON writes it in quotation marks.
func (i Instant) MarshalJSON() ([]byte, error) {
	return time.Time(i).UTC().MarshalJSON()
}
