package tui

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"facilitate/session/run"
)

// sleeping is the plan in testdata/work.yaml, before the start. Names are
// dealt with the seeds 1, 2, 3 …
func sleeping(t *testing.T) *console {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", "work.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c := newConsole(t, string(source), run.Booking{})
	seed := uint64(0)
	c.m.Seed = func() uint64 { seed++; return seed }
	return c
}

// sleepingWith is the session started a second ago; with numbers, as they are typed,
// who is there was said before.
func sleepingWith(t *testing.T, numbers string) *console {
	t.Helper()
	c := sleeping(t)
	if numbers != "" {
		c.press("j")
		c.write(numbers)
		c.press("enter", "esc")
	}
	c.press("enter")
	c.wait(time.Second)
	return c
}

// inQuiz is at the quiz's note.
func inQuiz(t *testing.T, numbers string) *console {
	t.Helper()
	c := sleepingWith(t, numbers)
	c.press("pgdown")
	c.isAt(1, 2)
	return c
}

// hands counts hands at the statement shown.
func (c *console) hands(yes, no string) {
	c.t.Helper()
	c.press("h")
	c.write(yes + " " + no)
	c.press("enter")
}

// inRound is at the round of the first feedback, just begun, with 5:00 left.
func inRound(t *testing.T, numbers string) *console {
	t.Helper()
	c := sleepingWith(t, numbers)
	c.press("n", "n")
	return c
}

var workViews = []view{
	{"quiz-overview", func(t *testing.T) *console { return inQuiz(t, "") }},
	{"quiz-statement", func(t *testing.T) *console { c := inQuiz(t, "18"); c.press("pgdown", "pgdown", "pgdown"); return c }},
	{"quiz-revealed", func(t *testing.T) *console {
		c := inQuiz(t, "18")
		c.press("pgdown", "pgdown", "pgdown")
		c.hands("6", "12")
		c.press("pgdown")
		c.wait(answerStays)
		return c
	}},
	{"quiz-hands", func(t *testing.T) *console {
		c := inQuiz(t, "18")
		c.press("pgdown", "pgdown", "pgdown", "h")
		c.write("12 7")
		c.press("enter")
		return c
	}},
	{"quiz-points", func(t *testing.T) *console {
		c := inQuiz(t, "18")
		c.press("pgdown", "pgdown", "v", "1", "3")
		return c
	}},
	{"quiz-summary", summed},
	{"round-before", func(t *testing.T) *console { c := inRound(t, "18"); c.wait(answerStays); return c }},
	{"round-under-way", func(t *testing.T) *console {
		c := inRound(t, "18")
		c.press("pgdown")
		c.later(150 * time.Second).press("pgdown")
		return c.later(12 * time.Second)
	}},
	{"round-nothing-left", func(t *testing.T) *console {
		c := inRound(t, "18")
		c.press("pgdown")
		c.later(3 * time.Minute).press("pgdown")
		return c.later(62 * time.Second)
	}},
	{"groups-asked", func(t *testing.T) *console { c := sleeping(t); c.press("j"); c.write("18"); return c }},
	{"groups", func(t *testing.T) *console { c := sleeping(t); c.press("j"); c.write("18"); c.press("enter"); return c }},
	{"groups-crowded", func(t *testing.T) *console {
		c := sleeping(t)
		c.press("j")
		c.write("200 4")
		c.press("enter")
		return c
	}},
	{"groups-named", func(t *testing.T) *console {
		c := sleeping(t)
		c.press("j")
		c.paste("Ann, Ben, Cat, Dan, Eve, Fay, Gus, Hal, Ida")
		c.press("enter", "enter", "2")
		return c
	}},
	{"groups-hint", func(t *testing.T) *console { c := sleepingWith(t, ""); c.press("n"); c.wait(answerStays); return c }},
}

// summed is at the summary of a quiz with hands and points.
func summed(t *testing.T) *console {
	t.Helper()
	c := inQuiz(t, "18")
	for i, hands := range [][2]string{{"12", "6"}, {"9", "9"}, {"3", "15"}, {"5", "13"}} {
		c.press("pgdown")
		c.hands(hands[0], hands[1])
		c.press("pgdown")
		if i != 2 {
			c.press("v", "1", string(rune('2'+i)), "enter")
		}
	}
	c.wait(answerStays)
	c.press("pgdown")
	return c
}

// cutsThePlan are situations in which a line of the plan's own words is longer
// than the window.
var cutsThePlan = map[string]bool{"work: quiz-overview": true, "work: quiz-summary": true, "work: groups-hint": true}

func init() {
	views = append(views, workViews...)
	for _, v := range workViews {
		situations = append(situations, situation{"work: " + v.name, v.make})
	}
}
