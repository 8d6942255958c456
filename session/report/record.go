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

// folded is a run once all its events are applied.
type folded struct {
	record  *Record
	state   *run.State
	until   time.Time
	names   []string // of the phases
	history run.History
}

func fold(record *Record) *folded {
	f := &folded{record: record}
	f.state, _ = record.recording().Fold(record.Plan, &f.history)
	for i := range f.state.Phases() {
		f.names = append(f.names, f.state.Name(i))
	}
	f.until = record.Until(f.state)
	if at := record.newest().Add(f.state.Jumped()); f.state.Stage() != run.Finished && at.After(f.until) {
		f.until = at // something happened after it was last seen alive: the clock was wrong
	}
	return f
}

// newest is the true time of what was recorded last.
func (r *Record) newest() (newest time.Time) {
	for i := range r.Entries {
		if at := r.Entries[i].At; at.After(newest) {
			newest = at
		}
	}
	return newest
}

func (f *folded) name(phase int) string {
	if phase == run.NoPhase {
		return ""
	}
	return f.names[phase]
}

// pauses are the standstills, and what was given up, in the order of time.
func (f *folded) pauses() []Pause {
	all := []Pause{}
	for _, p := range f.state.Standstills(f.until) {
		all = append(all, Pause{
			Kind: p.Kind, Phase: f.name(p.Phase), Begin: p.Begin.UTC(), End: p.End.UTC(), Lasted: Seconds(p.Lasted), Open: p.Open,
		})
	}
	return all
}

func (f *folded) gaps() []Gap {
	all := []Gap{}
	for _, g := range f.state.Absences(f.until) {
		all = append(all, Gap{
			Cause: g.Cause, Phase: f.name(g.Phase), Begin: g.Begin.UTC(), End: g.End.UTC(), Lasted: Seconds(g.End.Sub(g.Begin)),
			Left: g.Out, LeftOut: Seconds(g.LeftOut),
		})
	}
	return all
}
