package run

import (
	"cmp"
	"errors"
	"slices"
)

var (
	errNoGroup = errors.New("there is no such group")
	errNames   = errors.New("its names are none")
)

// checkPeople is why an event about who is in the room cannot be applied; ok
// is false where the event is none of these.
func (s *State) checkPeople(e Event) (ok bool, err error) {
	g := &s.gathering
	switch e := e.(type) {
	case Gathered:
		return true, checkGathered(e)
	case Paired:
		if pairs, threes := PairSizes(g.People); pairs+threes == 0 {
			return true, errors.New("there are no pairs to form")
		}
		return true, checkSets(e.Sets)
	case Joined:
		if g.People == 0 || g.People >= MaxPeople {
			return true, errors.New("nobody can join")
		}
		return true, cmp.Or(g.checkGroup(e.Group), checkName(e.Name))
	case Departed:
		switch {
		case g.People < 2:
			return true, errors.New("nobody can leave")
		case e.Group >= 0 && e.Group < len(g.Groups) && g.Groups[e.Group].Size == 0:
			return true, errNoGroup
		case e.Name != "" && (g.memberOf(e.Name) != e.Group || e.Group == NoGroup):
			return true, errNames
		}
		return true, g.checkGroup(e.Group)
	case SettingChosen:
		switch {
		case !s.has(e.Phase):
			return true, errNoPhase
		case !slices.Contains(s.phases[e.Phase].Plan.Settings, e.Setting):
			return true, errors.New("the plan does not offer this setting")
		}
		return true, nil
	}
	return false, nil
}

// checkGroup is whether a group can be joined or left: one of those there
// are, or none where there are none.
func (g *Gathering) checkGroup(group int) error {
	if group == NoGroup && len(g.Groups) == 0 || group >= 0 && group < len(g.Groups) {
		return nil
	}
	return errNoGroup
}

func checkGathered(e Gathered) error {
	sum := 0
	for _, group := range e.Groups {
		if group.Size < 0 || len(group.Members) > group.Size {
			return errors.New("a group has no such size")
		}
		sum += group.Size
		if err := checkMembers(group.Members); err != nil {
			return err
		}
	}
	switch {
	case e.People < 0 || e.People > MaxPeople || len(e.Groups) > MaxPeople || e.People+len(e.Groups) == 0:
		return errors.New("there cannot be so many people")
	case len(e.Groups) > 0 && sum != e.People:
		return errors.New("the groups are not of as many people as there are")
	}
	return nil
}

func checkSets(sets [][]string) error {
	if len(sets) > MaxPeople {
		return errNames
	}
	for _, set := range sets {
		if err := checkMembers(set); err != nil {
			return err
		}
	}
	return nil
}

func checkName(name string) error {
	if name == "" {
		return nil
	}
	return checkMembers([]string{name})
}

// checkMembers is whether names are such as were cleaned.
func checkMembers(names []string) error {
	clean, err := checkNames(names)
	if err != nil || !slices.Equal(clean, names) {
		return errNames
	}
	return nil
}
