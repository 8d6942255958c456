// Package home is where the program begins for whoever names no command: a list
// of what there is to go on with, to deliver, to get ready and to read. It says
// which command each choice is, and must never know what a command does.
package home

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

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

// screen is the list on a terminal.
type screen struct {
	all   []choice
	named func(string) string // a command as the program was called
	at    int
	taken []string // the command line that was chosen; nil: none was

	width, height int
	style         draw.Theme
}

// newScreen is a list of choices, of which there is one at least.
func newScreen(all []choice, named func(string) string) *screen {
	return &screen{all: all, named: named, width: cli.UsualWidth, height: 24, style: draw.NewTheme(draw.Unknown)}
}

// Init is tea.Model's.
func (s *screen) Init() tea.Cmd { return nil }

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

// View is tea.Model's. It has as many lines as the screen, and none is longer.
func (s *screen) View() string {
	title := s.style.Calm.Render(draw.Pad(draw.Apart(" FACILITATE   where to begin?", "q leaves ", s.width), s.width))
	foot := append([]string{
		s.style.Rule.Render(strings.Repeat("─", s.width)),
		" " + s.style.Faint.Render("the command: ") + s.style.Strong.Render(s.named(commandLine(s.all[s.at].deeds[0].args))),
	}, s.keys()...)
	room := s.height - 1 - len(foot)
	lines := append([]string{title}, draw.Rows(s.rows(max(1, room)), room)...)
	return draw.Screen(append(lines, foot...), s.width, s.height)
}

// rows are the choices under the names of their groups, as many as there is room
// for, the chosen one among them.
func (s *screen) rows(room int) []string {
	const most = 5 // groups
	var lines []string
	chosen, group := 0, ""
	for i, c := range s.all {
		if c.group != group {
			group = c.group
			if len(s.all)+2*most <= room {
				lines = append(lines, "")
			}
			lines = append(lines, " "+s.style.Label.Render(group))
		}
		if i == s.at {
			chosen = len(lines)
		}
		lines = append(lines, s.row(c, i == s.at))
	}
	first := min(max(0, chosen-room*2/3), max(0, len(lines)-room))
	return lines[first:min(len(lines), first+room)]
}

func (s *screen) row(c choice, chosen bool) string {
	width := min(s.width, cli.MaxWidth)
	if width < len("   ")+lipgloss.Width(c.title+c.note)+2 { // the title says more
		c.note, _, _ = strings.Cut(c.note, ",")
	}
	c.note += " "
	if chosen {
		return s.style.Panel.Render(draw.Apart(" > "+c.title, c.note, width))
	}
	return draw.Apart("   "+c.title, s.style.Faint.Render(c.note), width)
}

// keys are what the chosen one can be done with, on as many lines as they take.
func (s *screen) keys() []string {
	var lines []string
	line := ""
	hints := s.all[s.at].deeds
	if s.width >= cli.Narrow {
		hints = append([]deed{{"↑ ↓", "choose", nil}}, hints...)
	}
	for _, d := range hints {
		drawn := draw.Keys(s.style.Panel, []draw.KeyHint{{Key: strings.Replace(d.key, "enter", "Enter", 1), Does: d.does}}, s.width)
		if line != "" && lipgloss.Width(line)+lipgloss.Width(drawn)+3 > s.width {
			lines, line = append(lines, line), ""
		}
		line += " " + drawn + " "
	}
	return append(lines, line)
}
