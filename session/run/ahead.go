package run

import (
	"slices"
	"time"
)

// What comes after lost records, and tells what was in them.

// startedAhead is whether the session must have begun, by what comes next.
func (f *folding) startedAhead() bool {
	next := f.ahead()
	for i := range next {
		switch e := next[i].Event.(type) {
		case Started:
			return false
		case Captured:
			if e.Phase != NoPhase {
				return true
			}
		default:
			if Begun(e) {
				return true
			}
		}
	}
	return false
}

// mostAhead is how many entries are looked at to learn what is lost before them.
const mostAhead = 500

// ahead are the next entries.
func (f *folding) ahead() []Entry {
	rest := f.recording.Entries[f.next:]
	return rest[:min(len(rest), mostAhead)]
}

// formAhead is a form that must have been taken until now, and when there is word
// of it; nil where there is none.
func (f *folding) formAhead() (lostThing, time.Time) {
	forms, next := len(f.state.forms), f.ahead()
	for i := range next {
		before := forms // there must have been so many before it
		switch e := next[i].Event.(type) {
		case FormTaken:
			before = e.ID - 1
			if before <= forms {
				forms = e.ID
			}
		case FormCorrected:
			before = e.ID
		case FormStruck:
			before = e.ID
		}
		if before > forms {
			return f.state.lostForm(before, f.clock(next[i].At)), next[i].At
		}
	}
	return nil, time.Time{}
}

// roundAhead is a round that must have begun until now; nil where there is none.
func (f *folding) roundAhead() *roundLost {
	next, begin := f.ahead(), map[[2]int]bool{} // those that begin later
	for i := range next {
		var round [2]int
		var group int
		var order []int
		switch e := next[i].Event.(type) {
		case Asked:
			round, group, order = [2]int{e.Phase, e.Note}, e.Group, e.Voices
		case PassedOver:
			round, group, order = [2]int{e.Phase, e.Note}, e.Group, e.Voices
		default:
			continue
		}
		if len(order) > 0 {
			begin[round] = true
		} else if lost := f.state.lostRound(round[0], round[1], group); lost != nil && !begin[round] {
			return lost
		}
	}
	return nil
}

// cameFrom is the phase that the newest command left, if that is what it did;
// else NoPhase.
func (s *State) cameFrom() int {
	n, newest := len(s.standing), s.line.newest
	if n == 0 || newest.before == nil {
		return NoPhase
	}
	if _, is := s.standing[n-1].event.(Moved); !is {
		return NoPhase
	}
	return newest.before.phase
}

// standsAhead is whether an undo that comes tells that the newest command still
// stood when records were lost before the event of a number.
func (f *folding) standsAhead(number int) bool {
	newest := f.state.standing[len(f.state.standing)-1].number
	next := f.ahead()
	for i := range next {
		if e, ok := next[i].Event.(Undone); ok && e.Of < number {
			return e.Of >= newest
		}
	}
	return false
}

// phaseAhead is the phase that must be current now; NoPhase where what comes next
// does not say.
func (f *folding) phaseAhead() int {
	s, next := f.state, f.ahead()
	for i := range next {
		phase, says := s.givenIn(next[i].Event)
		switch {
		case !says:
		case !s.has(phase) || s.phases[phase].Outside:
			return NoPhase
		default:
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
	case Asked:
		return e.Phase, true
	case Heard:
		return e.Phase, true
	case PassedOver:
		return e.Phase, true
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
	next := f.ahead()
	for i := range next {
		switch e := next[i].Event.(type) {
		case Stopped, PauseNamed, Resumed:
			return e
		case Undone, Taken, BegunEarly: // the last two end a pause
			return nil
		}
	}
	return nil
}
