package deliver_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/cmd"
	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer"
)

// rehearsedBy keeps a rehearsal of a plan from a script, and gives its replay
// and what was said on standard error.
func rehearsedBy(t *testing.T, now time.Time, plan, script string, flags ...string) (*journal.Replay, string) {
	t.Helper()
	state := filepath.Join(t.TempDir(), "state")
	var out, errs bytes.Buffer
	env := &cli.Env{
		In: strings.NewReader(script), Out: &out, Err: &errs,
		Getenv: func(string) string { return "" }, Now: func() time.Time { return now },
	}
	args := append([]string{"rehearse", plan, "--script", "-", "--state-dir", state}, flags...)
	if status := cmd.Run(env, args); status != cli.StatusDone {
		t.Fatalf("status %d: %s", status, errs.String())
	}
	store := journal.Store{Dir: state}
	list, err := store.List()
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	replay, err := store.Read(list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return replay, errs.String()
}

// What a script leaves behind is what the console would have: true time in the
// records, the delivery's clock in the events, and the end known.
func TestRehearseScriptIsKept(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("elsewhere", 2*3600)
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, zone)
	replay, errs := rehearsedBy(t, now, clitest.Shipped, `
1:00 start
4:00 next
5:00 credit       # 4 minutes forward
6:00 sleep 2m
8:00 exclude-gap
9:00 clock-step +1h
10:00 lap         # 9:00 less the gap: 3 minutes since 5:00
11:00 extend 30s
12:00 crash 3m
`)
	if errs != "" {
		t.Error(errs)
	}
	at := func(offset time.Duration) time.Time { return now.Add(offset - 15*time.Minute).UTC() } // the last line and its gap are over now
	const min = time.Minute
	if replay.Head.Kind != journal.Rehearsal || !replay.Head.Booking.Rehearsal || !replay.Head.Booking.Start.IsZero() || !replay.Closed {
		t.Errorf("the head is %+v, closed: %v", replay.Head, replay.Closed)
	}
	if !replay.Created.Equal(at(min)) || !replay.Last.At.Equal(now) {
		t.Errorf("it was made at %v and last alive at %v", replay.Created, replay.Last.At)
	}
	if gap, _ := timer.Since(replay.Last.Reading, timer.Read()); (gap - max(0, time.Since(now))).Abs() > time.Minute {
		t.Errorf("by the clocks that is %v ago, not %v", gap, time.Since(now))
	}
	want := []struct {
		at    time.Duration // in true time
		event run.Event
	}{
		{min, run.Started{At: at(min)}},
		{4 * min, run.Moved{At: at(4 * min), By: run.CmdNext, Left: run.Done, To: 1}},
		{5 * min, run.Credited{At: at(5 * min), By: 4 * min, To: 2}},
		{8 * min, run.GapRecorded{Gap: run.Gap{Begin: at(10 * min), End: at(12 * min), Cause: "sleep"}}},
		{8 * min, run.GapExcluded{Of: 4}}, // the fourth event recorded it
		{9 * min, run.WallStepped{At: at(13 * min), By: time.Hour}},
		{10 * min, run.Lapped{At: at(14 * min)}},
		{11 * min, run.Budgeted{By: run.CmdExtend, Set: []run.Budget{{Phase: 2, Time: 5*min + 30*time.Second}}}},
		{15 * min, run.GapRecorded{Gap: run.Gap{Begin: at(16 * min), End: at(19 * min), Cause: "crash"}}},
	}
	if len(replay.Events) != len(want) {
		t.Fatalf("%d events: %+v", len(replay.Events), replay.Events)
	}
	for i, w := range want {
		got := replay.Events[i]
		if !got.At.Equal(at(w.at)) || toJSON(t, got.Event) != toJSON(t, w.event) {
			t.Errorf("event %d is %v %+v, not %v %+v", i, got.At, got.Event, at(w.at), w.event)
		}
	}
}

func toJSON(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	if err := (&cli.Env{Out: &b}).AnswerJSON(v); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Booked times are those nearest to when it was, as in a delivery.
func TestRehearseScriptBooked(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	replay, _ := rehearsedBy(t, now, clitest.Shipped, "0:00 start\n5:00 next\n", "--start", "09:00", "--end", "10:15", "--zero", "2026-11-20T09:12:00Z", "--from", "self-care")
	b := replay.Head.Booking
	if want := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC); !b.Start.Equal(want) || !b.End.Equal(want.Add(75*time.Minute)) {
		t.Errorf("booked from %v to %v", b.Start, b.End)
	}
	if b.Part == nil || *b.Part != (run.Part{From: 9, To: 10}) {
		t.Errorf("the part is %v", b.Part)
	}
}

// TestDocsRehearsal carries out the example of the page on rehearsing.
func TestDocsRehearsal(t *testing.T) {
	t.Parallel()
	script := clitest.Fenced(t, clitest.Document(t, "rehearsing.md"), "## With a watch", "text")
	replay, errs := rehearsedBy(t, time.Now(), clitest.Shipped, script)
	if errs != "" || len(replay.Events) != 6 {
		t.Errorf("%d events, %s", len(replay.Events), errs)
	}
}

// A pace that cannot be kept is told, and nothing is left behind.
func TestSpeakerCannotBeKept(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	store := journal.Store{Dir: filepath.Join(dir, "file")}
	if err := os.WriteFile(store.Dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := library.LearnPace(store, report.Pace{Words: 400, Spoken: 4 * time.Minute, Phases: 1}, "run", time.Now()); err == nil {
		t.Error("it was kept in a file")
	}
	store.Dir = dir
	for _, words := range []int{400, 440} {
		if err := library.LearnPace(store, report.Pace{Words: words, Spoken: 4 * time.Minute, Phases: 1}, "run", time.Now()); err != nil {
			t.Fatal(err)
		}
		if s, err := library.ReadSpeaker(store); err != nil || s.WordsPerMinute != words/4 || time.Duration(s.Spoken) != 4*time.Minute {
			t.Errorf("%+v, %v", s, err)
		}
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 2 {
		t.Errorf("left behind: %v, %v", names, err)
	}
	for _, bad := range []string{"", "x", "{}", `{"words_per_minute": 59}`, `{"words_per_minute": 301}`, "[]"} {
		if err := os.WriteFile(library.SpeakerFile(store), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if s, err := library.ReadSpeaker(store); err == nil {
			t.Errorf("%q is read as %+v", bad, s)
		}
	}
	for range 2 {
		if err := library.ForgetPace(store); err != nil {
			t.Error(err)
		}
	}
	if s, err := library.ReadSpeaker(store); s != nil || err != nil {
		t.Errorf("forgotten, it is %+v, %v", s, err)
	}
}
