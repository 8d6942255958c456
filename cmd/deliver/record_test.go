package deliver

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"facilitate/cmd/tui"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// lateClock reads virtual time. Whoever asks it comes a little late, now less
// and now more, as timers do.
type lateClock struct{}

func (lateClock) Moment() (time.Time, timer.Reading) {
	now := time.Now().Add(time.Duration(rand.IntN(20)) * time.Millisecond).UTC().Truncate(time.Millisecond)
	return now, timer.Reading{Boot: time.Duration(now.UnixNano()), Wall: now}
}

// TestDraftIsKeptInTime types and looks again and again at what a kill would
// leave: of two seconds that may be lost, the program itself loses little more
// than one, and the disk has the rest.
func TestDraftIsKeptInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const most = 1200 * time.Millisecond
		random := rand.New(rand.NewPCG(1, 2))
		store := journal.Store{Dir: t.TempDir()}
		plan := []byte("title: Walk\nduration: 10m\nactivities: [{id: a, title: A, duration: 5m}]\n")
		rec := newRecorder(store, nil, plan, journal.Head{Kind: journal.Delivery, Title: "Walk"}, lateClock{})
		if err := rec.Append([]run.Event{run.Started{At: time.Now()}}, time.Now()); err != nil {
			t.Fatal(err)
		}
		writer := startWriter(nil, rec)
		defer func() {
			writer.Close()
			if err := rec.run.Close(); err != nil {
				t.Error(err)
			}
		}()
		var typed []time.Time // when draft N was
		for n := range 300 {
			typed = append(typed, time.Now())
			rec.Draft(tui.Draft{Text: fmt.Sprint(n)})
			time.Sleep(time.Duration(random.IntN(300)) * time.Millisecond)
			replay, err := store.Read(rec.ID())
			if err != nil {
				t.Fatal(err)
			}
			kept, d := -1, tui.Draft{}
			if len(replay.Draft) > 0 {
				if err := json.Unmarshal(replay.Draft, &d); err != nil {
					t.Fatal(err)
				}
				if _, err := fmt.Sscan(d.Text, &kept); err != nil {
					t.Fatal(err)
				}
			}
			if kept == n {
				continue
			}
			if since := time.Since(typed[kept+1]); since > most {
				t.Fatalf("draft %d was typed %v ago, and %d is kept", kept+1, since, kept)
			}
		}
	})
}
