package run

import (
	"iter"
	"slices"
	"time"

	"facilitate/session"
)

// onward are the phases that next, given again and again, would enter after a phase, in
// order, each with how many of the taken it would leave to come back to: what is pending
// after it in its activity, then what something was taken out of, then what is pending in
// plan order, last what was jumped over.
func (s *State) onward(from int, taken []int, pending func(int) bool) iter.Seq2[int, int] {
	return func(yield func(phase, taken int) bool) {
		entered := map[int]bool{} // but in plan order, where none is met twice
		free := func(i int) bool { return pending(i) && !entered[i] }
		here := from
		for here != NoPhase {
			_, end := s.phasesOf(s.phases[here].Activity)
			for i := here + 1; i < end; i++ {
				if !free(i) {
					continue
				}
				if entered[i] = true; !yield(i, len(taken)) {
					return
				}
				here = i
			}
			back, kept := newest(taken, free)
			if back == NoPhase {
				break
			}
			taken = taken[:kept]
			if entered[back] = true; !yield(back, kept) {
				return
			}
			here = back
		}
		for n := range s.phases {
			if i := (here + 1 + n) % len(s.phases); free(i) && !yield(i, len(taken)) {
				return
			}
		}
	}
}

// newest is the newest of the taken phases that is pending, and how many are
// older than it; NoPhase and none where there is none.
func newest(taken []int, pending func(int) bool) (phase, older int) {
	for i, p := range slices.Backward(taken) {
		if pending(p) {
			return p, i
		}
	}
	return NoPhase, 0
}

// pending is whether a phase is still to come.
func (s *State) pending(phase int) bool { return s.phases[phase].Status == Pending }

// following is the phase that next would enter from another, with some more left,
// and how many there are to come back to then; NoPhase where it would end.
func (s *State) following(from int, left ...int) (phase, kept int) {
	for p, kept := range s.onward(from, s.taken, func(i int) bool { return i != from && s.pending(i) && !slices.Contains(left, i) }) {
		return p, kept
	}
	return NoPhase, 0
}

// Next is the phase that next would enter: NoPhase where it would end.
func (s *State) Next() int {
	if s.Current() == NoPhase {
		return NoPhase
	}
	next, _ := s.following(s.Current())
	return next
}

// ComesBack is whether next would come back to what something was taken out of.
func (s *State) ComesBack() bool {
	if s.Current() == NoPhase {
		return false
	}
	_, kept := s.following(s.Current())
	return kept < len(s.taken)
}

// Way are the pending phases in the order in which next would enter them;
// before the start, in plan order; after the end there are none.
func (s *State) Way() []int {
	if s.Stage() == Finished {
		return nil
	}
	way := make([]int, 0, len(s.phases))
	for p := range s.onward(s.Current(), s.taken, s.pending) {
		way = append(way, p)
	}
	return way
}

// PlannedAt is the plan's fixed time of an activity; zero where it has none.
func (s *State) PlannedAt(activity int, now time.Time) time.Time {
	at := s.plan.Activities[activity].FixedAt
	switch {
	case at == nil:
		return time.Time{}
	case s.booking.Rehearsal:
		return s.fixedInRehearsal(*at, now)
	}
	return at.From(s.ScheduledStart(now).In(s.booking.Zone).Add(-session.Earliest))
}

// FixedAt is when an activity must begin; zero where it need not at any time.
func (s *State) FixedAt(activity int, now time.Time) time.Time {
	if at, ok := s.fixedAt[activity]; ok {
		return at
	}
	return s.PlannedAt(activity, now)
}

// startsAt is the fixed time of which a phase is the first; zero: it is not, or has none.
func (s *State) startsAt(phase int, now time.Time) time.Time {
	if s.phases[phase].Number != 1 {
		return time.Time{}
	}
	return s.FixedAt(s.phases[phase].Activity, now)
}

// waits is until when the visit under way waits, or waited; zero where it does not.
func (s *State) waits() time.Time {
	here := s.Current()
	if here == NoPhase || s.booking.NoWaiting {
		return time.Time{}
	}
	return s.startsAt(here, s.line.began)
}

// Waiting is until when the current phase waits for its fixed time, paused or
// not; false where it does not.
func (s *State) Waiting(now time.Time) (until time.Time, waits bool) {
	until = s.waits()
	return until, until.After(now)
}

// StageAt is how far the delivery has come, in the word that people and scripts
// read: that of its Stage, or "waiting" where its time would run but for that.
func (s *State) StageAt(now time.Time) string {
	if _, waits := s.Waiting(now); waits && s.Stage() == Running {
		return "waiting"
	}
	return s.Stage().String()
}
