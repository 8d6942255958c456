package library

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/session/run"
)

// LoadRecord is a kept run as reports read it. What of it could not be read is
// told on standard error; where that is its plan, the error is cli.ErrReported.
func LoadRecord(env *cli.Env, replay *journal.Replay) (*report.Record, error) {
	return LoadRecordOf(env, replay, map[string]*session.Plan{})
}

// LoadRecordOf is LoadRecord for several runs: most are of the same few versions of
// a plan, and plans keeps those that were loaded, by their bytes.
func LoadRecordOf(env *cli.Env, replay *journal.Replay, plans map[string]*session.Plan) (*report.Record, error) {
	plan := plans[string(replay.Plan)]
	if plan == nil {
		var err error
		if plan, err = planOf(env, replay); err != nil {
			return nil, err
		}
		plans[string(replay.Plan)] = plan
	}
	r, damage := recordOf(replay, plan)
	for _, words := range damage {
		fmt.Fprintf(env.Err, "%s: %s\n", replay.ID, words)
	}
	return r, nil
}

// planOf is the plan of a run as it was delivered. Problems in it are told here.
func planOf(env *cli.Env, replay *journal.Replay) (*session.Plan, error) {
	if replay.Plan == nil {
		return nil, errNoPlan(replay.ID)
	}
	plan, problems := session.Load(replay.ID+"/plan.yaml", replay.Plan)
	if plan == nil {
		fmt.Fprintln(env.Err, problems.Error())
		return nil, cli.ErrReported
	}
	return plan, nil
}

func errNoPlan(id string) error {
	return fmt.Errorf("the plan of %s is lost; its record is kept in its folder", id)
}

// recordOf is a replay as reports read it, and what of it is damaged.
func recordOf(replay *journal.Replay, plan *session.Plan) (r *report.Record, damage []string) {
	r = &report.Record{
		ID: replay.ID, Kind: report.Kind(replay.Head.Kind), Created: replay.Created,
		Plan: plan, Booking: replay.Head.Booking, Entries: replay.Events, Lost: replay.Lost, Remains: replay.Remains,
	}
	r.Last = replay.Last.At.Add(r.State().Jumped())
	return r, append(slices.Clone(replay.Damage), r.Told()...)
}

// Damage is what of a run cannot be read, and what that costs, in words for people.
func Damage(replay *journal.Replay) []string {
	plan, _ := session.Load(replay.ID+"/plan.yaml", replay.Plan)
	if plan == nil {
		return replay.Damage
	}
	_, damage := recordOf(replay, plan)
	return damage
}

// OpenStore is where runs are kept: in the folder of the flag, else of
// FACILITATE_STATE, else of the system.
func OpenStore(env *cli.Env, dir string) (journal.Store, error) {
	folder, err := journal.Folder(cmp.Or(dir, env.Getenv("FACILITATE_STATE")))
	return journal.Store{Dir: folder}, err
}

// StateDirFlag is the flag --state-dir of all commands that keep runs or look at them.
func StateDirFlag(f *pflag.FlagSet, into *string) {
	f.StringVar(into, "state-dir", "", "the `FOLDER` in which runs are kept (default: FACILITATE_STATE, else the system's)")
}

// LoadState is the state a run was in. What of it could not be read is told on
// standard error; where that is its plan, the error is cli.ErrReported.
func LoadState(env *cli.Env, replay *journal.Replay) (*run.State, error) {
	plan, err := planOf(env, replay)
	if err != nil {
		return nil, err
	}
	state, skipped := replay.Fold(plan)
	for _, words := range append(replay.Damage, skipped...) {
		fmt.Fprintln(env.Err, words)
	}
	return state, nil
}

// RunEnding is what the name of an exported run ends in.
const RunEnding = ".facilitate-run"

// SaveCopy exports a run that the disk did not take to where there may be room
// for it, and says on standard error where, and how it is taken in again; false
// where there is no room for it either.
func SaveCopy(env *cli.Env, r *journal.Run) bool {
	data, err := r.Export()
	for _, dir := range []string{".", os.TempDir()} {
		path := filepath.Join(dir, r.ID()+RunEnding)
		if err != nil || cli.CreatePrivate(path, data) != nil {
			continue
		}
		fmt.Fprintf(env.Err, "all of it is in %s; where there is room, take it in:\n  facilitate import %s\n", path, cli.ShellWord(path))
		if err := journal.CheckTransfer(data); err != nil {
			fmt.Fprintf(env.Err, "import will refuse it: %v\n", err)
		}
		return true
	}
	fmt.Fprintln(env.Err, "and there is no room for a copy of it in this folder either")
	return false
}

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

// Readable are those of RecordsOf; nothing is said of those that cannot be read.
func Readable(env *cli.Env, store journal.Store, plan *session.Plan) []*report.Record {
	quiet := *env
	quiet.Err = io.Discard
	records, _ := RecordsOf(&quiet, store, plan)
	return records
}
