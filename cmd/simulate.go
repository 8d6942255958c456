package cmd

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"facilitate/session/run"
)

// simulateZero is the instant of offset 0:00 where no flag says another.
var simulateZero = time.Date(2000, 1, 3, 10, 0, 0, 0, time.UTC)

type simulateOptions struct {
	script           string
	start, end, zero instantFlag
}

// instantFlag is a flag that takes an instant; zero where it was not given.
type instantFlag struct{ time.Time }

func (f *instantFlag) Set(text string) (err error) {
	f.Time, err = run.ParseInstant(text)
	return err
}

func (f *instantFlag) Type() string { return "instant" }

func (f *instantFlag) String() string {
	if f.IsZero() {
		return ""
	}
	return f.Format(time.RFC3339)
}

func newSimulate(env *Env) *cobra.Command {
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
		Args: oneArg("a plan", "facilitate simulate infant-mental-health --script FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return deliverScript(env, o, args[0]) },
	}
	f := c.Flags()
	f.StringVar(&o.script, "script", "", "the script `FILE`; - reads standard input")
	f.Var(&o.start, "start", "the scheduled start, an `INSTANT` like 2026-11-21T09:30:00Z")
	f.Var(&o.end, "end", "when everybody must be out, an `INSTANT`")
	f.Var(&o.zero, "zero", "the `INSTANT` of offset 0:00 (default: the one of --start)")
	return c
}

func deliverScript(env *Env, o simulateOptions, name string) error {
	booking, zero := o.booking()
	if o.script == "" {
		return usage("simulate needs a script; give it with --script FILE, or --script - for standard input")
	}
	script, err := env.script(o.script)
	if err != nil {
		return err
	}
	defer script.Close()
	plan, err := env.plan(name)
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
	script scriptReader
	out    *json.Encoder
}

// simulate carries out a script line by line and writes an object for each.
// The first line that cannot be read ends it.
func simulate(state *run.State, zero time.Time, file string, script io.Reader, out *bufio.Writer) error {
	sim := simulation{state: state, zero: zero, out: json.NewEncoder(out)}
	sim.out.SetEscapeHTML(false)
	// While nothing has come yet somebody may be typing: answer them.
	return eachLine(script, file, sim.line, out.Flush)
}

// line carries out one line.
func (sim *simulation) line(_ int, text string) error {
	line, found, err := sim.script.read(text)
	if !found {
		return err
	}
	sim.offset = line.offset
	now := sim.zero.Add(line.offset)
	var refused error
	switch line.word {
	case scriptShow, scriptStep:
		// Nothing is done with a step: a wall clock that was stepped changes no
		// span and no instant.
	case scriptSleep, scriptCrash:
		// The object shows the state as the gap begins.
		if err := sim.print(line.word, now, nil); err != nil {
			return err
		}
		sim.state.Apply(run.GapRecorded{Gap: run.Gap{Begin: now, End: now.Add(line.span), Cause: line.word}})
		return nil
	default:
		events, err := run.Decide(sim.state, line.command, now)
		refused = err
		for _, e := range events {
			sim.state.Apply(e)
		}
	}
	return sim.print(line.word, now, refused)
}

// simulated is one object of the output; docs/timing.md describes it.
type simulated struct {
	Offset       seconds                   `json:"offset_s"`
	Command      string                    `json:"command"`
	Refused      string                    `json:"refused,omitempty"`
	State        string                    `json:"state"`
	Activity     string                    `json:"activity"`
	Phase        int                       `json:"phase"`
	Budget       seconds                   `json:"budget_s"`
	Spent        seconds                   `json:"spent_s"`
	Remaining    seconds                   `json:"remaining_s"`
	ProjectedEnd instant                   `json:"projected_end"`
	PlannedEnd   instant                   `json:"planned_end"`
	HardEnd      instant                   `json:"hard_end"`
	Drift        seconds                   `json:"drift_s"`
	InHand       seconds                   `json:"in_hand_s"`
	Paused       map[run.PauseKind]seconds `json:"paused_s"`
	LatestStart  map[string]instant        `json:"latest_start"`
	Phases       []simulatedPhase          `json:"phases"`
}

type simulatedPhase struct {
	Activity string  `json:"activity"`
	Phase    int     `json:"phase"`
	Status   string  `json:"status"`
	Budget   seconds `json:"budget_s"`
	Spent    seconds `json:"spent_s"`
}

// seconds is a span as JSON has it: a number of seconds, whole where it is.
type seconds time.Duration

func (s seconds) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, time.Duration(s).Seconds(), 'f', -1, 64), nil
}

// instant is an instant as JSON has it: RFC 3339 in UTC.
type instant time.Time

func (i instant) MarshalJSON() ([]byte, error) {
	return time.Time(i).UTC().MarshalJSON()
}

// print writes the state at now.
func (sim *simulation) print(command string, now time.Time, refused error) error {
	s := sim.state
	r := simulated{
		Offset: seconds(sim.offset), Command: command, State: s.Stage().String(),
		ProjectedEnd: instant(s.ProjectedEnd(now)), PlannedEnd: instant(s.PlannedEnd(now)), HardEnd: instant(s.HardEnd(now)),
		Drift: seconds(s.Drift(now)), InHand: seconds(s.InHand(now)),
		Paused: map[run.PauseKind]seconds{}, LatestStart: map[string]instant{},
	}
	if refused != nil {
		r.Refused = refused.Error()
	}
	for kind, d := range s.Paused(now) {
		r.Paused[kind] = seconds(d)
	}
	for a, at := range s.LatestStarts(now) {
		if !at.IsZero() {
			r.LatestStart[s.Plan().Activities[a].ID] = instant(at)
		}
	}
	for i, p := range s.Phases() {
		r.Phases = append(r.Phases, simulatedPhase{
			s.Activity(i).ID, p.Number, p.Status.String(), seconds(p.Budget), seconds(s.Spent(i, now)),
		})
	}
	if p := s.Current(); p != run.NoPhase {
		c := r.Phases[p]
		r.Activity, r.Phase, r.Budget, r.Spent = c.Activity, c.Phase, c.Budget, c.Spent
		r.Remaining = seconds(s.Remaining(now))
	}
	return sim.out.Encode(r)
}
