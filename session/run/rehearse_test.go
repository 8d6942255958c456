package run_test

import (
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// rehearsed plays a script in which offsets are of true time, and gives the
// state with the delivery's clock at its end.
func rehearsed(t *testing.T, booked time.Duration, activities string, b run.Booking, steps ...rehearsalStep) (*run.State, time.Time) {
	t.Helper()
	b.Rehearsal = true
	s := run.New(planOf(booked, activities), b)
	for _, step := range steps {
		now := at(step.at).Add(s.Jumped())
		e, err := run.Decide(s, step.command, now)
		if (err != nil) != step.refused {
			t.Fatalf("%v %s: refused: %v", step.at, step.command.Word(), err)
		}
		if err == nil {
			if err := s.Check(e); err != nil {
				t.Fatalf("%v %+v does not fit: %v", step.at, e, err)
			}
			s.Apply(e)
		}
	}
	return s, at(steps[len(steps)-1].at).Add(s.Jumped())
}

type rehearsalStep struct {
	at      time.Duration
	command run.Command
	refused bool
}

func step(at time.Duration, word run.Word) rehearsalStep {
	return rehearsalStep{at: at, command: bare(word)}
}

func refusedStep(at time.Duration, c run.Command) rehearsalStep {
	return rehearsalStep{at: at, command: c, refused: true}
}

// bare is a command that takes no arguments.
func bare(word run.Word) run.Command {
	c, err := run.ParseCommand([]string{string(word)}, true)
	if err != nil {
		panic(err)
	}
	return c
}

func TestCredit(t *testing.T) {
	t.Parallel()
	const min = time.Minute
	s, now := rehearsed(t, 30*min, "a 10m 5m; b 10m", run.Booking{},
		step(0, run.CmdStart),
		step(2*min, run.CmdCredit), // 8 of the 10 minutes are left
		step(3*min, run.CmdPause),
		step(4*min, run.CmdCredit), // 1 minute was spent, 4 are left, and it stays paused
		refusedStep(4*min, run.Backdate{By: min}),
	)
	if got := statuses(s); got != "ddc" {
		t.Errorf("the phases are %s", got)
	}
	if s.Jumped() != 12*min || s.Stage() != run.Paused {
		t.Errorf("jumped by %v, %v", s.Jumped(), s.Stage())
	}
	if p := s.Phases(); p[0].Credited != 8*min || p[1].Credited != 4*min || p[2].Credited != 0 {
		t.Errorf("credited %v, %v and %v", p[0].Credited, p[1].Credited, p[2].Credited)
	}
	if s.Spent(0, now) != 10*min || s.Spent(1, now) != 5*min {
		t.Errorf("spent %v and %v", s.Spent(0, now), s.Spent(1, now))
	}
	// 4 minutes have truly passed, 1 of them paused: 16 on the delivery's
	// clock, and 10 more to come.
	if end := s.ProjectedEnd(now); !end.Equal(at(26 * min)) {
		t.Errorf("it will end at %s", offset(end))
	}
	for _, e := range []run.Event{run.Undone{}, run.Undone{}, run.Undone{}} {
		s.Apply(e)
	}
	if s.Jumped() != 0 || statuses(s) != "cpp" || s.Phases()[0].Credited != 0 {
		t.Errorf("undone: jumped by %v, %s", s.Jumped(), statuses(s))
	}
	if got := s.Spent(0, at(6*min)); got != 6*min {
		t.Errorf("undone: spent %v in 6 true minutes", got)
	}
}

// A phase over its time needs nothing: crediting it is leaving it, and what
// it took can be learnt from.
func TestCreditOverTime(t *testing.T) {
	t.Parallel()
	s, now := rehearsed(t, time.Hour, "a 1m; b 1m", run.Booking{}, step(0, run.CmdStart), step(90*time.Second, run.CmdCredit))
	if s.Jumped() != 0 || s.Phases()[0].Credited != 0 || s.Spent(0, now) != 90*time.Second || statuses(s) != "dc" {
		t.Errorf("jumped %v, credited %v, spent %v, %s", s.Jumped(), s.Phases()[0].Credited, s.Spent(0, now), statuses(s))
	}
}

func TestLap(t *testing.T) {
	t.Parallel()
	const min = time.Minute
	s, now := rehearsed(t, 30*min, "a 5m; b 10m", run.Booking{},
		step(0, run.CmdStart),
		refusedStep(0, run.Lap{}), // it has only just begun
		step(2*min, run.CmdPause),
		step(3*min, run.CmdResume),
		step(5*min, run.CmdLap), // four minutes given up, of which none was the pause
		refusedStep(5*min, run.Backdate{By: min}),
		step(6*min, run.CmdNext),
	)
	if s.Spent(0, now) != min {
		t.Errorf("the attempt that counts took %v", s.Spent(0, now))
	}
	paused := s.Paused(now)
	if paused[run.LapKind] != 4*min || paused[run.Other] != min {
		t.Errorf("paused %v", paused)
	}
	// The session counts as begun four minutes later: it is the pause that
	// makes it late, and the minute of the first phase early.
	if d := s.Drift(now); d != min-4*min {
		t.Errorf("drift %v", d)
	}
	if end := s.HardEnd(now); !end.Equal(at(34 * min)) {
		t.Errorf("all must be out by %s", offset(end))
	}
	s.Apply(run.Undone{})
	s.Apply(run.Undone{})
	if got := s.Spent(0, now); got != 5*min || s.Paused(now)[run.LapKind] != 0 || !s.HardEnd(now).Equal(at(30*min)) {
		t.Errorf("undone: spent %v, paused %v", got, s.Paused(now))
	}
}

func TestPart(t *testing.T) {
	t.Parallel()
	const min = time.Minute
	b := run.Booking{Part: &run.Part{From: 1, To: 2}}
	s, now := rehearsed(t, 90*min, "a 5m; b 10m 5m; c 5m; d 20m", b,
		step(0, run.CmdStart),
		refusedStep(0, run.Back{}),
		rehearsalStep{0, run.Goto{To: "d"}, true},
		step(12*min, run.CmdNext),
	)
	if got := statuses(s); got != "sdcps" || s.Name(s.Current()) != "b/2" {
		t.Errorf("%s at %s", got, s.Name(s.Current()))
	}
	if end := s.HardEnd(now); !end.Equal(at(20 * min)) {
		t.Errorf("the part is booked until %s", offset(end))
	}
	if d := s.Drift(now); d != 2*min {
		t.Errorf("drift %v", d)
	}
	if got := offsets(s.Planned(now)); got != "- 0s..10m 10m..15m 15m..20m -" {
		t.Errorf("planned %s", got)
	}
	// A part that the plan does not have is none.
	if s := run.New(planOf(min, "a 1m"), run.Booking{Part: &run.Part{From: 0, To: 3}}); s.Phases()[0].Outside {
		t.Error("a part of another plan is taken")
	}
}

// Practice may be at any time of day: what begins at a fixed time begins as
// long after the start as the plan has it.
func TestFixedTimesInRehearsal(t *testing.T) {
	t.Parallel()
	evening := run.Booking{Rehearsal: true, Start: at(9 * time.Hour)}
	plan := planOf(90*time.Minute, "a 5m; b 10m at=10:45")
	if end := run.New(plan, evening).PlannedEnd(zero); !end.Equal(evening.Start.Add(15 * time.Minute)) {
		t.Errorf("without a usual start it would end at %s", offset(end))
	}
	usual := timer.TimeOfDay(10 * 60)
	plan.Start = &usual
	if end := run.New(plan, evening).PlannedEnd(zero); !end.Equal(evening.Start.Add(55 * time.Minute)) {
		t.Errorf("it would end at %s", offset(end))
	}
	evening.Part = &run.Part{From: 1, To: 1}
	if end := run.New(plan, evening).PlannedEnd(zero); !end.Equal(evening.Start.Add(10 * time.Minute)) {
		t.Errorf("a part would end at %s", offset(end))
	}
}

func TestRehearsalOnly(t *testing.T) {
	t.Parallel()
	s := played(t, planOf(time.Hour, "a 5m; b 5m"), "0s start")
	for _, word := range []run.Word{run.CmdCredit, run.CmdLap} {
		if _, err := run.Decide(s, bare(word), at(time.Minute)); err == nil {
			t.Errorf("%s in a delivery", word)
		}
	}
	for _, e := range []run.Event{run.Credited{At: zero, To: 1}, run.Lapped{At: zero}} {
		if s.Check(e) == nil {
			t.Errorf("%T fits a delivery", e)
		}
	}
}
