package tui

import (
	"cmp"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/run"
)

// openPeople opens the panel of the people in the room: the question how many
// there are where that is not known, else what can be done with them.
func (m *Model) openPeople() {
	m.gatherFirst(func() {
		if g := m.state().Gathering(); g.People == 0 && len(g.Groups) == 0 {
			m.open(newGatherPanel())
		} else {
			m.open(newGroupsPanel())
		}
	})
}

// showGroups shows the groups as they are after an answer; its Enter may bounce.
func (m *Model) showGroups() {
	m.open(newGroupsPanel())
	m.guard(readOn)
}

// groupsPanel shows the groups and how to form them, and changes them.
type groupsPanel struct{ textPanel }

func newGroupsPanel() panel {
	return &groupsPanel{textPanel{heading: "PEOPLE AND GROUPS", lines: groupsLines}}
}

func (p *groupsPanel) hint(m *Model) keyRow {
	row := append(m.groupsChoices().row(m), press(m.keys.Leave, "closes"))
	return either(p.isLong(), append(keyRow{m.keys.scrolls()}, row...), row)
}

func (m *Model) groupsChoices() choices {
	g := m.state().Gathering()
	does := either(g.People == 0, "say how many people there are", "anew: other numbers, or names")
	phase, hasChoice := m.phaseToSet()
	return choices{answer("a", does, func(m *Model) tea.Cmd { m.open(newGatherPanel()); return nil })}.
		and(allNamed(g), answer("d", "deal the names again", func(m *Model) tea.Cmd { m.dealAgain(); return nil })).
		and(g.People > 1, answer("2", "pairs", func(m *Model) tea.Cmd { m.do(run.Pair{Seed: m.seed()}, nil); return nil })).
		and(g.People > 0, answer("+", "somebody joins", func(m *Model) tea.Cmd { m.askJoin(); return nil })).
		and(g.People > 1, answer("-", "somebody leaves", func(m *Model) tea.Cmd { m.askLeave(); return nil })).
		and(hasChoice, answer("e", m.phaseTitle(phase)+" · "+m.settingChoice(phase), func(m *Model) tea.Cmd { m.nextSetting(); return nil }))
}

// settingChoice are the settings of a phase, the one that holds marked.
func (m *Model) settingChoice(phase int) string {
	words := collect(m.state().Phases()[phase].Plan.Settings, func(s session.Setting) string {
		return either(s == m.state().Setting(phase), "["+s.Name()+"]", s.Name())
	})
	return strings.Join(words, " or ")
}

func groupsLines(m *Model, width int) []string {
	g := m.state().Gathering()
	lines := paragraphs(width-2, draw.StyleWords(words.InRoom(g), m.theme.Strong), words.Forming(g))
	lines = append(lines, m.crowdWarning(g, width-2)...)
	if g.How == run.Dealt {
		for i, group := range g.Groups {
			lines = append(lines, draw.Hang(m.theme.Label.Render(padLeft(itoa(i+1), 2))+"  ", "    ",
				draw.Wrap(strings.Join(namesOf(group), ", "), width-6))...)
		}
	}
	if g.Paired {
		sets := collect(g.Pairs, func(set []string) string { return strings.Join(set, " + ") })
		lines = append(lines, paragraphs(width-2, draw.StyleWords(words.Pairs(g), m.theme.Strong), strings.Join(sets, " · "))...)
	}
	return draw.Hang("  ", "  ", append(append(lines, ""), m.groupsChoices().lines(m, width-5)...))
}

func (m *Model) crowdWarning(g run.Gathering, width int) []string {
	if warning := words.CrowdWarning(g); warning != "" {
		return m.warning("! "+warning, width)
	}
	return nil
}

// namesOf are the names of a group, and how many more are in it.
func namesOf(g run.Group) []string {
	if more := g.Size - len(g.Members); more > 0 {
		return append(g.Members[:len(g.Members):len(g.Members)], itoa(more)+" more")
	}
	return g.Members
}

// allNamed is whether everybody has a name, so that they can be dealt again.
func allNamed(g run.Gathering) bool {
	for _, group := range g.Groups {
		if len(group.Members) != group.Size {
			return false
		}
	}
	return g.People > 1 && len(g.Groups) > 0
}

func (p *groupsPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	k := m.keys
	if key.Matches(msg, k.Enter, k.PageDown) && m.isBounce(readOn) {
		return nil
	}
	scrolls, past := p.scroll(k, msg)
	switch c := m.groupsChoices().chosen(msg); {
	case scrolls && !past:
	case past, key.Matches(msg, k.Enter, k.People, k.Leave):
		m.closeWork(p)
	case c != nil:
		return c.do(m)
	case key.Matches(msg, k.always()...):
		m.close(p)
		return m.key(msg)
	}
	return nil
}

func (m *Model) dealAgain() {
	g := m.state().Gathering()
	var names []string
	for _, group := range g.Groups {
		names = append(names, group.Members...)
	}
	m.do(run.Gather{Names: names, Groups: len(g.InGroups()), Seed: m.seed()}, nil)
}

func (m *Model) askJoin() {
	if m.state().Gathering().How != run.Dealt {
		m.join("", nil)
		return
	}
	m.open(newInput("SOMEBODY JOINS", "What is the name? Nothing: somebody without one.", (*Model).join))
}

func (m *Model) askLeave() {
	g := m.state().Gathering()
	if len(g.Groups) == 0 {
		m.depart(run.Leave{}, nil)
		return
	}
	asks := either(allNamed(g), "Who leaves? The name.", "Which group do they leave? Its number, or a name.")
	m.open(newInput("SOMEBODY LEAVES", asks, (*Model).leave))
}

// join puts one more person into the smallest group and says which that is.
func (m *Model) join(name string, answer func(error)) {
	who := cmp.Or(name, "one more")
	m.regroup(run.Join{Name: name}, answer, func(group, size string) string {
		return either(group == "", who, who+" goes into "+group+", which has "+size+" now")
	})
}

// leave takes out a person of a group given by its number, or by name.
func (m *Model) leave(text string, answer func(error)) {
	c := run.Leave{Name: text}
	if number, none, ok := parseNumbers(text); ok && none == 0 {
		c = run.Leave{Group: number}
	}
	m.depart(c, answer)
}

func (m *Model) depart(c run.Leave, answer func(error)) {
	m.regroup(c, answer, func(group, size string) string {
		return either(group == "", "one fewer", "one fewer: "+group+" has "+size+" now")
	})
}

// regroup carries out a command that changes the size of one group, if there
// are any, and says which that is. Who asked gets the answer; nil: nobody.
func (m *Model) regroup(c run.Command, answer func(error), told func(group, size string) string) {
	before := m.state().Gathering().Groups
	m.give(func(refused error) {
		if answer != nil {
			answer(refused)
		}
		if refused != nil {
			m.say(refused.Error())
			return
		}
		says := told("", "")
		for i, g := range m.state().Gathering().Groups {
			if g.Size != before[i].Size {
				says = told("group "+itoa(i+1), words.Number(g.Size))
			}
		}
		m.showGroups()
		m.say(says + m.keys.takesBack())
	}, c)
}
