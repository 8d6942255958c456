package run

import (
	"slices"
	"time"

	"facilitate/session"
)

// Remaining is the time the current phase has left: negative means over time.
// It is zero where no phase is current.
func (s *State) Remaining(now time.Time) time.Duration {
	p := s.Current()
	if p == NoPhase {
		return 0
	}
	return s.phases[p].Budget - s.Spent(p, now)
}

// NextSecond is how long until the clock's seconds change, those of a pause too.
func (s *State) NextSecond(now time.Time) time.Duration {
	left := s.Remaining(now)
	if at, waits := s.Waiting(now); waits {
		left = at.Sub(now)
	}
	if _, lasted, paused := s.Pause(now); paused {
		left = -lasted // the time left stands; the pause's own counts up
	}
	if left %= time.Second; left <= 0 {
		left += time.Second
	}
	return left
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
	switch at, started := s.StartedAt(); {
	case s.Booked():
		return s.booking.Start.Add(s.line.byKind[LapKind])
	case started:
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

// booked is the time booked: the plan's, or what it gives the part that is practised.
func (s *State) booked() (sum time.Duration) {
	if s.booking.Part == nil {
		return s.plan.Duration
	}
	for i := range s.phases {
		if !s.phases[i].Outside && !s.Activity(i).Spare {
			sum += s.phases[i].Plan.Duration
		}
	}
	return sum
}

// beginning is when the phases still to come can begin: after what the current one needs
// and waits; before the start, at that or now, whichever is later.
func (s *State) beginning(now time.Time) time.Time {
	if p := s.Current(); p != NoPhase {
		from := now
		if until, waits := s.Waiting(now); waits {
			from = until
		}
		return from.Add(s.need(p, now))
	}
	if scheduled := s.ScheduledStart(now); scheduled.After(now) {
		return scheduled
	}
	return now
}

// ProjectedEnd is when the session will end if every phase from now on takes
// its time; after the end, when it ended.
func (s *State) ProjectedEnd(now time.Time) time.Time {
	all := s.Promises(now)
	return all[len(all)-1].Arrival
}

// PlannedEnd is when the session would end if it began at its scheduled start
// and every phase took its planned time; spare activities are no part of that.
func (s *State) PlannedEnd(now time.Time) time.Time {
	end := s.ScheduledStart(now)
	for _, w := range s.Planned(now) {
		if w.End.After(end) {
			end = w.End
		}
	}
	return end
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

// LatestStarts are, for each activity, the last moment at which it can begin so that
// every promise after it can still be kept, each phase cut to its floor; zero where its
// first phase is not pending, and after the end.
func (s *State) LatestStarts(now time.Time) []time.Time {
	latest := make([]time.Time, len(s.firsts))
	at := s.HardEnd(now)
	for _, i := range slices.Backward(s.Way()) {
		p := &s.phases[i]
		at = at.Add(-max(0, min(p.Floor, p.Budget)-s.Spent(i, now)))
		if fixed := s.startsAt(i, now); !fixed.IsZero() && fixed.Before(at) {
			at = fixed
		}
		if p.Number == 1 {
			latest[p.Activity] = at
		}
	}
	return latest
}

// Expected are the instants at which each phase is expected to begin and end:
// for pending phases by the same walk as ProjectedEnd, for the current one from
// now, or from when it has waited; phases done or skipped have none.
func (s *State) Expected(now time.Time) []Window {
	windows := make([]Window, len(s.phases))
	if s.Stage() == Finished {
		return windows
	}
	o := s.outlook(now)
	if p := s.Current(); p != NoPhase {
		windows[p] = Window{o.begin.Add(-s.need(p, now)), o.begin}
	}
	o.walk(func(i int, _, begin, end time.Time) { windows[o.way[i]] = Window{begin, end} })
	return windows
}

// Planned are the instants at which each phase begins and ends by the plan; spare ones,
// and those outside the part that is practised, have none.
func (s *State) Planned(now time.Time) []Window {
	windows := make([]Window, len(s.phases))
	t := s.ScheduledStart(now)
	for i := range s.phases {
		if s.phases[i].Outside || s.Activity(i).Spare {
			continue
		}
		if at := s.PlannedAt(s.phases[i].Activity, now); s.phases[i].Number == 1 && t.Before(at) {
			t = at
		}
		end := t.Add(s.phases[i].Plan.Duration)
		windows[i] = Window{t, end}
		t = end
	}
	return windows
}

// Booked is whether a start was scheduled; else the session counts from when it starts.
func (s *State) Booked() bool { return !s.booking.Start.IsZero() }

// SlideUp is the slide that is up and the note that put it there, by its phase
// and its index there; nil where none is. A slide stays up from its note until
// another replaces it or the activity ends, so it is that of the last slide's
// note, in plan order, that the facilitator has come to in the current activity.
// Going back behind a slide's note takes it down again.
func (s *State) SlideUp(now time.Time) (up *session.Slide, phase, note int) {
	here := s.Current()
	if here == NoPhase {
		return nil, 0, 0
	}
	visits := s.Visits(now)
	for p := here; p >= s.FirstOf(s.phases[here].Activity); p-- {
		if len(visits[p]) == 0 {
			continue // jumped over: the facilitator never was at its first note
		}
		notes := s.phases[p].Plan.Notes
		for n := min(s.phases[p].Place, len(notes)-1); n >= 0; n-- {
			if notes[n].Kind == session.ShowSlide {
				if up := s.plan.Slide(notes[n].Ref); up != nil {
					return up, p, n
				}
			}
		}
	}
	return nil, 0, 0
}

// leastTaught is what a phase must have taken at least for anything to be learnt
// from it: less is a key pressed on the way to another phase.
const leastTaught = 500 * time.Millisecond

// Taught is how long a phase took up to now, if that can be learnt from: it was done, not
// outside the part that was rehearsed, and nothing of it was credited.
func (s *State) Taught(phase int, now time.Time) (time.Duration, bool) {
	p := &s.phases[phase]
	spent := s.Spent(phase, now)
	return spent, p.Status == Done && !p.Outside && p.Credited == 0 && spent >= leastTaught
}

// BrokenOff is the phase in which a session was called finished with others still to
// come, or NoPhase: it counts as done, and yet its time says nothing.
func (s *State) BrokenOff() int {
	end, ended := s.EndedAt()
	if !ended {
		return NoPhase
	}
	stays := s.Stays(end)
	last := stays[len(stays)-1].Phase
	if !slices.ContainsFunc(s.phases[last+1:], func(p Phase) bool { return p.Status == Pending }) {
		return NoPhase
	}
	return last
}
