package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

const (
	planName = "plan.yaml"
	// maxJournal is far above any run's journal: it holds a million records.
	maxJournal = 256 << 20
)

// content is what the journal files of a run hold together.
type content struct {
	all     []byte  // the records as a new file will have them
	entries []entry // in the order of their numbers, each number once
	files   []old
	number  int // of the newest file
	torn    bool
	damage  []string
	spoilt  bool // some file is damaged
	missing []run.Lost
}

var (
	// ErrNotFound is that there is no such run.
	ErrNotFound = errors.New("there is no such run")
	// ErrNewer is that a run was recorded by a newer version of the program.
	ErrNewer = errors.New("it was recorded by a newer version of the program")
)

// readAttempts is how often the files are looked for: whoever writes may just
// have replaced one.
const readAttempts = 5

// readContent reads all journal files of a run's folder. What is damaged in
// them is told in the content; the error is that there are none, or that one
// cannot be read at all.
func readContent(fsys fileSystem, dir string) (c content, err error) {
	for range readAttempts {
		c, err = readFiles(fsys, dir)
		if !errors.Is(err, errReplaced) {
			break
		}
	}
	return c, err
}

var errReplaced = errors.New("a file was replaced while it was read")

func readFiles(fsys fileSystem, dir string) (c content, err error) {
	names, err := fsys.ReadDir(dir)
	if err != nil {
		return c, err
	}
	var numbers []int
	for _, name := range names {
		if n, ok := journalNumber(name); ok {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) == 0 {
		return c, ErrNotFound
	}
	slices.Sort(numbers)
	c.number = numbers[len(numbers)-1]
	for _, n := range numbers {
		name := journalName(n)
		data, err := fsys.ReadFile(filepath.Join(dir, name), maxJournal)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return content{}, errReplaced
		case errors.Is(err, errNoFile):
			continue // nothing of ours
		case err != nil && (len(data) == 0 || !isAny(err, diskFault)):
			// Something stands in the way for now. To go on without this file
			// would be to lose what is in it.
			return content{}, err
		}
		s := scanFile(data)
		damaged := len(s.bad) > 0
		if damaged {
			c.damage = append(c.damage, name+": "+s.words())
		}
		if err != nil {
			damaged = true
			c.damage = append(c.damage, fmt.Sprintf("%s cannot be read to its end: %v", name, why(err)))
		}
		c.torn = c.torn || s.torn
		damaged = c.add(s.entries, name) || damaged
		c.files = append(c.files, old{name, damaged})
		c.spoilt = c.spoilt || damaged
		if len(numbers) == 1 && !damaged && !s.torn {
			c.all = data
		}
	}
	c.findMissing()
	if c.all == nil {
		c.writeAnew()
	}
	return c, nil
}

// words says which lines of a file cannot be read.
func (s *scan) words() string {
	const told = 5
	var list []string
	for _, n := range s.bad[:min(len(s.bad), told)] {
		list = append(list, strconv.Itoa(n))
	}
	if more := len(s.bad) - told; more > 0 {
		list = append(list, fmt.Sprintf("%d more", more))
	}
	words := "line " + list[0] + " is damaged"
	if last := len(list) - 1; last > 0 {
		words = "lines " + strings.Join(list[:last], ", ") + " and " + list[last] + " are damaged"
	}
	switch s.rescued {
	case 0:
		return words
	case 1:
		return words + "; 1 whole entry was found there"
	}
	return words + "; " + strconv.Itoa(s.rescued) + " whole entries were found there"
}

// add takes in the records of a file, the older files having gone before. It
// is true where one of those has another record in a number's place; the newer
// one is then right, since who began that file could not read the older.
func (c *content) add(entries []entry, name string) (conflict bool) {
	ordered := slices.IsSortedFunc(entries, func(a, b entry) int { return a.seq - b.seq })
	if len(c.entries) == 0 && ordered {
		c.entries = slices.CompactFunc(entries, func(a, b entry) bool {
			same := a.seq == b.seq
			conflict = conflict || same && !bytes.Equal(a.raw, b.raw)
			return same
		})
	} else {
		at := make(map[int]int, len(c.entries)+len(entries))
		for i, e := range c.entries {
			at[e.seq] = i
		}
		for _, e := range entries {
			if i, ok := at[e.seq]; ok {
				conflict = conflict || !bytes.Equal(c.entries[i].raw, e.raw)
				c.entries[i] = e
				continue
			}
			at[e.seq] = len(c.entries)
			c.entries = append(c.entries, e)
		}
		slices.SortFunc(c.entries, func(a, b entry) int { return a.seq - b.seq })
	}
	if conflict {
		c.damage = append(c.damage, name+": there are two versions of the same entries; the newer ones were taken")
		for i := range c.files {
			c.files[i].damaged = true
		}
	}
	return conflict
}

// findMissing looks for the numbers that no record has.
func (c *content) findMissing() {
	next, last := 1, time.Time{}
	for i := range c.entries {
		e := &c.entries[i]
		if e.seq > next {
			c.missing = append(c.missing, run.Lost{From: next, To: e.seq - 1, After: last})
		}
		next, last = e.seq+1, e.at
	}
}

// missingWords says which records are missing; empty if none are.
func (c *content) missingWords() string {
	const told = 5
	n := 0
	var list []string
	for _, m := range c.missing {
		n += m.To - m.From + 1
		switch {
		case len(list) == told:
			list = append(list, "…")
		case len(list) > told:
		case m.From == m.To:
			list = append(list, strconv.Itoa(m.From))
		default:
			list = append(list, fmt.Sprintf("%d–%d", m.From, m.To))
		}
	}
	switch n {
	case 0:
		return ""
	case 1:
		return "1 entry is missing: number " + list[0]
	}
	return fmt.Sprintf("%d entries are missing: numbers %s", n, strings.Join(list, ", "))
}

// writeAnew is how the records will stand in a new file.
func (c *content) writeAnew() {
	size := 0
	for _, e := range c.entries {
		size += len(e.raw) + 1
	}
	c.all = make([]byte, 0, size+1<<10)
	for i, e := range c.entries {
		if _, isHead := e.value.(opened); isHead && i == 0 {
			c.all = append(append(c.all, e.raw...), '\n') // twice: see Create
		}
		c.all = append(append(c.all, e.raw...), '\n')
	}
}

// replay is what the content and the files beside it tell.
func (c *content) replay(fsys fileSystem, dir string) (*Replay, error) {
	r := &Replay{ID: filepath.Base(dir), Records: len(c.entries), Torn: c.torn, Damage: c.damage}
	if len(c.entries) == 0 {
		if len(c.damage) == 0 {
			c.damage = []string{"it is empty"}
		}
		return nil, fmt.Errorf("no entry of the run %s can be read: %s", r.ID, strings.Join(c.damage, "; "))
	}
	a, known, err := readAlive(fsys, dir)
	if err != nil {
		r.Damage = append(r.Damage, fmt.Sprintf("until when the program was under way cannot be read: %v", why(err)))
		r.aliveN = unreadable
	}
	r.aliveN += a.N
	newest := c.entries[len(c.entries)-1]
	known = known && a.Seq < newest.seq+maxJournal // else it belongs to something else
	r.newest = newest.seq
	if known && newest.seq < a.Seq {
		// Who was alive after a record that is not here had it.
		c.missing = append(c.missing, run.Lost{From: newest.seq + 1, To: a.Seq, After: newest.at})
		r.newest = a.Seq
	}
	if words := c.missingWords(); words != "" {
		r.Damage = append(r.Damage, words)
	}
	r.Lost = c.missing

	var head *opened
	var base Moment // the newest at which a record has the clocks
	baseSeq, unknown := 0, 0
	r.Created = c.entries[0].at
	r.Events = make([]Entry, 0, len(c.entries))
	for i := range c.entries {
		e := &c.entries[i]
		r.Closed = false
		switch v := e.value.(type) {
		case opened:
			if head == nil {
				head = &v
				r.Created = e.at
			}
			base, baseSeq = Moment{e.at, v.Reading}, e.seq
		case reopened:
			base, baseSeq = Moment{e.at, v.Reading}, e.seq
		case closed:
			base, baseSeq = Moment{e.at, v.Reading}, e.seq
			r.Closed = true
		case run.Event:
			// Records of earlier versions do not say it: they are counted.
			r.number = max(e.number, r.number+1)
			r.Events = append(r.Events, Entry{Seq: e.seq, Number: r.number, At: e.at, Event: v})
		default:
			unknown++
		}
	}
	if head != nil && head.Format > Format {
		return nil, fmt.Errorf("the run %s cannot be read: %w (format %d, where this one knows %d)", r.ID, ErrNewer, head.Format, Format)
	}
	switch unknown {
	case 0:
	case 1:
		r.Damage = append(r.Damage, "1 entry is of a kind that this version of the program does not know")
	default:
		r.Damage = append(r.Damage, strconv.Itoa(unknown)+" entries are of a kind that this version of the program does not know")
	}
	if head == nil {
		r.Damage = append(r.Damage, "the beginning is missing: when the session was booked for is not known")
	} else {
		r.Head = head.head(r.Created)
	}
	r.readPlan(fsys, dir, head)
	r.readOrigin(fsys, dir)
	r.Closed = r.Closed && r.newest == newest.seq
	// Which of two moments is newer the numbers say: the wall clock may have
	// been set back between two processes.
	if known && a.Seq >= baseSeq {
		base = Moment{a.At, a.Reading}
	}
	if base.At.IsZero() {
		base = Moment{newest.at, timer.Reading{Wall: newest.at}}
	}
	r.Last = base.after(newest.at.Sub(base.At))
	d, found, err := readDraft(fsys, dir)
	if err != nil {
		r.Damage = append(r.Damage, fmt.Sprintf("the text being typed cannot be read: %v", why(err)))
		r.draftN = unreadable
	}
	r.Draft, r.draftFile = d.Draft, found
	r.draftN += d.N
	return r, nil
}

// readPlan reads the plan as it was delivered.
func (r *Replay) readPlan(fsys fileSystem, dir string, head *opened) {
	plan, err := fsys.ReadFile(filepath.Join(dir, planName), session.MaxSize)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.Damage = append(r.Damage, planName+" is missing: the plan as it was delivered")
	case err != nil:
		r.Damage = append(r.Damage, fmt.Sprintf("%s, the plan as it was delivered, cannot be read: %v", planName, why(err)))
	default:
		r.Plan = plan
		if head != nil && checksum(plan) != head.Sum {
			r.Damage = append(r.Damage, planName+" is not the plan that was delivered: it was changed since")
		}
	}
}
