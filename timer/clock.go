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

// Reading is one look at the computer's clocks, none of which alone is right for a room:
// the awake clock stands while the computer sleeps, people and the network set the wall
// clock, and the boot clock begins anew with every boot.
type Reading struct {
	Awake  time.Duration `json:"awake"`             // running time of this process's clock, sleep left out
	Boot   time.Duration `json:"boot"`              // since the computer was booted, sleep included
	BootID string        `json:"boot_id,omitempty"` // which boot that was; empty where the system does not say
	Wall   time.Time     `json:"wall"`              // UTC
}

// Read looks at the clocks.
func Read() Reading {
	return Reading{Awake: awake(), Boot: sinceBoot(), BootID: bootID(), Wall: time.Now().Round(0).UTC()}
}

// began is when this process began, on the clock that sleeps with the computer.
var began = time.Now()

// Tolerance is by how much two clocks may differ before something is said to
// have happened between two readings.
const Tolerance = 2 * time.Second

// Slept is how long the computer slept between two readings of one process,
// the earlier first; zero where it did not, or for no longer than Tolerance.
func Slept(before, after Reading) time.Duration {
	slept := (after.Boot - before.Boot) - (after.Awake - before.Awake)
	if slept <= Tolerance {
		return 0
	}
	return slept
}

// Stepped is by how much the wall clock was stepped between two readings of
// one boot; zero for no more than Tolerance.
func Stepped(before, after Reading) time.Duration {
	step := after.Wall.Sub(before.Wall) - (after.Boot - before.Boot)
	if step.Abs() <= Tolerance {
		return 0
	}
	return step
}

// Plausible is the longest time a program is believed to have been dead.
const Plausible = 30 * 24 * time.Hour

// Since is the real time between a reading of an earlier process and one of
// this, and whether it can be relied on. Within one boot that is the boot
// clock's, if the wall clock agrees: in a container the boot's name may stay
// while its clock is another. After another boot it is the wall clock's.
func Since(before, after Reading) (gap time.Duration, sure bool) {
	boot, wall := after.Boot-before.Boot, after.Wall.Sub(before.Wall)
	sameBoot := before.BootID != "" && before.BootID == after.BootID
	if sameBoot && boot >= 0 && (boot-wall).Abs() <= Tolerance {
		return boot, true
	}
	return max(0, wall), !sameBoot && wall >= 0 && wall <= Plausible
}
