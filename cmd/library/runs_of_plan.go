package library

import (
	"cmp"
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

// KeptRun is one of the runs that are kept.
type KeptRun struct {
	journal.Info
	replay *journal.Replay          // nil where Unread says why
	plans  map[string]*session.Plan // by their bytes
}

// EachRun reads all runs of a store, each once, and hands them to see, one after
// the other and in no order.
func EachRun(store journal.Store, see func(*KeptRun)) error {
	// Most are of the same few versions of a plan, and to load one takes far
	// longer than all else: each is loaded once.
	plans := map[string]*session.Plan{}
	return store.Each(func(info *journal.Info, replay *journal.Replay) { see(&KeptRun{*info, replay, plans}) })
}

// Record is the run as reports read it. What of it is damaged is told in Damage
// then, and in Unread why it cannot be read: it is nil then.
func (k *KeptRun) Record() *report.Record {
	if k.Unread != nil {
		return nil
	}
	if k.replay.Plan == nil {
		k.Unread = errNoPlan(k.ID)
		return nil
	}
	plan, known := k.plans[string(k.replay.Plan)]
	if !known {
		plan, _ = session.Load(k.ID+"/plan.yaml", k.replay.Plan)
		k.plans[string(k.replay.Plan)] = plan
	}
	if plan == nil {
		k.Unread = fmt.Errorf("the plan of %s cannot be read; facilitate check finds out why", k.ID)
		return nil
	}
	r, damage := recordOf(k.replay, plan)
	k.Damage = damage
	return r
}

// RecordsOf are the started runs of a plan, oldest first. One that cannot be
// read is told on standard error and left out.
func RecordsOf(env *cli.Env, store journal.Store, plan *session.Plan) ([]*report.Record, error) {
	var runs []*KeptRun
	records := map[*KeptRun]*report.Record{}
	err := EachRun(store, func(k *KeptRun) {
		if k.Unread == nil && k.Took() && IsOfPlan(k.Head, plan) { // of which plan an unread one was, nobody knows: history lists it
			runs = append(runs, k)
			records[k] = k.Record()
		}
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(runs, func(a, b *KeptRun) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) })
	var all []*report.Record
	for _, k := range runs {
		if k.Unread != nil {
			fmt.Fprintln(env.Err, k.Unread)
			continue
		}
		for _, words := range k.Damage {
			fmt.Fprintf(env.Err, "%s: %s\n", k.ID, words)
		}
		all = append(all, records[k])
	}
	return all, nil
}
