package journal

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// trial is a short delivery on a fake file system, with what a facilitator was
// told meanwhile.
type trial struct {
	fs     *fakeFS
	random *rand.Rand

	run    *Run
	id     string
	issued []run.Event
	acked  int // of these, were on disk when they were shown
	drafts []string
	kept   int // of these, was on disk
	now    time.Time
	wrong  error // the first thing that was
}

func (tr *trial) failf(format string, args ...any) {
	if tr.wrong == nil {
		tr.wrong = fmt.Errorf(format, args...)
	}
}

func (tr *trial) store() Store { return Store{Dir: fakeDir, fs: tr.fs} }

// down is whether the computer is off.
func (tr *trial) down() bool {
	if tr.fs.before == nil {
		return false
	}
	return tr.fs.before(tr.fs.calls, "").crash
}

// see takes note of what is acknowledged.
func (tr *trial) see() {
	if tr.run.Trouble() == nil {
		tr.acked = len(tr.issued)
	}
	for i := len(tr.drafts) - 1; i >= tr.kept && !tr.run.draftDoubt; i-- {
		if tr.drafts[i] == string(tr.run.draftKept) {
			tr.kept = i
		}
	}
}

// append records a few events in one go.
func (tr *trial) append(n int) {
	var events []run.Event
	for range n {
		events = append(events, run.Placed{Note: len(tr.issued) + len(events)})
	}
	tr.now = tr.now.Add(time.Second)
	if err := tr.run.Append(events, tr.now); err != nil {
		tr.failf("an event was refused: %w", err)
		return
	}
	tr.issued = append(tr.issued, events...)
	if tr.run.Trouble() != nil && tr.run.Trouble().Error() == "" {
		tr.failf("trouble without words")
	}
	tr.see()
}

func (tr *trial) alive() {
	tr.now = tr.now.Add(time.Second)
	tr.drafts = append(tr.drafts, fmt.Sprintf("draft %d", len(tr.drafts)))
	tr.run.Alive(reading(tr.now), tr.now, []byte(tr.drafts[len(tr.drafts)-1]))
	tr.see()
}

func (tr *trial) create() bool {
	for range 2 { // one failure may pass
		r, err := tr.store().Create([]byte("plan"), Head{Kind: Delivery, PlanID: "x"}, tr.now)
		if err == nil {
			tr.run, tr.id = r, r.ID()
			return true
		}
		if err.Error() == "" {
			tr.failf("an error without words")
		}
	}
	return false
}

// open opens the run, once more if that fails, and looks whether all is there.
func (tr *trial) open() bool {
	for range 2 {
		r, replay, err := tr.store().Open(tr.id)
		if err == nil {
			tr.run = r
			if tr.down() {
				return false // whatever it read before that
			}
			tr.check(replay)
			// What was not acknowledged may be gone; so it is for the program.
			tr.issued = eventsOf(replay)
			tr.acked = len(tr.issued)
			return true
		}
		if tr.fs.before == nil {
			tr.failf("the run cannot be opened: %w", err)
			return false
		}
	}
	return false
}

// check looks whether everything acknowledged is in a replay, and nothing that
// never happened.
func (tr *trial) check(replay *Replay) {
	got := eventsOf(replay)
	if told := strings.Contains(strings.Join(replay.Damage, ""), planName+", the plan"); string(replay.Plan) != "plan" && !told {
		tr.failf("the plan is %q", replay.Plan)
	}
	if len(got) < tr.acked || !slices.Equal(got[:tr.acked], tr.issued[:tr.acked]) {
		tr.failf("%d events were acknowledged, and these are there: %v", tr.acked, got)
		return
	}
	at := tr.acked
	for _, e := range got[tr.acked:] {
		for at < len(tr.issued) && tr.issued[at] != e {
			at++
		}
		if at == len(tr.issued) {
			tr.failf("%v never happened after %v", e, tr.issued[:tr.acked])
			return
		}
		at++
	}
	if tr.kept > 0 || len(replay.Draft) > 0 {
		known := false
		for _, d := range tr.drafts[min(tr.kept, len(tr.drafts)):] {
			known = known || d == string(replay.Draft)
		}
		if !known && strings.Contains(strings.Join(replay.Damage, ""), "text being typed") {
			tr.kept = 0
		} else if !known {
			tr.failf("draft %d was on disk, and this one is there: %q", tr.kept, replay.Draft)
		}
	}
}

// deliver is the delivery: a process that ends well, and another that does not.
func (tr *trial) deliver() {
	if !tr.create() {
		return
	}
	for i := range 6 {
		tr.append(1 + i%3)
		if i%2 == 0 {
			tr.alive()
			tr.alive()
			tr.alive()
		}
		if i == 3 {
			tr.run.Retry()
			tr.see()
		}
	}
	if tr.run.Close() == nil {
		tr.acked = len(tr.issued)
	} else if tr.down() || tr.fs.before != nil {
		return // what it could not write is gone, and it said so
	}
	if !tr.open() {
		return
	}
	if err := tr.run.Resume(tr.now, reading(tr.now), time.Second, true, "v1"); err != nil {
		tr.failf("%w", err)
	}
	tr.see()
	for range 3 {
		tr.append(2)
		tr.alive()
	}
}

// reboot turns the computer off and on, and looks what is there; then it goes
// on, ends well, and all must be whole.
func (tr *trial) reboot(how loss) {
	tr.fs = tr.fs.crash(how, tr.random)
	if tr.id == "" {
		if list, err := tr.store().List(); err != nil {
			tr.failf("after a run that was never begun: %v, %w", list, err)
		}
		return
	}
	if !tr.open() {
		return
	}
	if how == loseNone && !tr.run.last.At.IsZero() {
		tr.failf("a run that was only opened knows of its moment")
	}
	tr.append(2)
	if err := tr.run.Trouble(); err != nil {
		tr.failf("a sound disk gives trouble: %w", err)
	}
	tr.whole()
}

// whole looks whether the journal on disk is what is in memory, byte for byte,
// and nothing else is there.
func (tr *trial) whole() {
	want := tr.run.all
	after := &trial{fs: tr.fs.crash(loseAll, nil), id: tr.id}
	c, err := readContent(after.fs, tr.run.dir)
	if err != nil {
		tr.failf("no journal: %w", err)
		return
	}
	if len(c.damage) > 0 || c.torn || len(c.files) != 1 || !bytes.Equal(c.all, want) {
		tr.failf("the journal is not whole: %v, torn %v, files %v, %d bytes of %d", c.damage, c.torn, c.files, len(c.all), len(want))
	}
	r, replay, err := after.store().Open(tr.id)
	if err != nil {
		tr.failf("the whole journal cannot be opened: %w", err)
		return
	}
	if !slices.Equal(eventsOf(replay), tr.issued) {
		tr.failf("the whole journal has %v, not %v", eventsOf(replay), tr.issued)
	}
	_ = r
}

// try is one trial with a fault and an end.
func try(plant func(*fakeFS), before func(int, string) fate, how loss, seed uint64) (calls int, wrong error) {
	tr := &trial{fs: newFakeFS(), random: rand.New(rand.NewPCG(seed, 2)), now: start}
	if plant != nil {
		plant(tr.fs)
	}
	tr.fs.before = before
	tr.deliver()
	calls = tr.fs.calls
	if tr.fs.retried {
		tr.failf("a file is used again after its sync failed")
	}
	tr.reboot(how)
	return calls, tr.wrong
}

// crashes turns the computer off at every call of a delivery, and gives the
// first thing that is wrong then.
func crashes(plant func(*fakeFS)) error {
	calls, err := try(plant, nil, loseAll, 0)
	if err != nil {
		return fmt.Errorf("at the end: %w", err)
	}
	if calls < 100 {
		return fmt.Errorf("a delivery makes %d calls only", calls)
	}
	for how := range losses {
		for n := 1; n <= calls; n++ {
			for seed := range timertest.Amount(2, 20) {
				if how != loseSome && seed > 0 {
					break
				}
				if _, err := try(plant, crashAt(n), how, uint64(seed)); err != nil {
					return fmt.Errorf("call %d, loss %d, seed %d: %w", n, how, seed, err)
				}
			}
		}
	}
	return nil
}

func TestPowerCutAtEveryCall(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	if err := crashes(nil); err != nil {
		t.Error(err)
	}
}

// TestPlantedFaultsAreNoticed shows that the check bites: a program that does
// not wait for the disk must fail it.
func TestPlantedFaultsAreNoticed(t *testing.T) {
	t.Parallel()
	for name, plant := range map[string]func(*fakeFS){
		"no waiting for files":      func(f *fakeFS) { f.noSync = true },
		"a file is waited for once": func(f *fakeFS) { f.syncOnce = true },
		"no waiting for folders":    func(f *fakeFS) { f.noSyncDir = true },
	} {
		if err := crashes(plant); err == nil {
			t.Errorf("%s: nobody notices", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
	if err := faults(func(f *fakeFS) { f.hideSyncErrors = true }); err == nil {
		t.Error("nobody notices that a failed sync is believed")
	} else {
		t.Logf("a failed sync is believed: %v", err)
	}
}

// faults makes every call of a delivery fail, once and for good, and lets the
// computer crash at the end of it.
func faults(plant func(*fakeFS)) error {
	calls, err := try(plant, nil, loseAll, 0)
	if err != nil {
		return err
	}
	for n := 1; n <= calls; n++ {
		for _, forGood := range []bool{false, true} {
			for how := range losses {
				if how == loseNone && !timertest.Long {
					continue
				}
				if _, err := try(plant, failAt(n, forGood), how, uint64(n)); err != nil {
					return fmt.Errorf("call %d, for good %v, loss %d: %w", n, forGood, how, err)
				}
			}
		}
	}
	return nil
}

func TestEveryCallFails(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	if err := faults(nil); err != nil {
		t.Error(err)
	}
}

// TestEveryCallFailsAndThePowerGoes has a call fail and the computer crash
// some time after that.
func TestEveryCallFailsAndThePowerGoes(t *testing.T) {
	t.Parallel()
	calls, err := try(nil, nil, loseAll, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 3))
	for range timertest.Amount(400, 200_000) {
		first, lasts, crash := 1+r.IntN(calls), 1+r.IntN(20), 1+r.IntN(calls)
		how, seed := loss(r.IntN(int(losses))), r.Uint64()
		fail, off := failAt(first, true), crashAt(crash)
		before := func(n int, op string) fate {
			if n >= first && n < first+lasts && n < crash {
				return fail(n, op)
			}
			return off(n, op)
		}
		if _, err := try(nil, before, how, seed); err != nil {
			t.Fatalf("%d calls from %d fail, power cut at %d, loss %d, seed %d: %v", lasts, first, crash, how, seed, err)
		}
	}
}

// TestTroubleAndRecovery has the disk fail from every call on, looks that the
// facilitator is told as long as something is not on disk, and then gives the
// disk back.
func TestTroubleAndRecovery(t *testing.T) {
	t.Parallel()
	deliver := func(tr *trial) {
		for i := range 8 {
			tr.append(1 + i%2)
			tr.alive()
			tr.alive()
			if tr.run.Trouble() == nil {
				tr.mustBeOnDisk()
			}
			tr.run.Retry()
			if tr.run.Trouble() == nil {
				tr.mustBeOnDisk()
			}
		}
	}
	begin := func() *trial {
		tr := &trial{fs: newFakeFS(), random: rand.New(rand.NewPCG(4, 4)), now: start}
		if !tr.create() {
			t.Fatal("no run")
		}
		return tr
	}
	tr := begin()
	from := tr.fs.calls
	deliver(tr)
	to := tr.fs.calls
	for n := from + 1; n <= to; n += timertest.Every(1) {
		for _, forGood := range []bool{false, true} {
			tr := begin()
			tr.fs.before = failAt(n, forGood)
			deliver(tr)
			if tr.append(1); forGood && tr.run.Trouble() == nil {
				t.Fatalf("call %d: the disk is gone for good, and nobody is told", n)
			}
			tr.fs.before = nil
			tr.run.Retry()
			tr.alive()
			if err := tr.run.Trouble(); err != nil {
				t.Fatalf("call %d: the disk is back, and still %v", n, err)
			}
			tr.acked = len(tr.issued)
			tr.whole()
			if export, err := tr.run.Export(); err != nil || !bytes.HasSuffix(export, tr.run.all) {
				t.Fatalf("call %d: the export is another: %v", n, err)
			}
			if err := tr.run.Close(); err != nil {
				t.Fatalf("call %d: %v", n, err)
			}
			if tr.wrong != nil {
				t.Fatalf("call %d, for good %v: %v", n, forGood, tr.wrong)
			}
		}
	}
}

// TestOneThingFails has one kind of call fail for a while and no other: then
// all is whole, and nothing is left lying about.
func TestOneThingFails(t *testing.T) {
	t.Parallel()
	for _, failing := range []string{"open", "write", "sync", "syncdir", "truncate", "remove", "rename", "readdir", "close"} {
		for _, half := range []bool{false, true} {
			tr := &trial{fs: newFakeFS(), now: start}
			if !tr.create() {
				t.Fatal("no run")
			}
			tr.append(1)
			tr.fs.before = func(_ int, op string) fate {
				if op == failing || failing == "truncate" && op == "write" {
					return fate{err: diskFault[0], half: half}
				}
				return fate{}
			}
			for range 5 {
				tr.append(2)
				if replay, err := tr.store().Read(tr.id); err == nil && replay.Torn && failing == "write" {
					t.Errorf("%s: half a record stays in the file", failing)
				}
				tr.run.Retry()
			}
			troubled := tr.run.Trouble() != nil
			if troubled != (failing == "write" || failing == "sync" || failing == "truncate") {
				t.Errorf("%s: trouble is %v", failing, tr.run.Trouble())
			}
			tr.fs.before = nil
			tr.append(1)
			if err := tr.run.Trouble(); err != nil {
				t.Errorf("%s: %v", failing, err)
			}
			if tr.fs.retried {
				t.Errorf("%s: a file is used again after its sync failed", failing)
			}
			if tr.whole(); tr.wrong != nil {
				t.Errorf("%s, half %v: %v", failing, half, tr.wrong)
			}
		}
	}
}

// TestRemovedWhileItIsWritten removes the runs between a write and the look
// that follows it.
func TestRemovedWhileItIsWritten(t *testing.T) {
	t.Parallel()
	tr := &trial{fs: newFakeFS(), now: start}
	if !tr.create() {
		t.Fatal("no run")
	}
	tr.append(1)
	tr.fs.before = func(_ int, op string) fate {
		if op == "sync" {
			state := tr.fs.root.entries["state"]
			delete(state.entries, "runs")
			delete(state.diskEntries, "runs")
			tr.fs.before = nil
		}
		return fate{}
	}
	if tr.append(1); tr.run.Trouble() != nil {
		t.Fatal(tr.run.Trouble())
	}
	if tr.whole(); tr.wrong != nil {
		t.Error(tr.wrong)
	}
}

// TestAFileThatCannotBeReadForNow is not passed over: what is in it would be
// lost to the run.
func TestAFileThatCannotBeReadForNow(t *testing.T) {
	t.Parallel()
	fsys, id, d := kept(t, 20, 81)
	data := journalOf(t, fsys, id)
	fsys = folderOf(id, map[string][]byte{"journal": data[:len(data)/2], "journal.2": data, planName: {}})
	store := Store{Dir: fakeDir, fs: fsys}
	reads := 0
	fsys.before = func(_ int, op string) fate {
		if op == "read" {
			if reads++; reads == 2 {
				return fate{err: diskFault[0]}
			}
		}
		return fate{}
	}
	if _, _, err := store.Open(id); err == nil || !strings.Contains(err.Error(), "cannot be read: the disk reports a fault") {
		t.Errorf("it is opened without one of its files: %v", err)
	}
	reads = 1
	list, err := store.List()
	if err != nil || len(list) != 1 || list[0].Unread == nil {
		t.Errorf("%+v, %v", list, err)
	}
	fsys.before = nil
	_, replay, err := store.Open(id)
	if err != nil || !reflect.DeepEqual(eventsOf(replay), d.events) {
		t.Error(err)
	}
}

// mustBeOnDisk looks what would be there if the power went now.
func (tr *trial) mustBeOnDisk() {
	after := &fakeFS{root: tr.fs.root.after(loseAll, nil), locks: map[*node]bool{}}
	replay, err := Store{Dir: fakeDir, fs: after}.Read(tr.id)
	if err != nil {
		tr.failf("without trouble nothing is there: %w", err)
		return
	}
	if !slices.Equal(eventsOf(replay), tr.issued) {
		tr.failf("without trouble there is %v of %v", eventsOf(replay), tr.issued)
	}
}

// TestTroubleInWords has people told what they can do about it.
func TestTroubleInWords(t *testing.T) {
	t.Parallel()
	tr := &trial{fs: newFakeFS(), now: start}
	if !tr.create() {
		t.Fatal("no run")
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{diskFull[0], "make room"},
		{readOnly[0], "can only be read"},
		{diskFault[0], "a fault"},
		{errors.New("a \x1b[2J reason"), "a ␛[2J reason"},
	} {
		tr.fs.before = func(_ int, op string) fate {
			if op == "read" {
				return fate{}
			}
			return fate{err: c.err}
		}
		tr.append(2)
		err := tr.run.Trouble()
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "in memory only") || !errors.Is(err, c.err) {
			t.Errorf("%v: %v", c.err, err)
		}
		if _, err := tr.store().Create(nil, Head{}, start); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("create, %v: %v", c.err, err)
		}
		if err := tr.store().Writable(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("writable, %v: %v", c.err, err)
		}
		if err := tr.run.Close(); err == nil {
			t.Errorf("%v: it closes as if all were well", c.err)
		}
		tr.fs.before = nil
		if !tr.open() {
			t.Fatal(tr.wrong)
		}
	}
}
