package journal

import (
	"fmt"
	"testing"
	"time"

	"facilitate/session/run"
)

// BenchmarkResume100k reads, checks and folds a journal of 100,000 records: a
// tenth of them steps of the session, the others places and captured lines.
func BenchmarkResume100k(b *testing.B) {
	plan, src := thePlan(b)
	store := Store{Dir: b.TempDir()}
	r, err := store.Create(src, headOf(plan), start)
	if err != nil {
		b.Fatal(err)
	}
	d := newDelivery(plan, headOf(plan).Booking, nothing{}, 21)
	for i := 0; len(d.events) < 90_000; i++ {
		d.step(b)
		for j := range 8 {
			must(b, d.writer.Record(run.Placed{Phase: (i + j) % len(d.state.Phases())}, d.now))
		}
	}
	for id := len(d.state.Captures()) + 1; len(d.events) < 100_000; id++ {
		text := fmt.Sprintf("point %d: what was said about money and housing", id)
		must(b, d.writer.Record(run.Captured{ID: id, Kind: run.RoomSaid, Text: text, At: start, Phase: run.NoPhase}, d.now))
	}
	if err := r.Append(d.events, start.Add(time.Hour)); err != nil || r.Trouble() != nil {
		b.Fatal(err, r.Trouble())
	}
	if err := r.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		replay, err := store.Read(r.ID())
		if err != nil || len(replay.Events) != 100_000 || len(replay.Damage) > 0 {
			b.Fatal(err, len(replay.Events), replay.Damage)
		}
		if state, skipped := replay.Fold(plan); len(skipped) > 0 || state == nil {
			b.Fatal(skipped)
		}
	}
}

type nothing struct{}

func (nothing) Append([]run.Event, time.Time) error { return nil }

// BenchmarkAppend is what a record costs on this computer's disk.
func BenchmarkAppend(b *testing.B) {
	r, err := Store{Dir: b.TempDir()}.Create([]byte("plan"), Head{}, start)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := r.Append([]run.Event{run.Placed{Phase: 1, Note: 1}}, start); err != nil || r.Trouble() != nil {
			b.Fatal(err, r.Trouble())
		}
	}
}
