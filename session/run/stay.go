package run

import (
	"slices"
	"sort"
	"time"
)

// Stay is a visit to a phase, from the turn that entered it to the one that
// left it, pauses and what was waited included.
type Stay struct {
	Window
	Phase int
	Fixed time.Time // the fixed time of the activity that it begins, as that stood when it was left; zero: none
	Begun time.Time // when it had no more to wait; zero: it was left before

	turn *turn // that entered it
}

// Stays are all visits up to now, in order.
func (s *State) Stays(now time.Time) []Stay {
	var all []Stay
	for _, t := range s.line.turns() {
		if n := len(all); t.visit && n > 0 {
			all[n-1].leave(t.at, t.waited, t.begun)
		}
		if t.visit && t.phase != NoPhase {
			all = append(all, Stay{Window: Window{Begin: t.at}, Phase: t.phase, turn: t})
		}
	}
	if s.Current() != NoPhase {
		fixed := s.waits()
		all[len(all)-1].leave(now, fixed, !now.Before(fixed))
	}
	return all
}

func (v *Stay) leave(at, fixed time.Time, begun bool) {
	v.End, v.Fixed = at, fixed
	switch {
	case begun && fixed.After(at):
		v.Begun = at // it was backdated since
	case begun && fixed.After(v.Begin):
		v.Begun = fixed
	case begun || fixed.IsZero():
		v.Begun = v.Begin
	}
}

// Beginning is how a fixed activity began. Slack is what there was to spare when
// the session came to it.
type Beginning struct {
	Promise
	Began time.Time // after At where it was late, before it with begin or take
}

// Beginnings are those of the fixed activities begun up to now, in that order.
func (s *State) Beginnings(now time.Time) []Beginning {
	var all []Beginning
	begin := func(phase int, fixed, arrival, began time.Time) {
		activity := s.phases[phase].Activity
		// It may have been fixed anew, and has begun only now.
		all = slices.DeleteFunc(all, func(b Beginning) bool { return b.Activity == activity })
		all = append(all, Beginning{Promise{activity, fixed, arrival}, began})
	}
	seen := map[int]bool{}
	stays := s.Stays(now)
	for i, v := range stays {
		if s.booking.NoWaiting {
			if fixed := s.startsAt(v.Phase, now); !fixed.IsZero() && !seen[v.Phase] {
				begin(v.Phase, fixed, v.Begin, v.Begin)
			}
			seen[v.Phase] = true
			continue
		}
		if early := v.turn.early; !early.IsZero() {
			arrival := v.Begin
			if i > 0 && stays[i-1].Phase == v.Phase {
				arrival = stays[i-1].Begin
			}
			begin(v.Phase, early, arrival, v.Begin)
		}
		if !v.Fixed.IsZero() && !v.Begun.IsZero() {
			begin(v.Phase, v.Fixed, v.Begin, v.Begun)
		}
	}
	return all
}

// Aside is what was taken in between.
type Aside struct {
	Window       // from when it was taken until the session came back to From, or until that was given up; up to now if it was neither
	From, To int // the phase it was taken out of, and the one entered
	Back     bool
	Open     bool          // it is under way
	Lasted   time.Duration // gaps taken out are no part of it
}

// Asides are all that was taken in between up to now, in order.
func (s *State) Asides(now time.Time) []Aside {
	var all []Aside
	var open []int // of those under way, where they are in all
	for _, t := range s.line.turns() {
		for n := len(open); n > t.taken; n-- {
			a := &all[open[n-1]]
			a.End, a.Back, a.Open = t.at, n-1 == t.taken && t.phase == a.From, false
			open = open[:n-1]
		}
		if t.taken > len(open) {
			open = append(open, len(all))
			all = append(all, Aside{Window: Window{Begin: t.at}, From: t.before.phase, To: t.phase, Open: true})
		}
	}
	for i := range all {
		a := &all[i]
		if a.Open {
			a.End = now
		}
		a.Lasted = s.line.length(a.Begin, a.End)
	}
	return all
}

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

// Standstill is a pause, or with LapKind what was given up as a phase was begun anew.
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
