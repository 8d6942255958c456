package run

import (
	"cmp"
	"errors"
	"slices"
	"time"
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
	// Asked gives a group the word in the round of a note, and takes it from
	// the one that had it, which is heard then. Voices is the order of the
	// round, where this begins it.
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
