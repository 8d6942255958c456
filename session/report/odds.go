package report

import (
	"slices"
	"time"

	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
)

// Learn is what runs of a plan, oldest first and in whatever version, teach of how
// likely it ends when.
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

// Odds are how likely a delivery of a plan ends within the time booked, before it
// starts.
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

// inTime is how likely a plan ends within so much time.
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
