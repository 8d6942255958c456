package library

import (
	"slices"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/journal"
	"facilitate/session/report"
)

// Forecaster is what the kept runs of a plan teach of how likely it ends when.
func Forecaster(env *cli.Env, store journal.Store, plan *session.Plan) (*forecast.Forecaster, error) {
	records, err := RecordsOf(env, store, plan)
	if err != nil {
		return nil, err
	}
	var past []forecast.Past
	for _, r := range records {
		past = append(past, forecast.Past{State: r.State(), Live: r.Kind == report.Delivery, Other: ledByOthers(r.Plan, plan)})
	}
	return forecast.Learn(plan, past), nil
}

// ledByOthers is whether both plans say who leads, and it is not the same.
func ledByOthers(a, b *session.Plan) bool {
	return len(a.Facilitators) > 0 && len(b.Facilitators) > 0 && !slices.Equal(a.Facilitators[:1], b.Facilitators[:1])
}
