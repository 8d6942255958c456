package journal

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"facilitate/session"
)

// fileSystem is all that the package asks of a file system. Names are paths.
type fileSystem interface {
	Mkdir(dir string) error
	OpenFile(name string, flag int) (file, error)
	// ReadFile reads a file, and returns what it read with an error too. One
	// that is longer than most is errTooLarge, a folder and the like errNoFile.
	ReadFile(name string, most int) ([]byte, error)
	ReadDir(dir string) (names []string, err error)
	// ChangeTime is when a file or a folder was last written to.
	ChangeTime(name string) (time.Time, error)
	Rename(from, to string) error
	Remove(name string) error
	// SyncDir waits until the names in a folder are on disk.
	SyncDir(dir string) error
	// Leads is whether a name leads to an open file still.
	Leads(name string, f file) bool
	// Lock makes a lock file and holds it, or is errHeld. It goes with the process.
	Lock(name string) (io.Closer, error)
	// IsLocked is whether somebody has a lock; those who ask do not see one another.
	IsLocked(name string) bool
}

type file interface {
	WriteAt(b []byte, offset int64) (int, error)
	Truncate(size int64) error
	Sync() error
	Close() error
}

var (
	errTooLarge = errors.New("it is too large")
	errNoFile   = errors.New("it is no ordinary file")
	errHeld     = errors.New("held by another process")
)

// system is the computer's file system. What it makes is the user's alone.
type system struct{}

func (system) Mkdir(dir string) error { return os.Mkdir(dir, 0o700) }

func (system) OpenFile(name string, flag int) (file, error) {
	f, err := os.OpenFile(name, flag, 0o600)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (system) ReadFile(name string, most int) ([]byte, error) {
	// Asked before opening: to open a pipe that nobody writes to would wait for ever.
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errNoFile
	case info.Size() > int64(most):
		return nil, errTooLarge
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead)
	_, err = b.ReadFrom(io.LimitReader(f, int64(most)+1)) // it may be growing, or lie about its size
	if b.Len() > most {
		return nil, errTooLarge
	}
	return b.Bytes(), err
}

func (system) ReadDir(dir string) (names []string, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

func (system) ChangeTime(name string) (time.Time, error) {
	info, err := os.Stat(name)
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

func (system) Rename(from, to string) error { return os.Rename(from, to) }

func (system) Remove(name string) error { return os.Remove(name) }

func (system) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // its file systems log the names themselves, and folders cannot be flushed
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // so say some file systems that know no such thing
	}
	return err
}

func (system) Leads(name string, f file) bool {
	there, err := os.Stat(name)
	if err != nil {
		// Only a name that is not there leads nowhere; of others nobody knows.
		return !errors.Is(err, fs.ErrNotExist)
	}
	open, err := f.(*os.File).Stat()
	return err != nil || os.SameFile(there, open)
}

func (system) Lock(name string) (io.Closer, error) {
	l := flock.New(name, flock.SetPermissions(0o600))
	switch ok, err := l.TryLock(); {
	case err != nil:
		return nil, err
	case !ok:
		return nil, errHeld
	}
	return l, nil
}

func (system) IsLocked(name string) bool {
	l := flock.New(name, flock.SetPermissions(0o600))
	free, err := l.TryRLock()
	if free {
		_ = l.Close()
	}
	return !free && err == nil
}

// inTurn takes steps up to the first that fails, and gives why it does.
func inTurn(steps ...func() error) (err error) {
	for i := 0; i < len(steps) && err == nil; i++ {
		err = steps[i]()
	}
	return err
}

// makeDir makes a folder and those above it that are missing, and waits until
// they are on disk. That it is there already is no error.
func makeDir(fsys fileSystem, dir string) error {
	err := fsys.Mkdir(dir)
	parent := filepath.Dir(dir)
	if errors.Is(err, fs.ErrNotExist) && parent != dir {
		if err := makeDir(fsys, parent); err != nil {
			return err
		}
		err = fsys.Mkdir(dir)
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		// Whoever made it may not have lived to wait for the disk. Above one's
		// own folders that may not be allowed, nor needed.
		if err := fsys.SyncDir(parent); !errors.Is(err, fs.ErrPermission) {
			return err
		}
		return nil
	case err != nil:
		return err
	}
	return fsys.SyncDir(parent)
}

// writeFile writes a file as a whole. With wait it is on disk then, but for its
// name: that takes a SyncDir.
func writeFile(fsys fileSystem, name string, data []byte, wait bool) error {
	return writeOver(fsys, name, os.O_TRUNC, data, wait)
}

// writeOver is writeFile on a file that may be there, opened as the flag says.
func writeOver(fsys fileSystem, name string, flag int, data []byte, wait bool) error {
	f, err := fsys.OpenFile(name, os.O_WRONLY|os.O_CREATE|flag)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(data, 0)
	if err == nil && wait {
		err = f.Sync()
	}
	return cmp.Or(err, f.Close())
}

// fault is an error of the system's in words for people.
type fault struct {
	words string
	err   error
}

func (f *fault) Error() string { return f.words }
func (f *fault) Unwrap() error { return f.err }

// why is what the system's error means for whoever has to do something about it.
func why(err error) *fault {
	if known, ok := errors.AsType[*fault](err); ok {
		return known
	}
	say := func(words string) *fault { return &fault{words, err} }
	switch {
	case isAny(err, diskFull):
		return say("the disk is full; make room on it")
	case isAny(err, readOnly):
		return say("the disk can only be read; choose another place")
	case errors.Is(err, fs.ErrPermission):
		return say("the folder may not be written to; change its permissions or choose another place")
	case errors.Is(err, fs.ErrNotExist):
		return say("the folder is gone")
	case isAny(err, diskFault):
		return say("the disk reports a fault; choose another one")
	}
	// The path is said elsewhere; the system's own reason is what is new.
	reason := err
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		reason = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		reason = e.Err
	}
	return say(session.CleanLine(reason.Error()))
}

func isAny(err error, numbers []syscall.Errno) bool {
	return slices.ContainsFunc(numbers, func(n syscall.Errno) bool { return errors.Is(err, n) })
}
