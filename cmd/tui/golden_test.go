package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

var update = flag.Bool("update", false, "write the golden views anew")

// golden compares a text with testdata/golden/NAME.txt.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
		t.Errorf("%s is not as in %s (-update writes it anew):\n%s", name, file, got)
	}
}

// falls is the plan in testdata, booked for 9:30 and started so much later.
func falls(t *testing.T, later time.Duration, keys ...string) *console {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	half := nine.Add(30 * time.Minute)
	c := newConsole(t, string(source), run.Booking{Start: half, Zone: time.UTC})
	c.now = half.Add(later)
	c.at(0, keys...)
	return c
}

// later lets time pass without a tick for each second.
func (c *console) later(d time.Duration) *console {
	c.t.Helper()
	c.now = c.now.Add(d)
	c.update(tickMsg{})
	return c
}

// view is a situation to be looked at.
type view = situation

var views = []view{
	{"before", func(t *testing.T) *console {
		return falls(t, -7*time.Minute, "x", "x", "pgdown").later(7 * time.Second)
	}},
	{"running", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(5 * time.Minute)
		c.press("n", "pgdown")
		return c.later(90 * time.Second)
	}},
	{"two-minutes", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(5 * time.Minute)
		c.at(0, "n")
		c.later(time.Second).at(0, "pgdown", "pgdown", "pgdown")
		return c.later(8*time.Minute + 3*time.Second)
	}},
	{"over-time", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(4 * time.Minute)
		c.at(0, "n")
		return c.later(13*time.Minute + 7*time.Second)
	}},
	{"paused", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(2 * time.Minute)
		c.at(0, "p", "3")
		return c.later(4*time.Minute + 12*time.Second)
	}},
	{"running-over", func(t *testing.T) *console {
		c := falls(t, 12*time.Minute, "enter").later(3 * time.Minute)
		c.at(0, "pgdown")
		return c
	}},
	{"recovery", func(t *testing.T) *console {
		c := falls(t, 25*time.Minute, "enter").later(30 * time.Second)
		c.at(0, "l")
		return c
	}},
	{"safety", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(2 * time.Minute)
		c.at(0, "s")
		return c
	}},
	{"announcement", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(4*time.Minute + 40*time.Second)
		c.at(0, "pgdown", "pgdown", "pgdown")
		return c
	}},
	{"agenda", func(t *testing.T) *console {
		c := falls(t, 2*time.Minute, "enter").later(6 * time.Minute)
		c.at(0, "n")
		c.later(11*time.Minute).at(0, "n", "+")
		c.later(3*time.Minute).at(0, "a")
		return c
	}},
	{"goto", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(5 * time.Minute)
		c.at(0, "n", "g", "down", "down")
		return c
	}},
	{"jumped", func(t *testing.T) *console {
		c := falls(t, 0, "enter").later(5 * time.Minute)
		c.at(0, "n", "g", "end", "enter")
		return c
	}},
	{"end", func(t *testing.T) *console {
		c := falls(t, time.Minute, "enter").later(6 * time.Minute)
		for range 4 {
			c.at(0, "n")
			c.later(9 * time.Minute)
		}
		c.at(0, "x")
		c.later(4*time.Minute).at(0, "n")
		c.later(time.Minute).at(0, "F", "y")
		return c.later(time.Minute)
	}},
}

// TestViews holds what the console looks like.
func TestViews(t *testing.T) {
	for _, v := range append(views, rehearsalViews...) {
		t.Run(v.name, func(t *testing.T) {
			c := v.make(t)
			var b strings.Builder
			for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
				c.size(size[0], size[1])
				fmt.Fprintf(&b, "== %d×%d\n", size[0], size[1])
				for _, line := range c.lines() {
					b.WriteString(strings.TrimRight(line, " ") + "\n")
				}
				if problem := c.misdrawn(); problem != "" {
					t.Error(problem)
				}
			}
			golden(t, v.name, b.String())
		})
	}
}
