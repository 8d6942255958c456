package report

import (
	"slices"
	"sort"
	"time"

	"facilitate/session/run"
)

const noPause = -1

// turn is a point at which it changed whose time runs, as in session/run.
type turn struct {
	at       time.Time
	phase    int
	pause    int  // the pause it is in, or noPause
	credited bool // the time after it was taken as done
	lapped   bool // the phase was begun anew since
}

// stretch is the time between two turns.
type stretch struct {
	begin, end time.Time
	turn
	kind run.PauseKind // of its pause, or Lap; empty while running
	out  time.Duration // of it, what lies in gaps left out
}

// lasted is how much of it was part of the session.
func (s *stretch) lasted() time.Duration { return s.end.Sub(s.begin) - s.out }

// replay makes the stretches of the commands that stand: a delivery is what it
// would be had the others never been given.
func (f *folded) replay() {
	var kinds []run.PauseKind
	var laps []lap
	last := func() *turn { return &f.turns[len(f.turns)-1] }
	for _, g := range f.standing {
		switch e := g.event.(type) {
		case run.Started:
			f.turns = append(f.turns, turn{at: e.At, phase: f.state.First(), pause: noPause})
		case run.Moved:
			f.enter(e.At, e.To, last().pause)
		case run.Stopped:
			kinds = append(kinds, e.Kind)
			f.turns = append(f.turns, turn{at: e.At, phase: last().phase, pause: len(kinds) - 1})
		case run.PauseNamed:
			kinds[len(kinds)-1] = e.Kind
		case run.Resumed:
			f.turns = append(f.turns, turn{at: e.At, phase: last().phase, pause: noPause})
		case run.Credited:
			pause := last().pause
			f.turns = append(f.turns, turn{at: e.At, phase: last().phase, pause: noPause, credited: true})
			f.enter(e.At.Add(e.By), e.To, pause)
		case run.Lapped:
			laps = append(laps, f.lap(e))
		case run.Backdated:
			last().at = last().at.Add(-e.By)
		case run.GapExcluded:
			f.outs[e.Gap] = true
		}
	}
	f.stretch(kinds)
	for _, l := range laps {
		f.lapsed = append(f.lapsed, f.givenUp(l))
	}
}

func (f *folded) enter(at time.Time, phase, pause int) {
	if phase == run.NoPhase {
		pause = noPause
	}
	f.turns = append(f.turns, turn{at: at, phase: phase, pause: pause})
}

// lap is a phase begun anew, with the turns whose time it gave up.
type lap struct {
	at    time.Time
	phase int
	turns []int
}

func (f *folded) lap(e run.Lapped) lap {
	here := f.turns[len(f.turns)-1]
	l := lap{at: e.At, phase: here.phase}
	for i := len(f.turns) - 1; i >= 0; i-- {
		t := &f.turns[i]
		if t.phase != here.phase || t.pause != noPause {
			continue
		}
		if t.lapped {
			break // and so is all before it
		}
		t.lapped = true
		l.turns = append(l.turns, i)
	}
	f.turns = append(f.turns, turn{at: e.At, phase: here.phase, pause: here.pause})
	return l
}

// stretch makes the stretches of the turns, and sees what of each lies in gaps
// that were left out.
func (f *folded) stretch(kinds []run.PauseKind) {
	for i, t := range f.turns {
		if t.phase == run.NoPhase {
			continue
		}
		end := f.until
		if i+1 < len(f.turns) {
			end = f.turns[i+1].at
		}
		s := stretch{begin: t.at, end: end, turn: t}
		switch {
		case t.lapped:
			s.kind = run.LapKind
		case t.pause != noPause:
			s.kind = kinds[t.pause]
		}
		f.stretches = append(f.stretches, s)
	}
	for i, g := range f.state.Gaps() {
		if f.outs[i] {
			f.within(g, func(s *stretch, part time.Duration) { s.out += part })
		}
	}
}

// within goes through the stretches that have a part in a gap.
func (f *folded) within(g run.Gap, see func(s *stretch, part time.Duration)) {
	first := sort.Search(len(f.stretches), func(i int) bool { return f.stretches[i].end.After(g.Begin) })
	for i := first; i < len(f.stretches) && f.stretches[i].begin.Before(g.End); i++ {
		s := &f.stretches[i]
		begin, end := s.begin, s.end
		if begin.Before(g.Begin) {
			begin = g.Begin
		}
		if end.After(g.End) {
			end = g.End
		}
		if part := end.Sub(begin); part > 0 {
			see(s, part)
		}
	}
}

// pauses are the standstills, and what laps gave up, in the order of time.
func (f *folded) pauses() []Pause {
	all := []Pause{}
	at := map[int]int{} // of each pause, where it is in all
	for i := range f.stretches {
		s := &f.stretches[i]
		if s.pause == noPause {
			continue
		}
		n, ok := at[s.pause]
		if !ok {
			n = len(all)
			at[s.pause] = n
			all = append(all, Pause{Kind: s.kind, Phase: f.name(s.phase), Begin: s.begin.UTC()})
		}
		p := &all[n]
		p.End, p.Lasted = s.end.UTC(), p.Lasted+Seconds(s.lasted())
		p.Open = i == len(f.stretches)-1 && f.state.Stage() == run.Paused
	}
	all = append(all, f.lapsed...)
	slices.SortStableFunc(all, func(a, b Pause) int { return a.Begin.Compare(b.Begin) })
	return all
}

// givenUp is a lap as a pause.
func (f *folded) givenUp(l lap) Pause {
	p := Pause{Kind: run.LapKind, Phase: f.name(l.phase), Begin: l.at.UTC(), End: l.at.UTC()}
	for _, i := range l.turns {
		s := &f.stretches[i] // none before it is without a phase: the end is last
		p.Lasted += Seconds(s.lasted())
		if s.begin.Before(p.Begin) {
			p.Begin = s.begin.UTC()
		}
	}
	return p
}

// gaps are those recorded.
func (f *folded) gaps() []Gap {
	all := []Gap{}
	for i, g := range f.state.Gaps() {
		gap := Gap{
			Cause: g.Cause, Begin: g.Begin.UTC(), End: g.End.UTC(), Lasted: Seconds(g.End.Sub(g.Begin)),
			Left: f.outs[i],
		}
		f.within(g, func(s *stretch, part time.Duration) {
			if gap.Phase == "" {
				gap.Phase = f.name(s.phase)
			}
			if gap.Left {
				gap.LeftOut += Seconds(part)
			}
		})
		all = append(all, gap)
	}
	return all
}
