package run_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// oneOfEach is an event of every type, with nothing in it left at zero that
// the type has.
var oneOfEach = []run.Event{
	run.Booked{Start: zero},
	run.Started{At: zero.Add(time.Nanosecond)},
	run.Moved{At: zero, By: run.CmdSkip, Left: run.Skipped, Skipped: []int{1, 2}, To: run.NoPhase, Kept: 1},
	run.Taken{At: zero, Reopened: []int{1}, To: 2},
	run.BegunEarly{At: zero},
	run.Fixed{Activity: 1, To: zero},
	run.Stopped{At: zero, Kind: run.Break},
	run.PauseNamed{Kind: run.Incident},
	run.Resumed{At: zero},
	run.Budgeted{By: run.CmdRecover, Set: []run.Budget{{Phase: 1, Time: time.Minute}, {Phase: 3, Time: 1}}},
	run.Dropped{Phases: []int{4, 5}},
	run.HardEndSet{Until: zero},
	run.HardEndMoved{By: time.Minute + 1, Fixed: []run.Fixed{{Activity: 1, To: zero}}},
	run.Backdated{By: time.Hour},
	run.GapExcluded{Gap: 7, Of: 8},
	run.Credited{At: zero, Waited: time.Second, By: time.Minute, To: 2, Kept: 1},
	run.Lapped{At: zero},
	run.Gathered{People: 3, Groups: []run.Group{{Size: 2, Members: []string{"Ann", "Ben"}}, {Size: 1, Members: []string{"Cat"}}}, How: run.Dealt, Seed: 1<<63 + 1},
	run.Paired{Sets: [][]string{{"Ann", "Ben", "Cat"}}, Seed: 7},
	run.Joined{Group: 1, Name: "Dan"},
	run.Departed{Group: run.NoGroup, Name: "Dan"},
	run.SettingChosen{Phase: 1, Setting: session.Pairs},
	run.QuizShown{Quiz: 1, Statement: 2},
	run.Revealed{Quiz: 1, Statement: 2},
	run.HandsCounted{Quiz: 1, Statement: 2, True: 3, False: 4},
	run.GroupsScored{Quiz: 1, Statement: 2, Right: []int{0, 3}},
	run.Asked{Phase: 1, Note: 2, Group: 3, Spent: 4, Share: 5, Voices: []int{3, 0}},
	run.Heard{Phase: 1, Note: 2, Spent: 4},
	run.PassedOver{Phase: 1, Note: 2, Group: 3, Spent: 4, Voices: []int{3, 0}},
	run.FormTaken{ID: 1, At: zero, Form: run.Form{
		Answers:    []run.FormAnswer{{Question: "s", Scale: 7}, {Question: "c", Option: 1}, {Question: "t", Text: "é"}},
		Confidence: []run.Confidence{{Outcome: "o", Before: run.Unsaid, After: 9}},
	}},
	run.FormCorrected{ID: 1, Form: run.Form{Answers: []run.FormAnswer{{Question: "s", Scale: 7}}}},
	run.FormStruck{ID: 1, Struck: true},
	run.Undone{Of: 3},
	run.GapRecorded{Gap: run.Gap{Begin: zero, End: zero.Add(time.Minute), Cause: "crash"}},
	run.WallStepped{At: zero, By: -time.Hour},
	run.Placed{Phase: 2, Note: 3},
	run.Captured{ID: 1, Kind: run.ParkingLot, Text: "\"quoted\" <b> é", At: zero, Phase: 1},
	run.Edited{ID: 1, Text: "other"},
	run.Struck{ID: 1, Struck: true},
}

// throughJSON is an event written and read again.
func throughJSON(t *testing.T, e run.Event) run.Event {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	again := reflect.New(reflect.TypeOf(e))
	if err := json.Unmarshal(text, again.Interface()); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return again.Elem().Interface().(run.Event)
}

func TestEventsSurviveJSON(t *testing.T) {
	for _, e := range oneOfEach {
		if again := throughJSON(t, e); !reflect.DeepEqual(again, e) {
			t.Errorf("%T %+v became %+v", e, e, again)
		}
	}
}

// Resuming after a crash is applying what was recorded to a fresh state.
func TestReplay(t *testing.T) {
	t.Parallel()
	for w := range deliveries(t) {
		for range w.steps() {
			w.pass()
			_ = w.do(w.randomCommand()) // a refusal is as good a step as any
		}
		w.pass()
		again, read := w.fresh(), w.fresh()
		for _, h := range w.history {
			for _, e := range h.events {
				again.Apply(e)
				read.Apply(throughJSON(t, e))
			}
		}
		want := digest(w.state, w.now)
		if got := digest(again, w.now); got != want {
			w.failf("replayed it is another:%s", differences(got, want))
		}
		if got := digest(read, w.now); got != want {
			w.failf("replayed through JSON it is another:%s", differences(got, want))
		}
	}
}
