package report

import (
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// Summary is a run in a history.
type Summary struct {
	Started time.Time     // when it was started; zero where it was not
	Lasted  time.Duration // from then to its end, or to when it was last known to be under way; pauses included
	Drift   time.Duration // behind the plan then; negative is ahead
	Ended   bool
	Passed  int // phases done or skipped
	Phases  int // of the plan, or of the part of it that was rehearsed
	Part    bool
}

// Summarise is what a history tells of a run, and what each activity of today's plan, if
// there is one, took in it: in whole seconds, or zero where that cannot be learnt because
// not all of it was done.
func Summarise(r *Record, today *session.Plan) (Summary, []time.Duration) {
	s := r.State()
	until := r.Until(s)
	sum := Summary{Drift: s.Drift(until)}
	if at, ok := s.StartedAt(); ok {
		sum.Started, sum.Lasted = at, until.Sub(at)
	}
	_, sum.Ended = s.EndedAt()
	for i, p := range s.Phases() {
		switch {
		case p.Outside:
			sum.Part = true
			continue
		case p.Status == run.Skipped && s.Activity(i).Spare:
			continue
		case p.Status == run.Done, p.Status == run.Skipped:
			sum.Passed++
		}
		sum.Phases++
	}
	if today == nil {
		return sum, nil
	}
	took := map[string]time.Duration{}
	for i, a := range r.Plan.Activities {
		took[a.ID] = activityTook(s, i, until)
	}
	var times []time.Duration
	for _, a := range today.Activities {
		times = append(times, took[a.ID])
	}
	return sum, times
}

// activityTook is how long all phases of an activity took together; zero where
// one of them teaches nothing.
func activityTook(s *run.State, activity int, until time.Time) (sum time.Duration) {
	first := s.FirstOf(activity)
	for i := range s.Plan().Activities[activity].Phases {
		spent, ok := s.Taught(first+i, until)
		if !ok {
			return 0
		}
		sum += spent
	}
	return sum.Round(time.Second)
}
