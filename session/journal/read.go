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
	after   int // records that must have been behind the last: they are damaged
	remains run.Remains
}

var (
	// ErrNotFound is that there is no such run.
	ErrNotFound = errors.New("there is no such run")
	// ErrNewer is that a run was recorded by a newer version of the program.
	ErrNewer = errors.New("it was recorded by a newer version of the program")
)

// readAttempts is how often files are looked for: a writer may just have replaced one.
const readAttempts = 5

// readContent reads all journal files of a run's folder, and what is damaged in them. The
// error is that there are none, or that one cannot be read at all.
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
		c.after, c.remains = s.after, s.remains // the newest file has what the older ones have
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
	if len(list) > 1 {
		words = "lines " + session.List(list, "and") + " are damaged"
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
// is true where a number has two records: of two files the newer is then right,
// since who began it could not read the older.
func (c *content) add(entries []entry, name string) (conflict bool) {
	const two = ": there are two versions of the same entries; "
	entries, conflict = settle(entries)
	if conflict {
		c.damage = append(c.damage, name+two+"those nearest in time to the others were taken")
	}
	if len(c.entries) == 0 { // nearly every run has one file, and that is in order now
		c.entries = entries
		return conflict
	}
	at := make(map[int]int, len(c.entries)+len(entries))
	for i, e := range c.entries {
		at[e.seq] = i
	}
	replaced := false
	for _, e := range entries {
		if i, ok := at[e.seq]; ok {
			replaced = replaced || !bytes.Equal(c.entries[i].raw, e.raw)
			c.entries[i] = e
			continue
		}
		c.entries = append(c.entries, e)
	}
	slices.SortFunc(c.entries, func(a, b entry) int { return a.seq - b.seq })
	if replaced {
		c.damage = append(c.damage, name+two+"the newer ones were taken")
		for i := range c.files {
			c.files[i].damaged = true
		}
	}
	return conflict || replaced
}

// settle puts the records of one file in the order of their numbers, each number
// once. Where two have one, something was copied in: what is nearer in time to the
// record before it, or the first to the last, is the run's own. It is true there.
func settle(entries []entry) (own []entry, conflict bool) {
	if len(entries) == 0 {
		return nil, false
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return a.seq - b.seq })
	near := entries[len(entries)-1].at
	own = entries[:1]
	for _, e := range entries[1:] {
		last := len(own) - 1
		switch {
		case own[last].seq != e.seq:
			near, own = own[last].at, append(own, e)
		case !bytes.Equal(own[last].raw, e.raw):
			conflict = true
			if e.at.Sub(near).Abs() < own[last].at.Sub(near).Abs() {
				own[last] = e
			}
		}
	}
	return own, conflict
}

func (c *content) findMissing() {
	next, last := 1, time.Time{}
	for _, e := range c.entries {
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
	if n == 0 {
		return ""
	}
	numbers := "number "
	if n > 1 {
		numbers = "numbers "
	}
	return entriesAre(n) + " missing: " + numbers + strings.Join(list, ", ")
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
