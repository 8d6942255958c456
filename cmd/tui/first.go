package tui

import (
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// painted is the output of a terminal that shows the first frame as soon as it is
// ready for keys: bubbletea's own comes with the first tick of its frame clock, 20 ms
// later.
type painted struct {
	file *os.File
	todo []instead // to what bubbletea sends to make ready for its first frame
}

// instead is what is sent in the place of what bubbletea sends.
type instead struct{ to, with string }

// paint makes the first frame ready.
func paint(m *Model, out *os.File) *painted {
	m.arrange()
	lines := strings.Split(m.View(), "\n")
	frame := strings.Join(lines, "\r\n") + ansi.CursorPosition(0, len(lines))
	clear := ansi.EraseEntireScreen + ansi.CursorHomePosition
	return &painted{out, []instead{
		{ansi.SetModeAltScreenSaveCursor, ansi.SetModeAltScreenSaveCursor + clear + frame},
		{ansi.EraseEntireScreen, ""},
		{ansi.CursorHomePosition, ""},
	}}
}

func (p *painted) Write(b []byte) (int, error) {
	if len(p.todo) > 0 && string(b) == p.todo[0].to {
		_, err := p.file.WriteString(p.todo[0].with)
		p.todo = p.todo[1:]
		return len(b), err
	}
	return p.file.Write(b)
}

func (p *painted) Read(b []byte) (int, error) { return p.file.Read(b) }
func (p *painted) Close() error               { return p.file.Close() }

// Fd is what bubbletea asks for the terminal's size.
func (p *painted) Fd() uintptr { return p.file.Fd() }
