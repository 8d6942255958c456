package run

import (
	"slices"
	"time"
)

// leastTaught is what a phase must have taken at least for anything to be learnt
// from it: less is a key pressed on the way to another phase.
const leastTaught = 500 * time.Millisecond

// Taught is how long a phase took up to now, if that can be learnt from: it was
// done, was not outside the part that was rehearsed, and nothing of it was
// credited.
func (s *State) Taught(phase int, now time.Time) (time.Duration, bool) {
	p := &s.phases[phase]
	spent := s.Spent(phase, now)
	return spent, p.Status == Done && !p.Outside && p.Credited == 0 && spent >= leastTaught
}

// BrokenOff is the phase in which a session was called finished before its
// end: it counts as done, and yet its time says nothing. Phases after it are
// still to come then. It is NoPhase where there is none.
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
