package journal

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"time"

	"facilitate/timer"
)

// Moment is a true instant and what the clocks read at it.
type Moment struct {
	At      time.Time
	Reading timer.Reading
}

// after is the moment a span later, of the same boot. Of the clock that sleeps
// with the computer nothing is known then.
func (m Moment) after(d time.Duration) Moment {
	d = max(0, d)
	m.At = m.At.Add(d)
	m.Reading.Awake += d
	m.Reading.Boot += d
	m.Reading.Wall = m.Reading.Wall.Add(d)
	return m
}

// alive is the newest moment at which the program was known to run.
type alive struct {
	N       int           `json:"n"`   // counts the writes
	Seq     int           `json:"seq"` // of the newest record then
	At      time.Time     `json:"at"`
	Reading timer.Reading `json:"reading"`
}

// draft is text being typed. It waits for the disk, and so it lies elsewhere
// than alive, which does not: what is being overwritten may be lost.
type draft struct {
	N     int    `json:"n"`
	Draft []byte `json:"draft"`
}

// slots are two small files of one checked line that are overwritten in turn:
// whatever happens in the middle of that leaves the other one.
type slots struct {
	name  string
	n     int    // writes so far
	named int    // how many of them have their name on disk
	found []byte // what an earlier process left in the newest, if it matters
}

func (s *slots) path(dir string, n int) string {
	return filepath.Join(dir, s.name+"-"+strconv.Itoa(n%2+1))
}

// write overwrites the older slot. Unless all of it succeeds, the next write
// is to the same one: the other is the one to rely on.
func (s *slots) write(fsys fileSystem, dir string, value any, wait bool) error {
	line, err := sealLine(value)
	if err == nil {
		err = s.refresh(fsys, dir)
	}
	if err == nil {
		err = writeFile(fsys, s.path(dir, s.n), line, wait)
	}
	if err != nil {
		return err
	}
	if wait && s.named < 2 {
		if err := fsys.SyncDir(dir); err != nil {
			return err
		}
		s.named++
	}
	s.n++
	return nil
}

// refresh has the disk take what an earlier process left in the newest slot: it
// may not have done so, and the other one is about to be overwritten. The same
// bytes in the same place are safe to write whatever happens meanwhile.
func (s *slots) refresh(fsys fileSystem, dir string) error {
	if s.found == nil {
		return nil
	}
	err := writeOver(fsys, s.path(dir, s.n+1), 0, s.found, true)
	if err == nil {
		err = fsys.SyncDir(dir)
	}
	if err == nil {
		s.found = nil
	}
	return err
}

// read hands the object of each slot there is, and all of its file, to see. The error is
// that one is there and cannot be read; half written it may be.
func (s *slots) read(fsys fileSystem, dir string, see func(object, file []byte)) (failed error) {
	for n := range 2 {
		data, err := fsys.ReadFile(s.path(dir, n), 2*maxDraft)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = err
		}
		line, _ := bytes.CutSuffix(data, []byte("\n"))
		if object, ok := unseal(line, 2*maxDraft); ok {
			see(object, data)
		}
	}
	return failed
}

const maxDraft = 1 << 20

// unreadable is added to the number of writes where a slot could not be read:
// whatever its number is, the next one has to be higher.
const unreadable = 1 << 20

const (
	aliveName = "alive"
	draftName = "draft"
)

// readAlive is the newest moment kept in a run's folder; false where there is none.
func readAlive(fsys fileSystem, dir string) (newest alive, ok bool, err error) {
	s := slots{name: aliveName}
	err = s.read(fsys, dir, func(object, _ []byte) {
		var a alive
		if json.Unmarshal(object, &a) == nil && 0 < a.N && a.N < maxSeq && 0 <= a.Seq && a.Seq < maxSeq && (!ok || a.N > newest.N) {
			newest, ok = a, true
		}
	})
	return newest, ok, err
}

// draftPause is the least time between two drafts on disk: half of what a kill may cost,
// for a busy computer. It is short of a second so that the second call of Alive after a
// draft keeps the next one, though it comes a little sooner than that.
const draftPause = 900 * time.Millisecond

// aliveMisses is how many times in a row keeping alive fails before people
// hear of it: on some systems another program may stand in the way for a moment.
const aliveMisses = 3

// Alive keeps the moment at which the program is known to run, and the draft of
// a text being typed, which may be anything. It is meant to be called twice a
// second. The moment survives the end of the process, the draft (as it was two
// seconds ago, or less) that of the computer.
func (r *Run) Alive(reading timer.Reading, at time.Time, text []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return
	}
	r.last = Moment{at, reading}
	if r.file != nil && !r.fs.Leads(r.path(), r.file) {
		r.flush()
	}
	err := r.aliveSlots.write(r.fs, r.dir, alive{r.aliveSlots.n + 1, r.seq, at, reading}, false)
	if pause := at.Sub(r.draftAt).Abs(); err == nil && pause >= draftPause {
		err = r.keepDraft(text, at)
	}
	r.draft = bytes.Clone(text)
	if err == nil {
		r.aliveMissed, r.aliveFault = 0, nil
		return
	}
	if r.aliveMissed++; r.aliveMissed >= aliveMisses {
		r.aliveFault = err
	}
}

// keepDraft has a draft on disk, if it is another than the one there.
func (r *Run) keepDraft(text []byte, at time.Time) error {
	if bytes.Equal(text, r.draftKept) && !r.draftDoubt || len(text) > maxDraft {
		return nil
	}
	if err := r.draftSlots.write(r.fs, r.dir, draft{r.draftSlots.n + 1, text}, true); err != nil {
		return err
	}
	r.draftKept, r.draftDoubt, r.draftAt = bytes.Clone(text), false, at
	return nil
}
