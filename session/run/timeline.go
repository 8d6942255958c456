package run

import (
	"maps"
	"slices"
	"time"
)

// turn is a point at which it changed whose time runs. Once taken it never
// changes, so that states can share it: what moves or renames one puts others
// in its place.
type turn struct {
	at       time.Time // when it was given, or where backdate put it
	phase    int       // whose time runs from here on; NoPhase after the end
	pause    int       // the pause it is in, counted from 1; 0: none
	kind     PauseKind // of that pause
	credited bool      // the time after it was taken as done
	lap      bool      // with it its phase was begun anew
	fixed    bool      // it cannot be backdated: what was credited or lapped hangs on it

	number int   // from 1
	before *turn // nil: it is the first
}

// timeline is the order of turns. Each turn but the newest ends a stretch whose
// time has been charged (to a phase or to a pause); the stretch after the
// newest is open and is measured when somebody asks. So a turn costs the same
// however long the session is.
type timeline struct {
	newest *turn     // nil before the start
	began  time.Time // when the first turn was
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

// turns are all of them, in order.
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

// take adds a turn and charges the stretch it ends.
func (s *State) take(t turn) {
	l := &s.line
	t.number, t.before = 1, l.newest
	if t.before == nil {
		l.began = t.at
	} else {
		t.number += t.before.number
		s.charge(t.before, t.at, 1)
	}
	l.newest = &t
}

// shift moves the newest turn by d, earlier if d is negative.
func (s *State) shift(d time.Duration) {
	l := &s.line
	moved := *l.newest
	if moved.before != nil {
		s.charge(moved.before, moved.at, -1)
	}
	moved.at = moved.at.Add(d)
	l.newest = moved.before
	s.take(moved)
}

// charge adds a stretch after t, sign 1, or takes it off again, sign -1.
func (s *State) charge(t *turn, until time.Time, sign time.Duration) {
	out := s.line.excluded(t.at, until)
	s.chargeTo(t, sign*(until.Sub(t.at)-out), sign*out)
}

// chargeTo adds running or paused time, and time taken out, to their owners.
func (s *State) chargeTo(t *turn, in, out time.Duration) {
	l := &s.line
	l.byKind[GapKind] += out
	switch {
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

// lapped is whether the running time after a turn was given up when its phase
// was begun anew.
func (s *State) lapped(t *turn) bool { return t.pause == 0 && t.number < s.phases[t.phase].lap }

// rename gives the newest pause, which is under way, another kind: to all its
// turns.
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
	for t := l.newest; t.before != nil && t.at.After(g.Begin); t = t.before {
		part := overlap(g.Gap, t.before.at, t.at)
		s.chargeTo(t.before, -part, part)
	}
}

// isOut is whether a gap was taken out, and where in the order it is or would
// be.
func (l *timeline) isOut(gap int) (at int, out bool) {
	return slices.BinarySearchFunc(l.out, gap, func(g excluded, gap int) int { return g.index - gap })
}

// Visits are the stretches in which each phase was current, pauses included,
// up to now.
func (s *State) Visits(now time.Time) [][]Window {
	visits := make([][]Window, len(s.phases))
	turns := s.line.turns()
	for i, t := range turns {
		if t.phase == NoPhase {
			continue
		}
		end := now
		if i+1 < len(turns) {
			end = turns[i+1].at
		}
		of := &visits[t.phase]
		if n := len(*of); n > 0 && (*of)[n-1].End.Equal(t.at) {
			(*of)[n-1].End = end
			continue
		}
		*of = append(*of, Window{t.at, end})
	}
	return visits
}

// Window is a stretch of time.
type Window struct{ Begin, End time.Time }

// Spent is the running time of a phase up to now, over every visit.
func (s *State) Spent(phase int, now time.Time) time.Duration {
	spent := s.phases[phase].spent
	if t, ok := s.line.last(); ok && t.phase == phase && t.pause == 0 {
		spent += s.line.length(t.at, now)
	}
	return spent
}

// StartedAt is when the delivery began, as backdated; false before it did.
func (s *State) StartedAt() (time.Time, bool) { return s.line.began, s.line.newest != nil }

// EndedAt is when the delivery ended, as backdated; false before it did.
func (s *State) EndedAt() (time.Time, bool) {
	t, ok := s.line.last()
	return t.at, ok && t.phase == NoPhase
}
