package run

import (
	"iter"
	"slices"
	"time"

	"facilitate/session"
)

// onward are the phases that next, given again and again, would enter after a phase, in
// order, each with how many of the taken it would leave to come back to: what is pending
// after it in its activity, then what something was taken out of, then what is pending in
// plan order, last what was jumped over.
func (s *State) onward(from int, taken []int, pending func(int) bool) iter.Seq2[int, int] {
	return func(yield func(phase, taken int) bool) {
		entered := map[int]bool{} // but in plan order, where none is met twice
		free := func(i int) bool { return pending(i) && !entered[i] }
		here := from
		for here != NoPhase {
			_, end := s.phasesOf(s.phases[here].Activity)
			for i := here + 1; i < end; i++ {
				if !free(i) {
					continue
				}
				if entered[i] = true; !yield(i, len(taken)) {
					return
				}
				here = i
			}
			back, kept := newest(taken, free)
			if back == NoPhase {
				break
			}
			taken = taken[:kept]
			if entered[back] = true; !yield(back, kept) {
				return
			}
			here = back
		}
		for n := range s.phases {
			if i := (here + 1 + n) % len(s.phases); free(i) && !yield(i, len(taken)) {
				return
			}
		}
	}
}

// newest is the newest of the taken phases that is pending, and how many are
// older than it; NoPhase and none where there is none.
func newest(taken []int, pending func(int) bool) (phase, older int) {
	for i, p := range slices.Backward(taken) {
		if pending(p) {
			return p, i
		}
	}
	return NoPhase, 0
}

func (s *State) pending(phase int) bool { return s.phases[phase].Status == Pending }

// following is the phase that next would enter from another, with some more left,
// and how many there are to come back to then; NoPhase where it would end.
func (s *State) following(from int, left ...int) (phase, kept int) {
	for p, kept := range s.onward(from, s.taken, func(i int) bool { return i != from && s.pending(i) && !slices.Contains(left, i) }) {
		return p, kept
	}
	return NoPhase, 0
}

// Next is the phase that next would enter: NoPhase where it would end.
func (s *State) Next() int {
	if s.Current() == NoPhase {
		return NoPhase
	}
	next, _ := s.following(s.Current())
	return next
}

// ComesBack is whether next would come back to what something was taken out of.
func (s *State) ComesBack() bool {
	if s.Current() == NoPhase {
		return false
	}
	_, kept := s.following(s.Current())
	return kept < len(s.taken)
}

// Way are the pending phases in the order in which next would enter them;
// before the start, in plan order; after the end there are none.
func (s *State) Way() []int {
	if s.Stage() == Finished {
		return nil
	}
	way := make([]int, 0, len(s.phases))
	for p := range s.onward(s.Current(), s.taken, s.pending) {
		way = append(way, p)
	}
	return way
}

// PlannedAt is the plan's fixed time of an activity; zero where it has none.
func (s *State) PlannedAt(activity int, now time.Time) time.Time {
	at := s.plan.Activities[activity].FixedAt
	switch {
	case at == nil:
		return time.Time{}
	case s.booking.Rehearsal:
		return s.fixedInRehearsal(*at, now)
	}
	return at.From(s.ScheduledStart(now).In(s.booking.Zone).Add(-session.Earliest))
}

// FixedAt is when an activity must begin; zero where it need not at any time.
func (s *State) FixedAt(activity int, now time.Time) time.Time {
	if at, ok := s.fixedAt[activity]; ok {
		return at
	}
	return s.PlannedAt(activity, now)
}

// startsAt is the fixed time of which a phase is the first; zero: it is not, or has none.
func (s *State) startsAt(phase int, now time.Time) time.Time {
	if s.phases[phase].Number != 1 {
		return time.Time{}
	}
	return s.FixedAt(s.phases[phase].Activity, now)
}

// waits is until when the visit under way waits, or waited; zero where it does not.
func (s *State) waits() time.Time {
	here := s.Current()
	if here == NoPhase || s.booking.NoWaiting {
		return time.Time{}
	}
	return s.startsAt(here, s.line.began)
}

// Waiting is until when the current phase waits for its fixed time, paused or
// not; false where it does not.
func (s *State) Waiting(now time.Time) (until time.Time, waits bool) {
	until = s.waits()
	return until, until.After(now)
}

// StageAt is how far the delivery has come, in the word that people and scripts
// read: that of its Stage, or "waiting" where its time would run but for that.
func (s *State) StageAt(now time.Time) string {
	if _, waits := s.Waiting(now); waits && s.Stage() == Running {
		return "waiting"
	}
	return s.Stage().String()
}

// End stands where a promise is about no activity but the end of the session.
const End = -1

// Promise is a time that was promised: that of a fixed activity to come, or the end.
type Promise struct {
	Activity int       // by its index, or End
	At       time.Time // what was promised
	Arrival  time.Time // when the session comes to it
}

// Slack is the time to spare before the promised one; negative: it is missed.
func (p Promise) Slack() time.Duration { return p.At.Sub(p.Arrival) }

// Missed is whether the promise will not be kept.
func (p Promise) Missed() bool { return p.Slack() < 0 }

// Shown is a promise in whole minutes, as people are told of it everywhere: so
// what stands beside each other adds up.
type Shown struct {
	At      time.Time // rounded down
	Arrival time.Time // At less what is to spare
	Spare   int       // minutes, rounded down; negative: late
}

// Shown is the promise as people are told of it.
func (p Promise) Shown() Shown {
	at, slack := p.At.Truncate(time.Minute), p.Slack()
	spare := int(slack / time.Minute)
	if slack%time.Minute < 0 {
		spare-- // rounded down, also below zero
	}
	return Shown{at, at.Add(-time.Duration(spare) * time.Minute), spare}
}

// Promises are those still to be kept, in the order in which the session comes
// to them, the end last. After the end there is the end alone.
func (s *State) Promises(now time.Time) []Promise {
	o := s.outlook(now)
	return o.promises()
}

// Verdict is the promise that the verdict is about: of those missed the one
// that lacks most, else the next.
func (s *State) Verdict(now time.Time) Promise { return Worst(s.Promises(now)) }

// Worst is, of promises in order, the missed one that lacks most, else the first.
func Worst(all []Promise) Promise {
	worst := all[0]
	for _, p := range all[1:] {
		if p.Missed() && p.Slack() < worst.Slack() {
			worst = p
		}
	}
	return worst
}

// Reach are the phases where cutting helps a promise, by its activity or End, in
// the order of the way: those before it, and where an earlier promise is kept,
// from that one on. The current phase is none of them.
func (s *State) Reach(promise int, now time.Time) []int {
	o := s.outlook(now)
	r := o.reach(promise)
	return o.way[r.from:r.to]
}

// outlook is how the rest of a delivery goes, to be changed to see how it would.
type outlook struct {
	s       *State
	now     time.Time
	begin   time.Time // when the first phase of the way can begin
	way     []int
	need    []time.Duration // by place on the way
	at      []time.Time     // by place: its fixed time, if it is the first phase of a fixed activity
	hardEnd time.Time
}

func (s *State) outlook(now time.Time) *outlook {
	o := &outlook{s: s, now: now, begin: s.beginning(now), way: s.Way(), hardEnd: s.HardEnd(now)}
	o.need, o.at = make([]time.Duration, len(o.way)), make([]time.Time, len(o.way))
	for i, p := range o.way {
		o.need[i], o.at[i] = s.need(p, now), s.startsAt(p, now)
	}
	return o
}

// walk goes along the way and gives when each phase of it is come to, when it
// begins after what there is to wait, and when it ends. It returns the end.
func (o *outlook) walk(see func(place int, arrival, begin, end time.Time)) time.Time {
	t := o.begin
	if at, ended := o.s.EndedAt(); ended {
		t = at
	}
	for i := range o.way {
		arrival, begin := t, t
		if begin.Before(o.at[i]) {
			begin = o.at[i]
		}
		t = begin.Add(o.need[i])
		see(i, arrival, begin, t)
	}
	return t
}

func (o *outlook) promises() []Promise {
	var all []Promise
	end := o.walk(func(i int, arrival, _, _ time.Time) {
		if !o.at[i].IsZero() {
			all = append(all, Promise{o.s.phases[o.way[i]].Activity, o.at[i], arrival})
		}
	})
	return append(all, Promise{End, o.hardEnd, end})
}

// drop takes phases off the way, which may then lead on otherwise: what was to be
// come back to need not be there any more.
func (o *outlook) drop(dropped map[int]bool) {
	place := make(map[int]int, len(o.way))
	for i, p := range o.way {
		place[p] = i
	}
	was := *o
	o.way, o.need, o.at = nil, nil, nil
	for p := range o.s.onward(o.s.Current(), o.s.taken, func(p int) bool { return o.s.pending(p) && !dropped[p] }) {
		o.way = append(o.way, p)
		o.need, o.at = append(o.need, was.need[place[p]]), append(o.at, was.at[place[p]])
	}
}

// reach is where on the way cutting helps a promise: what lies before an earlier
// one that is kept would only be waited away.
type reach struct {
	Promise       // zero, and not missed, where it is not there any more
	from, to int  // places on the way
	missed   bool // a missed promise lies between
}

func (o *outlook) reach(promise int) reach {
	var r reach
	found := false
	end := o.walk(func(i int, arrival, _, _ time.Time) {
		if found || o.at[i].IsZero() {
			return
		}
		here := Promise{o.s.phases[o.way[i]].Activity, o.at[i], arrival}
		switch {
		case here.Activity == promise:
			r.Promise, r.to, found = here, i, true
		case here.Missed():
			r.missed = true
		default:
			r.from, r.missed = i, false
		}
	})
	if promise == End {
		r.Promise, r.to = Promise{End, o.hardEnd, end}, len(o.way)
	}
	return r
}
