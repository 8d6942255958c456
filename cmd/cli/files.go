package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Exists is whether something stands at a path, were it only a broken link.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

// CreateFile writes a file that must not exist yet, to the disk. Where that
// fails, no part of it stays behind, and the error says what to do about it.
func CreateFile(path string, data []byte) error {
	return created(path, create(path, 0o666, all(data)))
}

// CreatePrivate is CreateFile for its owner's eyes only.
func CreatePrivate(path string, data []byte) error {
	return created(path, create(path, 0o600, all(data)))
}

// WriteFile writes a file whole or not at all, to the disk. One that exists stays
// as it is unless it may be replaced, and is then there, old or new, at every
// moment. The error says what to do about it.
func WriteFile(path string, data []byte, replace bool) error {
	if !replace {
		return CreateFile(path, data)
	}
	err := put(path, 0o666, all(data), nil)
	var link *os.LinkError
	if errors.As(err, &link) {
		return fmt.Errorf("%s cannot be written over: %w; close it where it is open, or choose another folder with -o", path, link.Err)
	}
	return unwritten(path, err)
}

// ReplaceFile writes a file of the program's own, to the disk: it is there, old
// or new, at every moment. The error is that of the system.
func ReplaceFile(path string, data []byte) error {
	return put(path, 0o600, all(data), nil)
}

// all writes data.
func all(data []byte) func(*os.File) error {
	return func(f *os.File) error {
		_, err := f.Write(data)
		return err
	}
}

// create makes a file that must not exist yet, and has it on disk. Where that
// fails, it tries to leave no part of it behind.
func create(path string, mode fs.FileMode, write func(*os.File) error) error {
	// O_EXCL is what keeps an existing file safe, be it a link to nowhere.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}

// put creates a file beside its place and then moves it there: the file is there,
// old or new, at every moment. Still, where it is not nil, may refuse at the last
// one.
func put(path string, mode fs.FileMode, write func(*os.File) error, still func() error) error {
	beside := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+strconv.FormatUint(rand.Uint64(), 36))
	err := create(beside, mode, write)
	if err != nil {
		return err
	}
	if still != nil {
		err = still()
	}
	if err == nil {
		err = os.Rename(beside, path)
	}
	if err != nil {
		_ = os.Remove(beside)
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// syncFolder waits until the names in a folder are on disk, where that can be
// waited for. The change is made by then; that it might be lost with the power
// is nothing to fail for.
func syncFolder(path string) {
	if d, err := os.Open(path); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// created finds words for what went wrong when a file was created; nil where
// nothing did.
func created(path string, err error) error {
	if err != nil && !isOpening(err) && Exists(path) {
		return fmt.Errorf("%s was written in part only: %w; delete it", path, Reason(err))
	}
	return unwritten(path, err)
}

// isOpening is whether a file could not even be opened.
func isOpening(err error) bool {
	var opening *fs.PathError
	return errors.As(err, &opening) && opening.Op == "open"
}

// unwritten finds words for why nothing of a file was written; nil where it was.
func unwritten(path string, err error) error {
	switch {
	case err == nil:
		return nil
	case isOpening(err):
		return uncreatable(path, err)
	}
	return fmt.Errorf("%s cannot be written: %w; nothing of it was kept", path, Reason(err))
}

func uncreatable(path string, err error) error {
	parent := filepath.Dir(path)
	above, parentErr := os.Stat(parent)
	info, statErr := os.Stat(path)
	switch {
	case path == "":
		return Usage("the file to write has no name; try: facilitate new my.yaml")
	case statErr == nil && info.IsDir():
		return fmt.Errorf("%s is a folder; name a file in it, like %s", path, filepath.Join(path, "my.yaml"))
	case strings.HasSuffix(path, string(filepath.Separator)), strings.HasSuffix(path, "/"):
		return fmt.Errorf("%s names a folder; name a file, like %s", path, filepath.Join(path, "my.yaml"))
	case Exists(path) && errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists already and is left as it is; choose another name", path)
	case errors.Is(parentErr, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s to write %s in; make the folder first", parent, filepath.Base(path))
	case parentErr == nil && !above.IsDir():
		return fmt.Errorf("%s is not a folder, so no file can be written in it; choose another place", parent)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be written; choose another folder, or change the permissions of %s", path, parent)
	}
	return fmt.Errorf("%s cannot be written: %w; choose another place", path, Reason(err))
}
