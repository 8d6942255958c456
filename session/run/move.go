package run

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Start makes the first phase current.
type Start struct{}

func (Start) decide(s *State, now time.Time) (Event, error) {
	if s.Stage() != Ready {
		return nil, refuse("the session has started already")
	}
	if s.phases[s.First()].Status != Pending {
		return nil, refuse("every phase has been left out: there is none to start with")
	}
	return Started{now}, nil
}

// Next leaves the current phase as done.
type Next struct{}

func (c Next) decide(s *State, now time.Time) (Event, error) {
	to, kept := s.following(s.Current())
	return Moved{At: now, By: c.Word(), Left: Done, To: to, Kept: kept}, nil
}

// Skip leaves the current phase as skipped, with Whole all of its activity to come.
type Skip struct{ Whole bool }

func readSkip(args []string) (Command, error) {
	if len(args) == 0 {
		return Skip{}, nil
	}
	if args[0] != "activity" {
		return nil, fmt.Errorf("skip takes no %q; it takes activity, or nothing", args[0])
	}
	return Skip{Whole: true}, nil
}

func (c Skip) decide(s *State, now time.Time) (Event, error) {
	e := Moved{At: now, By: c.Word(), Left: Skipped}
	if c.Whole {
		from, to := s.phasesOf(s.phases[s.Current()].Activity)
		e.Skipped = s.pendingFrom(from, to)
	}
	e.To, e.Kept = s.following(s.Current(), e.Skipped...)
	return e, nil
}

// Back makes the phase current that something was taken out of, else the one
// before this one. Phases that were skipped and never current are passed over.
type Back struct{}

func (c Back) decide(s *State, now time.Time) (Event, error) {
	to, kept := newest(s.taken, s.pending)
	if to == NoPhase {
		to = s.Current() - 1
		for to >= 0 && s.phases[to].Status == Skipped && !s.phases[to].been {
			to--
		}
	}
	if to < 0 {
		return nil, refuse("this is the first phase: there is none to go back to")
	}
	return Moved{At: now, By: c.Word(), Left: Pending, To: to, Kept: kept}, nil
}

// Goto makes the phase To, named ACTIVITY or ACTIVITY/N, current. With Drop
// the pending phases jumped over are skipped.
type Goto struct {
	To   string
	Drop bool
}

func readGoto(args []string) (Command, error) {
	if len(args) > 1 && args[1] != "drop" {
		return nil, fmt.Errorf("goto takes no %q; it takes a phase, and drop or nothing", args[1])
	}
	return Goto{To: args[0], Drop: len(args) > 1}, nil
}

func (c Goto) decide(s *State, now time.Time) (Event, error) {
	to, ok := s.Find(c.To)
	here := s.Current()
	switch {
	case !ok:
		return nil, refuse("the plan has no %q", c.To)
	case to == here:
		return nil, refuse("this is the current phase")
	case s.phases[to].Outside:
		return nil, refuse("%q is not part of this rehearsal", c.To)
	}
	e := Moved{At: now, By: c.Word(), Left: Pending, To: to}
	if to > here {
		e.Left = Done
		if c.Drop {
			e.Skipped = s.pendingFrom(here+1, to)
		}
	}
	return e, nil
}

// Finish ends the delivery.
type Finish struct{}

func (c Finish) decide(_ *State, now time.Time) (Event, error) {
	return Moved{At: now, By: c.Word(), Left: Done, To: NoPhase}, nil
}

// Place says which note of a phase the facilitator is at: its index, from 0.
type Place struct {
	Phase string // ACTIVITY/N
	Note  int
}

func (c Place) decide(s *State, _ time.Time) (Event, error) {
	p, ok := s.Find(c.Phase)
	if !ok || c.Note < 0 || c.Note >= max(1, len(s.phases[p].Plan.Notes)) {
		return nil, refuse("the plan has no such note")
	}
	return Placed{p, c.Note}, nil
}

// pendingFrom are the pending phases from one up to (not with) another.
func (s *State) pendingFrom(from, to int) (pending []int) {
	for i := from; i < to; i++ {
		if s.phases[i].Status == Pending {
			pending = append(pending, i)
		}
	}
	return pending
}

type (
	// Started makes the first phase current.
	Started struct {
		At time.Time `json:"at"`
	}
	// Moved leaves the current phase for another, or for the end.
	Moved struct {
		At      time.Time `json:"at"`
		By      Word      `json:"by"`
		Left    Status    `json:"left"`              // what the phase left becomes
		Skipped []int     `json:"skipped,omitempty"` // further phases, skipped with it
		To      int       `json:"to"`                // NoPhase: the delivery has ended
		Kept    int       `json:"kept,omitempty"`    // of the phases to come back to, how many stay so, the oldest first
	}
	// Placed says which note of a phase the facilitator is at. It is a fact.
	Placed struct {
		Phase int `json:"phase"`
		Note  int `json:"note"`
	}
)

func (Start) Word() Word   { return CmdStart }
func (Next) Word() Word    { return CmdNext }
func (Skip) Word() Word    { return CmdSkip }
func (Back) Word() Word    { return CmdBack }
func (Goto) Word() Word    { return CmdGoto }
func (Finish) Word() Word  { return CmdFinish }
func (Place) Word() Word   { return CmdPlace }
func (Started) word() Word { return CmdStart }
func (e Moved) word() Word { return e.By }
func (Placed) word() Word  { return "" }

func (e Started) check(s *State) error {
	if s.Stage() != Ready {
		return errStarted
	}
	return cmp.Or(s.checkPhase(s.First()), CheckInstant(e.At))
}

func (e Moved) check(s *State) error {
	if !slices.Contains([]Word{CmdNext, CmdSkip, CmdBack, CmdGoto, CmdFinish}, e.By) {
		return errWord
	}
	if e.Kept < 0 || e.Kept > len(s.taken) {
		return errNotTaken
	}
	return s.checkMove(e.At, e.Left, e.Skipped, e.To)
}

func (s *State) checkMove(at time.Time, left Status, skipped []int, to int) error {
	if err := s.checkUnderWay(); err != nil {
		return err
	}
	switch {
	case left != Pending && left != Done && left != Skipped:
		return errors.New("a phase cannot be left so")
	case to != NoPhase && !s.has(to):
		return errNoPhase
	case to != NoPhase && s.phases[to].Outside:
		return errors.New("the phase is not part of this rehearsal")
	case slices.Contains(skipped, to):
		return errors.New("it enters a phase that it skips")
	}
	return cmp.Or(s.checkSkipped(skipped), CheckInstant(at))
}

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

func (e Placed) check(s *State) error {
	if !s.has(e.Phase) {
		return errNoPhase
	}
	if e.Note < 0 || e.Note >= max(1, len(s.phases[e.Phase].Plan.Notes)) {
		return errors.New("the phase has no such note")
	}
	return nil
}

func (e Started) apply(s *State) {
	s.enter(turn{at: e.At, phase: s.First()})
}

func (e Moved) apply(s *State) {
	from, _ := s.line.last()
	s.phases[from.phase].Status = e.Left
	for _, p := range e.Skipped {
		s.phases[p].Status = Skipped
	}
	s.taken = slices.Clip(s.taken[:e.Kept])
	s.enter(turn{at: e.At, phase: e.To, pause: from.pause, kind: from.kind})
}

// enter takes the turn that enters a phase, or ends the delivery.
func (s *State) enter(to turn) {
	if to.phase == NoPhase {
		to.pause, to.kind = 0, ""
	} else {
		p := &s.phases[to.phase]
		p.Status = Current
		if !p.been {
			p.been, p.Asked = true, p.Budget
		}
	}
	to.visit = true
	s.turn(to)
}

func (e Placed) apply(s *State) { s.phases[e.Phase].Place = e.Note }

func (e Started) at() time.Time { return e.At }
func (e Moved) at() time.Time   { return e.At }

func (e Started) effects(s *State, _ time.Time) (string, []Effect) {
	return "", []Effect{s.statusEffect(s.First(), Current)}
}

func (e Moved) effects(s *State, _ time.Time) (option string, effects []Effect) {
	if e.By == CmdSkip && len(e.Skipped) > 0 {
		option = "activity"
	}
	effects = append(effects, s.statusEffect(s.Current(), e.Left))
	for _, p := range e.Skipped {
		effects = append(effects, s.statusEffect(p, Skipped))
	}
	// What comes next by itself is no change.
	if (e.By == CmdBack || e.By == CmdGoto) && e.To != NoPhase {
		effects = append(effects, s.statusEffect(e.To, Current))
	}
	return option, effects
}

func (s *State) statusEffect(phase int, to Status) Effect {
	return Effect{FigureStatus, phase, s.phases[phase].Status, to}
}
