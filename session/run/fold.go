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

// Remains are the highest numbers of lines and forms of which there is a trace in
// what is damaged; 0: there is none.
type Remains struct{ Line, Form int }

// Recording is a delivery as it was kept.
type Recording struct {
	Booking Booking
	Entries []Entry // in the order they happened
	Lost    []Lost  // in order
	Remains Remains
}

// Fold is the state that a recording leads to, in a delivery of a plan, which should be
// its own: the one way from what was kept to what is shown. Where records were lost, what
// is sure to have been in them is taken to have been (that the session began, say), and
// what has no place without them is left out; told says of both in words, and what else
// is in doubt. A history, if there is one, is filled with what was given.
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

type folding struct {
	recording *Recording
	state     *State
	historian historian
	failed    map[int]error // the events on which the program failed, by their index
	next      int           // the event under way
	filled    int           // how many lines and forms were implied
	changed   int           // Seq of the event that last changed the stage
	turned    int           // Seq of the event that last took or moved a turn
	seen      int           // how many of the losses lie before it
	justLost  bool          // one of them just before it
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
	f.end()
	return true
}

func (f *folding) entry(e *Entry) {
	s := f.state
	err := f.failed[f.next]
	var lost Lost
	if lost, f.justLost = f.passLosses(e.Seq); f.justLost && err == nil {
		f.fill(lost, e)
	}
	if f.seen > 0 && err == nil {
		f.startOver(e)
	}
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
	if words := s.onLost(e.Event); words != "" {
		f.tell("entry %d %s", e.Seq, words)
	}
	stood := s.Standing()
	f.doubt(e)
	f.apply(number, e.Event, e.At, e.Seq)
	if u, ok := e.Event.(Undone); ok {
		f.doubtUndo(u, e.Seq, stood-s.Standing())
	}
}

func (f *folding) apply(number int, e Event, at time.Time, seq int) {
	f.watch(seq, func() { f.historian.apply(f.state, number, e, f.clock(at)) })
}

// watch does something on account of a record, and sees what it changes.
func (f *folding) watch(seq int, do func()) {
	stage, turn := f.state.Stage(), f.state.line.newest
	do()
	if f.state.Stage() != stage {
		f.changed = seq
	}
	if f.state.line.newest != turn {
		f.turned = seq
	}
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

// passLosses goes on to the records lost before an event: those between it and the
// one before; false where there are none.
func (f *folding) passLosses(seq int) (between Lost, ok bool) {
	for lost := f.recording.Lost; f.seen < len(lost) && lost[f.seen].To < seq; f.seen++ {
		if !ok {
			between, ok = lost[f.seen], true
		}
		between.To = lost[f.seen].To
	}
	return between, ok
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
