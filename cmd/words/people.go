package words

import (
	"fmt"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

// InRoom is who is in the room, in a line.
func InRoom(g run.Gathering) string {
	switch {
	case g.People == 0 && len(g.Groups) == 0:
		return "nobody is counted yet"
	case g.People == 0:
		return Plural(len(g.Groups), "group")
	case g.People == 1:
		return "1 person: no groups, one voice"
	case len(g.Groups) == 0:
		return strconv.Itoa(g.People) + " people"
	}
	return strconv.Itoa(g.People) + " people in " + Plural(len(g.Groups), "group") + ": " + sizesOf(g)
}

const mostSizes = 12 // how many sizes are written out

func sizesOf(g run.Gathering) string {
	least, most := g.Groups[0].Size, 0
	var words []string
	for _, group := range g.Groups {
		words = append(words, strconv.Itoa(group.Size))
		least, most = min(least, group.Size), max(most, group.Size)
	}
	switch {
	case least == most:
		return strconv.Itoa(least) + " in each"
	case len(words) > mostSizes:
		return strconv.Itoa(least) + " to " + strconv.Itoa(most) + " in each"
	}
	return strings.Join(words, ", ")
}

// Forming is what the facilitator says to form the groups.
func Forming(g run.Gathering) string {
	n := len(g.Groups)
	switch {
	case n == 0:
		return ""
	case g.How == run.Dealt:
		return "Dealt at random. Read the names out:"
	case n == 1:
		return "All of you are one group."
	}
	say := "Count off from 1 to " + strconv.Itoa(n) + ", and again from 1"
	if n <= 9 {
		count := "1 2 3 4 5 6 7 8 9"[:2*n-1]
		say = "Count off " + count + ", " + count + ", and so on"
	}
	sizes := runsOfSizes(g.Groups)
	if g.People == 0 || len(sizes) > 3 {
		return say + "."
	}
	return say + ": " + strings.Join(sizes, ", ") + "."
}

// runsOfSizes are the sizes of the groups, those told together that are alike
// and stand together: "five in groups 1 and 2".
func runsOfSizes(groups []run.Group) (sizes []string) {
	for from := 0; from < len(groups); {
		to := from
		for to+1 < len(groups) && groups[to+1].Size == groups[from].Size {
			to++
		}
		which := "group " + strconv.Itoa(from+1)
		switch {
		case from == 0 && to == len(groups)-1:
			which = "each"
		case to == from+1:
			which = fmt.Sprintf("groups %d and %d", from+1, to+1)
		case to > from:
			which = fmt.Sprintf("groups %d to %d", from+1, to+1)
		}
		sizes = append(sizes, Number(groups[from].Size)+" in "+which)
		from = to + 1
	}
	return sizes
}

// CrowdWarning warns of groups too large for everybody to be heard in.
func CrowdWarning(g run.Gathering) string {
	most := g.Crowded()
	if most == 0 {
		return ""
	}
	better := run.ProposedGroups(g.People)
	sizes := run.Sizes(g.People, better)
	about := strconv.Itoa(sizes[0])
	if last := sizes[len(sizes)-1]; last != sizes[0] {
		about = strconv.Itoa(last) + " or " + about
	}
	return fmt.Sprintf("%d in a group is more than the 8 who can all be heard: %d groups would have %s each", most, better, about)
}

// Groups names groups by their indexes: "groups 1, 3 and 4".
func Groups(groups []int) string {
	words := make([]string, len(groups))
	for i, g := range groups {
		words[i] = strconv.Itoa(g + 1)
	}
	switch len(words) {
	case 0:
		return "no group"
	case 1:
		return "group " + words[0]
	}
	return "groups " + session.List(words, "and")
}

// Pairs is what the facilitator says to form pairs.
func Pairs(g run.Gathering) string {
	pairs, threes := run.PairSizes(g.People)
	words := Plural(pairs, "pair")
	switch {
	case pairs == 0:
		words = "one three"
	case threes > 0:
		words += " and a three"
	}
	if len(g.Pairs) == 0 {
		words += ": turn to your neighbour"
	}
	return words
}
