// Floor is the least program of its kind: a screen that ticks each second and
// answers keys. What it costs is what the terminal library costs, and the
// program is measured against it.
package main

import (
	"fmt"
	"os"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	// The program does not ask the terminal for its colours either.
	_ "facilitate/cmd/tui/quiet"
)

type floor struct {
	ticks, keys int
}

type tick struct{}

func nextTick() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tick{} })
}

func (f floor) Init() tea.Cmd { return nextTick() }

func (f floor) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tick:
		f.ticks++
		return f, nextTick()
	case tea.KeyMsg:
		if msg.String() == "q" {
			return f, tea.Quit
		}
		f.keys++
	}
	return f, nil
}

func (f floor) View() string { return fmt.Sprintf("%d s\n%d keys", f.ticks, f.keys) }

func main() {
	if _, err := tea.NewProgram(floor{}, tea.WithAltScreen()).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
