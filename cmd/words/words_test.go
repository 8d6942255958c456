package words

import (
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

func TestVerdict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		v             Verdict
		word, drifted string
	}{
		{Verdict{}, "ON TIME, NONE SPARE", "on plan"},
		{Verdict{Drift: time.Second}, "ON TIME, NONE SPARE", "1 min behind plan"},
		{Verdict{Spare: 1, Drift: time.Minute}, "ON TIME, 1 MIN SPARE", "1 min behind plan"},
		{Verdict{Spare: 65, Drift: -119 * time.Second, Ended: true}, "ON TIME, 1 H 5 MIN SPARE", "1 min ahead of plan"},
		{Verdict{Spare: -1, Drift: 68 * time.Minute}, "RUNS OVER BY 1 MIN", "1 h 8 min behind plan"},
		{Verdict{Spare: -60, Drift: -59 * time.Second, Ended: true}, "RAN OVER BY 1 H", "on plan"},
		{Verdict{Activity: "Lunch", Spare: -20}, "LUNCH 20 MIN LATE", "on plan"},
		{Verdict{Activity: "Lunch", Spare: 12}, "ON TIME, 12 MIN SPARE before Lunch", "on plan"},
		{Verdict{Activity: "Lunch"}, "ON TIME, NONE SPARE before Lunch", "on plan"},
	} {
		if c.v.Word() != c.word || c.v.DriftWords() != c.drifted || c.v.Late() != (c.v.Spare < 0) {
			t.Errorf("%+v: %q, %q, late: %v", c.v, c.v.Word(), c.v.DriftWords(), c.v.Late())
		}
	}
	if got := (Verdict{Spare: 5, Ends: "11:05"}).Line(); got != "ends 11:05, on time, 5 min spare" {
		t.Error(got)
	}
}

func TestCue(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	for cue, want := range map[run.Cue]string{
		{Left: 5 * m}:                         "5 MINUTES LEFT: tell the room",
		{Left: m}:                             "1 MINUTE LEFT: tell the room",
		{Left: 30 * time.Second}:              "30 SECONDS LEFT",
		{Left: 90 * time.Second}:              "90 SECONDS LEFT",
		{}:                                    "TIME IS UP",
		{Left: -2 * m}:                        "2 MIN OVER TIME",
		{Left: 2 * m, Waits: true}:            "BEGINS IN 2 MIN",
		{After: 2 * m}:                        "2 MIN IN",
		{After: 2 * m, Text: "swap partners"}: "swap partners",
		{Left: m, Text: "last point, then the round"}: "last point, then the round",
	} {
		if got := Cue(cue); got != want {
			t.Errorf("%+v: %q, want %q", cue, got, want)
		}
	}
}

func TestPause(t *testing.T) {
	t.Parallel()
	for kind, want := range map[run.PauseKind]string{run.Break: "is a break", run.Incident: "is an incident", run.Other: "has no special kind"} {
		if got := Pause(kind); got != want {
			t.Error(got)
		}
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	groups := func(sizes ...int) (all []run.Group) {
		for _, n := range sizes {
			all = append(all, run.Group{Size: n})
		}
		return all
	}
	for _, c := range []struct {
		g                          run.Gathering
		gathered, forming, crowded string
	}{
		{run.Gathering{}, "nobody is counted yet", "", ""},
		{run.Gathering{Groups: groups(0, 0)}, "2 groups", "Count off 1 2, 1 2, and so on.", ""},
		{run.Gathering{People: 1}, "1 person: no groups, one voice", "", ""},
		{run.Gathering{People: 4}, "4 people", "", ""},
		{run.Gathering{People: 4, Groups: groups(4)}, "4 people in 1 group: 4 in each", "All of you are one group.", ""},
		{
			run.Gathering{People: 14, Groups: groups(5, 5, 4)},
			"14 people in 3 groups: 5, 5, 4",
			"Count off 1 2 3, 1 2 3, and so on: five in groups 1 and 2, four in group 3.", "",
		},
		{
			run.Gathering{People: 19, Groups: groups(5, 5, 5, 4), How: run.Dealt},
			"19 people in 4 groups: 5, 5, 5, 4",
			"Dealt at random. Read the names out:", "",
		},
		{
			run.Gathering{People: 30, Groups: groups(3, 3, 3, 3, 3, 3, 3, 3, 3, 3)},
			"30 people in 10 groups: 3 in each",
			"Count off from 1 to 10, and again from 1: three in each.", "",
		},
		{
			run.Gathering{People: 26, Groups: groups(13, 13)},
			"26 people in 2 groups: 13 in each",
			"Count off 1 2, 1 2, and so on: 13 in each.",
			"13 in a group is more than the 8 who can all be heard: 5 groups would have 5 or 6 each",
		},
	} {
		if got := InRoom(c.g); got != c.gathered {
			t.Errorf("%+v is %q, not %q", c.g, got, c.gathered)
		}
		if got := Forming(c.g); got != c.forming {
			t.Errorf("to form %+v: %q, not %q", c.g, got, c.forming)
		}
		if got := CrowdWarning(c.g); got != c.crowded {
			t.Errorf("%+v: %q, not %q", c.g, got, c.crowded)
		}
	}
	for people, want := range map[int]string{
		2: "1 pair: turn to your neighbour", 3: "one three: turn to your neighbour", 7: "2 pairs and a three: turn to your neighbour",
	} {
		if got := Pairs(run.Gathering{People: people}); got != want {
			t.Errorf("pairs of %d: %q", people, got)
		}
	}
	if got := Pairs(run.Gathering{People: 4, Pairs: [][]string{{"A", "B"}, {"C", "D"}}}); got != "2 pairs" {
		t.Error(got)
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration][3]string{
		0:                             {"0 min", "0 min", "0 seconds"},
		time.Second:                   {"0 min", "1 min", "1 second"},
		2*time.Minute - time.Second:   {"1 min", "2 min", "119 seconds"},
		2 * time.Minute:               {"2 min", "2 min", "2 min"},
		60*time.Minute - time.Second:  {"59 min", "1 h", "59 min"},
		125*time.Minute + time.Second: {"2 h 5 min", "2 h 6 min", "2 h 5 min"},
	} {
		if got := [3]string{Minutes(d), MinutesUp(d), Span(d)}; got != want {
			t.Errorf("%v is %q", d, got)
		}
	}
	if Number(0) != "none" || Number(12) != "twelve" || Number(13) != "13" {
		t.Errorf("numbers are %s, %s, %s", Number(0), Number(12), Number(13))
	}
}

func TestPhase(t *testing.T) {
	t.Parallel()
	phase := func(name string) session.Phase { return session.Phase{Name: name, Duration: 5 * time.Minute} }
	nine := time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)
	s := run.New(&session.Plan{Duration: time.Hour, Activities: []session.Activity{
		{ID: "walk", Title: "Walk", Phases: []session.Phase{phase("Out"), phase("Back")}},
		{ID: "tea", Title: "Tea", Single: true, Phases: []session.Phase{phase("Tea")}},
	}}, run.Booking{Start: nine})
	do := func(c run.Command, now time.Time) {
		t.Helper()
		e, err := run.Decide(s, c, now)
		if err != nil {
			t.Fatal(err)
		}
		s.Apply(e)
	}
	if got := Phase(s, 0, " · ") + ", " + StandsAt(s, nine); got != "Walk · Out, it is ready" {
		t.Error(got)
	}
	do(run.Start{}, nine)
	if got := Phase(s, 1, " · ") + ", " + Phase(s, 2, " · "); got != "Back, Tea" {
		t.Error(got)
	}
	for after, want := range map[time.Duration]string{
		time.Minute:     "at Walk, Out: 4m left of 5m, running",
		7 * time.Minute: "at Walk, Out: 2m over time of 5m, running",
	} {
		if got := StandsAt(s, nine.Add(after)); got != want {
			t.Error(got)
		}
	}
	do(run.Goto{To: "tea"}, nine)
	if got := Phase(s, 0, ": ") + ", " + StandsAt(s, nine); got != "Walk: Out, at Tea: 5m left of 5m, running" {
		t.Error(got)
	}
}
