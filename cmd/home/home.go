// Package home is where the program begins for whoever names no command: a list
// of what there is to go on with, to deliver, to get ready and to read. It says
// which command each choice is, and must never know what a command does.
package home

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/cli"
	"facilitate/cmd/tui/draw"
)

// Show shows the list until it is left. What is chosen is carried out as the
// command line that it stands for; then the list comes back.
func Show(env *cli.Env, carryOut func(args []string) int) error {
	return repeat(env, func() ([]string, error) {
		terminal, err := env.Terminal()
		if err != nil {
			return nil, err
		}
		s := newScreen(choices(env), env.Named)
		err = terminal.Show(env, s)
		return s.taken, err
	}, carryOut)
}

// repeat asks for a command line and carries it out, until none is given.
func repeat(env *cli.Env, ask func() ([]string, error), carryOut func(args []string) int) error {
	for {
		args, err := ask()
		if err != nil || args == nil {
			return err
		}
		if carryOut(args) == cli.StatusInterrupted {
			return cli.ErrInterrupted
		}
		answer, err := env.Ask(fmt.Sprintf("\nthat was: %s\nEnter goes back to the start; q and Enter leaves ", commandLine(args)))
		if err != nil || strings.HasPrefix(strings.ToLower(answer), "q") {
			return err
		}
	}
}

// commandLine is a command as it is typed.
func commandLine(args []string) string {
	words := []string{"facilitate"}
	for _, arg := range args {
		words = append(words, cli.ShellWord(arg))
	}
	return strings.Join(words, " ")
}

// Update is tea.Model's.
func (s *screen) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = msg.Width, msg.Height
	case draw.Theme:
		s.style = msg
	case tea.KeyMsg:
		return s, s.key(msg.String())
	}
	return s, nil
}

func (s *screen) key(key string) tea.Cmd {
	switch key {
	case "down", "j", "pgdown", "tab":
		s.at = min(s.at+1, len(s.all)-1)
	case "up", "k", "pgup", "shift+tab":
		s.at = max(s.at-1, 0)
	case "home":
		s.at = 0
	case "end":
		s.at = len(s.all) - 1
	case "ctrl+z":
		return tea.Suspend
	case "q", "esc":
		return tea.Quit
	case "ctrl+c":
		return tea.Interrupt
	default:
		for _, d := range s.all[s.at].deeds {
			if d.key == key {
				s.taken = d.args
				return tea.Quit
			}
		}
	}
	return nil
}
