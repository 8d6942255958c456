package tui

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"facilitate/session/forecast"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// learntFrom is what runs of a plan teach in which each phase takes so much of its time.
func learntFrom(t testing.TB, source string, shares ...float64) *forecast.Forecaster {
	t.Helper()
	plan := loaded(t, source)
	var past []forecast.Past
	for _, share := range shares {
		now := nine.AddDate(0, 0, -7)
		s := run.New(plan, run.Booking{Start: now})
		do := func(c run.Command) {
			e, err := run.Decide(s, c, now)
			if err != nil {
				t.Fatal(err)
			}
			s.Apply(e)
		}
		do(run.Start{})
		for s.Current() != run.NoPhase {
			now = now.Add(time.Duration(share * float64(s.Phases()[s.Current()].Budget)))
			do(run.Next{})
		}
		past = append(past, forecast.Past{State: s, Live: true})
	}
	return forecast.Learn(plan, past)
}

// hourPlan has sixty minutes of sixty.
var hourPlan = "title: An hour\nduration: 60m\nactivities:\n" + strings.Repeat("- {id: x, title: A part, duration: 10m}\n", 6)

func init() {
	for _, id := range []string{"a", "b", "c", "d", "e", "f"} {
		hourPlan = strings.Replace(hourPlan, "id: x", "id: "+id, 1)
	}
}

var aBand = regexp.MustCompile(`LIKELY (\d\d:\d\d)( TO (\d\d:\d\d))?`)

// TestLikelyComes sees that nothing is said until it was learnt from two runs, and
// then before the start and beside the verdict, which stays.
func TestLikelyComes(t *testing.T) {
	t.Parallel()
	c := newConsole(t, hourPlan, run.Booking{})
	if view := c.m.View(); strings.Contains(view, "your last") {
		t.Error(view)
	}
	c.update(OddsLearnt{learntFrom(t, hourPlan, 1.1)})
	if view := c.m.View(); strings.Contains(view, "your last") {
		t.Errorf("from one run:\n%s", view)
	}
	c.update(OddsLearnt{learntFrom(t, hourPlan, 1.1, 1.15, 1.2)})
	if view := c.m.View(); !regexp.MustCompile(`Likely +your last 3 runs: ends 10:0\d to 10:1\d, 8 in 10`).MatchString(view) {
		t.Error(view)
	}
	c.at(0, "enter")
	for _, size := range [][2]int{{80, 24}, {120, 30}, {200, 50}} {
		c.size(size[0], size[1])
		if view := c.m.View(); !aBand.MatchString(view) || !strings.Contains(view, "ENDS 10:00") {
			t.Errorf("at %v:\n%s", size, view)
		}
	}
}

// TestLikelyIsStill goes through a session every three seconds: the band changes at most
// once a minute and by a minute at most, but for moves and pauses.
func TestLikelyIsStill(t *testing.T) {
	t.Parallel()
	c := newConsole(t, hourPlan, run.Booking{})
	c.update(OddsLearnt{learntFrom(t, hourPlan, 0.95, 1.1, 1.2)})
	keys := map[int]string{0: "enter", 11 * 60: "n", 24 * 60: "p", 26 * 60: "p", 30 * 60: "n", 45 * 60: "n", 52 * 60: "n", 75 * 60: "n"}
	var was []string
	changed, moved := 0, false
	forecasts, of := 0, occasion{}
	for second := 0; second < 90*60; second += timertest.Every(3) {
		c.now = nine.Add(time.Duration(second) * time.Second)
		if key := keys[second]; key != "" {
			c.at(0, key)
			moved = true
		}
		c.update(tickMsg{})
		if c.m.likely.of != of {
			of = c.m.likely.of
			forecasts++
		}
		is := aBand.FindStringSubmatch(c.m.View())
		switch {
		case is == nil:
			t.Fatalf("no band after %d s:\n%s", second, c.m.View())
		case was == nil || is[0] == was[0]:
		case moved:
			changed = second
		case second-changed < 60:
			t.Fatalf("from %q to %q after %d s, changed %d s before", was[0], is[0], second, second-changed)
		case minutesApart(was[1], is[1]) > 1 || minutesApart(was[3], is[3]) > 1:
			t.Fatalf("from %q to %q at once, after %d s", was[0], is[0], second)
		default:
			changed = second
		}
		was, moved = is, false
	}
	if forecasts > 90+len(keys)+5 {
		t.Errorf("%d forecasts were made in 90 minutes", forecasts)
	}
}

func minutesApart(a, b string) int {
	if a == "" || b == "" {
		return 0
	}
	x, _ := time.Parse("15:04", a)
	y, _ := time.Parse("15:04", b)
	return int(x.Sub(y).Abs() / time.Minute)
}

// TestSurer has the recovery aim at 8 in 10, by whole minutes, and take it back.
func TestSurer(t *testing.T) {
	t.Parallel()
	c := newConsole(t, hourPlan, run.Booking{})
	c.at(0, "enter")
	c.at(12*time.Minute, "n")
	c.at(0, "l")
	if view := c.m.View(); strings.Contains(view, "8 IN 10") {
		t.Errorf("nothing is known, and it says:\n%s", view)
	}
	c.update(OddsLearnt{learntFrom(t, hourPlan, 1, 1, 1.1)})
	before := c.m.likely.is.End()
	if view := c.m.View(); !strings.Contains(view, "8  AIM AT 8 IN 10") || before >= forecast.Sure {
		t.Errorf("%v:\n%s", before, view)
	}
	c.at(time.Second, "8")
	if after := c.m.likely.is.End(); after < forecast.Sure {
		t.Errorf("from %v it came to %v", before, after)
	}
	for _, p := range c.m.state().Phases() {
		if p.Budget%time.Minute != 0 {
			t.Errorf("a phase has %v", p.Budget)
		}
	}
	c.at(time.Second, "u")
	if again := c.m.likely.is.End(); again != before {
		t.Errorf("it was %v, and is %v after undo", before, again)
	}
}
