package run

import "time"

// Cue is a moment of a phase at which the facilitator is told something.
type Cue struct {
	Left time.Duration // time left in the phase; zero and below: over time
	At   time.Time     // when it was reached
}

// CueShown is how long a cue stays on the screen.
const CueShown = 20 * time.Second

// cueTimes are the warnings a budget gets before it runs out: the longer the
// phase, the earlier people have to be told.
func cueTimes(budget time.Duration) []time.Duration {
	switch {
	case budget >= 10*time.Minute:
		return []time.Duration{5 * time.Minute, 2 * time.Minute, time.Minute}
	case budget >= 5*time.Minute:
		return []time.Duration{2 * time.Minute, time.Minute}
	case budget >= 2*time.Minute:
		return []time.Duration{time.Minute, 30 * time.Second}
	}
	return []time.Duration{15 * time.Second}
}

// Cue is the cue to be shown at now: the newest one reached, for as long as
// CueShown, while the phase's time ran. One that passed while the session was
// paused, while the computer slept, or before the phase was entered is never
// given late.
func (s *State) Cue(now time.Time) (Cue, bool) {
	t, ok := s.line.last()
	if !ok || t.phase == NoPhase || t.pause != 0 {
		return Cue{}, false
	}
	budget := s.phases[t.phase].Budget
	left := s.Remaining(now)
	reached, ok := newestCue(budget, left)
	if !ok {
		return Cue{}, false
	}
	cue := Cue{Left: reached, At: now.Add(left - reached)}
	if now.Sub(cue.At) >= CueShown || cue.At.Before(t.at) || s.asleep(cue.At) {
		return Cue{}, false
	}
	return cue, true
}

// newestCue is the last cue a phase has passed when it has so much left.
func newestCue(budget, left time.Duration) (time.Duration, bool) {
	if left <= 0 {
		return left.Truncate(time.Minute), true // toward zero: 0, -1m, -2m …
	}
	times := cueTimes(budget)
	for i := len(times) - 1; i >= 0; i-- {
		if left <= times[i] {
			return times[i], true
		}
	}
	return 0, false
}
