package journal

import (
	"fmt"
	"math/rand/v2"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// TestAliveCutAnywhere kills the program at every byte of a slot that it
// overwrites: the moment before is there at the least, and so is the draft.
func TestAliveCutAnywhere(t *testing.T) {
	t.Parallel()
	fsys := newFakeFS()
	store := Store{Dir: fakeDir, fs: fsys}
	r, err := store.Create([]byte("plan"), Head{Reading: reading(start)}, start)
	must(t, err)
	at := start
	slot := func(name string, n int) *node { return fsys.find(path.Join(r.Dir(), fmt.Sprintf("%s-%d", name, n))) }
	for n := range 6 {
		at = at.Add(3 * time.Second)
		r.Alive(reading(at), at, []byte(fmt.Sprint("draft ", n)))
		if n < 2 {
			continue
		}
		for _, name := range []string{aliveName, draftName} {
			newest := slot(name, n%2+1)
			whole := newest.data
			for cut := range len(whole) + 1 {
				for _, bit := range []int{-1, cut % 8} {
					newest.data = slices.Clone(whole[:cut])
					if bit >= 0 && cut > 0 {
						newest.data[cut/2] ^= 1 << bit
					}
					replay, err := store.Read(r.ID())
					must(t, err)
					last, draft := at, fmt.Sprint("draft ", n)
					if hurt := bit >= 0 && cut > 0 && cut/2 < len(whole)-1 || cut < len(whole)-1; hurt && name == aliveName {
						last = at.Add(-3 * time.Second)
					} else if hurt {
						draft = fmt.Sprint("draft ", n-1)
					}
					if !reflect.DeepEqual(replay.Last, Moment{last, reading(last)}) || string(replay.Draft) != draft {
						t.Fatalf("%s, %d of %d bytes, bit %d: %+v %q", name, cut, len(whole), bit, replay.Last, replay.Draft)
					}
				}
			}
			newest.data = whole
		}
	}
}

// TestDraftsWaitForTheDiskNowAndThen counts how often the disk is waited for.
func TestDraftsWaitForTheDiskNowAndThen(t *testing.T) {
	t.Parallel()
	fsys := newFakeFS()
	r, err := Store{Dir: fakeDir, fs: fsys}.Create([]byte("plan"), Head{}, start)
	must(t, err)
	syncs := 0
	fsys.before = func(_ int, op string) fate {
		if op == "sync" {
			syncs++
		}
		return fate{}
	}
	at := start
	for n := range 40 { // twenty seconds of typing, then twenty of none
		at = at.Add(500 * time.Millisecond)
		r.Alive(reading(at), at, []byte(fmt.Sprint(n)))
	}
	if syncs < 19 || syncs > 21 {
		t.Errorf("twenty seconds of typing wait %d times", syncs)
	}
	for range 40 {
		at = at.Add(500 * time.Millisecond)
		r.Alive(reading(at), at, []byte("39"))
	}
	if syncs > 22 || string(r.draftKept) != "39" {
		t.Errorf("a draft that does not change waits: %d times in all, %q", syncs, r.draftKept)
	}
	r.Alive(reading(at), at, make([]byte, maxDraft+1))
	at = at.Add(time.Minute)
	r.Alive(reading(at), at, make([]byte, maxDraft+1))
	if string(r.draftKept) != "39" || r.Trouble() != nil {
		t.Errorf("a draft beyond all bounds: %v", r.Trouble())
	}
}

// TestAliveThatFails is told when it goes on failing, and no more when it works.
func TestAliveThatFails(t *testing.T) {
	t.Parallel()
	fsys := newFakeFS()
	r, err := Store{Dir: fakeDir, fs: fsys}.Create([]byte("plan"), Head{}, start)
	must(t, err)
	fsys.before = func(_ int, op string) fate { return failAt(1, true)(1, op) }
	for n := range 3 {
		if r.Trouble() != nil {
			t.Errorf("failed %d times, and told already: %v", n, r.Trouble())
		}
		r.Alive(reading(start), start, nil)
	}
	if err := r.Trouble(); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("failed three times: %v", err)
	}
	fsys.before = nil
	r.Alive(reading(start), start, nil)
	if err := r.Trouble(); err != nil {
		t.Error(err)
	}
}

// TestTheNewestMoment has a wall clock set back between two processes: which
// moment is newer the numbers of the records say.
func TestTheNewestMoment(t *testing.T) {
	t.Parallel()
	fsys := newFakeFS()
	store := Store{Dir: fakeDir, fs: fsys}
	r, err := store.Create([]byte("plan"), Head{Reading: reading(start)}, start)
	must(t, err)
	last := func(want time.Time) {
		t.Helper()
		replay, err := store.Read(r.ID())
		must(t, err)
		if !reflect.DeepEqual(replay.Last, Moment{want, reading(want)}) {
			t.Errorf("last alive %+v, not %s", replay.Last, want)
		}
	}
	last(start)
	must(t, r.Append([]run.Event{run.Placed{}}, start.Add(time.Minute)))
	last(start.Add(time.Minute))
	later := start.Add(time.Hour)
	r.Alive(reading(later), later, nil)
	last(later)
	_ = r.held.Close()
	r, _, err = store.Open(r.ID())
	must(t, err)
	back := start.Add(30 * time.Minute)
	must(t, r.Resume(back, reading(back), 0, false, ""))
	last(back)
	must(t, r.Append([]run.Event{run.Placed{}}, back.Add(time.Second)))
	last(back.Add(time.Second))
	r.Alive(reading(back.Add(time.Minute)), back.Add(time.Minute), nil)
	last(back.Add(time.Minute))
	// Who was alive after a record that is not there had it.
	// So it does where what came after the end was lost.
	must(t, r.Close())
	if replay, err := store.Read(r.ID()); err != nil || !replay.Closed {
		t.Errorf("it was closed: %+v, %v", replay, err)
	}
	r, _, err = store.Open(r.ID())
	must(t, err)
	must(t, r.Resume(back, reading(back), 0, false, ""))
	r.Alive(reading(back), back, nil)
	_ = r.held.Close()
	n := fsys.find(path.Join(r.Dir(), journalName(3)))
	n.data = n.data[:len(n.data)-1]
	n.data = n.data[:strings.LastIndex(string(n.data), "\n")+1]
	_ = r.held.Close()
	r, replay, err := store.Open(r.ID())
	must(t, err)
	if !strings.Contains(strings.Join(replay.Damage, ""), "1 entry is missing: number 6") || len(replay.Events) != 2 || replay.Closed {
		t.Errorf("%q", replay.Damage)
	}
	must(t, r.Append([]run.Event{run.Placed{}}, back.Add(time.Hour)))
	replay, err = store.Read(r.ID())
	must(t, err)
	if replay.Events[2].Seq != 7 || !strings.Contains(strings.Join(replay.Damage, ""), "1 entry is missing: number 6") {
		t.Errorf("%+v", replay)
	}
}

// TestADraftThatTheDiskNeverTook has the sync of a draft fail, and the power go
// at any call of the process that comes after: the draft before is there.
func TestADraftThatTheDiskNeverTook(t *testing.T) {
	t.Parallel()
	for crash, calls := 1, 1; crash <= calls; crash++ {
		fsys := newFakeFS()
		store := Store{Dir: fakeDir, fs: fsys}
		r, err := store.Create([]byte("plan"), Head{Reading: reading(start)}, start)
		must(t, err)
		at := start
		type_ := func(text string) {
			at = at.Add(5 * time.Second)
			r.Alive(reading(at), at, []byte(text))
		}
		type_("one")
		type_("two")
		fsys.before = func(_ int, op string) fate {
			if op == "sync" {
				return fate{err: diskFault[0]}
			}
			return fate{}
		}
		type_("three")
		_ = r.held.Close()
		fsys.before = nil
		r, replay, err := store.Open(r.ID())
		must(t, err)
		if string(replay.Draft) != "three" {
			t.Fatalf("the newest draft is %q", replay.Draft)
		}
		begun := fsys.calls
		fsys.before = func(n int, op string) fate { return crashAt(begun+crash)(n, op) }
		type_("four")
		type_("five")
		calls = fsys.calls - begun
		for seed := range uint64(30) {
			how := loss(seed % uint64(losses))
			after := fsys.crash(how, rand.New(rand.NewPCG(uint64(crash), seed)))
			replay, err := Store{Dir: fakeDir, fs: after}.Read(r.ID())
			must(t, err)
			if len(replay.Draft) == 0 || string(replay.Draft) == "one" {
				t.Fatalf("power cut at call %d, loss %d: the draft is %q", crash, how, replay.Draft)
			}
		}
	}
}
