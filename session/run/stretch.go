package run

import (
	"slices"
	"sort"
	"time"
)

// Stretch is the time between two turns: a phase's or, in a pause, nobody's.
// Where a phase waited between them it is two: what was waited, and the rest.
type Stretch struct {
	Window
	Phase    int           // that was current
	Pause    int           // the pause it is in, counted from 1; 0: none
	Kind     PauseKind     // of the pause; WaitKind where the phase waited; LapKind where its time was given up; else empty: it ran
	Credited bool          // it was taken as done
	LeftOut  time.Duration // of it, what lies in gaps taken out

	turn *turn // that began it
}

// Lasted is how much of it was part of the session.
func (s *Stretch) Lasted() time.Duration { return s.End.Sub(s.Begin) - s.LeftOut }

// Stretches are all of them up to now, in order; there are none before the
// start and after the end.
func (s *State) Stretches(now time.Time) []Stretch {
	turns := s.line.turns()
	all := make([]Stretch, 0, len(turns))
	end, waits := now, s.waits()
	for _, t := range slices.Backward(turns) {
		if t.phase != NoPhase {
			for _, p := range slices.Backward(t.parts(end, waits)) {
				st := Stretch{Window: p.Window, Phase: t.phase, Pause: t.pause, Kind: t.kind, Credited: t.credited, turn: t}
				switch {
				case p.wait:
					st.Kind = WaitKind
				case s.lapped(t):
					st.Kind = LapKind
				}
				all = append(all, st)
			}
		}
		if end = t.at; t.visit {
			waits = t.waited
		}
	}
	slices.Reverse(all)
	for _, g := range s.line.out {
		within(all, g.Gap, func(st *Stretch, part time.Duration) { st.LeftOut += part })
	}
	return all
}

// within goes through the stretches that have a part in a gap.
func within(all []Stretch, g Gap, see func(st *Stretch, part time.Duration)) {
	first := sort.Search(len(all), func(i int) bool { return all[i].End.After(g.Begin) })
	for i := first; i < len(all) && all[i].Begin.Before(g.End); i++ {
		if part := overlap(g, all[i].Begin, all[i].End); part > 0 {
			see(&all[i], part)
		}
	}
}

// Standstill is a pause, or with LapKind what was given up when a phase was
// begun anew.
type Standstill struct {
	Window
	Kind   PauseKind
	Phase  int           // in which it began
	Lasted time.Duration // gaps taken out are no part of it
	Open   bool          // it is under way
}

// Standstills are all of them up to now, in the order in which they began.
func (s *State) Standstills(now time.Time) []Standstill {
	var all []Standstill
	pauses := map[int]int{}      // of each pause, where it is in all
	tries := map[int][]Stretch{} // of each phase, the running stretches not given up yet
	stretches := s.Stretches(now)
	for i, st := range stretches {
		if st.turn.lap && (i == 0 || stretches[i-1].turn != st.turn) {
			all = append(all, givenUp(&st, tries[st.Phase]))
			delete(tries, st.Phase)
		}
		if st.Pause == 0 {
			if st.Kind != WaitKind {
				tries[st.Phase] = append(tries[st.Phase], st)
			}
			continue
		}
		n, ok := pauses[st.Pause]
		if !ok {
			n = len(all)
			pauses[st.Pause] = n
			all = append(all, Standstill{Window: st.Window, Kind: st.Kind, Phase: st.Phase})
		}
		p := &all[n]
		p.End = st.End
		p.Lasted += st.Lasted()
		p.Open = i == len(stretches)-1 && s.Stage() == Paused
	}
	slices.SortStableFunc(all, func(a, b Standstill) int { return a.Begin.Compare(b.Begin) })
	return all
}

// givenUp is what was given up with the turn that begins a stretch.
func givenUp(at *Stretch, tried []Stretch) Standstill {
	p := Standstill{Window: Window{at.Begin, at.Begin}, Kind: LapKind, Phase: at.Phase}
	for i := range tried {
		p.Lasted += tried[i].Lasted()
		if tried[i].Begin.Before(p.Begin) {
			p.Begin = tried[i].Begin
		}
	}
	return p
}

// Absence is a gap that was recorded, and what became of it.
type Absence struct {
	Gap
	Out     bool          // it was taken out
	Phase   int           // in which it began; NoPhase where it lies outside of the session
	LeftOut time.Duration // of it, what was taken out: what lies between start and end
}

// Absences are the gaps up to now, oldest first.
func (s *State) Absences(now time.Time) []Absence {
	stretches := s.Stretches(now)
	all := make([]Absence, len(s.gaps))
	for i := range all {
		a := &all[i]
		*a = Absence{Gap: s.gap(i), Phase: NoPhase}
		_, a.Out = s.line.isOut(i)
		within(stretches, a.Gap, func(st *Stretch, part time.Duration) {
			if a.Phase == NoPhase {
				a.Phase = st.Phase
			}
			if a.Out {
				a.LeftOut += part
			}
		})
	}
	return all
}
