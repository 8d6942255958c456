package run

import (
	"time"

	"facilitate/timer"
)

// Credit takes the current phase of a rehearsal as done in exactly the time it
// still needs.
type Credit struct{}

// Word is the command's name.
func (Credit) Word() Word { return CmdCredit }

func (Credit) decide(s *State, now time.Time) (Event, error) {
	return Credited{At: now, By: s.need(s.Current(), now), To: s.Next()}, nil
}

// credit folds in what was credited. The phase's time runs from the turn
// before the jump to the one after it, paused or not, and neither turn can be
// backdated: the time between them is exactly what was credited.
func (s *State) credit(cmd *standing, e Credited) {
	from, _ := s.line.last()
	cmd.set(s, from.phase, Done)
	s.phases[from.phase].Credited += e.By
	s.take(turn{at: e.At, phase: from.phase, pause: noPause, fixed: true})
	s.enter(cmd, turn{at: e.At.Add(e.By), phase: e.To, pause: from.pause, fixed: true})
	s.jumped += e.By
	cmd.jumped, cmd.gaps = e.By, len(s.line.gaps)
}

// jumpBack puts the clock back where a credit is taken back, and with it the
// gaps recorded since: they are instants on that clock.
func (s *State) jumpBack(cmd standing) {
	s.jumped -= cmd.jumped
	if cmd.jumped == 0 {
		return
	}
	for i := cmd.gaps; i < len(s.line.gaps); i++ {
		g := &s.line.gaps[i]
		g.Begin, g.End = g.Begin.Add(-cmd.jumped), g.End.Add(-cmd.jumped)
	}
}

// Lap begins the current phase of a rehearsal anew.
type Lap struct{}

// Word is the command's name.
func (Lap) Word() Word { return CmdLap }

func (Lap) decide(s *State, now time.Time) (Event, error) {
	if s.Spent(s.Current(), now) <= 0 {
		return nil, refuse("this phase has only just begun")
	}
	return Lapped{now}, nil
}

// lap folds in that a phase was begun anew: what it has spent becomes time of
// kind LapKind, and the session counts as begun that much later.
func (s *State) lap(cmd *standing, e Lapped) {
	before, _ := s.line.last()
	here := before.phase
	cmd.save(s, here)
	s.take(turn{at: e.At, phase: here, pause: before.pause, fixed: true})
	l := &s.line
	for i := len(l.turns) - 2; i >= 0; i-- {
		t := &l.turns[i]
		if t.phase != here || t.pause != noPause {
			continue
		}
		if t.lapped {
			break // and so is all before it
		}
		s.charge(*t, l.turns[i+1].at, -1)
		t.lapped = true
		s.charge(*t, l.turns[i+1].at, 1)
		cmd.lapped = append(cmd.lapped, i)
	}
	s.phases[here].Credited = 0
}

// unlap gives turns their phase's time back.
func (s *State) unlap(turns []int) {
	l := &s.line
	for _, i := range turns {
		t := &l.turns[i]
		s.charge(*t, l.turns[i+1].at, -1)
		t.lapped = false
		s.charge(*t, l.turns[i+1].at, 1)
	}
}

// lapped is the time given up by beginning phases anew.
func (s *State) lapped() time.Duration { return s.line.byKind[LapKind] }

// fixedInRehearsal is a plan's fixed time in a rehearsal, which may be at any
// time of day: it lies as far after the start as it does in the plan. Where
// the plan has no usual start, and where only a part is practised, nothing
// waits for it.
func (s *State) fixedInRehearsal(at timer.TimeOfDay, now time.Time) time.Time {
	if s.plan.Start == nil || s.booking.Part != nil {
		return time.Time{}
	}
	const day = 24 * time.Hour
	after := time.Duration(at-*s.plan.Start) * time.Minute
	return s.ScheduledStart(now).Add((after + day) % day)
}
