package run

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"facilitate/timer"
)

// Extend gives the current phase more time.
type Extend struct{ By time.Duration } // above zero

func (c Extend) decide(s *State, _ time.Time) (Event, error) {
	here := s.Current()
	budget := s.phases[here].Budget + c.By
	if budget > maxBudget {
		return nil, refuse("no phase can have as much time as that")
	}
	return Budgeted{c.Word(), []Budget{{here, budget}}}, nil
}

// Trim takes time from the current phase, but none that it has spent.
type Trim struct{ By time.Duration } // above zero

func (c Trim) decide(s *State, now time.Time) (Event, error) {
	here := s.Current()
	spent := s.Spent(here, now)
	if s.phases[here].Budget <= spent {
		return nil, refuse("this phase has no time left to trim")
	}
	return Budgeted{c.Word(), []Budget{{here, max(s.phases[here].Budget-c.By, spent)}}}, nil
}

// Allot gives the current phase, or one still to come, another time.
type Allot struct {
	Phase string        // ACTIVITY or ACTIVITY/N
	Time  time.Duration // above zero
}

func readAllot(args []string) (Command, error) {
	time, err := parseSpan(args[1:])
	return Allot{args[0], time}, err
}

func (c Allot) decide(s *State, now time.Time) (Event, error) {
	p, ok := s.Find(c.Phase)
	if !ok {
		return nil, refuse("the plan has no %q", c.Phase)
	}
	phase := &s.phases[p]
	if phase.Status == Done || phase.Status == Skipped {
		return nil, refuse("this phase is %s: only the current one and those to come can be given another time", phase.Status)
	}
	budget := max(c.Time, s.Spent(p, now))
	if budget == phase.Budget {
		return nil, refuse("this phase has this time already")
	}
	return Budgeted{c.Word(), []Budget{{p, budget}}}, nil
}

// Until says when everybody must be out.
type Until struct{ At time.Time }

func readUntil(args []string) (Command, error) {
	at, err := ParseInstant(args[0])
	return Until{at}, err
}

func (c Until) decide(s *State, _ time.Time) (Event, error) {
	if c.At.Equal(s.until) && s.added == 0 {
		return nil, refuse("that was agreed already")
	}
	return HardEndSet{c.At}, nil
}

// maxBudget is a century: more might not fit into a time.Duration with all else.
const maxBudget = 100 * timer.MaxSpan

// readSpan reads a command that is about a span.
func readSpan[C interface {
	Command
	~struct{ By time.Duration }
}](args []string) (Command, error) {
	by, err := parseSpan(args)
	return C(struct{ By time.Duration }{by}), err
}

// parseSpan reads a span that may be two words, as in 5 min.
func parseSpan(args []string) (time.Duration, error) { return timer.ParseSpan(strings.Join(args, " ")) }

type (
	// Budgeted gives phases other times.
	Budgeted struct {
		By  Word     `json:"by"`
		Set []Budget `json:"set"`
	}
	// HardEndSet says when everybody must be out.
	HardEndSet struct {
		Until time.Time `json:"until"`
	}
)

// Budget is a time given to a phase.
type Budget struct {
	Phase int           `json:"phase"`
	Time  time.Duration `json:"time"`
}

func (Extend) Word() Word     { return CmdExtend }
func (Trim) Word() Word       { return CmdTrim }
func (Allot) Word() Word      { return CmdAllot }
func (Until) Word() Word      { return CmdUntil }
func (e Budgeted) word() Word { return e.By }
func (HardEndSet) word() Word { return CmdUntil }

func (e Budgeted) check(s *State) error {
	if !slices.Contains([]Word{CmdExtend, CmdTrim, CmdAllot, CmdRecover}, e.By) {
		return errWord
	}
	for _, b := range e.Set {
		if err := cmp.Or(s.checkPhase(b.Phase), checkLength(b.Time)); err != nil {
			return err
		}
	}
	return s.checkNotEnded()
}

func (e HardEndSet) check(s *State) error {
	return cmp.Or(s.checkNotEnded(), CheckInstant(e.Until))
}

func (e Budgeted) apply(s *State) {
	for _, b := range e.Set {
		s.phases[b.Phase].Budget = b.Time
	}
}

func (e HardEndSet) apply(s *State) { s.until, s.added = e.Until, 0 }

func (e Budgeted) effects(s *State, _ time.Time) (option string, effects []Effect) {
	if e.By == CmdRecover {
		option = string(RecoverTrim)
	}
	for _, b := range e.Set {
		effects = append(effects, Effect{FigureBudget, b.Phase, s.phases[b.Phase].Budget, b.Time})
	}
	return option, effects
}

func (e HardEndSet) effects(s *State, now time.Time) (string, []Effect) {
	return "", []Effect{{FigureHardEnd, NoPhase, s.HardEnd(now), nil}}
}
