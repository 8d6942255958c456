package runs

import (
	"cmp"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/report"
)

type historyOptions struct {
	kind     string
	json     bool
	stateDir string
}

// NewHistory is the command history.
func NewHistory(env *cli.Env) *cobra.Command {
	var o historyOptions
	c := &cobra.Command{
		Use:   "history [PLAN]",
		Short: "list the runs there were, and how long each activity took in them",
		Long: `Lists the deliveries and rehearsals that are kept, the newest first: how long each
was, how far behind or ahead of its plan it ended, and whether it was finished.
The name of a run is the day and time at which it began, and more of it where
that is needed to tell it from others; other commands take it like that.

With PLAN only runs of that plan are listed, and below them a chart shows how
long each activity took in each run.

--json prints one object:

  runs         an array with an object for each run, the newest first:
    run        its whole name
    short      what is enough of it
    plan_id, title   of its plan
    kind       delivery or rehearsal
    part       whether only a part of the plan was rehearsed
    started    when, RFC 3339 in UTC
    lasted_s   from then to its end, or to when it was last known to be under
               way; pauses included
    drift_s    how far it then was behind its plan; negative is ahead
    state      finished, under_way or unfinished
    passed     how many phases were done or skipped, and
    phases     of how many
    activities with PLAN: how long each activity of the plan took, in seconds
               and in their order; null where not all of it was done
    foretold   with PLAN, of the newest runs: how the forecast of its end did, made
               from the runs before it: runs (how many these are), early and late
               (the band of 8 in 10 at the start), held, and marks: at (start, third,
               half or two_thirds), likely_s and plain_s (by how much later it was
               expected than it came, by the forecast and by the plan)
    damage     what of it is damaged; left out where nothing is
    unread     why nothing more is known of it; else left out
  folder       where runs are kept, and
  bytes        how much is in it
  activities   with PLAN: an array with its activities: activity (its id),
               title, planned_s`,
		Args: cli.OptionalArg("facilitate history infant-mental-health"),
		RunE: func(_ *cobra.Command, args []string) error { return runHistory(env, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.kind, "kind", "", "list only `RUNS` of a kind: rehearsals or deliveries")
	f.BoolVar(&o.json, "json", false, "print JSON")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

type pastRun struct {
	info  journal.Info
	short string // enough of its name
	brief string // what it is called in a table
	report.Summary
	times []time.Duration // of the plan's activities; zero where not all was done

	record   *report.Record   // nil where it cannot be read
	foretold *report.Foretold // with a plan, of the newest runs
}

type history struct {
	plan *library.PlanFile // nil: all runs are listed
	kind journal.Kind      // empty: both are
	runs []pastRun         // the newest first

	folder string // in which runs are kept, and how much is in it
	bytes  int64
}

func sizeOf(folder string) (n int64) {
	_ = filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				n += info.Size()
			}
		}
		return nil // what cannot be read is not counted
	})
	return n
}

// inUnits is a number of bytes as people read it.
func inUnits(n int64) string {
	const kilo = 1000
	switch {
	case n < kilo:
		return cli.Count(int(n), "byte", "bytes")
	case n < kilo*kilo:
		return fmt.Sprintf("%d kB", (n+kilo/2)/kilo)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(kilo*kilo))
}

// several is a word for runs of a kind, of which there may be one in --json.
func several(kind string) string {
	return cmp.Or(map[string]string{"rehearsal": "rehearsals", "delivery": "deliveries"}[kind], kind)
}

// kinds are those of runs, by the word for several.
var kinds = map[string]journal.Kind{"rehearsals": journal.Rehearsal, "deliveries": journal.Delivery}

func runHistory(env *cli.Env, o historyOptions, args []string) error {
	h := &history{kind: kinds[several(o.kind)]}
	if o.kind != "" && h.kind == "" {
		return cli.Usage("--kind cannot be %q; write rehearsals or deliveries", o.kind)
	}
	if len(args) == 1 {
		plan, err := library.LoadPlan(env, args[0], library.Fill{})
		if err != nil {
			return err
		}
		h.plan = plan
	}
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	var ids []string // of all runs, for their short names tell them apart from others
	err = library.EachRun(store, func(k *library.KeptRun) {
		ids = append(ids, k.ID)
		if h.wants(&k.Info) {
			h.runs = append(h.runs, h.pastRun(k))
		}
	})
	if err != nil {
		return err
	}
	enough, brief := library.ShortNames(ids), library.BriefNames(ids)
	for i := range h.runs {
		r := &h.runs[i]
		r.short, r.brief = enough[r.info.ID], brief[r.info.ID]
	}
	slices.SortFunc(h.runs, func(a, b pastRun) int {
		return cmp.Or(b.createdAt().Compare(a.createdAt()), strings.Compare(b.info.ID, a.info.ID))
	})
	h.foretell()
	h.folder, h.bytes = store.Dir, sizeOf(store.Dir)
	if o.json {
		return env.AnswerJSON(h.object())
	}
	text := h.text(env.Width(), env.Bold())
	if env.OnTerminal() { // in a file it would be another on every computer
		text += fmt.Sprintf("\nthey lie in %s, and take %s\n", session.CleanLine(h.folder), inUnits(h.bytes))
	}
	return env.AnswerLong(text)
}

// mostForetold is of how many runs it is told how their forecasts did.
const mostForetold = 12

func (h *history) foretell() {
	if h.plan == nil {
		return
	}
	var all []*report.Record
	for _, r := range slices.Backward(h.runs) {
		if r.record != nil {
			all = append(all, r.record)
		}
	}
	for i := range h.runs[:min(len(h.runs), mostForetold)] {
		if r := &h.runs[i]; r.record != nil {
			r.foretold = report.Foretell(r.record, all)
		}
	}
}

// wants is whether a run is to be listed. Nobody knows what one was of that cannot be
// read: it is listed where all are, and where its name speaks for the plan.
func (h *history) wants(info *journal.Info) bool {
	switch {
	case info.Unread != nil:
		return h.plan == nil || h.plan.ID != "" && strings.Contains(info.ID, "-"+strings.ToLower(h.plan.ID)+"-")
	case !info.Took():
		return false
	case h.plan != nil && !library.IsOfPlan(info.Head, h.plan.Plan):
		return false
	}
	return h.kind == "" || h.kind == info.Head.Kind
}

// pastRun is what the history tells of a run; what is wrong with it the list tells.
func (h *history) pastRun(k *library.KeptRun) pastRun {
	var today *session.Plan
	if h.plan != nil {
		today = h.plan.Plan
	}
	p := pastRun{record: k.Record()}
	p.info = k.Info
	if p.record != nil {
		p.Summary, p.times = report.Summarise(p.record, today)
	}
	return p
}

// createdAt is when a run was made; its name says it of one that cannot be read at all.
func (r *pastRun) createdAt() time.Time {
	at := r.info.Created
	if at.IsZero() {
		at, _ = time.Parse(library.NameTime, r.info.ID[:len(library.NameTime)])
	}
	return at
}
