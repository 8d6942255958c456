package cmd

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
)

// writeWhole writes a file whole or not at all. One that exists stays as it is
// unless it may be replaced, and is then there, old or new, at every moment.
func writeWhole(path string, data []byte, replace bool) error {
	fill := func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
	if !replace {
		return createFile(path, fill)
	}
	beside := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+strconv.FormatUint(rand.Uint64(), 36))
	if err := createFile(beside, fill); err != nil {
		return err
	}
	if err := os.Rename(beside, path); err != nil {
		_ = os.Remove(beside) // what matters more is told below
		return fmt.Errorf("%s cannot be written over: %w; close it where it is open, or choose another folder with -o", path, linkReason(err))
	}
	return nil
}

// linkReason is reason for what os.Rename says.
func linkReason(err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
