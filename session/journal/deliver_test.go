package journal

import (
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/sessions"
	"facilitate/timer"
)

// long is whether the tests may take their time.
var long = os.Getenv("FACILITATE_LONG") != ""

// times is a number of repetitions, in the long form and else.
func times(inLong, else_ int) int {
	if long {
		return inLong
	}
	return else_
}

var start = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

const realPlan = "infant-mental-health"

// thePlan is a plan that ships, and its bytes.
func thePlan(tb testing.TB) (*session.Plan, []byte) {
	tb.Helper()
	src, ok := sessions.Read(realPlan)
	if !ok {
		tb.Fatal("no such plan ships")
	}
	plan, problems := session.Load(realPlan, src)
	if plan == nil {
		tb.Fatal(problems)
	}
	return plan, src
}

func headOf(plan *session.Plan) Head {
	return Head{
		Kind: Delivery, Plan: "plans/" + plan.ID + ".yaml", PlanID: plan.ID, Title: plan.Title, Program: "v1",
		Booking: run.Booking{Start: start, End: start.Add(90 * time.Minute), Zone: time.FixedZone("here", 3600)},
		Reading: reading(start),
	}
}

// reading is what the clocks of one and the same boot read at an instant.
func reading(at time.Time) timer.Reading {
	return timer.Reading{Awake: at.Sub(start), Boot: time.Hour + at.Sub(start), BootID: "boot", Wall: at}
}

// delivery is somebody who gives commands at random.
type delivery struct {
	random *rand.Rand
	plan   *session.Plan
	state  *run.State
	desk   *run.Desk
	now    time.Time
	events []run.Event // that were recorded
}

// recorder sees what is recorded.
type recorder struct {
	log  run.Log
	seen func([]run.Event)
}

func (r recorder) Append(events []run.Event, now time.Time) error {
	err := r.log.Append(events, now)
	if err == nil {
		r.seen(events)
	}
	return err
}

func newDelivery(plan *session.Plan, booking run.Booking, log run.Log, seed uint64) *delivery {
	d := &delivery{random: rand.New(rand.NewPCG(seed, 1)), plan: plan, state: run.New(plan, booking), now: start}
	d.desk = run.NewDesk(d.state, recorder{log, func(e []run.Event) { d.events = append(d.events, e...) }})
	return d
}

// words are the commands, the frequent ones several times.
var words = []run.Word{
	run.CmdStart, run.CmdNext, run.CmdNext, run.CmdSkip, run.CmdBack, run.CmdGoto, run.CmdPause, run.CmdPause,
	run.CmdResume, run.CmdResume, run.CmdFinish, run.CmdExtend, run.CmdTrim, run.CmdAllot, run.CmdUntil, run.CmdRecover,
	run.CmdBackdate, run.CmdExcludeGap, run.CmdUndo, run.CmdUndo, run.CmdUndo, run.CmdBook, run.CmdPlace, run.CmdPlace, run.CmdPlace,
	run.CmdCapture, run.CmdCapture, run.CmdEdit, run.CmdStrike,
	run.CmdPeople, run.CmdPairs, run.CmdJoin, run.CmdLeave, run.CmdSetting, run.CmdQuiz, run.CmdReveal, run.CmdHands, run.CmdScore,
	run.CmdHear, run.CmdHear, run.CmdHeard, run.CmdPass, run.CmdForm, run.CmdFormEdit, run.CmdFormStrike,
}

// step does one thing that is not refused.
func (d *delivery) step(tb testing.TB) {
	tb.Helper()
	for {
		d.now = d.now.Add(time.Duration(d.random.IntN(90_000)) * time.Millisecond)
		if d.random.IntN(20) == 0 {
			end := d.now.Add(time.Duration(1+d.random.IntN(600)) * time.Second)
			gap := run.GapRecorded{Gap: run.Gap{Begin: d.now, End: end, Cause: []string{"sleep", "crash"}[d.random.IntN(2)]}}
			d.now = end
			if err := d.desk.Record(gap, d.now); err != nil {
				tb.Fatal(err)
			}
			return
		}
		target := d.state.Name(d.random.IntN(len(d.state.Phases())))
		c := run.Command{
			Word: words[d.random.IntN(len(words))], Whole: d.random.IntN(2) == 0, Target: target,
			Kind: run.PauseKinds[d.random.IntN(len(run.PauseKinds))], Span: time.Duration(1+d.random.IntN(1200)) * time.Second,
			Instant: d.now.Add(time.Duration(d.random.IntN(7200)) * time.Second),
			Option:  run.Options[d.random.IntN(len(run.Options))], Note: d.random.IntN(4),
			Capture: run.CaptureKinds[d.random.IntN(len(run.CaptureKinds))], ID: d.random.IntN(5),
			Text: []string{"a point", "“ä” } 12345678", `{"seq":1,"at":`, "tabs\tand\nlines"}[d.random.IntN(4)],

			People: d.random.IntN(30), Groups: d.random.IntN(6), Group: d.random.IntN(6), Seed: d.random.Uint64(),
			Setting: session.Groups, Quiz: "myths", Statement: d.random.IntN(9),
			True: d.random.IntN(9), False: d.random.IntN(9), Right: []int{d.random.IntN(4)},
			Form: run.Form{
				Answers:    []run.FormAnswer{{Question: "useful", Scale: d.random.IntN(11)}, {Question: "differently", Text: "“ä” \x1b"}},
				Confidence: []run.Confidence{{Outcome: "myths", Before: d.random.IntN(11), After: run.Unsaid}},
			},
		}
		if d.random.IntN(2) == 0 {
			c.Names = []string{"Ann", "Ben", "Cat", "Dé"}
		}
		if d.desk.Do(c, d.now) == nil {
			return
		}
	}
}

// deliver gives commands until so many events are recorded.
func (d *delivery) deliver(tb testing.TB, events int) {
	tb.Helper()
	for len(d.events) < events {
		d.step(tb)
	}
}

// eventsOf are a replay's events alone.
func eventsOf(r *Replay) []run.Event {
	var events []run.Event
	for _, e := range r.Events {
		events = append(events, e.Event)
	}
	return events
}

// kept is a run of a random delivery, on a fake file system, and closed.
func kept(tb testing.TB, events int, seed uint64) (fsys *fakeFS, id string, d *delivery) {
	tb.Helper()
	plan, src := thePlan(tb)
	fsys = newFakeFS()
	head := headOf(plan)
	r, err := Store{Dir: fakeDir, fs: fsys}.Create(src, head, start)
	if err != nil {
		tb.Fatal(err)
	}
	d = newDelivery(plan, head.Booking, r, seed)
	d.deliver(tb, events)
	if err := r.Close(); err != nil {
		tb.Fatal(err)
	}
	return fsys, r.ID(), d
}
