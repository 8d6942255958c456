package run

import (
	"slices"
	"time"
)

// Stay is a visit to a phase, from the turn that entered it to the one that
// left it, pauses and what was waited included.
type Stay struct {
	Window
	Phase int
	Fixed time.Time // the fixed time of the activity that it begins, as that stood when it was left; zero: none
	Begun time.Time // when it had no more to wait; zero: it was left before

	turn *turn // that entered it
}

// Stays are all visits up to now, in order.
func (s *State) Stays(now time.Time) []Stay {
	var all []Stay
	for _, t := range s.line.turns() {
		if n := len(all); t.visit && n > 0 {
			all[n-1].leave(t.at, t.waited, t.begun)
		}
		if t.visit && t.phase != NoPhase {
			all = append(all, Stay{Window: Window{Begin: t.at}, Phase: t.phase, turn: t})
		}
	}
	if s.Current() != NoPhase {
		fixed := s.waits()
		all[len(all)-1].leave(now, fixed, !now.Before(fixed))
	}
	return all
}

// leave ends the visit.
func (v *Stay) leave(at, fixed time.Time, begun bool) {
	v.End, v.Fixed = at, fixed
	switch {
	case fixed.IsZero():
		v.Begun = v.Begin
	case begun && fixed.After(at):
		v.Begun = at // it was backdated since
	case begun && fixed.After(v.Begin):
		v.Begun = fixed
	case begun:
		v.Begun = v.Begin
	}
}

// Beginning is how a fixed activity began. Slack is what there was to spare when
// the session came to it.
type Beginning struct {
	Promise
	Began time.Time // after At where it was late, before it with begin or take
}

// Beginnings are those of the fixed activities that have begun up to now, in the
// order in which they did.
func (s *State) Beginnings(now time.Time) []Beginning {
	var all []Beginning
	begin := func(phase int, fixed, arrival, began time.Time) {
		activity := s.phases[phase].Activity
		// It may have been fixed anew, and has begun only now.
		all = slices.DeleteFunc(all, func(b Beginning) bool { return b.Activity == activity })
		all = append(all, Beginning{Promise{activity, fixed, arrival}, began})
	}
	seen := map[int]bool{}
	stays := s.Stays(now)
	for i := range stays {
		v := &stays[i]
		if s.booking.NoWaiting {
			if fixed := s.startsAt(v.Phase, now); !fixed.IsZero() && !seen[v.Phase] {
				begin(v.Phase, fixed, v.Begin, v.Begin)
			}
			seen[v.Phase] = true
			continue
		}
		if early := v.turn.early; !early.IsZero() {
			arrival := v.Begin
			if i > 0 && stays[i-1].Phase == v.Phase {
				arrival = stays[i-1].Begin
			}
			begin(v.Phase, early, arrival, v.Begin)
		}
		if !v.Fixed.IsZero() && !v.Begun.IsZero() {
			begin(v.Phase, v.Fixed, v.Begin, v.Begun)
		}
	}
	return all
}

// Aside is what was taken in between.
type Aside struct {
	Window       // from when it was taken until the session came back to From, or until that was given up; up to now if it was neither
	From, To int // the phase it was taken out of, and the one entered
	Back     bool
	Open     bool          // it is under way
	Lasted   time.Duration // gaps taken out are no part of it
}

// Asides are all that was taken in between up to now, in order.
func (s *State) Asides(now time.Time) []Aside {
	var all []Aside
	var open []int // of those under way, where they are in all
	for _, t := range s.line.turns() {
		for n := len(open); n > t.taken; n-- {
			a := &all[open[n-1]]
			a.End, a.Back, a.Open = t.at, n-1 == t.taken && t.phase == a.From, false
			open = open[:n-1]
		}
		if t.taken > len(open) {
			open = append(open, len(all))
			all = append(all, Aside{Window: Window{Begin: t.at}, From: t.before.phase, To: t.phase, Open: true})
		}
	}
	for i := range all {
		a := &all[i]
		if a.Open {
			a.End = now
		}
		a.Lasted = s.line.length(a.Begin, a.End)
	}
	return all
}
