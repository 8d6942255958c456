package record

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/tui"
	"facilitate/session"
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
		rec := New(store, nil, func() []byte { return plan }, journal.Head{Kind: journal.Delivery, Title: "Walk"}, lateClock{})
		if err := rec.Append([]run.Event{run.Started{At: time.Now()}}, time.Now()); err != nil {
			t.Fatal(err)
		}
		writer := StartWriter(nil, rec)
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

// TestUnmadeRunIsSaved: where the run's folder could not be made, whoever leaves
// has all that happened in a file.
func TestUnmadeRunIsSaved(t *testing.T) {
	t.Chdir(t.TempDir())
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	source := []byte("title: Walk\nduration: 10m\nactivities: [{id: a, title: A, duration: 5m}]\n")
	plan, problems := session.Load("plan.yaml", source)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	head := journal.Head{Kind: journal.Delivery, Title: plan.Title, Booking: run.Booking{Zone: time.UTC}}
	rec := New(journal.Store{Dir: filepath.Join(file, "below")}, nil, func() []byte { return source }, head, lateClock{})
	writer := run.NewWriter(run.New(plan, head.Booking), rec)
	began := time.Now().UTC().Truncate(time.Millisecond).Add(-4 * time.Minute)
	for at, c := range []run.Command{run.Start{}, run.CaptureLine{Kind: run.RoomSaid, Text: "they say"}} {
		if err := writer.Do(c, began.Add(time.Duration(at)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if rec.Trouble() == nil {
		t.Fatal("a run was made in a file")
	}
	var said strings.Builder
	rec.Close(&cli.Env{Err: &said}, writer.State())
	copies, err := filepath.Glob("*" + library.RunEnding)
	if err != nil || len(copies) != 1 {
		t.Fatalf("%v, %v", copies, err)
	}
	for _, want := range []string{"no record of this session was kept: ", "facilitate import " + copies[0], "facilitate resume RUN"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("it does not say %q:\n%s", want, said.String())
		}
	}
	data, err := os.ReadFile(copies[0])
	if err != nil {
		t.Fatal(err)
	}
	store := journal.Store{Dir: t.TempDir()}
	taken, err := store.Import(data, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	replay, err := store.Read(taken.ID)
	if err != nil || len(replay.Events) != 2 {
		t.Fatalf("%+v, %v", replay, err)
	}
	for i, e := range replay.Events {
		if at := began.Add(time.Duration(i) * time.Minute); !e.At.Equal(at) {
			t.Errorf("record %d is of %v, not of %v", i+1, e.At, at)
		}
	}
	if replay.Last.At.Before(began.Add(3 * time.Minute)) {
		t.Errorf("it was last known to run at %v", replay.Last.At)
	}
}
