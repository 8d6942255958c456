package report

import (
	"slices"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// leastSample is what a phase must have taken at least for anything to be
// learnt from it: less is a key pressed on the way to another phase.
const leastSample = 500 * time.Millisecond

// Sample is how long a phase took in a run.
type Sample struct {
	Run   int           // index of the run
	Spent time.Duration // in whole seconds
}

// Samples are what the runs teach of each phase of today's plan, in plan order;
// those of a phase stand in the order of the runs. The runs may be of earlier
// versions of the plan: see matching.
//
// A run teaches how long a phase takes if the phase was done in it, was not
// outside the part that was rehearsed, nothing of it was credited, and it took
// half a second at least; and if it was not broken off by calling the session
// finished while others were still to come.
func Samples(today *session.Plan, runs []*Record) [][]Sample {
	all := make([][]Sample, len(flat(today)))
	for n, r := range runs {
		s := r.State()
		until, broken := r.Until(s), brokenOff(s)
		for i, p := range matching(today, r.Plan) {
			if p == run.NoPhase || p == broken {
				continue
			}
			if spent, ok := learntTime(s, p, until); ok {
				all[i] = append(all[i], Sample{n, spent.Round(time.Second)})
			}
		}
	}
	return all
}

// learntTime is how long a phase took, if that can be learnt from.
func learntTime(s *run.State, phase int, until time.Time) (time.Duration, bool) {
	p := &s.Phases()[phase]
	spent := s.Spent(phase, until)
	return spent, p.Status == run.Done && !p.Outside && p.Credited == 0 && spent >= leastSample
}

// flatPhase is a phase of a plan in its flat order.
type flatPhase struct {
	activity *session.Activity
	*session.Phase
}

func flat(p *session.Plan) (all []flatPhase) {
	for i := range p.Activities {
		a := &p.Activities[i]
		for j := range a.Phases {
			all = append(all, flatPhase{a, &a.Phases[j]})
		}
	}
	return all
}

// matching finds for each phase of today's plan the same one in another
// version of it, or run.NoPhase. Activities are the same by their ids. Within
// one, phases are the same by their ids, and where one of the two has none, by
// their names; several of one name are taken in their order. The only phases
// of an activity are the same whatever they are called.
func matching(today, other *session.Plan) []int {
	first, firsts := 0, make(map[string]int, len(other.Activities))
	activities := make(map[string]*session.Activity, len(other.Activities))
	for i := range other.Activities {
		a := &other.Activities[i]
		activities[a.ID], firsts[a.ID] = a, first
		first += len(a.Phases)
	}
	var all []int
	for i := range today.Activities {
		a := &today.Activities[i]
		b := activities[a.ID]
		for _, j := range matchingPhases(a, b) {
			if j != run.NoPhase {
				j += firsts[a.ID]
			}
			all = append(all, j)
		}
	}
	return all
}

// matchingPhases are indexes into the phases of an activity's other version,
// which may be nil.
func matchingPhases(today, other *session.Activity) []int {
	match := slices.Repeat([]int{run.NoPhase}, len(today.Phases))
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
func matchByID(match []int, today, other []session.Phase) (taken []bool) {
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
func matchByName(match []int, today, other []session.Phase, taken []bool) {
	byName := map[string][]int{}
	for j := range other {
		if name := other[j].Name; !taken[j] {
			byName[name] = append(byName[name], j)
		}
	}
	for i, p := range today {
		if match[i] != run.NoPhase {
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
