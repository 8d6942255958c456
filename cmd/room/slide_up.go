package room

import (
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Place names a note: its phase in the plan's flat order and its index there,
// both from 0.
type Place struct{ Phase, Note int }

// SlideUp is the slide that is up and the note that put it there; false where
// none is. A slide stays up from its note until another replaces it or the
// activity ends, so it is that of the last slide's note, in plan order, that
// the facilitator has come to in the current activity. Going back behind a
// slide's note takes it down again.
func SlideUp(state *run.State, now time.Time) (*session.Slide, Place, bool) {
	here := state.Current()
	if here == run.NoPhase {
		return nil, Place{}, false
	}
	phases, visits := state.Phases(), state.Visits(now)
	for p := here; p >= state.FirstOf(phases[here].Activity); p-- {
		if len(visits[p]) == 0 {
			continue // jumped over: the facilitator never was at its first note
		}
		notes := phases[p].Plan.Notes
		for n := min(phases[p].Place, len(notes)-1); n >= 0; n-- {
			if notes[n].Kind != session.ShowSlide {
				continue
			}
			if up := state.Plan().Slide(notes[n].Ref); up != nil {
				return up, Place{p, n}, true
			}
		}
	}
	return nil, Place{}, false
}
