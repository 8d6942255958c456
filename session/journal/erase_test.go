package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// quoting is a run with lines of which some are struck, edited and not, with what
// was being typed, and closed.
func quoting(t *testing.T, store Store) (id string, without func(run.Event) (run.Event, bool)) {
	t.Helper()
	plan, src := thePlan(t)
	r, err := store.Create(src, headOf(plan), start)
	must(t, err)
	state := run.New(plan, headOf(plan).Booking)
	w := run.NewWriter(state, r)
	for i, c := range []run.Command{
		run.CaptureLine{Kind: run.RoomSaid, Text: "Anna SECRET-1 said"},
		run.Start{},
		run.CaptureLine{Kind: run.ParkingLot, Text: "what stays"},
		run.Next{},
		run.CaptureLine{Kind: run.OwnNote, Text: "Bea SECRET-2 \"quoted\""},
		run.EditLine{ID: 3, Text: "Bea SECRET-3 mended"},
		run.StrikeLine{ID: 3},
		run.StrikeLine{ID: 1},
		run.StrikeLine{ID: 1},
		run.Next{},
		run.Undo{},
		run.StrikeLine{ID: 1},
	} {
		at := start.Add(time.Duration(i+1) * time.Minute)
		if err := w.Do(c, at); err != nil {
			t.Fatal(err)
		}
		r.Alive(reading(at), at, fmt.Appendf(nil, "Cem SECRET-%d", i))
	}
	must(t, r.Close())
	lines := state.Erasable()
	if len(lines) != 2 {
		t.Fatalf("%v", lines)
	}
	return r.ID(), func(e run.Event) (run.Event, bool) { return run.Without(e, lines) }
}

// secretsIn are the files below a folder that hold words that are to be out of it.
func secretsIn(t *testing.T, dir string) (files []string) {
	t.Helper()
	must(t, filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			data, failed := os.ReadFile(path)
			if object, ok := unseal(bytes.TrimSpace(data), maxDraft); ok && strings.HasPrefix(info.Name(), draftName) {
				var d draft // its text is encoded
				must(t, json.Unmarshal(object, &d))
				data = d.Draft
			}
			if err = failed; bytes.Contains(data, []byte("SECRET")) {
				files = append(files, filepath.Base(path))
			}
		}
		return err
	}))
	return files
}

// TestErase sees that the words of struck lines leave every file of a run, and that
// nothing else of it changes.
func TestErase(t *testing.T) {
	t.Parallel()
	store := Store{Dir: t.TempDir()}
	id, without := quoting(t, store)
	dir := filepath.Join(store.runs(), id)
	// A damaged file that was put aside, and an older one that could not be removed.
	data, err := os.ReadFile(filepath.Join(dir, "journal"))
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "journal.damaged-1"), []byte("SECRET half of a li"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "journal.2"), data, 0o600))
	before, err := store.Read(id)
	must(t, err)
	if found := secretsIn(t, dir); len(found) < 4 {
		t.Fatalf("the words are in %v alone: the test finds nothing", found)
	}
	held, _, err := store.Open(id)
	must(t, err)
	if err := store.Erase(id, without); !errors.Is(err, ErrLocked) {
		t.Errorf("a run that is open: %v", err)
	}
	must(t, held.Close())
	for range 2 { // again, nothing happens
		must(t, store.Erase(id, without))
		if found := secretsIn(t, store.Dir); len(found) > 0 {
			t.Fatalf("the words are in %v", found)
		}
		after, err := store.Read(id)
		must(t, err)
		erasedOnly(t, before, after)
	}
	exported, _, err := store.Export(id)
	if err != nil || bytes.Contains(exported, []byte("SECRET")) {
		t.Errorf("the words are exported; %v", err)
	}
	if err := CheckTransfer(exported); err != nil {
		t.Errorf("another computer does not take it: %v", err)
	}
	// Damage is found as ever.
	names, err := filepath.Glob(filepath.Join(dir, "journal*"))
	if err != nil || len(names) != 1 {
		t.Fatalf("the journal is in %v; %v", names, err)
	}
	data, err = os.ReadFile(names[0])
	must(t, err)
	at := bytes.Index(data, []byte(run.ErasedLine))
	data[at+3] ^= 1
	must(t, os.WriteFile(names[0], data, 0o600))
	if damaged, err := store.Read(id); err != nil || len(damaged.Damage) == 0 {
		t.Errorf("a bit that flipped is not noticed; %v", err)
	}
}

// erasedOnly sees that a replay is another one's but for the words of lines 1 and 3.
func erasedOnly(t *testing.T, before, after *Replay) {
	t.Helper()
	if len(after.Damage) > 0 || after.Torn || len(after.Draft) > 0 {
		t.Errorf("damage %v, torn %v, draft %q", after.Damage, after.Torn, after.Draft)
	}
	if len(after.Events) != len(before.Events) || after.Records != before.Records || after.Last != before.Last || after.Closed != before.Closed {
		t.Fatalf("%d events of %d, %+v and %+v", len(after.Events), len(before.Events), after, before)
	}
	for i, e := range before.Events {
		if event, changed := run.Without(e.Event, []run.Capture{{ID: 1}, {ID: 3}}); changed {
			e.Event = event
		}
		if !reflect.DeepEqual(e, after.Events[i]) {
			t.Errorf("event %d is %+v, want %+v", i, after.Events[i], e)
		}
	}
}

// TestEraseOfDamage sees that lines of a damaged record can be taken out too: what
// cannot be read goes, and is told as lost.
func TestEraseOfDamage(t *testing.T) {
	t.Parallel()
	store := Store{Dir: t.TempDir()}
	id, without := quoting(t, store)
	name := filepath.Join(store.runs(), id, "journal")
	data, err := os.ReadFile(name)
	must(t, err)
	data[bytes.Index(data, []byte("SECRET-2"))] ^= 1 // of the word nobody finds now
	must(t, os.WriteFile(name, append(data, []byte(`{"seq":99,"at":"2026 SECRET`)...), 0o600))
	must(t, store.Erase(id, without))
	if found := secretsIn(t, store.Dir); len(found) > 0 {
		t.Errorf("the words are in %v", found)
	}
	if after, err := store.Read(id); err != nil || len(after.Lost) != 1 || !strings.Contains(strings.Join(after.Damage, ""), "missing") {
		t.Errorf("what was lost is not told: %v, %v", after, err)
	}
}

// TestPowerCutWhileErasing turns the computer off at every call: all the words are
// in the record, or none, and nothing of it is damaged; then it is done again.
func TestPowerCutWhileErasing(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	kept := newFakeFS()
	id, without := quoting(t, Store{Dir: fakeDir, fs: kept})
	before, err := Store{Dir: fakeDir, fs: kept}.Read(id)
	must(t, err)
	for _, fails := range []func(int) func(int, string) fate{
		crashAt, func(call int) func(int, string) fate { return failAt(call, false) },
	} {
		for call := 1; ; call++ {
			fsys := kept.crash(loseNone, nil)
			store := Store{Dir: fakeDir, fs: fsys}
			fsys.before = fails(call)
			failed := store.Erase(id, without)
			done := fsys.calls < call
			fsys.before = nil
			if failed == nil != done && done {
				t.Errorf("without a fault: %v", failed)
			}
			store.fs = fsys.crash(loseAll, rand.New(rand.NewPCG(uint64(call), 1)))
			after, err := store.Read(id)
			if err != nil || len(after.Damage) > 0 || len(after.Events) != len(before.Events) {
				t.Fatalf("after a fault at call %d: %v, %+v", call, err, after)
			}
			must(t, store.Erase(id, without))
			again, err := store.Read(id)
			must(t, err)
			erasedOnly(t, before, again)
			if done {
				if call < 10 {
					t.Errorf("only %d calls were made to fail", call)
				}
				break
			}
		}
	}
}
