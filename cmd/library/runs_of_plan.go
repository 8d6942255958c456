package library

import (
	"fmt"
	"slices"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/report"
)

// IsOfPlan is whether a run was of a plan, in whatever version: by the plan's id,
// and where one of the two has none, by its title.
func IsOfPlan(head journal.Head, plan *session.Plan) bool {
	if head.PlanID != "" && plan.ID != "" {
		return head.PlanID == plan.ID
	}
	return head.Title == plan.Title
}

// RunReader reads many runs. Most are of the same few versions of a plan, and
// to load one takes far longer than all else: each is loaded once.
type RunReader struct {
	store journal.Store
	plans map[string]*session.Plan // by their bytes
}

// NewRunReader reads the runs of a store.
func NewRunReader(store journal.Store) *RunReader {
	return &RunReader{store, map[string]*session.Plan{}}
}

// Read is a kept run as reports read it, and what of it is damaged. The error
// says why nothing can be told of it.
func (rr *RunReader) Read(id string) (r *report.Record, damage []string, err error) {
	replay, err := rr.store.Read(id)
	if err != nil {
		return nil, nil, err
	}
	if replay.Plan == nil {
		return nil, nil, errNoPlan(id)
	}
	plan, known := rr.plans[string(replay.Plan)]
	if !known {
		plan, _ = session.Load(id+"/plan.yaml", replay.Plan)
		rr.plans[string(replay.Plan)] = plan
	}
	if plan == nil {
		return nil, nil, fmt.Errorf("the plan of %s cannot be read; facilitate check finds out why", id)
	}
	r, damage = recordOf(replay, plan)
	return r, damage, nil
}

// RecordsOf are the started runs of a plan, oldest first. One that cannot be
// read is told on standard error and left out.
func RecordsOf(env *cli.Env, store journal.Store, plan *session.Plan) ([]*report.Record, error) {
	infos, err := store.List()
	if err != nil {
		return nil, err
	}
	reader := NewRunReader(store)
	var records []*report.Record
	for _, info := range slices.Backward(infos) {
		if info.Unread != nil || !info.Took() || !IsOfPlan(info.Head, plan) {
			continue // of which plan an unread one was, nobody knows: history lists it
		}
		r, damage, err := reader.Read(info.ID)
		if err != nil {
			fmt.Fprintln(env.Err, err)
			continue
		}
		for _, words := range damage {
			fmt.Fprintf(env.Err, "%s: %s\n", info.ID, words)
		}
		records = append(records, r)
	}
	return records, nil
}
