package report

import (
	"slices"
	"sort"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// fit makes proposed durations fit the time booked.
type fit struct {
	plan      *session.Plan    // a copy, whose phases get the durations that are tried
	phases    []*session.Phase // of that copy
	booked    time.Duration
	step      time.Duration
	durations []time.Duration
	floors    []time.Duration // what each phase can be cut to; where it is more, nothing is cut
}

func newFit(plan *session.Plan, step time.Duration) *fit {
	f := &fit{plan: withOwnPhases(plan), booked: plan.Duration, step: step}
	for _, ph := range flat(f.plan) {
		f.phases, f.durations = append(f.phases, ph.Phase), append(f.durations, ph.Duration)
	}
	f.floors = make([]time.Duration, len(f.phases))
	return f
}

func withOwnPhases(plan *session.Plan) *session.Plan {
	p := *plan
	p.Activities = slices.Clone(plan.Activities)
	for i := range p.Activities {
		p.Activities[i].Phases = slices.Clone(p.Activities[i].Phases)
	}
	return &p
}

// stretches are the times of each phase with these durations, and how long the session
// takes. Fixed times count from the plan's usual start, if it has one.
func (f *fit) stretches(durations []time.Duration) ([]session.Stretch, time.Duration) {
	for i, d := range durations {
		f.phases[i].Duration = d
	}
	return f.plan.Stretches(f.plan.Start)
}

func (f *fit) lasts() time.Duration {
	_, lasts := f.stretches(f.durations)
	return lasts
}

// fits is whether the session fits the time booked with these durations.
func (f *fit) fits(durations []time.Duration) bool {
	_, lasts := f.stretches(durations)
	return lasts <= f.booked
}

// cut takes steps back until the session fits: each from the phase that has
// most room above its floor, and of several the latest. A last step is smaller
// where the room is.
//
// Taken one after the other that would be slow for a large plan: instead the
// room is looked for that all phases with more of it are cut down to.
func (f *fit) cut() {
	if f.lasts() <= f.booked {
		return
	}
	var most time.Duration
	for i := range f.durations {
		most = max(most, f.room(i))
	}
	// The more is taken, the less room is left: the first that fits.
	seconds := int(most / time.Second)
	enough := sort.Search(seconds+1, func(n int) bool {
		return f.fits(f.cutDown(most-time.Duration(n)*time.Second, 0))
	})
	wanted := f.durations
	if enough > seconds {
		f.durations = f.cutDown(0, 0) // too long all the same, by as little as can be
	} else {
		room := most - time.Duration(enough-1)*time.Second // the last that does not fit
		ties := sort.Search(len(f.durations), func(n int) bool { return f.fits(f.cutDown(room, n)) })
		f.durations = f.cutDown(room, ties)
	}
	f.giveBack(wanted)
}

// cutDown takes all steps that begin with more room than that, and of those
// that begin with exactly so much some, the latest phases first.
func (f *fit) cutDown(room time.Duration, some int) []time.Duration {
	all := make([]time.Duration, len(f.durations))
	for i := len(all) - 1; i >= 0; i-- {
		cut := f.timeCut(i, room)
		if more := f.timeCut(i, room-time.Second); some > 0 && more > cut {
			cut = more
			some--
		}
		all[i] = f.durations[i] - cut
	}
	return all
}

func (f *fit) room(i int) time.Duration { return max(0, f.durations[i]-f.floors[i]) }

// timeCut is what is cut from a phase in steps, as long as it has more room than that.
func (f *fit) timeCut(i int, room time.Duration) time.Duration {
	steps := (f.room(i) - room + f.step - 1) / f.step
	return min(f.room(i), max(0, steps)*f.step)
}

// giveBack gives phases back, in whole steps and to the last one first, what
// was cut from them and would only be spent waiting for a fixed time.
func (f *fit) giveBack(wanted []time.Duration) {
	w, _ := f.stretches(f.durations)
	var spare time.Duration // by which the phase can be longer, and the session ends no later
	after := run.NoPhase
	for i := len(w) - 1; i >= 0; i-- {
		if w[i].End == 0 {
			continue // it is taken only when there is time
		}
		if after != run.NoPhase {
			spare += w[after].Begin - w[i].End
		}
		after = i
		back := wanted[i] - f.durations[i]
		if back > spare {
			back = min(back, spare/f.step*f.step)
		}
		f.durations[i] += back
		spare -= back
	}
}
