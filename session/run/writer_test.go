package run_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"facilitate/session/run"
)

// keeper is a log in memory that fails when it is told to.
type keeper struct {
	fails error
	sees  func() // called when something is to be kept
	kept  []run.Event
	times []time.Time
}

func (k *keeper) Append(events []run.Event, now time.Time) error {
	if k.sees != nil {
		k.sees()
	}
	if k.fails != nil {
		return k.fails
	}
	k.kept = append(k.kept, events...)
	k.times = append(k.times, now)
	return nil
}

func TestWriterKeepsWhatItApplies(t *testing.T) {
	log := &keeper{}
	writer := run.NewWriter(run.New(planOf(time.Hour, "a 10m; b 5m"), run.Booking{}), log)
	gap := run.GapRecorded{Gap: run.Gap{Begin: instant("1m"), End: instant("2m"), Cause: "crash"}}
	for i, err := range []error{
		writer.Do(run.Start{}, at(0)),
		writer.Record(gap, instant("3m")),
		writer.Do(run.Next{}, instant("4m")),
	} {
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
	want := []run.Event{
		run.Started{At: at(0)},
		gap,
		run.Moved{At: instant("4m"), By: run.CmdNext, Left: run.Done, To: 1},
	}
	if !reflect.DeepEqual(log.kept, want) {
		t.Errorf("kept %+v, want %+v", log.kept, want)
	}
	if want := []time.Time{at(0), instant("3m"), instant("4m")}; !reflect.DeepEqual(log.times, want) {
		t.Errorf("kept at %v, want %v", log.times, want)
	}
	s := writer.State()
	if statuses(s) != "dc" || !reflect.DeepEqual(s.Gaps(), []run.Gap{gap.Gap}) {
		t.Errorf("the writer's state is %s with gaps %v", statuses(s), s.Gaps())
	}
}

func TestWriterWithAFailingLog(t *testing.T) {
	full := errors.New("the disk is full")
	log := &keeper{}
	s := run.New(planOf(time.Hour, "a 10m; b 5m"), run.Booking{})
	writer := run.NewWriter(s, log)
	if err := writer.Do(run.Start{}, at(0)); err != nil {
		t.Fatal(err)
	}
	now := instant("5m")
	before := digest(s, now)
	log.fails = full
	for _, c := range []run.Command{
		run.Next{},
		run.Extend{By: time.Minute},
		run.Undo{},
		run.Place{Phase: "a"},
	} {
		if err := writer.Do(c, now); !errors.Is(err, full) {
			t.Errorf("%s: %v, want %v", c.Word(), err, full)
		}
	}
	gap := run.GapRecorded{Gap: run.Gap{Begin: instant("1m"), End: instant("2m")}}
	if err := writer.Record(gap, now); !errors.Is(err, full) {
		t.Errorf("a gap: %v, want %v", err, full)
	}
	if after := digest(s, now); after != before {
		t.Errorf("what was not kept was applied:%s", differences(after, before))
	}
	// Once there is room again the writer goes on from where it was.
	log.fails = nil
	if err := writer.Do(run.Next{}, now); err != nil || statuses(s) != "dc" {
		t.Errorf("with room again: %v, %s", err, statuses(s))
	}
}

// What is applied has been kept before: a crash in between loses a command
// that nobody has seen the effect of.
func TestWriterKeepsBeforeItApplies(t *testing.T) {
	log := &keeper{}
	s := run.New(planOf(time.Hour, "a 10m"), run.Booking{})
	log.sees = func() {
		if s.Stage() != run.Ready {
			t.Error("applied before it was kept")
		}
	}
	if err := run.NewWriter(s, log).Do(run.Start{}, at(0)); err != nil || s.Stage() != run.Running {
		t.Errorf("%v, %v", err, s.Stage())
	}
}

func TestWriterDoesNotKeepRefusals(t *testing.T) {
	log := &keeper{fails: errors.New("nothing should be kept")}
	writer := run.NewWriter(run.New(planOf(time.Hour, "a 10m"), run.Booking{}), log)
	log.sees = func() { t.Error("a refusal was to be kept") }
	if err := writer.Do(run.Next{}, at(0)); err == nil || errors.Is(err, log.fails) {
		t.Errorf("next before the start: %v", err)
	}
}

func TestWriterWithoutALog(t *testing.T) {
	writer := run.NewWriter(run.New(planOf(time.Hour, "a 10m"), run.Booking{}), nil)
	if err := writer.Do(run.Start{}, at(0)); err != nil || writer.State().Stage() != run.Running {
		t.Errorf("%v, %v", err, writer.State().Stage())
	}
}

// TestOrder: several commands at once are decided one on the other, and
// recorded all at once or not at all; facts stand whatever is refused.
func TestOrder(t *testing.T) {
	gap := run.GapRecorded{Gap: run.Gap{Begin: instant("1m"), End: instant("4m"), Cause: "crash"}}
	for name, tt := range map[string]struct {
		facts    []run.Event
		commands []run.Command
		want     []run.Event
		refused  bool
	}{
		"groups, and next": {
			nil,
			[]run.Command{run.Gather{People: 4}, run.Next{}},
			[]run.Event{
				run.Gathered{People: 4, How: run.CountedOff, Groups: []run.Group{{Size: 4}}},
				run.Moved{At: instant("5m"), By: run.CmdNext, Left: run.Done, To: 1},
			},
			false,
		},
		"a gap that is left out": {[]run.Event{gap}, []run.Command{run.ExcludeGap{}}, []run.Event{gap, run.GapExcluded{Gap: 0, Of: 2}}, false},
		"the second is refused":  {nil, []run.Command{run.Next{}, run.Start{}}, nil, true},
		"and a fact":             {[]run.Event{gap}, []run.Command{run.Next{}, run.Resume{}}, []run.Event{gap}, true},
		"nothing":                {nil, nil, nil, false},
	} {
		log := &keeper{}
		writer := run.NewWriter(run.New(planOf(time.Hour, "a 10m; b 5m"), run.Booking{}), log)
		if err := writer.Do(run.Start{}, at(0)); err != nil {
			t.Fatal(err)
		}
		shadow := writer.State().Clone()
		log.kept, log.times = nil, nil
		got, err := writer.CarryOut(run.Order{At: instant("5m"), Facts: tt.facts, Commands: tt.commands})
		if (err != nil) != tt.refused || !reflect.DeepEqual(got, tt.want) || !reflect.DeepEqual(log.kept, tt.want) {
			t.Errorf("%s: %+v, %v; kept %+v; want %+v", name, got, err, log.kept, tt.want)
		}
		if len(log.times) > 1 {
			t.Errorf("%s: recorded in %d pieces", name, len(log.times))
		}
		for _, e := range got {
			shadow.Apply(e)
		}
		if now := instant("6m"); digest(shadow, now) != digest(writer.State(), now) {
			t.Errorf("%s: what it answers leads elsewhere:%s", name, differences(digest(shadow, now), digest(writer.State(), now)))
		}
	}
}

// TestClone: two states go different ways from a clone on, and neither sees
// what happens to the other.
func TestClone(t *testing.T) {
	for w := range deliveries(t) {
		for range w.steps() / 2 {
			w.pass()
			_ = w.do(w.randomCommand())
		}
		first := w.state
		second := first.Clone()
		was, now := digest(first, w.now), w.now
		if digest(second, now) != was {
			w.failf("the clone differs:%s", differences(digest(second, now), was))
		}
		w.state = second
		for range w.steps() / 2 {
			w.pass()
			_ = w.do(w.randomCommand())
		}
		if got := digest(first, now); got != was {
			w.failf("what happened to the clone shows:%s", differences(got, was))
		}
		was, w.state = digest(second, w.now), first
		then := w.now
		for range w.steps() / 2 {
			_ = w.do(w.randomCommand())
		}
		if got := digest(second, then); got != was {
			w.failf("what happened shows in the clone:%s", differences(got, was))
		}
	}
}
