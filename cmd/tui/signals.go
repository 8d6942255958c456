package tui

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
)

// heed takes the signals that would end the program: an interrupt asks, as the
// quit key does; being told to end, or losing the terminal, ends it in order,
// with the terminal put right and everything kept.
func heed(program *tea.Program, end context.CancelFunc) (stop func()) {
	signals, done := make(chan os.Signal, 4), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		for {
			select {
			case s := <-signals:
				if s != os.Interrupt {
					end()
					return
				}
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
