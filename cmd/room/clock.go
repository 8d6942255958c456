package room

import (
	"time"

	"facilitate/session/run"
)

// Clock is time left, as it was at some instant.
type Clock struct {
	Left int64 `json:"left_ms"` // milliseconds; on the room's screen never below zero
	Runs bool  `json:"runs"`    // false while the session is paused

	// Amber is from how many milliseconds left on a running clock is amber: the
	// last minutes of a phase; 0: never.
	Amber int64 `json:"amber_ms,omitempty"`

	over bool // it may go below zero: only the facilitator's phone may know
}

// NewClock is a clock for the room: time over is no time left.
func NewClock(left time.Duration, runs bool) *Clock {
	return &Clock{Left: max(0, left).Milliseconds(), Runs: runs}
}

// after is the clock when some time has passed. A clock that is not there
// stays away.
func (c *Clock) after(passed time.Duration) *Clock {
	if c == nil || !c.Runs {
		return c
	}
	later := *c
	later.Left -= passed.Milliseconds()
	if !c.over {
		later.Left = max(0, later.Left)
	}
	return &later
}

// phaseClock is a phase's, made for whoever sees it: amber in its last minutes.
func phaseClock(state *run.State, now time.Time, made func(time.Duration, bool) *Clock) *Clock {
	runs := state.Stage() == run.Running
	c := made(state.Remaining(now), runs)
	if runs {
		c.Amber = state.LastMinutes(state.Current()).Milliseconds()
	}
	return c
}

// withoutTime is a clock that says only whether it runs, and when it is amber.
func (c *Clock) withoutTime() *Clock {
	if c == nil {
		return nil
	}
	return &Clock{Runs: c.Runs, Amber: c.Amber}
}

// mostOff is by how much two clocks may differ and still tell the same.
const mostOff = 100 * time.Millisecond

// clocksAgree is whether a clock, some time later, shows what another one does.
func clocksAgree(was *Clock, passed time.Duration, is *Clock) bool {
	if was == nil || is == nil {
		return was == is
	}
	off := time.Duration(was.after(passed).Left-is.Left) * time.Millisecond
	return was.Runs == is.Runs && off.Abs() <= mostOff
}
