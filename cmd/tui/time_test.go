package tui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

// lengths is a plan of one phase for each length.
func lengths(spans ...string) string {
	plan := "title: Lengths\nduration: 3h\nactivities:\n"
	for i, s := range spans {
		plan += fmt.Sprintf("  - {id: a%d, title: Activity %d, duration: %s, notes: [{say: Something.}]}\n", i, i, s)
	}
	return plan
}

var cueLine = regexp.MustCompile(`! (TIME IS UP|[0-9A-Z ]+ (LEFT|OVER TIME))`)

// cuesOf waits and writes down when a cue came up and went, by seconds since
// the beginning of the wait.
func (c *console) cuesOf(d time.Duration) []string {
	c.t.Helper()
	var all []string
	last := cueLine.FindString(c.screen())
	for s := range int(d / time.Second) {
		c.wait(time.Second)
		if cue := cueLine.FindString(c.screen()); cue != last {
			all = append(all, strings.TrimSpace(fmt.Sprintf("%d %s", s+1, cue)))
			last = cue
		}
	}
	return all
}

// TestCues: each phase gets the warnings its length asks for, at their times
// and for twenty seconds.
func TestCues(t *testing.T) {
	for _, tt := range []struct {
		length string
		wait   time.Duration
		want   []string
	}{
		{"10m", 12*time.Minute + 30*time.Second, []string{
			"300 ! 5 MINUTES LEFT", "320", "480 ! 2 MINUTES LEFT", "500", "540 ! 1 MINUTE LEFT", "560",
			"600 ! TIME IS UP", "620", "660 ! 1 MIN OVER TIME", "680", "720 ! 2 MIN OVER TIME", "740",
		}},
		{"5m", 5*time.Minute + 30*time.Second, []string{
			"180 ! 2 MINUTES LEFT", "200", "240 ! 1 MINUTE LEFT", "260", "300 ! TIME IS UP", "320",
		}},
		{"4m59s", 5 * time.Minute, []string{"239 ! 1 MINUTE LEFT", "259", "269 ! 30 SECONDS LEFT", "289", "299 ! TIME IS UP"}},
		{"2m", 2*time.Minute + 20*time.Second, []string{
			"60 ! 1 MINUTE LEFT", "80", "90 ! 30 SECONDS LEFT", "110", "120 ! TIME IS UP", "140",
		}},
		{"1m59s", 2 * time.Minute, []string{"104 ! 15 SECONDS LEFT", "119 ! TIME IS UP"}},
	} {
		c := newConsole(t, lengths(tt.length), run.Booking{})
		c.at(0, "enter")
		if got := c.cuesOf(tt.wait); !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.length, got, tt.want)
		}
		if want := len(tt.want)/2 + len(tt.want)%2; c.rung < want && tt.length != "1m59s" || c.rung > want+1 {
			t.Errorf("%s: the bell rang %d times for %d cues", tt.length, c.rung, want)
		}
	}
}

// TestBell rings once for each cue, and again where it comes up anew.
func TestBell(t *testing.T) {
	c := newConsole(t, lengths("10m", "10m"), run.Booking{})
	c.at(0, "enter")
	c.wait(5*time.Minute - time.Second)
	for _, tt := range []struct {
		wait time.Duration
		rung int
	}{{time.Second, 1}, {2 * time.Minute, 1}, {time.Minute, 2}, {time.Minute, 3}, {time.Minute, 4}, {time.Minute, 5}} {
		c.wait(tt.wait)
		if c.rung != tt.rung {
			t.Errorf("%v left: the bell rang %d times, not %d", c.m.state().Remaining(c.now), c.rung, tt.rung)
		}
	}
	c.press("+", "+") // from over a minute over to under a minute left
	c.wait(time.Second)
	c.shows("! 1 MINUTE LEFT")
	c.wait(time.Minute)
	c.shows("! TIME IS UP")
	if c.rung != 7 {
		t.Errorf("the bell rang %d times with the second minute left and the second zero, not 7", c.rung)
	}
	// Two cues by time spent, the second while the first is shown.
	own := newConsole(t, strings.Replace(lengths("10m"), "notes:", "cues: [{after: 2m, text: Swap.}, {after: 2m5s, text: Sum up.}], notes:", 1), run.Booking{})
	own.at(0, "enter")
	own.wait(2 * time.Minute)
	own.shows("! Swap.")
	own.wait(5 * time.Second)
	own.shows("! Sum up.")
	if own.rung != 2 {
		t.Errorf("the bell rang %d times with two cues after so much time, not 2", own.rung)
	}
	// Without a bell nothing rings.
	quiet := newConsole(t, lengths("5m"), run.Booking{})
	quiet.m.Bell = nil
	quiet.at(0, "enter")
	quiet.wait(6 * time.Minute)
	if quiet.rung != 0 {
		t.Error("a bell rang that was not asked for")
	}
}

// TestCuesAreNotGivenLate: neither one that passed while paused, nor one that
// passed before the phase was entered or while the computer slept.
func TestCuesAreNotGivenLate(t *testing.T) {
	c := newConsole(t, lengths("5m", "5m"), run.Booking{})
	c.at(0, "enter")
	c.wait(2*time.Minute + 59*time.Second)
	c.at(0, "p")
	c.wait(5 * time.Minute)
	if cue := cueLine.FindString(c.screen()); cue != "" {
		t.Errorf("%s while paused", cue)
	}
	c.at(0, "p")
	if got := c.cuesOf(30 * time.Second); !slices.Equal(got, []string{"1 ! 2 MINUTES LEFT", "21"}) {
		t.Errorf("after the pause: %q", got)
	}

	// A pause within the cue ends it.
	c = newConsole(t, lengths("5m"), run.Booking{})
	c.at(0, "enter")
	c.wait(3*time.Minute + 5*time.Second)
	c.shows("! 2 MINUTES LEFT: tell the room")
	c.at(0, "p")
	c.hides("MINUTES LEFT")
	c.wait(2 * time.Second)
	c.at(0, "p")
	c.wait(time.Second)
	c.hides("MINUTES LEFT")

	// Asleep from 2:30 left to 1:50 left.
	c = newConsole(t, lengths("5m"), run.Booking{})
	c.at(0, "enter")
	c.wait(150 * time.Second)
	asleep := c.now
	c.now = c.now.Add(40 * time.Second)
	c.m.record(run.GapRecorded{Gap: run.Gap{Begin: asleep, End: c.now, Cause: "sleep"}})
	c.update(tickMsg{})
	c.hides("MINUTES LEFT")
	if got := c.cuesOf(time.Minute); !slices.Equal(got, []string{"50 ! 1 MINUTE LEFT"}) {
		t.Errorf("after the sleep: %q", got)
	}

	// Two minutes were left when the phase was left; they are still when it is
	// entered again.
	c = newConsole(t, lengths("5m", "5m"), run.Booking{})
	c.at(0, "enter")
	c.wait(3*time.Minute + time.Second)
	c.at(0, "n")
	c.wait(10 * time.Second)
	c.at(0, "backspace")
	c.hides("MINUTES LEFT")
}

// TestOverTime counts up, and what is said beside it agrees.
func TestOverTime(t *testing.T) {
	c := newConsole(t, lengths("5m"), run.Booking{})
	c.at(0, "enter")
	c.size(30, 8) // where the time stands as text
	for _, tt := range []struct {
		at   time.Duration
		want string
	}{
		{0, "5:00"},
		{time.Millisecond, "5:00"},
		{time.Second, "4:59"},
		{299 * time.Second, "0:01"},
		{299*time.Second + 999*time.Millisecond, "0:01"},
		{300 * time.Second, "0:00"},
		{300*time.Second + 999*time.Millisecond, "0:00"},
		{301 * time.Second, "+0:01"},
		{301*time.Second + 999*time.Millisecond, "+0:01"},
		{361 * time.Second, "+1:01"},
		{5*time.Minute + time.Hour, "+1:00:00"},
	} {
		c.now = nine.Add(tt.at)
		if got, _, _ := strings.Cut(c.later(0).screen(), " "); got != tt.want {
			t.Errorf("after %v the clock shows %q, not %q", tt.at, got, tt.want)
		}
	}
	c.size(80, 24)
	c.shows("OVER TIME")
	c.is(run.Running) // nothing advances by itself
	c.isAt(1, 1)
}

// TestClockIsWhole: no figure of the clock is ever cut off.
func TestClockIsWhole(t *testing.T) {
	for _, text := range []string{"0:00", "5:00", "12:34", "+0:01", "+12:34", "1:30:00", "+1:00:00", "23:59:59"} {
		c := started(t)
		for width := 34; width <= 160; width += 3 {
			for _, height := range []int{12, 24, 40} {
				c.size(width, height)
				drawn := c.m.band(frame{clock: text, brief: []said{bold("OVER")}, beside: []said{light("beside")}})
				drawn = drawn[either(c.m.isRoomy(), 2, 1):]
				shown := text
				scale := c.m.clockScale(widest(text))
				if clockMargin+draw.FiguresWidth(widest(text), scale) > width {
					shown = strings.TrimPrefix(text, "+")
					if last := drawn[len(drawn)-1]; !strings.Contains(last, "OVER") {
						t.Errorf("%s at %d×%d: nothing says that it is over: %q", text, width, height, last)
					}
				}
				for i, figure := range draw.Figures(shown, scale) {
					if !strings.Contains(drawn[i], figure) {
						t.Fatalf("%s at %d×%d is cut: %q", text, width, height, drawn)
					}
				}
			}
		}
	}
}

// TestNothingMoves: where a clock shows a figure more or less, the others and what
// stands beside it stay where they are, at every size.
func TestNothingMoves(t *testing.T) {
	c := started(t)
	for _, size := range [][2]int{{40, 12}, {80, 24}, {118, 36}, {120, 28}, {120, 30}, {120, 40}, {200, 60}, {300, 80}} {
		c.size(size[0], size[1])
		var was [3]int
		for i, clock := range []string{"10:00", "9:59", "0:08", "+0:08", "+9:58", "+10:00", "+58:08"} {
			drawn := c.m.band(frame{clock: clock, longest: "12:00", brief: []said{bold("OVER")}, beside: []said{light("beside")}})
			is := [3]int{len(drawn)}
			for _, line := range drawn {
				if at := strings.LastIndex(line, "█"); at >= 0 {
					is[1] = max(is[1], lipgloss.Width(line[:at])+1)
				}
				if before, _, found := strings.Cut(line, "beside"); found {
					is[2] = lipgloss.Width(before)
				}
			}
			if i > 0 && is != was {
				t.Errorf("%s at %v: lines, end of the clock and what is beside it are %v, not %v:\n%s", clock, size, is, was, strings.Join(drawn, "\n"))
			}
			was = is
		}
	}
}

// TestBanner: running over stands before a cue, and both are told.
func TestBanner(t *testing.T) {
	c := late(t)
	c.wait(3 * time.Minute)
	c.shows("! press l: what can be done   ! 2 MINUTES LEFT: tell the room")
	c.size(40, 12)
	c.shows(" RUNS OVER BY 7 MIN  ENDS 09:25 ", "! press l   ! 2 MINUTES LEFT")
}

// TestLabels follow a stepped wall clock, spans do not.
func TestLabels(t *testing.T) {
	c := bookedAt(t, 0)
	c.at(0, "enter")
	c.wait(time.Minute)
	c.shows("09:01", "ENDS 09:25", "out by 09:30", "on plan")
	left := c.m.state().Remaining(c.now)
	c.stepped = time.Hour
	c.wait(time.Second)
	c.shows("10:01", "ENDS 10:25", "out by 10:30", "on plan")
	if got := c.m.state().Remaining(c.now); got != left-time.Second {
		t.Errorf("%v are left, not %v", got, left-time.Second)
	}
	c.press("e")
	c.write("10:45")
	c.press("enter")
	c.shows("out by 10:45")
	if got := c.m.state().HardEnd(c.now); !got.Equal(nine.Add(45 * time.Minute)) {
		t.Errorf("the hard end is %v", got)
	}
	c.stepped = -10 * time.Minute
	c.later(0).shows("08:51", "ENDS 09:15", "out by 09:35")
}

// TestLabelsAreWholeMinutes: the true instant and the wall clock are read one
// after the other and may be a little apart, either way. A booked 09:30 stays
// 09:30 all the same.
func TestLabelsAreWholeMinutes(t *testing.T) {
	for _, apart := range []time.Duration{-400 * time.Millisecond, -time.Millisecond, 0, time.Microsecond, 400 * time.Millisecond} {
		c := bookedAt(t, 30*time.Minute)
		c.stepped = apart
		c.later(0).shows("TO THE BOOKED 09:30", "out by 10:00", "ENDS 09:55")
		c.press("t")
		c.write("9:40")
		c.press("enter", "e")
		c.write("10:20")
		c.press("enter")
		c.shows("TO THE BOOKED 09:40", "out by 10:20", "ENDS 10:05")
	}
}

// TestTick: it comes when the seconds on the clock change, and never in a
// hurry, whatever the fraction at which a pause was begun.
func TestTick(t *testing.T) {
	waits := func(c *console) (d time.Duration) {
		synctest.Test(t, func(*testing.T) {
			began := time.Now()
			c.m.nextTick()()
			d = time.Since(began)
		})
		return d
	}
	for _, at := range []time.Duration{0, 2 * time.Millisecond, 500 * time.Millisecond, 998 * time.Millisecond} {
		c := started(t)
		c.now = c.now.Add(at)
		if got, want := waits(c), time.Second-at; got != want+time.Millisecond {
			t.Errorf("running, %v past the second: the tick comes after %v", at, got)
		}
		c.at(0, "p")
		for range 3 {
			if got := waits(c); got != time.Second+time.Millisecond {
				t.Errorf("paused %v past the second: the tick comes after %v", at, got)
			}
			c.now = c.now.Add(time.Second)
		}
	}
	c := started(t)
	c.wait(5*time.Minute + 300*time.Millisecond)
	if got := waits(c); got != 701*time.Millisecond {
		t.Errorf("over time: the tick comes after %v", got)
	}
}
