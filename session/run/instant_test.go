package run_test

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// Instants that can be written are compared and added to: what lies between
// any two of them must fit into a span.
func TestInstantsFitASpan(t *testing.T) {
	var ends []time.Time
	for _, text := range []string{"1950-01-01T00:00:00Z", "2199-12-31T23:59:59.999999999Z"} {
		at, err := run.ParseInstant(text)
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, at)
	}
	first, last := ends[0], ends[1]
	if got := first.Add(last.Sub(first)); !got.Equal(last) {
		t.Errorf("from %v to %v is taken for %v, which is %v short", first, last, last.Sub(first), last.Sub(got))
	}
}

// It is the instant that counts, not the year it is written in.
func TestInstantsTooFar(t *testing.T) {
	for text, wanted := range map[string]bool{
		"1950-01-01T00:00:00Z":      true,
		"1949-12-31T23:59:59Z":      false,
		"1949-12-31T23:00:00-01:00": true,
		"1950-01-01T00:59:59+01:00": false,
		"2199-12-31T23:59:59Z":      true,
		"2200-01-01T00:00:00Z":      false,
		"2200-01-01T00:59:59+01:00": true,
		"2199-12-31T23:00:00-01:00": false,
	} {
		if _, err := run.ParseInstant(text); (err == nil) != wanted {
			t.Errorf("%s: %v", text, err)
		}
	}
}
