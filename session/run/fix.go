package run

import (
	"cmp"
	"errors"
	"slices"
	"time"
)

// Take makes an activity current now, and then the phase it was taken out of
// again: a break brought forward, a spare activity.
type Take struct{ Activity string } // by its id

func readTake(args []string) (Command, error) { return Take{args[0]}, nil }

func (c Take) decide(s *State, now time.Time) (Event, error) {
	a, ok := s.find(c.Activity)
	switch {
	case !ok:
		return nil, refuse("the plan has no activity %q", c.Activity)
	case a == s.phases[s.Current()].Activity:
		return nil, refuse("this is the current activity")
	}
	e := Taken{At: now, To: NoPhase}
	from, to := s.phasesOf(a)
	for i := from; i < to; i++ {
		switch {
		case s.phases[i].Outside:
			return nil, refuse("%q is not part of this rehearsal", c.Activity)
		case s.phases[i].Status == Skipped:
			e.Reopened = append(e.Reopened, i)
		case s.phases[i].Status != Pending:
			continue
		}
		if e.To == NoPhase {
			e.To = i
		}
	}
	if e.To == NoPhase {
		return nil, refuse("nothing of %q is left to take", c.Activity)
	}
	return e, nil
}

// Begin has the current phase begin before its fixed time.
type Begin struct{}

func (Begin) decide(s *State, now time.Time) (Event, error) {
	if _, waits := s.Waiting(now); !waits {
		return nil, refuse("this phase does not wait for a fixed time")
	}
	return BegunEarly{now}, nil
}

// Fix gives an activity another fixed time, or with the zero time none.
type Fix struct {
	Activity string // by its id
	At       time.Time
}

func readFix(args []string) (Command, error) {
	if args[1] == "none" {
		return Fix{Activity: args[0]}, nil
	}
	at, err := ParseInstant(args[1])
	return Fix{args[0], at}, err
}

func (c Fix) decide(s *State, now time.Time) (Event, error) {
	a, ok := s.find(c.Activity)
	switch {
	case !ok:
		return nil, refuse("the plan has no activity %q", c.Activity)
	case s.plan.Activities[a].Spare:
		return nil, refuse("a spare activity has no fixed time: it is taken when there is time")
	}
	first, fixed := s.phases[s.firsts[a]].Status, s.FixedAt(a, now)
	switch {
	case first == Done || first == Skipped:
		return nil, refuse("%q is %s: only what is to come can have a fixed time", c.Activity, first.Word())
	case c.At.IsZero() && first != Pending:
		return nil, refuse("%q is under way; begin starts it", c.Activity)
	case c.At.IsZero() && fixed.IsZero():
		return nil, refuse("%q has no fixed time", c.Activity)
	case c.At.Equal(fixed):
		return nil, refuse("%q is fixed for that time already", c.Activity)
	}
	return Fixed{a, c.At}, nil
}

type (
	// Taken leaves the current phase to come back to, for another activity.
	Taken struct {
		At       time.Time `json:"at"`
		Reopened []int     `json:"reopened,omitempty"` // phases of it that were skipped, and are to come again
		To       int       `json:"to"`
	}
	// BegunEarly has the current phase begin before its fixed time.
	BegunEarly struct {
		At time.Time `json:"at"`
	}
	// Fixed gives an activity, by its index, another fixed time.
	Fixed struct {
		Activity int       `json:"activity"`
		To       time.Time `json:"to,omitzero"` // zero: none any more
	}
)

func (Take) Word() Word       { return CmdTake }
func (Begin) Word() Word      { return CmdBegin }
func (Fix) Word() Word        { return CmdFix }
func (Taken) word() Word      { return CmdTake }
func (BegunEarly) word() Word { return CmdBegin }
func (Fixed) word() Word      { return CmdFix }

func (e Taken) check(s *State) error {
	if err := s.checkMove(e.At, Pending, nil, e.To); err != nil {
		return err
	}
	if e.To == NoPhase || e.To == s.Current() {
		return errNoPhase
	}
	for _, p := range e.Reopened {
		if err := s.checkPhase(p); err != nil {
			return err
		}
		if s.phases[p].Status != Skipped || s.phases[p].Outside {
			return errors.New("the phase was not left out")
		}
	}
	return nil
}

func (e BegunEarly) check(s *State) error {
	return cmp.Or(s.checkUnderWay(), CheckInstant(e.At))
}

func (e Fixed) check(s *State) error {
	if e.Activity < 0 || e.Activity >= len(s.firsts) {
		return errors.New("the plan has no such activity")
	}
	if err := s.checkNotEnded(); err != nil || e.To.IsZero() {
		return err
	}
	return CheckInstant(e.To)
}

func (e Taken) apply(s *State) {
	here, early := s.Current(), s.startsAt(e.To, e.At)
	for _, p := range e.Reopened {
		s.phases[p].Status = Pending
	}
	s.phases[here].Status = Pending
	s.taken = append(slices.Clip(s.taken), here)
	s.enter(turn{at: e.At, phase: e.To, early: early})
	s.fixedAt[s.phases[e.To].Activity] = time.Time{}
}

func (e BegunEarly) apply(s *State) {
	s.enter(turn{at: e.At, phase: s.Current(), early: s.waits()})
	s.fixedAt[s.phases[s.Current()].Activity] = time.Time{}
}

// apply counts anew what the visit under way has waited, if it is that activity's.
func (e Fixed) apply(s *State) {
	s.chargeVisit(-1)
	s.fixedAt[e.Activity] = e.To
	s.chargeVisit(1)
}

func (e Taken) at() time.Time      { return e.At }
func (e BegunEarly) at() time.Time { return e.At }

func (e Taken) effects(s *State, _ time.Time) (string, []Effect) {
	effects := []Effect{s.statusEffect(s.Current(), Pending)}
	for _, p := range e.Reopened {
		if p != e.To {
			effects = append(effects, s.statusEffect(p, Pending))
		}
	}
	return "", append(effects, s.statusEffect(e.To, Current))
}

func (e BegunEarly) effects(s *State, now time.Time) (string, []Effect) {
	here := s.Current()
	return "", []Effect{s.fixedEffect(s.phases[here].Activity, time.Time{}, now)}
}

func (e Fixed) effects(s *State, now time.Time) (string, []Effect) {
	return "", []Effect{s.fixedEffect(e.Activity, e.To, now)}
}

func (s *State) fixedEffect(activity int, to, now time.Time) Effect {
	return Effect{FigureFixed, s.firsts[activity], unlessZero(s.FixedAt(activity, now)), unlessZero(to)}
}

// Takeable are the activities, by their index, that take can make current now.
func (s *State) Takeable() (all []int) {
	here := s.Current()
	if here == NoPhase {
		return nil
	}
	free := func(p Phase) bool { return !p.Outside && (p.Status == Pending || p.Status == Skipped) }
	for a := range s.firsts {
		from, to := s.phasesOf(a)
		if a != s.phases[here].Activity && slices.ContainsFunc(s.phases[from:to], free) {
			all = append(all, a)
		}
	}
	return all
}
