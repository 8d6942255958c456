package run

import "time"

// standing is a command that can be taken back, with what it takes to do so.
type standing struct {
	word    Word
	phases  []saved       // phases as they were before it
	turns   int           // how many turns it took
	pause   bool          // it began a pause
	was     PauseKind     // it renamed the pause under way, which had this kind
	shifted time.Duration // it moved the newest turn earlier by this
	gap     int           // it took out this gap, or -1
	hardEnd bool          // it changed the hard end, which was:
	until   time.Time
	added   time.Duration
	jumped  time.Duration // it put the clock forward by this
	gaps    int           // how many gaps were recorded before it
	lapped  []int         // turns whose time it gave up
	putBack func()        // what else takes it back; nil: nothing
}

// saved is a phase's part of the state that commands change.
type saved struct {
	phase  int
	status Status
	budget time.Duration
	credit time.Duration
}

// Apply folds an event into the state. It is the only way a state changes.
// The event must be one that Decide gave for this very state, or a recorded
// fact.
func (s *State) Apply(e Event) {
	if s.applyCapture(e) {
		return
	}
	cmd := standing{gap: -1}
	for _, work := range []func(*State, Event) (Word, func(), bool){
		(*State).applyPeople, (*State).applyQuiz, (*State).applyRound, (*State).applyForm,
	} {
		if word, putBack, ok := work(s, e); ok {
			cmd.word, cmd.putBack = word, putBack
			s.standing = append(s.standing, cmd)
			return
		}
	}
	switch e := e.(type) {
	case GapRecorded:
		s.line.gaps = append(s.line.gaps, gap{Gap: e.Gap})
		return
	case WallStepped:
		return
	case Placed:
		s.phases[e.Phase].Place = e.Note
		return
	case Booked:
		s.booking.Start = e.Start
		return
	case Undone:
		s.undo()
		return

	case Started:
		cmd.word, cmd.turns = CmdStart, 1
		cmd.set(s, s.First(), Current)
		s.take(turn{at: e.At, phase: s.First(), pause: noPause})
	case Moved:
		cmd.word, cmd.turns = e.By, 1
		from, _ := s.line.last()
		cmd.set(s, from.phase, e.Left)
		for _, p := range e.Skipped {
			cmd.set(s, p, Skipped)
		}
		s.enter(&cmd, turn{at: e.At, phase: e.To, pause: from.pause})
	case Stopped:
		cmd.word, cmd.turns, cmd.pause = CmdPause, 1, true
		s.line.pauses = append(s.line.pauses, pause{kind: e.Kind})
		s.take(turn{at: e.At, phase: s.Current(), pause: len(s.line.pauses) - 1})
	case PauseNamed:
		cmd.word = CmdPause
		cmd.was = s.rename(e.Kind)
	case Resumed:
		cmd.word, cmd.turns = CmdResume, 1
		s.take(turn{at: e.At, phase: s.Current(), pause: noPause})
	case Budgeted:
		cmd.word = e.By
		for _, b := range e.Set {
			cmd.save(s, b.Phase)
			s.phases[b.Phase].Budget = b.Time
		}
	case Dropped:
		cmd.word = CmdRecover
		for _, p := range e.Phases {
			cmd.set(s, p, Skipped)
		}
	case HardEndSet:
		cmd.word = CmdUntil
		cmd.hardEnd, cmd.until, cmd.added = true, s.until, s.added
		s.until, s.added = e.Until, 0
	case HardEndMoved:
		cmd.word = CmdRecover
		cmd.hardEnd, cmd.until, cmd.added = true, s.until, s.added
		s.added += e.By
	case Backdated:
		cmd.word, cmd.shifted = CmdBackdate, e.By
		s.shift(-e.By)
	case GapExcluded:
		cmd.word, cmd.gap = CmdExcludeGap, e.Gap
		s.exclude(e.Gap, true)
	case Credited:
		cmd.word, cmd.turns = CmdCredit, 2
		s.credit(&cmd, e)
	case Lapped:
		cmd.word, cmd.turns = CmdLap, 1
		s.lap(&cmd, e)
	}
	s.standing = append(s.standing, cmd)
}

// enter takes the turn that enters a phase, or ends the delivery.
func (s *State) enter(cmd *standing, to turn) {
	if to.phase == NoPhase {
		to.pause = noPause
	} else {
		cmd.set(s, to.phase, Current)
	}
	s.take(to)
}

// save keeps a phase as it is, to be put back by undo.
func (c *standing) save(s *State, phase int) {
	p := &s.phases[phase]
	c.phases = append(c.phases, saved{phase, p.Status, p.Budget, p.Credited})
}

// set saves a phase and gives it a status.
func (c *standing) set(s *State, phase int, status Status) {
	c.save(s, phase)
	s.phases[phase].Status = status
}

// Undo takes back the newest command that stands.
type Undo struct{}

// Word is the command's name.
func (Undo) Word() Word { return CmdUndo }

func (Undo) decide(s *State, _ time.Time) (Event, error) {
	if _, ok := s.Undoable(); !ok {
		return nil, refuse("there is nothing to undo")
	}
	return Undone{}, nil
}

// undo takes back the newest standing command: the state becomes what it would
// be without it. Time that passed meanwhile stays passed, for it is measured
// from the turns that are left.
func (s *State) undo() {
	cmd := s.standing[len(s.standing)-1]
	s.standing = s.standing[:len(s.standing)-1]
	if cmd.putBack != nil {
		cmd.putBack()
	}
	if cmd.gap >= 0 {
		s.exclude(cmd.gap, false)
	}
	if cmd.shifted != 0 {
		s.shift(cmd.shifted)
	}
	s.unlap(cmd.lapped)
	for range cmd.turns {
		s.untake()
	}
	s.jumpBack(cmd)
	if cmd.pause {
		s.line.pauses = s.line.pauses[:len(s.line.pauses)-1]
	}
	if cmd.was != "" {
		s.rename(cmd.was)
	}
	if cmd.hardEnd {
		s.until, s.added = cmd.until, cmd.added
	}
	// Newest first: a phase may have been saved twice by one command.
	for i := len(cmd.phases) - 1; i >= 0; i-- {
		was := cmd.phases[i]
		p := &s.phases[was.phase]
		p.Status, p.Budget, p.Credited = was.status, was.budget, was.credit
	}
}

// Standing is how many commands stand, each of which undo would take back.
func (s *State) Standing() int { return len(s.standing) }

// Undoable is the command that undo would take back; false where none stands.
func (s *State) Undoable() (Word, bool) {
	if len(s.standing) == 0 {
		return "", false
	}
	return s.standing[len(s.standing)-1].word, true
}
