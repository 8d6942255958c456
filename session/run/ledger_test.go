package run_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"facilitate/session/run"
)

// ledger is what a delivery's time was spent on, added up anew from the
// commands that stand: slow, and with nothing kept from before. It shares no
// code with the program, which adds up as it goes.
type ledger struct {
	spent  map[int]time.Duration
	paused map[run.PauseKind]time.Duration
	pause  time.Duration // of the pause under way
}

// entry is a turn: from then on time goes to a phase, or to a pause.
type entry struct {
	at    time.Time
	phase int
	pause *run.PauseKind // shared by all turns of one pause, so that one name is enough
	lost  bool           // the phase was begun anew since
	waits *time.Time     // until when its visit waits; shared by all turns of one visit; nil: it does not
}

// reading is a history being read.
type reading struct {
	w     *walk
	turns []entry
	gaps  []run.Gap
	out   []run.Gap         // those taken out
	fixed map[int]time.Time // of activities, where it is not the plan's
	lost  time.Duration     // what was begun anew
	start time.Time         // as booked
}

// fixedAt is when an activity must begin, zero where it need not.
func (r *reading) fixedAt(activity int) time.Time {
	if at, ok := r.fixed[activity]; ok {
		return at
	}
	at := r.w.plan.Activities[activity].FixedAt
	if at == nil || r.w.booking.Rehearsal && (r.w.plan.Start == nil || r.w.booking.Part != nil) {
		return time.Time{}
	}
	start := r.start
	if start.IsZero() {
		start = r.turns[0].at
	}
	start = start.Add(r.lost)
	zone := r.w.booking.Zone
	if zone == nil {
		zone = time.UTC
	}
	first := time.Date(2000, 1, 1, 0, int(*at), 0, 0, zone)
	if r.w.booking.Rehearsal {
		first = start.Add(time.Duration(*at-*r.w.plan.Start)*time.Minute).AddDate(0, 0, -3)
	}
	for first.Before(start.Add(-6 * time.Hour)) {
		first = first.AddDate(0, 0, 1)
	}
	return first
}

// wait is until when the visit to a phase waits.
func (r *reading) wait(phase int) *time.Time {
	p := &r.w.state.Phases()[phase]
	at := r.fixedAt(p.Activity)
	if p.Number != 1 || at.IsZero() {
		return nil
	}
	return &at
}

// visit is a turn that ends a visit and begins another. A fixed activity that is
// left at its time or later is fixed no more.
func (r *reading) visit(given time.Time, e entry) {
	if n := len(r.turns); n > 0 {
		r.settle()
		if last := r.turns[n-1]; last.waits != nil && !last.waits.IsZero() && !given.Before(*last.waits) {
			r.fixed[r.w.state.Phases()[last.phase].Activity] = time.Time{}
		}
	}
	r.turns = append(r.turns, e)
	if e.phase != run.NoPhase {
		r.turns[len(r.turns)-1].waits = new(time.Time)
	}
}

// settle gives the visit under way the time it waits for as that stands.
func (r *reading) settle() {
	last := &r.turns[len(r.turns)-1]
	if last.phase == run.NoPhase || last.waits == nil {
		return
	}
	if waits := r.wait(last.phase); waits != nil {
		*last.waits = *waits
	} else {
		*last.waits = time.Time{}
	}
}

func (r *reading) event(e run.Event) {
	var now entry
	if len(r.turns) > 0 {
		now = r.turns[len(r.turns)-1]
	}
	activity := func(phase int) int { return r.w.state.Phases()[phase].Activity }
	switch e := e.(type) {
	case run.Booked:
		r.start = e.Start
	case run.Started:
		r.visit(e.At, entry{at: e.At, phase: r.w.state.First()})
	case run.Moved:
		r.visit(e.At, entry{at: e.At, phase: e.To, pause: now.pause})
	case run.Taken:
		r.visit(e.At, entry{at: e.At, phase: e.To})
		r.fixed[activity(e.To)] = time.Time{}
	case run.BegunEarly:
		r.visit(e.At, entry{at: e.At, phase: now.phase})
		r.fixed[activity(now.phase)] = time.Time{}
	case run.Fixed:
		r.fixed[e.Activity] = e.To
	case run.HardEndMoved:
		for _, f := range e.Fixed {
			r.fixed[f.Activity] = f.To
		}
	case run.Stopped:
		kind := e.Kind
		r.turns = append(r.turns, entry{at: e.At, phase: now.phase, pause: &kind, waits: now.waits})
	case run.Resumed:
		r.turns = append(r.turns, entry{at: e.At, phase: now.phase, waits: now.waits})
	case run.PauseNamed:
		*now.pause = e.Kind
	case run.Backdated:
		r.turns[len(r.turns)-1].at = now.at.Add(-e.By)
	case run.Credited:
		r.turns = append(r.turns, entry{at: e.At.Add(e.Waited), phase: now.phase, waits: now.waits})
		at := e.At.Add(e.Waited + e.By)
		r.visit(at, entry{at: at, phase: e.To, pause: now.pause})
	case run.Lapped:
		lost := r.addUp(e.At).spent[now.phase]
		r.visit(e.At, entry{at: e.At, phase: now.phase, pause: now.pause})
		for i := range r.turns[:len(r.turns)-1] {
			if r.turns[i].phase == now.phase && r.turns[i].pause == nil {
				r.turns[i].lost = true
			}
		}
		r.lost += lost
	case run.GapRecorded:
		r.gaps = append(r.gaps, e.Gap)
	case run.GapExcluded:
		r.out = append(r.out, r.gaps[e.Gap])
	}
}

func addUp(w *walk, history []happening, now time.Time) ledger {
	r := reading{w: w, fixed: map[int]time.Time{}, start: w.booking.Start}
	for _, h := range history {
		for _, e := range h.events {
			r.event(e)
		}
	}
	return r.addUp(now)
}

func (r *reading) addUp(now time.Time) ledger {
	l := ledger{spent: map[int]time.Duration{}, paused: map[run.PauseKind]time.Duration{}}
	if len(r.turns) > 0 {
		r.settle()
	}
	for i, turn := range r.turns {
		if turn.phase == run.NoPhase {
			break
		}
		end := now
		if i+1 < len(r.turns) {
			end = r.turns[i+1].at
		}
		lasted := func(from, to time.Time) time.Duration {
			length := to.Sub(from)
			for _, gap := range r.out {
				if out := earlier(gap.End, to).Sub(later(gap.Begin, from)); out > 0 {
					length -= out
					l.paused[run.GapKind] += out
				}
			}
			return length
		}
		ran := turn.at
		if turn.pause == nil && turn.waits != nil && turn.waits.After(turn.at) {
			ran = earlier(*turn.waits, end)
			l.paused[run.WaitKind] += lasted(turn.at, ran)
		}
		length := lasted(ran, end)
		switch {
		case turn.lost:
			l.paused[run.LapKind] += length
		case turn.pause == nil:
			l.spent[turn.phase] += length
		default:
			l.paused[*turn.pause] += length
			if turn.pause == r.turns[len(r.turns)-1].pause {
				l.pause += length
			}
		}
	}
	maps.DeleteFunc(l.paused, func(_ run.PauseKind, d time.Duration) bool { return d == 0 })
	return l
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// After every command all time is where a plain sum of the turns puts it.
func TestTimeIsWhereTheTurnsPutIt(t *testing.T) {
	t.Parallel()
	forEachStep(t, func(w *walk, c run.Command) {
		if w.do(c) != nil {
			return
		}
		want := addUp(w, standing(w.history), w.now)
		for i := range w.state.Phases() {
			if got := w.state.Spent(i, w.now); got != want.spent[i] {
				w.failf("%s has spent %v, want %v", w.state.Name(i), got, want.spent[i])
			}
		}
		if got := w.state.Paused(w.now); !maps.Equal(got, want.paused) {
			w.failf("paused %v, want %v", got, want.paused)
		}
		if kind, lasted, ok := w.state.Pause(w.now); ok && (lasted != want.pause || !slices.Contains(run.PauseKinds, kind)) {
			w.failf("this pause, %s, has lasted %v, want %v", kind, lasted, want.pause)
		}
	})
}
