package run

import (
	"fmt"
	"slices"
	"time"

	"facilitate/timer"
)

// refuse is why a command is not carried out, in words for the facilitator.
func refuse(format string, args ...any) error { return fmt.Errorf(format, args...) }

// The commands that are carried out at any time, before the start, and after
// the end.
var always = []Word{CmdCapture, CmdEdit, CmdStrike, CmdForm, CmdFormEdit, CmdFormStrike}

var beforeStart = []Word{
	CmdStart, CmdAllot, CmdUntil, CmdRecover, CmdUndo, CmdBook, CmdPlace,
	CmdPeople, CmdPairs, CmdJoin, CmdLeave, CmdSetting,
}

var afterEnd = []Word{CmdBackdate, CmdExcludeGap, CmdUndo}

var rehearsalOnly = []Word{CmdCredit, CmdLap}

// Decide answers a command, given now, with the events that carry it out, or
// with a refusal that says why not. It changes nothing.
func Decide(s *State, c Command, now time.Time) ([]Event, error) {
	switch stage := s.Stage(); {
	case slices.Contains(always, c.Word):
	case stage == Ready && !slices.Contains(beforeStart, c.Word):
		return nil, refuse("%s has to wait until the session has started", c.Word)
	case stage != Ready && c.Word == CmdStart:
		return nil, refuse("the session has started already")
	case stage == Finished && !slices.Contains(afterEnd, c.Word):
		return nil, refuse("%s comes too late: the session has ended", c.Word)
	case slices.Contains(rehearsalOnly, c.Word) && !s.booking.Rehearsal:
		return nil, refuse("%s is for rehearsals only", c.Word)
	}
	e, err := s.decide(c, now)
	if err != nil {
		return nil, err
	}
	return []Event{e}, nil
}

func (s *State) decide(c Command, now time.Time) (Event, error) {
	switch c.Word {
	case CmdStart:
		return Started{now}, nil
	case CmdNext:
		return Moved{At: now, By: c.Word, Left: Done, To: s.Next()}, nil
	case CmdSkip:
		return s.skip(c, now), nil
	case CmdBack:
		if s.Current() == s.First() {
			return nil, refuse("this is the first phase: there is none to go back to")
		}
		return Moved{At: now, By: c.Word, Left: Pending, To: s.Current() - 1}, nil
	case CmdGoto:
		return s.goTo(c, now)
	case CmdFinish:
		return Moved{At: now, By: c.Word, Left: Done, To: NoPhase}, nil
	case CmdPause:
		return s.pause(c, now)
	case CmdResume:
		if s.Stage() != Paused {
			return nil, refuse("the session is not paused")
		}
		return Resumed{now}, nil
	case CmdExtend, CmdTrim:
		return s.change(c, now)
	case CmdAllot:
		return s.allot(c, now)
	case CmdUntil:
		if c.Instant.Equal(s.HardEnd(now)) {
			return nil, refuse("the session must end by then already")
		}
		return HardEndSet{c.Instant}, nil
	case CmdRecover:
		return s.recover(c, now)
	case CmdBackdate:
		return s.backdate(c)
	case CmdExcludeGap:
		gap := s.excludable(now)
		if gap < 0 {
			return nil, refuse("no gap is left that could be taken out")
		}
		return GapExcluded{gap}, nil
	case CmdCredit:
		return s.decideCredit(now), nil
	case CmdLap:
		return s.decideLap(now)
	case CmdUndo:
		if _, ok := s.Undoable(); !ok {
			return nil, refuse("there is nothing to undo")
		}
		return Undone{}, nil
	case CmdBook:
		if s.Stage() != Ready {
			return nil, refuse("the booked start cannot change once the session has started")
		}
		return Booked{c.Instant}, nil
	case CmdCapture, CmdEdit, CmdStrike:
		return s.capture(c, now)
	case CmdPeople, CmdPairs, CmdJoin, CmdLeave, CmdSetting:
		return s.decidePeople(c)
	case CmdQuiz, CmdReveal, CmdHands, CmdScore:
		return s.decideQuiz(c)
	case CmdHear, CmdHeard, CmdPass:
		return s.decideRound(c, now)
	case CmdForm, CmdFormEdit, CmdFormStrike:
		return s.decideForm(c, now)
	case CmdPlace:
		p, ok := s.Find(c.Target)
		if !ok || c.Note < 0 || c.Note >= max(1, len(s.phases[p].Plan.Notes)) {
			return nil, refuse("the plan has no such note")
		}
		return Placed{p, c.Note}, nil
	}
	return nil, refuse("unknown command %q", c.Word)
}

func (s *State) skip(c Command, now time.Time) Event {
	here := s.Current()
	e := Moved{At: now, By: c.Word, Left: Skipped}
	if c.Whole {
		from, to := s.phasesOf(s.phases[here].Activity)
		for i := from; i < to; i++ {
			if s.phases[i].Status == Pending {
				e.Skipped = append(e.Skipped, i)
			}
		}
	}
	e.To = s.nextPending(here, e.Skipped)
	return e
}

func (s *State) goTo(c Command, now time.Time) (Event, error) {
	to, ok := s.Find(c.Target)
	switch here := s.Current(); {
	case !ok:
		return nil, refuse("the plan has no %q", c.Target)
	case to == here:
		return nil, refuse("this is the current phase")
	case s.phases[to].Outside:
		return nil, refuse("%q is not part of this rehearsal", c.Target)
	case to > here:
		e := Moved{At: now, By: c.Word, Left: Done, To: to}
		for i := here + 1; i < to && c.Whole; i++ {
			if s.phases[i].Status == Pending {
				e.Skipped = append(e.Skipped, i)
			}
		}
		return e, nil
	}
	return Moved{At: now, By: c.Word, Left: Pending, To: to}, nil
}

func (s *State) pause(c Command, now time.Time) (Event, error) {
	kind, _, paused := s.Pause(now)
	switch {
	case !paused && c.Kind == "":
		return Stopped{now, Other}, nil
	case !paused:
		return Stopped{now, c.Kind}, nil
	case c.Kind == "":
		return nil, refuse("the session is paused already")
	case c.Kind == kind:
		return nil, refuse("this pause is called %s already", kind)
	}
	return PauseNamed{c.Kind}, nil
}

// maxBudget is a century: more of it might not fit into a time.Duration with
// everything else.
const maxBudget = 100 * timer.MaxSpan

// change gives the current phase more time or less.
func (s *State) change(c Command, now time.Time) (Event, error) {
	here := s.Current()
	budget := s.phases[here].Budget + c.Span
	if budget > maxBudget {
		return nil, refuse("no phase can have as much time as that")
	}
	if c.Word == CmdTrim {
		spent := s.Spent(here, now)
		if s.phases[here].Budget <= spent {
			return nil, refuse("this phase has no time left to trim")
		}
		budget = max(s.phases[here].Budget-c.Span, spent)
	}
	return Budgeted{c.Word, []Budget{{here, budget}}}, nil
}

// allot gives the current phase, or one still to come, another time.
func (s *State) allot(c Command, now time.Time) (Event, error) {
	p, ok := s.Find(c.Target)
	if !ok {
		return nil, refuse("the plan has no %q", c.Target)
	}
	phase := &s.phases[p]
	if phase.Status == Done || phase.Status == Skipped {
		return nil, refuse("this phase is %s: only the current one and those to come can be given another time", phase.Status)
	}
	budget := max(c.Span, s.Spent(p, now))
	if budget == phase.Budget {
		return nil, refuse("this phase has this time already")
	}
	return Budgeted{c.Word, []Budget{{p, budget}}}, nil
}

func (s *State) recover(c Command, now time.Time) (Event, error) {
	r := s.Recovery(c.Option, now)
	if r.Refused != nil {
		return nil, r.Refused
	}
	switch c.Option {
	case RecoverTrim:
		e := Budgeted{By: c.Word}
		for _, change := range r.Changes {
			e.Set = append(e.Set, Budget{change.Phase, change.To})
		}
		return e, nil
	case RecoverDrop:
		var e Dropped
		for _, change := range r.Changes {
			e.Phases = append(e.Phases, change.Phase)
		}
		return e, nil
	}
	return HardEndMoved{r.HardEnd.Sub(s.HardEnd(now))}, nil
}

// backdate moves the newest turn, but not before the turn before it.
func (s *State) backdate(c Command) (Event, error) {
	by := c.Span
	if n := len(s.line.turns); n > 1 {
		by = min(by, s.line.turns[n-1].at.Sub(s.line.turns[n-2].at))
	}
	if by <= 0 || s.line.turns[len(s.line.turns)-1].fixed || tooFar(s.line.turns[len(s.line.turns)-1].at.Add(-by)) {
		return nil, refuse("the last move cannot be put any earlier")
	}
	return Backdated{by}, nil
}
