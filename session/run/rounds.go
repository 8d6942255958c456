package run

import (
	"slices"
	"time"

	"facilitate/session"
)

// Round is a feedback round: each group is heard in turn. A round of people who
// make no groups, of one person above all, is one voice.
type Round struct {
	Phase, Note int           // the round note it is of
	Voices      []Voice       // in the order in which they are to be heard
	Speaking    int           // index in Voices; NoGroup where nobody is
	Asked       time.Duration // spent of the phase when the one speaking began
	Share       time.Duration // what the one speaking was given then
}

// Voice is a group in a round.
type Voice struct {
	Group  int           // its index
	Spoke  time.Duration // running time, over all its turns but the one under way
	Heard  bool
	Passed bool // it was passed over, and is to be come back to
}

// Waiting is how many voices are still to begin.
func (r *Round) Waiting() (n int) {
	for i, v := range r.Voices {
		if !v.Heard && i != r.Speaking {
			n++
		}
	}
	return n
}

// Over is whether every voice was heard.
func (r *Round) Over() bool { return r.Speaking == NoGroup && r.Waiting() == 0 }

// Next is the index in Voices of the one to be heard next: the first that waits
// and was not passed over, else the first that was; NoGroup where none waits.
func (r *Round) Next() int {
	for _, passed := range []bool{false, true} {
		for i, v := range r.Voices {
			if !v.Heard && i != r.Speaking && v.Passed == passed {
				return i
			}
		}
	}
	return NoGroup
}

// Rounds are the feedback rounds begun so far, oldest first, to be read only.
func (s *State) Rounds() []*Round { return s.rounds }

// RoundAt is the round of a note: the one begun, else the one that would be
// begun now; nil where the note is no round or nobody is known to be grouped.
func (s *State) RoundAt(phase, note int) *Round {
	r := s.begun(phase, note)
	if r == nil && s.isRound(phase, note) {
		r = s.newRound(phase, note)
	}
	return r
}

// isRound is whether the plan has a feedback round there.
func (s *State) isRound(phase, note int) bool {
	if !s.has(phase) || note < 0 {
		return false
	}
	notes := s.phases[phase].Plan.Notes
	return note < len(notes) && notes[note].Kind == session.Round
}

// newRound is a round as it begins; which group does rotates from round to round.
func (s *State) newRound(phase, note int) *Round {
	r := &Round{Phase: phase, Note: note, Speaking: NoGroup}
	groups := s.gathering.InGroups()
	if len(groups) == 0 {
		if s.gathering.People == 0 {
			return nil
		}
		groups = []int{0}
	}
	first := len(s.rounds) % len(groups)
	for i := range groups {
		r.Voices = append(r.Voices, Voice{Group: groups[(first+i)%len(groups)]})
	}
	return r
}

// Begun is whether anybody of the round was asked.
func (s *State) Begun(r *Round) bool { return slices.Contains(s.rounds, r) }

// RoundShare is how the time of a round is shared at an instant.
type RoundShare struct {
	Waiting int           // voices still to begin
	Each    time.Duration // what each of them has; 0 where nothing is left
	Spoken  time.Duration // how long the one speaking has spoken in this turn
	Left    time.Duration // of the share of the one speaking; negative: over it
}

// RoundShare shares what is left of the phase, less what its notes after the
// round take to say: between the voices still to begin, after what is left of
// the share of the one speaking.
func (s *State) RoundShare(r *Round, now time.Time) RoundShare {
	share := RoundShare{Waiting: r.Waiting()}
	left := s.sharable(r.Phase, r.Note, now)
	if r.Speaking != NoGroup {
		share.Spoken = max(0, s.present(r.Phase, now)-r.Asked)
		share.Left = r.Share - share.Spoken
		left -= max(0, share.Left)
	}
	if share.Waiting > 0 {
		share.Each = max(0, left) / time.Duration(share.Waiting)
	}
	return share
}

// Spoke is how long a voice of a round has spoken up to now.
func (s *State) Spoke(r *Round, voice int, now time.Time) time.Duration {
	spoke := r.Voices[voice].Spoke
	if r.Speaking == voice {
		spoke += max(0, s.present(r.Phase, now)-r.Asked)
	}
	return spoke
}
