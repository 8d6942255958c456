package run

import (
	"cmp"
	"slices"
	"time"
)

const noPause = -1

// turn is a point at which it changed whose time runs.
type turn struct {
	at     time.Time // when it was given, or where backdate put it
	phase  int       // whose time runs from here on; NoPhase after the end
	pause  int       // the pause it is in, or noPause
	lapped bool      // the phase was begun anew since: its time from here on is of kind LapKind
	fixed  bool      // it cannot be backdated: what was credited or lapped hangs on it
}

// pause is one standstill, which may reach over several turns.
type pause struct {
	kind  PauseKind
	spent time.Duration // over all stretches but the one under way
}

// gap is a recorded gap and whether it was taken out.
type gap struct {
	Gap
	out bool
}

// timeline is the order of turns and gaps. Each turn but the last ends a
// stretch whose time has been charged (to a phase or to a pause); the stretch
// after the last turn is open and is measured when somebody asks. So a turn
// costs the same however long the session is, and so does taking it back.
type timeline struct {
	turns  []turn
	pauses []pause
	byKind map[PauseKind]time.Duration // over all closed stretches, gaps among them
	gaps   []gap                       // in the order recorded, which is that of time
	out    []Gap                       // those taken out, in the order of time
}

func (l *timeline) last() (turn, bool) {
	if len(l.turns) == 0 {
		return turn{}, false
	}
	return l.turns[len(l.turns)-1], true
}

// excluded is how much of the time from a to b lies in gaps taken out.
func (l *timeline) excluded(a, b time.Time) (sum time.Duration) {
	for i := len(l.out) - 1; i >= 0 && l.out[i].End.After(a); i-- {
		sum += overlap(l.out[i], a, b)
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

// charge adds a stretch after t, sign 1, or takes it off again, sign -1.
func (s *State) charge(t turn, until time.Time, sign time.Duration) {
	out := s.line.excluded(t.at, until)
	s.chargeTo(t, sign*(until.Sub(t.at)-out), sign*out)
}

// chargeTo adds running or paused time, and time taken out, to their owners.
func (s *State) chargeTo(t turn, in, out time.Duration) {
	l := &s.line
	if l.byKind == nil {
		l.byKind = map[PauseKind]time.Duration{}
	}
	l.byKind[GapKind] += out
	switch {
	case t.lapped:
		l.byKind[LapKind] += in
		return
	case t.pause == noPause:
		s.phases[t.phase].spent += in
		return
	}
	l.pauses[t.pause].spent += in
	l.byKind[l.pauses[t.pause].kind] += in
}

// take adds a turn and charges the stretch it ends.
func (s *State) take(t turn) {
	if before, ok := s.line.last(); ok {
		s.charge(before, t.at, 1)
	}
	s.line.turns = append(s.line.turns, t)
}

// untake removes the newest turn and opens the stretch before it again.
func (s *State) untake() {
	gone, _ := s.line.last()
	s.line.turns = s.line.turns[:len(s.line.turns)-1]
	if before, ok := s.line.last(); ok {
		s.charge(before, gone.at, -1)
	}
}

// shift moves the newest turn by d, earlier if d is negative.
func (s *State) shift(d time.Duration) {
	t, _ := s.line.last()
	s.untake()
	t.at = t.at.Add(d)
	s.take(t)
}

// rename gives the newest pause another kind.
func (s *State) rename(kind PauseKind) (was PauseKind) {
	p := &s.line.pauses[len(s.line.pauses)-1]
	was = p.kind
	s.line.byKind[was] -= p.spent
	s.line.byKind[kind] += p.spent
	p.kind = kind
	return was
}

// exclude takes a gap out of the stretches already charged, or puts it back.
func (s *State) exclude(index int, out bool) {
	l := &s.line
	g := &l.gaps[index]
	g.out = out
	at, _ := slices.BinarySearchFunc(l.out, g.Gap, func(a, b Gap) int { return cmp.Compare(a.Begin.Sub(b.Begin), 0) })
	sign := time.Duration(1)
	if out {
		l.out = slices.Insert(l.out, at, g.Gap)
	} else {
		l.out = slices.Delete(l.out, at, at+1)
		sign = -1
	}
	for i := len(l.turns) - 2; i >= 0 && l.turns[i+1].at.After(g.Begin); i-- {
		part := sign * overlap(g.Gap, l.turns[i].at, l.turns[i+1].at)
		s.chargeTo(l.turns[i], -part, part)
	}
}

// excludable is the index of the newest gap that can be taken out at now: one
// that lies, in whole or part, between start and end; -1 where there is none.
func (s *State) excludable(now time.Time) int {
	l := &s.line
	if len(l.turns) == 0 {
		return -1
	}
	begin, end := l.turns[0].at, now
	if s.Stage() == Finished {
		end = l.turns[len(l.turns)-1].at
	}
	for i := len(l.gaps) - 1; i >= 0 && l.gaps[i].End.After(begin); i-- {
		if !l.gaps[i].out && overlap(l.gaps[i].Gap, begin, end) > 0 {
			return i
		}
	}
	return -1
}
