package runs

import (
	"maps"
	"slices"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// countedTurn is a point from which time goes to a phase or to a pause.
type countedTurn struct {
	at     time.Time
	phase  int
	pause  *countedPause
	lapped *countedPause // that what the phase took from here on went to
	visit  *countedVisit // shared by all turns of one visit
}

type countedPause struct {
	kind       run.PauseKind
	phase      int
	begin, end time.Time
	lasted     time.Duration
	open       bool // it was never ended
}

// countedVisit is from when a phase was come to until it was left.
type countedVisit struct {
	from, to int       // turns; to is -1 while it lasts
	waits    time.Time // the fixed time as it stood when it was left
	begun    bool      // left then or later
}

// countedPromise is how a fixed activity began, by turns.
type countedPromise struct {
	at          time.Time
	come, began int
	end         int  // of the visit; -1 while it lasts
	waited      bool // it began at its time, if it was not late
}

// countedTaking is something that was taken in between.
type countedTaking struct {
	from, to   int // phases
	begin, end int // turns; end is -1 while it is under way
	back       bool
}

// reading is what stands, being read in order.
type reading struct {
	c        *recount
	m        standingAt
	now      time.Time
	turns    []countedTurn
	pauses   []*countedPause
	out      []run.Gap
	fixed    map[int]time.Time // of activities, where it is not the plan's
	promises map[int]countedPromise
	takings  []*countedTaking
	open     []*countedTaking
	lost     time.Duration // what was begun anew
}

func (c *recount) activity(phase int) int {
	return slices.IndexFunc(c.plan.Activities, func(a session.Activity) bool { return strings.HasPrefix(c.names[phase], a.ID+"/") })
}

// firstOf is an activity's first phase.
func (c *recount) firstOf(activity int) int {
	return slices.Index(c.names, c.plan.Activities[activity].ID+"/1")
}

// fixedAt is when an activity must begin; zero where it need not.
func (r *reading) fixedAt(activity int) time.Time {
	if at, ok := r.fixed[activity]; ok {
		return at
	}
	return r.plannedAt(activity)
}

func (r *reading) plannedAt(activity int) time.Time {
	minutes := r.c.plan.Activities[activity].FixedAt
	if minutes == nil {
		return time.Time{}
	}
	start := r.m.start
	if start.IsZero() {
		start = r.now
		if len(r.turns) > 0 {
			start = r.turns[0].at
		}
	}
	return r.c.fixedTime(int(*minutes), start.Add(r.lost))
}

// fixedTime is a fixed time, in minutes since midnight, for a scheduled start:
// not more than six hours before it.
func (c *recount) fixedTime(minutes int, start time.Time) time.Time {
	if c.booking.Rehearsal {
		if c.plan.Start == nil || c.booking.Part != nil {
			return time.Time{}
		}
		at := start.Add(time.Duration(minutes-int(*c.plan.Start)) * time.Minute)
		for at.Sub(start) >= 18*time.Hour {
			at = at.Add(-24 * time.Hour)
		}
		for at.Sub(start) < -6*time.Hour {
			at = at.Add(24 * time.Hour)
		}
		return at
	}
	there := start.In(c.booking.Zone)
	for day := -1; ; day++ {
		at := time.Date(there.Year(), there.Month(), there.Day()+day, minutes/60, minutes%60, 0, 0, c.booking.Zone)
		if !at.Before(start.Add(-6 * time.Hour)) {
			return at
		}
	}
}

// settle gives the visit under way the fixed time that stands.
func (r *reading) settle() {
	last := r.turns[len(r.turns)-1]
	if last.phase == run.NoPhase {
		return
	}
	last.visit.waits = time.Time{}
	if a := r.c.activity(last.phase); r.c.firstOf(a) == last.phase && !r.c.booking.NoWaiting {
		last.visit.waits = r.fixedAt(a)
	}
}

// enter is a turn that ends a visit and begins another.
func (r *reading) enter(given time.Time, phase int, pause *countedPause) {
	n := len(r.turns)
	if n > 0 {
		r.settle()
		left := r.turns[n-1]
		left.visit.to = n
		if waits := left.visit.waits; !waits.IsZero() && !given.Before(waits) {
			left.visit.begun = true
			a := r.c.activity(left.phase)
			r.promises[a] = countedPromise{waits, left.visit.from, left.visit.from, n, true}
			r.fixed[a] = time.Time{}
		}
	}
	r.turns = append(r.turns, countedTurn{at: given, phase: phase, pause: pause, visit: &countedVisit{from: n, to: -1}})
	if phase == run.NoPhase || !r.c.booking.NoWaiting {
		return
	}
	a := r.c.activity(phase)
	if _, again := r.promises[a]; !again && r.c.firstOf(a) == phase && !r.fixedAt(a).IsZero() {
		r.promises[a] = countedPromise{r.fixedAt(a), n, n, n, false}
	}
}

// comeBack is a move that keeps some of what there is to come back to.
func (r *reading) comeBack(kept, to int) {
	for len(r.open) > kept {
		last := r.open[len(r.open)-1]
		r.open = r.open[:len(r.open)-1]
		last.end, last.back = len(r.turns), len(r.open) == kept && last.from == to
	}
}

func (r *reading) read(i int) {
	var now countedTurn
	n := len(r.turns)
	if n > 0 {
		now = r.turns[n-1]
	}
	add := func(at time.Time, pause *countedPause) {
		r.turns = append(r.turns, countedTurn{at: at, phase: now.phase, pause: pause, visit: now.visit})
	}
	before := r.m
	before.standing = r.m.standing[:i]
	switch e := r.m.standing[i].(type) {
	case run.Started:
		status, _, _ := r.c.status(before)
		r.enter(e.At, slices.Index(status, "pending"), nil)
	case run.Moved:
		r.comeBack(e.Kept, e.To)
		r.enter(e.At, e.To, now.pause)
	case run.Taken:
		a, fixed := r.c.activity(e.To), time.Time{}
		if r.c.firstOf(a) == e.To {
			fixed = r.fixedAt(a)
		}
		taking := &countedTaking{from: now.phase, to: e.To, begin: n, end: -1}
		r.takings, r.open = append(r.takings, taking), append(r.open, taking)
		r.enter(e.At, e.To, nil)
		r.fixed[a] = time.Time{}
		if !fixed.IsZero() {
			r.promises[a] = countedPromise{fixed, n, n, n, false}
		}
	case run.BegunEarly:
		a := r.c.activity(now.phase)
		fixed := r.fixedAt(a)
		r.enter(e.At, now.phase, nil)
		r.fixed[a] = time.Time{}
		r.promises[a] = countedPromise{fixed, now.visit.from, n, n, false}
	case run.Fixed:
		r.fixed[e.Activity] = e.To
	case run.HardEndMoved:
		for _, f := range e.Fixed {
			r.fixed[f.Activity] = f.To
		}
	case run.Stopped:
		p := &countedPause{kind: e.Kind, phase: now.phase}
		r.pauses = append(r.pauses, p)
		add(e.At, p)
	case run.PauseNamed:
		now.pause.kind = e.Kind
	case run.Resumed:
		add(e.At, nil)
	case run.Credited:
		add(e.At.Add(e.Waited), nil)
		r.comeBack(e.Kept, e.To)
		r.enter(e.At.Add(e.Waited+e.By), e.To, now.pause)
	case run.Lapped:
		p := &countedPause{kind: run.LapKind, phase: now.phase, begin: e.At, end: e.At}
		r.pauses = append(r.pauses, p)
		spent, _, _ := r.c.spentAt(before, e.At)
		r.lost += spent[now.phase]
		for i := range r.turns {
			if r.turns[i].phase == now.phase && r.turns[i].pause == nil && r.turns[i].lapped == nil {
				r.turns[i].lapped = p
			}
		}
		r.enter(e.At, now.phase, now.pause)
	case run.Backdated:
		r.turns[n-1].at = now.at.Add(-e.By)
	case run.GapExcluded:
		r.out = append(r.out, r.m.gaps[e.Gap])
	}
}

// readAll reads the commands that stand.
func (c *recount) readAll(m standingAt, now time.Time) *reading {
	r := &reading{c: c, m: m, now: now, fixed: map[int]time.Time{}, promises: map[int]countedPromise{}}
	for i := range m.standing {
		r.read(i)
	}
	if n := len(r.turns); n > 0 {
		r.settle()
		if last := r.turns[n-1]; last.phase != run.NoPhase && !last.visit.waits.IsZero() && !now.Before(last.visit.waits) {
			r.promises[c.activity(last.phase)] = countedPromise{last.visit.waits, last.visit.from, last.visit.from, -1, true}
		}
	}
	return r
}

// turns are those of the commands that stand.
func (c *recount) turns(m standingAt) (all []countedTurn, pauses []*countedPause, out []run.Gap) {
	r := c.readAll(m, time.Time{})
	return r.turns, r.pauses, r.out
}

// end is when the time from a turn on ends.
func (r *reading) end(turn int) time.Time {
	if turn+1 < len(r.turns) {
		return r.turns[turn+1].at
	}
	return r.now
}

// lasted is what of a stretch was part of the session.
func (r *reading) lasted(from, to time.Time) (length, out time.Duration) {
	for _, g := range r.out {
		out += both(g, from, to)
	}
	return to.Sub(from) - out, out
}

// spentAt is what every phase spent and every kind of pause lasted.
func (c *recount) spentAt(m standingAt, now time.Time) (spent map[int]time.Duration, paused map[run.PauseKind]time.Duration, pauses []*countedPause) {
	r := c.readAll(m, now)
	spent, paused = map[int]time.Duration{}, map[run.PauseKind]time.Duration{}
	waited := r.waited()
	for i, t := range r.turns {
		if t.phase == run.NoPhase {
			break
		}
		end := r.end(i)
		length, out := r.lasted(t.at, end)
		paused[run.GapKind] += out
		length -= waited[i]
		paused[run.WaitKind] += waited[i]
		switch {
		case t.lapped != nil:
			if t.lapped.lasted == 0 || t.at.Before(t.lapped.begin) {
				t.lapped.begin = t.at
			}
			t.lapped.lasted += length
			paused[run.LapKind] += length
		case t.pause != nil:
			if t.pause.begin.IsZero() {
				t.pause.begin = t.at
			}
			t.pause.end = end
			t.pause.open = i == len(r.turns)-1
			t.pause.lasted += length
			paused[t.pause.kind] += length
		default:
			spent[t.phase] += length
		}
	}
	maps.DeleteFunc(paused, func(_ run.PauseKind, d time.Duration) bool { return d == 0 })
	slices.SortStableFunc(r.pauses, func(a, b *countedPause) int { return a.begin.Compare(b.begin) })
	return spent, paused, r.pauses
}

// waited is what was waited from each turn on.
func (r *reading) waited() []time.Duration {
	all := make([]time.Duration, len(r.turns))
	for i, t := range r.turns {
		if t.phase == run.NoPhase || t.pause != nil || !t.visit.waits.After(t.at) {
			continue
		}
		until := r.end(i)
		if t.visit.waits.Before(until) {
			until = t.visit.waits
		}
		all[i], _ = r.lasted(t.at, until)
	}
	return all
}

// began is when a phase first had nothing to wait for any more; zero where it
// never had.
func (r *reading) began(of func(phase int) bool) (first time.Time) {
	for i, t := range r.turns {
		if t.phase == run.NoPhase || !of(t.phase) || t.visit.from != i {
			continue
		}
		end := r.now
		if t.visit.to >= 0 {
			end = r.turns[t.visit.to].at
		}
		at := t.at
		if waits := t.visit.waits; waits.After(at) {
			if t.visit.to < 0 && r.now.Before(waits) || t.visit.to >= 0 && !t.visit.begun {
				continue
			}
			if at = waits; end.Before(at) {
				at = end
			}
		}
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	return first
}

// way are the pending phases as next comes to them, again and again.
func (c *recount) way(r *reading, status []string) (all []int) {
	pending := func(i int) bool { return status[i] == "pending" && !slices.Contains(all, i) }
	here := slices.Index(status, "current")
	taken := slices.Clone(r.open)
	for {
		next := run.NoPhase
		look := func(from int, in func(int) bool) {
			for i := max(0, from); i < len(status) && next == run.NoPhase; i++ {
				if pending(i) && in(i) {
					next = i
				}
			}
		}
		anywhere := func(int) bool { return true }
		if here >= 0 {
			look(here+1, func(i int) bool { return c.activity(i) == c.activity(here) })
		}
		for k := len(taken) - 1; k >= 0 && next == run.NoPhase; k-- {
			if pending(taken[k].from) {
				next, taken = taken[k].from, taken[:k]
			}
		}
		look(here+1, anywhere)
		look(0, anywhere)
		if next == run.NoPhase {
			return all
		}
		all, here = append(all, next), next
	}
}

// come is a fixed activity that is come to, or would be.
type come struct{ at, arrival time.Time }

// walk is when what is still to come ends, with each activity at its fixed time.
func (c *recount) walk(t time.Time, way []int, need func(int) time.Duration, fixed func(activity int) time.Time) (end time.Time, promises map[int]come) {
	promises = map[int]come{}
	for _, i := range way {
		a := c.activity(i)
		if at := fixed(a); c.firstOf(a) == i && !at.IsZero() {
			promises[a] = come{at, t}
			if t.Before(at) {
				t = at
			}
		}
		t = t.Add(need(i))
	}
	return t, promises
}

// planOrder are the phases that the plan counts on.
func (c *recount) planOrder() (all []int) {
	for i := range c.phases {
		if !c.outside[i] && !c.spare[i] {
			all = append(all, i)
		}
	}
	return all
}

// refixed is another fixed time as an effect.
func (c *recount) refixed(before, after standingAt, at time.Time, activity int) []effect {
	e := effect{figure: "fixed_at", of: c.names[c.firstOf(activity)]}
	if from := c.readAll(before, at).fixedAt(activity); !from.IsZero() {
		e.from = utc(from)
	}
	if to := c.readAll(after, at).fixedAt(activity); !to.IsZero() {
		e.to = utc(to)
	}
	return []effect{e}
}
