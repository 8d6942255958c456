package tui

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
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
	return either(len(p.names) > 0, "NAMES: "+itoa(len(p.names)), "HOW MANY PEOPLE ARE THERE?")
}

func (p *gatherPanel) hint(m *Model) keyRow {
	if len(p.names) > 0 {
		return keyRow{press(m.keys.Enter, "adds a name; on an empty line deals them"), press(m.keys.Cancel, "closes")}
	}
	return keyRow{press(m.keys.Enter, "forms the groups"), press(m.keys.Cancel, "leaves all as it is")}
}

func (p *gatherPanel) text() string { return strings.TrimSpace(p.input.Value()) }

func (p *gatherPanel) draw(m *Model, width, height int) []string {
	first, more := "A number, like 18; or 18 4 for four groups. Or their names, to be dealt at random: one by one, or a pasted list.",
		"Another name, or "+named(m.keys.Enter)+" to deal them. A number: into so many groups. "+hint(m.keys.Erase, "takes out the last one.")
	if width < 60 {
		first, more = "18, or 18 4 for four groups. Or their names: one by one, or a list.", "Another name; "+hint(m.keys.Enter, "deals them.")
	}
	help := either(len(p.names) > 0, more, first)
	below := []string{"", p.input.View(), ""}
	if p.problem != "" {
		below = append(below, m.warning(p.problem, width-2)...)
	} else if c, ok := p.command(); ok {
		if g, err := m.wouldBe(c); err == nil {
			forming := either(len(p.names) == 0, words.Forming(g), "")
			below = append(below, paragraphs(width-2, draw.StyleWords(words.InRoom(g), m.theme.Strong), forming)...)
			below = append(below, m.crowdWarning(g, width-2)...)
		}
	}
	if len(p.names) > 0 {
		// The names typed last are seen.
		list := draw.Wrap(strings.Join(p.names, ", "), width-2)
		room := max(1, height-len(below)-1)
		below = append(below, list[max(0, len(list)-room):]...)
	}
	return draw.Hang("  ", "  ", append(draw.Cut(draw.Wrap(help, width-2), height-len(below)), below...))
}

// command is what Enter would do with what is typed; false where nothing yet.
func (p *gatherPanel) command() (run.Gather, bool) {
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
	c, ok := p.command()
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

// seed is a new seed to deal names with; it is recorded with the groups.
func (m *Model) seed() uint64 {
	if m.Seed != nil {
		return m.Seed()
	}
	return rand.Uint64()
}

// gatherFirst gives commands after the one that forms the groups asked for on
// the command line, which waits for them: a console that is left before has
// nothing recorded.
func (m *Model) gatherFirst(then func(), commands ...run.Command) {
	if m.Gather != nil {
		commands = append([]run.Command{*m.Gather}, commands...)
	}
	m.give(m.orSay(func() { m.Gather = nil; then() }), commands...)
}

// gathering is who is in the room, or will be when the session starts.
func (m *Model) gathering() run.Gathering {
	if m.Gather != nil {
		if g, err := m.wouldBe(*m.Gather); err == nil {
			return g
		}
	}
	return m.state().Gathering()
}

// wouldBe is who would be in the room after a command that forms groups.
func (m *Model) wouldBe(c run.Gather) (run.Gathering, error) {
	event, err := run.Decide(m.state(), c, m.now)
	if err != nil {
		return run.Gathering{}, err
	}
	e, _ := event.(run.Gathered)
	return run.Gathering{People: e.People, Groups: e.Groups, How: e.How, Seed: e.Seed}, nil
}

// numbersOfPeople is "18", or "18 4" for so many groups.
var numbersOfPeople = regexp.MustCompile(`^(\d{1,9})(?:[ ,/x]+(\d{1,9}))?$`)

func parseNumbers(text string) (people, groups int, ok bool) {
	if match := numbersOfPeople.FindStringSubmatch(text); match != nil {
		people, _ = strconv.Atoi(match[1])
		groups, _ = strconv.Atoi(match[2])
		return people, groups, true
	}
	return 0, 0, false
}

// splitNames takes a list of names apart: by commas, semicolons and lines.
func splitNames(text string) (names []string) {
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;\n\r\t", r) }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// formHint says on a phase in groups or pairs how to form them, where they are
// not known. Nobody has to: the notes go on without.
func (m *Model) formHint(phase int) string {
	g := m.gathering()
	switch setting := m.state().Setting(phase); {
	case m.state().Rehearsal():
		return "" // there is nobody to form them of
	case setting == session.Groups && g.People == 0 && len(g.Groups) == 0,
		setting == session.Pairs && g.People == 0:
		if m.mainWidth() < 60 && len(m.noteLines(m.place(), m.layout.width)) > m.layout.height {
			return "" // that the note goes on matters more
		}
		return " · " + string(setting) + ": " + either(m.mainWidth() < 60, named(m.keys.People), hint(m.keys.People, "forms them"))
	}
	return ""
}

// settingsOf are the ways in which people may work in a phase: the one chosen,
// or all that the plan offers.
func (m *Model) settingsOf(phase int) []session.Setting {
	p := m.state().Phases()[phase]
	return either(p.Setting != "", []session.Setting{p.Setting}, p.Plan.Settings)
}

// phaseToSet is the phase whose setting can be chosen now: the current one, or the
// next one that offers a choice.
func (m *Model) phaseToSet() (int, bool) {
	s := m.state()
	for i := max(s.Current(), 0); i < len(s.Phases()); i++ {
		p := s.Phases()[i]
		if len(p.Plan.Settings) > 1 && (p.Status == run.Pending || p.Status == run.Current) {
			return i, true
		}
	}
	return 0, false
}

func (m *Model) nextSetting() {
	phase, ok := m.phaseToSet()
	if !ok {
		m.say("the plan offers no choice of setting from here on")
		return
	}
	offered := m.state().Phases()[phase].Plan.Settings
	next := offered[(slices.Index(offered, m.state().Setting(phase))+1)%len(offered)]
	m.do(run.ChooseSetting{Phase: m.state().Name(phase), Setting: next}, func() {
		m.say(m.phaseTitle(phase) + ": " + string(next) + m.keys.takesBack())
	})
}
