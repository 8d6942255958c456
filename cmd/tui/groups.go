package tui

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
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

// gatherFirst forms the groups that were asked for on the command line, before
// anything else is done: a console that is left before has nothing recorded.
func (m *Model) gatherFirst() {
	if m.Gather != nil {
		m.do(*m.Gather)
		m.Gather = nil
	}
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

// gatheredWords is who is in the room, in a line.
func gatheredWords(g run.Gathering) string {
	switch {
	case g.People == 0 && len(g.Groups) == 0:
		return "nobody is counted yet"
	case g.People == 0:
		return plural(len(g.Groups), "group")
	case g.People == 1:
		return "1 person: no groups, one voice"
	case len(g.Groups) == 0:
		return itoa(g.People) + " people"
	}
	return itoa(g.People) + " people in " + plural(len(g.Groups), "group") + ": " + sizesWords(g)
}

// mostSizes is how many sizes are written out.
const mostSizes = 12

func sizesWords(g run.Gathering) string {
	least, most := g.Groups[0].Size, 0
	words := make([]string, len(g.Groups))
	for i, group := range g.Groups {
		words[i] = itoa(group.Size)
		least, most = min(least, group.Size), max(most, group.Size)
	}
	switch {
	case least == most:
		return itoa(least) + " in each"
	case len(words) > mostSizes:
		return itoa(least) + " to " + itoa(most) + " in each"
	}
	return strings.Join(words, ", ")
}

// formingWords is what the facilitator says to form the groups.
func formingWords(g run.Gathering) string {
	n := len(g.Groups)
	switch {
	case n == 0:
		return ""
	case g.How == run.Dealt:
		return "Dealt at random. Read the names out:"
	case n == 1:
		return "All of you are one group."
	}
	say := "Count off from 1 to " + itoa(n) + ", and again from 1"
	if n <= 9 {
		var numbers []string
		for i := range n {
			numbers = append(numbers, itoa(i+1))
		}
		count := strings.Join(numbers, " ")
		say = "Count off " + count + ", " + count + ", and so on"
	}
	if g.People == 0 {
		return say + "."
	}
	var sizes []string
	for from := 0; from < n; {
		to := from
		for to+1 < n && g.Groups[to+1].Size == g.Groups[from].Size {
			to++
		}
		which := "group " + itoa(from+1)
		switch {
		case from == 0 && to == n-1:
			which = "each"
		case to == from+1:
			which = fmt.Sprintf("groups %d and %d", from+1, to+1)
		case to > from:
			which = fmt.Sprintf("groups %d to %d", from+1, to+1)
		}
		sizes = append(sizes, numberWord(g.Groups[from].Size)+" in "+which)
		from = to + 1
	}
	if len(sizes) > 3 {
		return say + "."
	}
	return say + ": " + strings.Join(sizes, ", ") + "."
}

var numberWords = []string{
	"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
}

func numberWord(n int) string {
	if n < len(numberWords) {
		return numberWords[n]
	}
	return itoa(n)
}

// crowdedWords warns of groups too large for everybody to be heard in.
func crowdedWords(g run.Gathering) string {
	most := g.Crowded()
	if most == 0 {
		return ""
	}
	better := run.ProposedGroups(g.People)
	sizes := run.Sizes(g.People, better)
	about := itoa(sizes[0])
	if last := sizes[len(sizes)-1]; last != sizes[0] {
		about = itoa(last) + " or " + about
	}
	return fmt.Sprintf("! %d in a group is more than the 8 who can all be heard: %d groups would have %s each", most, better, about)
}

// pairsWords is what the facilitator says to form pairs.
func pairsWords(g run.Gathering) string {
	pairs, threes := run.PairSizes(g.People)
	words := plural(pairs, "pair")
	switch {
	case pairs == 0:
		words = "one three"
	case threes > 0:
		words += " and a three"
	}
	if len(g.Pairs) == 0 {
		return words + ": turn to your neighbour"
	}
	return words
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
		if m.mainWidth() < 60 && len(m.noteLines(m.place(), m.bodyWidth)) > m.bodyHeight {
			return "" // that the note goes on matters more
		}
		if m.mainWidth() < 60 {
			return " · " + string(setting) + ": j"
		}
		return " · " + string(setting) + ": j forms them"
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

// toSet is the phase whose setting can be chosen now: the current one, or the
// next one that offers a choice.
func (m *Model) toSet() (int, bool) {
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
	phase, ok := m.toSet()
	if !ok {
		m.say("the plan offers no choice of setting from here on")
		return
	}
	offered := m.state().Phases()[phase].Plan.Settings
	next := offered[(slices.Index(offered, m.state().Setting(phase))+1)%len(offered)]
	if m.do(run.ChooseSetting{Phase: m.state().Name(phase), Setting: next}) {
		m.say(m.phaseTitle(phase) + ": " + string(next) + "   (u takes it back)")
	}
}
