package journal

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/adrg/xdg"

	"facilitate/session"
)

// Folder is where the program keeps what it remembers: dir if one was given,
// else the system's place for that ($XDG_STATE_HOME or ~/.local/state, on macOS
// ~/Library/Application Support, on Windows %LOCALAPPDATA%), in a folder of the
// program's own. It need not be there yet.
func Folder(dir string) (string, error) {
	if dir != "" {
		return filepath.Abs(dir)
	}
	if _, err := os.UserHomeDir(); err != nil && os.Getenv("XDG_STATE_HOME") == "" {
		return "", errors.New("the home folder is not known, so there is no place for the record; name a folder with --state-dir or in FACILITATE_STATE")
	}
	placesMu.Lock()
	defer placesMu.Unlock()
	xdg.Reload()
	return filepath.Join(xdg.StateHome, "facilitate"), nil
}

// placesMu guards what xdg found out, which is in its variables.
var placesMu sync.Mutex

// Store is where runs are kept: in a folder runs in Dir.
type Store struct {
	Dir string

	fs fileSystem // nil: the computer's
}

func (s Store) system() fileSystem {
	if s.fs == nil {
		return system{}
	}
	return s.fs
}

func (s Store) runs() string { return filepath.Join(s.Dir, "runs") }

// createAttempts is how often a name is made up that may be taken.
const createAttempts = 20

// Create begins a run of a plan, given as the bytes of its file, at an instant.
// Both are on disk when it returns; an error says in words for people why they
// cannot be, and then nothing is left behind. The zone of the booking, or that
// of the instant, names the run.
func (s Store) Create(plan []byte, head Head, now time.Time) (*Run, error) {
	if len(plan) > session.MaxSize {
		return nil, errors.New("the plan is larger than 1 MiB")
	}
	zone := head.Booking.Zone
	if zone == nil {
		zone = now.Location()
	}
	fsys := s.system()
	if err := makeDir(fsys, s.runs()); err != nil {
		return nil, s.cannot(err)
	}
	for range createAttempts {
		id := newID(head.PlanID, now.In(zone))
		dir := filepath.Join(s.runs(), id)
		err := fsys.Mkdir(dir)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, s.cannot(err)
		}
		r, err := create(fsys, dir, plan, head, now)
		if err != nil {
			// What cannot be removed is no run: List passes it over.
			for _, name := range []string{holderName, lockName, planName, journalFirst} {
				_ = fsys.Remove(filepath.Join(dir, name))
			}
			_ = fsys.Remove(dir)
			return nil, s.cannot(err)
		}
		return r, nil
	}
	return nil, fmt.Errorf("no new folder can be made in %s", s.runs())
}

func create(fsys fileSystem, dir string, plan []byte, head Head, now time.Time) (_ *Run, err error) {
	r := &Run{
		fs: fsys, id: filepath.Base(dir), dir: dir, plan: slices.Clone(plan),
		last: Moment{now, head.Reading}, seq: 1, records: 1,
		aliveSlots: slots{name: aliveName}, draftSlots: slots{name: draftName},
	}
	line, err := encode(1, 0, now, head.record(checksum(plan), now))
	if err != nil {
		return nil, err
	}
	// The head stands twice: it is the one record that nothing else could stand in for.
	r.all = slices.Concat(line, line)
	if r.held, err = lock(fsys, dir); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			if r.file != nil {
				_ = r.file.Close()
			}
			_ = unlock(fsys, dir, r.held)
		}
	}()
	if err := writeFile(fsys, filepath.Join(dir, planName), plan, true); err != nil {
		return nil, err
	}
	if err := r.begin(); err != nil {
		return nil, err
	}
	r.kept = r.records
	return r, fsys.SyncDir(filepath.Dir(dir))
}

func (s Store) cannot(err error) error {
	return &fault{fmt.Sprintf("nothing can be kept in %s: %s", s.Dir, why(err).words), err}
}

// Writable tries whether runs can be kept; the error is in words for people.
func (s Store) Writable() error {
	fsys := s.system()
	if err := makeDir(fsys, s.runs()); err != nil {
		return s.cannot(err)
	}
	probe := filepath.Join(s.runs(), fmt.Sprintf("probe-%d", os.Getpid()))
	if err := cmp.Or(writeFile(fsys, probe, []byte("This file may be removed.\n"), true), fsys.Remove(probe)); err != nil {
		return s.cannot(err)
	}
	return nil
}

// Open takes a run over, to go on with it. The error is a *LockedError where
// another process has it, and else ErrNotFound, ErrNewer, or says why nothing
// of it can be read. Damage is no error: the replay tells of it, the damaged
// files are kept beside the journal, and that is written anew.
func (s Store) Open(id string) (_ *Run, _ *Replay, err error) {
	dir, err := s.find(id)
	if err != nil {
		return nil, nil, err
	}
	fsys := s.system()
	held, err := lock(fsys, dir)
	switch {
	case errors.Is(err, ErrLocked):
		return nil, nil, err
	case err != nil:
		return nil, nil, &fault{fmt.Sprintf("the run %s cannot be opened: %s", id, why(err).words), err}
	}
	defer func() {
		if err != nil {
			_ = unlock(fsys, dir, held)
		}
	}()
	c, replay, err := s.read(dir)
	if err != nil {
		return nil, nil, err
	}
	r := &Run{
		fs: fsys, id: id, dir: dir, plan: replay.Plan, held: held, damage: replay.Damage,
		all: c.all, records: len(c.entries), kept: len(c.entries), seq: replay.newest, events: replay.number,
		number: c.number, older: c.files, repair: c.spoilt,
		aliveSlots: slots{name: aliveName, n: replay.aliveN}, draftSlots: slots{name: draftName, n: replay.draftN, found: replay.draftFile},
		draft: replay.Draft, draftKept: replay.Draft, draftDoubt: len(replay.Draft) > 0,
	}
	if r.repair {
		r.flush()
	}
	return r, replay, nil
}

// Read reads a run without opening it: another process may have it, and go on
// writing. Nothing is changed.
func (s Store) Read(id string) (*Replay, error) {
	dir, err := s.find(id)
	if err != nil {
		return nil, err
	}
	_, replay, err := s.readWhole(dir)
	return replay, err
}

// readWhole reads a run that another process may have. Between the journal and
// what is beside it that process may have gone on, which looks like records
// that are missing: that is no damage. So a run that seems damaged is read a few times.
func (s Store) readWhole(dir string) (c content, replay *Replay, err error) {
	for range readAttempts {
		c, replay, err = s.read(dir)
		if err != nil || len(replay.Damage) == 0 {
			break
		}
	}
	return c, replay, err
}

func (s Store) read(dir string) (content, *Replay, error) {
	fsys := s.system()
	id := filepath.Base(dir)
	c, err := readContent(fsys, dir)
	switch {
	case isNone(err):
		return c, nil, notFound(id)
	case err != nil && !errors.Is(err, ErrNotFound):
		return c, nil, &fault{fmt.Sprintf("the run %s cannot be read: %s", id, why(err).words), err}
	case len(c.entries) == 0 && !c.spoilt:
		// There is no journal, it is empty, or its very first line was being
		// written: whoever was alive after that knew better.
		if _, known, err := readAlive(fsys, dir); !known && err == nil {
			return c, nil, notFound(id)
		}
	}
	replay, err := c.replay(fsys, dir)
	if err != nil && len(c.entries) == 0 {
		err = fmt.Errorf("the run %s is damaged: %w; what is left of it is kept in %s", id, err, dir)
	}
	return c, replay, err
}

// find is the folder of a run. Where there is none, to read it fails.
func (s Store) find(id string) (dir string, err error) {
	if !isID(id) {
		return "", notFound(id)
	}
	dir = filepath.Join(s.runs(), id)
	if _, err := s.system().ReadDir(dir); isNone(err) {
		return "", notFound(id)
	}
	return dir, nil
}

// isNone is whether an error means that there is no such folder.
func isNone(err error) bool { return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) }

func notFound(id string) error {
	return &fault{fmt.Sprintf("there is no run %q", session.CleanLine(id)), ErrNotFound}
}
