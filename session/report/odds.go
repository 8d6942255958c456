package report

import (
	"slices"
	"time"

	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
)

// Learn is what runs of a plan, oldest first, in any version, teach of when it ends.
func Learn(plan *session.Plan, runs []*Record) *forecast.Forecaster {
	var past []forecast.Past
	for _, r := range runs {
		past = append(past, forecast.Past{State: r.State(), Live: r.Kind == Delivery, Other: isLedByOthers(r.Plan, plan)})
	}
	return forecast.Learn(plan, past)
}

// isLedByOthers is whether both plans say who leads, and it is not the same.
func isLedByOthers(a, b *session.Plan) bool {
	return len(a.Facilitators) > 0 && len(b.Facilitators) > 0 && !slices.Equal(a.Facilitators[:1], b.Facilitators[:1])
}

// Odds are how likely a delivery of a plan ends within the time booked, before it starts.
type Odds struct {
	From   int     // runs, that taught at least half of the plan
	InTime float64 // from 0 to 1; nothing is known of it from fewer than forecast.Least
}

// IsKnown is whether there are runs enough to tell.
func (o Odds) IsKnown() bool { return o.From >= forecast.Least }

// OddsOf are the odds of a plan by its runs.
func OddsOf(plan *session.Plan, runs []*Record) Odds {
	f := Learn(plan, runs)
	return Odds{f.Runs(), inTime(f, plan, plan.Duration)}
}

func inTime(f *forecast.Forecaster, plan *session.Plan, booked time.Duration) float64 {
	start := time.Date(2001, 1, 1, 9, 0, 0, 0, time.UTC)
	if plan.Start != nil {
		start = plan.Start.OnDayOf(start)
	}
	got, ok := f.At(run.New(plan, run.Booking{Start: start, End: start.Add(booked)}), start)
	if !ok {
		return 0
	}
	return got.End()
}

// Foretold is how the forecasts of a run did, made afterwards from the runs before it.
type Foretold struct {
	Runs  int        `json:"runs"`  // that they were made from
	Early time.Time  `json:"early"` // the band of the start
	Late  time.Time  `json:"late"`
	Held  bool       `json:"held"`
	Marks []Foreseen `json:"marks"`
}

// Foreseen is how far off the end was taken to be when some part of the session lay
// behind: later where it is above zero.
type Foreseen struct {
	At     string  `json:"at"`       // start, third, half or two_thirds
	Likely Seconds `json:"likely_s"` // by the middle of the forecast
	Plain  Seconds `json:"plain_s"`  // by the projected end
}

var foreseenAt = []struct {
	id, words string
	part      float64
}{{"start", "the start", 0}, {"third", "a third", 1. / 3}, {"half", "half", 0.5}, {"two_thirds", "two thirds", 2. / 3}}

// Foretell makes that of a run that has ended, from runs of its plan; nil where too
// few of them ended before it began.
func Foretell(r *Record, others []*Record) *Foretold {
	s := r.State()
	end, ended := s.EndedAt()
	began, _ := s.StartedAt()
	if !ended || r.Booking.Part != nil || s.Jumped() > 0 || len(r.Lost) > 0 {
		return nil // what was known when cannot be told
	}
	var before []*Record
	for _, o := range others {
		if at, ended := o.State().EndedAt(); ended && o.ID != r.ID && at.Before(began) {
			before = append(before, o)
		}
	}
	f := Learn(r.Plan, before)
	told := &Foretold{Runs: f.Runs()}
	for i, mark := range foreseenAt {
		now := began.Add(time.Duration(mark.part * float64(end.Sub(began))))
		then := r.asOf(now)
		likely, ok := f.At(then, now)
		if !ok {
			return nil
		}
		if i == 0 {
			told.Early, told.Late = likely.Early, likely.Late
			told.Held = !end.Before(likely.Early) && !end.After(likely.Late)
		}
		told.Marks = append(told.Marks, Foreseen{mark.id, Seconds(likely.Middle.Sub(end).Round(time.Second)), Seconds(then.ProjectedEnd(now).Sub(end).Round(time.Second))})
	}
	return told
}

func (r *Record) asOf(now time.Time) *run.State {
	then := *r.recording()
	if n := slices.IndexFunc(then.Entries, func(e Entry) bool { return e.At.After(now) }); n >= 0 {
		then.Entries = then.Entries[:n]
	}
	s, _ := then.Fold(r.Plan, nil)
	return s
}

// foretold is that, for who reads the report.
func (r *Run) foretold() (Section, bool) {
	f := r.Foretold
	if f == nil {
		return Section{}, false
	}
	held := "the session ended outside it."
	if f.Held {
		held = "the session ended within it."
	}
	t := Table{ID: "foreseen", Columns: []Column{
		{"", "When", Word, Everyone}, {"likely_s", "By what was likely", Difference, Everyone}, {"plain_s", "By the plan", Difference, Everyone},
	}}
	for i, m := range f.Marks {
		t.add(m.At, "at "+foreseenAt[i].words,
			Cell{Kind: Word, Words: "at " + foreseenAt[i].words}, differenceCell(m.Likely, "too late", "too early", "right"), differenceCell(m.Plain, "too late", "too early", "right"))
	}
	return Section{ID: "foretold", Title: "How likely it was", Tables: []Table{t}, Lead: []string{
		"At the start it was likely to end from " + r.clock(f.Early.Round(time.Minute), false) + " to " + r.clock(f.Late.Round(time.Minute), false) + ", 8 in 10; " + held,
		"The end was expected:",
	}}, true
}
