package journal

import (
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Entry is an event with the number of its record and when it was recorded.
type Entry = run.Entry

// Replay is what the folder of a run holds.
type Replay struct {
	ID      string
	Head    Head
	Plan    []byte     // as it was delivered; nil where it was lost
	Created time.Time  // when the run was
	Events  []Entry    // in the order they happened
	Lost    []run.Lost // records that must have been there
	Last    Moment     // the newest at which the program was known to run
	Draft   []byte     // the text being typed then, exactly as Alive was given it
	Closed  bool       // the last process let go of it; else it was killed, or still has it
	Records int        // events and the journal's own
	Torn    bool       // the last line was being written: it is left out if it was not whole
	Damage  []string   // what is wrong, in words for people
	Origin  *Origin    // where it was imported from; nil for a run of this computer

	newest int // the highest number that a record had
	number int // of the newest event
	aliveN int // writes of alive
	draftN int // and of draft

	draftFile []byte
}

// Fold is the state that the events lead to, in a delivery of a plan, which
// should be the replay's; see run.Recording. What had to be left out, or to be
// implied, because records were lost is told in words.
func (r *Replay) Fold(plan *session.Plan) (state *run.State, told []string) {
	recording := run.Recording{Booking: r.Head.Booking, Entries: r.Events, Lost: r.Lost}
	return recording.Fold(plan, nil)
}
