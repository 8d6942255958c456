package report

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"facilitate/session/run"
)

// Timeline is the plan and what happened, side by side on one axis of time.
type Timeline struct {
	Begin, End  time.Time
	Zone        *time.Location // of the times on the axis
	Lanes       []Lane
	Marks       []Mark
	Names       []ActivityName // of the activities that were to be, in plan order
	Description string         // the whole in words
}

// ActivityName is how the picture calls an activity.
type ActivityName struct {
	Number int
	Title  string
}

// Lane is a row of the timeline.
type Lane struct {
	Title  string
	Blocks []Block
}

// Block is a phase's time.
type Block struct {
	Begin, End time.Time
	Activity   int // index in the plan
	Phase      int // in the plan's flat order
	Look       Look
}

// Look is how a block is drawn, which says what it is.
type Look string

const (
	LookPlanned    Look = "planned"
	LookNotReached Look = "missed"
	LookSkipped    Look = "skipped"
	LookRunning    Look = "running"
	LookPaused     Look = "paused"
	LookWaiting    Look = "waiting"
	LookGap        Look = "gap" // left out
	LookLap        Look = "lap"
	LookCredited   Look = "credited"
)

// lookWords are the legend, in its order.
var lookWords = []struct {
	Look  Look
	Words string
}{
	{LookRunning, "running"},
	{LookPaused, "paused"},
	{LookWaiting, "waiting for its time"},
	{LookGap, "gap left out"},
	{LookLap, "given up, then begun again"},
	{LookCredited, "taken as done"},
	{LookNotReached, "planned, not reached"},
	{LookSkipped, "planned, skipped"},
}

// Mark is an instant that matters.
type Mark struct {
	At    time.Time
	Words string
}

// timeline is the picture of the run; there is none of one that never started.
func (r *Run) timeline() (Section, bool) {
	if r.Started.IsZero() || len(r.stretches) == 0 {
		return Section{}, false
	}
	planned, title := r.plannedLane()
	actual := r.actualLane()
	t := &Timeline{
		Zone: r.zone, Begin: r.Started, End: r.Until,
		Lanes: []Lane{{title, planned}, {"Actual", actual}},
	}
	for _, b := range planned {
		t.reach(b.Begin)
		t.reach(b.End)
	}
	for i := range r.Activities {
		if a := &r.Activities[i]; a.Status != PhaseOutside && a.Status != PhaseNotTaken {
			t.Names = append(t.Names, ActivityName{i + 1, a.Title})
		}
	}
	if length := t.End.Sub(t.Begin); r.HardEnd.Before(t.End.Add(length)) && r.HardEnd.After(t.Begin) {
		t.reach(r.HardEnd)
		t.Marks = append(t.Marks, Mark{r.HardEnd, "hard end " + r.clock(r.HardEnd, false)})
	}
	if !t.End.After(t.Begin) {
		t.End = t.Begin.Add(time.Minute)
	}
	t.Description = r.description()
	return Section{ID: "timeline", Title: "Timeline", Timeline: t}, true
}

// reach makes the axis long enough for an instant.
func (t *Timeline) reach(at time.Time) {
	if at.Before(t.Begin) {
		t.Begin = at
	}
	if at.After(t.End) {
		t.End = at
	}
}

// plannedLane is the plan. Where it was to be at another time of day
// altogether, it is drawn as if it had begun when the run did.
func (r *Run) plannedLane() (blocks []Block, title string) {
	title = "Planned"
	shift := r.Started.Sub(r.ScheduledStart)
	if shift.Abs() <= time.Duration(max(r.Planned, r.Lasted)) {
		shift = 0
	} else {
		title = "Planned, moved to the actual start"
	}
	n := 0
	for a := range r.Activities {
		for _, p := range r.Activities[a].Phases {
			look := cmp.Or(map[Status]Look{PhaseNotReached: LookNotReached, PhaseSkipped: LookSkipped}[p.Status], LookPlanned)
			if !p.PlannedEnd.IsZero() {
				blocks = append(blocks, Block{p.PlannedBegin.Add(shift), p.PlannedEnd.Add(shift), a, n, look})
			}
			n++
		}
	}
	return blocks, title
}

// actualLane is what happened. Gaps that were left out lie over the rest.
func (r *Run) actualLane() (blocks []Block) {
	var of []int // the activity of each phase
	for a := range r.Activities {
		of = append(of, slices.Repeat([]int{a}, len(r.Activities[a].Phases))...)
	}
	for _, s := range r.stretches {
		look := LookRunning
		switch {
		case s.Kind == run.LapKind:
			look = LookLap
		case s.Kind == run.WaitKind:
			look = LookWaiting
		case s.Kind != "":
			look = LookPaused
		case s.Credited:
			look = LookCredited
		}
		if s.End.After(s.Begin) {
			blocks = append(blocks, Block{s.Begin, s.End, of[s.Phase], s.Phase, look})
		}
	}
	for i := range r.Gaps {
		if g := &r.Gaps[i]; g.LeftOut > 0 {
			b := Block{Begin: g.Begin, End: g.End, Activity: -1, Phase: run.NoPhase, Look: LookGap}
			if b.Begin.Before(r.Started) {
				b.Begin = r.Started
			}
			if b.End.After(r.Until) {
				b.End = r.Until
			}
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// description is the timeline for those who do not see it.
func (r *Run) description() string {
	ended := "until " + r.clock(r.Until, true) + ", when it was last known to be under way"
	if !r.Ended.IsZero() {
		ended = "to " + r.clock(r.end().Arrival, false)
	}
	return fmt.Sprintf("Planned from %s to %s. Actual from %s %s, with %s. The hard end was %s. %s. The table after this picture has the figures.",
		r.clock(r.ScheduledStart, true), r.clock(r.PlannedEnd, true), r.clock(r.Started, true), ended,
		count(len(r.Pauses), "pause", "pauses"), r.clock(r.HardEnd, false),
		sentenceStart(count(len(r.NotReached), "phase was not reached", "phases were not reached")))
}
