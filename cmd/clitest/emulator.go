//go:build linux || darwin

package clitest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"facilitate/timer"
)

// emulator is as much of a terminal as the program uses. It is strict: what it
// does not know is a fault, so that nothing strange reaches a real terminal.
type emulator struct {
	cells    [][]rune // zero: the second half of a wide character
	y, x     int
	rest     []byte // the beginning of a sequence or a character
	sent     []byte // all that was written
	Alt      bool   // the alternate screen is on
	moved    bool   // the cursor was moved last
	lit      bool   // reversed on a ground: a blank is a block
	onGround bool   // the style has a ground
	loose    bool   // frames of another size may be under way: they are cut
	faults   []string
}

func newEmulator(columns, rows int) *emulator {
	e := &emulator{}
	e.size(columns, rows)
	return e
}

func (e *emulator) size(columns, rows int) {
	e.cells = make([][]rune, rows)
	for i := range e.cells {
		e.cells[i] = []rune(strings.Repeat(" ", columns))
	}
	e.y, e.x = 0, 0
}

func (e *emulator) fault(format string, args ...any) {
	e.faults = append(e.faults, fmt.Sprintf(format, args...))
}

// askGround asks a terminal for the colour of its ground: the one question that the
// program asks, and does without an answer to.
const askGround = "\x1b]11;?\x1b\\"

// Write takes in what the program sends to its terminal.
func (e *emulator) Write(p []byte) (int, error) {
	e.sent = append(e.sent, p...)
	b := append(e.rest, p...)
	for len(b) > 0 {
		n := e.take(b)
		if n == 0 {
			break
		}
		b = b[n:]
	}
	e.rest = append([]byte(nil), b...)
	return len(p), nil
}

// take takes in the first thing of b and says how long it is, 0 if it is not
// whole yet.
func (e *emulator) take(b []byte) int {
	if n := min(len(b), len(askGround)); n > 1 && string(b[:n]) == askGround[:n] {
		return n / len(askGround) * n // it moves nothing
	}
	e.moved = false
	switch c := b[0]; {
	case c == '\x1b':
		return e.escape(b)
	case c == '\r':
		e.x = 0
	case c == '\n':
		if e.y == len(e.cells)-1 {
			e.cells = append(e.cells[1:], []rune(strings.Repeat(" ", len(e.cells[0]))))
		} else {
			e.y++
		}
	case c == '\a':
	case c < ' ' || c == 0x7f:
		e.fault("the control character %q", c)
	default:
		if !utf8.FullRune(b) {
			return 0
		}
		r, size := utf8.DecodeRune(b)
		e.put(r, size)
		return size
	}
	return 1
}

func (e *emulator) put(r rune, size int) {
	wide := ansi.StringWidth(string(r))
	switch {
	case r == utf8.RuneError && size == 1:
		e.fault("a byte that is no character")
	case wide == 0:
	case e.x+wide > len(e.cells[e.y]) && e.loose:
	case e.x+wide > len(e.cells[e.y]):
		e.fault("%q beyond the end of row %d", r, e.y+1)
	default:
		if e.lit && r == ' ' {
			r = '█'
		}
		e.cells[e.y][e.x] = r
		if wide == 2 {
			e.cells[e.y][e.x+1] = 0
		}
		e.x += wide
	}
}

func (e *emulator) escape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	if b[1] != '[' {
		e.fault("the sequence %q", b[:min(len(b), 20)])
		return 2
	}
	end := 2
	for end < len(b) && (b[end] < '@' || b[end] > '~') {
		end++
	}
	if end == len(b) {
		return 0
	}
	e.control(string(b[2:end]), b[end])
	return end + 1
}

// control carries out a control sequence.
func (e *emulator) control(args string, final byte) {
	number := func(i, otherwise int) int {
		if parts := strings.Split(args, ";"); i < len(parts) {
			if n, err := strconv.Atoi(parts[i]); err == nil {
				return n
			}
		}
		return otherwise
	}
	row := e.cells[e.y]
	switch final {
	case 'm':
		e.style(args)
	case 'H':
		e.y = max(0, min(number(0, 1), len(e.cells))-1)
		e.x = max(0, min(number(1, 1), len(row))-1)
		e.moved = true
	case 'C':
		e.x = min(e.x+number(0, 1), len(row)-1)
	case 'A':
		e.y = max(0, e.y-number(0, 1))
	case 'K', 'J':
		if !e.erase(args, final) {
			e.fault("the sequence %q", "\x1b["+args+string(final))
		}
	case 'h', 'l':
		e.mode(args, final == 'h')
	default:
		e.fault("the sequence %q", "\x1b["+args+string(final))
	}
}

// style takes in how text is to look: a whole style, or one thing more or less of
// the one that holds.
func (e *emulator) style(args string) {
	switch args {
	case "1":
	case "7":
		e.lit = e.onGround
	case "27":
		e.lit = false
	default:
		styles := strings.Split(args, ";")
		e.onGround = slices.Contains(styles, "48")
		e.lit = e.onGround && slices.Contains(styles, "7")
	}
}

// erase blanks a row or the screen: from the cursor on, or all of it.
func (e *emulator) erase(args string, final byte) bool {
	row := e.cells[e.y]
	rows := [][]rune{row}
	switch {
	case args == "" && final == 'K':
		rows[0] = row[min(e.x, len(row)):]
	case args == "" && final == 'J':
		rows = append([][]rune{row[min(e.x, len(row)):]}, e.cells[e.y+1:]...)
	case args == "2" && final == 'J':
		rows = e.cells
	case args != "2":
		return false
	}
	for _, cells := range rows {
		blank(cells)
	}
	return true
}

// mode turns a mode on or off.
func (e *emulator) mode(args string, on bool) {
	switch args {
	case "?1049":
		e.Alt = on
	case "?25", "?1002", "?1003", "?1006", "?2004":
	default:
		e.fault("the mode %q", args)
	}
}

func blank(cells []rune) {
	for i := range cells {
		cells[i] = ' '
	}
}

// isSettled is whether a frame was drawn to its end: then the cursor was moved
// to the beginning of its last line.
func (e *emulator) isSettled() bool {
	return len(e.rest) == 0 && e.Alt && e.moved && e.y > 0 && e.x == 0
}

func (e *emulator) screen() string {
	lines := make([]string, len(e.cells))
	for i, row := range e.cells {
		lines[i] = strings.TrimRight(strings.ReplaceAll(string(row), "\x00", ""), " ")
	}
	return strings.Join(lines, "\n")
}

// Clock tells when a test did and saw things, by the clock that the programs
// tell it by.
var Clock = timer.NewClock()

// Frame is a screen, and when it was there at the latest.
type Frame struct {
	Screen string
	At     time.Time
}
