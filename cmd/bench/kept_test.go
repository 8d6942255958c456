//go:build linux || darwin

package bench

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// So many runs are kept where all are read, and so many records in a long one.
const (
	manyRuns    = 1000
	longRecords = 100_000
)

// many is the folder that keeps many runs, once for all who read it.
var many struct {
	once   sync.Once
	folder string
}

func manyKept(b *testing.B) string {
	many.once.Do(func() {
		var err error
		if many.folder, err = os.MkdirTemp("", "facilitate-bench-"); err != nil {
			b.Fatal(err)
		}
		clitest.AtEnd(func() { _ = os.RemoveAll(many.folder) })
		keepRuns(b, many.folder, manyRuns)
	})
	return many.folder
}

// different is how many of the runs are no copies of others.
const different = 12

// keepRuns keeps so many deliveries of the plan that ships, one a day. All but
// the newest came to their end.
func keepRuns(t testing.TB, state string, n int) {
	newest := time.Now().UTC().Truncate(time.Millisecond).Add(-time.Hour)
	var kept []string
	for i := range min(n, different) {
		kept = append(kept, keepRun(t, state, newest, i))
	}
	runs := filepath.Join(state, "runs")
	for i := len(kept); i < n; i++ {
		day := newest.AddDate(0, 0, -i).Format("2006-01-02-1504")
		from := kept[1+i%(len(kept)-1)] // never the one that is not finished
		if err := os.CopyFS(filepath.Join(runs, day+from[len(day):]), os.DirFS(filepath.Join(runs, from))); err != nil {
			t.Fatal(err)
		}
	}
}

// keepRun keeps the delivery that began so many days before the newest, which
// is the one that did not end: every note gone to, and now and then a line
// kept, a pause, a minute more and a change of mind.
func keepRun(t testing.TB, state string, newest time.Time, ago int) (id string) {
	now := newest.AddDate(0, 0, -ago)
	r, s := create(t, state, now)
	w := run.NewWriter(s, r)
	give := func(c run.Command) {
		now = now.Add(time.Duration(5+ago) * time.Second)
		if err := w.Do(c, now); err != nil {
			t.Fatal(err)
		}
	}
	give(run.Gather{People: 20 + ago})
	give(run.Start{})
	for i := 0; s.Stage() != run.Finished && (ago > 0 || i < 9); i++ {
		here := s.Current()
		for note := range s.Phases()[here].Plan.Notes {
			give(run.Place{Phase: s.Name(here), Note: note})
		}
		give(said(i))
		switch (i + ago) % 4 {
		case 0:
			give(run.Pause{Kind: run.Question})
			give(run.Resume{})
		case 1:
			give(run.Extend{By: time.Minute})
		case 2:
			give(run.Next{})
			give(run.Undo{})
		}
		give(run.Next{})
	}
	r.Alive(timer.Reading{Wall: now}, now, nil)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return r.ID()
}

// create begins a delivery of the plan that ships.
func create(t testing.TB, state string, at time.Time) (*journal.Run, *run.State) {
	src, plan := clitest.ShippedPlan(t)
	booking := run.Booking{Start: at, Zone: time.UTC}
	r, err := journal.Store{Dir: state}.Create(src, journal.Head{
		Kind: journal.Delivery, Plan: clitest.Shipped, PlanID: plan.ID, Title: plan.Title,
		Booking: booking, Reading: timer.Reading{Wall: at},
	}, at)
	if err != nil {
		t.Fatal(err)
	}
	return r, run.New(plan, booking)
}

// said is a line that is kept.
func said(i int) run.Command {
	return run.CaptureLine{Kind: run.RoomSaid, Text: fmt.Sprintf("Point %d: what was said about money and housing", i)}
}

// keepLongRun keeps a run under way that has so many records: one in ten is a
// step there or back, or its undo, and one in ten a line.
func keepLongRun(t testing.TB, state string, records int) {
	now := time.Now().UTC().Truncate(time.Millisecond)
	r, s := create(t, state, now)
	var all events
	w := run.NewWriter(s, &all)
	steps := []run.Command{run.Next{}, run.Back{}, run.Next{}, run.Undo{}, run.Pause{}, run.Resume{}}
	err := w.Do(run.Start{}, now)
	for i := 1; err == nil && len(all) < records; i++ {
		c := steps[(i/10+len(steps)-1)%len(steps)]
		switch i % 10 {
		case 0:
		case 1:
			c = said(i)
		default:
			c = run.Place{Phase: s.Name(s.Current()), Note: i % 2}
		}
		err = w.Do(c, now.Add(time.Duration(i)*time.Millisecond))
	}
	if err == nil {
		err = r.Append(all, now.Add(time.Duration(records)*time.Millisecond))
	}
	if err := errors.Join(err, r.Close()); err != nil {
		t.Fatal(err)
	}
}

// events collects what is recorded.
type events []run.Event

// Append takes events in.
func (e *events) Append(more []run.Event, _ time.Time) error {
	*e = append(*e, more...)
	return nil
}
