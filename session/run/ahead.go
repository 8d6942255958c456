package run

import (
	"slices"
	"time"
)

// What comes after lost records, and tells what was in them.

// startedAhead is whether the session must have begun, by what comes next.
func (f *folding) startedAhead() bool {
	for _, next := range f.ahead() {
		if _, is := next.Event.(Started); is {
			return false
		}
		if line, is := next.Event.(Captured); is && line.Phase != NoPhase || Begun(next.Event) {
			return true
		}
	}
	return false
}

// mostAhead is how many entries are looked at to learn what is lost before them.
const mostAhead = 500

func (f *folding) ahead() []Entry {
	rest := f.recording.Entries[f.next:]
	return rest[:min(len(rest), mostAhead)]
}

// formAhead is a form that must have been taken until now, and when there is word
// of it; nil where there is none.
func (f *folding) formAhead() (*thingLost, time.Time) {
	forms := len(f.state.forms)
	for _, next := range f.ahead() {
		e, ok := next.Event.(needing)
		if !ok || !e.needs().isForm {
			continue
		}
		if e.needs().number > forms {
			return f.state.lost(e.needs(), f.clock(next.At)), next.At
		}
		if taken, is := e.(FormTaken); is {
			forms = taken.ID
		}
	}
	return nil, time.Time{}
}

// roundAhead is a round that must have begun until now; nil where there is none.
func (f *folding) roundAhead() *roundLost {
	begin := map[[2]int]bool{} // those that begin later
	for _, next := range f.ahead() {
		if e, ok := next.Event.(inRound); ok {
			phase, note, group, order := e.voice()
			if len(order) > 0 {
				begin[[2]int{phase, note}] = true
			} else if lost := f.state.lostRound(phase, note, group); lost != nil && !begin[[2]int{phase, note}] {
				return lost
			}
		}
	}
	return nil
}

// cameFrom is the phase that the newest command left, if it did that; else NoPhase.
func (s *State) cameFrom() int {
	if n := len(s.standing); n > 0 && s.line.newest.before != nil {
		if _, is := s.standing[n-1].event.(Moved); is {
			return s.line.newest.before.phase
		}
	}
	return NoPhase
}

// standsAhead is whether an undo that comes tells that the newest command still
// stood when records were lost before the event of a number.
func (f *folding) standsAhead(number int) bool {
	newest := f.state.standing[len(f.state.standing)-1].number
	for _, next := range f.ahead() {
		if e, ok := next.Event.(Undone); ok && e.Of < number {
			return e.Of >= newest
		}
	}
	return false
}

// phaseAhead is the phase that must be current now; NoPhase where nothing tells.
func (f *folding) phaseAhead() int {
	s := f.state
	for _, next := range f.ahead() {
		if phase, says := s.givenIn(next.Event); says {
			if !s.has(phase) || s.phases[phase].Outside {
				return NoPhase
			}
			return phase
		}
	}
	return NoPhase
}

// givenIn is the phase that must have been current when an event was decided;
// says is whether it tells that, or makes what comes after it tell nothing.
func (s *State) givenIn(e Event) (phase int, says bool) {
	switch e := e.(type) {
	case Captured:
		return e.Phase, true
	case Placed:
		return e.Phase, e.Phase == s.Next() // people go through the notes of the phase they are in
	case inRound:
		phase, _, _, _ = e.voice()
		return phase, true
	case Budgeted:
		if len(e.Set) == 1 && (e.By == CmdExtend || e.By == CmdTrim) {
			return e.Set[0].Phase, true
		}
	case Credited:
		return s.leftFor(e.To, nil), true
	case Moved:
		switch e.By {
		case CmdNext, CmdSkip:
			return s.leftFor(e.To, e.Skipped), true
		case CmdBack:
			return s.wentBack(e), true
		case CmdGoto:
			if slices.Contains(e.Skipped, s.Current()) {
				return e.Skipped[0] - 1, true // those jumped over come after it
			}
		}
		return NoPhase, true
	case Undone, Dropped, Started, Taken, BegunEarly:
		return NoPhase, true
	}
	return NoPhase, false
}

// wentBack is the phase that was left when somebody went back from it; NoPhase
// where it was something that had been taken in between.
func (s *State) wentBack(e Moved) int {
	if e.Kept > 0 || len(s.taken) > 0 {
		return NoPhase
	}
	from := e.To + 1
	for s.has(from) && s.phases[from].Status == Skipped && !s.phases[from].been {
		from++
	}
	return from
}

// leftFor is the phase that is followed by another where that one and some are
// left: the current one or the next, NoPhase where it is neither or both could
// be, for phases may have been left out.
func (s *State) leftFor(to int, skipped []int) int {
	here, next := s.Current(), s.Next()
	leads := func(from int, left []int) bool { p, _ := s.following(from, left...); return p == to }
	switch {
	case leads(here, skipped):
		return here
	case next == NoPhase || !leads(next, skipped):
		return NoPhase
	}
	if activity := s.phases[next].Activity; s.plan.Activities[activity].Optional && s.untouched(activity) {
		from, end := s.phasesOf(activity)
		if leads(here, append(s.pendingFrom(from, end), skipped...)) {
			return NoPhase
		}
	}
	return next
}

// pauseAhead is the next event about a pause; nil where there is none.
func (f *folding) pauseAhead() Event {
	for _, next := range f.ahead() {
		switch e := next.Event.(type) {
		case Stopped, PauseNamed, Resumed:
			return e
		case Undone, Taken, BegunEarly: // the last two end a pause
			return nil
		}
	}
	return nil
}
