package run

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Option is a way to recover from being late.
type Option string

const (
	RecoverTrim   Option = "trim"   // shorten a few later phases
	RecoverDrop   Option = "drop"   // leave out optional activities
	RecoverExtend Option = "extend" // agree a later end with the room
)

// Options are all ways to recover, in the order they are offered.
var Options = []Option{RecoverTrim, RecoverDrop, RecoverExtend}

// Recover takes one of the ways out of being late.
type Recover struct{ Option Option }

func readRecover(args []string) (Command, error) {
	option := Option(args[0])
	if !slices.Contains(Options, option) {
		return nil, fmt.Errorf("%q is no way to recover; use %s", args[0], Either(Options))
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
		return r.budgeted(), nil
	case RecoverDrop:
		var e Dropped
		for _, change := range r.Changes {
			e.Phases = append(e.Phases, change.Phase)
		}
		return e, nil
	}
	return HardEndMoved{r.HardEnd.Sub(s.HardEnd(now)), r.Fixed}, nil
}

// budgeted gives phases the times that the recovery has cut them to.
func (r *Recovery) budgeted() Event {
	e := Budgeted{By: CmdRecover}
	for _, change := range r.Changes {
		e.Set = append(e.Set, Budget{change.Phase, change.To})
	}
	return e
}

type (
	// Dropped leaves out phases to recover time.
	Dropped struct {
		Phases []int `json:"phases"`
	}
	// HardEndMoved adds to the hard end and puts fixed times later, as the room agreed.
	HardEndMoved struct {
		By    time.Duration `json:"by"`
		Fixed []Fixed       `json:"fixed,omitempty"`
	}
)

func (Recover) Word() Word      { return CmdRecover }
func (Dropped) word() Word      { return CmdRecover }
func (HardEndMoved) word() Word { return CmdRecover }

func (e Dropped) check(s *State) error {
	return cmp.Or(s.checkNotEnded(), s.checkSkipped(e.Phases))
}

func (e HardEndMoved) check(s *State) error {
	for _, f := range e.Fixed {
		if err := f.check(s); err != nil {
			return err
		}
	}
	return cmp.Or(s.checkNotEnded(), checkTime(e.By), checkTime(s.added+e.By))
}

func (e Dropped) apply(s *State) {
	for _, p := range e.Phases {
		s.phases[p].Status = Skipped
	}
}

func (e HardEndMoved) apply(s *State) {
	s.added += e.By
	for _, f := range e.Fixed {
		f.apply(s)
	}
}

func (e Dropped) effects(s *State, _ time.Time) (string, []Effect) {
	var effects []Effect
	for _, p := range e.Phases {
		effects = append(effects, s.statusEffect(p, Skipped))
	}
	return string(RecoverDrop), effects
}

func (e HardEndMoved) effects(s *State, now time.Time) (string, []Effect) {
	var effects []Effect
	for _, f := range e.Fixed {
		effects = append(effects, s.fixedEffect(f.Activity, f.To, now))
	}
	if e.By != 0 {
		effects = append(effects, Effect{FigureHardEnd, NoPhase, s.HardEnd(now), nil})
	}
	return string(RecoverExtend), effects
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
	Fixed   []Fixed       // the fixed times put later
	Before  []Promise     // as they stand
	After   []Promise     // those still there with it
	End     time.Time     // the projected end with it
	HardEnd time.Time     // the hard end with it
	Missing time.Duration // what the promise that lacks most still lacks; 0: all are kept
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

// Recovery is one way out. Where no promise is missed there is nothing to
// recover and every one is refused; so is one that would gain nothing.
func (s *State) Recovery(option Option, now time.Time) Recovery {
	return s.recovery(option, s.outlook(now), now)
}

func (s *State) recovery(option Option, o *outlook, now time.Time) Recovery {
	w := &wayOut{outlook: o, budgets: map[int]time.Duration{}, dropped: map[int]bool{}}
	before := w.promises()
	r := Recovery{Option: option, Before: before}
	r.see(before)
	switch {
	case s.Stage() == Finished:
		r.Refused = refuse("it is too late: the session has ended")
		return r
	case !Worst(before).Missed():
		r.Refused = refuse("there is nothing to recover: everything is on time")
		return r
	}
	been := map[int]bool{}
	for { // what is left out may change the order in which the others come
		promises := w.promises()
		i := slices.IndexFunc(promises, func(p Promise) bool { return !been[p.Activity] })
		if i < 0 {
			break
		}
		p := promises[i].Activity
		been[p] = true
		switch option {
		case RecoverTrim:
			w.trim(p)
		case RecoverDrop:
			w.leaveOut(p)
		case RecoverExtend:
			w.extend(p)
		}
	}
	after := w.promises()
	if !gains(before, after) {
		r.Refused = refuse("nothing that is still to come before it can be shortened")
		if option == RecoverDrop {
			r.Refused = refuse("no optional activity is left whose dropping would help")
		}
		return r
	}
	r.Changes, r.Fixed = w.changes(), w.fixed
	r.see(after)
	return r
}

func (r *Recovery) see(promises []Promise) {
	end := promises[len(promises)-1]
	r.After, r.End, r.HardEnd = promises, end.Arrival, end.At
	r.Missing = max(0, -Worst(promises).Slack())
}

// gains is whether a promise still there has more slack than before.
func gains(before, after []Promise) bool {
	was := make(map[int]time.Duration, len(before))
	for _, p := range before {
		was[p.Activity] = p.Slack()
	}
	return slices.ContainsFunc(after, func(p Promise) bool { return p.Slack() > was[p.Activity] })
}

// wayOut is what a way of recovering has changed so far, but never the current phase.
type wayOut struct {
	*outlook
	budgets map[int]time.Duration // of phases that were cut
	dropped map[int]bool          // phases
	fixed   []Fixed
}

func (w *wayOut) budget(phase int) time.Duration {
	if b, ok := w.budgets[phase]; ok {
		return b
	}
	return w.s.phases[phase].Budget
}

// minutesUp are whole minutes that are enough.
func minutesUp(d time.Duration) time.Duration { return (d + time.Minute - 1) / time.Minute }

// trim takes whole minutes for a missed promise from few phases, since each has to be
// announced: by rank, from those that can give most first, ties to the later one.
func (w *wayOut) trim(promise int) {
	r := w.reach(promise)
	if !r.Missed() {
		return
	}
	type giver struct {
		place   int
		minutes time.Duration
	}
	var givers []giver
	for i := r.from; i < r.to; i++ {
		phase := &w.s.phases[w.way[i]]
		capacity := w.budget(w.way[i]) - max(phase.Floor, w.s.Spent(w.way[i], w.now))
		if minutes := capacity / time.Minute; minutes > 0 {
			givers = append(givers, giver{i, minutes})
		}
	}
	rank := func(g giver) int { return w.s.phases[w.way[g.place]].Rank }
	slices.SortFunc(givers, func(a, b giver) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.minutes, a.minutes), cmp.Compare(w.way[b.place], w.way[a.place]))
	})
	wanted := minutesUp(-r.Slack())
	for _, g := range givers {
		if wanted == 0 {
			break
		}
		give := min(g.minutes, wanted)
		wanted -= give
		phase := w.way[g.place]
		w.budgets[phase] = w.budget(phase) - give*time.Minute
		w.need[g.place] -= give * time.Minute
	}
}

// leaveOut leaves out optional activities that were not touched, for a missed promise: by
// rank, the last in the plan first, until it is kept or none is left.
func (w *wayOut) leaveOut(promise int) {
	for {
		r, were := w.reach(promise), len(w.dropped)
		if r.Missed() {
			lacks := -r.Slack()
			for _, activity := range w.optional(r.from, r.to) {
				plain := !r.missed && len(w.s.taken) == 0
				for _, i := range activity {
					w.dropped[w.way[i]] = true
					lacks -= w.need[i]
					plain = plain && w.at[i].IsZero()
				}
				// As long as no fixed time has a part in it, and nothing is come back to,
				// each gains what it needs, and the way need not be gone anew.
				if lacks <= 0 || !plain {
					break
				}
			}
		}
		if len(w.dropped) == were {
			return
		}
		w.drop(w.dropped)
	}
}

// optional are the activities that can be left out between two places of the
// way, each with its places, in the order in which they are.
func (w *wayOut) optional(from, to int) [][]int {
	place := make(map[int]int, to-from)
	for i := from; i < to; i++ {
		place[w.way[i]] = i
	}
	var all [][]int
	s := w.s
	rank := func(places []int) int { return s.Activity(w.way[places[0]]).Rank(nil) }
	for a := len(s.firsts) - 1; a >= 0; a-- {
		if !s.plan.Activities[a].Optional {
			continue
		}
		var places []int
		first, end := s.phasesOf(a)
		for p := first; p < end; p++ {
			if i, ok := place[p]; ok && s.Spent(p, w.now) == 0 {
				places = append(places, i)
			}
		}
		if len(places) == end-first {
			all = append(all, places)
		}
	}
	slices.SortStableFunc(all, func(a, b []int) int { return cmp.Compare(rank(a), rank(b)) })
	return all
}

func (w *wayOut) extend(promise int) {
	r := w.reach(promise)
	if !r.Missed() {
		return
	}
	by := minutesUp(-r.Slack()) * time.Minute
	if promise == End {
		w.hardEnd = w.hardEnd.Add(by)
		return
	}
	w.at[r.to] = w.at[r.to].Add(by)
	w.fixed = append(w.fixed, Fixed{promise, w.at[r.to]})
}

func (w *wayOut) changes() (all []Change) {
	for i := range w.s.phases {
		was := w.s.phases[i].Budget
		switch {
		case w.dropped[i]:
			all = append(all, Change{Phase: i, From: was, Dropped: true})
		case w.budget(i) != was:
			all = append(all, Change{Phase: i, From: was, To: w.budget(i)})
		}
	}
	return all
}

// Keep shortens later phases, as RecoverTrim does, to have so much to spare at the
// end, or as much as can be.
type Keep struct{ Spare time.Duration }

func (Keep) Word() Word { return CmdRecover }

func (c Keep) decide(s *State, now time.Time) (Event, error) {
	r := s.Keeping(c.Spare, now)
	if r.Refused != nil {
		return nil, r.Refused
	}
	return r.budgeted(), nil
}

// Keeping is what Keep does: RecoverTrim with a hard end that is so much earlier.
func (s *State) Keeping(spare time.Duration, now time.Time) Recovery {
	o := s.outlook(now)
	o.hardEnd = o.hardEnd.Add(-spare)
	r := s.recovery(RecoverTrim, o, now)
	for _, promises := range [][]Promise{r.Before, r.After} {
		promises[len(promises)-1].At = s.HardEnd(now)
	}
	r.see(r.After)
	return r
}
