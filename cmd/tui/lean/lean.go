// Package lean stands between bubbletea's renderer and the terminal and sends
// only the cells that changed. The renderer writes a whole line again when one
// cell of it is new; a clock of ten rows that changes every second would then
// send a kilobyte a second, which one notices over a slow line and in a
// battery.
//
// It knows the few sequences the renderer writes a frame with and passes on
// untouched whatever it does not know: then it forgets what the screen shows
// and begins anew with the next whole frame. It must never know what is drawn.
package lean

import (
	"bytes"
	"os"
	"strconv"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Terminal is a terminal's file whose Write is lean. bubbletea asks the file
// for its size, which is why it is embedded.
type Terminal struct {
	*os.File
	screen Screen
}

// New is a lean terminal.
func New(f *os.File) *Terminal { return &Terminal{File: f} }

// Write sends a frame, or passes on what is none.
func (t *Terminal) Write(p []byte) (int, error) {
	if _, err := t.File.Write(t.screen.Reduce(p)); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Screen remembers what the terminal shows.
type Screen struct {
	rows []row // nil rows are unknown
}

// row is a line of the screen, cell by cell; its text ends where only blanks
// without a style follow.
type row []cell

type cell struct {
	style string // the sequences since the last reset
	r     rune
}

var blank = cell{r: ' '}

const (
	home      = "\x1b[H"
	eraseLine = "\x1b[K"
	eraseRest = "\x1b[J"
)

// Reduce returns bytes that make the terminal show the same as p would.
func (s *Screen) Reduce(p []byte) []byte {
	frame, ok := parse(p)
	if !ok {
		s.rows = nil
		return p
	}
	whole := true
	for _, l := range frame.lines {
		whole = whole && l.written
	}
	// A frame in which every line is written is how the renderer paints anew,
	// after a change of size for one: then the screen may show anything.
	if whole || s.rows == nil || frame.erase {
		s.keep(frame, whole || frame.erase)
		return p
	}
	out := make([]byte, 0, len(p))
	for i, l := range frame.lines {
		if !l.written {
			continue
		}
		if i >= len(s.rows) || s.rows[i] == nil || l.cells == nil {
			out = append(moveTo(out, i, 0), l.raw...)
			continue
		}
		out = change(out, i, s.rows[i], l.cells)
	}
	s.keep(frame, false)
	return append(out, frame.tail...)
}

// keep remembers what a frame shows.
func (s *Screen) keep(f frame, anew bool) {
	if anew {
		s.rows = nil
	}
	for len(s.rows) < len(f.lines) {
		s.rows = append(s.rows, nil)
	}
	for i, l := range f.lines {
		if l.written {
			s.rows[i] = l.cells
		}
	}
}

// frame is one flush of the renderer.
type frame struct {
	lines []line
	erase bool   // the rest of the screen was erased after the lines
	tail  []byte // the last move of the cursor
}

type line struct {
	written bool
	raw     []byte
	cells   row // nil where the line holds what is not one cell a character
}

// parse takes a flush apart; false where it is none.
func parse(p []byte) (frame, bool) {
	var f frame
	rest, ok := bytes.CutPrefix(p, []byte(home))
	if !ok {
		return f, false
	}
	for {
		// A line that is skipped is a bare line feed.
		if len(rest) > 0 && rest[0] == '\n' {
			f.lines = append(f.lines, line{})
			rest = rest[1:]
			continue
		}
		end := bytes.Index(rest, []byte("\r\n"))
		if end < 0 {
			break
		}
		f.lines = append(f.lines, readLine(rest[:end]))
		rest = rest[end+2:]
	}
	last, erase, tail, ok := cutTail(rest)
	if !ok {
		return f, false
	}
	f.erase, f.tail = erase, tail
	l := line{}
	if len(last) > 0 {
		l = readLine(last)
	}
	f.lines = append(f.lines, l)
	for _, l := range f.lines {
		if bytes.ContainsAny(l.raw, "\n\r") {
			return f, false
		}
	}
	return f, true
}

// cutTail splits the last line from what follows it: perhaps an erasure, and
// the cursor's last move.
func cutTail(rest []byte) (last []byte, erase bool, tail []byte, ok bool) {
	at := bytes.LastIndex(rest, []byte("\x1b["))
	if at < 0 || rest[len(rest)-1] != 'H' {
		return nil, false, nil, false
	}
	last, tail = rest[:at], rest[at:]
	last, erase = bytes.CutSuffix(last, []byte(eraseRest))
	return last, erase, tail, true
}

// readLine reads a line's cells.
func readLine(raw []byte) line {
	l := line{written: true, raw: raw}
	text := bytes.TrimPrefix(raw, []byte("\r"))
	text = bytes.TrimSuffix(text, []byte(eraseLine))
	cells := row{}
	style := ""
	for len(text) > 0 {
		if text[0] == '\x1b' {
			end := bytes.IndexByte(text, 'm')
			if end < 0 || !bytes.HasPrefix(text, []byte("\x1b[")) || len(bytes.Trim(text[2:end], "0123456789;")) > 0 {
				return l
			}
			if seq := string(text[:end+1]); seq == "\x1b[m" || seq == "\x1b[0m" {
				style = ""
			} else {
				style += seq
			}
			text = text[end+1:]
			continue
		}
		r, size := utf8.DecodeRune(text)
		if !oneCell(r, size) {
			return l
		}
		cells = append(cells, cell{style, r})
		text = text[size:]
	}
	for len(cells) > 0 && cells[len(cells)-1] == blank {
		cells = cells[:len(cells)-1]
	}
	l.cells = cells
	return l
}

// oneCell is whether every terminal gives a character exactly one cell and
// never joins it to the one before.
func oneCell(r rune, size int) bool {
	switch {
	case r >= ' ' && r < 0x7f:
		return true
	case r == utf8.RuneError && size <= 1, r < ' ':
		return false
	case r < 0x300:
		return r != 0xad && r >= 0xa0
	case r >= 0x2500 && r <= 0x259f, r >= 0x2010 && r <= 0x2027, r >= 0x2190 && r <= 0x2193:
		return true
	case r == '▸', r == '▲', r == '✓':
		return true
	}
	return false
}

// change appends what turns the row was into now.
func change(out []byte, y int, was, now row) []byte {
	// A step over unchanged cells costs some five bytes: fewer than that are
	// cheaper sent again.
	const step = 5
	column := -1 // of the cursor, where it is in this row
	for x := 0; x < len(now); {
		if !stale(was, now, x) {
			x++
			continue
		}
		end, same := x+1, 0
		for i := end; i < len(now) && same < step; i++ {
			same += utf8.RuneLen(now[i].r) + len(now[i].style)
			if stale(was, now, i) {
				end, same = i+1, 0
			}
		}
		if column < 0 {
			out = moveTo(out, y, x)
		} else {
			out = append(strconv.AppendInt(append(out, "\x1b["...), int64(x-column), 10), 'C')
		}
		column = end
		style := ""
		for ; x < end; x++ {
			if now[x].style != style {
				if style != "" {
					out = append(out, ansi.ResetStyle...)
				}
				style = now[x].style
				out = append(out, style...)
			}
			out = utf8.AppendRune(out, now[x].r)
		}
		if style != "" {
			out = append(out, ansi.ResetStyle...)
		}
	}
	if len(was) > len(now) {
		out = append(moveTo(out, y, len(now)), eraseLine...)
	}
	return out
}

// stale is whether a cell has to be sent: it is another, or its neighbour is
// another and was a block, whose edge many fonts draw a little into the cells
// beside it.
func stale(was, now row, x int) bool {
	differs := func(x int) bool { return at(was, x) != at(now, x) }
	bled := func(x int) bool { return at(was, x).r == '█' && differs(x) }
	return differs(x) || bled(x-1) || bled(x+1)
}

// at is a cell of a row; beyond its text a blank.
func at(r row, x int) cell {
	if x >= 0 && x < len(r) {
		return r[x]
	}
	return blank
}

func moveTo(out []byte, y, x int) []byte {
	out = append(out, "\x1b["...)
	out = strconv.AppendInt(out, int64(y+1), 10)
	out = append(out, ';')
	out = strconv.AppendInt(out, int64(x+1), 10)
	return append(out, 'H')
}
