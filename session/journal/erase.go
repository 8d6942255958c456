package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"facilitate/session/run"
)

// erasedName is the file of a record that is being written without some words. It
// holds none of them, and is no journal until it has the name of one.
const erasedName = "erased"

// Erase writes the record of a run anew without what is to be out of it for good:
// without gives an event as it is to stand, and whether that is another one. Every
// record keeps its number, time and kind. What was being typed goes too, and so do
// damaged files that were kept: nobody knows what they hold. Whatever happens
// meanwhile, the record is whole before and after; a failure leaves the words where
// they were. The error is a *LockedError where somebody has the run open.
func (s Store) Erase(id string, without func(run.Event) (run.Event, bool)) error {
	r, _, err := s.Open(id)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	err = r.erase(without)
	r.closed = true
	if r.file != nil {
		err = errors.Join(err, r.file.Close())
	}
	if err = errors.Join(err, unlock(r.fs, r.dir, r.held)); err != nil {
		return &fault{fmt.Sprintf("lines of the run %s cannot be taken out: %s", id, why(err).words), err}
	}
	return nil
}

func (r *Run) erase(without func(run.Event) (run.Event, bool)) error {
	data, err := erased(r.all, without)
	if err != nil {
		return err
	}
	// All records into one file first, so that another can take its place in one step.
	if r.file == nil && len(r.older) > 1 {
		if err := r.begin(); err != nil {
			return err
		}
	}
	if err := inTurn(func() error { return r.fault }, r.removeBeside); err != nil {
		return err
	}
	if r.file != nil {
		if err := r.file.Close(); err != nil { // Windows replaces no open file
			return err
		}
		r.file = nil
	}
	name := filepath.Join(r.dir, erasedName)
	return inTurn(
		func() error { return writeFile(r.fs, name, data, true) },
		func() error { return r.fs.SyncDir(r.dir) },
		func() error { return r.fs.Rename(name, r.path()) },
		func() error { return r.fs.SyncDir(r.dir) },
	)
}

// removeBeside removes what may hold the words beside the journal.
func (r *Run) removeBeside() error {
	names, err := r.fs.ReadDir(r.dir)
	for _, name := range names {
		n, isJournal := journalNumber(name)
		if isJournal && n != r.number || strings.HasPrefix(name, journalFirst+".damaged") || strings.HasPrefix(name, draftName+"-") {
			err = errors.Join(err, r.fs.Remove(filepath.Join(r.dir, name)))
		}
	}
	return errors.Join(err, r.fs.SyncDir(r.dir))
}

// erased are the lines of a journal, each as it is to stand.
func erased(lines []byte, without func(run.Event) (run.Event, bool)) ([]byte, error) {
	var all []byte
	for line := range bytes.Lines(lines) {
		object, ok := unseal(bytes.TrimSuffix(line, []byte("\n")), maxLine)
		if !ok {
			return nil, errRecord // what cannot be read was left out before
		}
		e, err := decode(object)
		if err != nil {
			return nil, err
		}
		if event, ok := e.value.(run.Event); ok {
			if event, changed := without(event); changed {
				if line, err = encode(e.seq, e.number, e.at, event); err != nil {
					return nil, err
				}
			}
		}
		all = append(all, line...)
	}
	return all, nil
}

// Delete takes a run off the disk, with everything that was kept in it. The error
// is a *LockedError where somebody has the run open, and ErrNotFound where there
// is none. What a failure leaves behind can be deleted again.
func (s Store) Delete(id string) error {
	dir, err := s.find(id)
	if err != nil {
		return err
	}
	fsys := s.system()
	held, err := lock(fsys, dir)
	if errors.Is(err, ErrLocked) {
		return err
	}
	if err == nil {
		err = errors.Join(s.empty(dir), unlock(fsys, dir, held)) // an open file cannot be removed on Windows
	}
	if err == nil {
		err = errors.Join(fsys.Remove(filepath.Join(dir, lockName)), fsys.Remove(dir), fsys.SyncDir(s.runs()))
	}
	if err != nil {
		return &fault{fmt.Sprintf("the run %s cannot be deleted: %s", id, why(err).words), err}
	}
	return nil
}

func (s Store) empty(dir string) error {
	fsys := s.system()
	names, err := fsys.ReadDir(dir)
	for _, name := range names {
		if name == lockName || name == holderName {
			continue
		}
		if removed := fsys.Remove(filepath.Join(dir, name)); !errors.Is(removed, fs.ErrNotExist) {
			err = errors.Join(err, removed)
		}
	}
	return errors.Join(err, fsys.SyncDir(dir))
}
