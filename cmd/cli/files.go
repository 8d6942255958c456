package cli

import (
	"errors"
	"fmt"
	"io"
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

// CreateFile makes a file that must not exist yet. Where writing it fails, no
// part of it stays behind.
func CreateFile(path string, write func(io.Writer) error) error {
	// O_EXCL is what keeps an existing file safe, be it a link to nowhere. The
	// questions after it only find words for what went wrong.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return uncreatable(path, err)
	}
	err = write(f)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		if removed := os.Remove(path); removed != nil {
			return fmt.Errorf("%s was written in part only: %w; delete it", path, Reason(err))
		}
		return fmt.Errorf("%s cannot be written: %w; nothing of it was kept", path, Reason(err))
	}
	return nil
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

// CreatePrivate makes a file for its owner's eyes, which must not exist yet.
func CreatePrivate(path string, data []byte) error {
	return CreateFile(path, func(w io.Writer) error {
		f, ok := w.(*os.File)
		if ok {
			_ = f.Chmod(0o600) // a memory stick may know no permissions
		}
		_, err := w.Write(data)
		if err == nil && ok {
			err = f.Sync() // and be pulled out at once
		}
		return err
	})
}

// WriteFile writes a file whole or not at all. One that exists stays as it is
// unless it may be replaced, and is then there, old or new, at every moment.
// Its permissions are then those of a new file.
func WriteFile(path string, data []byte, replace bool) error {
	fill := func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
	if !replace {
		return CreateFile(path, fill)
	}
	beside := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+strconv.FormatUint(rand.Uint64(), 36))
	if err := CreateFile(beside, fill); err != nil {
		return err
	}
	if err := os.Rename(beside, path); err != nil {
		_ = os.Remove(beside) // what matters more is told below
		return fmt.Errorf("%s cannot be written over: %w; close it where it is open, or choose another folder with -o", path, linkReason(err))
	}
	return nil
}

// ReplaceFile writes a file of the program's own, so that it is there, old or
// new, at every moment.
func ReplaceFile(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
