package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/report"
)

// loadRecord is a kept run as reports read it. What of it could not be read is
// told on standard error.
func loadRecord(env *cli.Env, replay *journal.Replay) (*report.Record, error) {
	if replay.Plan == nil {
		return nil, planLost(replay.ID)
	}
	plan, problems := session.Load(replay.ID+"/plan.yaml", replay.Plan)
	if plan == nil {
		fmt.Fprintln(env.Err, problems.Error())
		return nil, cli.ErrTold
	}
	r, damage := recordOf(replay, plan)
	for _, words := range damage {
		fmt.Fprintf(env.Err, "%s: %s\n", replay.ID, words)
	}
	return r, nil
}

func planLost(id string) error {
	return fmt.Errorf("the plan of %s is lost; its record is kept in its folder", id)
}

// recordOf is a replay as reports read it, and what of it is damaged.
func recordOf(replay *journal.Replay, plan *session.Plan) (r *report.Record, damage []string) {
	state, skipped := replay.Fold(plan)
	r = &report.Record{
		ID: replay.ID, Kind: report.Kind(replay.Head.Kind), Created: replay.Created,
		Last: replay.Last.At.Add(state.Jumped()), Plan: plan, Booking: replay.Head.Booking,
	}
	for _, e := range replay.Events {
		r.Entries = append(r.Entries, report.Entry{At: e.At, Event: e.Event})
	}
	return r, append(slices.Clone(replay.Damage), skipped...)
}

// findRun is the run that is asked for, by its name or the beginning of it
// where no other run begins so; where nothing is asked for, it is the newest
// that was started. Only runs of these kinds are looked at, or of all where
// none is named.
func findRun(env *cli.Env, store journal.Store, asked string, kinds ...journal.Kind) (string, error) {
	infos, err := store.List()
	if err != nil {
		return "", err
	}
	var found []string
	for _, info := range infos {
		switch {
		case len(kinds) > 0 && !slices.Contains(kinds, info.Head.Kind):
		case info.ID == asked:
			return asked, nil
		case asked == "" && info.Took():
			return info.ID, nil
		case asked != "" && strings.HasPrefix(info.ID, asked):
			found = append(found, info.ID)
		}
	}
	switch {
	case asked == "":
		return "", errors.New("there is no run yet; facilitate deliver or facilitate rehearse makes one")
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", fmt.Errorf("several runs begin with %q: %s; name one of them whole", asked, strings.Join(found, ", "))
	}
	return "", fmt.Errorf("there is no run %q; facilitate history shows the runs there are", session.CleanLine(asked))
}
