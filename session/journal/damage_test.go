package journal

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// journalOf is the only journal file of a run.
func journalOf(tb testing.TB, fsys *fakeFS, id string) []byte {
	tb.Helper()
	n := fsys.find(path.Join(fakeDir, "runs", id, journalFirst))
	if n == nil {
		tb.Fatal("no journal")
	}
	return slices.Clone(n.data)
}

// folderOf is a run's folder on a fake file system of its own, all on disk.
func folderOf(id string, files map[string][]byte) *fakeFS {
	fsys := newFakeFS()
	runs, folder := newFolder(), newFolder()
	for name, data := range files {
		folder.entries[name] = stored(data)
	}
	folder.diskEntries = maps.Clone(folder.entries)
	runs.entries[id], runs.diskEntries[id] = folder, folder
	fsys.root.entries["state"].entries["runs"], fsys.root.entries["state"].diskEntries["runs"] = runs, runs
	return fsys
}

// inParallel does something for each of n numbers, on all processors.
func inParallel(n int, do func(i int)) {
	var wg sync.WaitGroup
	processors := runtime.GOMAXPROCS(0)
	for p := range processors {
		wg.Go(func() {
			for i := p; i < n; i += processors {
				do(i)
			}
		})
	}
	wg.Wait()
}

// TestCutAfterEveryByte cuts a journal off after each of its bytes, or of every eighth
// and around the end of each record: all records before the cut are there, nothing else
// is, and the run goes on from there.
func TestCutAfterEveryByte(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	fsys, id, d := kept(t, 220, 11)
	data := journalOf(t, fsys, id)
	plan, _ := thePlan(t)
	ends := []int{} // of the lines
	for i, c := range data {
		if c == '\n' {
			ends = append(ends, i+1)
		}
	}
	if len(ends) < 200 {
		t.Fatalf("the journal has %d lines only", len(ends))
	}
	whole := scanFile(data).entries
	every := timertest.Every(12)
	inParallel(len(data)+1, func(cut int) {
		at, _ := slices.BinarySearch(ends, cut)
		border := at < len(ends) && ends[at]-cut < 2 || at > 0 && cut-ends[at-1] < 3
		if cut%every > 0 && (!border || timertest.Raced) {
			return
		}
		n, _ := slices.BinarySearch(ends, cut+1) // lines that end before the cut
		if n < len(ends) && ends[n] == cut+1 {
			n++ // but for its newline this one is whole
		}
		// A line is read by itself, so that mostly the last few tell enough.
		from, before := 0, 0
		if before = n - 6; before > 20 && n < len(ends)-6 && cut%64 > 0 && !timertest.Long {
			from = ends[before-1]
		} else {
			before = 0
		}
		s := scanFile(data[from:cut])
		if len(s.bad) > 0 || len(s.entries) != n-before {
			t.Errorf("cut after %d bytes: %d records of %d, %d lines bad", cut, len(s.entries), n, len(s.bad))
			return
		}
		if n > 0 && !reflect.DeepEqual(s.entries[n-1-before], whole[n-1]) {
			t.Errorf("cut after %d bytes: another last record: %+v", cut, s.entries[n-1-before])
		}
		if s.torn != (cut > 0 && data[cut-1] != '\n') {
			t.Errorf("cut after %d bytes: torn is %v", cut, s.torn)
		}
		if n < 2 || cut%997 != 0 && !(border && (timertest.Long || at%32 == 0)) {
			return
		}
		// In full now: open, append, open again.
		store := Store{Dir: fakeDir, fs: folderOf(id, map[string][]byte{journalFirst: data[:cut], planName: {}})}
		r, replay, err := store.Open(id)
		if err != nil {
			t.Errorf("cut after %d bytes: %v", cut, err)
			return
		}
		events := eventsOf(replay)
		if !reflect.DeepEqual(events, append([]run.Event(nil), d.events[:len(events)]...)) || replay.Records != n-1 {
			t.Errorf("cut after %d bytes: other events", cut)
		}
		if _, skipped := replay.Fold(plan); len(skipped) > 0 {
			t.Errorf("cut after %d bytes: %v", cut, skipped)
		}
		if err := r.Append([]run.Event{run.Placed{Note: 1}}, start); err != nil || r.Trouble() != nil {
			t.Errorf("cut after %d bytes: %v %v", cut, err, r.Trouble())
		}
		_ = r.held.Close() // the process dies
		c, err := readContent(store.fs, r.dir)
		if err != nil || len(c.damage) > 0 || c.torn || len(c.missing) > 0 || len(c.files) != 1 || len(c.entries) != n {
			t.Errorf("cut after %d bytes and continued: %v %v %v %v %d", cut, err, c.damage, c.missing, c.files, len(c.entries))
		}
	})
}

// flips is what a journal of which one bit is flipped must still give: the
// error says what is wrong with it.
func flipped(data []byte, ends []int, whole []entry, bit int) error {
	at := bit / 8
	line, _ := slices.BinarySearch(ends, at+1)
	hurt := slices.Clone(data)
	hurt[at] ^= 1 << (bit % 8)
	var c content
	s := scanFile(hurt)
	c.add(s.entries, journalFirst)
	c.findMissing()
	if len(s.bad) == 0 && len(c.missing) == 0 {
		return fmt.Errorf("bit %d: nobody notices", bit)
	}
	want := make([]entry, 0, len(whole))
	for i, e := range whole {
		if i == line && data[at] != '\n' {
			continue // it is damaged
		}
		if n := len(want); n == 0 || want[n-1].seq != e.seq {
			want = append(want, e)
		}
	}
	if !reflect.DeepEqual(c.entries, want) {
		return fmt.Errorf("bit %d of line %d, %q: %d records, not %d", bit, line+1, data[at], len(c.entries), len(want))
	}
	return nil
}

func TestEveryFlippedBitIsNoticed(t *testing.T) {
	t.Parallel()
	fsys, id, _ := kept(t, 35, 12)
	data := journalOf(t, fsys, id)
	whole := scanFile(data).entries
	var ends []int
	var bits []int
	random := rand.New(rand.NewPCG(12, 12))
	for i, c := range data {
		if c != '\n' {
			continue
		}
		for b := range 8 {
			bits = append(bits, 8*i+b) // of every newline
		}
		ends = append(ends, i+1)
	}
	// Of the head, of some line, and of the last one every third bit, and every one of the check.
	for _, n := range []int{0, 20, len(ends) - 1} {
		begin := 0
		if n > 0 {
			begin = ends[n-1]
		}
		for bit := 8 * begin; bit < 8*ends[n]; bit++ {
			if bit%timertest.Every(3) == 0 || bit/8 >= ends[n]-1-checkSize {
				bits = append(bits, bit)
			}
		}
	}
	for range timertest.Amount(600, 100_000) {
		bits = append(bits, random.IntN(8*len(data)))
	}
	inParallel(len(bits), func(i int) {
		if err := flipped(data, ends, whole, bits[i]); err != nil {
			t.Error(err)
		}
	})
}

// TestDamageIsKeptAndTold damages a journal in ways that one bit cannot.
func TestDamageIsKeptAndTold(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	plan, src := thePlan(t)
	fsys, id, d := kept(t, 40, 13)
	data := journalOf(t, fsys, id)
	lines := bytes.SplitAfter(data, []byte("\n"))
	join := func(parts ...[]byte) []byte { return slices.Concat(parts...) }
	until := func(n int) []byte { return join(lines[:n]...) }
	from := func(n int) []byte { return join(lines[n:]...) }
	ofAnotherRun := func(seq int) []byte {
		return append(seal(fmt.Appendf(nil, `{"seq":%d,"at":"2026-11-20T09:30:00.000Z","placed":{"phase":0,"note":1}}`, seq)), '\n')
	}
	for name, c := range map[string]struct {
		data []byte
		lost []int // events, by index
		says string
	}{
		"a line is gone":            {join(until(12), from(13)), []int{10}, "1 entry is missing: number 12"},
		"ten lines are gone":        {join(until(12), from(22)), []int{10, 11, 12, 13, 14, 15, 16, 17, 18, 19}, "10 entries are missing: numbers 12–21"},
		"two gaps":                  {join(until(12), from(13)[:len(from(13))-len(from(30))], from(31)), []int{10, 28}, "2 entries are missing: numbers 12, 30"},
		"a line is zeros":           {join(until(12), bytes.Repeat([]byte{0}, len(lines[12])), from(13)), []int{10}, "line 13 is damaged; 1 whole entry was found there"},
		"a page is zeros":           {join(until(12), bytes.Repeat([]byte{0}, 4096), from(12)), nil, "line 13 is damaged; 1 whole entry was found there"},
		"binary junk before":        {join([]byte("\x00\xff\xfe\x1b[2J\n\n\n"), data), nil, "lines 1, 2 and 3 are damaged"},
		"binary junk after":         {join(data, []byte("\x00\xff\xfe\x1b[2J")), nil, "is damaged"},
		"many lines of junk":        {join(until(12), bytes.Repeat([]byte("x\n"), 1000), from(12)), nil, "lines 13, 14, 15, 16, 17 and 995 more are damaged"},
		"a huge line":               {join(until(12), bytes.Repeat([]byte("{"), maxLine+1), []byte("\n"), from(12)), nil, "line 13 is damaged"},
		"a huge line of beginnings": {join(until(12), bytes.Repeat(recordStart, 160_000), []byte("\n"), from(12)), nil, "line 13 is damaged"},
		"a huge line of ends":       {join(until(12), recordStart, bytes.Repeat([]byte("} 00000000"), 110_000), []byte("\n"), from(12)), nil, "line 13 is damaged"},
		"Windows' line ends":        {bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), nil, "whole entries were found there"},
		"no line ends":              {bytes.ReplaceAll(data, []byte("\n"), nil), nil, "43 whole entries were found there"},
		"upper case":                {join(until(12), bytes.ToUpper(lines[12]), from(13)), []int{10}, "line 13 is damaged"},
		"a line twice":              {join(until(13), from(12)), nil, ""},
		"backwards":                 {reversed(lines), nil, ""},
		"the head once":             {from(1), nil, ""},
		"the head is gone":          {from(2), nil, "the beginning is missing"},
		"a checked line of junk":    {join(until(12), seal([]byte(`{"seq":"x"}`)), []byte("\n"), from(12)), nil, "line 13 is damaged"},
		"deep":                      {join(until(12), seal(bytes.Repeat([]byte("["), 500_000)), []byte("\n"), from(12)), nil, "line 13 is damaged"},
		"another with that number":  {join(until(12), sealedLine(t, 11, run.Placed{Note: 1}), from(12)), nil, "two versions"},
		"one of another run before": {join(until(5), ofAnotherRun(30), from(5)), nil, "two versions"},
		"one of another run behind": {join(data, ofAnotherRun(30)), nil, "two versions"},
		"another run's head":        {join(ofAnotherRun(1), data), nil, "two versions"},
		"a kind of tomorrow": {
			join(until(12), seal([]byte(`{"seq":12,"at":"2026-11-21T09:30:00.000Z","sung":{"song":"x"}}`)), []byte("\n"), from(13)),
			[]int{10},
			"1 entry is of a kind that this version",
		},
	} {
		store := Store{Dir: fakeDir, fs: folderOf(id, map[string][]byte{journalFirst: c.data, planName: src})}
		if read, err := store.Read(id); err != nil || !bytes.Equal(journalOf(t, store.fs.(*fakeFS), id), c.data) {
			t.Errorf("%s: reading gives %v, or changes something", name, err)
		} else if c.says != "" && !strings.Contains(strings.Join(read.Damage, "\n"), c.says) {
			t.Errorf("%s: it says %q, not %q", name, read.Damage, c.says)
		}
		r, replay, err := store.Open(id)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if (c.says == "") != (len(replay.Damage) == 0) {
			t.Errorf("%s: it says %q", name, replay.Damage)
		}
		var want []run.Event
		for i, e := range d.events {
			if !slices.Contains(c.lost, i) {
				want = append(want, e)
			}
		}
		if got := eventsOf(replay); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d events, not %d", name, len(got), len(want))
		}
		state, skipped := replay.Fold(plan)
		if len(c.lost) == 0 && len(skipped) > 0 {
			t.Errorf("%s: %v", name, skipped)
		}
		askAll(state)
		for _, text := range append(replay.Damage, skipped...) {
			if strings.ContainsAny(text, "\x00\x1b\n") || !utf8.ValidString(text) || text == "" {
				t.Errorf("%s: not fit for people: %q", name, text)
			}
		}
		if err := r.Append([]run.Event{run.Placed{Note: 1}}, start); err != nil || r.Trouble() != nil {
			t.Errorf("%s: %v %v", name, err, r.Trouble())
		}
		_ = r.held.Close()
		// Read again, it is whole, but for what is missing and always will be.
		s := store.fs.(*fakeFS).crash(loseAll, nil)
		after, err := readContent(s, r.dir)
		if err != nil || len(after.damage) > 0 || after.torn || len(after.files) != 1 || len(after.entries) != replay.Records+1 {
			t.Errorf("%s: afterwards: %v %v %v", name, err, after.damage, after.files)
		}
		saved := s.find(path.Join(fakeDir, "runs", id, damagedName(1)))
		if spoilt := strings.Contains(strings.Join(replay.Damage, ""), "line") || strings.Contains(c.says, "versions"); spoilt != (saved != nil) || saved != nil && !bytes.Equal(saved.data, c.data) {
			t.Errorf("%s: damaged is %v, and kept is %v", name, spoilt, saved != nil)
		}
	}
}

// TestNumbersNeverRepeat flips a bit in each line and goes on: no record and no
// event has a number that another had, though nobody was known to be alive.
func TestNumbersNeverRepeat(t *testing.T) {
	t.Parallel()
	_, src := thePlan(t)
	fsys, id, d := kept(t, 40, 14)
	data := journalOf(t, fsys, id)
	random := rand.New(rand.NewPCG(14, 14))
	begin, lines := 0, 0
	for end, c := range data {
		if c != '\n' {
			continue
		}
		lines++
		for range timertest.Amount(4, 100) {
			hurt := slices.Clone(data)
			hurt[begin+random.IntN(end-begin)] ^= 1 << random.IntN(8)
			store := Store{Dir: fakeDir, fs: folderOf(id, map[string][]byte{journalFirst: hurt, planName: src})}
			r, replay, err := store.Open(id)
			if err != nil || lines > 2 && len(replay.Lost) != 1 {
				t.Fatalf("line %d: %v, %d losses", lines, err, len(replay.Lost))
			}
			must(t, r.Append([]run.Event{run.Placed{Note: 1}}, start))
			_ = r.held.Close()
			c, err := readContent(store.fs, r.dir)
			if err != nil {
				t.Fatal(err)
			}
			if newest := c.entries[len(c.entries)-1]; newest.seq != len(d.events)+3 || newest.number <= len(d.events) {
				t.Errorf("line %d: the new record is %d, of event %d", lines, newest.seq, newest.number)
			}
		}
		begin = end + 1
	}
	if lines != len(d.events)+3 { // the head's two, and that it was closed
		t.Errorf("%d lines", lines)
	}
}

// TestGoingOnAfterDamage flips a bit in each line, goes on, and takes something
// back: read again the delivery is what it was when the program ended. No line and
// no form has a number that another had.
func TestGoingOnAfterDamage(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	plan, src := thePlan(t)
	fsys, id, d := kept(t, 40, 15)
	data := journalOf(t, fsys, id)
	random := rand.New(rand.NewPCG(15, 15))
	for _, last := range []run.Event{
		nil,
		run.Captured{ID: len(d.state.Captures()) + 1, Kind: run.RoomSaid, Text: "last", At: start, Phase: run.NoPhase},
		run.FormTaken{ID: len(d.state.Forms()) + 1, At: start, Form: run.Form{Answers: []run.FormAnswer{{Question: "useful", Scale: 3}}}},
	} {
		whole := slices.Clone(data)
		lines, forms := len(d.state.Captures()), len(d.state.Forms())
		if last != nil {
			line, err := encode(len(d.events)+3, len(d.events)+1, start, last)
			must(t, err)
			whole = append(whole, line...)
		}
		switch last.(type) {
		case run.Captured:
			lines++
		case run.FormTaken:
			forms++
		}
		begin := 0
		for end, c := range whole {
			if c != '\n' {
				continue
			}
			hurt := slices.Clone(whole)
			// Not in what the line is called by: that tells of nothing else then.
			bit := max(begin, end-40) + random.IntN(min(40, end-begin))
			hurt[bit] ^= 1 << random.IntN(8)
			begin = end + 1
			store := Store{Dir: fakeDir, fs: folderOf(id, map[string][]byte{journalFirst: hurt, planName: src})}
			goOn(t, store, id, plan, lines, forms)
		}
	}
}

// goOn goes on with a damaged run that had so many lines and forms.
func goOn(t *testing.T, store Store, id string, plan *session.Plan, lines, forms int) {
	t.Helper()
	r, replay, err := store.Open(id)
	if err != nil {
		t.Fatal(err)
	}
	state, _ := replay.Fold(plan)
	w := run.NewWriter(state, r)
	now := start.Add(5 * time.Hour)
	form := run.Form{Answers: []run.FormAnswer{{Question: "useful", Scale: 7}}}
	for _, c := range []run.Command{run.CaptureLine{Kind: run.RoomSaid, Text: "on"}, run.TakeForm{Form: form}, run.StrikeForm{ID: 1}, run.Undo{}} {
		must(t, w.Do(c, now))
	}
	if l, f := len(state.Captures()), len(state.Forms()); l != lines+1 || f != forms+1 {
		t.Errorf("the new line is %d and the new form %d, after %d and %d: %q, %+v", l, f, lines, forms, replay.Damage, replay.Remains)
	}
	_ = r.held.Close()
	again, err := store.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	after, _ := again.Fold(plan)
	for what, pair := range map[string][2]any{
		"lines": {after.Captures(), state.Captures()}, "forms": {after.Forms(), state.Forms()}, "stage": {after.Stage(), state.Stage()},
	} {
		if got, want := fmt.Sprintf("%+v", pair[0]), fmt.Sprintf("%+v", pair[1]); got != want && !strings.Contains(want, "Lost:true") {
			t.Errorf("read again, its %s are\n%s, not\n%s", what, got, want)
		}
	}
}

func reversed(lines [][]byte) []byte {
	lines = slices.Clone(lines)
	slices.Reverse(lines)
	return slices.Concat(lines...)
}

func sealedLine(tb testing.TB, seq int, value any) []byte {
	tb.Helper()
	line, err := encode(seq, 0, start, value)
	if err != nil {
		tb.Fatal(err)
	}
	return line
}

// askAll asks a state everything there is to ask.
func askAll(s *run.State) {
	now := start.Add(time.Hour)
	_ = s.Stage().String()
	for i, p := range s.Phases() {
		_ = p.Status.String() + s.Name(i)
		s.Spent(i, now)
	}
	s.Next()
	s.JumpedOver()
	s.Remaining(now)
	s.Paused(now)
	s.Pause(now)
	s.Cue(now)
	s.Recoveries(now)
	s.Drift(now)
	s.InHand(now)
	s.LatestStarts(now)
	s.Expected(now)
	s.Planned(now)
	s.Visits(now)
	s.Gaps()
	s.Excludable(now)
	s.Undoable()
	s.Captures()
}

// TestAnyRecordsMayBeLost leaves records out at random: nothing panics, what is
// left out is told, and lines that were captured are never lost with others.
func TestAnyRecordsMayBeLost(t *testing.T) {
	t.Parallel()
	plan, src := thePlan(t)
	for seed := range uint64(timertest.Amount(30, 300)) {
		fsys, id, _ := kept(t, 60, 100+seed)
		lines := bytes.SplitAfter(journalOf(t, fsys, id), []byte("\n"))
		random := rand.New(rand.NewPCG(seed, 5))
		var left []byte
		texts, edited := map[string]int{}, map[int]string{}
		for i, line := range lines {
			if random.IntN(8) == 0 && i > 1 {
				continue
			}
			left = append(left, line...)
			if i > 0 && len(line) > 0 {
				object, _ := unseal(line[:len(line)-1], maxLine)
				if e, err := decode(object); err != nil {
					t.Fatal(err)
				} else if c, ok := e.value.(run.Captured); ok {
					texts[fmt.Sprint(c.ID, c.At)]++
				} else if c, ok := e.value.(run.Edited); ok {
					edited[c.ID] = c.Text
				}
			}
		}
		replay, err := Store{Dir: fakeDir, fs: folderOf(id, map[string][]byte{journalFirst: left, planName: src})}.Read(id)
		if err != nil {
			t.Fatal(err)
		}
		state, _ := replay.Fold(plan)
		askAll(state)
		for i, c := range state.Captures() {
			if c.ID != i+1 {
				t.Fatalf("line %d is called %d", i+1, c.ID)
			}
			delete(texts, fmt.Sprint(c.ID, c.At))
			if text, ok := edited[c.ID]; ok && text != c.Text {
				t.Fatalf("seed %d: line %d is %q, not %q", seed, c.ID, c.Text, text)
			}
			delete(edited, c.ID)
		}
		if len(texts) > 0 || len(edited) > 0 {
			t.Fatalf("seed %d: lines that were read are not in the state: %v %v", seed, texts, edited)
		}
	}
}

// TestAnyEvents applies events that nobody decided, if they pass the check:
// nothing panics. What was decided always passes it.
func TestAnyEvents(t *testing.T) {
	t.Parallel()
	plan, _ := thePlan(t)
	random_ := rand.New(rand.NewPCG(6, 6))
	var events []reflect.Type
	for kind := range kinds() {
		if kind.Implements(reflect.TypeFor[run.Event]()) {
			events = append(events, kind)
		}
	}
	slices.SortFunc(events, func(a, b reflect.Type) int { return strings.Compare(a.Name(), b.Name()) })
	passed := map[reflect.Type]int{}
	for range timertest.Amount(140, 2000) {
		d := newDelivery(plan, run.Booking{Rehearsal: random_.IntN(2) == 0}, checking{t, nil}, random_.Uint64())
		d.writer = run.NewWriter(d.state, checking{t, d.state})
		for range random_.IntN(40) {
			d.step(t)
		}
		for range 2000 {
			kind := events[random_.IntN(len(events))]
			if other := events[random_.IntN(len(events))]; passed[other] < passed[kind] {
				kind = other // most of them seldom fit
			}
			v := reflect.New(kind).Elem()
			random(v, random_)
			small(v, random_)
			e := v.Interface().(run.Event)
			if u, ok := e.(run.Undone); ok && u.Of > 0 && random_.IntN(10) > 0 {
				continue // it takes back all that is newer, and little would be left
			}
			if d.state.Check(e) != nil {
				continue
			}
			passed[kind]++
			d.state.Apply(e)
		}
		askAll(d.state)
	}
	for _, kind := range events {
		if passed[kind] == 0 && !timertest.Raced {
			t.Errorf("no %s ever passed", kind.Name())
		}
	}
}

// small makes numbers small and words known, so that events may fit.
func small(v reflect.Value, r *rand.Rand) {
	switch v.Kind() {
	case reflect.String:
		words := []string{"x", string(run.Break), string(run.CmdNext), string(run.CmdExtend), run.Sleep, string(run.RoomSaid), "useful", "myths", string(session.Groups), ""}
		v.SetString(words[r.IntN(len(words))])
	case reflect.Int, reflect.Int64:
		switch n := r.IntN(10); {
		case n > 4:
			v.SetInt(int64(r.IntN(6))) // the first round is in the fifth phase
		case n > 0:
			v.SetInt(int64(r.IntN(25) - 2))
		}
	case reflect.Uint8:
		v.SetUint(uint64(r.IntN(5)))
	case reflect.Slice:
		for i := range v.Len() {
			small(v.Index(i), r)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				small(v.Field(i), r)
			}
		}
	}
}

// checking is a log that holds decided events against the check.
type checking struct {
	t     *testing.T
	state *run.State
}

func (c checking) Append(events []run.Event, _ time.Time) error {
	for _, e := range events {
		if err := c.state.Check(e); err != nil {
			c.t.Errorf("%T%+v was decided, and does not pass: %v", e, e, err)
		}
	}
	return nil
}
