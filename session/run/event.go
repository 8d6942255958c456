package run

import (
	"errors"
	"time"
)

// NoPhase stands where no phase is current: before the start and after the end.
const NoPhase = -1

// Event is something that happened, decided once and never decided again.
// Phases are named by their index in the plan's flat order, from 0: a journal
// lies beside the plan it was made with.
type Event interface {
	// word is the command that the event answers, which undo takes back. A fact
	// has none: undo leaves it, and so it must change nothing in State.delivery.
	word() Word
	// check is why the event cannot be applied to a state; it looks at every field.
	check(s *State) error
	// apply changes the state, and reads no more of it than commands change: undo applies
	// those that stand again, without the facts between them.
	apply(s *State)
}

// Apply folds an event into the state, which nothing else changes. It must be one that
// Decide gave for this very state, a recorded fact, or one that passes Check.
func (s *State) Apply(e Event) { s.applyAs(s.number+1, e) }

// applyAs is Apply under the event's number, by which later ones may name it:
// how many events happened until then, those among them that were lost.
func (s *State) applyAs(number int, e Event) {
	s.number = number
	e.apply(s)
	if e.word() != "" {
		s.standing = append(s.standing, given{s.number, e})
		s.remember()
	}
}

// Check is why an event cannot be applied to this state; nil if it can, as all can that
// Decide gives for it. It is meant for events from outside, some of which may be lost.
func (s *State) Check(e Event) error { return e.check(s) }

// Begun is whether an event can only happen once a delivery has begun.
func Begun(e Event) bool {
	w := e.word()
	return w == CmdStart || w != "" && words[w].when&beforeStart == 0
}

// OnlyRehearsed is whether an event can only happen in a rehearsal.
func OnlyRehearsed(e Event) bool { return words[e.word()].when&inRehearsal != 0 }

var (
	errNoPhase  = errors.New("the plan has no such phase")
	errInstant  = errors.New("its time is out of all bounds")
	errTooEarly = errors.New("the session has not started")
	errTooLate  = errors.New("the session has ended")
	errStarted  = errors.New("the session has started already")
	errPaused   = errors.New("the session is paused already")
	errNotTaken = errors.New("there are not so many phases to come back to")
	errWord     = errors.New("no such command gives it")
)

// maxTime is the longest time that any event may speak of: it fits into a
// time.Duration with some more.
const maxTime = 2 * maxBudget

// checkUnderWay is why nothing can happen to a current phase.
func (s *State) checkUnderWay() error {
	switch s.Stage() {
	case Ready:
		return errTooEarly
	case Finished:
		return errTooLate
	}
	return nil
}

func (s *State) checkNotEnded() error {
	if s.Stage() == Finished {
		return errTooLate
	}
	return nil
}

func (s *State) checkPhase(phase int) error {
	if !s.has(phase) {
		return errNoPhase
	}
	return nil
}

func (s *State) has(phase int) bool { return phase >= 0 && phase < len(s.phases) }

// CheckInstant is why an instant is none of a delivery: it is not from 1950 to 2199.
func CheckInstant(t time.Time) error {
	if tooFar(t) {
		return errInstant
	}
	return nil
}

func checkTime(d time.Duration) error { return checkLength(d.Abs()) }

// checkLength is checkTime for a time that cannot be less than nothing.
func checkLength(d time.Duration) error {
	if d < 0 || d > maxTime {
		return errInstant
	}
	return nil
}
