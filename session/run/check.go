package run

import (
	"cmp"
	"errors"
	"slices"
	"time"
	"unicode/utf8"

	"facilitate/session"
)

var (
	errNoPhase  = errors.New("the plan has no such phase")
	errInstant  = errors.New("its time is out of all bounds")
	errTooEarly = errors.New("the session has not started")
	errTooLate  = errors.New("the session has ended")
	errNoLine   = errors.New("there is no such line")

	errNoRehearsal = errors.New("this was no rehearsal")
)

// maxTime is the longest time that any event may speak of: it fits into a
// time.Duration with some more.
const maxTime = 2 * maxBudget

// Check is why an event cannot be applied to this state; nil if it can. Every
// event that Decide gives passes for the state it was decided on. It is meant
// for events from outside: where a record was lost, those after it may have no
// place. A kind of event that it does not know passes.
func (s *State) Check(e Event) error {
	if ok, err := s.checkPeople(e); ok {
		return err
	}
	switch e := e.(type) {
	case QuizShown:
		return s.checkQuiz(e.Quiz, e.Statement, true)
	case Revealed:
		return s.checkQuiz(e.Quiz, e.Statement, false)
	case HandsCounted:
		if min(e.True, e.False) < 0 || max(e.True, e.False) > MaxPeople {
			return errors.New("there cannot be so many hands")
		}
		return s.checkQuiz(e.Quiz, e.Statement, false)
	case GroupsScored:
		for i, g := range e.Right {
			if g < 0 || g >= len(s.gathering.Groups) || i > 0 && g <= e.Right[i-1] {
				return errNoGroup
			}
		}
		return s.checkQuiz(e.Quiz, e.Statement, false)
	case Asked:
		return cmp.Or(s.checkRound(e.Phase, e.Note, e.Group, e.Voices, e.Spent), checkTime(e.Share))
	case Heard:
		return s.checkRound(e.Phase, e.Note, NoGroup, nil, e.Spent)
	case PassedOver:
		return s.checkRound(e.Phase, e.Note, e.Group, e.Voices, e.Spent)
	case FormTaken:
		if e.ID != len(s.forms)+1 || e.ID > MaxForms {
			return errNoForm
		}
		return cmp.Or(s.checkFormEvent(e.Form), checkInstant(e.At))
	case FormCorrected:
		if e.ID < 1 || e.ID > len(s.forms) {
			return errNoForm
		}
		return s.checkFormEvent(e.Form)
	case FormStruck:
		if e.ID < 1 || e.ID > len(s.forms) {
			return errNoForm
		}
	case GapRecorded:
		return checkGap(e.Gap)
	case Placed:
		switch {
		case !s.has(e.Phase):
			return errNoPhase
		case e.Note < 0 || e.Note >= max(1, len(s.phases[e.Phase].Plan.Notes)):
			return errors.New("the phase has no such note")
		}
	case WallStepped:
		return checkInstant(e.At)
	case Captured:
		switch {
		case e.ID != len(s.captures)+1:
			return errNoLine
		case !slices.Contains(CaptureKinds, e.Kind):
			return errors.New("there is no such kind of line")
		case e.Phase != NoPhase && !s.has(e.Phase):
			return errNoPhase
		}
		return cmp.Or(checkLine(e.Text), checkInstant(e.At))
	case Edited:
		if e.ID < 1 || e.ID > len(s.captures) {
			return errNoLine
		}
		return checkLine(e.Text)
	case Struck:
		if e.ID < 1 || e.ID > len(s.captures) {
			return errNoLine
		}
	case Booked:
		if s.Stage() != Ready {
			return errors.New("the session has started already")
		}
		return checkInstant(e.Start)
	case Undone:
		if len(s.standing) == 0 {
			return errors.New("there is nothing to undo")
		}
	case Started:
		if s.Stage() != Ready {
			return errors.New("the session has started already")
		}
		if len(s.phases) == 0 {
			return errNoPhase
		}
		return checkInstant(e.At)
	case Moved:
		return s.checkMove(e)
	case Stopped:
		if s.Stage() != Running {
			return errors.New("the session is not running")
		}
		return cmp.Or(checkKind(e.Kind), checkInstant(e.At))
	case PauseNamed:
		return cmp.Or(s.checkPaused(), checkKind(e.Kind))
	case Resumed:
		return cmp.Or(s.checkPaused(), checkInstant(e.At))
	case Budgeted:
		if s.Stage() == Finished {
			return errTooLate
		}
		for _, b := range e.Set {
			if !s.has(b.Phase) {
				return errNoPhase
			}
			if err := checkTime(b.Time); err != nil {
				return err
			}
		}
	case Dropped:
		if s.Stage() == Finished {
			return errTooLate
		}
		return s.checkSkipped(e.Phases)
	case HardEndSet:
		if s.Stage() == Finished {
			return errTooLate
		}
		return checkInstant(e.Until)
	case HardEndMoved:
		if s.Stage() == Finished {
			return errTooLate
		}
		return checkTime(e.By)
	case Backdated:
		return s.checkBackdate(e.By)
	case Credited:
		switch {
		case !s.booking.Rehearsal:
			return errNoRehearsal
		case e.By < 0:
			return errInstant
		}
		return cmp.Or(s.checkMove(Moved{At: e.At, Left: Done, To: e.To}), checkTime(e.By), checkInstant(e.At.Add(e.By)))
	case Lapped:
		switch stage := s.Stage(); {
		case !s.booking.Rehearsal:
			return errNoRehearsal
		case stage != Running && stage != Paused:
			return errors.New("no phase is under way")
		}
		return checkInstant(e.At)
	case GapExcluded:
		switch {
		case s.Stage() == Ready:
			return errTooEarly
		case e.Gap < 0 || e.Gap >= len(s.line.gaps):
			return errors.New("there is no such gap")
		case s.line.gaps[e.Gap].out:
			return errors.New("the gap was taken out already")
		}
	}
	return nil
}

func (s *State) has(phase int) bool { return phase >= 0 && phase < len(s.phases) }

func (s *State) checkMove(e Moved) error {
	switch stage := s.Stage(); {
	case stage == Ready:
		return errTooEarly
	case stage == Finished:
		return errTooLate
	case e.Left != Pending && e.Left != Done && e.Left != Skipped:
		return errors.New("a phase cannot be left so")
	case e.To != NoPhase && !s.has(e.To):
		return errNoPhase
	case slices.Contains(e.Skipped, e.To):
		return errors.New("it enters a phase that it skips")
	}
	return cmp.Or(s.checkSkipped(e.Skipped), checkInstant(e.At))
}

// checkSkipped is why phases cannot be skipped.
func (s *State) checkSkipped(phases []int) error {
	for _, p := range phases {
		if !s.has(p) {
			return errNoPhase
		}
		if p == s.Current() {
			return errors.New("it skips the current phase")
		}
	}
	return nil
}

func (s *State) checkPaused() error {
	if s.Stage() != Paused {
		return errors.New("the session is not paused")
	}
	return nil
}

func checkGap(g Gap) error {
	if g.End.Before(g.Begin) {
		return errors.New("it ends before it begins")
	}
	return cmp.Or(checkInstant(g.Begin), checkInstant(g.End))
}

func (s *State) checkBackdate(by time.Duration) error {
	turns := s.line.turns
	switch n := len(turns); {
	case n == 0:
		return errTooEarly
	case by <= 0 || by > maxTime || turns[n-1].fixed:
		return errInstant
	case n > 1 && by > turns[n-1].at.Sub(turns[n-2].at):
		return errors.New("the move would come before the one before it")
	default:
		return checkInstant(turns[n-1].at.Add(-by))
	}
}

// checkLine is why a text cannot be a captured line.
func checkLine(text string) error {
	switch {
	case text == "" || text != session.CleanLine(text):
		return errors.New("it is no line of text")
	case utf8.RuneCountInString(text) > MaxCapture:
		return errors.New("the line is too long")
	}
	return nil
}

func checkKind(kind PauseKind) error {
	if !slices.Contains(PauseKinds, kind) {
		return errors.New("there is no such kind of pause")
	}
	return nil
}

func checkInstant(t time.Time) error {
	if tooFar(t) {
		return errInstant
	}
	return nil
}

func checkTime(d time.Duration) error {
	if d > maxTime || d < -maxTime {
		return errInstant
	}
	return nil
}
