package script

import (
	"bufio"
	"cmp"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session/forecast"
	"facilitate/session/run"
	"facilitate/timer"
)

// simulateZero is the instant of offset 0:00 where no flag says another.
var simulateZero = time.Date(2000, 1, 3, 10, 0, 0, 0, time.UTC)

// The formats of the output.
const (
	formatTable = "table"
	formatJSON  = "json"
)

type simulateOptions struct {
	script           string
	start, end, zero time.Time
	format           string
	odds             bool
	stateDir         string
}

// NewSimulate is the command simulate.
func NewSimulate(env *cli.Env) *cobra.Command {
	var o simulateOptions
	c := &cobra.Command{
		Use:   "simulate [PLAN] --script FILE",
		Short: "deliver a plan from a script of timed commands, at once",
		Long: `Delivers a plan from a script of timed commands, at once and without a
terminal: what if we start twelve minutes late and the quiz overruns? It prints a
row for each command on a terminal, and elsewhere a JSON object.

A line of the script is an offset and a command:

  0:00    start
  12:30   next              # a comment
  14:00   pause question
  1:02:00 recover trim

With --odds it says after each line how likely the session ends when, from the
runs of the plan that are kept: docs/likely.md says what that means.

docs/simulate.md lists the commands, and docs/timing.md says how time is counted.`,
		Args: cli.OptionalArg("facilitate simulate infant-mental-health --script FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return runSimulate(env, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.script, "script", "", "the script `FILE`; - reads standard input")
	InstantFlag(f, &o.start, env.Now, "start", "the scheduled start, an `INSTANT` like 09:30 or 2026-11-21T09:30:00Z")
	InstantFlag(f, &o.end, env.Now, "end", "when everybody must be out, an `INSTANT`")
	InstantFlag(f, &o.zero, nil, "zero", "the `INSTANT` of offset 0:00 (default: the one of --start)")
	f.StringVar(&o.format, "format", "", "print a `FORMAT`: table or json (default: table on a terminal, else json)")
	f.BoolVar(&o.odds, "odds", false, "say how likely it ends when, from the runs that are kept")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

func runSimulate(env *cli.Env, o simulateOptions, args []string) error {
	booking, zero := o.booking()
	switch o.format {
	case "":
		o.format = formatJSON
		if env.OnTerminal() {
			o.format = formatTable
		}
	case formatJSON, formatTable:
	default:
		return cli.Usage("--format: there is no format %q; it is %s or %s", o.format, formatTable, formatJSON)
	}
	if o.script == "" {
		return cli.Usage("simulate needs a script; give it with --script FILE, or --script - for standard input")
	}
	script, err := Open(env, o.script)
	if err != nil {
		return err
	}
	defer script.Close()
	plan, err := library.AskedPlan(env, args, library.Fill{})
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(env.Out, 1<<16)
	state := run.New(plan.Plan, booking)
	sim := simulation{state: state, zero: zero, zone: booking.Zone}
	if o.odds {
		store, err := library.OpenStore(env, o.stateDir)
		if err != nil {
			return err
		}
		if sim.forecaster, err = library.Forecaster(env, store, plan.Plan); err != nil {
			return err
		}
	}
	if sim.print = newObjects(&sim, out); o.format == formatTable {
		sim.print = newRows(&sim, out, env.Width(), env.Bold())
	}
	// While nothing has come yet somebody may be typing: answer them.
	err = EachLine(script, o.script, sim.line, out.Flush)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// booking is when the session is to be, and the instant of offset zero. Fixed
// times are read in the zone the scheduled start was written in.
func (o simulateOptions) booking() (b run.Booking, zero time.Time) {
	zero = cmp.Or(o.zero, o.start, simulateZero)
	return run.Booking{Start: o.start, End: o.end, Zone: cmp.Or(o.start, zero).Location()}, zero
}

// simulation carries out a script; the first line that cannot be read ends it.
type simulation struct {
	state  *run.State
	zero   time.Time
	zone   *time.Location // in which times of day are told
	offset time.Duration  // of the line under way
	script Reader
	print  printer

	forecaster *forecast.Forecaster // nil: it is not asked for
}

// clock is an instant as people are told of it.
func (sim *simulation) clock(t time.Time) string { return t.In(sim.zone).Format("15:04") }

// printer prints what became of a command at an instant.
type printer func(command string, now time.Time, refused error) error

func (sim *simulation) line(_ int, text string) error {
	line, found, err := sim.script.Read(text)
	if !found {
		return err
	}
	sim.offset = line.Offset
	now := sim.zero.Add(line.Offset)
	var refused error
	switch line.Word {
	case Show, Step:
		// A wall clock that was stepped changes no span and no instant.
	case Sleep, Crash:
		// The object shows the state as the gap begins.
		if err := sim.print(line.Word, now, nil); err != nil {
			return err
		}
		sim.state.Apply(run.GapRecorded{Gap: run.Gap{Begin: now, End: now.Add(line.Span), Cause: line.Word}})
		return nil
	default:
		var e run.Event
		if e, refused = run.Decide(sim.state, line.Command, now); refused == nil {
			sim.state.Apply(e)
		}
	}
	return sim.print(line.Word, now, refused)
}

// InstantFlag adds a flag that takes an instant, or where there is a clock a time
// of day: today's. It is zero where it was not given.
func InstantFlag(f *pflag.FlagSet, to *time.Time, now func() time.Time, name, usage string) {
	f.Func(name, usage, func(text string) (err error) {
		if now != nil {
			if at, err := timer.ReadTimeOfDay(text); err == nil {
				*to = at.OnDayOf(now())
				return nil
			}
		}
		*to, err = run.ParseInstant(text)
		return err
	})
}
