package library

import (
	"io"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/journal"
	"facilitate/session/report"
)

// Forecaster is what the kept runs of a plan teach of how likely it ends when.
func Forecaster(env *cli.Env, store journal.Store, plan *session.Plan) (*forecast.Forecaster, error) {
	records, err := RecordsOf(env, store, plan)
	return report.Learn(plan, records), err
}

// Odds are how likely a session of a plan ends in time, by the runs of it that are
// kept. Of those that cannot be read nothing is said here.
func Odds(env *cli.Env, stateDir string, plan *session.Plan) report.Odds {
	store, err := OpenStore(env, stateDir)
	if err != nil {
		return report.Odds{}
	}
	return report.OddsOf(plan, Readable(env, store, plan))
}

// Readable are the runs of a plan as RecordsOf has them, of which nothing is said
// that cannot be read.
func Readable(env *cli.Env, store journal.Store, plan *session.Plan) []*report.Record {
	quiet := *env
	quiet.Err = io.Discard
	records, _ := RecordsOf(&quiet, store, plan)
	return records
}
