package journal

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// ofScript is a run of so many events, of which the first starts it, on a fake
// file system: its journal's lines, the head's two being the first, and its
// other files.
func ofScript(t *testing.T, events ...run.Event) (id string, lines [][]byte, files map[string][]byte) {
	t.Helper()
	plan, problems := session.Load("small", []byte(smallPlan)) // listing a run without its head reads its plan
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	fsys := newFakeFS()
	r, err := Store{Dir: fakeDir, fs: fsys}.Create([]byte(smallPlan), headOf(plan), start)
	if err != nil {
		t.Fatal(err)
	}
	at := start
	for _, e := range events {
		at = at.Add(time.Minute)
		if err := r.Append([]run.Event{e}, at); err != nil {
			t.Fatal(err)
		}
	}
	r.Alive(reading(at), at, nil)
	if err := r.held.Close(); err != nil { // the process dies
		t.Fatal(err)
	}
	files = map[string][]byte{}
	for name, n := range fsys.find(r.dir).entries {
		if n.entries == nil && name != lockName && name != holderName {
			files[name] = slices.Clone(n.data)
		}
	}
	lines = bytes.SplitAfter(files[journalFirst], []byte("\n"))
	return r.ID(), lines[:len(lines)-1], files
}

// listed is the run as it is listed with other journal bytes; nil where it is
// passed over.
func listed(t *testing.T, id string, files map[string][]byte, journal []byte) *Info {
	t.Helper()
	hurt := map[string][]byte{}
	for name, data := range files {
		hurt[name] = data
	}
	hurt[journalFirst] = journal
	store := Store{Dir: fakeDir, fs: folderOf(id, hurt)}
	list, err := store.List()
	if err != nil {
		t.Fatal(err)
	}
	info, ok := store.Info(id)
	if ok != (len(list) == 1) {
		t.Errorf("it is in the list: %v, and there by its name: %v", len(list) == 1, ok)
	}
	if !ok {
		return nil
	}
	if _, err := store.Read(id); (err != nil) != (info.Unread != nil) {
		t.Errorf("the list says %v, and who reads it is told %v", info.Unread, err)
	}
	return &info
}

// TestNoLossHidesARun loses each record in turn, and all of them: the run is
// listed as a session, and as damaged.
func TestNoLossHidesARun(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	for name, events := range map[string][]run.Event{
		"a session":            {run.Started{At: start}, run.Captured{ID: 1, Kind: run.RoomSaid, Text: "x", At: start, Phase: 0}, run.Placed{Phase: 0}},
		"one that moved":       {run.Started{At: start}, run.Moved{At: start, By: run.CmdNext, Left: run.Done, To: 1}},
		"begun a second time":  {run.Started{At: start}, run.Undone{Of: 1}, run.Started{At: start.Add(time.Minute)}, run.Placed{Phase: 0}},
		"nothing but its line": {run.Started{At: start}, run.Captured{ID: 1, Kind: run.RoomSaid, Text: "x", At: start, Phase: 0}},
	} {
		id, lines, files := ofScript(t, events...)
		if info := listed(t, id, files, slices.Concat(lines...)); info == nil || !info.Took() || len(info.Damage) > 0 {
			t.Fatalf("%s, whole: %+v", name, info)
		}
		for lost := 2; lost < len(lines); lost++ {
			info := listed(t, id, files, slices.Concat(slices.Concat(lines[:lost]...), slices.Concat(lines[lost+1:]...)))
			if info == nil || !info.Took() || len(info.Damage) == 0 {
				t.Errorf("%s, without record %d: %+v", name, lost, info)
			}
		}
		if info := listed(t, id, files, slices.Concat(lines[2:]...)); info == nil || !info.Took() || info.Head.Title == "" || info.Head.Kind != Delivery {
			t.Errorf("%s, without its head: %+v", name, info)
		}
		for what, journal := range map[string][]byte{"empty": nil, "zeros": make([]byte, 500), "half a record": lines[0][:40]} {
			info := listed(t, id, files, journal)
			if info == nil || info.Unread == nil {
				t.Errorf("%s, its journal %s: %+v", name, what, info)
				continue
			}
			if words := info.Unread.Error(); !strings.Contains(words, "is damaged: no entry of it can be read") || !strings.Contains(words, "missing: numbers 1–") {
				t.Errorf("%s, its journal %s: it says %q", name, what, words)
			}
		}
	}
}

// TestWithdrawnIsPassedOver sees that nothing but damage brings back a start that
// was taken back, and that a journal nobody ever wrote to is none.
func TestWithdrawnIsPassedOver(t *testing.T) {
	t.Parallel()
	id, lines, files := ofScript(t, run.Started{At: start}, run.Undone{Of: 1})
	if info := listed(t, id, files, slices.Concat(lines...)); info == nil || info.Took() || !info.Withdrawn {
		t.Errorf("%+v", info)
	}
	delete(files, aliveName+"-1")
	delete(files, aliveName+"-2")
	for _, journal := range [][]byte{nil, lines[0][:40]} {
		if info := listed(t, id, files, journal); info != nil {
			t.Errorf("with nobody known to be alive: %+v", info)
		}
	}
}

// TestOfARehearsalWithoutItsHead knows by what happened that it was one.
func TestOfARehearsalWithoutItsHead(t *testing.T) {
	t.Parallel()
	id, lines, files := ofScript(t, run.Started{At: start}, run.Lapped{At: start.Add(time.Minute)})
	if info := listed(t, id, files, slices.Concat(lines[2:]...)); info == nil || info.Head.Kind != Rehearsal || !info.Head.Booking.Rehearsal {
		t.Errorf("%+v", info)
	}
}
