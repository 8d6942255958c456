package deliver

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
)

type rehearseOptions struct {
	deliverOptions
	from, only string
	script     scriptOptions
	json       bool
}

// NewRehearse is the command rehearse.
func NewRehearse(env *cli.Env) *cobra.Command {
	var o rehearseOptions
	c := &cobra.Command{
		Use:   "rehearse [PLAN]",
		Short: "practise a session: how long does it really take?",
		Long: `Practises a session in the terminal, or keeps one that was practised with a watch.
It is the console of deliver, marked as a rehearsal; its runs are kept apart from
deliveries. The session counts from when you start it, whatever the plan's usual
start. Two keys are there beside those of a delivery:

  d  take this phase as done in its time: the clock goes on by what is left of it
  o  once more: again from the start of this phase, as if the time since had not been

With --talk you practise what you say. In a phase in which people work alone, in
pairs or in groups, or in which a round is heard, there is nobody to wait for:
leaving it takes the rest of it as done in its time. Such time counts, but
nothing is learnt from it.

At the end it says what ran over, what ran under, and what to practise next.

--script keeps a rehearsal from a file of timed commands, at once and without a
terminal: times taken by hand with a watch. A line is an offset and a command, as
in simulate, with credit (the key d) and lap (the key o) besides:

  0:00   start
  4:40   next
  4:40   credit        # the groups worked
  11:05  finish

The last line is taken to be now, unless --zero says when offset 0:00 was.
--json prints the run and what there is to practise as an object.`,
		Args: cli.OptionalArg("facilitate rehearse infant-mental-health"),
		RunE: func(_ *cobra.Command, args []string) error { return runRehearse(env, o, args) },
	}
	f := c.Flags()
	f.BoolVar(&o.talk, "talk", false, "practise what you say: what only the room does is taken as done")
	f.StringVar(&o.from, "from", "", "practise from this `ACTIVITY` on")
	f.StringVar(&o.only, "only", "", "practise this `ACTIVITY` alone")
	o.script.add(f, "rehearsal")
	f.BoolVar(&o.json, "json", false, "with --script: print JSON")
	o.add(f, "a booked start, a time of day `HH:MM` (default: when you start)",
		"when everybody would have to be out, `HH:MM` (default: the start and the booked time)")
	cli.ThemeFlag(env, f)
	return c
}

func runRehearse(env *cli.Env, o rehearseOptions, args []string) error {
	switch {
	case o.from != "" && o.only != "":
		return cli.Usage("--from and --only contradict each other; give one of them")
	case o.script.file == "" && o.json:
		return cli.Usage("--json is for a script; give one with --script FILE")
	}
	plan, start, end, err := o.asked(env, args, o.script, false)
	if err != nil {
		return err
	}
	part, err := o.part(plan.Plan)
	if err != nil {
		return err
	}
	book := func(now time.Time) run.Booking {
		b := booking(nil, start, end, now)
		b.Rehearsal, b.Part = true, part
		return b
	}
	if o.script.file == "" {
		return o.begin(env, plan, journal.Rehearsal, book(env.Now()))
	}
	kept, err := o.script.keep(env, plan, o.stateDir, journal.Rehearsal, book)
	if err != nil {
		return err
	}
	kept.talk, kept.json = o.talk, o.json
	return printPractice(env, kept)
}

// part is the part of the plan that is asked for; nil for all of it.
func (o rehearseOptions) part(plan *session.Plan) (*run.Part, error) {
	flag, asked := "from", o.from
	if o.only != "" {
		flag, asked = "only", o.only
	}
	var ids []string
	for i := range plan.Activities {
		ids = append(ids, plan.Activities[i].ID)
	}
	switch i := slices.Index(ids, asked); {
	case asked == "":
		return nil, nil
	case i >= 0 && flag == "only":
		return &run.Part{From: i, To: i}, nil
	case i >= 0:
		return &run.Part{From: i, To: len(ids) - 1}, nil
	}
	todo := "its activities are " + strings.Join(ids[:min(len(ids), mostNamed)], ", ")
	if len(ids) > mostNamed {
		todo += " and others"
	}
	if near := session.Nearest(asked, ids); near != "" {
		todo = "did you mean " + near + "?"
	}
	return nil, cli.Usage("--%s: the plan has no activity %.40q; %s", flag, asked, todo)
}

const mostNamed = 30 // how many of a plan's activities an error lists
