package forecast

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

var begins = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

func loaded(t testing.TB, src string) *session.Plan {
	t.Helper()
	plan, problems := session.Load("p.yaml", []byte(src))
	if plan == nil {
		t.Fatalf("%v\n%s", problems, src)
	}
	return plan
}

// tens is a plan of so many activities of ten minutes, and nothing to spare.
func tens(t testing.TB, n int) *session.Plan {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "title: T\nduration: %dm\nactivities:\n", 10*n)
	for i := range n {
		fmt.Fprintf(&b, "- {id: a%d, title: A, duration: 10m}\n", i)
	}
	return loaded(t, b.String())
}

// delivered is a delivery by a script: "start", "10m next", each so long after the
// one before.
func delivered(t testing.TB, plan *session.Plan, b run.Booking, script string) (*run.State, time.Time) {
	t.Helper()
	b.Start = begins
	s, now := run.New(plan, b), begins
	for line := range strings.SplitSeq(script, ",") {
		words := strings.Fields(line)
		if d, err := time.ParseDuration(words[0]); err == nil {
			now, words = now.Add(d), words[1:]
		}
		c, err := run.ParseCommand(words, b.Rehearsal)
		if err != nil {
			t.Fatal(err)
		}
		e, err := run.Decide(s, c, now.Add(s.Jumped()))
		if err != nil {
			t.Fatal(line, err)
		}
		s.Apply(e)
	}
	return s, now
}

// evenly is a delivery in which each phase takes so long.
func evenly(phases int, each string) string {
	return "start" + strings.Repeat(","+each+" next", phases)
}

func learnt(t testing.TB, plan *session.Plan, scripts ...string) *Forecaster {
	t.Helper()
	var past []Past
	for _, script := range scripts {
		s, _ := delivered(t, plan, run.Booking{}, script)
		past = append(past, Past{State: s, Live: true})
	}
	return Learn(plan, past)
}

func TestNoForecast(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	whole := evenly(6, "12m")
	for _, c := range []struct {
		name string
		runs []string
		want int
	}{
		{"none", nil, 0},
		{"one", []string{whole}, 1},
		{"one under way", []string{whole, evenly(5, "12m")}, 1},
		{"one broken off", []string{whole, evenly(2, "12m") + ",1m finish"}, 1},
		{"one broken off late", []string{whole, evenly(4, "12m") + ",1m finish"}, 2},
		{"two", []string{whole, whole}, 2},
	} {
		f := learnt(t, plan, c.runs...)
		_, ok := f.At(run.New(plan, run.Booking{}), begins)
		if f.Runs() != c.want || ok != (c.want >= Least) {
			t.Errorf("%s: %d runs, %v", c.name, f.Runs(), ok)
		}
	}
	f := learnt(t, plan, whole, whole)
	s, now := delivered(t, plan, run.Booking{}, whole)
	if _, ok := f.At(s, now); ok {
		t.Error("there is a forecast of what has ended")
	}
}

// TestTeachesNothing has a first phase of three minutes in two runs, and something
// happen to it: the forecast must be that of runs that know nothing of the phase.
func TestTeachesNothing(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	rest := strings.Repeat(",10m next", 5)
	end := func(b run.Booking, scripts ...string) time.Time {
		var past []Past
		for _, script := range scripts {
			s, _ := delivered(t, plan, b, script)
			past = append(past, Past{State: s})
		}
		f, ok := Learn(plan, past).At(run.New(plan, b), begins)
		if !ok {
			t.Fatal("no forecast")
		}
		return f.Middle
	}
	rehearsal := run.Booking{Rehearsal: true}
	skipped := "start,3m skip" + rest
	taught := end(rehearsal, "start,3m next"+rest, "start,3m next"+rest)
	nothing := end(rehearsal, skipped, skipped)
	if nothing.Sub(taught) < 2*time.Minute {
		t.Fatalf("three minutes teach %v, nothing %v", taught, nothing)
	}
	for name, c := range map[string]struct{ script, same string }{ // the rest begins at the same time
		"incident": {"start,1m pause incident,1m resume,2m next" + rest, "start,4m skip" + rest},
		"credited": {"start,3m credit" + rest, "start,10m skip" + rest},
	} {
		if got, nothing := end(rehearsal, c.script, c.script), end(rehearsal, c.same, c.same); !got.Equal(nothing) {
			t.Errorf("%s: the end is taken to be %v, and with nothing known of the phase %v", name, got, nothing)
		}
	}
}

func TestForecast(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	f := learnt(t, plan, evenly(6, "12m"), evenly(6, "11m30s"), evenly(6, "12m30s"))
	s := run.New(plan, run.Booking{Start: begins})
	got, ok := f.At(s, begins)
	if !ok {
		t.Fatal("there is no forecast")
	}
	// They took 72 minutes of 60, and the plan has nothing to spare.
	if off := got.Middle.Sub(begins.Add(72 * time.Minute)).Abs(); off > 3*time.Minute {
		t.Errorf("the end is taken to be at %v", got.Middle)
	}
	if !got.Early.Before(got.Middle) || !got.Middle.Before(got.Late) || got.Late.Sub(got.Early) > 25*time.Minute {
		t.Errorf("the band is from %v over %v to %v", got.Early, got.Middle, got.Late)
	}
	if got.End() > 0.1 {
		t.Errorf("it ends in time with %v", got.End())
	}
	again, _ := learnt(t, plan, evenly(6, "12m"), evenly(6, "11m30s"), evenly(6, "12m30s")).At(s, begins)
	if fmt.Sprint(again) != fmt.Sprint(got) {
		t.Errorf("%v, and again %v", got, again)
	}
	// Half of the plan is done in its time: the end comes nearer, the band narrower.
	s, now := delivered(t, plan, run.Booking{}, evenly(3, "10m"))
	later, _ := f.At(s, now)
	if !later.Middle.Before(got.Middle) || later.Late.Sub(later.Early) >= got.Late.Sub(got.Early) {
		t.Errorf("at the start %v, half way through %v", got, later)
	}
}

// TestHabits sees that what takes long each time is known to, and what a changed
// plan gives it makes it no longer.
func TestHabits(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	long := "start,20m next" + strings.Repeat(",10m next", 5)
	var past []Past
	for range 4 {
		s, _ := delivered(t, plan, run.Booking{}, long)
		past = append(past, Past{State: s, Live: true})
	}
	first := func(plan *session.Plan) time.Duration {
		f, _ := Learn(plan, past).At(run.New(plan, run.Booking{Start: begins}), begins)
		return f.Middle.Sub(begins)
	}
	changed := tens(t, 6)
	changed.Activities[0].Phases[0].Duration = 20 * time.Minute
	changed.Duration += 10 * time.Minute
	if was, is := first(plan), first(changed); (was-is).Abs() > 4*time.Minute || was < 66*time.Minute {
		t.Errorf("it takes %v, and %v as changed", was, is)
	}
}

// TestShortened has a plan give a phase less than it took: it is taken to be meant,
// until a run of that plan shows otherwise.
func TestShortened(t *testing.T) {
	t.Parallel()
	before, after := tens(t, 6), tens(t, 6)
	after.Activities[0].Phases[0].Duration = 8 * time.Minute
	end := func(runs ...*session.Plan) time.Time {
		var past []Past
		for _, plan := range runs {
			s, _ := delivered(t, plan, run.Booking{}, evenly(6, "13m"))
			past = append(past, Past{State: s, Live: true})
		}
		f, _ := Learn(after, past).At(run.New(after, run.Booking{Start: begins}), begins)
		return f.Middle
	}
	if kept, not := end(before, before, before), end(after, after, after); not.Sub(kept) < 3*time.Minute {
		t.Errorf("shortened from 13 minutes to 8 it ends at %v, and where runs of that took 13 at %v", kept, not)
	}
}

// TestJudges sees that runs unlike each other make the band wider than those alike
// do, by more than they make chance larger.
func TestJudges(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	alike := learnt(t, plan, evenly(6, "11m"), evenly(6, "11m"), evenly(6, "11m"), evenly(6, "11m"))
	unlike := learnt(t, plan, evenly(6, "8m"), evenly(6, "15m"), evenly(6, "7m"), evenly(6, "16m"))
	if alike.judged != 3 || unlike.judged != 3 || alike.squares >= 1 || unlike.squares <= 4 {
		t.Errorf("of %v and %v runs the squares are %v and %v", alike.judged, unlike.judged, alike.squares, unlike.squares)
	}
	few, many := []float64{8, 10, 12}, []float64{8, 10, 12}
	alike.widen(few)
	unlike.widen(many)
	if few[2]-few[0] >= 4 || many[2]-many[0] <= 4 || few[1] != 10 || many[1] != 10 {
		t.Errorf("from 8 to 12 it becomes %v and %v", few, many)
	}
}

// TestOthers has somebody else lead quickly twice: of one's own pace that says
// nothing.
func TestOthers(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	middle := func(other bool) time.Duration {
		var past []Past
		for range 3 {
			s, _ := delivered(t, plan, run.Booking{}, evenly(6, "6m"))
			past = append(past, Past{State: s, Live: true, Other: other})
		}
		f, _ := Learn(plan, past).At(run.New(plan, run.Booking{Start: begins}), begins)
		return f.Middle.Sub(begins)
	}
	if own, others := middle(false), middle(true); others-own < 5*time.Minute || others < 54*time.Minute {
		t.Errorf("after one's own runs it takes %v, after others' %v", own, others)
	}
}

// TestRooms sees that what was learnt of a phase in one room does not hang on it in
// the next.
func TestRooms(t *testing.T) {
	t.Parallel()
	b := newBelief(1)
	b.newRoom(false)
	b.learn(step{took: 0.5})
	depended := b.own[0].by[room]
	b.newRoom(false)
	if depended == 0 || b.own[0].by[room] != 0 || b.mean[room] != 0 || b.own[0].at+b.own[0].by[pace]*b.mean[pace] <= 0 {
		t.Errorf("it depended by %v, and is %+v", depended, b.own[0])
	}
}

// TestLearnsWhatElse learns pauses, and to hurry.
func TestLearnsWhatElse(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	middle := func(script string) time.Duration {
		f, _ := learnt(t, plan, script, script, script).At(run.New(plan, run.Booking{Start: begins}), begins)
		return f.Middle.Sub(begins)
	}
	whole := strings.Repeat(",10m next", 5)
	if without, with := middle("start,10m next"+whole), middle("start,5m pause question,12m resume,5m next"+whole); with-without < 8*time.Minute {
		t.Errorf("with pauses of 12 minutes in all it takes %v, without %v", with, without)
	}
	// A session that is ten minutes late half way through, after runs that were too.
	late := func(rest string) time.Time {
		script := "start,20m next,10m next,10m next" + strings.Repeat(","+rest+" next", 3)
		f := learnt(t, plan, script, script, script, script)
		for _, b := range f.beliefs { // as if nothing were known of the phases
			for i := range b.own {
				b.own[i] = newPhase
			}
		}
		s, now := delivered(t, plan, run.Booking{}, "start,20m next,10m next,10m next")
		got, _ := f.At(s, now)
		return got.Middle
	}
	if keeps, hurries := late("10m"), late("6m40s"); keeps.Sub(hurries) < time.Minute {
		t.Errorf("one who keeps the time ends at %v, one who hurries at %v", keeps, hurries)
	}
}

// TestSlackens has runs be early half way through: whether one takes the time there
// is then is learnt.
func TestSlackens(t *testing.T) {
	t.Parallel()
	slackens := func(rest string) (share float64) {
		script := "start,5m next,5m next,5m next" + strings.Repeat(","+rest+" next", 3)
		below := 0.
		for i, sum := range learnt(t, tens(t, 6), script, "start"+strings.Repeat(",10m next", 6), script, script).beliefs.upTo() {
			if slacks[i%len(slacks)].much > 0 {
				share += sum - below
			}
			below = sum
		}
		return share
	}
	if keeps, takes := slackens("5m"), slackens("13m"); keeps >= slacks[1].share || takes < 0.4 {
		t.Errorf("one who keeps the pace is taken to slacken with %v, one who takes the time with %v", keeps, takes)
	}
}

// TestPractice has runs get quicker one after the other: the next is quicker still.
func TestPractice(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	middle := func(runs ...string) time.Duration {
		f, _ := learnt(t, plan, runs...).At(run.New(plan, run.Booking{Start: begins}), begins)
		return f.Middle.Sub(begins)
	}
	q, w, e, r, u := evenly(6, "14m"), evenly(6, "13m"), evenly(6, "12m"), evenly(6, "11m"), evenly(6, "10m")
	if quicker, mixed := middle(q, w, e, r, u), middle(e, u, q, w, r); mixed-quicker < 3*time.Minute || quicker > 68*time.Minute {
		t.Errorf("after runs that get quicker it takes %v, after the same in no order %v", quicker, mixed)
	}
}

// TestPromises asks for a fixed time in the middle: what comes before decides, and
// what is early waits.
func TestPromises(t *testing.T) {
	t.Parallel()
	plan := loaded(t, `title: T
start: "09:30"
duration: 60m
activities:
- {id: a, title: A, duration: 10m}
- {id: b, title: B, duration: 10m, at: "09:45"}
- {id: c, title: C, duration: 10m}
`)
	quick := "start,10m next,15m next,10m next"
	f := learnt(t, plan, quick, quick, quick)
	got, _ := f.At(run.New(plan, run.Booking{Start: begins}), begins)
	if len(got.Promises) != 2 || got.Promises[0].Activity != 1 || got.Promises[0].Kept < 0.9 {
		t.Errorf("%+v", got.Promises)
	}
	slow := "start,25m next,10m next,10m next"
	got, _ = learnt(t, plan, slow, slow, slow).At(run.New(plan, run.Booking{Start: begins}), begins)
	if kept := got.Promises[0].Kept; kept > 0.4 || kept == 0 {
		t.Errorf("after 25 minutes of 15 three times it is kept with %v", kept)
	}
	got, _ = f.At(run.New(plan, run.Booking{Start: begins}), begins)
	if got.Early.Before(begins.Add(15*time.Minute + 12*time.Minute)) {
		t.Errorf("it ends early at %v, though it waits", got.Early)
	}
}

// TestBandIsStill goes through sessions, far over the time of a phase: but for
// moves, the band in whole minutes changes at most once a minute, and each of its
// edges by a minute at most.
func TestBandIsStill(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	f := learnt(t, plan, evenly(6, "9m"), evenly(6, "12m"), evenly(6, "11m"))
	step := 15 * time.Second // far less than the minute that is looked at
	if timertest.Long {
		step = 5 * time.Second
	}
	for done := range 3 {
		s, moved := delivered(t, plan, run.Booking{}, evenly(done, "11m"))
		var band [2]time.Time
		var changed time.Time
		for now := moved; now.Before(moved.Add(50 * time.Minute)); now = now.Add(step) {
			got, _ := f.At(s, now)
			is := [2]time.Time{got.Early.Round(time.Minute), got.Late.Round(time.Minute)}
			if is == band {
				continue
			}
			if !band[0].IsZero() {
				if is[0].Sub(band[0]).Abs() > time.Minute || is[1].Sub(band[1]).Abs() > time.Minute {
					t.Fatalf("from %v to %v at once, at %v", band, is, now)
				}
				if now.Sub(changed) < time.Minute {
					t.Fatalf("it changes twice in a minute, at %v", now)
				}
				changed = now
			}
			band = is
		}
	}
}

// TestAnyForecast has phases take anything: no forecast is without meaning.
func TestAnyForecast(t *testing.T) {
	t.Parallel()
	plan := tens(t, 6)
	for _, each := range []string{"1s", "1m", "10m", "3h", "100h"} {
		f := learnt(t, plan, evenly(6, each), evenly(6, "10m"), evenly(6, each))
		for _, now := range []string{"1s", "10m", "1000h"} {
			s, at := delivered(t, plan, run.Booking{}, evenly(2, now))
			got, ok := f.At(s, at)
			if !ok || got.Early.Before(at.Add(-time.Second)) || got.Late.Before(got.Middle) || math.IsNaN(got.End()) {
				t.Errorf("after runs of %s, at %s: %v", each, now, got)
			}
		}
	}
}

// BenchmarkAt is what a second of a session costs at most.
func BenchmarkAt(b *testing.B) {
	plan := tens(b, 20)
	f := learnt(b, plan, evenly(20, "9m"), evenly(20, "12m"), evenly(20, "11m"))
	s, now := delivered(b, plan, run.Booking{}, evenly(2, "11m"))
	for b.Loop() {
		f.At(s, now)
	}
}
