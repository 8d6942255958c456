package plain

import (
	"slices"
	"time"

	"facilitate/cmd/words"
	"facilitate/session/run"
)

// on takes the next step: in a quiz or a round, to the next note, to the
// announcement of the next phase, into it.
func (l *lines) on() error {
	if l.State.Stage() == run.Ready {
		return l.start()
	}
	if l.State.Current() == run.NoPhase {
		l.left = !l.Typed // Enter for ever is no reason to stay
		l.where()
		return nil
	}
	announced := l.announcedAt
	l.returnToPlace()
	if q := l.quiz(); announced.IsZero() && q != nil && len(q.Answers) > 0 && !q.Over() {
		switch {
		case q.At != run.NotBegun && !q.Answers[q.At].Revealed:
			return l.step(l.statement, run.Reveal{Quiz: q.Plan.ID})
		case q.At+1 < len(q.Answers) || q.HasSummary():
			return l.step(l.statement, run.ShowStatement{Quiz: q.Plan.ID, Statement: q.At + 1})
		}
	}
	if r := l.round(); announced.IsZero() && r != nil {
		note := l.State.Phases()[l.State.Current()].Place
		switch {
		case r.Next() != run.NoGroup:
			return l.step(l.speaks, run.Hear{Note: note})
		case r.Speaking != run.NoGroup:
			if err := l.step(l.speaks, run.HearOut{Note: note}); err != nil {
				return err
			}
		}
	}
	return l.onFrom(announced)
}

const bounce = 500 * time.Millisecond // how soon after its announcement no phase is entered by who types

// onFrom goes on from a note that there is no more of.
func (l *lines) onFrom(announced time.Time) error {
	s, p := l.State, l.State.Current()
	next := s.Next()
	wasJumped := next != run.NoPhase && next < p && !s.ComesBack()
	at, waits := s.Waiting(l.now)
	switch phase := s.Phases()[p]; {
	case phase.Place+1 < len(phase.Plan.Notes):
		return l.setPlace(phase.Place + 1)
	case announced.IsZero() || l.Typed && l.now.Sub(announced) < bounce:
		l.announcedAt = l.now
		if !announced.IsZero() {
			l.announcedAt = announced
			return nil
		}
		goes := " Enter goes there."
		if next == run.NoPhase {
			goes = " Enter ends the session."
		}
		if !wasJumped {
			l.say(l.comesNext() + l.takesAsDone() + goes)
			return nil
		}
		fallthrough
	case wasJumped && !waits:
		l.say("That was the last. Jumped over: " + words.Phase(s, next, ": ") + ". next goes there, finish ends the session.")
		return nil
	case waits:
		l.say("Not begun yet: it begins at " + l.clock(at) + ". begin begins it now, next leaves it.")
		return nil
	case next == run.NoPhase:
		return l.move(l.toLeave(run.Finish{}))
	}
	return l.move(l.toLeave(run.Next{}))
}

// roomWorks is whether the phase is the room's, and taken as done in its time.
func (l *lines) roomWorks() bool {
	p := l.State.Current()
	return l.Talk && p != run.NoPhase && l.State.Rehearsal() && l.State.Phases()[p].Plan.RoomWorks()
}

// toLeave is the command that leaves the phase for what comes after it.
func (l *lines) toLeave(otherwise run.Command) run.Command {
	if l.roomWorks() {
		return run.Credit{}
	}
	return otherwise
}

func (l *lines) takesAsDone() string {
	if left := l.State.Remaining(l.now); l.roomWorks() && left > 0 {
		return " The " + words.Spoken(left) + " left are taken as done."
	}
	return ""
}

func (l *lines) start() error {
	var all []run.Command
	if l.Gather != nil {
		all = append(all, *l.Gather)
	}
	if err := l.give(append(all, run.Start{})...); err != nil {
		return err
	}
	l.Gather = nil
	l.say("Started at " + l.clock(l.now) + "; " + l.verdict().Spoken() + ".")
	l.entered()
	return nil
}

func (l *lines) returnToPlace() { l.looked, l.announcedAt = 0, time.Time{} }

func (l *lines) back() error {
	p := l.State.Current()
	if p == run.NoPhase {
		l.where()
		return nil
	}
	announced := l.announcedAt
	l.returnToPlace()
	at := l.State.Phases()[p].Place
	q := l.quiz()
	switch {
	case !announced.IsZero():
		l.place()
		return nil
	case q != nil && q.At > 0:
		return l.step(l.statement, run.ShowStatement{Quiz: q.Plan.ID, Statement: q.At - 1})
	case at > 0:
		return l.setPlace(at - 1)
	}
	l.say("This is the first note of the phase.")
	return nil
}

func (l *lines) setPlace(note int) error {
	return l.step(l.place, run.Place{Phase: l.State.Name(l.State.Current()), Note: note})
}

// look reads a note of the phase further ahead or back, and leaves the place.
func (l *lines) look(by int) error {
	p := max(l.State.Current(), l.State.First())
	notes, at := l.State.Phases()[p].Plan.Notes, l.State.Phases()[p].Place
	if to := at + l.looked + by; to >= 0 && to < len(notes) {
		l.looked += by
		l.note(p, to)
		return nil
	}
	l.say("There is no further note in this phase.")
	return nil
}

// step has a command carried out, and says then what came of it.
func (l *lines) step(then func(), c run.Command) error {
	if err := l.give(c); err != nil {
		return err
	}
	l.returnToPlace()
	then()
	return nil
}

func (l *lines) move(c run.Command) error { return l.step(l.entered, c) }

// change has a command carried out, and says what it did: a phase that was come
// to by it, else the time and the verdict.
func (l *lines) change(c run.Command) error {
	phase, stage := l.State.Current(), l.State.Stage()
	return l.step(func() {
		switch now := l.State.Current(); {
		case now != phase || stage == run.Ready && l.State.Stage() != run.Ready:
			l.entered()
		case c.Word() == run.CmdPause:
			kind, _, _ := l.State.Pause(l.now)
			if kind == run.Other {
				why := slices.DeleteFunc(slices.Clone(run.PauseKinds), func(k run.PauseKind) bool { return k == run.Other })
				l.say("Paused. pause " + run.Either(why) + " says why; resume goes on.")
			} else {
				l.say("Paused: it " + words.Pause(kind) + ". resume goes on.")
			}
			if kind == run.Incident {
				l.safety()
			}
		case c.Word() == run.CmdResume:
			l.say("Going on. " + l.timeLeft())
		default:
			word := string(c.Word())
			switch way := c.(type) {
			case run.Recover:
				word += " " + string(way.Option)
			case run.Keep:
				word += " " + string(run.RecoverTrim)
			}
			if to, is := c.(run.Allot); is {
				if p, known := l.State.Find(to.Phase); known {
					l.say(words.Phase(l.State, p, ": ") + " has " + words.Spoken(to.Time) + ".")
				}
			} else if did := run.Did(word); did != word {
				l.say(did + ".")
			}
			l.say(l.timeLeft())
		}
	}, c)
}

func (l *lines) undo() error {
	word, ok := l.State.Undoable()
	if err := l.give(run.Undo{}); err != nil || !ok {
		return err
	}
	l.returnToPlace()
	l.say("taken back: " + word.TakenBack() + ".")
	if l.State.Current() == run.NoPhase {
		l.where()
		return nil
	}
	l.entered()
	return nil
}
