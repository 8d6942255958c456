package session

import "slices"

// NoMatch stands where a phase has no other that is the same.
const NoMatch = -1

// Match finds for each phase of today's plan, in its flat order, the same one in
// another version of it, or NoMatch. Activities are the same by their ids. Within
// one, phases are the same by their ids, and where one of the two has none, by
// their names; several of one name are taken in their order. The only phases
// of an activity are the same whatever they are called.
func Match(today, other *Plan) []int {
	first, firsts, activities := 0, map[string]int{}, map[string]*Activity{}
	for i := range other.Activities {
		a := &other.Activities[i]
		activities[a.ID], firsts[a.ID] = a, first
		first += len(a.Phases)
	}
	var all []int
	for i := range today.Activities {
		a := &today.Activities[i]
		for _, j := range matchingPhases(a, activities[a.ID]) {
			if j != NoMatch {
				j += firsts[a.ID]
			}
			all = append(all, j)
		}
	}
	return all
}

// matchingPhases are indexes into the phases of the other version, which may be nil.
func matchingPhases(today, other *Activity) []int {
	match := slices.Repeat([]int{NoMatch}, len(today.Phases))
	switch {
	case other == nil:
	case len(today.Phases) == 1 && len(other.Phases) == 1:
		match[0] = 0
	case today.Single || other.Single: // the whole of it is none of its parts
	default:
		matchByName(match, today.Phases, other.Phases, matchByID(match, today.Phases, other.Phases))
	}
	return match
}

// matchByID matches phases by their ids, and says which of the other version's
// are taken then.
func matchByID(match []int, today, other []Phase) (taken []bool) {
	byID := map[string]int{}
	for j := range other {
		if id := other[j].ID; id != "" {
			byID[id] = j
		}
	}
	taken = make([]bool, len(other))
	for i := range today {
		if j, ok := byID[today[i].ID]; ok {
			match[i], taken[j] = j, true
		}
	}
	return taken
}

// matchByName matches what is left by name, in order. Two phases that both have
// an id are none of each other: their ids would be the same.
func matchByName(match []int, today, other []Phase, taken []bool) {
	byName := map[string][]int{}
	for j := range other {
		if name := other[j].Name; !taken[j] {
			byName[name] = append(byName[name], j)
		}
	}
	for i, p := range today {
		if match[i] != NoMatch {
			continue
		}
		left := byName[p.Name]
		n := slices.IndexFunc(left, func(j int) bool { return p.ID == "" || other[j].ID == "" })
		if n >= 0 {
			match[i] = left[n]
			byName[p.Name] = slices.Delete(left, n, n+1)
		}
	}
}
