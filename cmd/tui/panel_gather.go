package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
)

// gatherPanel asks how many people and groups there are, or takes names to be
// dealt at random, typed one by one or pasted as a list.
type gatherPanel struct {
	textLine
	names []string
}

func newGatherPanel() *gatherPanel {
	return &gatherPanel{textLine: newTextLine(run.MaxPeople * run.MaxName)}
}

func (p *gatherPanel) title(*Model) string {
	if len(p.names) > 0 {
		return "NAMES: " + itoa(len(p.names))
	}
	return "HOW MANY PEOPLE ARE THERE?"
}

func (p *gatherPanel) hint(m *Model) string {
	if len(p.names) > 0 {
		return hints(hint(m.keys.Enter, "adds a name; on an empty line deals them"), hint(m.keys.Cancel, "closes"))
	}
	return hints(hint(m.keys.Enter, "forms the groups"), hint(m.keys.Cancel, "leaves all as it is"))
}

func (p *gatherPanel) text() string { return strings.TrimSpace(p.input.Value()) }

func (p *gatherPanel) draw(m *Model, width, height int) []string {
	help := "A number, like 18; or 18 4 for four groups. Or their names, to be dealt at random: one by one, or a pasted list."
	if len(p.names) > 0 {
		help = "Another name, or " + named(m.keys.Enter) + " to deal them. A number: into so many groups. " + hint(m.keys.Erase, "takes out the last one.")
	}
	if width < 60 {
		help = "18, or 18 4 for four groups. Or their names: one by one, or a list."
		if len(p.names) > 0 {
			help = "Another name; " + hint(m.keys.Enter, "deals them.")
		}
	}
	below := []string{"", p.input.View(), ""}
	if p.problem != "" {
		below = append(below, m.warning(p.problem, width-2)...)
	} else if c, ok := p.command(m); ok {
		if g, err := m.wouldBe(c); err == nil {
			below = append(below, draw.Wrap(draw.StyleWords(words.InRoom(g), m.theme.Strong), width-2)...)
			if len(p.names) == 0 {
				below = append(below, draw.Wrap(words.Forming(g), width-2)...)
			}
			below = append(below, m.crowdWarning(g, width-2)...)
		}
	}
	if len(p.names) > 0 {
		// The names typed last are seen.
		list := draw.Wrap(strings.Join(p.names, ", "), width-2)
		room := max(1, height-len(below)-1)
		below = append(below, list[max(0, len(list)-room):]...)
	}
	return draw.Hang("  ", "  ", append(cut(draw.Wrap(help, width-2), height-len(below)), below...))
}

// command is what Enter would do with what is typed; false where it would do
// nothing yet.
func (p *gatherPanel) command(m *Model) (run.Gather, bool) {
	people, groups, numbers := parseNumbers(p.text())
	switch {
	case len(p.names) > 0 && p.text() == "":
		return run.Gather{Names: p.names, Groups: run.ProposedGroups(len(p.names))}, true
	case len(p.names) > 0 && numbers && groups == 0:
		return run.Gather{Names: p.names, Groups: people}, true
	case len(p.names) > 0 || !numbers:
		return run.Gather{}, false
	}
	return run.Gather{People: people, Groups: groups}, true
}

// paste makes commas of the lines of a list: an input has only one.
func (p *gatherPanel) paste(m *Model, text string) {
	p.textLine.paste(m, strings.NewReplacer("\n", ", ", "\t", ", ").Replace(text))
}

func (p *gatherPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Cancel):
		m.closeWork(p)
	case key.Matches(msg, k.Enter):
		p.enter(m)
	case key.Matches(msg, k.Erase) && p.input.Value() == "" && len(p.names) > 0:
		p.names = p.names[:len(p.names)-1]
	case !key.Matches(msg, k.Clicker):
		p.edit(msg)
	}
	return nil
}

func (p *gatherPanel) enter(m *Model) {
	c, ok := p.command(m)
	if !ok {
		p.add(m)
		return
	}
	if len(c.Names) > 0 {
		c.Seed = m.seed()
	}
	m.give(func(refused error) {
		if refused != nil {
			p.problem = refused.Error()
			return
		}
		m.closeWork(p)
		m.showGroups()
	}, c)
}

// add adds the names that are typed to those to be dealt.
func (p *gatherPanel) add(m *Model) {
	more := splitNames(p.text())
	if len(more) == 0 {
		p.problem = "how many people are there? a number, or their names"
		return
	}
	names := append(p.names[:len(p.names):len(p.names)], more...)
	if _, err := m.wouldBe(run.Gather{Names: names}); err != nil {
		p.problem = err.Error()
		return
	}
	p.names, p.problem = names, ""
	p.input.SetValue("")
}
