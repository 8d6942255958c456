package tui

import (
	"context"
	"io"
	"os"
	"runtime"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"facilitate/cmd/tui/lean"
)

// Terminal is where the console is shown.
type Terminal struct {
	In  io.Reader
	Out *os.File
}

// Run shows the console until the facilitator leaves it. A signal to end puts
// the terminal back too, the one of a closed window among them, and is
// tea.ErrInterrupted: nobody left the session of their own will. It is TakenUp
// where the offered session is to be gone on with.
func Run(ctx context.Context, m *Model, t Terminal) error {
	// The first frame comes before bubbletea's word of the terminal's size.
	if width, height, err := term.GetSize(t.Out.Fd()); err == nil && width > 0 && height > 0 {
		m.width, m.height = width, height
	}
	// bubbletea looks sixty times a second whether there is something to paint.
	// One processor does that with a third less work than two: the second finds
	// nothing to do, all through a session on battery.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	program := tea.NewProgram(m,
		tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithInput(t.In), tea.WithOutput(lean.New(t.Out)),
		tea.WithAltScreen(), tea.WithMouseCellMotion())
	defer heed(program, cancel)()
	_, err := program.Run()
	if ctx.Err() != nil {
		return tea.ErrInterrupted
	}
	if m.taken != nil {
		return *m.taken
	}
	return err
}
