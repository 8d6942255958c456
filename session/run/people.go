package run

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"facilitate/session"
)

// MaxPeople is how many people a session may be said to have.
const MaxPeople = 1000

// MaxName is how many characters a person's name may have.
const MaxName = 60

// crowded is the size above which a group no longer hears everybody.
const crowded = 8

// Group is a group of participants. Its number is its index and one; it keeps
// that while the groups last.
type Group struct {
	Size    int      `json:"size"`              // 0 once everybody has left it, and where the number of people is not known
	Members []string `json:"members,omitempty"` // where names were dealt; a person who joined without one is not among them
}

// Forming is how groups were formed.
type Forming string

// The ways to form groups.
const (
	CountedOff Forming = "counted" // people counted off aloud: 1 2 3 4, 1 2 3 4 …
	Dealt      Forming = "dealt"   // names were dealt at random
)

// Gathering is who is in the room and how they are grouped.
type Gathering struct {
	People int // 0: not known
	Groups []Group
	How    Forming
	Seed   uint64 // of the deal, which gives the same groups again
	Pairs  [][]string
	Paired bool // pairs were formed; without names there is nothing but their number
}

// Gathering is who is in the room as far as it was said, to be read only.
func (s *State) Gathering() Gathering { return s.gathering }

// InGroups are the indexes of the groups that somebody is in.
func (g Gathering) InGroups() []int {
	var in []int
	for i := range g.Groups {
		if g.People == 0 || g.Groups[i].Size > 0 {
			in = append(in, i)
		}
	}
	return in
}

// Crowded is the size of the largest group where that is too large for
// everybody to be heard in it; 0 where none is.
func (g Gathering) Crowded() int {
	largest := 0
	for _, group := range g.Groups {
		largest = max(largest, group.Size)
	}
	if largest <= crowded {
		return 0
	}
	return largest
}

// PairSizes is how many pairs people make: an odd one makes one of them a
// three.
func PairSizes(people int) (pairs, threes int) {
	switch {
	case people < 2:
		return 0, 0
	case people%2 == 1:
		return people/2 - 1, 1
	}
	return people / 2, 0
}

// ProposedGroups is how many groups of four to six so many people make: as
// near to five in each as can be. One person makes none.
func ProposedGroups(people int) int {
	if people < 2 {
		return 0
	}
	groups := (people + 2) / 5
	if most := people / 4; groups > most { // fewer than four in a group
		groups = most
	}
	return max(groups, (people+5)/6, 1)
}

// Sizes are those of so many groups of people, as even as can be.
func Sizes(people, groups int) []int {
	sizes := make([]int, groups)
	for i := range sizes {
		sizes[i] = people / groups
		if i < people%groups {
			sizes[i]++
		}
	}
	return sizes
}

type (
	// Gathered says who is in the room and forms groups, anew if there were
	// some.
	Gathered struct {
		People int     `json:"people"`
		Groups []Group `json:"groups,omitempty"`
		How    Forming `json:"how,omitempty"`
		Seed   uint64  `json:"seed,omitempty,string"`
	}
	// Paired forms pairs, and a three of an odd one. Sets are their names, none
	// where no names are known.
	Paired struct {
		Sets [][]string `json:"sets,omitempty"`
		Seed uint64     `json:"seed,omitempty,string"`
	}
	// Joined puts one more person into a group; NoGroup where there are none.
	Joined struct {
		Group int    `json:"group"`
		Name  string `json:"name,omitempty"`
	}
	// Departed takes a person out of a group; NoGroup where there are none.
	Departed struct {
		Group int    `json:"group"`
		Name  string `json:"name,omitempty"`
	}
	// SettingChosen is how people work in a phase whose plan offers a choice.
	SettingChosen struct {
		Phase   int             `json:"phase"`
		Setting session.Setting `json:"setting"`
	}
)

// NoGroup stands where there are no groups.
const NoGroup = -1

func (Gathered) event()      {}
func (Paired) event()        {}
func (Joined) event()        {}
func (Departed) event()      {}
func (SettingChosen) event() {}

// Gather says who is in the room and forms groups, anew if there were some: of
// People who count off, or of Names dealt at random. Without a number of Groups
// the program proposes one.
type Gather struct {
	People, Groups int
	Names          []string
	Seed           uint64 // of the deal
}

// Word is the command's name.
func (Gather) Word() Word { return CmdPeople }

func (c Gather) decide(*State, time.Time) (Event, error) {
	names, err := checkNames(c.Names)
	if err != nil {
		return nil, err
	}
	people, groups := c.People, c.Groups
	if len(names) > 0 {
		people = len(names)
	}
	switch {
	case people < 0 || groups < 0 || people == 0 && groups == 0:
		return nil, refuse("how many people are there? at least 1")
	case people > MaxPeople || groups > MaxPeople:
		return nil, refuse("%d is more than the %d that can be grouped", max(people, groups), MaxPeople)
	case people > 0 && groups > people:
		return nil, refuse("%s cannot make %d groups: at most %d", peopleWords(people), groups, people)
	case people > 0 && groups == 0:
		groups = ProposedGroups(people)
	}
	e := Gathered{People: people, How: CountedOff}
	if people == 1 {
		return Gathered{People: 1}, nil // one voice, no groups
	}
	if len(names) > 0 {
		e.How, e.Seed = Dealt, c.Seed
		names = shuffled(names, c.Seed)
	}
	for i, size := range Sizes(people, groups) {
		group := Group{Size: size}
		for n := i; n < len(names); n += groups { // dealt like cards
			group.Members = append(group.Members, names[n])
		}
		e.Groups = append(e.Groups, group)
	}
	return e, nil
}

// Pair forms pairs, and a three of an odd one.
type Pair struct{ Seed uint64 } // of the deal

// Word is the command's name.
func (Pair) Word() Word { return CmdPairs }

func (c Pair) decide(s *State, _ time.Time) (Event, error) {
	g := &s.gathering
	if pairs, threes := PairSizes(g.People); pairs+threes == 0 {
		return nil, refuse("there are no pairs to form: %s", g.howMany())
	}
	return Paired{Sets: dealPairs(g.names(), c.Seed), Seed: c.Seed}, nil
}

// ChooseSetting says how people work in a phase whose plan offers a choice.
type ChooseSetting struct {
	Phase   string // ACTIVITY/N
	Setting session.Setting
}

// Word is the command's name.
func (ChooseSetting) Word() Word { return CmdSetting }

func (c ChooseSetting) decide(s *State, _ time.Time) (Event, error) {
	p, ok := s.Find(c.Phase)
	switch {
	case !ok:
		return nil, refuse("the plan has no %q", c.Phase)
	case !slices.Contains(s.phases[p].Plan.Settings, c.Setting):
		return nil, refuse("the plan does not offer %q for this phase", c.Setting)
	case s.Setting(p) == c.Setting && s.phases[p].Setting != "":
		return nil, refuse("this phase is set so already")
	}
	return SettingChosen{p, c.Setting}, nil
}

func (g *Gathering) howMany() string {
	if g.People == 0 {
		return "the number of people is not known"
	}
	return "there is " + peopleWords(g.People)
}

func (g *Gathering) names() []string {
	var names []string
	for _, group := range g.Groups {
		if len(group.Members) != group.Size {
			return nil // somebody came without a name
		}
		names = append(names, group.Members...)
	}
	return names
}

// Join puts one more person into the smallest group, the first of those.
type Join struct{ Name string } // may be empty

// Word is the command's name.
func (Join) Word() Word { return CmdJoin }

func (c Join) decide(s *State, _ time.Time) (Event, error) {
	g := &s.gathering
	names, err := checkNames([]string{c.Name})
	if c.Name != "" && err != nil {
		return nil, err
	}
	switch {
	case g.People == 0:
		return nil, refuse("nobody can join: the number of people is not known")
	case g.People >= MaxPeople:
		return nil, refuse("%d people are the most that can be grouped", MaxPeople)
	case c.Name != "" && g.memberOf(names[0]) != NoGroup:
		return nil, refuse("%s is here already; tell the two apart by another letter", names[0])
	}
	e := Joined{Group: NoGroup}
	if c.Name != "" {
		e.Name = names[0]
	}
	for i := range g.Groups {
		if e.Group == NoGroup || g.Groups[i].Size < g.Groups[e.Group].Size {
			e.Group = i
		}
	}
	return e, nil
}

// Leave takes a person out: the one of that Name, or one of a Group.
type Leave struct {
	Name  string
	Group int // its number, from 1
}

// Word is the command's name.
func (Leave) Word() Word { return CmdLeave }

func (c Leave) decide(s *State, _ time.Time) (Event, error) {
	g := &s.gathering
	e := Departed{Group: c.Group - 1}
	switch {
	case g.People == 0:
		return nil, refuse("nobody can leave: the number of people is not known")
	case g.People == 1:
		return nil, refuse("only one person is left")
	case len(g.Groups) == 0:
		return Departed{Group: NoGroup}, nil
	case c.Name != "":
		e.Name = g.called(strings.TrimSpace(session.CleanLine(c.Name)))
		if e.Group = g.memberOf(e.Name); e.Group == NoGroup {
			return nil, refuse("nobody called %q is in a group", e.Name)
		}
	case e.Group < 0 || e.Group >= len(g.Groups):
		return nil, refuse("there is no such group; which one, from 1 to %d?", len(g.Groups))
	case g.Groups[e.Group].Size == 0:
		return nil, refuse("nobody is left in that group")
	case len(g.Groups[e.Group].Members) == g.Groups[e.Group].Size:
		return nil, refuse("who of that group? everybody in it has a name")
	}
	return e, nil
}

// called is the name of the person who is called so: as it is written, else in
// capitals or not where that is one person only. It is the name itself where
// nobody is.
func (g *Gathering) called(name string) string {
	var alike []string
	for _, group := range g.Groups {
		for _, m := range group.Members {
			if m == name {
				return name
			}
			if strings.EqualFold(m, name) {
				alike = append(alike, m)
			}
		}
	}
	if len(alike) == 1 {
		return alike[0]
	}
	return name
}

// memberOf is the index of the group that a person is in.
func (g *Gathering) memberOf(name string) int {
	for i := range g.Groups {
		if slices.Contains(g.Groups[i].Members, name) {
			return i
		}
	}
	return NoGroup
}

// applyPeople folds in who is in the room; it gives what takes that back.
func (s *State) applyPeople(e Event) (word Word, putBack func(), ok bool) {
	was := s.gathering
	putBack = func() { s.gathering = was }
	switch e := e.(type) {
	case Gathered:
		s.gathering = Gathering{People: e.People, Groups: e.Groups, How: e.How, Seed: e.Seed}
		return CmdPeople, putBack, true
	case Paired:
		s.gathering.Pairs, s.gathering.Paired = e.Sets, true
		return CmdPairs, putBack, true
	case Joined:
		s.gathering.People++
		s.regroup(e.Group, func(g *Group) {
			g.Size++
			if e.Name != "" {
				g.Members = append(slices.Clone(g.Members), e.Name)
			}
		})
		return CmdJoin, putBack, true
	case Departed:
		s.gathering.People--
		s.regroup(e.Group, func(g *Group) {
			g.Size--
			g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(m string) bool { return m == e.Name })
		})
		return CmdLeave, putBack, true
	case SettingChosen:
		phase := &s.phases[e.Phase]
		before := phase.Setting
		phase.Setting = e.Setting
		return CmdSetting, func() { phase.Setting = before }, true
	}
	return "", nil, false
}

// regroup changes one group in a list of its own: the old one may be put back.
// Pairs are no longer right then.
func (s *State) regroup(index int, change func(*Group)) {
	s.gathering.Pairs, s.gathering.Paired = nil, false
	if index == NoGroup {
		return
	}
	s.gathering.Groups = slices.Clone(s.gathering.Groups)
	change(&s.gathering.Groups[index])
}

// Setting is how people work in a phase: as was chosen, else the first that
// the plan offers; empty where it says nothing.
func (s *State) Setting(phase int) session.Setting {
	p := &s.phases[phase]
	if p.Setting == "" && len(p.Plan.Settings) > 0 {
		return p.Plan.Settings[0]
	}
	return p.Setting
}

func shuffled(names []string, seed uint64) []string {
	names = slices.Clone(names)
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return names
}

func dealPairs(names []string, seed uint64) [][]string {
	names = shuffled(names, seed)
	var sets [][]string
	for len(names) > 0 {
		n := 2
		if len(names) == 3 {
			n = 3
		}
		n = min(n, len(names))
		sets = append(sets, names[:n:n])
		names = names[n:]
	}
	return sets
}

// checkNames cleans names and says what is wrong with them.
func checkNames(names []string) ([]string, error) {
	var clean []string
	for _, name := range names {
		name = strings.TrimSpace(session.CleanLine(name))
		switch {
		case name == "":
			return nil, refuse("a name is empty")
		case utf8.RuneCountInString(name) > MaxName:
			return nil, refuse("the name %.20q… is longer than %d characters", name, MaxName)
		case slices.Contains(clean, name):
			return nil, refuse("%s is there twice; tell the two apart by another letter", name)
		case len(clean) == MaxPeople:
			return nil, refuse("%d names are the most", MaxPeople)
		}
		clean = append(clean, name)
	}
	return clean, nil
}

func peopleWords(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}
