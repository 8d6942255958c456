package journal

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// Run is a run that this process has open. It is a run.Log. All its methods
// may be called at any time from anywhere.
type Run struct {
	mu   sync.Mutex
	fs   fileSystem
	id   string
	dir  string
	plan []byte // as delivered; nil where it was lost
	held io.Closer

	damage []string // what of it could not be read when it was opened, in words

	all     []byte // all records as they are written, in order
	records int    // how many these are
	seq     int    // of the newest
	events  int    // the number of the newest event

	file   file  // that this process began; nil where there is none to trust
	number int   // of the newest journal file
	good   int   // the file holds all[:good], and the disk has it
	beyond bool  // there may be half a record behind that
	kept   int   // records that are on disk, in this file or an older one
	older  []old // files that this one is to supersede
	repair bool  // they are damaged: write anew though there is nothing new

	fault error // why not all records are kept

	last        Moment
	aliveSlots  slots
	aliveMissed int
	aliveFault  error
	draftSlots  slots
	draft       []byte // as it was handed over last
	draftKept   []byte // as it is on disk
	draftDoubt  bool   // an earlier process wrote that: the disk may not have it
	draftAt     time.Time

	closed bool
}

// old is a journal file that was begun before the newest one.
type old struct {
	name    string
	damaged bool // or not read to its end
}

var errClosed = errors.New("the record is closed")

// ID is the name of the run's folder.
func (r *Run) ID() string { return r.id }

// Dir is the run's folder.
func (r *Run) Dir() string { return r.dir }

// Append makes events durable: when it returns they are on disk, or Trouble says why not,
// and they wait in memory. So an error is never the disk's: an event has no written form,
// and none of the events was taken.
func (r *Run) Append(events []run.Event, now time.Time) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	values := make([]any, len(events))
	for i, e := range events {
		values[i] = e
	}
	return r.append(values, now)
}

func (r *Run) append(values []any, now time.Time) error {
	if r.closed {
		return errClosed
	}
	var lines []byte
	events := r.events
	for i, v := range values {
		number := 0
		if _, ok := v.(run.Event); ok {
			events++
			number = events
		}
		line, err := encode(r.seq+1+i, number, now, v)
		if err != nil {
			return err
		}
		lines = append(lines, line...)
	}
	if len(lines) == 0 {
		return nil
	}
	r.all = append(r.all, lines...)
	r.records += len(values)
	r.seq += len(values)
	r.events = events
	r.flush()
	return nil
}

// Resume records that this process has taken the run over: when, what its clocks read,
// and how long nobody saw what happened, sure if the clocks agree on it.
func (r *Run) Resume(at time.Time, reading timer.Reading, gap time.Duration, sure bool, program string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last = Moment{at, reading}
	return r.append([]any{reopened{program, reading, gap, sure}}, at)
}

// Trouble is what keeps records from the disk, in words for people; nil: all are there.
func (r *Run) Trouble() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.trouble()
}

func (r *Run) trouble() error {
	err, words := cmp.Or(r.fault, r.aliveFault), "the record cannot be written"
	if err == nil {
		return nil
	}
	if missing := r.records - r.kept; r.fault != nil && missing > 0 {
		words = entriesAre(missing) + " in memory only"
	}
	return &fault{words + ": " + why(err).words, err}
}

// entriesAre counts some of which something is said.
func entriesAre(n int) string {
	if n == 1 {
		return "1 entry is"
	}
	return strconv.Itoa(n) + " entries are"
}

// Retry tries again to make everything durable. It costs next to nothing when all is, and
// then only looks whether the files are still where they were.
func (r *Run) Retry() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		r.flush()
	}
}

// Close records when the run was let go, and lets it go. The error says what
// is not on disk; it is gone then, unless it was exported.
func (r *Run) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	if !r.last.At.IsZero() {
		if err := r.append([]any{closed{r.last.Reading}}, r.last.At); err != nil {
			return err
		}
		_ = r.keepDraft(r.draft, r.last.At)
	}
	r.flush()
	err := r.trouble()
	r.closed = true
	if r.file != nil {
		_ = r.file.Close() // all of it was waited for
	}
	_ = unlock(r.fs, r.dir, r.held)
	return err
}

// flush has the disk take what it has not taken yet.
func (r *Run) flush() {
	if r.fault = r.write(); r.fault == nil {
		r.kept = r.records
	}
}

func (r *Run) write() error {
	if r.file != nil && !r.fs.Leads(r.path(), r.file) {
		r.abandon()
		r.kept = 0 // somebody removed it
	}
	switch {
	case r.file == nil && r.kept == r.records && !r.repair:
		return nil // it was opened, and nothing has happened yet
	case r.file == nil:
		return r.begin()
	case r.good == len(r.all):
		return nil
	}
	err := r.extend()
	if err != nil && r.file == nil {
		return r.begin()
	}
	return err
}

// extend writes the records that the file lacks. If it leaves no file, this
// one must not be trusted any more.
func (r *Run) extend() error {
	if r.beyond {
		// The next record would be glued to half of the one before.
		if err := r.file.Truncate(int64(r.good)); err != nil {
			r.abandon()
			return err
		}
		r.beyond = false
	}
	if _, err := r.file.WriteAt(r.all[r.good:], int64(r.good)); err != nil {
		// At once, for whoever may read it; else before the next write.
		r.beyond = r.file.Truncate(int64(r.good)) != nil
		return err
	}
	// A file whose sync failed is not asked again: the system may have
	// forgotten what it did not write, and would say that all is well.
	if err := r.file.Sync(); err != nil {
		r.abandon()
		return err
	}
	if !r.fs.Leads(r.path(), r.file) {
		r.abandon()
		r.kept = 0
		return fs.ErrNotExist
	}
	r.good = len(r.all)
	return nil
}

// abandon gives the file up. What is in it stays until another is whole.
func (r *Run) abandon() {
	_ = r.file.Close()
	r.older = append(r.older, old{name: journalName(r.number)})
	r.file, r.good, r.beyond = nil, 0, false
}

// begin writes all records to a new file, and sets the older ones aside once it is whole.
func (r *Run) begin() error {
	f, err := r.create()
	if err != nil {
		return err
	}
	_, err = f.WriteAt(r.all, 0)
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = r.fs.SyncDir(r.dir)
	}
	if err == nil && !r.fs.Leads(r.path(), f) {
		err = fs.ErrNotExist
	}
	if err != nil {
		_ = f.Close()
		if r.fs.Remove(r.path()) != nil {
			r.older = append(r.older, old{name: journalName(r.number)})
		}
		return err
	}
	r.file, r.good = f, len(r.all)
	r.setAside()
	return nil
}

func (r *Run) create() (f file, err error) {
	for range 100 {
		name := filepath.Join(r.dir, journalName(r.number+1))
		f, err = r.fs.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
		switch {
		case err == nil:
			r.number++
			return f, nil
		case errors.Is(err, fs.ErrExist):
			r.number++ // somebody's else: it is left alone
		case errors.Is(err, fs.ErrNotExist):
			if err := r.restore(); err != nil {
				return nil, err
			}
		default:
			return nil, err
		}
	}
	return nil, err
}

// restore makes the run's folder anew after somebody removed it.
func (r *Run) restore() error {
	if err := makeDir(r.fs, r.dir); err != nil {
		return err
	}
	if r.plan != nil {
		if err := writeFile(r.fs, filepath.Join(r.dir, planName), r.plan, true); err != nil {
			return err
		}
	}
	held, err := lock(r.fs, r.dir)
	if err != nil {
		return err
	}
	_ = r.held.Close() // the lock of a file that nobody can find
	r.held = held
	r.older = nil
	r.aliveSlots.named, r.draftSlots.named, r.draftKept = 0, 0, nil
	return nil
}

func (r *Run) path() string { return filepath.Join(r.dir, journalName(r.number)) }

// journalName is the name of a journal file by its number: journal, journal.2 …
func journalName(number int) string {
	if number == 1 {
		return journalFirst
	}
	return journalFirst + "." + strconv.Itoa(number)
}

const journalFirst = "journal"

// journalNumber is the number of a journal file; false for any other name.
func journalNumber(name string) (int, bool) {
	if name == journalFirst {
		return 1, true
	}
	digits, ok := strings.CutPrefix(name, journalFirst+".")
	n, err := strconv.Atoi(digits)
	return n, ok && err == nil && n > 1 && n < 1<<30 && journalName(n) == name
}

var _ run.Log = (*Run)(nil)

func damagedName(n int) string { return journalFirst + ".damaged-" + strconv.Itoa(n) }

// setAside removes the files that the newest one supersedes, but keeps the
// damaged ones under another name. What cannot be done is no loss: the next
// process reads these files again, with the newest.
func (r *Run) setAside() {
	older := r.older
	r.older, r.repair = nil, false
	if len(older) == 0 {
		return
	}
	names, err := r.fs.ReadDir(r.dir)
	if err != nil {
		return
	}
	free := 1
	for _, o := range older {
		path := filepath.Join(r.dir, o.name)
		if !o.damaged {
			_ = r.fs.Remove(path)
			continue
		}
		for slices.Contains(names, damagedName(free)) {
			free++
		}
		names = append(names, damagedName(free))
		_ = r.fs.Rename(path, filepath.Join(r.dir, damagedName(free)))
	}
	_ = r.fs.SyncDir(r.dir)
}
