package room

import (
	"slices"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// wait is a phase that waits for its time. It has not begun, so nothing of it
// is shown but what it is and when it begins: the facilitator can read on in the
// notes without a slide or a question going up before its time. Only groups that
// people are to find take the page all the same. The countdown is to an instant,
// which no pause puts off.
func (s *Scene) wait(state *run.State, begins, now time.Time, view View) {
	s.Activity = state.Activity(state.Current()).Title
	s.Begins = view.timeOfDay(begins)
	if !view.HideClock {
		s.Clock = NewClock(begins.Sub(now), true)
	}
	s.Groups = view.Groups
}

// rest is a break: one that was planned, or a pause. When people are to be back
// is what the facilitator said; else when what comes next begins, where that can
// be told.
func (s *Scene) rest(state *run.State, now time.Time, view View) {
	activity := state.Activity(state.Current())
	until, waits := state.Waiting(now)
	planned := isBreak(activity)
	if planned && !waits {
		s.Activity = activity.Title
	}
	begins, told := view.BackAt, view.BackAt
	switch {
	case !view.BackAt.IsZero():
	case waits:
		begins, told = until, until
	case planned:
		begins, told = nextBegins(state, now)
	}
	if begins.IsZero() {
		return
	}
	if s.Soon = !begins.After(now); !s.Soon {
		s.Back = view.timeOfDay(told)
	}
}

// isBreak is whether people have a break in an activity: one that the plan marks
// as such, or only calls so and asks nothing of them.
func isBreak(a *session.Activity) bool {
	return a.Break || a.CalledBreak() && !slices.ContainsFunc(a.Phases, func(ph session.Phase) bool { return ph.Question != "" })
}

// nextBegins is when the activity that comes next is expected to begin, and the
// whole minute that people are told of that: for a fixed one as they are told
// everywhere, else never an earlier one. Both are zero where nothing comes.
func nextBegins(state *run.State, now time.Time) (begins, told time.Time) {
	phases := state.Phases()
	here := phases[state.Current()].Activity
	for _, next := range state.Way() {
		activity := phases[next].Activity
		if activity == here {
			continue
		}
		begins = state.Expected(now)[next].Begin
		for _, p := range state.Promises(now) {
			switch shown := p.Shown(); {
			case p.Activity != activity || phases[next].Number != 1:
			case p.Missed():
				return begins, shown.Arrival
			default:
				return begins, shown.At
			}
		}
		return begins, begins.Add(time.Minute - 1).Truncate(time.Minute)
	}
	return time.Time{}, time.Time{}
}
