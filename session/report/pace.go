package report

import (
	"slices"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Pace is how fast somebody spoke.
type Pace struct {
	Words  int
	Spoken time.Duration
	Phases int // how many it is taken from
}

// The least that a pace can be taken from, and the slowest and the fastest
// that is believed, in words a minute: those that a plan may give itself.
const (
	LeastSpoken = 3 * time.Minute
	LeastWords  = 200
	SlowestPace = 60
	FastestPace = 300
)

// SpokenPace is how fast the notes of a rehearsal were spoken. It is taken from
// the phases in which there was little to do but speak: those that are done,
// and not by having been taken as done; in which all sit together and no round,
// quiz or handout is under way; and whose words, at the plan's own pace, would
// fill a quarter of their planned time or more.
func SpokenPace(s *run.State, until time.Time) (pace Pace) {
	for i, p := range s.Phases() {
		if p.Status != run.Done || p.Outside || p.Credited > 0 || !isForSpeaking(s.Plan(), p.Plan) {
			continue
		}
		spent := s.Spent(i, until)
		if spent < time.Second/2 {
			continue // passed through on the way elsewhere
		}
		pace.Words += s.Plan().SpokenWords(p.Plan)
		pace.Spoken += spent
		pace.Phases++
	}
	return pace
}

// isForSpeaking is whether a phase is for speaking above all.
func isForSpeaking(plan *session.Plan, ph *session.Phase) bool {
	other := []session.NoteKind{session.Round, session.TakeQuiz, session.GiveOut}
	together := len(ph.Settings) == 0 || len(ph.Settings) == 1 && ph.Settings[0] == session.Plenary
	return together && plan.Speech(ph) >= ph.Duration/4 &&
		!slices.ContainsFunc(ph.Notes, func(n session.Note) bool { return slices.Contains(other, n.Kind) })
}

// PerMinute is the pace in words a minute, 0 where nothing was spoken.
func (p Pace) PerMinute() int {
	if p.Spoken <= 0 {
		return 0
	}
	return int((float64(p.Words)*float64(time.Minute) + float64(p.Spoken)/2) / float64(p.Spoken))
}

// Enough is whether it is taken from enough to go by.
func (p Pace) Enough() bool { return p.Words >= LeastWords && p.Spoken >= LeastSpoken }

// Believable is whether people speak like that.
func (p Pace) Believable() bool {
	return p.PerMinute() >= SlowestPace && p.PerMinute() <= FastestPace
}
