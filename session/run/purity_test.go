package run_test

import (
	"reflect"
	"testing"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// Deciding, and asking anything, leaves the state as it is: what is recorded
// must be all that happened.
func TestDecideChangesNothing(t *testing.T) {
	t.Parallel()
	forEachStep(t, func(w *walk, c run.Command) {
		if !w.chance(30) { // digests take time
			_ = w.do(c)
			return
		}
		before := digest(w.state, w.now)
		e, err := run.Decide(w.state, c, w.now)
		again, sameErr := run.Decide(w.state, c, w.now)
		if after := digest(w.state, w.now); after != before {
			w.failf("deciding %+v changed the state:%s", c, differences(after, before))
		}
		if !reflect.DeepEqual(e, again) || !reflect.DeepEqual(err, sameErr) {
			w.failf("%+v was decided %v (%v), then %v (%v)", c, e, err, again, sameErr)
		}
		if (err == nil) == (e == nil) {
			w.failf("%+v was answered by %v and %v", c, e, err)
		}
		_ = w.do(c)
	})
}

// The tests that walk at random say something only where the walks come
// everywhere.
func TestWalksComeEverywhere(t *testing.T) {
	if timertest.Raced {
		t.Skip("with the race detector there are fewer walks")
	}
	t.Parallel()
	events, stages, refused := map[string]int{}, map[run.Stage]int{}, map[run.Word]int{}
	recovered, undone := map[run.Option]int{}, map[run.Word]int{}
	forEachStepOf(usualDeliveries(t, 300), func(w *walk, c run.Command) {
		newest, _ := w.state.Undoable()
		if w.do(c) != nil {
			refused[c.Word()]++
			return
		}
		stages[w.state.Stage()]++
		switch c := c.(type) {
		case run.Recover:
			recovered[c.Option]++
		case run.Undo:
			undone[newest]++
		}
		for _, e := range w.history[len(w.history)-1].events {
			events[reflect.TypeOf(e).Name()]++
		}
	})
	const enough = 10
	for _, e := range oneOfEach {
		name := reflect.TypeOf(e).Name()
		if events[name] < enough && name != "GapRecorded" && name != "WallStepped" {
			t.Errorf("%s happened %d times", name, events[name])
		}
	}
	for _, stage := range []run.Stage{run.Ready, run.Running, run.Paused, run.Finished} {
		if stages[stage] < enough {
			t.Errorf("%v was come to %d times", stage, stages[stage])
		}
	}
	for _, option := range run.Options {
		if recovered[option] < enough {
			t.Errorf("%s recovered %d times", option, recovered[option])
		}
	}
	for _, word := range []run.Word{
		run.CmdStart, run.CmdNext, run.CmdSkip, run.CmdBack, run.CmdGoto, run.CmdPause, run.CmdResume, run.CmdFinish,
		run.CmdExtend, run.CmdTrim, run.CmdAllot, run.CmdUntil, run.CmdRecover, run.CmdBackdate, run.CmdExcludeGap,
		run.CmdCredit, run.CmdLap,
		run.CmdPeople, run.CmdPairs, run.CmdJoin, run.CmdLeave, run.CmdSetting,
		run.CmdQuiz, run.CmdReveal, run.CmdHands, run.CmdScore, run.CmdHear, run.CmdHeard, run.CmdPass,
		run.CmdForm, run.CmdFormEdit, run.CmdFormStrike,
	} {
		if undone[word] < enough || refused[word] == 0 {
			t.Errorf("%s was undone %d times and refused %d times", word, undone[word], refused[word])
		}
	}
}
