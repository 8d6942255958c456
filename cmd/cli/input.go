package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// Input is the standard input for the one file that a command line names as "-".
func Input(env *Env) (io.Reader, error) {
	if env.inputTaken {
		return nil, Usage("- is the standard input, which can be one file only; name the other")
	}
	env.inputTaken = true
	return env.In, nil
}

// ReadInput reads a file, or the standard input where the path is "-", of which
// it takes no more than one byte over the most, so that the caller can tell. The
// name is what a file is called in errors, which say what to do.
func ReadInput(env *Env, path, name string, most int64) ([]byte, error) {
	var in io.Reader
	var b bytes.Buffer
	if path == "-" {
		var err error
		if in, err = Input(env); err != nil {
			return nil, err
		}
		name = "the standard input"
	} else {
		// Asked before opening, for a pipe that nobody writes to opens never.
		switch info, err := os.Stat(path); {
		case errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("there is no file %s; look at the spelling and the folder", name)
		case err != nil:
			return nil, fmt.Errorf("%s cannot be read: %w", name, Reason(err))
		case info.IsDir():
			return nil, fmt.Errorf("%s is a folder; name the file in it", name)
		case !info.Mode().IsRegular():
			return nil, fmt.Errorf("%s is not an ordinary file; give it to the standard input, and - as FILE", name)
		}
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %w", name, Reason(err))
		}
		defer f.Close()
		in = f
		if info, err := f.Stat(); err == nil { // grown once, not doubled again and again
			b.Grow(int(min(info.Size(), most)) + bytes.MinRead)
		}
	}
	if _, err := b.ReadFrom(io.LimitReader(in, most+1)); err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", name, Reason(err))
	}
	return b.Bytes(), nil
}

const longestLine = 1000 // more than anybody types as an answer

// Ask asks whoever sits at the terminal for a line; one with Esc in it is none.
// Keys that were pressed ahead, behind that line, are for whoever comes next.
func (env *Env) Ask(question string) (string, error) {
	if err := env.Answer(question); err != nil {
		return "", err
	}
	line, one := "", make([]byte, 1)
	for len(line) < longestLine {
		if _, err := io.ReadFull(env.In, one); err != nil || one[0] == '\n' {
			break
		}
		line += string(one)
	}
	if strings.Contains(line, "\x1b") {
		return "", nil
	}
	return strings.TrimSpace(line), nil
}

// IsSure asks what only y or yes answers.
func (env *Env) IsSure(question string) (bool, error) {
	answer, err := env.Ask(question + " [y/N] ")
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes", err
}
