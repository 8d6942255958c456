package runs

import (
	"fmt"
	"slices"
	"time"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/report"
	"facilitate/timer"
)

type tuneOptions struct {
	from     string
	least    int
	round    string
	sure     int
	json     bool
	diff     bool
	apply    bool
	out      string // the file a copy is written to
	stateDir string
}

// NewTune is the command tune.
func NewTune(env *cli.Env) *cobra.Command {
	var o tuneOptions
	c := &cobra.Command{
		Use:   "tune [PLAN]",
		Short: "propose durations for a plan from how long its runs took",
		Long: `Looks at how long each phase of a plan took in its rehearsals and deliveries and
proposes durations: the median of the runs, to the half minute, with what the
plan says of it (at_least, protect) and the time booked respected.
docs/rehearsing.md has the rules. Without PLAN it is the one that ships.

Without --apply it changes nothing and shows what would change in the file.
With --apply the durations in the file are changed and nothing else: comments,
order, quotes and line ends stay; one that extends another plan gains what
differs, where it belongs. What the file was is kept beside it as
FILE.bak. -o writes a copy instead, and the plan stays as it is; one that ships
inside the program can only be written so.

--json prints one object:

  plan, title     the plan, as it was asked for, and its title
  from            which runs were looked at: rehearsals, deliveries or both
  rehearsals      how many of these there are, and
  deliveries      how many of these; 0 where they were not looked at
  earlier         how many of the runs were of an earlier version of the plan
  least, round_s  as --least and --round say
  booked_s        the time booked
  planned_s       how long the session takes as planned, and
  proposed_s      as proposed, with waiting for fixed times
  over_s          by how much that is more than the time booked; else 0
  changes         how many phases are proposed another duration
  sure            in how many of ten it is to end in time, and
  on_time         how likely it does as proposed, from 0 to 1; left out, with what
                  follows, where too few runs are known
  missing_s       what would have to be booked besides for that
  payers          the phases that can be cut for it: activity, phase and cut_s
  paid            how likely it ends in time then
  written, kept   the file that was written, and the one in which what it was
                  is kept; left out where there is none
  phases          an array with an object for each phase:
    activity      its activity's id
    phase         which of its phases it is, from 1
    id, name      of the phase; id is left out where it has none
    samples_s     how long it took, oldest run first
    median_s, shortest_s, longest_s   of these; left out where there are none
    planned_s, proposed_s
    cut_s         by how much it was shortened to fit the time booked
    reason        as_measured; or at_least, protected or speech where it must
                  not be shorter; or too_few_runs where it is left alone`,
		Args: cli.OptionalArg("facilitate tune my.yaml"),
		RunE: func(_ *cobra.Command, args []string) error { return runTune(env, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.from, "from", "both", "learn from `RUNS`: rehearsals, deliveries or both")
	f.IntVar(&o.least, "least", report.UsualLeast, "leave a phase alone that fewer than `N` runs tell of")
	f.StringVar(&o.round, "round", timer.FormatSpan(report.UsualStep), "propose multiples of `D`; 1s proposes the medians")
	f.IntVar(&o.sure, "sure", 0, "cut phases until `N` in 10 would end in time (default: 8, where none has to be cut for that)")
	f.BoolVar(&o.apply, "apply", false, "change the plan's file")
	f.StringVarP(&o.out, "output", "o", "", "write a copy with the changes to `FILE`, which must not exist")
	f.BoolVar(&o.diff, "diff", false, "print the change alone, for patch")
	f.BoolVar(&o.json, "json", false, "print JSON")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

type tuning struct {
	*report.Tuned
	plan    *library.PlanFile
	how     report.Tuning
	options tuneOptions
	after   []byte // the plan's file with the proposal; nil where nothing changes

	written, kept string // files
}

func runTune(env *cli.Env, o tuneOptions, args []string) error {
	o.from = several(o.from)
	how, err := o.tuning()
	if err != nil {
		return err
	}
	f, err := library.AskedPlan(env, args, library.Fill{})
	if err != nil {
		return err
	}
	if f.Shipped && o.apply && o.out == "" {
		return cli.Usage("%s ships inside the program and cannot be changed; write a copy of your own: facilitate tune %[1]s -o my.yaml", cli.ShellWord(f.Name))
	}
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	records, err := library.RecordsOf(env, store, f.Plan)
	if err != nil {
		return err
	}
	t := &tuning{Tuned: report.Tune(f.Plan, o.chooseRuns(records), how), plan: f, how: how, options: o}
	after, trouble := t.retime(env)
	if trouble == nil && t.Changes() > 0 {
		if t.after = after; o.out == "-" {
			return env.AnswerFile(after)
		}
		trouble = t.write(o)
	}
	if err := t.show(env, o); err != nil {
		return err
	}
	return trouble
}

// retime is the plan's file with the durations proposed. A copy of what extends another
// plan is a whole one, as it is delivered; the file itself says no more than it must.
func (t *tuning) retime(env *cli.Env) ([]byte, error) {
	switch {
	case t.plan.Overlay() != nil && t.options.out == "":
		return session.RetimeOverlay(t.plan.Source(env), t.Durations())
	case t.plan.Overlay() != nil:
		t.plan.Src = t.plan.Whole()
	}
	return session.Retime(t.plan.File, t.plan.Src, t.Durations())
}

func (o tuneOptions) tuning() (report.Tuning, error) {
	how := report.Tuning{Least: o.least, Sure: o.sure}
	var err error
	how.Step, err = timer.ParseSpan(o.round)
	switch {
	case err != nil:
		return how, cli.Usage("--round: %w; %s", err, timer.SpanHint)
	case how.Step > time.Hour:
		return how, cli.Usage("--round %s is too much to round to; try 30s or 1m", o.round)
	case o.least < 1:
		return how, cli.Usage("--least is a number of runs from 1, not %d", o.least)
	case o.sure < 0 || o.sure > 9:
		return how, cli.Usage("--sure is in how many of 10 it ends in time, from 1 to 9, not %d", o.sure)
	case o.from != "both" && o.from != "rehearsals" && o.from != "deliveries":
		return how, cli.Usage("--from cannot be %q; write rehearsals, deliveries or both", o.from)
	case o.json && o.diff:
		return how, cli.Usage("--json and --diff contradict each other; give one of them")
	case o.apply && o.diff:
		return how, cli.Usage("--diff changes nothing and --apply does; give one of them")
	case o.out != "" && o.diff:
		return how, cli.Usage("--diff writes no file and -o does; give one of them")
	}
	return how, cli.WantEnding(o.out, "a plan", ".yaml", ".yml")
}

func (o tuneOptions) chooseRuns(records []*report.Record) []*report.Record {
	kind, one := kinds[o.from]
	return slices.DeleteFunc(records, func(r *report.Record) bool { return one && string(r.Kind) != string(kind) })
}

func (t *tuning) write(o tuneOptions) (err error) {
	switch {
	case o.out != "":
		if err = cli.CreateFile(o.out, t.after); err == nil {
			t.written = o.out
		}
	case o.apply:
		if t.kept, err = cli.RewriteFile(t.plan.File, t.plan.Src, t.after); err == nil {
			t.written = t.plan.File
		}
	}
	return err
}

func (t *tuning) show(env *cli.Env, o tuneOptions) error {
	switch {
	case o.json:
		return env.AnswerJSON(t.object())
	case o.diff && t.after == nil:
		fmt.Fprintln(env.Err, t.whyUnchanged())
		return nil
	case o.diff:
		return env.AnswerFile([]byte(t.diff()))
	}
	return env.AnswerLong(t.text(env.Width(), env.Bold()))
}

func (t *tuning) whyUnchanged() string {
	switch {
	case len(t.Runs) == 0:
		return "there is nothing to learn from yet: facilitate rehearse and facilitate deliver keep a record of each run"
	case t.options.out != "":
		return "nothing would change, so " + session.CleanLine(t.options.out) + " was not written"
	}
	return "nothing would change"
}

func (t *tuning) diff() string {
	name := session.CleanLine(t.plan.File)
	return udiff.Unified(name, name, string(t.plan.Src), string(t.after))
}
