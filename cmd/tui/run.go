package tui

import (
	"context"
	"io"
	"os"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/lean"
)

// Terminal is where the console is shown.
type Terminal struct {
	In  io.Reader
	Out *os.File
}

// Run shows the console until the facilitator leaves it.
func Run(ctx context.Context, m *Model, t Terminal) error {
	program := tea.NewProgram(m,
		tea.WithContext(ctx), tea.WithInput(t.In), tea.WithOutput(lean.New(t.Out)),
		tea.WithAltScreen(), tea.WithMouseCellMotion())
	_, err := program.Run()
	return err
}
