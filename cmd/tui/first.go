package tui

import (
	"os"
	"runtime"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// painted is the output of a terminal that shows the first frame already:
// bubbletea's own comes with the first tick of its frame clock, 20 ms after the
// program was ready.
type painted struct {
	file *os.File
	done []string // what bubbletea sends to make ready for its first frame: it would clear ours
}

// paint shows the first frame, but on Windows, whose terminal bubbletea has yet to
// make take what it is sent.
func paint(m *Model, out *os.File) *painted {
	p := &painted{file: out}
	if runtime.GOOS == "windows" {
		return p
	}
	m.arrange()
	p.done = []string{ansi.SetAltScreenSaveCursorMode, ansi.EraseEntireScreen}
	lines := strings.Split(m.View(), "\n")
	frame := ansi.CursorHomePosition + strings.Join(lines, "\r\n") + ansi.CursorPosition(0, len(lines))
	_, _ = out.WriteString(ansi.HideCursor + strings.Join(p.done, "") + frame) // bubbletea will find out too
	return p
}

// leave puts a terminal back that bubbletea never took over.
func (p *painted) leave() {
	if len(p.done) > 0 && p.done[0] == ansi.SetAltScreenSaveCursorMode {
		_, _ = p.file.WriteString(ansi.ResetAltScreenSaveCursorMode + ansi.ShowCursor)
	}
}

func (p *painted) Write(b []byte) (int, error) {
	if len(p.done) > 0 && string(b) == p.done[0] {
		p.done = p.done[1:]
		return len(b), nil
	}
	return p.file.Write(b)
}

func (p *painted) Read(b []byte) (int, error) { return p.file.Read(b) }
func (p *painted) Close() error               { return p.file.Close() }

// Fd is what bubbletea asks for the terminal's size.
func (p *painted) Fd() uintptr { return p.file.Fd() }
