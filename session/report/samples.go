package report

import (
	"time"

	"facilitate/session"
)

// Sample is how long a phase took in a run.
type Sample struct {
	Run   int           // index of the run
	Spent time.Duration // in whole seconds
}

// Samples are what the runs teach of each phase of today's plan, in plan order;
// those of a phase stand in the order of the runs. The runs may be of earlier
// versions of the plan: see session.Match.
//
// A run teaches how long a phase takes if the phase was done in it, was not
// outside the part that was rehearsed, nothing of it was credited, and it took
// half a second at least; and if it was not broken off by calling the session
// finished while others were still to come.
func Samples(today *session.Plan, runs []*Record) [][]Sample {
	all := make([][]Sample, len(flat(today)))
	for n, r := range runs {
		s := r.State()
		until, broken := r.Until(s), s.BrokenOff()
		for i, p := range session.Match(today, r.Plan) {
			if p == session.NoMatch || p == broken {
				continue
			}
			if spent, ok := s.Taught(p, until); ok {
				all[i] = append(all[i], Sample{n, spent.Round(time.Second)})
			}
		}
	}
	return all
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
