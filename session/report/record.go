package report

import (
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Kind is what a run was for.
type Kind string

const (
	Delivery  Kind = "delivery"
	Rehearsal Kind = "rehearsal"
)

// Record is a run as it was kept.
type Record struct {
	ID      string
	Kind    Kind
	Created time.Time // when it was begun to be kept
	Last    time.Time // the newest instant at which it was known to be under way, on the delivery's clock
	Plan    *session.Plan
	Booking run.Booking
	Entries []Entry
	Lost    []run.Lost // records that are missing
	Remains run.Remains

	state *run.State
	told  []string
}

// Entry is an event and when it was recorded.
type Entry = run.Entry

// State is the state that the events lead to, to be read only. It is folded once,
// so the record must not change any more.
func (r *Record) State() *run.State {
	if r.state == nil {
		r.state, r.told = r.recording().Fold(r.Plan, nil)
	}
	return r.state
}

// Told is what of the run has no place without records that are lost, and what
// was taken to have been in them, in words for people.
func (r *Record) Told() []string {
	r.State()
	return r.told
}

func (r *Record) recording() *run.Recording {
	return &run.Recording{Booking: r.Booking, Entries: r.Entries, Lost: r.Lost, Remains: r.Remains}
}

// Until is the instant up to which the run is reported: its end, or where it
// has none the newest at which it was known to be under way.
func (r *Record) Until(s *run.State) time.Time {
	if at, ended := s.EndedAt(); ended {
		return at
	}
	return r.Last
}
