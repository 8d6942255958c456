package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
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
	err = put(target, 0o600, withMode(shall, mode), func() error { return unchanged(target, was) })
	if err == nil {
		return kept, nil
	}
	_ = os.Remove(kept) // the file itself is as it was
	var link *os.LinkError
	var writing *fs.PathError
	switch {
	case errors.As(err, &link):
		err = fmt.Errorf("%s cannot be written over: %w; close it where it is open, or write a copy with -o", target, link.Err)
	case errors.As(err, &writing):
		err = fmt.Errorf("%s cannot be written: %w; nothing was changed", target, writing.Err)
	}
	return "", err
}

// withMode writes data into a file that is to have these permissions.
func withMode(data []byte, mode fs.FileMode) func(*os.File) error {
	return func(f *os.File) error {
		_, err := f.Write(data)
		if err == nil && runtime.GOOS != "windows" { // where only read-only is known
			err = f.Chmod(mode)
		}
		return err
	}
}

// unchanged says how a file is no longer what it was read as; nil where it is.
func unchanged(path string, was []byte) error {
	now, err := readAgain(path, len(was))
	if err == nil && !bytes.Equal(now, was) {
		err = fmt.Errorf("%s has changed since it was read, and is left as it is; try again", path)
	}
	return err
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
		err = create(name, 0o600, withMode(data, mode))
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

// readAgain reads no more of a file than tells whether it has grown.
func readAgain(path string, length int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read again: %w", path, Reason(err))
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(length)+1))
}
