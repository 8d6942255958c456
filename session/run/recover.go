package run

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"time"
)

// Option is a way to recover from being late.
type Option string

// The ways to recover.
const (
	RecoverTrim   Option = "trim"   // shorten a few later phases
	RecoverDrop   Option = "drop"   // leave out optional activities
	RecoverExtend Option = "extend" // agree a later end with the room
)

// Options are all ways to recover, in the order they are offered.
var Options = []Option{RecoverTrim, RecoverDrop, RecoverExtend}

// Recover takes one of the ways out of being late.
type Recover struct{ Option Option }

// Word is the command's name.
func (Recover) Word() Word { return CmdRecover }

func readRecover(args []string) (Command, error) {
	option := Option(args[0])
	if !slices.Contains(Options, option) {
		return nil, fmt.Errorf("%q is no way to recover; use %s", args[0], either(Options))
	}
	return Recover{option}, nil
}

func (c Recover) decide(s *State, now time.Time) (Event, error) {
	r := s.Recovery(c.Option, now)
	if r.Refused != nil {
		return nil, r.Refused
	}
	switch c.Option {
	case RecoverTrim:
		e := Budgeted{By: c.Word()}
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

type (
	// Dropped leaves out phases to recover time.
	Dropped struct {
		Phases []int `json:"phases"`
	}
	// HardEndMoved adds to the hard end, agreed with the room.
	HardEndMoved struct {
		By time.Duration `json:"by"`
	}
)

func (Dropped) word() Word      { return CmdRecover }
func (HardEndMoved) word() Word { return CmdRecover }

func (e Dropped) check(s *State) error {
	return cmp.Or(s.checkNotEnded(), s.checkSkipped(e.Phases))
}

func (e HardEndMoved) check(s *State) error {
	return cmp.Or(s.checkNotEnded(), checkTime(e.By), checkTime(s.added+e.By))
}

func (e Dropped) apply(s *State) {
	for _, p := range e.Phases {
		s.phases[p].Status = Skipped
	}
}

func (e HardEndMoved) apply(s *State) { s.added += e.By }

func (e Dropped) effects(s *State, _ time.Time) (string, []Effect) {
	var effects []Effect
	for _, p := range e.Phases {
		effects = append(effects, s.statusEffect(p, Skipped))
	}
	return string(RecoverDrop), effects
}

func (e HardEndMoved) effects(s *State, now time.Time) (string, []Effect) {
	return string(RecoverExtend), []Effect{{FigureHardEnd, NoPhase, s.HardEnd(now), nil}}
}

// Change is what a recovery does to one phase.
type Change struct {
	Phase    int
	From, To time.Duration // its budget before and after
	Dropped  bool          // it is left out
}

// Recovery is a way out of being late, shown before it is applied.
type Recovery struct {
	Option  Option
	Changes []Change      // in plan order
	End     time.Time     // the projected end with it
	HardEnd time.Time     // the hard end with it
	Missing time.Duration // by how much the session will still run over
	Refused error         // why it cannot be applied; nil if it can
}

// Recoveries are all ways out, in the order of Options.
func (s *State) Recoveries(now time.Time) []Recovery {
	all := make([]Recovery, len(Options))
	for i, o := range Options {
		all[i] = s.Recovery(o, now)
	}
	return all
}

// Recovery is one way out. With time in hand there is nothing to recover and
// every one is refused; so is one that would gain nothing.
func (s *State) Recovery(option Option, now time.Time) Recovery {
	r := Recovery{Option: option, End: s.ProjectedEnd(now), HardEnd: s.HardEnd(now)}
	late := r.End.Sub(r.HardEnd)
	r.Missing = max(0, late)
	if s.Stage() == Finished {
		r.Refused = refuse("it is too late: the session has ended")
		return r
	}
	if late <= 0 {
		r.Refused = refuse("there is nothing to recover: the session ends in time")
		return r
	}
	switch option {
	case RecoverTrim:
		r.Changes = s.trimming(late, now)
	case RecoverDrop:
		r.Changes = s.dropping(now)
	case RecoverExtend:
		r.HardEnd = r.HardEnd.Add(late)
	}
	end := s.projectWith(now, s.with(r.Changes, now))
	if option != RecoverExtend && end.Equal(r.End) {
		r.Refused = refuse("no later phase can be shortened so that the session ends sooner")
		if option == RecoverDrop {
			r.Refused = refuse("no optional activity is left whose dropping would end the session sooner")
		}
		r.Changes = nil
		return r
	}
	r.End = end
	r.Missing = max(0, r.End.Sub(r.HardEnd))
	return r
}

// with is how the phases would be with the changes made.
func (s *State) with(changes []Change, now time.Time) func(int) (Status, time.Duration) {
	changed := make(map[int]Change, len(changes))
	for _, c := range changes {
		changed[c.Phase] = c
	}
	return func(i int) (Status, time.Duration) {
		c, ok := changed[i]
		switch {
		case !ok:
			return s.phases[i].Status, s.need(i, now)
		case c.Dropped:
			return Skipped, 0
		}
		return s.phases[i].Status, max(0, c.To-s.Spent(i, now))
	}
}

// trimming takes whole minutes from few phases, since each has to be
// announced: from those that can give most first, ties to the later one.
func (s *State) trimming(late time.Duration, now time.Time) []Change {
	type giver struct {
		phase   int
		minutes time.Duration
	}
	var givers []giver
	for i := range s.phases {
		p := &s.phases[i]
		if p.Status != Pending {
			continue
		}
		capacity := p.Budget - max(p.Floor, s.Spent(i, now))
		if minutes := capacity / time.Minute; minutes > 0 {
			givers = append(givers, giver{i, minutes})
		}
	}
	slices.SortFunc(givers, func(a, b giver) int {
		return cmp.Or(cmp.Compare(b.minutes, a.minutes), cmp.Compare(b.phase, a.phase))
	})
	wanted := (late + time.Minute - 1) / time.Minute
	var changes []Change
	for _, g := range givers {
		if wanted == 0 {
			break
		}
		give := min(g.minutes, wanted)
		wanted -= give
		budget := s.phases[g.phase].Budget
		changes = append(changes, Change{Phase: g.phase, From: budget, To: budget - give*time.Minute})
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Phase, b.Phase) })
	return changes
}

// dropping leaves out optional activities that have not been touched, the last
// in the plan first, until the session ends in time or none is left.
func (s *State) dropping(now time.Time) []Change {
	var optional []int // the last in the plan first
	for a := len(s.plan.Activities) - 1; a >= 0; a-- {
		if s.plan.Activities[a].Optional && s.untouched(a) {
			optional = append(optional, a)
		}
	}
	dropped := func(n int) []Change {
		var changes []Change
		for _, a := range optional[:n] {
			from, to := s.phasesOf(a)
			for i := from; i < to; i++ {
				changes = append(changes, Change{Phase: i, From: s.phases[i].Budget, Dropped: true})
			}
		}
		return changes
	}
	// Dropping one more never makes the end later, so the fewest that are
	// enough can be searched for; a plan may have thousands.
	hardEnd := s.HardEnd(now)
	n := sort.Search(len(optional), func(n int) bool {
		return !s.projectWith(now, s.with(dropped(n), now)).After(hardEnd)
	})
	changes := dropped(n)
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Phase, b.Phase) })
	return changes
}

// untouched is whether every phase of an activity is pending.
func (s *State) untouched(activity int) bool {
	from, to := s.phasesOf(activity)
	for i := from; i < to; i++ {
		if s.phases[i].Status != Pending {
			return false
		}
	}
	return true
}
