package run

import (
	"slices"
	"time"

	"facilitate/session"
)

// Cue is a moment of a phase at which the facilitator is told something.
type Cue struct {
	Left  time.Duration // time left in the phase, or until it begins; zero and below: over time
	After time.Duration // time into the phase; zero: it is Left
	Text  string        // the plan's words for it; may be empty
	Waits bool          // the phase waits: it is about its beginning
	At    time.Time     // when it was reached
}

// CueShown is how long a cue stays on the screen.
const CueShown = 20 * time.Second

// cueTimes are the warnings before a budget runs out, where the plan gives none: the
// longer the phase, the earlier people have to be told.
func cueTimes(budget time.Duration) []time.Duration {
	switch {
	case budget >= 10*time.Minute:
		return waitCues
	case budget >= 5*time.Minute:
		return waitCues[1:]
	case budget >= 2*time.Minute:
		return []time.Duration{time.Minute, 30 * time.Second}
	}
	return []time.Duration{15 * time.Second}
}

// waitCues are those before a phase that waits begins.
var waitCues = []time.Duration{5 * time.Minute, 2 * time.Minute, time.Minute}

// CuesOf are the cues of a phase before it is over time: the plan's own, else the
// usual ones for the time it has now.
func (s *State) CuesOf(phase int) []session.Cue {
	cues := s.plan.CuesOf(s.Activity(phase), s.phases[phase].Plan)
	if cues == nil {
		for _, left := range cueTimes(s.phases[phase].Budget) {
			cues = append(cues, session.Cue{Left: left})
		}
	}
	return cues
}

// LastMinutes is how long before its end a phase comes to its last minutes, in
// which people see that it is going to end: from the last but one of the plan's
// own cues of time left that the phase has room for, or from the only one; else
// from two minutes, one in a phase under five.
func (s *State) LastMinutes(phase int) time.Duration {
	budget := s.phases[phase].Budget
	var own []time.Duration
	for _, c := range s.plan.CuesOf(s.Activity(phase), s.phases[phase].Plan) {
		if 0 < c.Left && c.Left <= budget {
			own = append(own, c.Left)
		}
	}
	own = slices.Compact(slices.Sorted(slices.Values(own)))
	switch {
	case len(own) > 0:
		return own[min(1, len(own)-1)]
	case budget < 5*time.Minute:
		return time.Minute
	}
	return 2 * time.Minute
}

// Cue is the cue to be shown at now: the newest one reached, for as long as CueShown,
// while the phase's time ran. None of a pause, a sleep or before the phase is given late.
func (s *State) Cue(now time.Time) (Cue, bool) {
	t, ok := s.line.last()
	if !ok || t.phase == NoPhase || t.pause != 0 {
		return Cue{}, false
	}
	from, cue := t.at, Cue{}
	if until, waits := s.Waiting(now); waits {
		cue, ok = waitCue(until.Sub(now), now)
	} else {
		if until.After(from) {
			from = until
		}
		cue, ok = s.newestCue(t.phase, now)
	}
	if !ok || now.Sub(cue.At) >= CueShown || cue.At.Before(from) || s.asleep(cue.At) {
		return Cue{}, false
	}
	return cue, true
}

// waitCue is the last cue that was passed where a phase begins in so long.
func waitCue(left time.Duration, now time.Time) (cue Cue, found bool) {
	for _, at := range waitCues {
		if left <= at {
			cue, found = Cue{Left: at, Waits: true, At: now.Add(left - at)}, true
		}
	}
	return cue, found
}

// newestCue is the last cue that a phase has passed, as if its time had run all along.
func (s *State) newestCue(phase int, now time.Time) (newest Cue, found bool) {
	spent := s.Spent(phase, now)
	left := s.phases[phase].Budget - spent
	if left <= 0 {
		over := left.Truncate(time.Minute) // toward zero: 0, -1m, -2m …
		newest, found = Cue{Left: over, At: now.Add(left - over)}, true
	}
	for _, c := range s.CuesOf(phase) {
		ago := c.Left - left
		if c.After > 0 {
			ago = spent - c.After
		}
		if at := now.Add(-ago); ago >= 0 && (!found || at.After(newest.At)) {
			newest, found = Cue{Left: c.Left, After: c.After, Text: c.Text, At: at}, true
		}
	}
	return newest, found
}
