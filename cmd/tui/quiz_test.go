package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

func (c *console) quiz() *run.Quiz { return c.m.state().Quiz("sleep") }

// TestQuizPageDownsWay goes through a quiz with Page Down alone: each statement
// first without its answer, then with it, and nothing to sum up.
func TestQuizPageDownsWay(t *testing.T) {
	c := inQuiz(t, "")
	c.wait(answerStays)
	c.shows("QUIZ", "4 statements, 1:13 each", "PgDn: the first of 4", "PgDn first statement")
	for i, want := range []struct{ text, answer, because, source, next string }{
		{"Everybody needs eight hours.", "FALSE", "People differ", "Source: Sleeping well, a leaflet", "statement 2"},
		{"A short walk in daylight", "TRUE", "Daylight sets the clock", "Source: Notes of the evening", "statement 3"},
		{"A nap always spoils", "FALSE", "A short one", "Source: Notes", "statement 4"},
		{"Looking at the clock", "TRUE", "", "", "the next note"},
	} {
		c.press("pgdown")
		c.isAt(1, 2)
		c.shows(itoa(i+1)+" of 4", want.text, "not shown yet: "+want.answer, "PgDn: the answer", "PgDn answer   p pause   h hands   v points")
		if want.because != "" {
			c.hides(want.because, want.source)
		}
		c.press("pgdown")
		c.shows(itoa(i+1)+" of 4", want.text, " "+want.answer+" ", want.because, want.source, "PgDn: "+want.next)
		c.hides("not shown yet")
	}
	c.press("pgdown")
	c.isAt(1, 3)
	c.shows("What surprised you?")
	c.press("pgup") // back to the last statement, which stays answered
	c.isAt(1, 2)
	c.shows("4 of 4", "TRUE")
	c.hides("not shown yet")
	for range 3 {
		c.press("pgup")
		c.hides("not shown yet")
	}
	c.shows("1 of 4")
	c.press("pgup")
	c.isAt(1, 1)
	c.press("pgdown", "pgdown")
	c.shows("2 of 4") // shown again and answered: no second answer to wait for
	c.press("pgdown")
	c.shows("3 of 4")
}

// TestQuizTime: what is left of the phase is shared by the statements left.
func TestQuizTime(t *testing.T) {
	c := inQuiz(t, "")
	c.wait(57 * time.Second) // 4:00 are left when the first is shown
	c.press("pgdown")
	c.shows("left of 5:00", "1:00 each for the 4 left")
	c.press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")
	c.shows("3:53 for the last one")
	c.wait(4 * time.Minute)
	c.shows("0:00 left for 1")
}

// TestQuizBounce: a press that bounces loses neither a statement nor an
// answer, nor the note after the last one.
func TestQuizBounce(t *testing.T) {
	for _, key := range []string{"pgdown", " ", "enter"} {
		c := sleepingWith(t, "")
		c.press(key)
		for range 9 { // the quiz's note and its eight steps
			was := c.screen()
			at, q := c.m.place(), *c.quiz()
			c.at(bounce, key)
			c.at(bounce, key)
			if c.m.place() != at || c.quiz().At != q.At {
				t.Fatalf("a bounce of %q went on from\n%s\nto\n%s", key, was, c.screen())
			}
			c.at(doublePress, key)
			if c.screen() == was {
				t.Fatalf("%q half a second later did nothing:\n%s", key, was)
			}
		}
		c.isAt(1, 3)
		c.at(bounce, key)
		c.isAt(1, 3)
		c.shows("What surprised you?")
	}
	c := inQuiz(t, "")
	c.press("pgdown", "pgdown", "pgdown", "pgdown", "pgdown", "pgup")
	c.at(bounce, "pgup")
	c.shows("2 of 4")
}

// TestHands: two numbers typed fast, in several ways; too many are refused
// with both numbers.
func TestHands(t *testing.T) {
	for _, keys := range []string{"12 6 enter", "12,6 enter", "12 enter 6 enter", "12 tab 6 enter", "19 backspace backspace 12 space 7 backspace 6 enter"} {
		c := inQuiz(t, "18")
		c.press("pgdown", "h")
		c.shows("HANDS · STATEMENT 1 OF 4", "Everybody needs eight hours.", "hands for TRUE:", "two numbers, like 12 6")
		c.type_(keys)
		c.shows("hands: 12 true, 6 false   (u takes it back)", "hands: 12 true, 6 false")
		if a := c.quiz().Answers[0]; !a.Counted || a.True != 12 || a.False != 6 {
			t.Errorf("%s: %+v", keys, a)
		}
		c.press("pgdown")
		c.shows("12 had it wrong")
	}
	c := inQuiz(t, "18")
	c.press("h")
	c.shows("that is for a statement that is shown")
	c.press("pgdown", "h")
	c.write("12 7")
	c.press("enter")
	c.shows("19 hands (12 for true, 7 for false) are more than the 18 people here", "hands for TRUE: 12")
	c.press("backspace")
	c.hides("are more than")
	c.write("66") // not again what was refused: both are typed anew
	c.press("enter")
	c.shows("78 hands (12 for true, 66 for false) are more than the 18 people here")
	c.write("12 6")
	c.shows("hands for TRUE: 12   for FALSE: 6")
	c.press("enter")
	c.shows("hands: 12 true, 6 false")
	c.at(bounce, "enter") // Enter is Page Down, too
	c.shows("not shown yet")
	c.press("h")
	c.write("3")
	c.press("enter", "enter")
	c.shows("how many hands for FALSE? 0 if there were none")
	c.press("pgdown", "pgup", "f5", ".", "b", "x")
	c.shows("how many hands for FALSE?", "hands for TRUE: 3")
	c.press("esc")
	c.press("u")
	c.shows("taken back: the hands counted", "1 of 4")
	if c.quiz().Answers[0].Counted {
		t.Error("the hands are still counted")
	}
	c.press("h", "p")
	c.is(run.Paused) // the pause key waits for nothing
}

// type_ writes a text in which some words are keys.
func (c *console) type_(keys string) {
	c.t.Helper()
	for _, word := range strings.Fields(keys) {
		switch word {
		case "enter", "tab", "backspace":
			c.at(0, word)
		case "space":
			c.at(0, " ")
		default:
			c.write(word)
			if strings.HasPrefix(keys, "12 6") && word == "12" {
				c.at(0, " ")
			}
		}
	}
}

// TestHandsInOnePiece: two numbers typed as fast as a line carries them.
func TestHandsInOnePiece(t *testing.T) {
	c := inQuiz(t, "")
	c.press("pgdown")
	for _, r := range "h12 6" {
		c.at(0, string(r))
	}
	c.at(0, "enter")
	c.shows("hands: 12 true, 6 false")
}

// TestPoints: groups are ticked by their digits, Enter gives the points.
func TestPoints(t *testing.T) {
	c := inQuiz(t, "")
	c.press("pgdown", "v")
	c.shows("no groups are formed that could have a point: j forms them")
	c.press("j")
	c.write("60 12")
	c.press("enter", "esc", "v")
	c.shows("WHO HAD IT RIGHT?", "[ ] group 1   0 points so far")
	c.press("1", "3", "3", "down", "x", "enter")
	c.shows("a point for groups 1 and 4")
	c.press("v")
	c.shows("[x] group 1   1 point so far")
	c.press("down", "down", "down", "down", "down", "down", "down", "down", "x") // a tenth group
	c.press("enter")
	c.shows("a point for groups 1, 4 and 9")
	if got := c.quiz().Answers[0].Right; !slices.Equal(got, []int{0, 3, 8}) {
		t.Errorf("%v", got)
	}
	c.at(bounce, "enter")
	c.shows("not shown yet")
	c.press("v", "enter") // the same again is no command
	c.press("v", "2", "esc")
	c.press("u", "u")
	c.shows("taken back: the points")
	if got := c.quiz().Answers[0].Right; len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// TestSummary: what split the room, what most had wrong and the scores; only
// where hands or points were taken.
func TestSummary(t *testing.T) {
	c := summed(t)
	c.isAt(1, 2)
	c.shows("summary · PgDn: the next note", "SPLIT", "9 true, 9 false", "MOST WRONG", "13 of 18; it is TRUE", "12 of 18; it is FALSE",
		"group 1: 3 · group 2: 1 · group 3: 1 · group 4: 0")
	c.press("h")
	c.shows("that is for a statement that is shown")
	c.press("pgup")
	c.shows("4 of 4", "13 had it wrong", "PgDn: the summary")
	c.press("pgdown", "pgdown")
	c.isAt(1, 3)
	c.press("pgup")
	c.shows("summary")

	c = inQuiz(t, "18")
	for range 4 {
		c.press("pgdown")
		if c.quiz().At == 0 {
			c.hands("0", "18")
		}
		c.press("pgdown")
	}
	c.press("pgdown")
	c.shows("summary", "Every hand was for the right answer.")
	c.hides("POINTS", "SPLIT", "MOST WRONG")
}

// TestQuizUndo takes back every step of a quiz, and is at each again.
func TestQuizUndo(t *testing.T) {
	c := inQuiz(t, "18")
	var steps []string
	step := func(keys ...string) {
		t.Helper()
		steps = append(steps, c.work())
		c.press(keys...)
	}
	for i := range 4 {
		step("pgdown")
		step("h", "1", " ", itoa(i), "enter")
		step("pgdown")
		step("v", "1", "enter")
	}
	step("pgdown") // the summary
	c.press("pgdown")
	c.isAt(1, 3)
	for i := len(steps) - 1; i >= 0; i-- {
		c.press("u")
		c.isAt(1, 2)
		if got := c.work(); got != steps[i] {
			t.Fatalf("taken back: %s, not %s", got, steps[i])
		}
	}
	if c.quiz().At != run.NotBegun {
		t.Error("the quiz has begun")
	}
}

// TestLookFromAQuiz: looking elsewhere leaves the quiz as it is.
func TestLookFromAQuiz(t *testing.T) {
	c := inQuiz(t, "")
	c.press("pgdown", "down")
	c.shows("looking elsewhere", "What surprised you?")
	c.press("pgdown")
	c.shows("1 of 4", "not shown yet")
	c.press("up", "h")
	c.write("3 4")
	c.press("enter")
	c.shows("1 of 4", "hands: 3 true, 4 false")
	c.press("up", "up", "up")
	c.shows("Let us begin")
	c.press("down")
	c.shows("1 of 4")
	c.press("n", "up")
	c.press("up")
	c.shows("1. Everybody needs eight hours.", "FALSE: People differ", "4. Looking at the clock") // all of it, as a note
}

// work is how the quizzes and the rounds stand.
func (c *console) work() string {
	c.t.Helper()
	var b strings.Builder
	for _, q := range c.m.state().Quizzes() {
		b.WriteString(describe(q.At, q.Answers))
	}
	for _, r := range c.m.state().Rounds() {
		b.WriteString(describe(*r))
	}
	b.WriteString(describe(c.m.state().Gathering()))
	return b.String()
}

// TestLongStatement: in a small window Page Down goes down a long statement
// first, and a bounce at its end shows no answer.
func TestLongStatement(t *testing.T) {
	c := inQuiz(t, "")
	c.wait(answerStays)
	c.size(40, 12)
	c.press("pgdown", "pgdown", "pgdown")
	c.shows("2 of 4 · ↓ more below", "A short walk in daylight")
	for strings.Contains(c.screen(), "↓") {
		c.press("pgdown")
		c.at(bounce, "pgdown")
		if c.quiz().Answers[1].Revealed {
			t.Fatal("the answer is shown")
		}
	}
	c.shows("2 of 4 · PgDn: the answer", "not shown yet: TRUE")
	c.press("pgdown")
	c.shows(" TRUE  A short walk", "2 of 4 · ↓ more below", "Daylight sets the clock")
	for strings.Contains(c.screen(), "↓") {
		c.press("pgdown")
	}
	c.shows("2 of 4 · PgDn: statement 3", "Source: ")
	c.press("pgdown")
	c.shows("3 of 4 · PgDn: the answer", "A nap always spoils the night.")
}
