package tui

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// TestRoundPageDownsWay: each Page Down is the next group, and after the last
// one the next note.
func TestRoundPageDownsWay(t *testing.T) {
	for _, key := range []string{"pgdown", " ", "enter"} {
		c := inRound(t, "18")
		c.isAt(3, 1)
		c.wait(answerStays)
		c.shows("o ROUND", "One point from each group", "4 GROUPS TO HEAR", "PgDn gives group 1 the word", "· group 4   waits")
		for i, next := range []string{"PgDn: group 2 next", "PgDn: group 3 next", "PgDn: group 4 next", "PgDn: heard; the next note"} {
			c.press(key)
			c.isAt(3, 1)
			c.shows("GROUP "+itoa(i+1)+" SPEAKS", "▸ group "+itoa(i+1), next)
		}
		c.shows("✓ group 1   0:01", "nobody else waits")
		c.press(key)
		c.isAt(3, 2)
		if r := c.m.state().Rounds()[0]; !r.Over() {
			t.Errorf("%+v", r)
		}
		c.press("pgup")
		c.shows("ALL HEARD", "all heard · PgDn: the next note")
		c.press(key)
		c.isAt(3, 2)
	}
}

// TestRoundAnswersAreOfTheLastKey: once another command is carried out, what
// was said of the one before is gone, above all that u takes that back.
func TestRoundAnswersAreOfTheLastKey(t *testing.T) {
	c := inRound(t, "18")
	c.press("9")
	c.shows("group 9 is not in this round")
	c.press("2")
	c.shows("GROUP 2 SPEAKS")
	c.hides("group 9")
	c.press("u")
	c.shows("taken back: the word given")
	c.press("pgdown")
	c.shows("GROUP 1 SPEAKS")
	c.hides("taken back")
}

// TestRoundShares: in a round with five minutes left, four groups and notes
// after it that take one: a minute each; what the first takes too much is the
// others'; and when nothing is left it says so.
func TestRoundShares(t *testing.T) {
	c := sleepingWith(t, "18")
	c.press("n")
	c.wait(time.Minute)
	c.at(0, "n")
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		c.size(size[0], size[1])
		c.shows("1:00 each for 4")
	}
	c.later(500*time.Millisecond).at(0, "pgdown")
	if got := c.m.state().Rounds()[0].Share.Round(time.Second); got != time.Minute {
		t.Errorf("the first has %v", got)
	}
	c.later(2*time.Minute + 29500*time.Millisecond)
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		c.size(size[0], size[1])
		c.shows("OVER", "then 0:30 each for 3")
	}
	c.at(0, "pgdown")
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		c.size(size[0], size[1])
		c.shows("GROUP 2 SPEAKS", "then 0:30 each for 2")
	}
	c.size(80, 24)
	c.shows("left of its 0:30")
	c.later(30 * time.Second)
	c.hides("OVER")
	c.later(time.Second)
	c.shows("OVER  its 0:30", "then 0:30 each for 2")
	c.later(59 * time.Second)
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		c.size(size[0], size[1])
		c.shows("0:00 – no time left for the other 2:", "thank them or take a minute", "(+)")
	}
	c.size(80, 24)
	c.at(0, "+")
	c.shows("then 0:30 each for 2", "this phase has 6:00 now")
}

// TestRoundBounce: a press that bounces takes no group's turn.
func TestRoundBounce(t *testing.T) {
	c := inRound(t, "18")
	for i := range 5 {
		c.press("pgdown")
		at, speaks := c.m.place(), c.m.state().Rounds()[0].Speaking
		c.at(bounce, "pgdown")
		c.at(bounce, "pgdown")
		if c.m.place() != at || c.m.state().Rounds()[0].Speaking != speaks {
			t.Fatalf("press %d bounced:\n%s", i+1, c.screen())
		}
	}
	c.isAt(3, 2)

	// Coming to a round does not begin it twice.
	c = inRound(t, "18")
	c.press("n", "n", "pgdown")
	c.at(bounce, "pgdown")
	c.isAt(5, 2)
	if n := len(c.m.state().Rounds()); n != 0 {
		t.Errorf("%d rounds have begun", n)
	}
}

// TestRoundOrder: a group passed over comes back at the end, a digit gives the
// word, and each is taken back.
func TestRoundOrder(t *testing.T) {
	c := inRound(t, "18")
	var steps []string
	step := func(keys ...string) {
		t.Helper()
		steps = append(steps, c.work())
		c.press(keys...)
	}
	step("pgdown") // group 1
	step("pgdown") // group 2
	step("y")      // which is not ready
	c.shows("NOBODY SPEAKS", "PgDn gives group 3 the word", "· group 2   later")
	step("4")
	c.shows("GROUP 4 SPEAKS", "PgDn: group 3 next")
	c.press("4")
	c.shows("group 4 has the word")
	c.press("9")
	c.shows("group 9 is not in this round")
	step("pgdown")
	c.shows("GROUP 3 SPEAKS", "PgDn: group 2 next")
	step("1") // once more
	c.shows("GROUP 1 SPEAKS")
	step("pgdown")
	c.shows("GROUP 2 SPEAKS", "PgDn: heard; the next note")
	step("pgdown")
	c.isAt(3, 2)
	for i := len(steps) - 1; i >= 0; i-- {
		c.press("u")
		c.isAt(3, 1)
		if got := c.work(); got != steps[i] {
			t.Fatalf("taken back: %s, not %s", got, steps[i])
		}
	}
	c.shows("4 GROUPS TO HEAR", "taken back: the word given")
}

// TestRoundWhilePaused: a pause is nobody's time, and its kinds keep their
// digits.
func TestRoundWhilePaused(t *testing.T) {
	c := inRound(t, "18")
	c.press("pgdown")
	c.at(0, "p", "2")
	c.shows("PAUSED ", " BREAK", "GROUP 1 SPEAKS")
	c.wait(5 * time.Minute)
	c.at(0, "p")
	c.shows("GROUP 1 SPEAKS", "left of its")
	c.hides("OVER")
	c.press("2")
	c.shows("GROUP 2 SPEAKS")
}

// TestOneVoice: one person makes no groups.
func TestOneVoice(t *testing.T) {
	c := inRound(t, "1")
	c.shows("ONE VOICE", "for it")
	c.press("pgdown")
	c.shows("ONE VOICE SPEAKS", "nobody else waits", "PgDn: heard; the next note")
	c.press("j")
	c.press("+")
	c.shows("2 people")
	c.press("esc")
	c.press("pgdown")
	c.isAt(3, 2)

	// Those who join one person make no groups either, unless they are formed.
	c = inRound(t, "1")
	c.press("j")
	c.press("+")
	c.press("esc")
	c.shows("ONE VOICE", "for it")
	c.press("pgdown")
	c.shows("ONE VOICE SPEAKS", "nobody else waits")
}

// TestRoundOfNobody: where nobody said who is there a round is a note.
func TestRoundOfNobody(t *testing.T) {
	c := inRound(t, "")
	c.isAt(3, 1)
	c.hides("SPEAKS", "each for", "PgDn: group")
	c.press("y", "2")
	c.press("pgdown")
	c.isAt(3, 2)
	if len(c.m.state().Rounds()) > 0 {
		t.Error("a round of nobody has begun")
	}
}

// TestRoundsRotate: another group begins the next round, and who joined
// between the two is in it.
func TestRoundsRotate(t *testing.T) {
	c := inRound(t, "3 3")
	c.press("pgdown")
	c.shows("GROUP 1 SPEAKS")
	c.press("n", "n", "j", "a")
	c.write("4 4")
	c.press("enter", "esc", "pgdown")
	c.isAt(5, 2)
	c.shows("4 GROUPS TO HEAR", "PgDn gives group 2 the word")
	c.press("j", "+", "esc")
	c.press("pgdown", "pgdown", "pgdown")
	c.shows("GROUP 4 SPEAKS", "PgDn: group 1 next")
}

// TestManyGroups: the one that speaks is among those shown.
func TestManyGroups(t *testing.T) {
	c := inRound(t, "200 40")
	for range 30 {
		c.press("pgdown")
	}
	c.shows("GROUP 30 SPEAKS", "▸ group 30", "· group 31  next")
	if problem := c.misdrawn(); problem != "" {
		t.Error(problem)
	}
}

// TestIncident: a pause for people puts the safety card in front at once, and
// on going on one line says where the time stands.
func TestIncident(t *testing.T) {
	c := started(t)
	c.at(0, "p", "3")
	c.shows("SAFETY CARD", "Call 999 first.", "PAUSED ", " INCIDENT", "p go on   Esc closes")
	c.wait(3 * time.Minute)
	c.press("esc")
	c.hides("SAFETY CARD")
	c.press("3") // once more: the card again
	c.shows("SAFETY CARD")
	c.press("p")
	c.is(run.Running)
	c.hides("SAFETY CARD")
	c.shows("going on: ends 09:29, on time, 1 min spare")
	c.at(0, "p", "2")
	c.hides("SAFETY CARD")
	c.press("u", "u")
	c.shows("taken back: the pause")
}
