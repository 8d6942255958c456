package tui

import (
	"context"
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/tui/paint"
)

// Terminal is where the console is shown.
type Terminal struct {
	In, Out *os.File
	Theme   draw.ThemeName // what the console is shown in; unknown: the terminal's own answer
}

// Run shows the console until the facilitator leaves it. The end of the context puts
// the terminal back too, and is tea.ErrInterrupted: nobody left the session of their
// own will. It is TakenUp where the offered session is to be gone on with.
func Run(ctx context.Context, m *Model, t Terminal) error {
	// The first frame comes before bubbletea's word of the terminal's size, and before
	// any message.
	if width, height, err := term.GetSize(t.Out.Fd()); err == nil {
		m.resize(width, height)
	}
	m.setTheme(draw.NewTheme(t.Theme))
	m.arrange()
	program := newProgram(ctx, m, t)
	defer handleSignals(program)()
	if m.Connect != nil {
		m.Connect(program.Send)
	}
	_, err := program.Run()
	if ctx.Err() != nil {
		return tea.ErrInterrupted
	}
	if m.takesUp != nil {
		return *m.takesUp
	}
	return err
}

func newProgram(ctx context.Context, m tea.Model, t Terminal) (program *tea.Program) {
	send := func(msg tea.Msg) { program.Send(msg) }
	in := &piecewise{Asked: &draw.Asked{File: t.In, Tell: func(theme draw.Theme) { send(theme) }}}
	paste := &pasteFilter{send: send, terminal: in}
	filter := func(m tea.Model, msg tea.Msg) tea.Msg {
		if t.Theme == draw.Unknown {
			in.Ask(t.Out) // by the first message the terminal is as it is to be
		}
		return paste.filter(m, msg)
	}
	program = paint.NewProgram(m, t.Out, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithInput(in),
		tea.WithMouseCellMotion(), tea.WithFilter(filter))
	return program
}

// handleSignals takes an interrupt for the quit key: it asks.
func handleSignals(program *tea.Program) (stop func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt)
	go func() {
		for range signals {
			program.Send(AskQuit{})
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}
