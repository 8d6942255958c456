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
}

// read makes the turns of a history, and says which gaps are taken out.
func read(history []happening, first int) (turns []entry, out []run.Gap) {
	var gaps []run.Gap
	for _, h := range history {
		for _, e := range h.events {
			var now entry
			if len(turns) > 0 {
				now = turns[len(turns)-1]
			}
			switch e := e.(type) {
			case run.Started:
				turns = append(turns, entry{at: e.At, phase: first})
			case run.Moved:
				turns = append(turns, entry{at: e.At, phase: e.To, pause: now.pause})
			case run.Stopped:
				kind := e.Kind
				turns = append(turns, entry{at: e.At, phase: now.phase, pause: &kind})
			case run.Resumed:
				turns = append(turns, entry{at: e.At, phase: now.phase})
			case run.PauseNamed:
				*now.pause = e.Kind
			case run.Backdated:
				turns[len(turns)-1].at = now.at.Add(-e.By)
			case run.Credited:
				turns = append(turns, entry{at: e.At, phase: now.phase}, entry{at: e.At.Add(e.By), phase: e.To, pause: now.pause})
			case run.Lapped:
				for i := range turns {
					if turns[i].phase == now.phase && turns[i].pause == nil {
						turns[i].lost = true
					}
				}
				turns = append(turns, entry{at: e.At, phase: now.phase, pause: now.pause})
			case run.GapRecorded:
				gaps = append(gaps, e.Gap)
			case run.GapExcluded:
				out = append(out, gaps[e.Gap])
			}
		}
	}
	return turns, out
}

func addUp(history []happening, first int, now time.Time) ledger {
	l := ledger{spent: map[int]time.Duration{}, paused: map[run.PauseKind]time.Duration{}}
	turns, out := read(history, first)
	for i, turn := range turns {
		if turn.phase == run.NoPhase {
			break
		}
		end := now
		if i+1 < len(turns) {
			end = turns[i+1].at
		}
		length := end.Sub(turn.at)
		for _, gap := range out {
			lost := earlier(gap.End, end).Sub(later(gap.Begin, turn.at))
			if lost > 0 {
				length -= lost
				l.paused[run.GapKind] += lost
			}
		}
		switch {
		case turn.lost:
			l.paused[run.LapKind] += length
		case turn.pause == nil:
			l.spent[turn.phase] += length
		default:
			l.paused[*turn.pause] += length
			if turn.pause == turns[len(turns)-1].pause {
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
		want := addUp(standing(w.history), w.state.First(), w.now)
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
