package report

import (
	"strings"
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

// Change is a command that changed times, statuses or ends, or that was taken back.
type Change struct {
	At      time.Time `json:"at"`
	Command string    `json:"command"`         // as a script writes it, without times and targets
	Phase   string    `json:"phase,omitempty"` // that was current
	Effects []Effect  `json:"effects"`
	Undone  time.Time `json:"undone,omitzero"` // when it was taken back
}

// Effect is a figure that a command changed.
type Effect struct {
	Figure string `json:"figure"`          // as figureNames has it
	Phase  string `json:"phase,omitempty"` // whose; none: the session's
	From   any    `json:"from"`            // Seconds, time.Time or string, or nil where there was none
	To     any    `json:"to"`
}

// changes are what was given that changed times, statuses or ends otherwise
// than the plan has it, or was taken back, oldest first.
func (f *folded) changes() []Change {
	all := []Change{}
	for _, g := range f.history {
		if g.Undone.IsZero() && asPlanned(&g) {
			continue
		}
		command := strings.TrimSpace(string(g.Word) + " " + g.Option)
		c := Change{At: g.At.UTC(), Command: command, Phase: f.name(g.Phase), Effects: []Effect{}, Undone: g.Undone.UTC()}
		for _, e := range g.Effects {
			c.Effects = append(c.Effects, Effect{figureNames[e.Figure], f.name(e.Phase), figure(e.From), figure(e.To)})
		}
		all = append(all, c)
	}
	return all
}

// asPlanned is whether a command is none of the changes: the session went on, or
// paused, or something was taken in between, which have sections of their own.
func asPlanned(g *run.Given) bool {
	switch g.Word {
	case run.CmdStart, run.CmdNext, run.CmdFinish, run.CmdPause, run.CmdResume, run.CmdTake:
		return true
	}
	return len(g.Effects) == 0
}

var figureNames = map[run.Figure]string{
	run.FigureBudget: "budget_s", run.FigureStatus: "status", run.FigureHardEnd: "hard_end",
	run.FigureStart: "scheduled_start", run.FigureMove: "last_move", run.FigureGap: "paused_gap_s",
	run.FigureCredited: "credited_s", run.FigureSpent: "spent_s", run.FigurePause: "pause", run.FigureFixed: "fixed_at",
}

func figure(value any) any {
	switch v := value.(type) {
	case time.Duration:
		return Seconds(v)
	case time.Time:
		return v.UTC()
	case run.Status:
		return v.String()
	case run.PauseKind:
		return string(v)
	}
	return nil
}

// Summary is a run in a history.
type Summary struct {
	Started time.Time     // when it was started; zero where it was not
	Lasted  time.Duration // from then to its end, or to when it was last known to be under way; pauses included
	Drift   time.Duration // behind the plan then; negative is ahead
	Ended   bool
	Passed  int // phases done or skipped
	Phases  int // of the plan, or of the part of it that was rehearsed
	Part    bool
}

// Summarise is what a history tells of a run, and what each activity of today's plan, if
// there is one, took in it: in whole seconds, or zero where that cannot be learnt because
// not all of it was done.
func Summarise(r *Record, today *session.Plan) (Summary, []time.Duration) {
	s := r.State()
	until := r.Until(s)
	sum := Summary{Drift: s.Drift(until)}
	if at, ok := s.StartedAt(); ok {
		sum.Started, sum.Lasted = at, until.Sub(at)
	}
	_, sum.Ended = s.EndedAt()
	for i, p := range s.Phases() {
		switch {
		case p.Outside:
			sum.Part = true
			continue
		case p.Status == run.Skipped && s.Activity(i).Spare:
			continue
		case p.Status == run.Done, p.Status == run.Skipped:
			sum.Passed++
		}
		sum.Phases++
	}
	if today == nil {
		return sum, nil
	}
	took := map[string]time.Duration{}
	for i, a := range r.Plan.Activities {
		took[a.ID] = activityTook(s, i, until)
	}
	var times []time.Duration
	for _, a := range today.Activities {
		times = append(times, took[a.ID])
	}
	return sum, times
}

// activityTook is how long all phases of an activity took together; zero where
// one of them teaches nothing.
func activityTook(s *run.State, activity int, until time.Time) (sum time.Duration) {
	first := s.FirstOf(activity)
	for i := range s.Plan().Activities[activity].Phases {
		spent, ok := s.Taught(first+i, until)
		if !ok {
			return 0
		}
		sum += spent
	}
	return sum.Round(time.Second)
}
