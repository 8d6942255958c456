//go:build linux || darwin

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/creack/pty"
)

// patience is how long a program may show nothing before it counts as stuck.
const patience = 15 * time.Second

// terminal is a program that runs in a pseudo-terminal.
type terminal struct {
	cmd      *exec.Cmd
	file     *os.File
	began    time.Time
	output   <-chan burst // closed when the program has ended
	lastSeen string       // what was seen last: why it ended, if it did
}

// burst is what the program wrote in one go.
type burst struct {
	at   time.Time
	text []byte
}

// queries are what programs ask a terminal, and what one with a dark
// background answers: the two colours, the cursor's place, its kind.
var queries = []struct {
	asked  *regexp.Regexp
	answer string
}{
	{regexp.MustCompile(`\x1b\]10;\?(\x07|\x1b\\)`), "\x1b]10;rgb:dddd/dddd/dddd\x1b\\"},
	{regexp.MustCompile(`\x1b\]11;\?(\x07|\x1b\\)`), "\x1b]11;rgb:2020/2020/2020\x1b\\"},
	{regexp.MustCompile(`\x1b\[6n`), "\x1b[1;1R"},
	{regexp.MustCompile(`\x1b\[0?c`), "\x1b[?62;22c"},
}

// open starts a command line in a terminal, which answers queries or does not.
func open(s size, answers bool, env, argv []string) (*terminal, error) {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Env = env
	began := time.Now()
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: s.columns, Rows: s.rows})
	if err != nil {
		return nil, err
	}
	output := make(chan burst, 1<<12)
	go func() {
		defer close(output)
		for buffer := make([]byte, 1<<16); ; {
			n, err := file.Read(buffer)
			at := time.Now()
			if n > 0 {
				text := bytes.Clone(buffer[:n])
				output <- burst{at, text}
				for _, q := range queries {
					if answers && q.asked.Match(text) {
						_, _ = file.WriteString(q.answer) // who has ended needs none
					}
				}
			}
			if err != nil { // the system's way to say that the program has ended
				return
			}
		}
	}()
	return &terminal{cmd: cmd, file: file, began: began, output: output}, nil
}

// close ends the program, whatever it is at.
func (t *terminal) close() {
	_ = t.cmd.Process.Kill() // it may have ended by itself
	for range t.output {
	}
	_ = t.cmd.Wait()
	_ = t.file.Close()
}

// untilShown waits until something can be seen of what is written from now on,
// and says when that was.
func (t *terminal) untilShown() (time.Time, error) {
	var text []byte
	late := time.After(patience)
	for {
		select {
		case b, ok := <-t.output:
			if !ok {
				return time.Time{}, t.errEnded()
			}
			text = append(text, b.text...)
			if t.lastSeen = visible(text); t.lastSeen != "" {
				return b.at, nil
			}
		case <-late:
			return time.Time{}, errors.New("it shows nothing")
		}
	}
}

// untilSeen waits until a text was written in one piece.
func (t *terminal) untilSeen(text string) error {
	var all []byte
	for late := time.After(patience); ; {
		select {
		case b, ok := <-t.output:
			if !ok {
				return t.errEnded()
			}
			if all = append(all, b.text...); strings.Contains(visible(all), text) {
				return nil
			}
		case <-late:
			return fmt.Errorf("it does not show %q", text)
		}
	}
}

// watch lets the program run for a while and counts the bytes it writes. That
// it ended meanwhile is an error.
func (t *terminal) watch(d time.Duration) (written int, err error) {
	for end := time.After(d); ; {
		select {
		case b, ok := <-t.output:
			if !ok {
				return written, t.errEnded()
			}
			written += len(b.text)
		case <-end:
			return written, nil
		}
	}
}

func (t *terminal) errEnded() error {
	line, _, _ := strings.Cut(t.lastSeen, "\n")
	return fmt.Errorf("it ended: %s", strings.TrimSpace(line))
}

// press sends a key and says how long it took until something was painted.
// The clock's own repaint may come in between, once in a hundred times, and
// then is taken for the answer.
func (t *terminal) press(key string) (time.Duration, error) {
	for len(t.output) > 0 {
		<-t.output
	}
	pressed := time.Now()
	if _, err := t.file.WriteString(key); err != nil {
		return 0, err
	}
	at, err := t.untilShown()
	return at.Sub(pressed), err
}

// visible is what is left of a text without escape sequences and blanks.
func visible(text []byte) string { return strings.TrimSpace(ansi.Strip(string(text))) }
