package run

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"facilitate/session"
)

type (
	// Gathered says who is in the room and forms groups, anew if there were some.
	Gathered struct {
		People int     `json:"people"`
		Groups []Group `json:"groups,omitempty"`
		How    Forming `json:"how,omitempty"`
		Seed   uint64  `json:"seed,omitempty,string"`
	}
	// Paired forms pairs, a three of an odd one. Sets are the names, where any are known.
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

func (Gather) Word() Word        { return CmdPeople }
func (Pair) Word() Word          { return CmdPairs }
func (ChooseSetting) Word() Word { return CmdSetting }
func (Join) Word() Word          { return CmdJoin }
func (Leave) Word() Word         { return CmdLeave }
func (Gathered) word() Word      { return CmdPeople }
func (Paired) word() Word        { return CmdPairs }
func (Joined) word() Word        { return CmdJoin }
func (Departed) word() Word      { return CmdLeave }
func (SettingChosen) word() Word { return CmdSetting }

// Gather says who is in the room and forms groups anew: of People who count off, or of
// Names dealt at random. Without Groups the program proposes how many.
type Gather struct {
	People, Groups int
	Names          []string
	Seed           uint64 // of the deal
}

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

// Join puts one more person into the smallest group, the first of those.
type Join struct{ Name string } // may be empty

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

// Setting is how people work in a phase: as was chosen, else the first that
// the plan offers; empty where it says nothing.
func (s *State) Setting(phase int) session.Setting {
	p := &s.phases[phase]
	if p.Setting == "" && len(p.Plan.Settings) > 0 {
		return p.Plan.Settings[0]
	}
	return p.Setting
}

func (e Gathered) check(*State) error {
	var names []string
	sum := 0
	for _, group := range e.Groups {
		if group.Size < 0 || len(group.Members) > group.Size {
			return errors.New("a group has no such size")
		}
		sum += group.Size
		names = append(names, group.Members...)
	}
	switch {
	case e.People < 0 || e.People > MaxPeople || len(e.Groups) > MaxPeople || e.People+len(e.Groups) == 0:
		return errors.New("there cannot be so many people")
	case len(e.Groups) > 0 && sum != e.People:
		return errors.New("the groups are not of as many people as there are")
	case !slices.Contains([]Forming{"", CountedOff, Dealt}, e.How):
		return errors.New("groups are not formed so")
	}
	return checkMembers(names)
}

func (e Paired) check(s *State) error {
	if pairs, threes := PairSizes(s.gathering.People); pairs+threes == 0 {
		return errors.New("there are no pairs to form")
	}
	var names []string
	for _, set := range e.Sets {
		names = append(names, set...)
	}
	if len(e.Sets) > MaxPeople {
		return errNames
	}
	return checkMembers(names)
}

func (e Joined) check(s *State) error {
	g := &s.gathering
	if g.People == 0 || g.People >= MaxPeople {
		return errors.New("nobody can join")
	}
	if e.Name == "" {
		return g.checkGroup(e.Group)
	}
	return cmp.Or(g.checkGroup(e.Group), checkMembers([]string{e.Name}))
}

func (e Departed) check(s *State) error {
	g := &s.gathering
	switch {
	case g.People < 2:
		return errors.New("nobody can leave")
	case e.Group >= 0 && e.Group < len(g.Groups) && g.Groups[e.Group].Size == 0:
		return errNoGroup
	case e.Name != "" && (g.memberOf(e.Name) != e.Group || e.Group == NoGroup):
		return errNames
	}
	return g.checkGroup(e.Group)
}

func (e SettingChosen) check(s *State) error {
	if !s.has(e.Phase) {
		return errNoPhase
	}
	if !slices.Contains(s.phases[e.Phase].Plan.Settings, e.Setting) {
		return errors.New("the plan does not offer this setting")
	}
	return nil
}

func (e Gathered) apply(s *State) {
	s.gathering = Gathering{People: e.People, Groups: e.Groups, How: e.How, Seed: e.Seed}
}

func (e Paired) apply(s *State) { s.gathering.Pairs, s.gathering.Paired = e.Sets, true }

func (e Joined) apply(s *State) {
	s.gathering.People++
	s.regroup(e.Group, func(g *Group) {
		g.Size++
		if e.Name != "" {
			g.Members = append(slices.Clone(g.Members), e.Name)
		}
	})
}

func (e Departed) apply(s *State) {
	s.gathering.People--
	s.regroup(e.Group, func(g *Group) {
		g.Size--
		g.Members = slices.DeleteFunc(slices.Clone(g.Members), func(m string) bool { return m == e.Name })
	})
}

func (e SettingChosen) apply(s *State) { s.phases[e.Phase].Setting = e.Setting }

// regroup changes one group in a list of its own: other states have the old one.
// Pairs are no longer right then.
func (s *State) regroup(index int, change func(*Group)) {
	s.gathering.Pairs, s.gathering.Paired = nil, false
	if index == NoGroup {
		return
	}
	s.gathering.Groups = slices.Clone(s.gathering.Groups)
	change(&s.gathering.Groups[index])
}
