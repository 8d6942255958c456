package deliver

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/record"
	"facilitate/cmd/script"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

type placedLine struct {
	script.Line
	n int
}

// end is when the line and the gap it may begin are over.
func (l placedLine) end() time.Duration {
	if l.Word == script.Sleep || l.Word == script.Crash {
		return l.Offset + l.Span
	}
	return l.Offset
}

// scriptOptions are of a session that is kept from a script.
type scriptOptions struct {
	file string
	zero time.Time
}

func (o *scriptOptions) add(f *pflag.FlagSet, what string) {
	f.StringVar(&o.file, "script", "", "keep a "+what+" from the script `FILE`; - reads standard input")
	script.InstantFlag(f, &o.zero, nil, "zero", "with --script: the `INSTANT` of offset 0:00 (default: the last line is now)")
}

// check says what goes with a script alone, or not with one.
func (o scriptOptions) check(people peopleFlags) error {
	switch {
	case o.file == "" && !o.zero.IsZero():
		return cli.Usage("--zero is for a script; give one with --script FILE")
	case o.file != "" && people.areGiven():
		return cli.Usage("--people and --groups are for the console; a script has no groups")
	}
	return nil
}

// keep keeps a session from a script. All of it is read first: of one that cannot
// be, nothing is kept.
func (o scriptOptions) keep(env *cli.Env, plan *library.PlanFile, stateDir string, kind journal.Kind, book func(time.Time) run.Booking) (kept rehearsal, err error) {
	store, err := library.OpenStore(env, stateDir)
	if err != nil {
		return kept, err
	}
	in, err := script.Open(env, o.file)
	if err != nil {
		return kept, err
	}
	defer in.Close()
	var lines []placedLine
	reader := script.Reader{Rehearsal: kind == journal.Rehearsal}
	err = script.EachLine(in, o.file, func(n int, text string) error {
		line, found, err := reader.Read(text)
		if found {
			lines = append(lines, placedLine{line, n})
		}
		return err
	}, func() error { return nil })
	if err != nil {
		return kept, err
	}
	nothing := fmt.Errorf("%s: no command of it was carried out, so nothing was kept", o.file)
	if len(lines) == 0 {
		return kept, nothing
	}
	last := lines[len(lines)-1].end()
	zero := o.zero
	if zero.IsZero() {
		zero = env.Now().Add(-last)
	}
	zero = zero.UTC().Truncate(time.Millisecond) // as the console has its instants

	b := book(zero.In(env.Now().Location()))
	state := run.New(plan.Plan, b)
	clock := &scriptClock{}
	recorder := record.New(store, nil, plan.Whole, planHead(env, plan, kind, b), clock)
	recorder.Read = clock.read
	writer := run.NewWriter(state, recorder)
	for _, line := range lines {
		clock.at = zero.Add(line.end())
		if err := carryOut(writer, line, zero.Add(line.Offset+state.Jumped())); err != nil {
			fmt.Fprintf(env.Err, "%s:%d: %s was refused: %v\n", o.file, line.n, line.Word, err)
		}
	}
	clock.at = zero.Add(last)
	kept = rehearsal{id: recorder.ID(), head: recorder.Head, store: store, state: state, until: clock.at.Add(state.Jumped())}
	isKept, err := recorder.End()
	switch {
	case isKept && err != nil:
		err = errors.Join(errors.New("the "+string(kind)+" was not kept whole"), err)
	case !isKept && err == nil:
		err = nothing
	}
	return kept, err
}

// carryOut carries out a line at an instant of the delivery's clock; offsets are
// in true time.
func carryOut(writer *run.Writer, line placedLine, now time.Time) error {
	switch line.Word {
	case script.Show:
		return nil
	case script.Sleep, script.Crash:
		end := now.Add(line.Span)
		return writer.Record(run.GapRecorded{Gap: run.Gap{Begin: now, End: end, Cause: line.Word}}, end)
	case script.Step:
		return writer.Record(run.WallStepped{At: now, By: line.Span}, now)
	}
	return writer.Do(line.Command, now)
}

// scriptClock stands at the end of a line.
type scriptClock struct{ at time.Time }

func (c *scriptClock) Moment() (time.Time, timer.Reading) { return c.at, c.read() }

// read is what this computer's clocks read then, by how long ago it is.
func (c *scriptClock) read() timer.Reading {
	r := timer.Read()
	ago := r.Wall.Sub(c.at)
	r.Awake, r.Boot, r.Wall = r.Awake-ago, r.Boot-ago, c.at.UTC()
	return r
}
