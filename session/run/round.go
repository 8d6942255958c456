package run

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"facilitate/session"
)

// inRound is an event of the round of a note: about which group, and with the order
// of all where it begins the round.
type inRound interface {
	voice() (phase, note, group int, order []int)
}

func (e Asked) voice() (phase, note, group int, order []int) {
	return e.Phase, e.Note, e.Group, e.Voices
}

func (e PassedOver) voice() (phase, note, group int, order []int) {
	return e.Phase, e.Note, e.Group, e.Voices
}

func (e Heard) voice() (phase, note, group int, order []int) { return e.Phase, e.Note, NoGroup, nil }

// present is the running time of a phase that truly passed: nobody speaks in
// time that a rehearsal credited.
func (s *State) present(phase int, now time.Time) time.Duration {
	return s.Spent(phase, now) - s.phases[phase].Credited
}

type (
	// Asked gives a group the word in the round of a note, and takes it from who had it,
	// who is heard then. Voices is the order, where this begins the round.
	Asked struct {
		Phase  int           `json:"phase"`
		Note   int           `json:"note"`
		Group  int           `json:"group"`
		Spent  time.Duration `json:"spent"` // of the phase until then
		Share  time.Duration `json:"share"` // what it was given
		Voices []int         `json:"voices,omitempty"`
	}
	// Heard ends the turn of the group that speaks.
	Heard struct {
		Phase int           `json:"phase"`
		Note  int           `json:"note"`
		Spent time.Duration `json:"spent"`
	}
	// PassedOver leaves a group for later: the one that speaks, or the next.
	PassedOver struct {
		Phase  int           `json:"phase"`
		Note   int           `json:"note"`
		Group  int           `json:"group"`
		Spent  time.Duration `json:"spent"`
		Voices []int         `json:"voices,omitempty"` // as in Asked
	}
)

func (Hear) Word() Word       { return CmdHear }
func (HearOut) Word() Word    { return CmdHeard }
func (PassOver) Word() Word   { return CmdPass }
func (Asked) word() Word      { return CmdHear }
func (Heard) word() Word      { return CmdHeard }
func (PassedOver) word() Word { return CmdPass }

// Hear gives the word to a group in the round of a note of the current phase.
type Hear struct {
	Note  int // its index in the phase
	Group int // its number, from 1; 0: the next
}

func (c Hear) decide(s *State, now time.Time) (Event, error) {
	r, voice, err := s.voiceIn(c.Note, c.Group)
	switch {
	case err != nil:
		return nil, err
	case voice == NoGroup:
		return nil, refuse("everybody has been heard")
	case voice == r.Speaking:
		return nil, refuse("group %d has the word", r.Voices[voice].Group+1)
	}
	return Asked{r.Phase, c.Note, r.Voices[voice].Group, s.present(r.Phase, now), s.shareFor(r, voice, now), s.newOrder(r)}, nil
}

// HearOut ends the turn of who has the word in the round of a note.
type HearOut struct{ Note int } // its index in the current phase

func (c HearOut) decide(s *State, now time.Time) (Event, error) {
	r, _, err := s.voiceIn(c.Note, 0)
	if err != nil {
		return nil, err
	}
	if r.Speaking == NoGroup {
		return nil, refuse("nobody has the word")
	}
	return Heard{r.Phase, c.Note, s.present(r.Phase, now)}, nil
}

// PassOver leaves a group for later in the round of a note.
type PassOver struct {
	Note  int // its index in the current phase
	Group int // its number, from 1; 0: the one that speaks, else the next
}

func (c PassOver) decide(s *State, now time.Time) (Event, error) {
	r, voice, err := s.voiceIn(c.Note, c.Group)
	if err != nil {
		return nil, err
	}
	if c.Group == 0 && r.Speaking != NoGroup {
		voice = r.Speaking
	}
	switch {
	case voice == NoGroup:
		return nil, refuse("everybody has been heard")
	case r.Voices[voice].Heard:
		return nil, refuse("group %d has been heard", r.Voices[voice].Group+1)
	}
	return PassedOver{r.Phase, c.Note, r.Voices[voice].Group, s.present(r.Phase, now), s.newOrder(r)}, nil
}

// voiceIn is the round of a note of the current phase, and in it the voice of a
// group by its number, or with 0 the next.
func (s *State) voiceIn(note, group int) (r *Round, voice int, err error) {
	r = s.RoundAt(s.Current(), note)
	if r == nil {
		return nil, 0, refuse("no groups are formed for a round: say first how many people and groups there are")
	}
	if group <= 0 {
		return r, r.Next(), nil
	}
	voice = r.voiceOf(group - 1)
	if voice < 0 {
		return nil, 0, refuse("group %d is not in this round", group)
	}
	return r, voice, nil
}

// newOrder is the order of a round that is about to begin; none of one begun.
func (s *State) newOrder(r *Round) (order []int) {
	if s.Begun(r) {
		return nil
	}
	for _, v := range r.Voices {
		order = append(order, v.Group)
	}
	return order
}

// shareFor is what a voice is given as it gets the word: an even share with
// those still waiting then.
func (s *State) shareFor(r *Round, voice int, now time.Time) time.Duration {
	sharing := r.Waiting()
	if r.Voices[voice].Heard { // it is asked again, and waited no more
		sharing++
	}
	return max(0, s.sharable(r.Phase, r.Note, now)) / time.Duration(sharing)
}

func (e Asked) check(s *State) error {
	return cmp.Or(s.checkRound(e.Phase, e.Note, e.Spent), s.checkVoice(e.Phase, e.Note, e.Group, e.Voices), checkLength(e.Share))
}

func (e Heard) check(s *State) error {
	if err := s.checkRound(e.Phase, e.Note, e.Spent); err != nil {
		return err
	}
	if r := s.begun(e.Phase, e.Note); r == nil || r.Speaking == NoGroup {
		return errors.New("nobody has the word")
	}
	return nil
}

func (e PassedOver) check(s *State) error {
	return cmp.Or(s.checkRound(e.Phase, e.Note, e.Spent), s.checkVoice(e.Phase, e.Note, e.Group, e.Voices))
}

// checkRound is why a note can have no round in which anything happens then.
func (s *State) checkRound(phase, note int, spent time.Duration) error {
	if !s.isRound(phase, note) {
		return errors.New("the phase has no such round")
	}
	return checkLength(spent)
}

// checkVoice is why a group cannot be in the round of a note, which begins in
// this order if it has not begun.
func (s *State) checkVoice(phase, note, group int, order []int) error {
	if r := s.begun(phase, note); r != nil {
		if r.voiceOf(group) < 0 {
			return errNoVoice
		}
		return nil
	}
	sorted := slices.Clone(order)
	slices.Sort(sorted)
	switch {
	case !slices.Contains(order, group):
		return errNoVoice
	case len(order) > MaxPeople || sorted[0] < 0 || sorted[len(sorted)-1] >= MaxPeople || len(slices.Compact(sorted)) != len(order):
		return errors.New("its order of groups is none")
	}
	return nil
}

var errNoVoice = errors.New("there is no such group in the round")

func (e Asked) apply(s *State) {
	r := s.begin(e.Phase, e.Note, e.Voices)
	r.finish(e.Spent)
	r.Speaking, r.Asked, r.Share = r.voiceOf(e.Group), e.Spent, e.Share
	r.Voices[r.Speaking].Heard, r.Voices[r.Speaking].Passed = false, false
}

func (e Heard) apply(s *State) { s.begun(e.Phase, e.Note).finish(e.Spent) }

func (e PassedOver) apply(s *State) {
	r := s.begin(e.Phase, e.Note, e.Voices)
	voice := r.voiceOf(e.Group)
	if voice == r.Speaking {
		r.finish(e.Spent)
	}
	// It goes to the end of those that wait.
	v := r.Voices[voice]
	v.Heard, v.Passed = false, true
	r.Voices = append(slices.Delete(r.Voices, voice, voice+1), v)
	if r.Speaking > voice {
		r.Speaking--
	}
}

// begun is the round of a note; nil where nobody of it was asked.
func (s *State) begun(phase, note int) *Round {
	if i := slices.IndexFunc(s.rounds, func(r *Round) bool { return r.Phase == phase && r.Note == note }); i >= 0 {
		return s.rounds[i]
	}
	return nil
}

// begin is the round of a note, which begins in this order if it has not begun.
func (s *State) begin(phase, note int, order []int) *Round {
	r := s.begun(phase, note)
	if r == nil {
		r = &Round{Phase: phase, Note: note, Speaking: NoGroup}
		for _, g := range order {
			r.Voices = append(r.Voices, Voice{Group: g})
		}
		s.rounds = append(s.rounds, r)
	}
	return r
}

func (r *Round) finish(spent time.Duration) {
	if r.Speaking == NoGroup {
		return
	}
	v := &r.Voices[r.Speaking]
	v.Spoke += max(0, spent-r.Asked) // a rehearsal may have begun the phase anew
	v.Heard = true
	r.Speaking = NoGroup
}

func (r *Round) voiceOf(group int) int {
	return slices.IndexFunc(r.Voices, func(v Voice) bool { return v.Group == group })
}

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
