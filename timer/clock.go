package timer

import (
	"sync"
	"time"
)

// Clock tells true instants: one that was known, and the real time since, the
// computer's sleep included. Stepping the wall clock later does not change it.
// It may be used by several goroutines.
type Clock struct {
	mu   sync.Mutex
	base time.Time // the true instant of the first reading
	from Reading
	read func() Reading
	last Reading // of the newest look, to see what happened since
}

// NewClock is a clock set by the wall clock, once.
func NewClock() *Clock {
	r := Read()
	return newClock(r.Wall, r, Read)
}

// ContinueClock is a clock that goes on from where an earlier process's ended:
// now is the true instant at which the reading was taken.
func ContinueClock(now time.Time, r Reading) *Clock { return newClock(now, r, Read) }

func newClock(base time.Time, from Reading, read func() Reading) *Clock {
	return &Clock{base: base, from: from, read: read, last: from}
}

// Now is the true instant, to the millisecond, in UTC.
func (c *Clock) Now() time.Time { return c.at(c.read()) }

// Moment is the true instant and the reading it comes from.
func (c *Clock) Moment() (time.Time, Reading) {
	r := c.read()
	return c.at(r), r
}

func (c *Clock) at(r Reading) time.Time {
	return c.base.Add(r.Boot - c.from.Boot).UTC().Truncate(time.Millisecond)
}

// Look is what a look at the clocks shows.
type Look struct {
	Reading Reading
	Now     time.Time     // the true instant
	Slept   time.Duration // since the look before; zero if it did not
	Stepped time.Duration // of the wall clock, since the look before
}

// Look looks at the clocks and at what happened since the look before: that
// the computer slept, or that its wall clock was stepped.
func (c *Clock) Look() Look {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := c.read()
	l := Look{Reading: r, Now: c.at(r), Slept: Slept(c.last, r), Stepped: Stepped(c.last, r)}
	c.last = r
	return l
}
