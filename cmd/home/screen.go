package home

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/cli"
	"facilitate/cmd/tui/draw"
)

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
