package run

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// What is sure to have been in records that are lost, from what comes after them.

// imply applies what must have been in lost records for an event to fit, if
// there is such. It is why the event does not fit all the same.
func (f *folding) imply(e *Entry, why error) error {
	s := f.state
	if needing, ok := e.Event.(needing); ok {
		for thing := s.lost(needing.needs(), f.clock(e.At)); thing != nil && f.mayBeLost(e.Seq); thing = s.lost(needing.needs(), f.clock(e.At)) {
			f.tell("%s is lost", thing)
			f.apply(f.free(e), *thing, e.At, e.Seq)
		}
		return s.Check(e.Event)
	}
	lost, ok := f.lostBefore(e.Seq)
	if !ok {
		return why
	}
	clock := f.clockAfter(lost, e)
	when := f.timeOfDay(clock)
	number := f.free(e)
	switch {
	case errors.Is(why, errTooEarly):
		f.tell("the start is lost: it is taken to have been at %s, when the entry before it was made", when)
		f.apply(number, Started{clock}, lost.After, lost.To)
	case errors.Is(why, errPaused):
		f.tell("the end of a pause is lost: it is taken to have been at %s, when the entry before it was made", when)
		f.apply(number, Resumed{clock}, lost.After, lost.To)
	case errors.Is(why, errTooLate):
		f.takeBack(e, "the end", Ends)
	case errors.Is(why, errStarted):
		f.takeBack(e, "the start", func(e Event) bool { _, is := e.(Started); return is })
	}
	return s.Check(e.Event)
}

// numbered is what people call by its number, from 1: a captured line, or a form.
type numbered struct {
	isForm bool
	number int
}

func (n numbered) String() string {
	if n.isForm {
		return fmt.Sprintf("form %d", n.number)
	}
	return fmt.Sprintf("line %d", n.number)
}

// needing is an event about something numbered, or what makes one. It needs all
// up to a number to be there before it can happen.
type needing interface{ needs() numbered }

// thingLost stands for what made a line or a form, and was lost: those after it
// keep their numbers. It is never recorded.
type thingLost struct {
	numbered
	at time.Time // when there is word of it, or of a later one
}

// lost is the next thing that must be lost if all up to a number were there; or nil.
func (s *State) lost(upTo numbered, at time.Time) *thingLost {
	next, last := len(s.captures)+1, upTo.number
	if upTo.isForm {
		next, last = len(s.forms)+1, min(last, MaxForms)
	}
	if next > last {
		return nil
	}
	return &thingLost{numbered{upTo.isForm, next}, at}
}

func (e thingLost) word() Word {
	if e.isForm {
		return CmdForm
	}
	return ""
}

func (thingLost) check(*State) error { return nil }

func (e thingLost) apply(s *State) {
	if e.isForm {
		s.forms = append(s.forms, TakenForm{ID: e.number, At: e.at, Lost: true})
		return
	}
	s.captures = append(s.captures, Capture{ID: e.number, Kind: OwnNote, Text: LostLine, At: e.at, Phase: NoPhase, Lost: true})
}

// onLost says what of an event hangs on something that is lost; empty: nothing does.
func (s *State) onLost(e Event) string {
	switch e := e.(type) {
	case Started:
		if s.phases[s.First()].Status != Pending && !s.booking.NoWaiting {
			return "starts a session of which all was left out: that something was taken back is lost"
		}
	case Edited:
		if s.captures[e.ID-1].Lost {
			return fmt.Sprintf("edits line %d, which was lost: of it only this text is left", e.ID)
		}
	case Struck:
		if s.captures[e.ID-1].Lost {
			return fmt.Sprintf("strikes line %d, which was lost", e.ID)
		}
	case FormCorrected:
		if s.forms[e.ID-1].Lost {
			return fmt.Sprintf("corrects form %d, which was lost: it is as corrected", e.ID)
		}
	case FormStruck:
		if s.forms[e.ID-1].Lost {
			return fmt.Sprintf("strikes form %d, which was lost", e.ID)
		}
	}
	return ""
}

// startOver takes back what an event does anew, which can be only once.
func (f *folding) startOver(e *Entry) {
	s := f.state
	switch v := e.Event.(type) {
	case FormTaken:
		if v.ID <= len(s.forms) {
			f.takeBack(e, fmt.Sprintf("form %d", v.ID), func(e Event) bool {
				form, is := e.(FormTaken)
				return is && form.ID == v.ID
			})
		}
	case inRound:
		phase, note, _, order := v.voice()
		if len(order) > 0 && s.begun(phase, note) != nil {
			f.takeBack(e, "the beginning of the feedback round in "+s.Name(phase), func(e Event) bool {
				return beginsRound(e, phase, note)
			})
		}
	}
}

// beginsRound is whether an event begins the round of a note.
func beginsRound(e Event, phase, note int) bool {
	round, is := e.(inRound)
	if !is {
		return false
	}
	p, n, _, order := round.voice()
	return p == phase && n == note && len(order) > 0
}

// takeBack takes back the newest command that is meant, and no other: that it was
// taken back must have been lost before an event.
func (f *folding) takeBack(before *Entry, what string, meant func(Event) bool) {
	s := f.state
	for k, g := range slices.Backward(s.standing) {
		if meant(g.event) {
			f.tell("that %s was taken back is lost: the session went on with entry %d", what, before.Seq)
			f.watch(before.Seq, func() { f.historian.withdraw(s, k, f.clock(before.At)) })
			return
		}
	}
}

// Ends is whether an event ends the session.
func Ends(e Event) bool {
	switch e := e.(type) {
	case Moved:
		return e.To == NoPhase
	case Credited:
		return e.To == NoPhase
	}
	return false
}

// fill puts in the place of records that are lost before an event what is sure to
// have been there, by what comes after them: so it is under the number it had, and
// what is taken back after it is that.
func (f *folding) fill(lost Lost, before *Entry) {
	s := f.state
	room := lost.To - lost.From + 1
	put := func(e Event, at time.Time) {
		f.apply(f.free(before), e, at, lost.To)
		room--
	}
	for thing, at := f.formAhead(); thing != nil && room > 0; thing, at = f.formAhead() {
		f.tell("%s is lost", thing)
		put(*thing, at)
	}
	if round := f.roundAhead(); round != nil && room > 0 {
		f.tell("the beginning of the feedback round in %s is lost: its order is taken to have been the usual one", s.Name(round.Phase))
		put(*round, lost.After)
	}
	at := f.clockAfter(lost, before)
	if s.Stage() == Ready && room > 0 && f.startedAhead() {
		f.tell("the start is lost: it is taken to have been at %s, when the entry before it was made", f.timeOfDay(at))
		put(Started{at}, lost.After)
	}
	if s.checkUnderWay() != nil || room <= 0 {
		return
	}
	switch to := f.phaseAhead(); {
	case to == NoPhase || to == s.Current():
	case s.cameFrom() == to && !f.standsAhead(before.Number):
		f.tell("that the move to %s was taken back is lost", s.Name(s.Current()))
		put(Undone{}, lost.After)
	default:
		move := Moved{At: at, By: CmdNext, Left: Done, To: to}
		if to < s.Current() {
			move.By, move.Left = CmdBack, Pending
		}
		f.tell("a move to %s is lost: it is taken to have been at %s, when the entry before it was made", s.Name(to), f.timeOfDay(at))
		put(move, lost.After)
	}
	if room > 0 {
		f.fillPause(at, func(e Event) { put(e, lost.After) })
	}
}

// end puts in the lines and forms that are lost behind all others, and passes the
// numbers of events lost there: neither are given again.
func (f *folding) end() {
	s, last := f.state, Entry{}
	if n := len(f.recording.Entries); n > 0 {
		last = f.recording.Entries[n-1]
	}
	numbers, at := s.number, last.At
	for _, l := range f.recording.Lost {
		if l.From > last.Seq {
			numbers += l.To - l.From + 1
		}
		at = l.After
	}
	for _, remains := range []numbered{{false, f.recording.Remains.Line}, {true, f.recording.Remains.Form}} {
		for thing := s.lost(remains, f.clock(at)); thing != nil && f.mayBeLost(math.MaxInt); thing = s.lost(remains, f.clock(at)) {
			f.tell("%s is lost", thing)
			f.apply(min(s.number+1, numbers), *thing, at, last.Seq)
		}
	}
	s.number = numbers
}

// fillPause puts in the beginning or the end of a pause that must have been lost at
// an instant, and tells what else is in doubt.
func (f *folding) fillPause(at time.Time, put func(Event)) {
	s := f.state
	next, when := f.pauseAhead(), f.timeOfDay(at)
	switch next.(type) {
	case Stopped:
		if s.Stage() == Paused {
			f.tell("the end of a pause is lost: it is taken to have been at %s, when the entry before it was made", when)
			put(Resumed{at})
		}
	case PauseNamed, Resumed:
		if s.Stage() == Running {
			f.tell("the beginning of a pause is lost: it is taken to have been at %s, when the entry before it was made", when)
			put(Stopped{at, Other})
		}
	case nil:
		if s.Stage() == Paused {
			f.tell("an entry is lost in the pause that began at %s: if that was its end, what followed counts as paused", f.timeOfDay(s.line.newest.at))
		}
	}
	for _, r := range s.rounds {
		if r.Phase == s.Current() && r.Speaking != NoGroup {
			f.tell("an entry is lost while group %d had the word in %s: how long it spoke is in doubt", r.Voices[r.Speaking].Group+1, s.Name(r.Phase))
		}
	}
}

// clockAfter is when lost records are taken to have been made: with the one before
// them, and not before what the session had come to.
func (f *folding) clockAfter(lost Lost, before *Entry) time.Time {
	at := lost.After
	if at.IsZero() || at.After(before.At) {
		at = before.At
	}
	at = f.clock(at)
	if newest := f.state.line.newest; newest != nil && at.Before(newest.at) {
		at = newest.at
	}
	return at
}

func (f *folding) timeOfDay(at time.Time) string {
	return at.In(f.state.booking.Zone).Format("15:04:05")
}

// lostRound is the beginning of a round that a group was in; nil where it has
// begun, or cannot.
func (s *State) lostRound(phase, note, group int) *roundLost {
	if s.begun(phase, note) != nil || !s.isRound(phase, note) || group < 0 || group >= MaxPeople {
		return nil
	}
	lost := &roundLost{Phase: phase, Note: note}
	if r := s.newRound(phase, note); r != nil {
		for _, v := range r.Voices {
			lost.voices = append(lost.voices, v.Group)
		}
	}
	if !slices.Contains(lost.voices, group) {
		lost.voices = append(lost.voices, group) // who was in groups is lost too
	}
	return lost
}

// roundLost stands for what began a round and was lost. It is never recorded.
type roundLost struct {
	Phase, Note int
	voices      []int
}

func (roundLost) word() Word { return CmdHear }

func (roundLost) check(*State) error { return nil }

func (e roundLost) voice() (phase, note, group int, order []int) {
	return e.Phase, e.Note, NoGroup, e.voices
}

func (e roundLost) apply(s *State) { s.begin(e.Phase, e.Note, e.voices) }

// doubt tells of an event that stands, and may not do what it did: it speaks of
// what went before, and some of that is lost.
func (f *folding) doubt(e *Entry) {
	s := f.state
	switch v := e.Event.(type) {
	case Backdated:
		if f.lostSince(f.turned) {
			f.tell("entry %d moves the last change of phase or pause to an earlier time, and entries before it are lost: see whether the times are right", e.Seq)
		}
	case Moved:
		if v.By == CmdNext && v.To != s.Next() && f.lostSince(f.turned) {
			f.tell("entry %d goes on to a phase that was not the next: a move to another, or that some were left out, is lost", e.Seq)
		}
	case GapExcluded:
		if v.Of == 0 && f.seen > 0 {
			f.tell("entry %d takes a gap out by its place among all, and entries before it are lost: see whether it is the right one", e.Seq)
		}
	}
}

// lostSince is whether records are lost between one and the event under way.
func (f *folding) lostSince(seq int) bool {
	return f.seen > 0 && f.recording.Lost[f.seen-1].From > seq
}

// doubtUndo tells where an undo may not have taken back what it was given for.
func (f *folding) doubtUndo(u Undone, seq, taken int) {
	switch {
	case u.Of > 0 && taken > 1:
		f.tell("entry %d takes back %d commands: that the newer ones were taken back before is lost", seq, taken)
	case u.Of == 0 && f.justLost:
		f.tell("entry %d takes something back, and entries just before it are lost: see whether the place is right", seq)
	}
}
