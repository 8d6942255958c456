package report

import (
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Kind is what a run was for.
type Kind string

// The kinds of run.
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
}

// Entry is an event and when it was recorded.
type Entry struct {
	At    time.Time // true time; visitors of Fold get it on the delivery's clock
	Event run.Event
}

// Fold applies the events one after the other and gives the state they lead
// to. An event that does not fit what came before it, as where records were
// lost, is left out. The visitors, if there are any, see each event applied,
// with the state before it and after it. It is the same state throughout,
// so what is to be kept of it has to be copied.
func (r *Record) Fold(before, after func(e Entry, s *run.State)) *run.State {
	s := run.New(r.Plan, r.Booking)
	for _, e := range r.Entries {
		if s.Check(e.Event) != nil {
			continue
		}
		e.At = e.At.Add(s.Jumped())
		if before != nil {
			before(e, s)
		}
		s.Apply(e.Event)
		if after != nil {
			after(e, s)
		}
	}
	return s
}

// Until is the instant up to which the run is reported: its end, or where it
// has none the newest at which it was known to be under way.
func (r *Record) Until(s *run.State) time.Time {
	if at, ended := s.EndedAt(); ended {
		return at
	}
	return r.Last
}
