package run

import (
	"time"

	"facilitate/session"
)

// SlideUp is the slide that is up and the note that put it there, by its phase
// and its index there; nil where none is. A slide stays up from its note until
// another replaces it or the activity ends, so it is that of the last slide's
// note, in plan order, that the facilitator has come to in the current activity.
// Going back behind a slide's note takes it down again.
func (s *State) SlideUp(now time.Time) (up *session.Slide, phase, note int) {
	here := s.Current()
	if here == NoPhase {
		return nil, 0, 0
	}
	visits := s.Visits(now)
	for p := here; p >= s.FirstOf(s.phases[here].Activity); p-- {
		if len(visits[p]) == 0 {
			continue // jumped over: the facilitator never was at its first note
		}
		notes := s.phases[p].Plan.Notes
		for n := min(s.phases[p].Place, len(notes)-1); n >= 0; n-- {
			if notes[n].Kind == session.ShowSlide {
				if up := s.plan.Slide(notes[n].Ref); up != nil {
					return up, p, n
				}
			}
		}
	}
	return nil, 0, 0
}
