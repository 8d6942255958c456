package run

import "time"

// Remaining is the time the current phase has left: negative means over time.
// It is zero where no phase is current.
func (s *State) Remaining(now time.Time) time.Duration {
	p := s.Current()
	if p == NoPhase {
		return 0
	}
	return s.phases[p].Budget - s.Spent(p, now)
}

// need is the time a phase still wants: none if it is done or skipped.
func (s *State) need(phase int, now time.Time) time.Duration {
	switch s.phases[phase].Status {
	case Pending, Current:
		return max(0, s.phases[phase].Budget-s.Spent(phase, now))
	}
	return 0
}

// ScheduledStart is the booked start; where none was booked, the time of
// start, and before that now. What a rehearsal gave up to begin a phase anew
// moves it: the session counts as begun that much later.
func (s *State) ScheduledStart(now time.Time) time.Time {
	if !s.booking.Start.IsZero() {
		return s.booking.Start.Add(s.line.byKind[LapKind])
	}
	if at, ok := s.StartedAt(); ok {
		return at.Add(s.line.byKind[LapKind])
	}
	return now
}

// HardEnd is when everybody must be out.
func (s *State) HardEnd(now time.Time) time.Time {
	end := s.until
	if end.IsZero() {
		if end = s.booking.End; !end.IsZero() {
			end = end.Add(s.line.byKind[LapKind])
		}
	}
	if end.IsZero() {
		end = s.ScheduledStart(now).Add(s.booked())
	}
	return end.Add(s.added)
}

// booked is the time booked: the plan's, or for a part of it what that part is
// given there.
func (s *State) booked() (sum time.Duration) {
	if s.booking.Part == nil {
		return s.plan.Duration
	}
	for i := range s.phases {
		if !s.phases[i].Outside {
			sum += s.phases[i].Plan.Duration
		}
	}
	return sum
}

// walk adds up the phases' needs from a time on, in plan order, waiting for
// each activity's fixed time before its first phase.
func (s *State) walk(from, now time.Time, need func(phase int) (time.Duration, bool)) time.Time {
	t := from
	for i := range s.phases {
		d, counts := need(i)
		if !counts {
			continue
		}
		if fixed := s.fixed(i, now); t.Before(fixed) {
			t = fixed
		}
		t = t.Add(d)
	}
	return t
}

// fixed is the time at which a phase must not begin before, the zero time
// where it may begin at any.
func (s *State) fixed(phase int, now time.Time) time.Time {
	a := s.Activity(phase)
	if a.FixedAt == nil || s.phases[phase].Number != 1 {
		return time.Time{}
	}
	if s.booking.Rehearsal {
		return s.fixedInRehearsal(*a.FixedAt, now)
	}
	return a.FixedAt.From(s.ScheduledStart(now).In(s.booking.Zone))
}

// beginning is when the phases still to come can begin: now and what the
// current phase needs; before the start, the scheduled start if that is later.
func (s *State) beginning(now time.Time) time.Time {
	if p := s.Current(); p != NoPhase {
		return now.Add(s.need(p, now))
	}
	if scheduled := s.ScheduledStart(now); scheduled.After(now) {
		return scheduled
	}
	return now
}

// ProjectedEnd is when the session will end if every phase from now on takes
// its time; after the end, when it ended.
func (s *State) ProjectedEnd(now time.Time) time.Time {
	return s.projectWith(now, func(i int) (Status, time.Duration) {
		return s.phases[i].Status, s.need(i, now)
	})
}

// projectWith is ProjectedEnd as it would be if the pending phases were as
// view says.
func (s *State) projectWith(now time.Time, view func(phase int) (Status, time.Duration)) time.Time {
	if at, ended := s.EndedAt(); ended {
		return at
	}
	return s.walk(s.beginning(now), now, func(i int) (time.Duration, bool) {
		status, need := view(i)
		return need, status == Pending
	})
}

// PlannedEnd is when the session would end if it began at its scheduled start
// and every phase took its planned time.
func (s *State) PlannedEnd(now time.Time) time.Time {
	return s.walk(s.ScheduledStart(now), now, func(i int) (time.Duration, bool) {
		return s.phases[i].Plan.Duration, !s.phases[i].Outside
	})
}

// Drift is how far the session is behind its plan; negative is ahead.
func (s *State) Drift(now time.Time) time.Duration {
	return s.ProjectedEnd(now).Sub(s.PlannedEnd(now))
}

// InHand is the time between the projected end and the hard end; negative
// means the session will run over.
func (s *State) InHand(now time.Time) time.Duration {
	return s.HardEnd(now).Sub(s.ProjectedEnd(now))
}

// LatestStarts are, for each activity, the last moment at which it can begin
// so that it and everything after it still fits, each phase cut to its floor.
// It is the zero time where the activity's first phase is not pending, and
// after the end.
func (s *State) LatestStarts(now time.Time) []time.Time {
	latest := make([]time.Time, len(s.firsts))
	if s.Stage() == Finished {
		return latest
	}
	at := s.HardEnd(now)
	for i := len(s.phases) - 1; i >= 0; i-- {
		p := &s.phases[i]
		if p.Status != Pending {
			continue
		}
		at = at.Add(-max(0, min(p.Floor, p.Budget)-s.Spent(i, now)))
		if p.Number == 1 {
			latest[p.Activity] = at
		}
	}
	return latest
}

// Expected are the instants at which each phase is expected to begin and end:
// for pending phases by the same walk as ProjectedEnd, for the current one from
// now; phases done or skipped have none.
func (s *State) Expected(now time.Time) []Window {
	windows := make([]Window, len(s.phases))
	if s.Stage() == Finished {
		return windows
	}
	t := s.beginning(now)
	if p := s.Current(); p != NoPhase {
		windows[p] = Window{now, t}
	}
	for i := range s.phases {
		if s.phases[i].Status != Pending {
			continue
		}
		if fixed := s.fixed(i, now); t.Before(fixed) {
			t = fixed
		}
		end := t.Add(s.need(i, now))
		windows[i] = Window{t, end}
		t = end
	}
	return windows
}

// Planned are the instants at which each phase begins and ends by the plan;
// phases outside the part that is practised have none.
func (s *State) Planned(now time.Time) []Window {
	windows := make([]Window, len(s.phases))
	t := s.ScheduledStart(now)
	for i := range s.phases {
		if s.phases[i].Outside {
			continue
		}
		if fixed := s.fixed(i, now); t.Before(fixed) {
			t = fixed
		}
		end := t.Add(s.phases[i].Plan.Duration)
		windows[i] = Window{t, end}
		t = end
	}
	return windows
}

// Booked is whether a scheduled start was given; else the session counts from
// when it is started.
func (s *State) Booked() bool { return !s.booking.Start.IsZero() }
