package tui

import (
	"crypto/rand"
	"encoding/binary"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

// seed is a new seed to deal names with; it is recorded with the groups.
func (m *Model) seed() uint64 {
	if m.Seed != nil {
		return m.Seed()
	}
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return binary.LittleEndian.Uint64(b[:])
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

// gathering is who is in the room, or will be counted as so when the session
// starts.
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
	match := numbersOfPeople.FindStringSubmatch(text)
	if match == nil {
		return 0, 0, false
	}
	people, _ = strconv.Atoi(match[1])
	groups, _ = strconv.Atoi(match[2])
	return people, groups, true
}

// splitNames takes a list of names apart: by commas, semicolons and lines.
func splitNames(text string) []string {
	var names []string
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
		if m.mainWidth() < 60 {
			return " · " + string(setting) + ": " + named(m.keys.People)
		}
		return " · " + string(setting) + ": " + hint(m.keys.People, "forms them")
	}
	return ""
}

// settingsOf are the ways in which people may work in a phase: the one chosen,
// or all that the plan offers.
func (m *Model) settingsOf(phase int) []session.Setting {
	p := m.state().Phases()[phase]
	if p.Setting != "" {
		return []session.Setting{p.Setting}
	}
	return p.Plan.Settings
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

// nextSetting chooses the next of the settings that the plan offers.
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
