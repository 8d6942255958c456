package report

import (
	"cmp"
	"slices"
	"time"

	"facilitate/session/run"
)

// Run is the report of a run: what was planned and what became of it. It is
// what programs read, as JSON; Sections makes of it what people read. Spans
// are in seconds, and instants in UTC; both are on the delivery's clock.
//
// What a later feature records joins it as one more field and one more
// function in sections.
type Run struct {
	ID        string `json:"run"`
	Kind      Kind   `json:"kind"`
	PlanID    string `json:"plan_id,omitempty"`
	Title     string `json:"title"`
	Part      *Part  `json:"part,omitempty"` // of the plan that was rehearsed; nil: all of it
	State     string `json:"state"`          // ready, running, paused or finished
	Anonymous bool   `json:"anonymous"`

	Created        time.Time `json:"created"`
	ScheduledStart time.Time `json:"scheduled_start"`
	StartBooked    bool      `json:"start_booked"` // else the scheduled start is when it was started
	Started        time.Time `json:"started,omitzero"`
	Ended          time.Time `json:"ended,omitzero"`
	Until          time.Time `json:"until"`      // up to which all figures are
	BookedEnd      time.Time `json:"booked_end"` // as it was before the start
	HardEnd        time.Time `json:"hard_end"`   // as it was agreed last
	PlannedEnd     time.Time `json:"planned_end"`
	ProjectedEnd   time.Time `json:"projected_end"` // when it ended, if it did

	Booked   Seconds                   `json:"booked_s"`
	Planned  Seconds                   `json:"planned_s"`
	Lasted   Seconds                   `json:"lasted_s"`  // from its start: running and paused
	Running  Seconds                   `json:"running_s"` // credited time included
	Breaks   Seconds                   `json:"breaks_s"`  // of Running, what activities took that are breaks
	Credited Seconds                   `json:"credited_s"`
	Paused   map[run.PauseKind]Seconds `json:"paused_s"` // kinds without any are left out
	Drift    Seconds                   `json:"drift_s"`
	InHand   Seconds                   `json:"in_hand_s"`

	Activities []Activity `json:"activities"`
	Promises   []Promise  `json:"promises"`    // of the fixed activities in plan order, the end last; none before the start
	Taken      []Taken    `json:"taken"`       // in between
	NotReached []string   `json:"not_reached"` // phases, as ACTIVITY/N
	Pauses     []Pause    `json:"pauses"`
	Gaps       []Gap      `json:"gaps"`
	Changes    []Change   `json:"changes"`
	Captures   []Line     `json:"captures"`
	Struck     int        `json:"captures_struck"` // lines that were struck, and are not among Captures

	People     *People     `json:"people,omitempty"`     // nil where nobody said who is there
	Quizzes    []Quiz      `json:"quizzes,omitempty"`    // those of which a statement was shown
	Rounds     []Round     `json:"rounds,omitempty"`     // those begun, oldest first
	Foretold   *Foretold   `json:"foretold,omitempty"`   // nil where too few runs were before it
	Evaluation *Evaluation `json:"evaluation,omitempty"` // nil where no form was taken in

	zone      *time.Location
	labels    map[string]label // of the phases, for people
	stretches []run.Stretch
	planned   []run.Window // of each phase
}

// Part is a stretch of a plan, by the ids of its first and last activity.
type Part struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Status is what became of a phase or an activity.
type Status string

// The values of Status. PhaseBegun is an activity of which only some is done or skipped.
const (
	PhaseDone       Status = "done"
	PhaseSkipped    Status = "skipped"
	PhaseCurrent    Status = "current" // where the run stood when it was last known to be under way
	PhaseNotReached Status = "not_reached"
	PhaseNotTaken   Status = "not_taken" // spare, and nothing is missing without it
	PhaseOutside    Status = "outside"   // of the part that was rehearsed
	PhaseBegun      Status = "begun"
)

// Given is whether people had the phase, or some of it.
func (s Status) Given() bool { return s == PhaseDone || s == PhaseCurrent }

// Activity is an activity of the plan, with the sums of its phases.
type Activity struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Status  Status   `json:"status"`
	Planned Seconds  `json:"planned_s"`
	Given   Seconds  `json:"given_s"`
	Spent   Seconds  `json:"spent_s"`
	Over    *Seconds `json:"over_s,omitempty"` // as of a phase, if all of it is done or skipped
	Phases  []Phase  `json:"phases"`

	single bool
}

// Phase is a phase of the plan.
type Phase struct {
	Phase    string   `json:"phase"` // ACTIVITY/N
	ID       string   `json:"id,omitempty"`
	Name     string   `json:"name"`
	Status   Status   `json:"status"`
	Planned  Seconds  `json:"planned_s"`
	Given    Seconds  `json:"given_s"` // the time it had last
	Spent    Seconds  `json:"spent_s"`
	Over     *Seconds `json:"over_s,omitempty"`     // what it spent less what was planned, where it is done
	Credited Seconds  `json:"credited_s,omitempty"` // of what it spent, what was taken as done

	PlannedBegin time.Time `json:"planned_begin,omitzero"`
	PlannedEnd   time.Time `json:"planned_end,omitzero"`
	Began        time.Time `json:"began,omitzero"` // after what it waited
	Visits       []Visit   `json:"visits"`

	label label
}

// Visit is a stretch in which a phase was current, with pauses and what it waited.
type Visit struct {
	Begin time.Time `json:"begin"`
	End   time.Time `json:"end"`
}

// Pause is time that stood still, or that a rehearsal gave up.
type Pause struct {
	Kind   run.PauseKind `json:"kind"`
	Phase  string        `json:"phase"` // in which it began
	Begin  time.Time     `json:"begin"`
	End    time.Time     `json:"end"`
	Lasted Seconds       `json:"lasted_s"` // gaps left out; for a lap, what was given up
	Open   bool          `json:"open,omitempty"`
}

// Gap is a stretch in which the program saw nothing.
type Gap struct {
	Cause   string    `json:"cause"`           // sleep or crash
	Phase   string    `json:"phase,omitempty"` // in which it began
	Begin   time.Time `json:"begin"`
	End     time.Time `json:"end"`
	Lasted  Seconds   `json:"lasted_s"`
	Left    bool      `json:"left_out"`   // it is no part of the session
	LeftOut Seconds   `json:"left_out_s"` // of it, what lay between start and end
}

// Line is something that was typed during the session.
type Line struct {
	ID     int             `json:"id"`
	Kind   run.CaptureKind `json:"kind"`
	Text   string          `json:"text,omitempty"`
	At     time.Time       `json:"at"`
	Phase  string          `json:"phase,omitempty"`
	Edited bool            `json:"edited,omitempty"`
	Lost   bool            `json:"lost,omitempty"` // its record is: At is when the next one was taken
}

// Of is the report of a run.
func Of(record *Record) *Run {
	f := fold(record)
	s, until := f.state, f.until
	r := &Run{
		ID: record.ID, Kind: record.Kind, PlanID: record.Plan.ID, Title: record.Plan.Title, State: s.Stage().String(),
		Created: record.Created.UTC(), StartBooked: s.Booked(), Until: until.UTC(),
		ScheduledStart: s.ScheduledStart(until).UTC(), HardEnd: s.HardEnd(until).UTC(),
		PlannedEnd: s.PlannedEnd(until).UTC(), ProjectedEnd: s.ProjectedEnd(until).UTC(),
		Drift: Seconds(s.Drift(until)), InHand: Seconds(s.InHand(until)),
		Paused:     map[run.PauseKind]Seconds{},
		NotReached: []string{}, Pauses: f.pauses(), Gaps: f.gaps(), Changes: f.changes(), Captures: []Line{},
		zone: cmp.Or(record.Booking.Zone, time.UTC), labels: map[string]label{}, stretches: s.Stretches(until), planned: s.Planned(until),
	}
	if at, ok := s.StartedAt(); ok {
		r.Started, r.Lasted = at.UTC(), Seconds(until.Sub(at))
	}
	if at, ok := s.EndedAt(); ok {
		r.Ended = at.UTC()
	}
	for kind, d := range s.Paused(until) {
		r.Paused[kind] = Seconds(d)
	}
	r.book(record, s)
	r.fill(f)
	r.Promises, r.Taken = r.promised(f), f.taken()
	r.keep(f)
	r.work(f)
	r.Evaluation = evaluationOf(s)
	return r
}

// book works out what was booked before anything changed live: it is what a
// delivery with the same booking would have that began when this was to.
func (r *Run) book(record *Record, s *run.State) {
	b := record.Booking
	b.Start = r.ScheduledStart
	if !b.End.IsZero() {
		b.End = b.End.Add(time.Duration(r.Paused[run.LapKind]))
	}
	r.BookedEnd = run.New(s.Plan(), b).HardEnd(r.Until).UTC()
	r.Booked = Seconds(r.BookedEnd.Sub(r.ScheduledStart))
}

func (r *Run) fill(f *folded) {
	s := f.state
	visits, began := s.Visits(f.until), make([]time.Time, len(s.Phases()))
	for _, v := range s.Stays(f.until) {
		if began[v.Phase].IsZero() && !v.Begun.IsZero() {
			began[v.Phase] = v.Begun.UTC()
		}
	}
	plan := s.Plan()
	for a := range plan.Activities {
		from := &plan.Activities[a]
		activity := Activity{ID: from.ID, Title: from.Title, single: from.Single}
		first := s.FirstOf(a)
		entered := len(slices.Concat(visits[first:first+len(from.Phases)]...)) > 0
		for i := first; i < first+len(from.Phases); i++ {
			phase := f.phase(i, r.planned[i], visits[i])
			if from.Spare && phase.Status == PhaseSkipped && !entered {
				phase.Status = PhaseNotTaken
			}
			phase.Began = began[i]
			phase.label = labelOf(a, from, &from.Phases[i-first])
			r.labels[phase.Phase] = phase.label
			if phase.Status == PhaseNotReached {
				r.NotReached = append(r.NotReached, phase.Phase)
			}
			if phase.Status != PhaseOutside && !from.Spare {
				r.Planned += phase.Planned
			}
			r.Running += phase.Spent
			if from.Break {
				r.Breaks += phase.Spent
			}
			r.Credited += phase.Credited
			activity.add(phase)
		}
		activity.close()
		r.Activities = append(r.Activities, activity)
	}
	for _, a := range r.Activities {
		if f.record.Booking.Part == nil || a.Status == PhaseOutside {
			continue
		}
		if r.Part == nil {
			r.Part = &Part{From: a.ID}
		}
		r.Part.To = a.ID
	}
}

func (f *folded) phase(i int, planned run.Window, visits []run.Window) Phase {
	p := &f.state.Phases()[i]
	status := [...]Status{run.Pending: PhaseNotReached, run.Current: PhaseCurrent, run.Done: PhaseDone, run.Skipped: PhaseSkipped}[p.Status]
	if p.Outside {
		status = PhaseOutside
	}
	phase := Phase{
		Phase: f.names[i], ID: p.Plan.ID, Name: p.Plan.Name, Status: status,
		Planned: Seconds(p.Plan.Duration), Given: Seconds(p.Budget), Spent: Seconds(f.state.Spent(i, f.until)),
		Credited: Seconds(p.Credited), Visits: []Visit{},
	}
	if !planned.End.IsZero() {
		phase.PlannedBegin, phase.PlannedEnd = planned.Begin.UTC(), planned.End.UTC()
	}
	if phase.Status == PhaseDone {
		over := phase.Spent - phase.Planned
		phase.Over = &over
	}
	for _, v := range visits {
		phase.Visits = append(phase.Visits, Visit{v.Begin.UTC(), v.End.UTC()})
	}
	return phase
}

func (a *Activity) add(p Phase) {
	a.Phases = append(a.Phases, p)
	a.Planned += p.Planned
	a.Given += p.Given
	a.Spent += p.Spent
}

// close says what became of the activity, once all its phases are there.
func (a *Activity) close() {
	count := map[Status]int{}
	for i := range a.Phases {
		count[a.Phases[i].Status]++
	}
	first := a.Phases[0].Status
	switch {
	case count[PhaseCurrent] > 0:
		a.Status = PhaseCurrent
	case count[first] == len(a.Phases) && first != PhaseDone:
		a.Status = first
	case count[PhaseNotReached] > 0:
		a.Status = PhaseBegun
	default:
		a.Status = PhaseDone
		over := a.Spent - a.Planned
		a.Over = &over
	}
}

func (r *Run) keep(f *folded) {
	for _, c := range f.state.Captures() {
		if c.Struck {
			r.Struck++
			continue
		}
		r.Captures = append(r.Captures, Line{
			ID: c.ID, Kind: c.Kind, Text: c.Text, At: c.At.UTC(), Phase: f.name(c.Phase), Edited: c.Edited, Lost: c.Lost,
		})
	}
}

// WithoutNames is the report without anything that somebody typed or was
// called: all its figures stay.
func (r *Run) WithoutNames() *Run {
	without := *r
	without.Anonymous = true
	without.Captures = slices.Clone(r.Captures)
	for i := range without.Captures {
		if !without.Captures[i].Lost {
			without.Captures[i].Text = ""
		}
	}
	without.People = r.People.withoutNames()
	without.Evaluation = r.Evaluation.withoutTexts()
	return &without
}

func (r *Run) count(kind run.CaptureKind) (n int) {
	for i := range r.Captures {
		if r.Captures[i].Kind == kind {
			n++
		}
	}
	return n
}

func (r *Run) pausedIn() (sum Seconds) {
	for _, d := range r.Paused {
		sum += d
	}
	return sum
}
