package journal

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/sessions"
	"facilitate/timer"
)

var start = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

const realPlan = "infant-mental-health"

// loadedPlan is the plan of thePlan, which all tests share.
var loadedPlan = sync.OnceValues(func() (*session.Plan, []byte) {
	src, _ := sessions.Read(realPlan)
	plan, _ := session.Load(realPlan, src)
	return plan, src
})

// thePlan is a plan that ships, and its bytes. Nobody changes them.
func thePlan(tb testing.TB) (*session.Plan, []byte) {
	tb.Helper()
	plan, src := loadedPlan()
	if plan == nil {
		tb.Fatal("no such plan ships, or it does not load")
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
	writer *run.Writer
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
	d.writer = run.NewWriter(d.state, recorder{log, func(e []run.Event) { d.events = append(d.events, e...) }})
	return d
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
			if err := d.writer.Record(gap, d.now); err != nil {
				tb.Fatal(err)
			}
			return
		}
		if d.writer.Do(d.randomCommand(), d.now) == nil {
			return
		}
	}
}

// randomCommand is a command with arguments of which many are right.
func (d *delivery) randomCommand() run.Command {
	n := d.random.IntN
	phase := d.state.Name(n(len(d.state.Phases())))
	span := time.Duration(1+n(1200)) * time.Second
	at := d.now.Add(time.Duration(n(7200)) * time.Second)
	text := []string{"a point", "“ä” } 12345678", `{"seq":1,"at":`, "tabs\tand\nlines"}[n(4)]
	names := [][]string{nil, {"Ann", "Ben", "Cat", "Dé"}}[n(2)]
	form := run.Form{
		Answers:    []run.FormAnswer{{Question: "useful", Scale: n(11)}, {Question: "differently", Text: "“ä” \x1b"}},
		Confidence: []run.Confidence{{Outcome: "myths", Before: n(11), After: run.Unsaid}},
	}
	commands := []run.Command{
		run.Start{},
		run.Next{},
		run.Skip{Whole: n(2) == 0},
		run.Back{},
		run.Goto{To: phase, Drop: n(2) == 0},
		run.Pause{Kind: run.PauseKinds[n(len(run.PauseKinds))]},
		run.Resume{},
		run.Finish{},
		run.Extend{By: span},
		run.Trim{By: span},
		run.Allot{Phase: phase, Time: span},
		run.Until{At: at},
		run.Recover{Option: run.Options[n(len(run.Options))]},
		run.Backdate{By: span},
		run.ExcludeGap{},
		run.Undo{},
		run.Undo{},
		run.Undo{},
		run.Book{At: at},
		run.Place{Phase: phase, Note: n(4)},
		run.Place{Phase: phase, Note: n(4)},
		run.CaptureLine{Kind: run.CaptureKinds[n(len(run.CaptureKinds))], Text: text},
		run.EditLine{ID: n(5), Text: text},
		run.StrikeLine{ID: n(5)},
		run.Gather{People: n(30), Groups: n(6), Names: names, Seed: d.random.Uint64()},
		run.Pair{Seed: d.random.Uint64()},
		run.Join{Name: text},
		run.Leave{Name: text},
		run.Leave{Group: n(6)},
		run.ChooseSetting{Phase: phase, Setting: session.Groups},
		run.ShowStatement{Quiz: "myths", Statement: n(9)},
		run.Reveal{Quiz: "myths"},
		run.CountHands{Quiz: "myths", Statement: n(9), True: n(9), False: n(9)},
		run.ScoreGroups{Quiz: "myths", Statement: n(9), Right: []int{n(4)}},
		run.Hear{Note: n(4), Group: n(6)},
		run.Hear{Note: n(4)},
		run.HearOut{Note: n(4)},
		run.PassOver{Note: n(4), Group: n(6)},
		run.TakeForm{Form: form},
		run.CorrectForm{ID: n(5), Form: form},
		run.StrikeForm{ID: n(5)},
	}
	return commands[n(len(commands))]
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
