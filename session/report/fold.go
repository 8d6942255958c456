package report

import (
	"time"

	"facilitate/session/run"
)

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

// gaps are those recorded.
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
