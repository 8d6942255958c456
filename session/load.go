package session

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Load reads a plan from the bytes of its file; file is the name that problems
// carry. Either the plan is whole and there are no problems, or the plan is nil
// and the problems, sorted by place, are all that was found, MaxProblems at
// most and a last one that counts the rest. None of them is a warning: for
// those see Check. A plan that extends another one is read by LoadWhole alone.
func Load(file string, src []byte) (*Plan, Problems) {
	plan, _, problems := LoadWhole(File{Name: file, Src: src})
	return plan, problems
}

// tree reads a plan's file; nil where there is none to be had.
func (c *collector) tree(src []byte) *node {
	if len(src) > MaxSize {
		c.problem("too-large", beginning, "the plan is larger than 1 MiB",
			"move long texts into handouts of their own outside the plan")
		return nil
	}
	src, ok := checkSource(c, src)
	if !ok {
		return nil
	}
	return parse(c, src)
}

// ReadFile reads the file of a plan without looking into it: at most one byte
// over MaxSize. The error, in words for people, says why it could not be read.
func ReadFile(path string) ([]byte, error) {
	// Asked before opening: to open a pipe that nobody writes to would wait
	// for ever.
	info, err := os.Stat(path)
	if err != nil {
		return nil, errUnreadable(path, err)
	}
	switch {
	case info.IsDir():
		return nil, fmt.Errorf("%s is a folder, not a plan; name a file in it", path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not an ordinary file; save the plan to a file first", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, errUnreadable(path, err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, errUnreadable(path, err)
	}
	return src, nil
}

func errUnreadable(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s; look at the spelling and the folder", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be read; change its permissions", path)
	}
	// The path is already said; the system's own reason is what is new.
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	return fmt.Errorf("%s cannot be read: %w", path, err)
}
