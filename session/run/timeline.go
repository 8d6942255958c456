package run

import (
	"maps"
	"slices"
	"time"
)

// turn is a point at which it changed whose time runs. It never changes, so that states
// can share it: what moves or renames one puts others in its place.
type turn struct {
	at       time.Time // when it was given, or where backdate put it
	phase    int       // whose time runs from here on; NoPhase after the end
	pause    int       // the pause it is in, counted from 1; 0: none
	kind     PauseKind // of that pause
	credited bool      // the time after it was taken as done
	lap      bool      // with it its phase was begun anew
	pinned   bool      // it cannot be backdated: what was credited or lapped hangs on it
	visit    bool      // with it a visit begins, and the one before it ends
	waited   time.Time // the fixed time of the visit that it ends; zero: it had none
	begun    bool      // that visit was left at its fixed time or later
	early    time.Time // the fixed time that no longer holds, since its activity begins with this turn whatever it is
	taken    int       // how many phases there are to come back to from here on

	number int   // from 1
	before *turn // nil: it is the first
}

// timeline is the order of turns. Each but the newest ends a stretch whose time has been
// charged (to a phase or to a pause); that after the newest is open, and measured when
// somebody asks. So a turn costs the same however long the session is.
type timeline struct {
	newest *turn     // nil before the start
	began  time.Time // when the first turn was
	first  int       // the phase it made current
	pauses int       // how many there were
	paused time.Duration
	byKind map[PauseKind]time.Duration // over all closed stretches, gaps among them
	out    []excluded                  // the gaps taken out, in the order recorded, which is that of time
}

// excluded is a gap that was taken out, as it lies on the delivery's clock.
type excluded struct {
	Gap
	index int // among the gaps recorded
}

func (l *timeline) clone() timeline {
	c := *l
	c.byKind = maps.Clone(l.byKind)
	return c
}

// last is the newest turn; false before the start.
func (l *timeline) last() (turn, bool) {
	if l.newest == nil {
		return turn{}, false
	}
	return *l.newest, true
}

func (l *timeline) turns() []*turn {
	var all []*turn
	for t := l.newest; t != nil; t = t.before {
		all = append(all, t)
	}
	slices.Reverse(all)
	return all
}

// excluded is how much of the time from a to b lies in gaps taken out.
func (l *timeline) excluded(a, b time.Time) (sum time.Duration) {
	for i := len(l.out) - 1; i >= 0 && l.out[i].End.After(a); i-- {
		sum += overlap(l.out[i].Gap, a, b)
	}
	return sum
}

// overlap is how much of the time from a to b lies in g.
func overlap(g Gap, a, b time.Time) time.Duration {
	if g.Begin.After(a) {
		a = g.Begin
	}
	if g.End.Before(b) {
		b = g.End
	}
	return max(0, b.Sub(a))
}

// length is the time from a to b that was part of the session.
func (l *timeline) length(a, b time.Time) time.Duration {
	return b.Sub(a) - l.excluded(a, b)
}

// turn adds a turn and charges the stretch it ends. A fixed activity that a
// visit leaves at its time or later has begun, and is fixed no more.
func (s *State) turn(t turn) {
	l := &s.line
	waits := s.waits()
	t.number, t.before, t.taken = 1, l.newest, len(s.taken)
	if t.before == nil {
		l.began, l.first = t.at, t.phase
	} else {
		t.number += t.before.number
		s.charge(t.before, t.at, waits, 1)
	}
	if t.visit && !waits.IsZero() {
		t.waited = waits
		if t.begun = !t.at.Before(waits); t.begun {
			s.fixedAt[s.phases[t.before.phase].Activity] = time.Time{}
		}
	}
	l.newest = &t
}

func (s *State) shift(d time.Duration) {
	l := &s.line
	waits := s.waits()
	moved := *l.newest
	if moved.visit {
		waits = moved.waited
	}
	was := moved.at
	moved.at = was.Add(d)
	if moved.before == nil {
		l.began = moved.at
	} else {
		s.charge(moved.before, was, waits, -1)
		s.charge(moved.before, moved.at, waits, 1)
	}
	l.newest = &moved
}

// charge adds a stretch after t, sign 1, or takes it off again, sign -1. Until
// waits it was waited, if it was not paused.
func (s *State) charge(t *turn, until, waits time.Time, sign time.Duration) {
	for _, p := range t.parts(until, waits) {
		out := s.line.excluded(p.Begin, p.End)
		s.chargeTo(t, p.wait, sign*(p.End.Sub(p.Begin)-out), sign*out)
	}
}

// part is one of the two that a stretch may have: it waits, and then it runs.
type part struct {
	Window
	wait bool
}

// parts are what the stretch from a turn until an instant consists of.
func (t *turn) parts(until, waits time.Time) []part {
	switch {
	case t.pause != 0 || !waits.After(t.at):
		return []part{{Window{t.at, until}, false}}
	case !until.After(waits):
		return []part{{Window{t.at, until}, true}}
	}
	return []part{{Window{t.at, waits}, true}, {Window{waits, until}, false}}
}

// chargeTo adds waiting, running or paused time, and time taken out, to their owners.
func (s *State) chargeTo(t *turn, wait bool, in, out time.Duration) {
	l := &s.line
	l.byKind[GapKind] += out
	switch {
	case wait:
		l.byKind[WaitKind] += in
	case s.lapped(t):
		l.byKind[LapKind] += in
	case t.pause == 0:
		s.phases[t.phase].spent += in
	default:
		l.byKind[t.kind] += in
		if t.pause == l.pauses {
			l.paused += in
		}
	}
}

// chargeVisit charges the closed stretches of the visit under way, or takes them off.
func (s *State) chargeVisit(sign time.Duration) {
	waits := s.waits()
	for t := s.line.newest; t != nil && !t.visit; t = t.before {
		s.charge(t.before, t.at, waits, sign)
	}
}

// lapped is whether the time after a turn was given up as its phase was begun anew.
func (s *State) lapped(t *turn) bool { return t.pause == 0 && t.number < s.phases[t.phase].lap }

// rename gives the newest pause, which is under way, another kind: to all its turns.
func (s *State) rename(kind PauseKind) {
	l := &s.line
	l.byKind[l.newest.kind] -= l.paused
	l.byKind[kind] += l.paused
	l.newest = l.newest.renamed(l.pauses, kind)
}

// renamed is a turn and those before it, as far back as a pause began.
func (t *turn) renamed(pause int, kind PauseKind) *turn {
	var since []*turn // newest first
	for ; t != nil && (t.pause == pause || t.credited); t = t.before {
		since = append(since, t)
	}
	for _, old := range slices.Backward(since) {
		other := *old
		if other.pause == pause {
			other.kind = kind
		}
		other.before = t
		t = &other
	}
	return t
}

// exclude takes a gap out of the stretches already charged.
func (s *State) exclude(g excluded) {
	l := &s.line
	at, _ := l.isOut(g.index)
	l.out = slices.Insert(slices.Clip(l.out), at, g) // other states have the old one
	waits := s.waits()
	for t := l.newest; t.before != nil && t.at.After(g.Begin); t = t.before {
		if t.visit {
			waits = t.waited
		}
		for _, p := range t.before.parts(t.at, waits) {
			out := overlap(g.Gap, p.Begin, p.End)
			s.chargeTo(t.before, p.wait, -out, out)
		}
	}
}

// isOut is whether a gap was taken out, and where in the order it is or would be.
func (l *timeline) isOut(gap int) (at int, out bool) {
	return slices.BinarySearchFunc(l.out, gap, func(g excluded, gap int) int { return g.index - gap })
}

// Visits are the stretches in which each phase was current, pauses included, up to now.
func (s *State) Visits(now time.Time) [][]Window {
	visits := make([][]Window, len(s.phases))
	for _, v := range s.Stays(now) {
		of := &visits[v.Phase]
		if n := len(*of); n > 0 && (*of)[n-1].End.Equal(v.Begin) {
			(*of)[n-1].End = v.End
			continue
		}
		*of = append(*of, v.Window)
	}
	return visits
}

// Window is a stretch of time.
type Window struct{ Begin, End time.Time }

// Spent is the running time of a phase up to now, over every visit.
func (s *State) Spent(phase int, now time.Time) time.Duration {
	spent := s.phases[phase].spent
	if t, ok := s.line.last(); ok && t.phase == phase && t.pause == 0 {
		for _, p := range t.parts(now, s.waits()) {
			if !p.wait {
				spent += s.line.length(p.Begin, p.End)
			}
		}
	}
	return spent
}

// StartedAt is when the delivery began, as backdated; false before it did.
func (s *State) StartedAt() (time.Time, bool) { return s.line.began, s.line.newest != nil }

// LastTurn is when the newest turn was, as backdated; zero before the start.
func (s *State) LastTurn() time.Time {
	t, _ := s.line.last()
	return t.at
}

// EndedAt is when the delivery ended, as backdated; false before it did.
func (s *State) EndedAt() (time.Time, bool) {
	t, ok := s.line.last()
	return t.at, ok && t.phase == NoPhase
}
