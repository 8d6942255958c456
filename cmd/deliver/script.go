package deliver

import (
	"errors"
	"fmt"
	"time"

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

// rehearseScript keeps a rehearsal from a script. All of it is read first: of
// one that cannot be, nothing is kept.
func rehearseScript(env *cli.Env, o rehearseOptions, plan *library.PlanFile, store journal.Store, book func(time.Time) run.Booking) error {
	in, err := script.Open(env, o.script)
	if err != nil {
		return err
	}
	defer in.Close()
	var lines []placedLine
	reader := script.Reader{Rehearsal: true}
	err = script.EachLine(in, o.script, func(n int, text string) error {
		line, found, err := reader.Read(text)
		if found {
			lines = append(lines, placedLine{line, n})
		}
		return err
	}, func() error { return nil })
	if err != nil {
		return err
	}
	nothing := fmt.Errorf("%s: no command of it was carried out, so nothing was kept", o.script)
	if len(lines) == 0 {
		return nothing
	}
	last := lines[len(lines)-1].end()
	zero := o.zero.Time
	if zero.IsZero() {
		zero = env.Now().Add(-last)
	}
	zero = zero.UTC().Truncate(time.Millisecond) // as the console has its instants

	b := book(zero.In(env.Now().Location()))
	state := run.New(plan.Plan, b)
	clock := &scriptClock{}
	kept := record.New(store, nil, plan.Whole, planHead(env, plan, journal.Rehearsal, b), clock)
	kept.Read = clock.read
	writer := run.NewWriter(state, kept)
	for _, line := range lines {
		clock.at = zero.Add(line.end())
		if err := carryOut(writer, line, zero.Add(line.Offset+state.Jumped())); err != nil {
			fmt.Fprintf(env.Err, "%s:%d: %s was refused: %v\n", o.script, line.n, line.Word, err)
		}
	}
	clock.at = zero.Add(last)
	switch isKept, err := kept.End(); {
	case isKept && err != nil:
		return errors.Join(errors.New("the rehearsal was not kept whole"), err)
	case err != nil:
		return err
	case !isKept:
		return nothing
	}
	return printPractice(env, rehearsal{
		id: kept.ID(), head: kept.Head, store: store,
		state: state, until: clock.at.Add(state.Jumped()), talk: o.talk, json: o.json,
	})
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
