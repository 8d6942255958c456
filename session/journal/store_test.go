package journal

import (
	"bytes"
	"errors"
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
)

func TestFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_STATE_HOME", "")
	if runtime.GOOS == "linux" {
		if dir, err := Folder(""); err != nil || dir != filepath.Join(home, ".local", "state", "facilitate") {
			t.Errorf("%s, %v", dir, err)
		}
	}
	state := filepath.Join(home, "elsewhere")
	t.Setenv("XDG_STATE_HOME", state)
	if dir, err := Folder(""); err != nil || dir != filepath.Join(state, "facilitate") {
		t.Errorf("%s, %v", dir, err)
	}
	inParallel(4, func(int) {
		if dir, err := Folder(""); err != nil || dir != filepath.Join(state, "facilitate") {
			t.Errorf("at once: %s, %v", dir, err)
		}
	})
	if dir, err := Folder("here"); err != nil || !filepath.IsAbs(dir) || filepath.Base(dir) != "here" {
		t.Errorf("%s, %v", dir, err)
	}
	if entries, err := os.ReadDir(home); err != nil || len(entries) > 0 {
		t.Errorf("something was made: %v, %v", entries, err)
	}
	if runtime.GOOS != "windows" {
		t.Setenv("HOME", "")
		t.Setenv("XDG_STATE_HOME", "")
		if dir, err := Folder(""); err == nil {
			t.Errorf("without a home it is %s", dir)
		}
	}
}

func TestCreateAndOpen(t *testing.T) {
	t.Parallel()
	plan, src := thePlan(t)
	store := Store{Dir: filepath.Join(t.TempDir(), "a", "b")}
	if list, err := store.List(); err != nil || len(list) > 0 {
		t.Errorf("before there is anything: %v, %v", list, err)
	}
	if err := store.Writable(); err != nil {
		t.Fatal(err)
	}
	head := headOf(plan)
	r, err := store.Create(src, head, start)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(r.ID(), "2026-11-21-1030-"+realPlan+"-") { // an hour later in that zone
		t.Errorf("the run is called %s", r.ID())
	}
	d := newDelivery(plan, head.Booking, r, 31)
	d.deliver(t, 50)
	d.now = d.now.Add(time.Second)
	alive := d.now
	r.Alive(reading(alive), alive, []byte("half a sen"))
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if r.Close() != nil || r.Append([]run.Event{run.Undone{}}, d.now) == nil {
		t.Error("a closed run takes events")
	}
	if _, err := os.Stat(filepath.Join(r.Dir(), holderName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is closed, and somebody holds it: %v", err)
	}
	if runtime.GOOS != "windows" {
		err := filepath.WalkDir(filepath.Dir(store.Dir), func(name string, entry os.DirEntry, err error) error {
			if err != nil || name == filepath.Dir(store.Dir) {
				return err
			}
			info, err := entry.Info()
			if want := map[bool]os.FileMode{true: 0o700, false: 0o600}[entry.IsDir()]; err != nil || info.Mode().Perm() != want {
				t.Errorf("%s has mode %v, %v", name, info.Mode(), err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}

	again, replay, err := store.Open(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	want := Replay{
		ID: r.ID(), Head: head, Plan: src, Created: start, Last: Moment{alive, reading(alive)}, Draft: []byte("half a sen"),
		Closed: true, Records: 52, newest: 52, number: 50, aliveN: 1, draftN: 1,
	}
	want.Head.Booking.Zone = replay.Head.Booking.Zone
	if at := start.In(replay.Head.Booking.Zone).Format(time.RFC3339); at != "2026-11-21T10:30:00+01:00" {
		t.Errorf("in the zone of the booking it starts %s", at)
	}
	got := *replay
	got.Events, got.draftFile = nil, nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("replay\n%+v\nwant\n%+v", got, want)
	}
	if !reflect.DeepEqual(eventsOf(replay), d.events) || replay.Events[0].Seq != 2 {
		t.Error("the events are others")
	}
	loaded, problems := session.Load(r.ID(), replay.Plan)
	if loaded == nil {
		t.Fatal(problems)
	}
	state, skipped := replay.Fold(loaded)
	if len(skipped) > 0 || state.Stage() != d.state.Stage() || state.Current() != d.state.Current() ||
		!reflect.DeepEqual(state.Captures(), d.state.Captures()) || !state.ProjectedEnd(d.now).Equal(d.state.ProjectedEnd(d.now)) {
		t.Errorf("another state: %v", skipped)
	}
	// A gap of an hour; then it is killed.
	at := alive.Add(time.Hour)
	if err := again.Resume(at, reading(at), time.Hour, true, "v2"); err != nil {
		t.Fatal(err)
	}
	again.Alive(reading(at.Add(time.Minute)), at.Add(time.Minute), nil)
	if err := again.Append([]run.Event{run.Placed{}}, at.Add(2*time.Minute)); err != nil {
		t.Fatal(err)
	}
	_ = again.held.Close()
	replay, err = store.Read(r.ID())
	if err != nil || replay.Closed || len(replay.Draft) > 0 || !reflect.DeepEqual(replay.Last, Moment{at.Add(2 * time.Minute), reading(at.Add(2 * time.Minute))}) {
		t.Errorf("%v %+v", err, replay)
	}
}

// TestListProgress sees that a run counts as started and as finished by what
// stands at last.
func TestListProgress(t *testing.T) {
	t.Parallel()
	plan, src := thePlan(t)
	for _, c := range []struct {
		name              string
		words             []run.Word
		started, finished bool
	}{
		{"nothing", nil, false, false},
		{"before the start", []run.Word{run.CmdUntil}, false, false},
		{"started", []run.Word{run.CmdStart}, true, false},
		{"taken back", []run.Word{run.CmdStart, run.CmdUndo}, false, false},
		{"all taken back", []run.Word{run.CmdUntil, run.CmdStart, run.CmdNext, run.CmdUndo, run.CmdUndo, run.CmdUndo}, false, false},
		{"started again", []run.Word{run.CmdStart, run.CmdUndo, run.CmdStart, run.CmdNext, run.CmdUndo}, true, false},
		{"all but the start", []run.Word{run.CmdStart, run.CmdPause, run.CmdResume, run.CmdUndo, run.CmdUndo}, true, false},
		{"ended by the last credit", []run.Word{run.CmdStart, run.CmdCredit}, true, true},
		{"the last credit taken back", []run.Word{run.CmdStart, run.CmdCredit, run.CmdUndo}, true, false},
	} {
		store := Store{Dir: t.TempDir()}
		booking := run.Booking{Rehearsal: true}
		head := headOf(plan)
		head.Kind, head.Booking = Rehearsal, booking
		r, err := store.Create(src, head, start)
		if err != nil {
			t.Fatal(err)
		}
		state := run.New(plan, booking)
		writer := run.NewWriter(state, r)
		for i, w := range c.words {
			at := start.Add(time.Duration(i) * time.Minute)
			for w == run.CmdCredit && state.Next() != run.NoPhase { // of the last phase
				must(t, writer.Do(run.Skip{}, at))
			}
			c := bare(t, w)
			if w == run.CmdUntil {
				c = run.Until{At: at.Add(3 * time.Hour)}
			}
			must(t, writer.Do(c, at.Add(state.Jumped())))
		}
		must(t, r.Close())
		list, err := store.List()
		if err != nil || len(list) != 1 {
			t.Fatalf("%s: %v, %d runs", c.name, err, len(list))
		}
		if list[0].Took() != c.started || list[0].Finished != c.finished {
			t.Errorf("%s: took %v, finished %v", c.name, list[0].Took(), list[0].Finished)
		}
	}
}

// bare is a command that takes no arguments; nil where the word is none such.
func bare(t *testing.T, w run.Word) run.Command {
	t.Helper()
	c, _ := run.ParseCommand([]string{string(w)}, true)
	return c
}

func TestList(t *testing.T) {
	t.Parallel()
	plan, src := thePlan(t)
	store := Store{Dir: t.TempDir()}
	create := func(at time.Time, words ...run.Word) *Run {
		r, err := store.Create(src, headOf(plan), at)
		if err != nil {
			t.Fatal(err)
		}
		writer := run.NewWriter(run.New(plan, run.Booking{}), r)
		for i, w := range words {
			if err := writer.Do(bare(t, w), at.Add(time.Duration(i)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
		return r
	}
	ready := create(start)
	running := create(start.Add(-48*time.Hour), run.CmdStart, run.CmdNext)
	finished := create(start.Add(-24*time.Hour), run.CmdStart, run.CmdFinish)
	undone := create(start.Add(24*time.Hour), run.CmdStart, run.CmdFinish, run.CmdUndo)
	again := create(start.Add(25*time.Hour), run.CmdStart, run.CmdFinish, run.CmdUndo, run.CmdFinish)
	earlier := create(start.Add(26*time.Hour), run.CmdStart, run.CmdNext, run.CmdUndo, run.CmdFinish)
	newer := create(start.Add(27 * time.Hour))
	destroyed := create(start.Add(28 * time.Hour))
	for _, r := range []*Run{running, finished, undone, again, earlier, newer, destroyed} {
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	newerLine := bytes.Replace(newer.all[:bytes.IndexByte(newer.all, '\n')], []byte(`"format":2`), []byte(`"format":3`), 1)
	newerLine = append(seal(newerLine[:len(newerLine)-checkSize]), '\n')
	must(t, os.WriteFile(filepath.Join(newer.Dir(), journalFirst), newerLine, 0o600))
	must(t, os.WriteFile(filepath.Join(destroyed.Dir(), journalFirst), []byte("\x00\x1b[2J\n"), 0o600))
	// Foreign things, and runs that were never begun.
	for _, name := range []string{"2026-11-21-0930-never-begun-aaaa", "Folder of mine", ".hidden", "2026-11-21-0930-empty-aaaa", "2026-11-21-0930-torn-aaaa"} {
		must(t, os.Mkdir(filepath.Join(store.runs(), name), 0o700))
	}
	must(t, os.WriteFile(filepath.Join(store.runs(), "2026-11-21-0930-empty-aaaa", journalFirst), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(store.runs(), "2026-11-21-0930-torn-aaaa", journalFirst), []byte(`{"seq":1,"at":"20`), 0o600))
	must(t, os.WriteFile(filepath.Join(store.runs(), "2026-11-21-0930-a-file-aaaa"), []byte("x"), 0o600))
	must(t, os.WriteFile(filepath.Join(store.runs(), "notes.txt"), []byte("x"), 0o600))
	must(t, os.Mkdir(filepath.Join(finished.Dir(), "journal.2"), 0o700)) // nobody knows who does this

	list, err := store.List()
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, info := range list {
		ids = append(ids, info.ID)
	}
	// What cannot be read has no time: it stands last.
	want := []string{newer.ID(), earlier.ID(), again.ID(), undone.ID(), ready.ID(), finished.ID(), running.ID(), destroyed.ID()}
	if !slices.Equal(ids, want) {
		t.Fatalf("the list is %q, not %q", ids, want)
	}
	for _, info := range list {
		ended := slices.Contains([]string{finished.ID(), again.ID(), earlier.ID()}, info.ID)
		begun := info.ID != ready.ID() && info.ID != newer.ID() && info.ID != destroyed.ID()
		unread := info.ID == newer.ID() || info.ID == destroyed.ID()
		if info.Finished != ended || info.Started != begun || (info.Unread != nil) != unread || (info.Holder != nil) != (info.ID == ready.ID()) {
			t.Errorf("%+v", info)
		}
		if !unread && (info.Head.Title != plan.Title || info.Head.Kind != Delivery) {
			t.Errorf("%+v", info.Head)
		}
	}
	if _, _, err := store.Open(newer.ID()); !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "format 3") {
		t.Errorf("a run of a newer program: %v", err)
	}
	if _, _, err := store.Open(destroyed.ID()); err == nil || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("a destroyed run: %v", err)
	}
	for _, id := range []string{"2026-11-21-0930-empty-aaaa", "2026-11-21-0930-none-aaaa", "../x", "", "2026-11-21-0930-a-file-aaaa", "a\x1b[2J"} {
		if _, _, err := store.Open(id); err == nil || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("opening %q: %v", id, err)
		}
		if _, err := store.Read(id); err == nil {
			t.Errorf("reading %q succeeds", id)
		}
	}
	if _, err := store.Read("2026-11-21-0930-none-aaaa"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a run that is not there: %v", err)
	}
	// All of them can be opened again: no lock was left behind.
	if r, _, err := store.Open(undone.ID()); err != nil {
		t.Error(err)
	} else {
		_ = r.Close()
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestNoPlaceForRuns(t *testing.T) {
	t.Parallel()
	inTheWay := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(inTheWay, nil, 0o600))
	for _, dir := range []string{inTheWay, filepath.Join(inTheWay, "below")} {
		store := Store{Dir: dir}
		for name, err := range map[string]error{
			"writable": store.Writable(),
			"create":   func() error { _, err := store.Create(nil, Head{}, start); return err }(),
		} {
			if err == nil || !strings.HasPrefix(err.Error(), "nothing can be kept in "+dir+": ") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if _, err := (Store{Dir: t.TempDir()}).Create(make([]byte, session.MaxSize+1), Head{}, start); err == nil {
		t.Error("a plan beyond all bounds is kept")
	}
}

func TestThePlanIsGoneOrChanged(t *testing.T) {
	t.Parallel()
	fsys, id, d := kept(t, 10, 41)
	data := journalOf(t, fsys, id)
	for name, c := range map[string]struct {
		plan []byte
		says string
	}{
		"missing": {nil, "plan.yaml is missing"},
		"changed": {[]byte("title: another"), "it was changed since"},
		"huge":    {make([]byte, session.MaxSize+1), "cannot be read: it is too large"},
	} {
		files := map[string][]byte{journalFirst: data}
		if c.plan != nil {
			files[planName] = c.plan
		}
		store := Store{Dir: fakeDir, fs: folderOf(id, files)}
		r, replay, err := store.Open(id)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(strings.Join(replay.Damage, "\n"), c.says) {
			t.Errorf("%s: it says %q", name, replay.Damage)
		}
		if state, skipped := replay.Fold(d.plan); len(skipped) > 0 || state.Current() != d.state.Current() {
			t.Errorf("%s: %v", name, skipped)
		}
		if err := r.Append([]run.Event{run.Placed{}}, d.now); err != nil || r.Trouble() != nil {
			t.Errorf("%s: %v %v", name, err, r.Trouble())
		}
		if n := store.fs.(*fakeFS).find(path.Join(r.Dir(), damagedName(1))); n != nil {
			t.Errorf("%s: a sound journal is called damaged", name)
		}
	}
}

// TestFolderRemovedMeanwhile removes the run's folder under a run: it comes
// back with all that was in it.
func TestFolderRemovedMeanwhile(t *testing.T) {
	t.Parallel()
	plan, src := thePlan(t)
	for name, again := range map[string]func(*Run, *delivery){
		"append": func(_ *Run, d *delivery) { d.deliver(t, 21) },
		"retry":  func(r *Run, _ *delivery) { r.Retry() },
		"alive":  func(r *Run, d *delivery) { r.Alive(reading(d.now), d.now, []byte("x")) },
	} {
		store := Store{Dir: filepath.Join(t.TempDir(), "state")}
		r, err := store.Create(src, headOf(plan), start)
		must(t, err)
		d := newDelivery(plan, headOf(plan).Booking, r, 51)
		d.deliver(t, 20)
		r.Alive(reading(d.now), d.now, []byte("x"))
		if runtime.GOOS == "windows" {
			t.Skip("an open file's folder cannot be removed")
		}
		must(t, os.RemoveAll(store.Dir))
		again(r, d)
		if err := r.Trouble(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, _, err := store.Open(r.ID()); !errors.Is(err, ErrLocked) {
			t.Errorf("%s: the lock is gone: %v", name, err)
		}
		must(t, r.Close())
		replay, err := store.Read(r.ID())
		if err != nil || !reflect.DeepEqual(eventsOf(replay), d.events) || !bytes.Equal(replay.Plan, src) || len(replay.Damage) > 0 || string(replay.Draft) != "x" {
			t.Errorf("%s: %v %+v", name, err, replay)
		}
	}
}

// TestFilesOfOneRun has records in several files, as crashes at the worst
// moment leave them.
func TestFilesOfOneRun(t *testing.T) {
	t.Parallel()
	fsys, id, d := kept(t, 20, 61)
	data := journalOf(t, fsys, id)
	lines := bytes.SplitAfter(data, []byte("\n"))
	part := func(from, to int) []byte { return slices.Concat(lines[from:to]...) }
	for name, c := range map[string]struct {
		files  map[string][]byte
		damage bool
	}{
		"a whole one and its beginning":      {map[string][]byte{"journal": data, "journal.2": part(0, 5)}, false},
		"a whole one and half a line":        {map[string][]byte{"journal": data, "journal.2": lines[0][:20]}, false},
		"a whole one and an empty one":       {map[string][]byte{"journal": data, "journal.2": {}}, false},
		"an older one that lacks the end":    {map[string][]byte{"journal": part(0, 9), "journal.2": data}, false},
		"each has what the other has not":    {map[string][]byte{"journal": part(0, 9), "journal.3": part(7, len(lines))}, false},
		"neither begins":                     {map[string][]byte{"journal.7": part(5, len(lines)), "journal.12": part(0, 9)}, false},
		"a damaged one and a whole one":      {map[string][]byte{"journal": slices.Concat(part(0, 5), []byte("x\n"), part(6, 9)), "journal.2": data}, true},
		"other names are none of them":       {map[string][]byte{"journal": data, "journal.02": []byte("x"), "journal.x": []byte("x"), "journal.-1": []byte("x"), "journal.1": []byte("x"), "journal.damaged-1": []byte("x"), "journal~": []byte("x")}, false},
		"the same number with other content": {map[string][]byte{"journal": slices.Concat(data, sealedLine(t, 22, run.Placed{Note: 3})), "journal.2": data}, true},
	} {
		c.files[planName] = []byte{}
		fsys := folderOf(id, c.files)
		store := Store{Dir: fakeDir, fs: fsys}
		r, replay, err := store.Open(id)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		damage := slices.DeleteFunc(replay.Damage, func(s string) bool { return strings.Contains(s, "plan") })
		if !reflect.DeepEqual(eventsOf(replay), d.events) || (len(damage) > 0) != c.damage {
			t.Errorf("%s: %d events, %q", name, len(replay.Events), damage)
		}
		must(t, r.Append([]run.Event{run.Placed{Note: 1}}, d.now))
		names, err := fsys.ReadDir(r.Dir())
		must(t, err)
		journals := slices.DeleteFunc(names, func(n string) bool { _, ok := journalNumber(n); return !ok })
		if len(journals) != 1 || r.Trouble() != nil {
			t.Errorf("%s: afterwards there are %q, %v", name, journals, r.Trouble())
		}
		_ = r.held.Close()
		replay, err = store.Read(id)
		if err != nil || !reflect.DeepEqual(eventsOf(replay), append(slices.Clone(d.events), run.Placed{Note: 1})) {
			t.Errorf("%s: afterwards: %v", name, err)
		}
		for file, data := range c.files {
			if _, ok := journalNumber(file); !ok && fsys.find(path.Join(r.Dir(), file)) == nil {
				t.Errorf("%s: %s is gone: %q", name, file, data)
			}
		}
	}
}

func TestZones(t *testing.T) {
	t.Parallel()
	summer := time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	load := func(name string) *time.Location {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Skip(err)
		}
		return zone
	}
	for name, zone := range map[string]*time.Location{
		"none": nil, "UTC": time.UTC, "London": load("Europe/London"), "Kathmandu": load("Asia/Kathmandu"),
		"Local": time.Local, "fixed": time.FixedZone("", -3600), "unknown": time.FixedZone("Atlantis/Centre", 5400),
		"another by that name": time.FixedZone("Europe/London", 7200),
	} {
		for _, at := range []time.Time{start, summer} {
			o := Head{Booking: run.Booking{Start: at, Zone: zone}}.record(0, start)
			got := o.head(start).Booking.Zone
			if zone == nil {
				zone = time.UTC
			}
			if a, b := at.In(zone).Format("15:04 -0700"), at.In(got).Format("15:04 -0700"); a != b {
				t.Errorf("%s: %s, not %s", name, b, a)
			}
		}
	}
	o := Head{Booking: run.Booking{Zone: load("Europe/London")}}.record(0, summer)
	if got := o.head(summer).Booking.Zone.String(); got != "Europe/London" {
		t.Errorf("London is %s", got)
	}
}

func TestHeadsAreCleaned(t *testing.T) {
	t.Parallel()
	dirty := "a\x1b[2J\nb\u202e"
	o := Head{Plan: dirty, PlanID: dirty, Title: dirty, Program: dirty, Reading: timer.Reading{BootID: dirty}}.record(0, start)
	e, err := decode(bytes.TrimSuffix(sealedLine(t, 1, o), []byte("\n"))[:len(sealedLine(t, 1, o))-checkSize-1])
	must(t, err)
	h := e.value.(opened)
	got := h.head(start)
	for _, text := range []string{got.Plan, got.PlanID, got.Title, got.Program} {
		if strings.ContainsAny(text, "\x1b\n\u202e") || text == "" {
			t.Errorf("unclean: %q", text)
		}
	}
}

// TestDamageOnARealDisk flips a bit of a file, and makes another one huge.
func TestDamageOnARealDisk(t *testing.T) {
	t.Parallel()
	store, id := realRun(t)
	r, _, err := store.Open(id)
	must(t, err)
	must(t, r.Append([]run.Event{run.Placed{Note: 1}, run.Placed{Note: 2}, run.Placed{Note: 3}}, start))
	must(t, r.Close())
	name := filepath.Join(r.Dir(), journalName(2))
	data, err := os.ReadFile(name)
	must(t, err)
	hurt := bytes.Replace(data, []byte(`"note":2`), []byte(`"note":6`), 1)
	must(t, os.WriteFile(name, hurt, 0o600))
	for range 2 { // what is missing stays missing, and is told again
		r, replay, err := store.Open(id)
		must(t, err)
		if !reflect.DeepEqual(eventsOf(replay), []run.Event{run.Placed{Note: 1}, run.Placed{Note: 3}}) || !strings.Contains(strings.Join(replay.Damage, "\n"), "1 entry is missing: number 4") {
			t.Errorf("%+v", replay)
		}
		must(t, r.Close())
	}
	if saved, err := os.ReadFile(filepath.Join(r.Dir(), damagedName(1))); err != nil || !bytes.Equal(saved, hurt) {
		t.Errorf("the damaged file is not kept: %v", err)
	}
	if _, err := os.Stat(filepath.Join(r.Dir(), damagedName(2))); err == nil {
		t.Error("a sound file is kept as damaged")
	}
	must(t, os.Truncate(filepath.Join(r.Dir(), journalName(3)), maxJournal+1))
	if _, _, err := store.Open(id); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("a journal beyond all bounds: %v", err)
	}
}
