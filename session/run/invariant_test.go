package run_test

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// What holds whatever was done, right after each command and some time later.
func TestInvariants(t *testing.T) {
	t.Parallel()
	forEachStep(t, func(w *walk, c run.Command) {
		if w.do(c) == nil {
			w.cutOnlyWhatIsLeft(c)
		}
		w.hasOneCurrent()
		for _, now := range []time.Time{w.now, w.now.Add(7*time.Minute + 1)} {
			w.accountsForAllTime(now)
			w.projectsAhead(now)
		}
	})
}

// hasOneCurrent is the status rule: under way one phase is current, else none.
func (w *walk) hasOneCurrent() {
	w.t.Helper()
	stage := w.state.Stage()
	underWay := stage == run.Running || stage == run.Paused
	current := 0
	for i, p := range w.state.Phases() {
		if p.Status != run.Current {
			continue
		}
		current++
		if w.state.Current() != i {
			w.failf("%s is current, and so is %d", w.state.Name(i), w.state.Current())
		}
	}
	if _, _, paused := w.state.Pause(w.now); paused != (stage == run.Paused) {
		w.failf("%v, and in a pause: %v", stage, paused)
	}
	if underWay != (current == 1) || current > 1 || underWay != (w.state.Current() != run.NoPhase) {
		w.failf("%v with %d current phases", stage, current)
	}
}

// accountsForAllTime holds all that is counted against what passed between
// start and end: nothing is lost and nothing counted twice.
func (w *walk) accountsForAllTime(now time.Time) {
	w.t.Helper()
	var sum time.Duration
	for i := range w.state.Phases() {
		spent := w.state.Spent(i, now)
		if spent < 0 {
			w.failf("%s has spent %v", w.state.Name(i), spent)
		}
		sum += spent
	}
	for kind, d := range w.state.Paused(now) {
		if d <= 0 {
			w.failf("%v paused of kind %s", d, kind)
		}
		sum += d
	}
	begin, started := w.state.StartedAt()
	end, ended := w.state.EndedAt()
	switch {
	case !started:
		end = begin // nothing is charged before the start
	case !ended:
		end = now
	}
	if passed := end.Sub(begin); sum != passed {
		w.failf("%v passed, and %v are accounted for", passed, sum)
	}
	if lasted := w.visited(now); lasted != sum {
		w.failf("the visits last %v, not %v", lasted, sum)
	}
}

// visited is how long all visits last together.
func (w *walk) visited(now time.Time) (sum time.Duration) {
	for i, windows := range w.state.Visits(now) {
		for _, v := range windows {
			if v.End.Before(v.Begin) {
				w.failf("%s was visited %v", w.state.Name(i), offsets(windows))
			}
			sum += v.End.Sub(v.Begin)
		}
	}
	return sum
}

// projectsAhead is that the end lies ahead, and that each view of it agrees.
func (w *walk) projectsAhead(now time.Time) {
	w.t.Helper()
	end := w.state.ProjectedEnd(now)
	at, ended := w.state.EndedAt()
	if ended {
		if !end.Equal(at) {
			w.failf("it ended at %v, and is projected to at %v", at, end)
		}
		return
	}
	if end.Before(now) {
		w.failf("the end is projected %v ago", now.Sub(end))
	}
	last := now
	for i, window := range w.state.Expected(now) {
		status := w.state.Phases()[i].Status
		if (status == run.Pending || status == run.Current) == (window == run.Window{}) {
			w.failf("%s is %v and expected %v", w.state.Name(i), status, window)
		}
		if window.End.After(last) {
			last = window.End
		}
	}
	if start := w.state.ScheduledStart(now); w.state.Stage() == run.Ready && last.Before(start) {
		last = start
	}
	if !last.Equal(end) {
		w.failf("the last phase is expected to end at %v, and all at %v", last, end)
	}
}

// cutOnlyWhatIsLeft is that no command takes away time that was spent already.
func (w *walk) cutOnlyWhatIsLeft(c run.Command) {
	w.t.Helper()
	for _, e := range w.history[len(w.history)-1].events {
		budgeted, ok := e.(run.Budgeted)
		if !ok {
			continue
		}
		for _, b := range budgeted.Set {
			spent := w.state.Spent(b.Phase, w.now)
			// Extending a phase that is over time does not have to be enough.
			if c.Word() != run.CmdExtend && b.Time < spent {
				w.failf("%s leaves %s %v, of which %v are spent", c.Word(), w.state.Name(b.Phase), b.Time, spent)
			}
			if got := w.state.Phases()[b.Phase].Budget; got != b.Time {
				w.failf("%s gives %s %v, and it has %v", c.Word(), w.state.Name(b.Phase), b.Time, got)
			}
		}
	}
}
