//go:build linux || darwin

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/sessions"
	"facilitate/timer"
)

// The limits of what reads all runs that are kept, so many of them, and a very
// long one.
const (
	manyRuns    = 1000
	maxHistory  = 1.0 // seconds
	maxTune     = 1.0
	longRecords = 100_000
	maxLong     = 1.0
)

// histories measures what reads runs that are kept.
func (b *bench) histories() {
	many, long := b.manyFolder(), filepath.Join(b.folder, "long")
	err := keepRuns(many, manyRuns)
	if err == nil {
		err = keepLongRun(long, longRecords)
	}
	if err != nil {
		b.table.fail("runs to be read", nil, err)
		return
	}
	b.command(fmt.Sprintf("history of %d runs", manyRuns), maxHistory, "history", "--state-dir", many)
	b.command(fmt.Sprintf("tune by %d runs", manyRuns), maxTune, "tune", shippedPlan, "--state-dir", many)
	b.command(fmt.Sprintf("resume, %d records", longRecords), maxLong, "resume", "--state-dir", long)
}

// manyFolder is where many runs are kept, once histories has been measured.
func (b *bench) manyFolder() string { return filepath.Join(b.folder, "many") }

// different is how many of the runs are no copies of others.
const different = 12

// keepRuns keeps so many deliveries of the plan that ships, one a day. All but
// the newest came to their end.
func keepRuns(state string, n int) error {
	src, plan, err := readShipped()
	if err != nil {
		return err
	}
	newest := time.Now().UTC().Truncate(time.Millisecond).Add(-time.Hour)
	var kept []string
	for i := range min(n, different) {
		id, err := keepRun(state, src, plan, newest, i)
		if err != nil {
			return err
		}
		kept = append(kept, id)
	}
	runs := filepath.Join(state, "runs")
	for i := len(kept); i < n; i++ {
		day := newest.AddDate(0, 0, -i).Format("2006-01-02-1504")
		from := kept[1+i%(len(kept)-1)] // never the one that is not finished
		if err := os.CopyFS(filepath.Join(runs, day+from[len(day):]), os.DirFS(filepath.Join(runs, from))); err != nil {
			return err
		}
	}
	return nil
}

// keepRun keeps the delivery that began so many days before the newest, which
// is the one that did not end: every note gone to, and now and then a line
// kept, a pause, a minute more and a change of mind.
func keepRun(state string, src []byte, plan *session.Plan, newest time.Time, ago int) (id string, err error) {
	now := newest.AddDate(0, 0, -ago)
	head := headOf(plan, now)
	r, err := journal.Store{Dir: state}.Create(src, head, now)
	if err != nil {
		return "", err
	}
	w := run.NewWriter(run.New(plan, head.Booking), r)
	give := func(c run.Command) {
		now = now.Add(time.Duration(5+ago) * time.Second)
		if err == nil {
			err = w.Do(c, now)
		}
	}
	give(run.Gather{People: 20 + ago})
	give(run.Start{})
	for i := 0; err == nil && w.State().Stage() != run.Finished && (ago > 0 || i < 9); i++ {
		here := w.State().Current()
		for note := range w.State().Phases()[here].Plan.Notes {
			give(run.Place{Phase: w.State().Name(here), Note: note})
		}
		give(run.CaptureLine{Kind: run.RoomSaid, Text: fmt.Sprintf("Point %d: what was said about money and housing", i)})
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
	if err != nil {
		return "", err
	}
	r.Alive(timer.Reading{Wall: now}, now, nil)
	return r.ID(), r.Close()
}

func readShipped() ([]byte, *session.Plan, error) {
	src, ok := sessions.Read(shippedPlan)
	if !ok {
		return nil, nil, fmt.Errorf("there is no plan %s", shippedPlan)
	}
	plan, problems := session.Load(shippedPlan, src)
	if plan == nil {
		return nil, nil, problems
	}
	return src, plan, nil
}

func headOf(plan *session.Plan, now time.Time) journal.Head {
	return journal.Head{
		Kind: journal.Delivery, Plan: shippedPlan, PlanID: plan.ID, Title: plan.Title,
		Booking: run.Booking{Start: now, Zone: time.UTC}, Reading: timer.Reading{Wall: now},
	}
}

// keepLongRun keeps a run under way that has so many records: one in ten is a
// step there or back, or its undo, and one in ten a line.
func keepLongRun(state string, records int) error {
	src, plan, err := readShipped()
	if err != nil {
		return err
	}
	now := time.Now().UTC().Truncate(time.Millisecond)
	r, err := journal.Store{Dir: state}.Create(src, headOf(plan, now), now)
	if err != nil {
		return err
	}
	var all events
	w := run.NewWriter(run.New(plan, headOf(plan, now).Booking), &all)
	steps := []run.Command{run.Next{}, run.Back{}, run.Next{}, run.Undo{}, run.Pause{}, run.Resume{}}
	err = w.Do(run.Start{}, now)
	for i := 1; err == nil && len(all) < records; i++ {
		c := steps[(i/10+len(steps)-1)%len(steps)]
		switch i % 10 {
		case 0:
		case 1:
			c = run.CaptureLine{Kind: run.RoomSaid, Text: fmt.Sprintf("Point %d: what was said about money and housing", i)}
		default:
			c = run.Place{Phase: w.State().Name(w.State().Current()), Note: i % 2}
		}
		err = w.Do(c, now.Add(time.Duration(i)*time.Millisecond))
	}
	if err == nil {
		err = r.Append(all, now.Add(time.Duration(records)*time.Millisecond))
	}
	if err != nil {
		return err
	}
	return r.Close()
}

// events collects what is recorded.
type events []run.Event

// Append takes events in.
func (e *events) Append(more []run.Event, _ time.Time) error {
	*e = append(*e, more...)
	return nil
}
