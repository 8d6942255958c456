package run_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// isFact is whether undo leaves what happened: it takes back commands of the
// table only, and those that book a start, turn to a note or keep a line are
// none of it.
func (h happening) isFact() bool {
	switch h.word {
	case "", run.CmdBook, run.CmdPlace, run.CmdCapture, run.CmdEdit, run.CmdStrike:
		return true
	}
	return false
}

// standing is what is left of a history when each undo has struck out the
// newest command before it, and itself: facts stay in their place.
func standing(history []happening) []happening {
	var left []happening
	for _, h := range history {
		if h.word != run.CmdUndo {
			left = append(left, h)
			continue
		}
		for i := len(left) - 1; ; i-- {
			if !left[i].isFact() {
				if c, ok := left[i].events[0].(run.Credited); ok {
					putBack(left[i+1:], c.Waited+c.By)
				}
				left = slices.Delete(left, i, i+1)
				break
			}
		}
	}
	return left
}

// putBack moves gaps to where they are when a credit before them is taken
// back, and the clock with it.
func putBack(since []happening, by time.Duration) {
	for i := range since {
		if gap, ok := since[i].events[0].(run.GapRecorded); ok {
			gap.Begin, gap.End = gap.Begin.Add(-by), gap.End.Add(-by)
			since[i].events = []run.Event{gap}
		}
	}
}

// "The state becomes what it would be had it never been given, with all time
// that passed still passed": so it is the same as a state that never saw it.
func TestUndoIsAsIfNeverGiven(t *testing.T) {
	t.Parallel()
	forEachStep(t, func(w *walk, c run.Command) {
		if w.do(c) != nil || c.Word() != run.CmdUndo {
			return
		}
		left := standing(w.history)
		never := w.fresh()
		for _, h := range left {
			for _, e := range h.events {
				if excluded, ok := e.(run.GapExcluded); ok {
					excluded.Of = 0 // here the events have other numbers
					e = excluded
				}
				never.Apply(e)
			}
		}
		if got, want := digest(w.state, w.now), digest(never, w.now); got != want {
			w.failf("undone is not as if never given:%s", differences(got, want))
		}
		later := w.now.Add(17 * time.Minute)
		if got, want := digest(w.state, later), digest(never, later); got != want {
			w.failf("undone is, some time later, not as if never given:%s", differences(got, want))
		}
	})
}

// Undo names what it would take back, goes back to before the start, and then
// has nothing more to do.
func TestUndoable(t *testing.T) {
	t.Parallel()
	for w := range deliveries(t) {
		for range w.steps() {
			w.pass()
			_ = w.do(w.randomCommand())
		}
		for {
			left := slices.DeleteFunc(standing(w.history), happening.isFact)
			word, ok := w.state.Undoable()
			if ok != (len(left) > 0) || (ok && word != left[len(left)-1].word) {
				w.failf("undo would take back %q (%v) of %d", word, ok, len(left))
			}
			if err := w.do(run.Undo{}); (err == nil) != ok {
				w.failf("undo of %q: %v", word, err)
			}
			if !ok {
				break
			}
		}
		if w.state.Stage() != run.Ready {
			w.failf("all undone, and yet %v", w.state.Stage())
		}
	}
}

// What a command that undo takes back is called, where the table of words
// does not say so by itself.
func TestUndoableWords(t *testing.T) {
	plan := planOf(10*time.Minute, "a 5m notes=3; b 5m optional; c 10m")
	for script, want := range map[string]run.Word{
		"":                                      "",
		"0s allot c 8m":                         run.CmdAllot,
		"0s recover drop":                       run.CmdRecover,
		"0s recover trim":                       run.CmdRecover,
		"0s recover extend":                     run.CmdRecover,
		"0s start":                              run.CmdStart,
		"0s book 5m":                            "", // no command of the table
		"0s place a 2":                          "",
		"0s start; 1m place a 2":                run.CmdStart,
		"0s start; 1m sleep 5m":                 run.CmdStart,
		"0s start; 1m sleep 5m; 6m exclude-gap": run.CmdExcludeGap,
		"0s start; 1m jump c":                   run.CmdGoto,
		"0s start; 1m skip activity":            run.CmdSkip,
		"0s start; 1m pause; 2m pause break":    run.CmdPause,
		"0s start; 1m finish; 2m backdate 1m":   run.CmdBackdate,
		"0s start; 1m finish; 2m undo":          run.CmdStart,
		"0s start; 1m until 9m; !2m until 9m; 2m trim 1m": run.CmdTrim,
	} {
		s := played(t, plan, script)
		if word, ok := s.Undoable(); word != want || ok != (want != "") {
			t.Errorf("after %q undo would take back %q (%v), want %q", script, word, ok, want)
		}
	}
}

// However many commands were given, undo comes back through every state there
// was, to the first.
func TestUndoFarBack(t *testing.T) {
	t.Parallel()
	for seed := range uint64(timertest.Amount(2, 40)) {
		w := newWalk(t, rand.NewPCG(seed, 1))
		w.busy = seed%2 == 1
		later := at(1000 * time.Hour)
		were := []string{digest(w.state, later)} // after so many commands
		for len(were) < timertest.Amount(350, 700) {
			c := w.randomCommand()
			w.now = w.now.Add(w.randomSpan(time.Minute))
			if isFact := (happening{word: c.Word()}).isFact(); isFact || c.Word() == run.CmdFinish || w.do(c) != nil {
				continue
			}
			n, is := w.state.Standing(), digest(w.state, later)
			if were = were[:min(n+1, len(were))]; n == len(were) {
				were = append(were, is)
			}
			if want := were[len(were)-1]; is != want {
				w.failf("after %d commands it is another:%s", len(were)-1, differences(is, want))
			}
		}
		for n := len(were) - 2; n >= 0; n-- {
			w.state.Apply(run.Undone{})
			if got := digest(w.state, later); got != were[n] {
				w.failf("back at %d commands it is another:%s", n, differences(got, were[n]))
			}
		}
	}
}
