package run

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
)

// Booking is what was agreed before the delivery begins.
type Booking struct {
	Start time.Time      // the scheduled start; zero: the time of start
	End   time.Time      // the hard end; zero: the scheduled start and the plan's duration
	Zone  *time.Location // in which the plan's fixed times are read; nil: UTC

	NoWaiting bool // nothing waits for its fixed time: so it is in runs of the first format

	Rehearsal bool  // for practice, without a room
	Part      *Part // of the plan, to practise; nil: all of it
}

// Part is a stretch of a plan: activities by their index, both included.
type Part struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Phase is a phase of the plan in its flat order, with how it is going.
type Phase struct {
	Plan     *session.Phase
	Activity int // index in the plan
	Number   int // within its activity, from 1
	Status   Status
	Budget   time.Duration   // the time given to it now
	Floor    time.Duration   // the least a recovery may cut it to
	Rank     int             // when a recovery cuts it: 0 first, 2 last
	Place    int             // index of the note the facilitator is at
	Outside  bool            // not of the part that is practised: skipped from the beginning
	Setting  session.Setting // as was chosen; empty: it was not
	Credited time.Duration   // of what it spent, the time that was credited: never learnt from
	Asked    time.Duration   // its budget when it was first entered; zero: it was not

	spent time.Duration // over all stretches but the one under way
	lap   int           // number of the turn with which it was begun anew; 0: it was not
	been  bool          // it was current once
}

// State is a delivery. Only Apply changes it.
type State struct {
	plan    *session.Plan
	booking Booking
	firsts  []int // index of each activity's first phase

	// What undo leaves.
	captures []Capture
	gaps     []recorded // in the order recorded, which is that of time

	// What undo puts back.
	delivery

	number   int      // of the event applied last, from 1
	standing []given  // the commands that can be taken back, oldest first
	moments  []moment // the delivery as it was, oldest first
}

// delivery is all that commands change.
type delivery struct {
	phases    []Phase
	line      timeline
	taken     []int             // the phases to come back to, the newest last
	fixedAt   map[int]time.Time // of activities by their index, where it is not the plan's; zero: not fixed
	until     time.Time         // the hard end set live; zero: none
	added     time.Duration     // what was added to the hard end since
	gathering Gathering
	quizzes   []Quiz // one for each of the plan's
	rounds    []*Round
	forms     []TakenForm
	credits   []credit
}

// clone is a delivery that shares nothing with this one that a command changes in place.
func (d *delivery) clone() delivery {
	c := *d
	c.phases = slices.Clone(d.phases)
	c.line = d.line.clone()
	c.taken = slices.Clone(d.taken)
	c.fixedAt = maps.Clone(d.fixedAt)
	c.quizzes = slices.Clone(d.quizzes)
	for i := range c.quizzes {
		c.quizzes[i].Answers = slices.Clone(c.quizzes[i].Answers)
	}
	c.rounds = slices.Clone(d.rounds)
	for i, r := range c.rounds {
		other := *r
		other.Voices = slices.Clone(r.Voices)
		c.rounds[i] = &other
	}
	c.forms = slices.Clone(d.forms)
	return c
}

// Clone is a state like this one that shares with it only what never changes.
func (s *State) Clone() *State {
	c := *s
	c.captures = slices.Clone(s.captures)
	c.gaps = slices.Clone(s.gaps)
	c.delivery = s.delivery.clone()
	c.standing = slices.Clone(s.standing)
	c.moments = slices.Clone(s.moments)
	return &c
}

// size is how much there is to clone, in phases.
func (d *delivery) size() int {
	n := len(d.phases) + len(d.forms)
	for i := range d.quizzes {
		n += len(d.quizzes[i].Answers)
	}
	for _, r := range d.rounds {
		n += len(r.Voices)
	}
	return n
}

// New is a delivery of a plan that has not begun.
func New(plan *session.Plan, booking Booking) *State {
	if booking.Zone == nil {
		booking.Zone = time.UTC
	}
	s := &State{plan: plan, booking: booking}
	if part := booking.Part; part != nil && (part.From < 0 || part.To >= len(plan.Activities) || part.From > part.To) {
		s.booking.Part = nil // a record may lie beside another plan than its own
	}
	for a := range plan.Activities {
		activity := &plan.Activities[a]
		outside := s.booking.Part != nil && (a < s.booking.Part.From || a > s.booking.Part.To)
		s.firsts = append(s.firsts, len(s.phases))
		for n := range activity.Phases {
			phase := &activity.Phases[n]
			s.phases = append(s.phases, Phase{
				Plan: phase, Activity: a, Number: n + 1,
				Budget: phase.Duration, Floor: floor(activity, phase), Rank: activity.Rank(phase), Outside: outside,
			})
			if outside || activity.Spare {
				s.phases[len(s.phases)-1].Status = Skipped
			}
		}
	}
	for i := range plan.Quizzes {
		q := &plan.Quizzes[i]
		s.quizzes = append(s.quizzes, Quiz{Plan: q, At: NotBegun, Answers: make([]Answer, len(q.Statements))})
	}
	s.line.byKind = map[PauseKind]time.Duration{}
	s.fixedAt = map[int]time.Time{}
	s.moments = []moment{{delivery: s.delivery.clone()}}
	return s
}

// floor is the least a recovery may leave of a phase: all of it if it is protected, else
// what the plan says, else all of a break, else half of it in whole minutes.
func floor(a *session.Activity, p *session.Phase) time.Duration {
	switch {
	case a.Protect || p.Protect:
		return p.Duration
	case p.AtLeast > 0:
		return p.AtLeast
	case a.Break:
		return p.Duration
	}
	half := (p.Duration/2 + time.Minute - 1).Truncate(time.Minute)
	return min(half, p.Duration)
}

// Plan is the plan being delivered.
func (s *State) Plan() *session.Plan { return s.plan }

// Phases are all phases in plan order, to be read only.
func (s *State) Phases() []Phase { return s.phases }

// Activity is the plan's activity that a phase belongs to.
func (s *State) Activity(phase int) *session.Activity {
	return &s.plan.Activities[s.phases[phase].Activity]
}

// FirstOf is the index of an activity's first phase.
func (s *State) FirstOf(activity int) int { return s.firsts[activity] }

// First is the index of the phase that the delivery begins with, or began with.
func (s *State) First() int {
	if s.line.newest != nil {
		return s.line.first
	}
	first := 0
	if s.booking.Part != nil {
		first = s.firsts[s.booking.Part.From]
	}
	if s.booking.NoWaiting {
		return first // it did, even where that one was left out
	}
	for i := range s.phases {
		if s.phases[i].Status == Pending {
			return i
		}
	}
	return first
}

// Rehearsal is whether this is for practice, without a room.
func (s *State) Rehearsal() bool { return s.booking.Rehearsal }

// phasesOf are the indexes from and up to (not with) of an activity's phases.
func (s *State) phasesOf(activity int) (from, to int) {
	from = s.firsts[activity]
	return from, from + len(s.plan.Activities[activity].Phases)
}

// Stage is how far the delivery has come.
func (s *State) Stage() Stage {
	turn, ok := s.line.last()
	switch {
	case !ok:
		return Ready
	case turn.phase == NoPhase:
		return Finished
	case turn.pause != 0:
		return Paused
	}
	return Running
}

// Current is the index of the current phase, or NoPhase.
func (s *State) Current() int {
	if turn, ok := s.line.last(); ok {
		return turn.phase
	}
	return NoPhase
}

// find is the index of an activity by its id; false where the plan has none such.
func (s *State) find(id string) (int, bool) {
	a := slices.IndexFunc(s.plan.Activities, func(a session.Activity) bool { return a.ID == id })
	return a, a >= 0
}

// Find is the index of the phase that ACTIVITY or ACTIVITY/N names; false
// where the plan has none such.
func (s *State) Find(target string) (int, bool) {
	id, number, numbered := strings.Cut(target, "/")
	n := 1
	if numbered {
		var err error
		if n, err = strconv.Atoi(number); err != nil || strconv.Itoa(n) != number {
			return 0, false
		}
	}
	a, ok := s.find(id)
	if !ok || n < 1 || n > len(s.plan.Activities[a].Phases) {
		return 0, false
	}
	return s.firsts[a] + n - 1, true
}

// Name is how a command names a phase: ACTIVITY/N.
func (s *State) Name(phase int) string {
	return s.Activity(phase).ID + "/" + strconv.Itoa(s.phases[phase].Number)
}

// untouched is whether every phase of an activity is pending.
func (s *State) untouched(activity int) bool {
	from, to := s.phasesOf(activity)
	return len(s.pendingFrom(from, to)) == to-from
}

// JumpedOver are the pending phases before the current one in plan order.
func (s *State) JumpedOver() []int { return s.pendingFrom(0, s.Current()) }

// Status is how far a phase has come. Under way exactly one phase is Current.
type Status uint8

const (
	Pending Status = iota
	Current
	Done
	Skipped
)

// String is the word people and scripts read.
func (s Status) String() string {
	return [...]string{"pending", "current", "done", "skipped"}[s]
}

// Word is what people read where what became of a phase is told.
func (s Status) Word() string {
	return [...]string{"to come", "under way", "done", "skipped"}[s]
}

// Statuses are all there are.
var Statuses = []Status{Pending, Current, Done, Skipped}

// Stage is how far the whole delivery has come.
type Stage uint8

const (
	Ready    Stage = iota // not started
	Running               // a phase is current and its time runs
	Paused                // a phase is current and its time stands
	Finished              // the end was reached or called
)

// String is the word people and scripts read.
func (s Stage) String() string {
	return [...]string{"ready", "running", "paused", "finished"}[s]
}
