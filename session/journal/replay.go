package journal

import (
	"errors"
	"fmt"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Entry is an event with the number of its record and when it was recorded.
type Entry struct {
	Seq   int
	At    time.Time
	Event run.Event
}

// Replay is what the folder of a run holds.
type Replay struct {
	ID      string
	Head    Head
	Plan    []byte    // as it was delivered; nil where it was lost
	Created time.Time // when the run was
	Events  []Entry   // in the order they happened
	Last    Moment    // the newest at which the program was known to run
	Draft   []byte    // the text being typed then, exactly as Alive was given it
	Closed  bool      // the last process let go of it; else it was killed, or still has it
	Records int       // events and the journal's own
	Torn    bool      // the last line was being written: it is left out if it was not whole
	Damage  []string  // what is wrong, in words for people
	Origin  *Origin   // where it was imported from; nil for a run of this computer

	missing []span // records that must have been there
	newest  int    // the highest number that a record had
	aliveN  int    // writes of alive
	draftN  int    // and of draft

	draftFile []byte
}

// maxSkipped is how many events are told one by one that cannot be applied.
const maxSkipped = 20

// Fold is the state that the events lead to, in a delivery of a plan, which
// should be the replay's. Where records were lost, later ones may fit nowhere:
// these are skipped, and told in words.
func (r *Replay) Fold(plan *session.Plan) (state *run.State, skipped []string) {
	return r.foldBy(plan, (*run.State).Apply)
}

func (r *Replay) foldBy(plan *session.Plan, apply func(*run.State, run.Event)) (state *run.State, skipped []string) {
	failed := map[int]error{}
	for {
		state, skipped, at, err := r.fold(plan, apply, failed)
		if err == nil {
			return state, skipped
		}
		// It left the state half changed: again without it.
		failed[at] = err
	}
}

// fold is Fold without the events that failed before. The error is another one
// that did, at its index.
func (r *Replay) fold(plan *session.Plan, apply func(*run.State, run.Event), failed map[int]error) (state *run.State, skipped []string, at int, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New(session.CleanLine(fmt.Sprint("the program failed on it: ", p)))
		}
	}()
	surplus := 0
	tell := func(format string, args ...any) {
		if len(skipped) == maxSkipped {
			surplus++
			return
		}
		skipped = append(skipped, fmt.Sprintf(format, args...))
	}
	state = run.New(plan, r.Head.Booking)
	lost := r.lost()
	for at = range r.Events {
		e := &r.Events[at]
		switch v := e.Event.(type) {
		case run.Captured:
			fillIn(state, v.ID-1, e.At, &lost)
		case run.Edited: // it has all of a line, which may be lost itself
			fillIn(state, v.ID, e.At, &lost)
		}
		err := failed[at]
		if err == nil {
			err = state.Check(e.Event)
		}
		if err != nil {
			tell("entry %d does not fit what came before it and was left out: %v", e.Seq, err)
			continue
		}
		apply(state, e.Event)
		if _, undo := e.Event.(run.Undone); undo && at > 0 && r.lostBetween(r.Events[at-1].Seq, e.Seq) {
			tell("entry %d takes something back, and entries just before it are lost: see whether the place is right", e.Seq)
		}
	}
	if surplus > 0 {
		skipped = append(skipped, fmt.Sprintf("and so it is with %d more", surplus))
	}
	return state, skipped, at, nil
}

// lostLine stands where a captured line was lost.
const lostLine = "(this line was lost)"

// fillIn puts lost lines where there must have been some, up to a number and as
// far as there are lost records: lines are called by their numbers.
func fillIn(state *run.State, upTo int, at time.Time, lost *int) {
	for id := len(state.Captures()) + 1; id <= upTo && *lost > 0; id++ {
		line := run.Captured{ID: id, Kind: run.OwnNote, Text: lostLine, At: at, Phase: state.Current()}
		if state.Check(line) != nil {
			return
		}
		state.Apply(line)
		*lost--
	}
}

// maxLost is how many records are believed to be lost: numbers may be wrong.
const maxLost = 10_000

// lost is how many records are.
func (r *Replay) lost() (n int) {
	for _, m := range r.missing {
		n = min(n+m.to-m.from+1, maxLost)
	}
	return n
}

// lostBetween is whether records between two are lost.
func (r *Replay) lostBetween(from, to int) bool {
	for _, m := range r.missing {
		if from < m.from && m.to < to {
			return true
		}
	}
	return false
}
