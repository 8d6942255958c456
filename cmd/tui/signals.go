package tui

import (
	"os"
	"os/signal"

	tea "github.com/charmbracelet/bubbletea"
)

// handleSignals takes an interrupt for the quit key: it asks.
func handleSignals(program *tea.Program) (stop func()) {
	signals, done := make(chan os.Signal, 4), make(chan struct{})
	signal.Notify(signals, os.Interrupt)
	go func() {
		for {
			select {
			case <-signals:
				program.Send(AskQuit{})
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
