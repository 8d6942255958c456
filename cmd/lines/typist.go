package lines

import (
	"bufio"
	"io"
	"strings"
	"sync"
	"time"
	"unicode"
)

// The keys of a line being typed that are no letters.
const (
	ctrlC     = 3
	ctrlD     = 4
	ctrlU     = 21
	ctrlZ     = 26
	escape    = 27
	backspace = 127
)

// holdFor is how long what is to be said waits for somebody who has stopped in
// the middle of a line. Then it is said, and what was typed stands behind it again.
const holdFor = 5 * time.Second

// Typist is a terminal in which nothing but the program writes, also what is
// typed: so a line being typed is not broken by one that is said.
type Typist struct {
	suspend func()
	out     io.Writer
	lines   chan string

	mu    sync.Mutex
	typed []rune
	held  string // what is to be said once the line is entered
	idle  *time.Timer
}

// NewTypist reads a raw terminal's keys and writes to it. Suspend goes back to the
// shell for a moment; nil: no key does.
func NewTypist(in io.Reader, out io.Writer, suspend func()) *Typist {
	t := &Typist{suspend: suspend, out: out, lines: make(chan string, 1)}
	t.idle = time.AfterFunc(holdFor, t.interrupt)
	go t.read(bufio.NewReader(in))
	return t
}

// Lines are the lines that are typed; closed at the end of input.
func (t *Typist) Lines() <-chan string { return t.lines }

// Write says something, once no line is being typed.
func (t *Typist) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.held += string(p)
	if len(t.typed) > 0 {
		return len(p), nil
	}
	return len(p), t.release()
}

func (t *Typist) release() error {
	_, err := io.WriteString(t.out, strings.ReplaceAll(t.held, "\n", "\r\n"))
	t.held = ""
	return err
}

// interrupt says what has waited too long.
func (t *Typist) interrupt() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held != "" {
		t.held = "\n" + t.held + string(t.typed)
		_ = t.release()
	}
	if len(t.typed) > 0 {
		t.idle.Reset(holdFor)
	}
}

func (t *Typist) read(in *bufio.Reader) {
	defer close(t.lines)
	for {
		r, _, err := in.ReadRune()
		if err != nil || r == ctrlD && len(t.typed) == 0 { // nobody else changes what is typed
			return
		}
		switch {
		case r == ctrlC:
			t.lines <- t.enter("quit")
		case r == '\r' || r == '\n':
			t.lines <- t.enter(string(t.typed))
		case r == escape:
			if key := keyBehind(in); key != "" {
				t.lines <- key // what is being typed stays
			}
		case r == ctrlZ && t.suspend != nil:
			t.suspend()
		default:
			t.edit(r)
		}
	}
}

// keyBehind passes over what a key sends behind an escape, and names it where it is
// one of those that clickers send.
func keyBehind(in *bufio.Reader) string {
	var sent []rune
	for in.Buffered() > 0 {
		r, _, err := in.ReadRune()
		sent = append(sent, r)
		if err != nil || len(sent) > 1 && r >= '@' {
			break
		}
	}
	return map[string]string{"[6~": "Page Down", "[5~": "Page Up"}[string(sent)]
}

// enter ends a line, and says what waited for it.
func (t *Typist) enter(line string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.typed, t.held = nil, "\n"+t.held
	_ = t.release()
	return line
}

func (t *Typist) edit(r rune) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.idle.Reset(holdFor)
	erase := 0
	switch {
	case r == backspace || r == '\b':
		erase = min(1, len(t.typed))
	case r == ctrlU:
		erase = len(t.typed)
	case unicode.IsPrint(r) && len(t.typed) < mostBytes:
		t.typed = append(t.typed, r)
		_, _ = io.WriteString(t.out, string(r))
		return
	}
	t.typed = t.typed[:len(t.typed)-erase]
	_, _ = io.WriteString(t.out, strings.Repeat("\b \b", erase))
	if len(t.typed) == 0 {
		_ = t.release()
	}
}
