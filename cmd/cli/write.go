package cli

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

// Files are written beside where they are to stand, to the disk, and put there
// whole: whatever happens, the old or the new is there, and nothing else is left.

// The permissions of files. Any others are those of a file that is changed.
const (
	usualMode   fs.FileMode = 0     // as the system gives them to a new file
	privateMode fs.FileMode = 0o600 // for its owner's eyes
)

// Mark begins text for a spreadsheet, which takes it for another encoding without.
const Mark = "\ufeff"

// WantEnding refuses a file whose name ends as something else does, for which it would
// be taken. A name without an ending, and "-", may be anything.
func WantEnding(path, what string, endings ...string) error {
	ending := strings.ToLower(filepath.Ext(path))
	if path == "-" || len(ending) < 2 || slices.Contains(endings, ending) {
		return nil
	}
	return Usage("%s is not written as %q; use %s", what, ending, strings.Join(endings, " or "))
}

// CreateFile writes a file that must not exist yet.
func CreateFile(path string, data []byte) error {
	return writeError(path, create(path, data, usualMode), "choose another name")
}

// CreatePrivate writes a file for its owner's eyes, which must not exist yet.
func CreatePrivate(path string, data []byte) error {
	return writeError(path, create(path, data, privateMode), "choose another name")
}

// WriteFile writes a file for a command with the flag --force: without it one that
// exists is refused; with it it is replaced, with the permissions of a new file.
func WriteFile(path string, data []byte, force bool) error {
	return writeFile(path, data, usualMode, force)
}

// WritePrivate is WriteFile for what only its owner is to read.
func WritePrivate(path string, data []byte, force bool) error {
	return writeFile(path, data, privateMode, force)
}

func writeFile(path string, data []byte, mode fs.FileMode, force bool) error {
	info, err := os.Stat(path)
	switch {
	case !force || !Exists(path):
		return writeError(path, create(path, data, mode), "choose another name, or write over it with --force")
	case err == nil && !info.Mode().IsRegular() && !info.IsDir():
		return fmt.Errorf("%s is not an ordinary file, and is left as it is; choose another name", path)
	}
	return writeError(path, replace(path, data, mode, nil), "")
}

// ReplaceFile writes a file of the program's own, over the one there may be.
// Its error has no words around the system's own.
func ReplaceFile(path string, data []byte) error { return replace(path, data, privateMode, nil) }

// RewriteFile changes a file that people write themselves. What it was is kept
// beside it, under the name that is returned, and its permissions stay. One that was
// changed since it was read is left alone; of a link, what it leads to is changed.
func RewriteFile(path string, before, after []byte) (kept string, err error) {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("%s cannot be found any more: %w", path, Reason(err))
	}
	mode, err := permissions(target)
	if err != nil {
		return "", fmt.Errorf("%s may not be changed: %w; change its permissions, or write a copy with -o", path, Reason(err))
	}
	kept, err = keepCopy(target, before, mode)
	if err != nil {
		return "", fmt.Errorf("what %s was cannot be kept beside it: %w; nothing was changed", path, Reason(err))
	}
	if err := replace(target, after, mode, before); err != nil {
		_ = os.Remove(kept) // the file itself is as it was
		return "", writeError(path, err, "")
	}
	return kept, nil
}

// permissions are those of a file that its user may write to. Replacing a file
// asks for none of them, so they are looked at beforehand.
func permissions(path string) (fs.FileMode, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Mode().Perm(), nil
}

// keepCopy writes a copy beside a file, under a name that is free.
func keepCopy(path string, data []byte, mode fs.FileMode) (name string, err error) {
	const most = 1000
	name = path + ".bak"
	for n := 2; ; n++ {
		if err = create(name, data, mode); !errors.Is(err, fs.ErrExist) || n > most {
			return name, err
		}
		name = path + ".bak" + strconv.Itoa(n)
	}
}

// Exists is whether something stands at a path, were it only a broken link.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// create puts a file where there is none.
func create(path string, data []byte, mode fs.FileMode) error {
	if Exists(path) {
		return fs.ErrExist // and if it does from now on, the link says so
	}
	beside, err := writeBeside(path, data, mode)
	if err != nil {
		return err
	}
	defer os.Remove(beside)
	if err := os.Link(beside, path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fs.ErrExist
		}
		if err := os.Rename(beside, path); err != nil { // a memory stick knows no links
			return err
		}
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// errChanged is that a file is no longer what it was read as.
var errChanged = errors.New("it has changed since it was read")

// replace puts a file in the place of another, or where there is none. It must
// still be what it was read as, where that is given.
func replace(path string, data []byte, mode fs.FileMode, was []byte) error {
	beside, err := writeBeside(path, data, mode)
	if err != nil {
		return err
	}
	if was != nil {
		if now, readErr := os.ReadFile(path); readErr != nil || !bytes.Equal(now, was) {
			err = errChanged
		}
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

// writeBeside writes a file to the disk, in the folder of another.
func writeBeside(path string, data []byte, mode fs.FileMode) (name string, err error) {
	first := privateMode
	if mode == usualMode {
		first = 0o666
	}
	name = filepath.Join(filepath.Dir(path), ".facilitate-"+rand.Text())
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, first)
	if err != nil {
		return "", err
	}
	if mode != usualMode {
		_ = f.Chmod(mode) // a memory stick may know no permissions
	}
	_, err = f.Write(data)
	if err == nil {
		// Some file systems know no sync either.
		if err = f.Sync(); errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
			err = nil
		}
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(name)
	}
	return name, err
}

// syncFolder waits until the names in a folder are on disk, where it can. The change
// is made by then; that it might be lost with the power is nothing to fail for.
func syncFolder(path string) {
	if d, err := os.Open(path); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

// writeError says for people why a file could not be written, and what to do,
// also where one exists that is to stay; nil where nothing went wrong.
func writeError(path string, err error, exists string) error {
	if err == nil {
		return nil
	}
	parent := filepath.Dir(path)
	above, parentErr := os.Stat(parent)
	info, statErr := os.Stat(path)
	var link *os.LinkError
	var at *fs.PathError
	switch {
	case path == "":
		return Usage("the file to write has no name; try: facilitate new my.yaml")
	case errors.As(err, &link) && Exists(path):
		return fmt.Errorf("%s cannot be written over: %w; close it where it is open, or write to another place with -o", path, link.Err)
	case statErr == nil && info.IsDir():
		return fmt.Errorf("%s is a folder; name a file in it, like %s", path, filepath.Join(path, "my.yaml"))
	case os.IsPathSeparator(path[len(path)-1]):
		return fmt.Errorf("%s names a folder; name a file, like %s", path, filepath.Join(path, "my.yaml"))
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists already and is left as it is; %s", path, exists)
	case errors.Is(err, errChanged):
		return fmt.Errorf("%s has changed since it was read, and is left as it is; try again", path)
	case errors.Is(parentErr, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s to write %s in; make the folder first", parent, filepath.Base(path))
	case parentErr == nil && !above.IsDir():
		return fmt.Errorf("%s is not a folder, so no file can be written in it; choose another place", parent)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be written; choose another folder, or change the permissions of %s", path, parent)
	case errors.As(err, &at) && at.Op == "open":
		return fmt.Errorf("%s cannot be written: %w; choose another place", path, at.Err)
	case statErr == nil:
		return fmt.Errorf("%s cannot be written: %w; it is left as it is", path, Reason(err))
	}
	return fmt.Errorf("%s cannot be written: %w; nothing of it was kept", path, Reason(err))
}
