package run_test

import (
	"errors"
	"reflect"
	"sync"
	"sync/atomic"
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

func TestDeskKeepsWhatItApplies(t *testing.T) {
	log := &keeper{}
	desk := run.NewDesk(run.New(planOf(time.Hour, "a 10m; b 5m"), run.Booking{}), log)
	gap := run.GapRecorded{Gap: run.Gap{Begin: instant("1m"), End: instant("2m"), Cause: "crash"}}
	for i, err := range []error{
		desk.Do(run.Start{}, at(0)),
		desk.Record(gap, instant("3m")),
		desk.Do(run.Next{}, instant("4m")),
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
	s := desk.State()
	if statuses(s) != "dc" || !reflect.DeepEqual(s.Gaps(), []run.Gap{gap.Gap}) {
		t.Errorf("the desk's state is %s with gaps %v", statuses(s), s.Gaps())
	}
}

func TestDeskWithAFailingLog(t *testing.T) {
	full := errors.New("the disk is full")
	log := &keeper{}
	s := run.New(planOf(time.Hour, "a 10m; b 5m"), run.Booking{})
	desk := run.NewDesk(s, log)
	if err := desk.Do(run.Start{}, at(0)); err != nil {
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
		if err := desk.Do(c, now); !errors.Is(err, full) {
			t.Errorf("%s: %v, want %v", c.Word(), err, full)
		}
	}
	gap := run.GapRecorded{Gap: run.Gap{Begin: instant("1m"), End: instant("2m")}}
	if err := desk.Record(gap, now); !errors.Is(err, full) {
		t.Errorf("a gap: %v, want %v", err, full)
	}
	if after := digest(s, now); after != before {
		t.Errorf("what was not kept was applied:%s", differences(after, before))
	}
	// Once there is room again the desk goes on from where it was.
	log.fails = nil
	if err := desk.Do(run.Next{}, now); err != nil || statuses(s) != "dc" {
		t.Errorf("with room again: %v, %s", err, statuses(s))
	}
}

// What is applied has been kept before: a crash in between loses a command
// that nobody has seen the effect of.
func TestDeskKeepsBeforeItApplies(t *testing.T) {
	log := &keeper{}
	s := run.New(planOf(time.Hour, "a 10m"), run.Booking{})
	log.sees = func() {
		if s.Stage() != run.Ready {
			t.Error("applied before it was kept")
		}
	}
	if err := run.NewDesk(s, log).Do(run.Start{}, at(0)); err != nil || s.Stage() != run.Running {
		t.Errorf("%v, %v", err, s.Stage())
	}
}

func TestDeskDoesNotKeepRefusals(t *testing.T) {
	log := &keeper{fails: errors.New("nothing should be kept")}
	desk := run.NewDesk(run.New(planOf(time.Hour, "a 10m"), run.Booking{}), log)
	log.sees = func() { t.Error("a refusal was to be kept") }
	if err := desk.Do(run.Next{}, at(0)); err == nil || errors.Is(err, log.fails) {
		t.Errorf("next before the start: %v", err)
	}
}

func TestDeskWithoutALog(t *testing.T) {
	desk := run.NewDesk(run.New(planOf(time.Hour, "a 10m"), run.Booking{}), nil)
	if err := desk.Do(run.Start{}, at(0)); err != nil || desk.State().Stage() != run.Running {
		t.Errorf("%v, %v", err, desk.State().Stage())
	}
}

// No two commands are ever decided on the same state.
func TestDeskAtOnce(t *testing.T) {
	const many = 50
	log := &keeper{}
	desk := run.NewDesk(run.New(planOf(time.Hour, "a 10m"), run.Booking{}), log)
	var started atomic.Int32
	var all sync.WaitGroup
	for range many {
		all.Go(func() {
			if desk.Do(run.Start{}, at(0)) == nil {
				started.Add(1)
			}
			if err := desk.Do(run.Extend{By: time.Minute}, at(0)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if started.Load() != 1 || len(log.kept) != 1+many {
		t.Errorf("started %d times, and %d events kept", started.Load(), len(log.kept))
	}
	if budget := desk.State().Phases()[0].Budget; budget != (10+many)*time.Minute {
		t.Errorf("the budget is %v", budget)
	}
}
