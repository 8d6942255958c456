package deliver

import (
	"errors"
	"fmt"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
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
	log := &scriptLog{store: store, plan: plan, head: planHead(env, plan, journal.Rehearsal, b)}
	carryOut(env, o.script, lines, zero, run.NewWriter(state, log))
	until := zero.Add(last)
	id, err := log.close(until)
	switch {
	case err != nil:
		return err
	case id == "":
		return nothing
	}
	return printPractice(env, rehearsal{
		id: id, head: log.head, store: store,
		state: state, until: until.Add(state.Jumped()), talk: o.talk, json: o.json,
	})
}

// carryOut carries out the lines one after the other, and tells of those that
// are refused. Offsets are in true time; the writer's instants are on the
// delivery's clock.
func carryOut(env *cli.Env, file string, lines []placedLine, zero time.Time, writer *run.Writer) {
	for _, line := range lines {
		now := zero.Add(line.Offset + writer.State().Jumped())
		var err error
		switch line.Word {
		case script.Show:
		case script.Sleep, script.Crash:
			end := now.Add(line.Span)
			err = writer.Record(run.GapRecorded{Gap: run.Gap{Begin: now, End: end, Cause: line.Word}}, end)
		case script.Step:
			err = writer.Record(run.WallStepped{At: now, By: line.Span}, now)
		default:
			err = writer.Do(line.Command, now)
		}
		if err != nil {
			fmt.Fprintf(env.Err, "%s:%d: %s was refused: %v\n", file, line.n, line.Word, err)
		}
	}
}

// scriptLog keeps what happens in a run that it makes with the first event.
type scriptLog struct {
	store  journal.Store
	plan   *library.PlanFile
	head   journal.Head
	run    *journal.Run
	failed error // why it could not be made
}

// Append records events; see run.Log.
func (l *scriptLog) Append(events []run.Event, now time.Time) error {
	if l.run == nil && l.failed == nil {
		l.head.Reading = readingAt(now)
		l.run, l.failed = l.store.Create(l.plan.Whole, l.head, now)
	}
	if l.failed != nil {
		return nil // told once, at the end
	}
	return l.run.Append(events, now)
}

// close ends the record, which was under way until an instant in true time. The
// id is empty where nothing happened.
func (l *scriptLog) close(until time.Time) (id string, err error) {
	if l.run == nil {
		return "", l.failed
	}
	l.run.Alive(readingAt(until), until, nil)
	if err := l.run.Close(); err != nil {
		return "", errors.Join(errors.New("the rehearsal was not kept whole"), err)
	}
	return l.run.ID(), nil
}

// readingAt is what this computer's clocks read at an instant, by how long ago
// that is.
func readingAt(at time.Time) timer.Reading {
	r := timer.Read()
	ago := r.Wall.Sub(at)
	r.Awake, r.Boot, r.Wall = r.Awake-ago, r.Boot-ago, at.UTC()
	return r
}
