// Package paint puts the frames of a screen on a terminal, each as soon as it is there.
//
// bubbletea's renderer looks many times a second whether there is something to
// paint. All through a session these looks cost more processor time than the
// console, and a key waits for the next of them. So bubbletea is left what it does
// once, to make the terminal ready, to put it back, and to stop in between; its
// renderer gets nothing to paint.
//
// The package knows nothing of what is painted.
package paint

import (
	"os"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"
)

// NewProgram is a program that has the whole terminal for its screen.
func NewProgram(screen tea.Model, out *os.File, options ...tea.ProgramOption) *tea.Program {
	p := &painter{File: out, frame: screen.View()}
	return tea.NewProgram(painted{screen, p}, append(options, tea.WithOutput(p), tea.WithAltScreen(), tea.WithFPS(1))...)
}

// painted is a screen whose frames are painted after each message.
type painted struct {
	tea.Model
	on *painter
}

func (s painted) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	screen, cmd := s.Model.Update(msg)
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		s.on.width, s.on.rows = size.Width, nil // the terminal may have moved what it showed
	}
	s.on.paint(screen.View())
	return painted{screen, s.on}, cmd
}

// View is what bubbletea's renderer is given.
func (painted) View() string { return "" }

type painter struct {
	*os.File
	width int
	frame string   // what there is to show
	rows  []string // what is shown; nil: that may be anything
}

// Write is how bubbletea's renderer paints: that is dropped.
func (*painter) Write(b []byte) (int, error) { return len(b), nil }

// WriteString is how bubbletea makes the terminal ready and puts it back. Once it is
// cleared the frame is shown, and waits for no message.
func (p *painter) WriteString(s string) (int, error) {
	if s == ansi.EraseEntireScreen {
		p.rows = nil
	}
	n, err := p.File.WriteString(s)
	if s == ansi.CursorHomePosition {
		p.paint(p.frame)
	}
	return n, err
}

// paint sends the rows that are not shown yet; the last frame, which is empty, is none.
func (p *painter) paint(frame string) {
	if frame == "" {
		return
	}
	rows := strings.Split(frame, "\n")
	var sent strings.Builder
	if p.rows == nil {
		sent.WriteString(ansi.CursorHomePosition + ansi.EraseScreenBelow)
	}
	for i, row := range rows {
		if i < len(p.rows) && p.rows[i] == row {
			continue
		}
		width := ansi.StringWidth(row)
		if i < len(p.rows) && ansi.StringWidth(p.rows[i]) == width {
			column, change := changed(p.rows[i], row)
			sent.WriteString(ansi.CursorPosition(column+1, i+1) + change)
			continue
		}
		sent.WriteString(ansi.CursorPosition(1, i+1) + row)
		if width < p.width { // at the edge it would take the last letter
			sent.WriteString(ansi.EraseLineRight)
		}
	}
	if len(rows) < len(p.rows) {
		sent.WriteString(ansi.CursorPosition(1, len(rows)+1) + ansi.EraseScreenBelow)
	}
	p.frame, p.rows = frame, rows
	if sent.Len() > 0 {
		sent.WriteString(ansi.CursorPosition(1, len(rows))) // where it was not painted in between
		_, _ = p.File.WriteString(sent.String())            // a terminal that is gone ends the program by itself
	}
}
