package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
)

// RewriteFile changes a file that people write themselves. What it was is kept
// beside it, under the name that is returned. The file is there at every
// moment, as it was or as it shall be, and on disk when this returns. A file
// that is no longer what it was read as is left alone. A link stays, and what
// it leads to is changed.
func RewriteFile(path string, was, shall []byte) (kept string, err error) {
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", fmt.Errorf("%s cannot be found any more: %w", path, Reason(err))
	}
	mode, err := writable(target)
	if err != nil {
		return "", err
	}
	kept, err = keep(target, was, mode)
	if err != nil {
		return "", err
	}
	if err := swapFile(target, was, shall, mode); err != nil {
		_ = os.Remove(kept) // the file itself is as it was
		return "", err
	}
	return kept, nil
}

// writable are the permissions of a file that its user may write to. Replacing
// a file asks for none of them, so they are looked at beforehand.
func writable(path string) (fs.FileMode, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return 0, fmt.Errorf("%s may not be changed: %w; change its permissions, or write a copy with -o", path, Reason(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, fmt.Errorf("%s cannot be looked at: %w", path, Reason(err))
	}
	return info.Mode().Perm(), nil
}

// keep writes a copy beside a file, under a name that is free.
func keep(path string, data []byte, mode fs.FileMode) (name string, err error) {
	const most = 1000
	name = path + ".bak"
	for n := 2; ; n++ {
		err = writeNew(name, data, mode)
		if !errors.Is(err, fs.ErrExist) || n > most {
			break
		}
		name = path + ".bak" + strconv.Itoa(n)
	}
	if err != nil {
		return "", fmt.Errorf("what %s was cannot be kept beside it: %w; nothing was changed", path, Reason(err))
	}
	return name, nil
}

// writeNew writes a file that must not exist yet, to the disk. Where that
// fails, no part of it stays behind.
func writeNew(path string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err == nil && runtime.GOOS != "windows" { // where only read-only is known
		err = f.Chmod(mode)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}

// swapFile puts a file in the place of one that is still what it was read
// as.
func swapFile(path string, was, shall []byte, mode fs.FileMode) error {
	beside := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+strconv.FormatUint(rand.Uint64(), 36))
	if err := writeNew(beside, shall, mode); err != nil {
		return fmt.Errorf("%s cannot be written: %w; nothing was changed", path, Reason(err))
	}
	now, err := readAgain(path, len(was))
	if err == nil && !bytes.Equal(now, was) {
		err = fmt.Errorf("%s has changed since it was read, and is left as it is; try again", path)
	}
	if err == nil {
		if err = os.Rename(beside, path); err != nil {
			err = fmt.Errorf("%s cannot be written over: %w; close it where it is open, or write a copy with -o", path, linkReason(err))
		}
	}
	if err != nil {
		_ = os.Remove(beside)
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// readAgain reads no more of a file than tells whether it has grown.
func readAgain(path string, length int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read again: %w", path, Reason(err))
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(length)+1))
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
