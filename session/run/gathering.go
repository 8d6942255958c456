package run

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"facilitate/session"
)

// MaxPeople is how many people a session may be said to have.
const MaxPeople = 1000

// MaxName is how many characters a person's name may have.
const MaxName = 60

// crowded is the size above which a group no longer hears everybody.
const crowded = 8

// Group is a group of participants. Its number is its index and one, while groups last.
type Group struct {
	Size    int      `json:"size"`              // 0 once everybody has left it, and where the number of people is not known
	Members []string `json:"members,omitempty"` // where names were dealt; a person who joined without one is not among them
}

// Forming is how groups were formed.
type Forming string

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
		if group.Size > crowded {
			largest = max(largest, group.Size)
		}
	}
	return largest
}

// PairSizes is how many pairs people make; an odd one makes a three of one.
func PairSizes(people int) (pairs, threes int) {
	if people < 2 {
		return 0, 0
	}
	return people/2 - people%2, people % 2
}

// ProposedGroups is how many groups of four to six so many people make: as
// near to five in each as can be. One person makes none.
func ProposedGroups(people int) int {
	if people < 2 {
		return 0
	}
	groups := min((people+2)/5, people/4) // no fewer than four in a group
	return max(groups, (people+5)/6, 1)
}

// Sizes are those of so many groups of people, as even as can be.
func Sizes(people, groups int) []int {
	sizes := make([]int, groups)
	for i := range sizes {
		sizes[i] = (people + groups - 1 - i) / groups
	}
	return sizes
}

// NoGroup stands where there are no groups.
const NoGroup = -1

var (
	errNoGroup = errors.New("there is no such group")
	errNames   = errors.New("its names are none")
)

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

// called is the name of the person who is called so: as it is written, else in capitals
// or not where that is one person only; the name itself where nobody is.
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

// memberOf is the index of the group that a person is in, or NoGroup.
func (g *Gathering) memberOf(name string) int {
	return slices.IndexFunc(g.Groups, func(group Group) bool { return slices.Contains(group.Members, name) })
}

// checkGroup is whether a group can be joined or left: one of those there
// are, or none where there are none.
func (g *Gathering) checkGroup(group int) error {
	if group == NoGroup && len(g.Groups) == 0 || group >= 0 && group < len(g.Groups) {
		return nil
	}
	return errNoGroup
}

// checkMembers is whether names are such as were cleaned.
func checkMembers(names []string) error {
	clean, err := checkNames(names)
	if err != nil || !slices.Equal(clean, names) {
		return errNames
	}
	return nil
}

func shuffled(names []string, seed uint64) []string {
	names = slices.Clone(names)
	r := rand.New(rand.NewPCG(seed, 0))
	r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return names
}

func dealPairs(names []string, seed uint64) [][]string {
	names = shuffled(names, seed)
	sets := slices.Collect(slices.Chunk(names, 2))
	if n := len(sets); n > 1 && len(names)%2 == 1 {
		sets = append(sets[:n-2], names[len(names)-3:])
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
