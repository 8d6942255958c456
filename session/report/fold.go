package report

import (
	"strings"
	"time"

	"facilitate/session/run"
)

// folded is a run once all its events are applied.
type folded struct {
	record    *Record
	state     *run.State
	until     time.Time
	names     []string // of the phases
	history   []*given // what was given, in order
	standing  []*given // of it, what was not taken back
	turns     []turn
	stretches []stretch
	outs      map[int]bool // the gaps taken out, by their index
	lapsed    []Pause      // what laps gave up
}

// given is something that was done to the run.
type given struct {
	event  run.Event
	change Change
	quiet  bool      // it is no change unless it is taken back
	turn   time.Time // when the newest turn is taken to have been, once it is applied
}

// fold applies a run's events. What a command changed is read from the state
// before and after it, so that a command costs the same however many there
// are.
func fold(record *Record) *folded {
	f := &folded{record: record, outs: map[int]bool{}}
	var now *given
	var newest time.Time // in true time, at which something happened
	f.state = record.Fold(func(e Entry, s *run.State) {
		if f.names == nil {
			f.names = names(s)
		}
		if at := e.At.Add(-s.Jumped()); at.After(newest) {
			newest = at
		}
		now = f.before(e, s)
	}, func(e Entry, s *run.State) {
		switch n := s.Standing(); {
		case n < len(f.standing):
			f.standing[n].change.Undone = e.At.UTC()
			f.standing = f.standing[:n]
		case n > len(f.standing):
			if now == nil { // it changed no time
				word, _ := s.Undoable()
				c := Change{At: e.At.UTC(), Command: string(word), Phase: f.name(s.Current()), Effects: []Effect{}}
				now = &given{event: e.Event, change: c, turn: f.lastTurn(), quiet: true}
			}
			f.standing = append(f.standing, now)
		}
		if now != nil {
			now.after(s, e.At)
			f.history = append(f.history, now)
		}
	})
	if f.names == nil {
		f.names = names(f.state)
	}
	f.until = record.Until(f.state)
	if at := newest.Add(f.state.Jumped()); f.state.Stage() != run.Finished && at.After(f.until) {
		f.until = at // something happened after it was last seen alive: the clock was wrong
	}
	f.replay()
	return f
}

func names(s *run.State) []string {
	all := make([]string, len(s.Phases()))
	for i := range all {
		all[i] = s.Name(i)
	}
	return all
}

func (f *folded) name(phase int) string {
	if phase == run.NoPhase {
		return ""
	}
	return f.names[phase]
}

// before is a command as it is about to be applied; nil where the event is
// none that changes anything.
func (f *folded) before(e Entry, s *run.State) *given {
	here := s.Current()
	g := &given{event: e.Event, change: Change{At: e.At, Phase: f.name(here), Effects: []Effect{}}, turn: f.lastTurn()}
	if at, ok := turnAt(e.Event); ok {
		g.turn = at
	}
	c := &g.change
	set := func(figure Figure, phase int, from, to any) {
		c.Effects = append(c.Effects, Effect{figure, f.name(phase), from, to})
	}
	status := func(phase int, to run.Status) {
		set(FigureStatus, phase, s.Phases()[phase].Status.String(), to.String())
	}
	word := func(words ...string) { c.Command = strings.Join(words, " ") }
	switch e := e.Event.(type) {
	case run.Booked:
		word(string(run.CmdBook))
		var from any
		if s.Booked() {
			from = s.ScheduledStart(c.At).UTC()
		}
		set(FigureStart, run.NoPhase, from, e.Start.UTC())
	case run.Started:
		word(string(run.CmdStart))
		c.At, g.quiet = e.At, true
		status(s.First(), run.Current)
	case run.Moved:
		c.At = e.At
		f.moved(e, s, g, status)
	case run.Stopped:
		word(string(run.CmdPause))
		c.At, g.quiet = e.At, true
		set(FigurePause, run.NoPhase, nil, string(e.Kind))
	case run.PauseNamed:
		word(string(run.CmdPause))
		g.quiet = true
		kind, _, _ := s.Pause(c.At)
		set(FigurePause, run.NoPhase, string(kind), string(e.Kind))
	case run.Resumed:
		word(string(run.CmdResume))
		c.At, g.quiet = e.At, true
		kind, _, _ := s.Pause(c.At)
		set(FigurePause, run.NoPhase, string(kind), nil)
	case run.Budgeted:
		word(string(e.By))
		if e.By == run.CmdRecover {
			word(string(e.By), string(run.RecoverTrim))
		}
		for _, b := range e.Set {
			set(FigureBudget, b.Phase, Seconds(s.Phases()[b.Phase].Budget), Seconds(b.Time))
		}
	case run.Dropped:
		word(string(run.CmdRecover), string(run.RecoverDrop))
		for _, p := range e.Phases {
			status(p, run.Skipped)
		}
	case run.HardEndSet:
		word(string(run.CmdUntil))
		set(FigureHardEnd, run.NoPhase, s.HardEnd(c.At).UTC(), nil)
	case run.HardEndMoved:
		word(string(run.CmdRecover), string(run.RecoverExtend))
		set(FigureHardEnd, run.NoPhase, s.HardEnd(c.At).UTC(), nil)
	case run.Backdated:
		word(string(run.CmdBackdate))
		set(FigureMove, run.NoPhase, g.turn.UTC(), g.turn.Add(-e.By).UTC())
		g.turn = g.turn.Add(-e.By)
	case run.GapExcluded:
		word(string(run.CmdExcludeGap))
		set(FigureGap, run.NoPhase, Seconds(s.Paused(c.At)[run.GapKind]), nil)
	case run.Credited:
		word(string(run.CmdCredit))
		c.At = e.At
		set(FigureCredited, here, Seconds(s.Phases()[here].Credited), Seconds(s.Phases()[here].Credited+e.By))
	case run.Lapped:
		word(string(run.CmdLap))
		c.At = e.At
		set(FigureSpent, here, Seconds(s.Spent(here, e.At)), Seconds(0))
	default:
		return nil
	}
	c.At = c.At.UTC()
	return g
}

// moved is a command that left a phase for another.
func (f *folded) moved(e run.Moved, s *run.State, g *given, status func(int, run.Status)) {
	c := &g.change
	c.Command = string(e.By)
	whole := len(e.Skipped) > 0
	switch e.By {
	case run.CmdNext, run.CmdFinish:
		g.quiet = true
	case run.CmdSkip:
		if whole {
			c.Command += " activity"
		}
	}
	status(s.Current(), e.Left)
	for _, p := range e.Skipped {
		status(p, run.Skipped)
	}
	// What comes next by itself is no change.
	if (e.By == run.CmdBack || e.By == run.CmdGoto) && e.To != run.NoPhase {
		status(e.To, run.Current)
	}
}

// after adds what only the state after a command knows.
func (g *given) after(s *run.State, at time.Time) {
	for i := range g.change.Effects {
		switch e := &g.change.Effects[i]; e.Figure {
		case FigureHardEnd:
			e.To = s.HardEnd(at).UTC()
		case FigureGap:
			e.To = Seconds(s.Paused(at)[run.GapKind])
		}
	}
}

// lastTurn is when the newest turn is taken to have been; the zero time before
// the first.
func (f *folded) lastTurn() time.Time {
	if n := len(f.standing); n > 0 {
		return f.standing[n-1].turn
	}
	return time.Time{}
}

// turnAt is when an event made a turn, if it did.
func turnAt(e run.Event) (time.Time, bool) {
	switch e := e.(type) {
	case run.Started:
		return e.At, true
	case run.Moved:
		return e.At, true
	case run.Stopped:
		return e.At, true
	case run.Resumed:
		return e.At, true
	case run.Credited:
		return e.At.Add(e.By), true
	case run.Lapped:
		return e.At, true
	}
	return time.Time{}, false
}

// changed are the changes, oldest first.
func (f *folded) changed() []Change {
	all := []Change{}
	for _, g := range f.history {
		if !g.quiet || !g.change.Undone.IsZero() {
			all = append(all, g.change)
		}
	}
	return all
}
