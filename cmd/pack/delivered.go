package pack

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/pack"
	"facilitate/session/report"
)

// planOf is the plan of a run as it was delivered, with its pictures beside the file
// that it came from, and what became of it.
func planOf(env *cli.Env, stateDir, name string) (*library.PlanFile, *pack.Delivered, error) {
	store, err := library.OpenStore(env, stateDir)
	if err != nil {
		return nil, nil, err
	}
	id, err := library.FindRun(store, name)
	if err != nil {
		return nil, nil, err
	}
	replay, err := store.Read(id)
	if err != nil {
		return nil, nil, err
	}
	record, err := library.LoadRecordOf(env, replay, map[string]*session.Plan{})
	if err != nil {
		return nil, nil, err
	}
	r := report.Of(record)
	switch {
	case replay.Head.Kind != journal.Delivery:
		return nil, nil, fmt.Errorf("%s is a rehearsal: nobody took part in it", id)
	case r.Ended.IsZero():
		return nil, nil, fmt.Errorf("%s has not ended; facilitate resume %s goes on with it", id, id)
	}
	f := library.Recall(env, replay.Head.Plan, record.Plan)
	if f == nil {
		f = &library.PlanFile{File: id, Shipped: true}
	}
	f.Plan = record.Plan
	f.Facilitators = slices.DeleteFunc(f.Facilitators, isOpen)
	f.Date = r.Started.In(record.Booking.Zone).Format(time.DateOnly)
	return f, &pack.Delivered{Lasted: time.Duration(r.Lasted), Given: func(activity, phase int) bool {
		return r.Activities[activity].Phases[phase].Status.Given()
	}}, nil
}

// isOpen is whether a name is a blank that was open when the run began, as screens show
// one: nobody is introduced by it.
func isOpen(name string) bool { return strings.HasPrefix(name, "[") && strings.HasSuffix(name, "]") }
