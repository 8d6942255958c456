package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

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

// empty removes the files of a run but its lock.
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
