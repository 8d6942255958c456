package run

import (
	"errors"
	"fmt"
	"time"

	"facilitate/session"
)

// Entry is an event as it was kept.
type Entry struct {
	Seq    int       // of its record
	Number int       // of the event, as State counts them; 0: it is not known
	At     time.Time // when it was recorded, in true time
	Event  Event
}

// Lost are records that must have been there.
type Lost struct {
	From, To int       // their Seq, both ends among them
	After    time.Time // when the one before them was made; zero: there was none
}

// Recording is a delivery as it was kept.
type Recording struct {
	Booking Booking
	Entries []Entry // in the order they happened
	Lost    []Lost  // in order
}

// Fold is the state that a recording leads to, in a delivery of a plan, which
// should be its own. It is the one way from what was kept to what is shown. Where
// records were lost, what is sure to have been in them is taken to have been
// (that the session began, say), and what has no place without them is left out;
// told says of both in words, and what else of the rest is in doubt. A history,
// if there is one, is filled with what was given.
func (r *Recording) Fold(plan *session.Plan, history *History) (s *State, told []string) {
	if history == nil {
		history = &History{}
	}
	failed := map[int]error{}
	for {
		*history = nil
		f := folding{recording: r, state: New(plan, r.Booking), historian: historian{history: history}, failed: failed}
		if f.all() {
			return f.state, f.words()
		}
		// An event failed half applied: again without it.
	}
}

// folding is a fold under way.
type folding struct {
	recording *Recording
	state     *State
	historian historian
	failed    map[int]error // the events on which the program failed, by their index
	next      int           // the event under way
	filled    int           // how many lines and forms were implied
	changed   int           // Seq of the event that last changed the stage
	told      []string
	surplus   int // told beyond the most
}

// all applies all events; false where the program failed on one.
func (f *folding) all() (ok bool) {
	defer func() {
		if p := recover(); p != nil {
			f.failed[f.next] = errors.New(session.CleanLine(fmt.Sprint("the program failed on it: ", p)))
		}
	}()
	for f.next = range f.recording.Entries {
		f.entry(&f.recording.Entries[f.next])
	}
	return true
}

func (f *folding) entry(e *Entry) {
	s := f.state
	err := f.failed[f.next]
	if err == nil {
		if err = s.Check(e.Event); err != nil {
			err = f.imply(e, err)
		}
	}
	number := max(e.Number, s.number+1)
	if err != nil {
		s.number = number
		f.tell("entry %d does not fit what came before it and was left out: %v", e.Seq, err)
		return
	}
	if hanging, ok := e.Event.(interface{ onLost(s *State) string }); ok {
		if words := hanging.onLost(s); words != "" {
			f.tell("entry %d %s", e.Seq, words)
		}
	}
	stood := s.Standing()
	f.apply(number, e.Event, e.At, e.Seq)
	if u, ok := e.Event.(Undone); ok {
		f.doubt(u, e.Seq, stood-s.Standing())
	}
}

func (f *folding) apply(number int, e Event, at time.Time, seq int) {
	stage := f.state.Stage()
	f.historian.apply(f.state, number, e, f.clock(at))
	if f.state.Stage() != stage {
		f.changed = seq
	}
}

// imply applies what must have been in lost records for an event to fit, if
// there is such. It is why the event does not fit all the same.
func (f *folding) imply(e *Entry, why error) error {
	s := f.state
	if numbered, ok := e.Event.(numbered); ok {
		for thing := numbered.lost(s, f.clock(e.At)); thing != nil && f.mayBeLost(e.Seq); thing = numbered.lost(s, f.clock(e.At)) {
			f.tell("%s", thing.words())
			f.apply(f.free(e), thing, e.At, e.Seq)
		}
		return s.Check(e.Event)
	}
	lost, ok := f.lostBefore(e.Seq)
	if !ok {
		return why
	}
	at := lost.After
	if at.IsZero() || at.After(e.At) {
		at = e.At
	}
	clock := f.clock(at)
	when := clock.In(s.booking.Zone).Format("15:04:05")
	number := f.free(e)
	switch {
	case errors.Is(why, errTooEarly):
		f.tell("the start is lost: it is taken to have been at %s, when the entry before it was made", when)
		f.apply(number, Started{clock}, at, lost.To)
	case errors.Is(why, errPaused):
		f.tell("the end of a pause is lost: it is taken to have been at %s, when the entry before it was made", when)
		f.apply(number, Resumed{clock}, at, lost.To)
	case errors.Is(why, errTooLate), errors.Is(why, errStarted):
		f.tell("that the end or the start was taken back is lost: the session went on with entry %d", e.Seq)
		for stage := s.Stage(); s.Standing() > 0 && why != nil && s.Stage() != Ready; {
			f.apply(s.number, Undone{}, at, lost.To)
			if why = s.Check(e.Event); stage == Finished && s.Stage() != Finished {
				break
			}
		}
	}
	return s.Check(e.Event)
}

// numbered is an event about something that people call by its number, or what
// makes one. Its lost is the next of those that must have been lost before it
// can have happened; nil if there is none.
type numbered interface {
	lost(s *State, at time.Time) lostThing
}

var _ = []numbered{Captured{}, Edited{}, Struck{}, FormTaken{}, FormCorrected{}, FormStruck{}}

// lostThing is an event in the place of one that was lost.
type lostThing interface {
	Event
	words() string
}

// free is the number of a lost event before another, if there is one: what is
// implied has it.
func (f *folding) free(before *Entry) int {
	return max(f.state.number, min(f.state.number+1, before.Number-1))
}

// clock is a true instant on the delivery's clock.
func (f *folding) clock(at time.Time) time.Time { return at.Add(f.state.Jumped()) }

// mayBeLost is whether one more thing may be lost before a record: each had a
// record of its own.
func (f *folding) mayBeLost(seq int) bool {
	n := 0
	for _, l := range f.recording.Lost {
		if l.To < seq {
			n += l.To - l.From + 1
		}
	}
	f.filled++
	return f.filled <= min(n, mostLost)
}

// mostLost is how many things are believed to be lost: a number may be wrong.
const mostLost = 10_000

// lostBefore are the last records lost before one, after the stage changed.
func (f *folding) lostBefore(seq int) (last Lost, ok bool) {
	for _, l := range f.recording.Lost {
		if l.To < seq && l.From > f.changed {
			last, ok = l, true
		}
	}
	return last, ok
}

// doubt tells where an undo may not have taken back what it was given for.
func (f *folding) doubt(u Undone, seq, taken int) {
	before := 0
	if f.next > 0 {
		before = f.recording.Entries[f.next-1].Seq
	}
	switch {
	case u.Of > 0 && taken > 1:
		f.tell("entry %d takes back %d commands: that the newer ones were taken back before is lost", seq, taken)
	case u.Of == 0 && f.lostBetween(before, seq):
		f.tell("entry %d takes something back, and entries just before it are lost: see whether the place is right", seq)
	}
}

func (f *folding) lostBetween(from, to int) bool {
	for _, l := range f.recording.Lost {
		if from < l.From && l.To < to {
			return true
		}
	}
	return false
}

// mostTold is how much is told one by one.
const mostTold = 20

func (f *folding) tell(format string, args ...any) {
	if len(f.told) == mostTold {
		f.surplus++
		return
	}
	f.told = append(f.told, fmt.Sprintf(format, args...))
}

func (f *folding) words() []string {
	if f.surplus > 0 {
		f.told = append(f.told, fmt.Sprintf("and so it is with %d more", f.surplus))
	}
	return f.told
}
