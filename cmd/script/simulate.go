package script

import (
	"bufio"
	"encoding/json"
	"io"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session/run"
)

// simulateZero is the instant of offset 0:00 where no flag says another.
var simulateZero = time.Date(2000, 1, 3, 10, 0, 0, 0, time.UTC)

type simulateOptions struct {
	script           string
	start, end, zero InstantFlag
}

// NewSimulate is the command simulate.
func NewSimulate(env *cli.Env) *cobra.Command {
	var o simulateOptions
	c := &cobra.Command{
		Use:   "simulate PLAN --script FILE",
		Short: "deliver a plan from a script of timed commands, at once",
		Long: `Delivers a plan from a script of timed commands, at once and without a
terminal, and prints one JSON object for each command: what if we start twelve
minutes late and the quiz overruns?

A line of the script is an offset and a command:

  0:00    start
  12:30   next              # a comment
  14:00   pause question
  1:02:00 recover trim

docs/timing.md lists the commands and says how time is counted.`,
		Args: cli.OneArg("a plan", "facilitate simulate infant-mental-health --script FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return runSimulate(env, o, args[0]) },
	}
	f := c.Flags()
	f.StringVar(&o.script, "script", "", "the script `FILE`; - reads standard input")
	f.Var(&o.start, "start", "the scheduled start, an `INSTANT` like 2026-11-21T09:30:00Z")
	f.Var(&o.end, "end", "when everybody must be out, an `INSTANT`")
	f.Var(&o.zero, "zero", "the `INSTANT` of offset 0:00 (default: the one of --start)")
	return c
}

func runSimulate(env *cli.Env, o simulateOptions, name string) error {
	booking, zero := o.booking()
	if o.script == "" {
		return cli.Usage("simulate needs a script; give it with --script FILE, or --script - for standard input")
	}
	script, err := Open(env, o.script)
	if err != nil {
		return err
	}
	defer script.Close()
	plan, err := library.LoadPlan(env, name)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(env.Out, 1<<16)
	err = simulate(run.New(plan.Plan, booking), zero, o.script, script, out)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// booking is when the session is to be, and the instant of offset zero. Fixed
// times are read in the zone the scheduled start was written in.
func (o simulateOptions) booking() (b run.Booking, zero time.Time) {
	zero = simulateZero
	switch {
	case !o.zero.IsZero():
		zero = o.zero.Time
	case !o.start.IsZero():
		zero = o.start.Time
	}
	b = run.Booking{Start: o.start.Time, End: o.end.Time, Zone: zero.Location()}
	if !b.Start.IsZero() {
		b.Zone = b.Start.Location()
	}
	return b, zero
}

// simulation is a script being carried out.
type simulation struct {
	state  *run.State
	zero   time.Time
	offset time.Duration // of the line under way
	script Reader
	out    *json.Encoder
}

// simulate carries out a script line by line and writes an object for each.
// The first line that cannot be read ends it.
func simulate(state *run.State, zero time.Time, file string, script io.Reader, out *bufio.Writer) error {
	sim := simulation{state: state, zero: zero, out: json.NewEncoder(out)}
	sim.out.SetEscapeHTML(false)
	// While nothing has come yet somebody may be typing: answer them.
	return EachLine(script, file, sim.line, out.Flush)
}

// line carries out one line.
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
		// Nothing is done with a step: a wall clock that was stepped changes no
		// span and no instant.
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

// simulateJSON is one object of the output; docs/timing.md describes it.
type simulateJSON struct {
	Offset       cli.Seconds                   `json:"offset_s"`
	Command      string                        `json:"command"`
	Refused      string                        `json:"refused,omitempty"`
	State        string                        `json:"state"`
	Activity     string                        `json:"activity"`
	Phase        int                           `json:"phase"`
	Budget       cli.Seconds                   `json:"budget_s"`
	Spent        cli.Seconds                   `json:"spent_s"`
	Remaining    cli.Seconds                   `json:"remaining_s"`
	ProjectedEnd cli.Instant                   `json:"projected_end"`
	PlannedEnd   cli.Instant                   `json:"planned_end"`
	HardEnd      cli.Instant                   `json:"hard_end"`
	Drift        cli.Seconds                   `json:"drift_s"`
	InHand       cli.Seconds                   `json:"in_hand_s"`
	Paused       map[run.PauseKind]cli.Seconds `json:"paused_s"`
	LatestStart  map[string]cli.Instant        `json:"latest_start"`
	Phases       []simulatePhaseJSON           `json:"phases"`
}

type simulatePhaseJSON struct {
	Activity string      `json:"activity"`
	Phase    int         `json:"phase"`
	Status   string      `json:"status"`
	Budget   cli.Seconds `json:"budget_s"`
	Spent    cli.Seconds `json:"spent_s"`
}

// print writes the state at now.
func (sim *simulation) print(command string, now time.Time, refused error) error {
	s := sim.state
	r := simulateJSON{
		Offset: cli.Seconds(sim.offset), Command: command, State: s.Stage().String(),
		ProjectedEnd: cli.Instant(s.ProjectedEnd(now)), PlannedEnd: cli.Instant(s.PlannedEnd(now)), HardEnd: cli.Instant(s.HardEnd(now)),
		Drift: cli.Seconds(s.Drift(now)), InHand: cli.Seconds(s.InHand(now)),
		Paused: map[run.PauseKind]cli.Seconds{}, LatestStart: map[string]cli.Instant{},
	}
	if refused != nil {
		r.Refused = refused.Error()
	}
	for kind, d := range s.Paused(now) {
		r.Paused[kind] = cli.Seconds(d)
	}
	for a, at := range s.LatestStarts(now) {
		if !at.IsZero() {
			r.LatestStart[s.Plan().Activities[a].ID] = cli.Instant(at)
		}
	}
	for i, p := range s.Phases() {
		r.Phases = append(r.Phases, simulatePhaseJSON{
			s.Activity(i).ID, p.Number, p.Status.String(), cli.Seconds(p.Budget), cli.Seconds(s.Spent(i, now)),
		})
	}
	if p := s.Current(); p != run.NoPhase {
		c := r.Phases[p]
		r.Activity, r.Phase, r.Budget, r.Spent = c.Activity, c.Phase, c.Budget, c.Spent
		r.Remaining = cli.Seconds(s.Remaining(now))
	}
	return sim.out.Encode(r)
}
