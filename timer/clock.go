package timer

import "time"

// Clock tells true instants: the wall time at which it was made and the real
// time since, the computer's sleep included. Stepping the wall clock later
// does not change it.
type Clock struct {
	wall  time.Time     // when the clock was made
	since time.Duration // sinceBoot then
}

// NewClock is a clock set by the wall clock, once.
func NewClock() *Clock {
	return &Clock{wall: time.Now().Round(0).UTC(), since: sinceBoot()}
}

// Now is the true instant, to the millisecond, in UTC.
func (c *Clock) Now() time.Time {
	return c.wall.Add(sinceBoot() - c.since).Truncate(time.Millisecond)
}
