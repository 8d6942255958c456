package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
	"facilitate/timer/timertest"
)

// smallPlan is a plan that a test can afford to read thousands of times.
const smallPlan = `title: Small plan
duration: 30m
activities:
  - {id: first, title: First, duration: 5m, notes: [{say: One.}, {say: Two.}]}
  - {id: last, title: Last, duration: 2m, notes: [{say: Goodbye.}]}
`

// shortRun is a run of the small plan on a fake file system: killed, so that
// its last moment stands beside the journal, or closed.
func shortRun(t *testing.T, plan string, closed bool) (*fakeFS, string) {
	t.Helper()
	fsys := newFakeFS()
	head := Head{Kind: Delivery, PlanID: "small", Reading: reading(start)}
	r, err := Store{Dir: fakeDir, fs: fsys}.Create([]byte(plan), head, start)
	must(t, err)
	must(t, r.Append([]run.Event{
		run.Started{At: start},
		run.Captured{ID: 1, Kind: run.RoomSaid, Text: "what they “said” }", At: start},
	}, start.Add(time.Second)))
	r.Alive(reading(start.Add(time.Minute)), start.Add(time.Minute), []byte("half a sen"))
	if closed {
		must(t, r.Close())
	} else {
		must(t, r.held.Close())
	}
	return fsys, r.ID()
}

// exported is the file of a run.
func exported(t *testing.T, store Store, id string) []byte {
	t.Helper()
	data, _, err := store.Export(id)
	must(t, err)
	return data
}

// packed is a file with a first line of one's own, and the sizes and sums that
// belong there unless they are given.
func packed(t *testing.T, m manifest, plan, journal []byte) []byte {
	t.Helper()
	if m.Version == 0 {
		m.Version = TransferVersion
	}
	if m.PlanSize == 0 {
		m.PlanSize = len(plan)
	}
	if m.JournalSize == 0 {
		m.JournalSize = len(journal)
	}
	m.PlanSum, m.JournalSum = checksum(plan), checksum(journal)
	line, err := sealLine(m)
	must(t, err)
	return slices.Concat(line, plan, journal)
}

func TestTransferRoundTrip(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	for _, events := range []int{0, 1, 300} {
		for _, alive := range []bool{false, true} {
			from, id, d := kept(t, events, uint64(events))
			home := Store{Dir: fakeDir, fs: from}
			if alive {
				r, _, err := home.Open(id)
				must(t, err)
				d.now = d.now.Add(time.Minute)
				must(t, r.Append([]run.Event{run.Placed{Note: 1}}, d.now))
				r.Alive(reading(d.now.Add(time.Second)), d.now.Add(time.Second), []byte("typing"))
				must(t, r.held.Close())
			}
			data, told, err := home.Export(id)
			must(t, err)
			if again := exported(t, home, id); !bytes.Equal(data, again) {
				t.Error("exported twice it is another file")
			}
			away := Store{Dir: fakeDir, fs: newFakeFS()}
			imported, err := away.Import(data, start)
			must(t, err)
			if *imported != (Imported{ID: id, From: id}) {
				t.Errorf("imported: %+v", imported)
			}
			for _, name := range []string{planName, journalFirst} {
				was, is := from.find(path.Join(fakeDir, "runs", id, name)), away.fs.(*fakeFS).find(path.Join(fakeDir, "runs", id, name))
				if alive && name == journalFirst {
					was = from.find(path.Join(fakeDir, "runs", id, journalName(2)))
				}
				if is == nil || !bytes.Equal(was.data, is.data) {
					t.Errorf("%d events: %s is another", events, name)
				}
			}
			if again := exported(t, away, id); !bytes.Equal(data, again) {
				t.Error("exported again from there it is another file")
			}
			want, err := home.Read(id)
			must(t, err)
			got, err := away.Read(id)
			must(t, err)
			if !reflect.DeepEqual(told.Damage, want.Damage) || got.Origin == nil || *got.Origin != (Origin{id, start, want.newest}) {
				t.Errorf("origin %+v", got.Origin)
			}
			want.Origin, want.Draft, want.draftFile, want.draftN, want.aliveN, got.aliveN = got.Origin, nil, nil, 0, 0, 0
			if !reflect.DeepEqual(got, want) {
				t.Errorf("another run:\n%+v\n%+v", got, want)
			}
			list, err := away.List()
			if err != nil || len(list) != 1 || list[0].ID != id || list[0].Origin == nil || list[0].Unread != nil || len(list[0].Damage) > 0 {
				t.Errorf("listed as %+v, %v", list, err)
			}
			r, _, err := away.Open(id)
			must(t, err)
			must(t, r.Append([]run.Event{run.Placed{}}, d.now.Add(time.Hour)))
			must(t, r.Trouble())
			must(t, r.Close())
		}
	}
}

// TestTransferOnARealDisk takes a run, while another process has it open, to a
// folder that is not there yet.
func TestTransferOnARealDisk(t *testing.T) {
	t.Parallel()
	plan, src := thePlan(t)
	home := Store{Dir: t.TempDir()}
	r, err := home.Create(src, headOf(plan), start)
	must(t, err)
	d := newDelivery(plan, headOf(plan).Booking, r, 5)
	d.deliver(t, 30)
	must(t, r.Close())
	begin(t, "hold", home, r.ID())
	data := exported(t, home, r.ID())
	away := Store{Dir: filepath.Join(t.TempDir(), "a", "b")}
	imported, err := away.Import(data, time.Now())
	must(t, err)
	if imported.ID != r.ID() || imported.Here {
		t.Errorf("%+v", imported)
	}
	replay, err := away.Read(r.ID())
	must(t, err)
	if !reflect.DeepEqual(eventsOf(replay), d.events) || !bytes.Equal(replay.Plan, src) {
		t.Error("another run arrived")
	}
	if runtime.GOOS != "windows" {
		entries, err := os.ReadDir(filepath.Join(away.runs(), r.ID()))
		must(t, err)
		for _, entry := range entries {
			if info, err := entry.Info(); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s has mode %v, %v", entry.Name(), info.Mode(), err)
			}
		}
		if info, err := os.Stat(filepath.Join(away.runs(), r.ID())); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("the folder has mode %v, %v", info.Mode(), err)
		}
	}
	// And back, where that process has it.
	imported, err = home.Import(data, time.Now())
	if err != nil || !imported.Here || imported.ID != r.ID() {
		t.Errorf("into the store it is from: %+v, %v", imported, err)
	}
	if _, err := away.Import(data, time.Now()); err != nil {
		t.Error(err)
	}
	if names, err := os.ReadDir(away.runs()); err != nil || len(names) != 2 {
		t.Errorf("left behind: %v, %v", names, err)
	}
	// A file where the runs should be.
	nowhere := Store{Dir: filepath.Join(away.runs(), r.ID(), planName)}
	if _, err := nowhere.Import(data, time.Now()); err == nil || !strings.Contains(err.Error(), "nothing can be kept in") {
		t.Errorf("into a file: %v", err)
	}
}

// TestTransferAgain imports what is here in part, as a whole, or otherwise.
func TestTransferAgain(t *testing.T) {
	t.Parallel()
	fsys, id := shortRun(t, smallPlan, false)
	store := Store{Dir: fakeDir, fs: fsys}
	early := exported(t, store, id)
	r, _, err := store.Open(id)
	must(t, err)
	must(t, r.Append([]run.Event{run.Placed{Note: 1}}, start.Add(2*time.Minute)))
	must(t, r.Close())
	late := exported(t, store, id)
	files := func(s Store) string {
		var b strings.Builder
		folder := s.fs.(*fakeFS).find(path.Join(fakeDir, "runs", id))
		for _, name := range []string{planName, journalFirst, "journal.2", "alive-1", "alive-2"} {
			if n := folder.entries[name]; n != nil {
				fmt.Fprintf(&b, "%s %q\n", name, n.data)
			}
		}
		return b.String()
	}
	before := files(store)
	for what, data := range map[string][]byte{"the whole": late, "the beginning": early} {
		imported, err := store.Import(data, start)
		if err != nil || *imported != (Imported{id, id, true}) {
			t.Errorf("%s is here, and: %+v, %v", what, imported, err)
		}
	}
	if files(store) != before {
		t.Error("what was here is another now")
	}

	// Where only the beginning is, the whole is another run; and it is known
	// again under its new name.
	away := Store{Dir: fakeDir, fs: newFakeFS()}
	_, err = away.Import(early, start)
	must(t, err)
	before = files(away)
	imported, err := away.Import(late, start)
	if err != nil || imported.Here || imported.From != id || imported.ID == id || !isID(imported.ID) {
		t.Fatalf("%+v, %v", imported, err)
	}
	if files(away) != before {
		t.Error("what was here is another now")
	}
	replay, err := away.Read(imported.ID)
	if err != nil || len(replay.Events) != 3 || replay.Origin == nil || replay.Origin.ID != id {
		t.Errorf("%+v, %v", replay, err)
	}
	again, err := away.Import(late, start)
	if err != nil || !again.Here || again.ID != imported.ID {
		t.Errorf("imported again: %+v, %v", again, err)
	}
	if list, err := away.List(); err != nil || len(list) != 2 {
		t.Errorf("%+v, %v", list, err)
	}

	// The plan here was lost, or the journal damaged: the file brings both.
	for _, name := range []string{planName, journalFirst} {
		hurt := Store{Dir: fakeDir, fs: away.fs.(*fakeFS).crash(loseNone, nil)}
		folder := hurt.fs.(*fakeFS).find(path.Join(fakeDir, "runs", id))
		hurtFile := folder.entries[name].data
		hurtFile[len(hurtFile)-100] ^= 1
		imported, err := hurt.Import(early, start)
		if err != nil || imported.Here && imported.ID == id {
			t.Errorf("%s is damaged here: %+v, %v", name, imported, err)
		}
	}
}

// TestTransferCutAndFlipped hurts a file in every place: it is refused with
// words, or gives exactly the same run.
func TestTransferCutAndFlipped(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	fsys, id := shortRun(t, smallPlan, false)
	data := exported(t, Store{Dir: fakeDir, fs: fsys}, id)
	attempt := func(what string, hurt []byte) {
		away := Store{Dir: fakeDir, fs: newFakeFS()}
		_, err := away.Import(hurt, start)
		if err == nil {
			if again := exported(t, away, id); !bytes.Equal(again, data) {
				t.Errorf("%s: another run is taken", what)
			}
			return
		}
		if !strings.Contains(err.Error(), sendAgain) && !strings.Contains(err.Error(), "no run that was exported") && !strings.Contains(err.Error(), "its line ends") {
			t.Errorf("%s: refused with %v", what, err)
		}
		if n := away.fs.(*fakeFS).calls; n > 0 {
			t.Errorf("%s: refused after %d calls of the file system", what, n)
		}
	}
	inParallel(len(data), func(n int) {
		attempt(fmt.Sprintf("cut after %d bytes", n), data[:n])
		for bit := range 8 {
			hurt := slices.Clone(data)
			hurt[n] ^= 1 << bit
			attempt(fmt.Sprintf("byte %d, bit %d", n, bit), hurt)
		}
	})
	inParallel(timertest.Amount(800, 200_000), func(i int) {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		hurt := slices.Clone(data)
		for range 2 + r.IntN(30) {
			hurt[r.IntN(len(hurt))] ^= 1 << r.IntN(8)
		}
		attempt(fmt.Sprintf("seed %d", i), hurt)
	})
	// The whole file is taken: else none of this says anything.
	if _, err := (Store{Dir: fakeDir, fs: newFakeFS()}).Import(data, start); err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	for at := range lines {
		attempt(fmt.Sprintf("without line %d", at+1), slices.Concat(slices.Concat(lines[:at]...), slices.Concat(lines[at+1:]...)))
		attempt(fmt.Sprintf("line %d twice", at+1), slices.Concat(slices.Concat(lines[:at+1]...), slices.Concat(lines[at:]...)))
	}
	attempt("line ends of Windows", bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")))
	attempt("a byte order mark", append([]byte("\ufeff"), data...))
	attempt("a newline more", append(slices.Clone(data), '\n'))
}

// TestTransferRefuses has files that are in order as files, and hold what no
// export writes.
func TestTransferRefuses(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	fsys, id := shortRun(t, smallPlan, true)
	store := Store{Dir: fakeDir, fs: fsys}
	plan, journal := []byte(smallPlan), journalOf(t, fsys, id)
	record := func(seq int, value any) []byte {
		line, err := encode(seq, 0, start, value)
		must(t, err)
		return line
	}
	opening := func(change func(*opened)) []byte {
		o := Head{Kind: Delivery, Reading: reading(start)}.record(checksum(plan), start)
		change(&o)
		return record(1, o)
	}
	sealedLine := func(object string) []byte { return append(seal([]byte(object)), '\n') }
	hurtLine := slices.Clone(journal)
	hurtLine[len(journal)-20] ^= 1
	damaged := packed(t, manifest{ID: id}, plan, journal)
	copy(damaged[len(damaged)-len(journal):], hurtLine)
	other := []byte(strings.Replace(smallPlan, "Small", "Other", 1))
	badPlan := []byte("title: Bad\nactivites: []\n")
	badHead := Head{Kind: Delivery, Reading: reading(start)}.record(checksum(badPlan), start)
	lines := bytes.SplitAfter(journal, []byte("\n"))
	large := make([]byte, MaxTransfer+1) // zeros that nobody looks at cost nothing
	copy(large, packed(t, manifest{ID: id}, plan, journal))
	for what, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":               {nil, "it is empty"},
		"a plan":                {plan, "it is no run that was exported"},
		"a journal":             {journal, "it is no run that was exported"},
		"a newer version":       {packed(t, manifest{Version: 2, ID: id}, plan, journal), "newer version of the program (file version 2, where this one knows 1); update"},
		"a newer shape":         {sealedLine(`{"facilitate_run":7,"id":["a"],"plan_size":"much"}`), "update the program"},
		"version 0":             {packed(t, manifest{Version: -1, ID: id}, plan, journal), "it is no run"},
		"damage that was told":  {packed(t, manifest{ID: id, Damage: []string{"line 3\x1b[2J is bad"}}, plan, journal), "damaged already where it was exported, and has to be read there: line 3␛[2J is bad"},
		"a damaged record":      {damaged, fmt.Sprintf("line %d is damaged", 1+strings.Count(smallPlan, "\n")+len(lines)-1)},
		"a record that is none": {packed(t, manifest{ID: id}, plan, hurtLine), "journal: line"},
		"half a record":         {packed(t, manifest{ID: id}, plan, journal[:len(journal)-1]), "its last line has no end"},
		"no record":             {packed(t, manifest{ID: id}, plan, nil), "nothing is in its journal"},
		"a record missing":      {packed(t, manifest{ID: id}, plan, slices.Concat(lines[0], lines[1], lines[3])), "1 entry is missing"},
		"no beginning":          {packed(t, manifest{ID: id}, plan, record(1, run.Started{At: start})), "the beginning is missing"},
		"two versions":          {packed(t, manifest{ID: id}, plan, slices.Concat(journal, record(2, run.Placed{}))), "two versions of the same"},
		"an end that is lost":   {packed(t, manifest{ID: id, Alive: &alive{1, 99, start, reading(start)}}, plan, journal), "entries are missing"},
		"an unknown record":     {packed(t, manifest{ID: id}, plan, slices.Concat(opening(func(*opened) {}), sealedLine(`{"seq":2,"at":"2026-11-21T09:30:00.000Z","danced":{}}`))), "does not know; if it was exported by a newer version"},
		"a newer record":        {packed(t, manifest{ID: id}, plan, opening(func(o *opened) { o.Format = Format + 1 })), "newer version of the program (format 3, where this one knows 2); update"},
		"an unknown kind":       {packed(t, manifest{ID: id}, plan, opening(func(o *opened) { o.Kind = "\x1b]0;x\a" })), "update the program"},
		"events that do not fit": {
			packed(t, manifest{ID: id}, plan, slices.Concat(opening(func(*opened) {}), record(2, run.Undone{}))),
			"its record contradicts itself: entry 2 does not fit",
		},
		"another plan":      {packed(t, manifest{ID: id}, other, journal), "is not the plan that was delivered"},
		"no plan":           {packed(t, manifest{ID: id}, nil, journal), "is not the plan that was delivered"},
		"a broken plan":     {packed(t, manifest{ID: id}, badPlan, record(1, badHead)), "plan.yaml:2:1: "},
		"more than it says": {append(packed(t, manifest{ID: id}, plan, journal), journal...), fmt.Sprintf("%d bytes too many", len(journal))},
		"a large plan":      {packed(t, manifest{ID: id}, make([]byte, session.MaxSize+1), journal), "larger than 1 MiB"},
		"minus one":         {packed(t, manifest{ID: id, PlanSize: -1}, plan, journal), "larger than 1 MiB"},
		"a large file":      {large, "larger than 64 MiB"},
		"large by its own account": {
			packed(t, manifest{ID: id, JournalSize: 1 << 62}, plan, journal), "larger than 64 MiB",
		},
		"a long first line": {append([]byte(`{"facilitate_run":1,"id":"`), bytes.Repeat([]byte("a"), 2<<20)...), "ends in line 1"},
	} {
		err := CheckTransfer(c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
			continue
		}
		if strings.ContainsAny(err.Error(), "\x1b\a") || len(err.Error()) > 1000 {
			t.Errorf("%s: not fit for people: %.1000q", what, err)
		}
		calls := fsys.calls
		if _, again := store.Import(c.data, start); again == nil || again.Error() != err.Error() || fsys.calls != calls {
			t.Errorf("%s: import says %v, after %d calls", what, again, fsys.calls-calls)
		}
	}
}

func TestTransferHostileNames(t *testing.T) {
	t.Parallel()
	fsys, id := shortRun(t, smallPlan, true)
	plan, journal := []byte(smallPlan), journalOf(t, fsys, id)
	for _, name := range []string{
		"", ".", "..", "../" + id, id + "/../x", "/etc/" + id, `..\` + id, `C:\` + id, "C:" + id, id + "\x00", id + ".", id + " ", id + ":s",
		strings.ToUpper(id), "con", "2026-11-21-0930", "2026-11-21-0930-", "2026-13-21-0930-x-abcd", "nul-11-21-0930-x", "con.2026-11-21-0930-x",
		importFolder, importLock, "2026-11-21-0930-\x1b[2J", "2026-11-21-0930-ä", "2026-11-21-0930-" + strings.Repeat("a", 80), strings.Repeat("a", 1<<16),
	} {
		away := newFakeFS()
		_, err := Store{Dir: fakeDir, fs: away}.Import(packed(t, manifest{ID: name}, plan, journal), start)
		if err == nil || !strings.Contains(err.Error(), "no name of a run") || len(err.Error()) > 500 || strings.ContainsAny(err.Error(), "\x1b\x00") || away.calls > 0 {
			t.Errorf("%.100q: %.500q, %d calls", name, err, away.calls)
		}
	}
	if err := CheckTransfer(packed(t, manifest{ID: id}, plan, journal)); err != nil {
		t.Errorf("its own name: %v", err)
	}
}

// TestTransferOfDamage exports what can be read of a damaged run, which no
// import takes.
func TestTransferOfDamage(t *testing.T) {
	t.Parallel()
	for what, hurt := range map[string]func(files map[string]*node){
		"the journal":  func(files map[string]*node) { files[journalFirst].data[len(files[journalFirst].data)-150] ^= 1 },
		"the plan":     func(files map[string]*node) { files[planName].data[7] ^= 1 },
		"no plan":      func(files map[string]*node) { delete(files, planName) },
		"its end":      func(files map[string]*node) { files[journalFirst].resize(len(files[journalFirst].data) - 100) },
		"a large plan": func(files map[string]*node) { files[planName].resize(session.MaxSize + 1) },
	} {
		fsys, id := shortRun(t, smallPlan, false)
		hurt(fsys.find(path.Join(fakeDir, "runs", id)).entries)
		store := Store{Dir: fakeDir, fs: fsys}
		data, replay, err := store.Export(id)
		if err != nil || len(replay.Damage) == 0 {
			t.Errorf("%s: %+v, %v", what, replay, err)
			continue
		}
		if !bytes.Contains(data, []byte(`"started":`)) {
			t.Errorf("%s: what can be read is not there:\n%s", what, data)
		}
		if _, err := store.Import(data, start); err == nil || !strings.Contains(err.Error(), "was damaged already where it was exported") {
			t.Errorf("%s: imported all the same: %v", what, err)
		}
	}
	// A plan that is damaged and fits its sum, a run that is not there.
	bad := []byte("title: x\n")
	fsys, id := shortRun(t, string(bad), true)
	store := Store{Dir: fakeDir, fs: fsys}
	data, replay, err := store.Export(id)
	if err != nil || len(replay.Damage) > 0 || CheckTransfer(data) == nil {
		t.Errorf("a plan that does not load: %+v, %v", replay, err)
	}
	for _, name := range []string{"2026-11-21-0930-x-abcd", "../../etc"} {
		if _, _, err := store.Export(name); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestTransferTooLarge has a run that no import would take. What its records say is
// not looked at, so that they can be zeros, which cost nothing.
func TestTransferTooLarge(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	r, err := Store{Dir: fakeDir, fs: newFakeFS()}.Create([]byte(smallPlan), Head{Kind: Delivery, PlanID: "small"}, start)
	must(t, err)
	r.all = make([]byte, MaxTransfer)
	if _, err := r.Export(); err == nil || !strings.Contains(err.Error(), "larger than 64 MiB; copy its folder") {
		t.Errorf("%d bytes are exported: %v", len(r.all), err)
	}
}

// TestTransferWhileItIsWritten exports a run that gets a record, and is alive
// after it, between the look at its journal and that at what is beside it.
func TestTransferWhileItIsWritten(t *testing.T) {
	t.Parallel()
	fsys := newFakeFS()
	store := Store{Dir: fakeDir, fs: fsys}
	r, err := store.Create([]byte(smallPlan), Head{Kind: Delivery, PlanID: "small", Reading: reading(start)}, start)
	must(t, err)
	reads := 0
	fsys.before = func(_ int, op string) fate {
		if op != "read" {
			return fate{}
		}
		if reads++; reads == 2 {
			// In the middle of a call of the file system's: not by another.
			folder := fsys.find(r.dir)
			line, _ := encode(2, 0, start, run.Started{At: start})
			folder.entries[journalFirst].data = append(folder.entries[journalFirst].data, line...)
			moment, _ := sealLine(alive{1, 2, start, reading(start)})
			folder.entries["alive-1"] = &node{data: moment}
		}
		return fate{}
	}
	data, replay, err := store.Export(r.ID())
	if err != nil || len(replay.Damage) > 0 || len(replay.Events) != 1 || CheckTransfer(data) != nil {
		t.Errorf("%+v, %v", replay, err)
	}
	if reads < 4 {
		t.Errorf("the run was looked at only once: %d files", reads)
	}
}

// arrive imports on a fake file system with a fault, turns the computer off and
// on, and says what is wrong then.
func arrive(fsys *fakeFS, data []byte, id string, before func(int, string) fate, how loss, seed uint64) error {
	fsys.before = before
	imported, err := Store{Dir: fakeDir, fs: fsys}.Import(data, start)
	if err != nil && err.Error() == "" {
		return errors.New("an error without words")
	}
	if fsys.retried {
		return errors.New("a file is used again after its sync failed")
	}
	store := Store{Dir: fakeDir, fs: fsys.crash(how, rand.New(rand.NewPCG(seed, 5)))}
	list, listErr := store.List()
	if listErr != nil {
		return listErr
	}
	if err == nil && (len(list) != 1 || imported.ID != id) {
		return fmt.Errorf("it was said to be imported, and there is %+v", list)
	}
	for _, info := range list {
		if info.ID != id || info.Unread != nil || len(info.Damage) > 0 || info.Origin == nil {
			return fmt.Errorf("half of it is here: %+v", info)
		}
		again, _, err := store.Export(id)
		if err != nil || !bytes.Equal(again, data) {
			return fmt.Errorf("another run is here: %v", err)
		}
	}
	// It can be imported now, whatever was left, and nothing is left then.
	imported, err = store.Import(data, start)
	if err != nil || imported.ID != id || imported.Here != (len(list) == 1) {
		return fmt.Errorf("the second time: %+v, %v", imported, err)
	}
	names, err := store.fs.ReadDir(store.runs())
	if err != nil || !slices.Equal(slices.DeleteFunc(names, func(name string) bool { return imported.Here && name == importFolder }), []string{importLock, id}) {
		return fmt.Errorf("left behind: %v, %v", names, err)
	}
	return nil
}

// arrivals is arrive with the power cut, and a failure, at every call.
func arrivals(t *testing.T, plant func(*fakeFS)) error {
	t.Helper()
	from, id := shortRun(t, smallPlan, false)
	data := exported(t, Store{Dir: fakeDir, fs: from}, id)
	begin := func() *fakeFS {
		fsys := newFakeFS()
		plant(fsys)
		return fsys
	}
	whole := begin()
	if err := arrive(whole, data, id, nil, loseAll, 0); err != nil {
		return err
	}
	if whole.calls < 20 {
		return fmt.Errorf("an import makes %d calls only", whole.calls)
	}
	for n := 1; n <= whole.calls; n++ {
		for how := range losses {
			for seed := range uint64(timertest.Amount(6, 200)) {
				if how != loseSome && seed > 0 {
					break
				}
				if err := arrive(begin(), data, id, crashAt(n), how, seed); err != nil {
					return fmt.Errorf("power cut at call %d, loss %d, seed %d: %w", n, how, seed, err)
				}
				for _, forGood := range []bool{false, true} {
					if err := arrive(begin(), data, id, failAt(n, forGood), how, seed); err != nil {
						return fmt.Errorf("call %d fails, for good %v, loss %d, seed %d: %w", n, forGood, how, seed, err)
					}
				}
			}
		}
	}
	return nil
}

func TestTransferPowerCutAtEveryCall(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	if err := arrivals(t, func(*fakeFS) {}); err != nil {
		t.Error(err)
	}
}

// TestTransferAgainAfterAFailure has each call fail once: a second import then
// is as good as if there had been no first.
func TestTransferAgainAfterAFailure(t *testing.T) {
	t.Parallel()
	from, id := shortRun(t, smallPlan, false)
	data := exported(t, Store{Dir: fakeDir, fs: from}, id)
	failures := 0
	for n := 1; ; n++ {
		fsys := newFakeFS()
		fsys.before = failAt(n, false)
		store := Store{Dir: fakeDir, fs: fsys}
		_, err := store.Import(data, start)
		if fsys.calls < n {
			break
		}
		fsys.before = nil
		if err != nil {
			failures++
			if names, err := fsys.ReadDir(store.runs()); err == nil && slices.Contains(names, importFolder) {
				t.Errorf("call %d: it fails, and leaves its folder", n)
			}
		}
		imported, again := store.Import(data, start)
		if again != nil || imported.ID != id || err == nil && !imported.Here {
			t.Errorf("call %d: %+v, %v", n, imported, again)
			continue
		}
		store.fs = fsys.crash(loseAll, nil)
		if got := exported(t, store, id); !bytes.Equal(got, data) {
			t.Errorf("call %d: another run", n)
		}
		if names, err := fsys.ReadDir(store.runs()); err != nil || !slices.Equal(names, []string{importLock, id}) {
			t.Errorf("call %d: left behind: %v, %v", n, names, err)
		}
	}
	if failures < 10 {
		t.Errorf("only %d calls may fail an import", failures)
	}
}

// TestTransferPlantedFaultsAreNoticed shows that the check bites.
func TestTransferPlantedFaultsAreNoticed(t *testing.T) {
	t.Parallel()
	for name, plant := range map[string]func(*fakeFS){
		"no waiting for files":      func(f *fakeFS) { f.noSync = true },
		"no waiting for folders":    func(f *fakeFS) { f.noSyncDir = true },
		"a failed sync is believed": func(f *fakeFS) { f.hideSyncErrors = true },
	} {
		if err := arrivals(t, plant); err == nil {
			t.Errorf("%s: nobody notices", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
}

// TestTransferOneAtATime has two imports under way.
func TestTransferOneAtATime(t *testing.T) {
	t.Parallel()
	from, id := shortRun(t, smallPlan, true)
	data := exported(t, Store{Dir: fakeDir, fs: from}, id)
	store := Store{Dir: t.TempDir()}
	_, err := store.Import(data, start)
	must(t, err)
	held, err := system{}.Lock(filepath.Join(store.runs(), importLock))
	must(t, err)
	if _, err := store.Import(data, start); err == nil || !strings.Contains(err.Error(), "another import is under way") {
		t.Errorf("the second is told %v", err)
	}
	must(t, held.Close())
	if imported, err := store.Import(data, start); err != nil || !imported.Here {
		t.Errorf("%+v, %v", imported, err)
	}
}

// TestTransferTimeSince has a run that was under way on another computer: how
// long ago that was is not sure until it was taken up here.
func TestTransferTimeSince(t *testing.T) {
	t.Parallel()
	from, id := shortRun(t, smallPlan, false)
	home := Store{Dir: fakeDir, fs: from}
	away := Store{Dir: fakeDir, fs: newFakeFS()}
	_, err := away.Import(exported(t, home, id), start)
	must(t, err)
	last := start.Add(time.Minute)
	elsewhere := func(after time.Duration) timer.Reading {
		return timer.Reading{Awake: time.Second, Boot: 20*time.Hour + last.Add(after).Sub(start), BootID: "another", Wall: last.Add(after)}
	}
	since := func(s Store, now timer.Reading) (time.Duration, bool) {
		t.Helper()
		replay, err := s.Read(id)
		must(t, err)
		if !replay.Last.At.Equal(last) {
			t.Errorf("the last moment is %v", replay.Last)
		}
		return replay.Since(now)
	}
	unnamed := elsewhere(time.Hour)
	unnamed.BootID = ""
	for _, c := range []struct {
		store Store
		now   timer.Reading
		gap   time.Duration
		sure  bool
	}{
		{home, elsewhere(time.Hour), time.Hour, true}, // booted again
		{home, reading(last.Add(time.Hour)), time.Hour, true},
		{away, elsewhere(time.Hour), time.Hour, false},
		{away, unnamed, time.Hour, false},
		{away, elsewhere(-3 * time.Minute), 0, false}, // its clock is behind
		{away, elsewhere(90 * 24 * time.Hour), 90 * 24 * time.Hour, false},
		{away, reading(last.Add(time.Hour)), time.Hour, true}, // to another folder of the same computer
	} {
		if gap, sure := since(c.store, c.now); gap != c.gap || sure != c.sure {
			t.Errorf("%+v: %v, %v, not %v, %v", c.now, gap, sure, c.gap, c.sure)
		}
	}
	r, _, err := away.Open(id)
	must(t, err)
	last = last.Add(time.Hour)
	must(t, r.Resume(last, elsewhere(0), time.Hour, false, "v1"))
	must(t, r.held.Close())
	if gap, sure := since(away, elsewhere(time.Minute)); gap != time.Minute || !sure {
		t.Errorf("taken up here: %v, %v", gap, sure)
	}
	if replay, err := away.Read(id); err != nil || replay.Origin == nil {
		t.Errorf("taken up here it is none that was imported: %v", err)
	}
}

// TestTransferBombs has files as large as they may be, full of what costs most:
// they must be read, or refused, without taking the computer down.
func TestTransferBombs(t *testing.T) {
	t.Parallel()
	size := timertest.Amount(1<<18, MaxTransfer)
	plan := []byte(smallPlan)
	head := Head{Kind: Delivery, Reading: reading(start)}.record(checksum(plan), start)
	fill := func(first []any, next func(seq int) any) []byte {
		line, err := encode(1, 0, start, head)
		must(t, err)
		all := slices.Concat(line, line)
		for seq := 2; ; seq++ {
			value := any(nil)
			if seq-2 < len(first) {
				value = first[seq-2]
			} else {
				value = next(seq)
			}
			line, err := encode(seq, 0, start, value)
			must(t, err)
			if len(all)+len(line)+len(plan)+1<<10 > size {
				return all
			}
			all = append(all, line...)
		}
	}
	started := []any{run.Started{At: start}}
	for what, journal := range map[string][]byte{
		"notes that move": fill(started, func(seq int) any { return run.Placed{Note: seq % 2} }),
		"many lines":      fill(started, func(seq int) any { return run.Captured{ID: seq - 2, Kind: run.RoomSaid, Text: "x", At: start} }),
		"commands that are undone": fill(started, func(seq int) any {
			if seq%2 == 0 {
				return run.Undone{}
			}
			return run.Stopped{At: start, Kind: run.PauseKinds[0]}
		}),
		"what does not fit": fill(nil, func(int) any { return run.Undone{} }),
	} {
		data := packed(t, manifest{ID: "2026-11-21-0930-bomb-abcd"}, plan, journal)
		began := time.Now()
		err := CheckTransfer(data)
		t.Logf("%s, %d MiB: %v, %v", what, len(data)>>20, time.Since(began).Round(time.Millisecond), err)
	}
	deep, err := json.Marshal(strings.Repeat("[", 1<<19))
	must(t, err)
	deep = append(seal(slices.Concat([]byte(`{"facilitate_run":1,"id":`), bytes.Repeat([]byte("["), 1<<19), deep, []byte("}"))), '\n')
	if err := CheckTransfer(deep); err == nil {
		t.Error("a deep first line is taken")
	}
}
