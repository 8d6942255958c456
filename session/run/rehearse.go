package run

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"facilitate/session"
	"facilitate/timer"
)

// Credit takes the current phase of a rehearsal as done in exactly what it still needs.
type Credit struct{}

func (Credit) decide(s *State, now time.Time) (Event, error) {
	e := Credited{At: now, By: s.need(s.Current(), now)}
	if until, waits := s.Waiting(now); waits {
		e.Waited = until.Sub(now)
	}
	e.To, e.Kept = s.following(s.Current())
	return e, nil
}

// Lap begins the current phase of a rehearsal anew.
type Lap struct{}

func (Lap) decide(s *State, now time.Time) (Event, error) {
	if s.Spent(s.Current(), now) <= 0 {
		return nil, refuse("this phase has only just begun")
	}
	return Lapped{now}, nil
}

type (
	// Credited leaves the current phase, in a rehearsal, as done in exactly the time it
	// still needed, By; the delivery's clock jumps by that and by what there was to wait.
	Credited struct {
		At     time.Time     `json:"at"` // before the jump
		Waited time.Duration `json:"waited,omitempty"`
		By     time.Duration `json:"by"`
		To     int           `json:"to"` // NoPhase: the rehearsal has ended
		Kept   int           `json:"kept,omitempty"`
	}
	// Lapped begins the current phase anew, in a rehearsal.
	Lapped struct {
		At time.Time `json:"at"`
	}
)

func (Credit) Word() Word   { return CmdCredit }
func (Lap) Word() Word      { return CmdLap }
func (Credited) word() Word { return CmdCredit }
func (Lapped) word() Word   { return CmdLap }

func (e Credited) check(s *State) error {
	switch {
	case !s.booking.Rehearsal:
		return errNoRehearsal
	case e.Kept < 0 || e.Kept > len(s.taken):
		return errNotTaken
	}
	return cmp.Or(s.checkMove(e.At, Done, nil, e.To), checkLength(e.By), checkLength(e.Waited), checkTime(s.Jumped()+e.jumps()), CheckInstant(e.At.Add(e.jumps())))
}

func (e Credited) jumps() time.Duration { return e.Waited + e.By }

func (e Lapped) check(s *State) error {
	if !s.booking.Rehearsal {
		return errNoRehearsal
	}
	return cmp.Or(s.checkUnderWay(), CheckInstant(e.At))
}

var errNoRehearsal = errors.New("this was no rehearsal")

// apply has the phase's time run from the turn before the jump to the one
// after it, paused or not, and neither turn can be backdated: the time between
// them is exactly what was credited.
func (e Credited) apply(s *State) {
	from, _ := s.line.last()
	phase := &s.phases[from.phase]
	phase.Status = Done
	phase.Credited += e.By
	s.turn(turn{at: e.At.Add(e.Waited), phase: from.phase, credited: true, pinned: true})
	s.taken = slices.Clip(s.taken[:e.Kept])
	s.enter(turn{at: e.At.Add(e.jumps()), phase: e.To, pause: from.pause, kind: from.kind, pinned: true})
	s.credits = append(slices.Clip(s.credits), credit{s.number, s.Jumped() + e.jumps()}) // other states have the old ones
}

// apply makes what the phase has spent time of kind LapKind: the session counts
// as begun that much later.
func (e Lapped) apply(s *State) {
	from, _ := s.line.last()
	phase := &s.phases[from.phase]
	s.turn(turn{at: e.At, phase: from.phase, pause: from.pause, kind: from.kind, lap: true, pinned: true, visit: true})
	s.line.byKind[LapKind] += phase.spent
	phase.spent, phase.Credited, phase.lap = 0, 0, s.line.newest.number
}

func (e Credited) at() time.Time { return e.At }
func (e Lapped) at() time.Time   { return e.At }

func (e Credited) effects(s *State, _ time.Time) (string, []Effect) {
	here := s.Current()
	was := s.phases[here].Credited
	return "", []Effect{{FigureCredited, here, was, was + e.By}}
}

func (e Lapped) effects(s *State, now time.Time) (string, []Effect) {
	here := s.Current()
	return "", []Effect{{FigureSpent, here, s.Spent(here, now), time.Duration(0)}}
}

// credit is how far the clock was ahead from an event on, by its number.
type credit struct {
	number int
	jumped time.Duration
}

// Jumped is how far the delivery's clock is ahead of true time, for what was
// credited. All instants that the state takes and gives are on that clock.
func (s *State) Jumped() time.Duration { return s.jumpedBefore(s.number + 1) }

// jumpedBefore is how far it was ahead before an event, by the credits that still stand.
func (s *State) jumpedBefore(number int) time.Duration {
	n, _ := slices.BinarySearchFunc(s.credits, number, func(c credit, number int) int { return c.number - number })
	if n == 0 {
		return 0
	}
	return s.credits[n-1].jumped
}

// fixedInRehearsal is a plan's fixed time in a rehearsal at any time of day: as far after
// the start as in the plan. Without a usual start, or of a part, nothing waits for it.
func (s *State) fixedInRehearsal(at timer.TimeOfDay, now time.Time) time.Time {
	if s.plan.Start == nil || s.booking.Part != nil {
		return time.Time{}
	}
	return s.ScheduledStart(now).Add(session.SinceStart(at, *s.plan.Start))
}
