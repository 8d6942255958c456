package script

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session/run"
	"facilitate/timer"
)

// The commands that only a script has.
const (
	Show  = "show"
	Sleep = "sleep"
	Crash = "crash"
	Step  = "clock-step"
)

// Line is a line of a script.
type Line struct {
	Offset  time.Duration // since offset zero
	Word    string        // the command without its arguments
	Span    time.Duration // of sleep and crash; of clock-step, which may be below zero
	Command run.Command   // where it is none that only a script has
}

// Reader reads the lines of a script one after the other.
type Reader struct {
	Rehearsal bool          // it may have the commands of a rehearsal
	offset    time.Duration // of the line before
	barrier   time.Duration // the end of the gap before: nothing can happen earlier
}

// Read reads a line; false: nothing is in it. The error does not name its place.
func (r *Reader) Read(text string) (line Line, found bool, err error) {
	text, _, _ = strings.Cut(text, "#")
	words := strings.Fields(text)
	if len(words) == 0 {
		return line, false, nil
	}
	line.Offset, err = parseOffset(words[0])
	switch {
	case err != nil:
		return line, false, err
	case line.Offset < r.offset:
		return line, false, fmt.Errorf("the offset %s is earlier than the line before", words[0])
	case line.Offset < r.barrier:
		until := r.barrier
		return line, false, fmt.Errorf("the offset %s falls into the gap before it, which lasts until %d:%02d:%02d",
			words[0], until/time.Hour, until/time.Minute%60, until/time.Second%60)
	case len(words) == 1:
		return line, false, fmt.Errorf("a command is missing after %s", words[0])
	}
	r.offset = line.Offset
	line.Word = words[1]
	args := words[2:]
	switch {
	case line.Word == Show:
		if len(args) > 0 {
			err = fmt.Errorf("%s has a surplus argument %q", line.Word, args[0])
		}
	case line.Word == Sleep, line.Word == Crash:
		line.Span, err = timer.ParseSpan(strings.Join(args, " "))
		r.barrier = line.Offset + line.Span
	case line.Word == Step:
		line.Span, err = parseStep(args)
	default:
		line.Command, err = run.ParseCommand(words[1:], r.Rehearsal)
	}
	return line, err == nil, err
}

// Open opens a script; - is standard input. The error is one of usage.
func Open(env *cli.Env, name string) (io.ReadCloser, error) {
	if name == "-" {
		in, err := cli.Input(env)
		return io.NopCloser(in), err
	}
	if err := library.FileInstead(name, library.AScript); err != nil {
		return nil, cli.Usage("%v", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, cli.Usage("the script %s cannot be read: %v", name, cli.Reason(err))
	}
	return f, nil
}

// EachLine hands the lines of a script to do. What that cannot read ends it, with the
// place in front. Before each line that is yet to come, idle is called.
func EachLine(script io.Reader, file string, do func(n int, line string) error, idle func() error) error {
	in := bufio.NewReader(script)
	for n := 1; ; n++ {
		line, readErr := in.ReadString('\n')
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff") // some editors on Windows write it
		}
		if readErr != nil && readErr != io.EOF {
			return cli.Usage("%s:%d: the script cannot be read: %v", file, n, cli.Reason(readErr))
		}
		if err := do(n, line); err != nil {
			return cli.Usage("%s:%d: %v", file, n, err)
		}
		if readErr != nil {
			return nil
		}
		if in.Buffered() == 0 {
			if err := idle(); err != nil {
				return err
			}
		}
	}
}

// parseStep reads by how much the wall clock was stepped.
func parseStep(args []string) (time.Duration, error) {
	text, isBack := strings.CutPrefix(strings.Join(args, " "), "-")
	if !isBack {
		text = strings.TrimPrefix(text, "+")
	}
	d, err := timer.ParseSpan(text)
	if isBack {
		d = -d
	}
	return d, err
}

// parseOffset reads H:MM:SS, or M:SS whose minutes may pass 59.
func parseOffset(text string) (time.Duration, error) {
	bad := fmt.Errorf("%q is no offset; write it like 12:30 or 1:02:30", text)
	parts := strings.Split(text, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, bad
	}
	var numbers [3]time.Duration // hours, minutes, seconds
	for i, part := range parts {
		n, err := strconv.ParseUint(part, 10, 32)
		if err != nil || (i > 0 && len(part) != 2) {
			return 0, bad
		}
		numbers[3-len(parts)+i] = time.Duration(n)
	}
	if numbers[2] > 59 || (len(parts) == 3 && numbers[1] > 59) {
		return 0, bad
	}
	if hours := numbers[0] + numbers[1]/60; hours > timer.MaxSpan/time.Hour {
		return 0, fmt.Errorf("the offset %s is later than %d hours", text, timer.MaxSpan/time.Hour)
	}
	return numbers[0]*time.Hour + numbers[1]*time.Minute + numbers[2]*time.Second, nil
}
