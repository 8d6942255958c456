package tui

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

func TestBeforeTheStart(t *testing.T) {
	c := ready(t)
	c.shows("SMALL PLAN   before the start", "READY: ENTER STARTS", "ENDS 09:25", "out by 09:30", "25 of 30 min planned",
		"> [ ] Pens (each group)", "[ ] A bell", "[ ] Paper (each person)",
		"extend it, do not duplicate it", "nothing received yet", "no booked time")
	c.press("x")
	c.shows("  [x] Pens", "> [ ] A bell")
	c.press("x", "x", "x", "up", "up", "up", "up", "x")
	c.shows("[ ] Pens", "> [x] A bell", "[ ] Paper")
	c.press("down", "down", "down")
	c.shows("> [ ] Paper")
	c.press("pgdown")
	c.shows("clicker: received, 1 time", "received, 1 time.")
	c.press(" ", "pgup")
	c.shows("clicker: Page Up received", "received, 2 times.")
	c.is(run.Ready)
	before := c.snapshot()
	c.press("n", "backspace", "p", "+", "-", "g", "F", "m", "X", "1")
	if c.snapshot() != before || c.m.front() != nil {
		t.Errorf("a key that waits for the start did something:\n%s", c.screen())
	}
	c.press("enter")
	c.is(run.Running)
	c.shows("started at 09:00   (u takes it back)", "5:00")
}

// TestStartTakenBack: u after a start by mistake, however long after.
func TestStartTakenBack(t *testing.T) {
	c := ready(t)
	c.press("enter")
	c.wait(3 * time.Minute)
	c.press("u")
	c.is(run.Ready)
	c.shows("before the start", "taken back: the start", "ENDS 09:28")
	c.press("u")
	c.shows("there is nothing to undo")
	c.press("enter")
	c.is(run.Running)
	c.isAt(1, 1)
	c.shows("left of 5:00")
	if left := c.m.state().Remaining(c.now); left != 5*time.Minute {
		t.Errorf("%v are left after the second start", left)
	}
}

func TestBookedStart(t *testing.T) {
	c := bookedAt(t, 10*time.Minute)
	c.shows("TO THE BOOKED 09:10", "ENDS 09:35", "out by 09:40", "booked for 09:10, out by 09:40. t and e change them.")
	c.hides("if begun now")
	c.wait(10*time.Minute - 5*time.Second)
	c.shows("TO THE BOOKED 09:10")
	c.wait(17 * time.Minute)
	c.shows("SINCE THE BOOKED 09:10", "ENDS 09:52 if begun now", "out by 09:40", "RUNS OVER BY 12 MIN")
	c.press("enter")
	c.shows("17 min behind plan", "RUNS OVER BY 12 MIN", "! press l: what can be done")
	c.is(run.Running)
}

func TestBookedStartSetHere(t *testing.T) {
	c := ready(t)
	c.now = c.now.Add(700 * time.Millisecond)
	c.press("t")
	c.shows("BOOKED START", "Enter sets it   Esc leaves it as it is")
	c.write("8:50")
	c.press("enter")
	c.shows("SINCE THE BOOKED 08:50", "out by 09:20", "booked for 08:50")
	if got := c.m.state().ScheduledStart(c.now); !got.Equal(nine.Add(-10 * time.Minute)) {
		t.Errorf("the booked start is %v", got)
	}
	c.press("t")
	c.write("25:00")
	c.press("enter")
	c.shows(`"25:00" is not a time of day; write it like 11:30`)
	c.press("esc")
	c.shows("SINCE THE BOOKED 08:50")
	c.press("e")
	c.write("9:45")
	c.press("enter")
	c.shows("out by 09:45")
	c.press("u")
	c.shows("out by 09:20", "taken back: the other end")
}

// TestBookedTimeOfDayIsTheNearest: a session just after midnight may have been
// booked just before it.
func TestBookedTimeOfDayIsTheNearest(t *testing.T) {
	for _, tt := range []struct {
		now   time.Time
		typed string
		want  time.Time
	}{
		{nine, "09:00", nine},
		{nine, "20:59", nine.Add(12*time.Hour - time.Minute)},
		{nine, "21:01", nine.Add(-12*time.Hour + time.Minute)},
		{nine.Add(15*time.Hour + 5*time.Minute), "23:55", nine.Add(14*time.Hour + 55*time.Minute)},
		{nine.Add(14*time.Hour + 55*time.Minute), "0:05", nine.Add(15*time.Hour + 5*time.Minute)},
	} {
		c := ready(t)
		c.now = tt.now
		c.at(0, "t")
		c.write(tt.typed)
		c.at(0, "enter")
		if got := c.m.state().ScheduledStart(c.now); !got.Equal(tt.want) {
			t.Errorf("%s at %s is %v, not %v", tt.typed, tt.now.Format("15:04"), got, tt.want)
		}
	}
}

func TestPause(t *testing.T) {
	c := started(t)
	c.wait(59 * time.Second)
	c.at(0, "p")
	c.is(run.Paused)
	c.shows("PAUSED 0:00", "paused. Why?  1 question  2 break  3 incident  4 other   (p goes on)")
	c.wait(time.Minute)
	c.shows("PAUSED 1:00", "ENDS 09:26")
	if left := c.m.state().Remaining(c.now); left != 4*time.Minute {
		t.Errorf("%v are left: a pause ran", left)
	}
	for key, word := range map[string]string{"1": "QUESTION", "2": "BREAK"} {
		c.at(0, key)
		c.shows("PAUSED 1:00 left of 5:00 "+word, "this pause is a "+strings.ToLower(word))
	}
	c.at(0, "4")
	c.shows("PAUSED 1:00", "this pause has no special kind")
	c.at(0, "4")
	c.shows("this pause is called other already")
	c.at(0, "2")
	c.wait(10 * time.Second)
	c.shows("PgDn on   p go on   1 question   2 break   3 incident   ? help")
	c.press("pgdown") // one may go on with the notes
	c.isAt(1, 2)
	c.is(run.Paused)
	c.at(0, "p")
	c.is(run.Running)
	c.shows("going on: ends 09:27, on time, 3 min spare")
	c.at(0, "3")
	c.is(run.Running)
	if got := c.m.state().Paused(c.now); got[run.Break] != 71*time.Second || len(got) != 1 {
		t.Errorf("paused: %v", got)
	}
	c.press("u")
	c.is(run.Paused)
	c.shows("taken back: the going on", "PAUSED 1:12 left of 5:00 BREAK")
	c.press("u")
	c.shows("taken back: the pause")
	c.is(run.Paused) // it was the name that was taken back
}

func TestMoreAndLess(t *testing.T) {
	c := started(t)
	c.press("+")
	c.shows("left of 6:00", "this phase has 6:00 now; ends 09:26, on time, 4 min spare")
	c.press("=", "-", "_", "-")
	c.shows("left of 4:00", "ends 09:24")
	c.wait(3 * time.Minute)
	c.press("-")
	c.shows("left of 3:07", "TIME IS UP") // what is spent stays
	c.wait(10 * time.Second)
	c.press("-")
	c.shows("OVER TIME", "this phase has no time left to trim")
	c.press("u", "u")
	c.shows("left of 5:00", "taken back: the minute less")
}

func TestAllot(t *testing.T) {
	c := started(t)
	c.press("t")
	c.shows("ANOTHER TIME FOR", ">   10:00  Talking · Discussion", "↑ ↓ choose")
	c.press("down", "up", "up", "up")
	c.shows(">    5:00  Welcome")
	c.press("end")
	c.shows(">    2:00  Goodbye")
	c.press("home", "down", "j", "k", "enter")
	c.shows("Talking · Discussion has 10:00. How long shall it have?")
	for _, bad := range []string{"", "x", "0", "-3", "4m30", "4.5", "99999999h", "99999999999999999999"} {
		c.write(bad)
		c.press("enter")
		p, ok := c.m.front().(*inputPanel)
		if !ok || p.problem == "" {
			t.Fatalf("%q was taken:\n%s", bad, c.screen())
		}
		for range bad {
			c.press("backspace")
		}
		if p.problem != "" && bad != "" {
			t.Errorf("the problem of %q stays while typing on", bad)
		}
	}
	c.write("4m30s")
	c.press("enter")
	c.shows("Talking · Discussion has 4:30 now; ends 09:20")
	c.isAt(1, 1)
	c.press("t", "down", "enter")
	c.write("7")
	c.press("enter")
	c.shows("Talking · Feedback has 7:00 now")
	c.press("t", "down", "enter")
	c.write("7 min")
	c.press("enter")
	c.shows("has this time already")
	c.press("esc")
	c.isAt(1, 1)
	c.press("u", "u")
	c.shows("taken back: the other time", "ENDS 09:25")
	c.press("t", "esc")
	c.isAt(1, 1)
	c.press("t", "q")
	c.isAt(1, 1)
}

func TestUntil(t *testing.T) {
	c := started(t)
	c.press("e")
	c.shows("WE MUST BE OUT BY", "The session must end by 09:30.")
	c.write("9:40")
	c.press("enter")
	c.shows("out by 09:40; ends 09:25, on time, 15 min spare", "out by 09:40")
	if got := c.m.state().HardEnd(c.now); !got.Equal(nine.Add(40 * time.Minute)) {
		t.Errorf("the hard end is %v", got)
	}
	c.wait(10 * time.Second)
	before := c.now
	c.at(0, "e")
	c.write("+10")
	c.at(0, "enter")
	c.shows("out by 09:10", "RUNS OVER BY 15 MIN")
	if got := c.m.state().HardEnd(c.now); !got.Equal(before.Add(10 * time.Minute)) {
		t.Errorf("the hard end is %v", got)
	}
	for _, bad := range []string{"", "9", "soon", "24:00", "+", "+x", "9:61"} {
		c.press("e")
		c.write(bad)
		c.press("enter")
		if p, ok := c.m.front().(*inputPanel); !ok || p.problem == "" {
			t.Errorf("%q was taken", bad)
		}
		c.press("esc")
	}
	c.press("e")
	c.write("09:30")
	c.press("enter", "e")
	c.write("09:30")
	c.press("enter")
	c.shows("out by 09:30, as it was")
	c.press("esc", "u", "u", "u")
	c.shows("taken back: the other end", "out by 09:30")
	c.press("u")
	c.is(run.Ready)
}

func TestMoves(t *testing.T) {
	statuses := func(c *console) string {
		var all []string
		for _, p := range c.m.state().Phases() {
			all = append(all, p.Status.String())
		}
		return strings.Join(all, " ")
	}
	for _, tt := range []struct {
		name string
		keys []string
		want string
		back string // the words of the undo
	}{
		{"next", []string{"n"}, "done current pending pending pending", "the move to the next phase"},
		{"skip", []string{"x"}, "skipped current pending pending pending", "the skip"},
		{"skip activity", []string{"n", "X"}, "done skipped skipped current pending", "the skip"},
		{"back", []string{"n", "backspace"}, "current pending pending pending pending", "the step back"},
		{"go to the next", []string{"g", "enter"}, "done current pending pending pending", "the jump"},
		{"go to, the others later", []string{"g", "end", "enter", "l"}, "done pending pending pending current", "the jump"},
		{"go to, the others dropped", []string{"g", "end", "enter", "d"}, "done skipped skipped skipped current", "the jump"},
		{"go back to", []string{"n", "n", "g", "home", "enter"}, "current done pending pending pending", "the jump"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := started(t)
			c.press(tt.keys...)
			if got := statuses(c); got != tt.want {
				t.Errorf("%s, not %s", got, tt.want)
			}
			c.shows("now: " + c.m.phaseTitle(c.m.state().Current()) + "   (u takes it back)")
			c.wait(time.Minute)
			c.press("u")
			c.shows("taken back: " + tt.back)
		})
	}
	c := started(t)
	before := c.snapshot()
	c.press("backspace")
	c.shows("this is the first phase: there is none to go back to")
	c.press("g", "end", "enter", "n", "g", "esc", "g", "q")
	if c.snapshot() != before || c.m.front() != nil {
		t.Error("a jump that was not made changed something")
	}
	c.press("g", "home", "enter")
	c.shows("is the current phase")
	if c.snapshot() != before {
		t.Error("going to the current phase changed something")
	}
}

// TestJumpedOver: at the end of the plan what was jumped over is asked about,
// and Page Down never answers.
func TestJumpedOver(t *testing.T) {
	for answer, check := range map[string]func(c *console){
		"g":   func(c *console) { c.is(run.Running); c.isAt(2, 1) },
		"f":   func(c *console) { c.is(run.Finished) },
		"n":   func(c *console) { c.is(run.Running); c.isAt(5, 1) },
		"esc": func(c *console) { c.is(run.Running); c.isAt(5, 1) },
	} {
		c := overAtEnd(t)
		c.shows("TALKING · DISCUSSION", "Page Down enters it")
		c.press("pgdown")
		c.shows("JUMPED OVER", "The end of the plan is reached, but 3 phases earlier on was jumped over:",
			"· Talking · Discussion", "· Talking · Feedback", "· Extra", "g  go to Talking · Discussion")
		c.press("pgdown", "pgdown", " ", "enter", "pgup", "x")
		c.shows("JUMPED OVER")
		c.press(answer)
		check(c)
	}
	c := started(t)
	c.press("g", "end", "enter", "l", "n")
	c.shows("JUMPED OVER") // so does the key for the next phase
	c.press("g")
	c.isAt(2, 1)
	c.press("n", "n", "n")
	c.shows("FINISH?")
}

func TestBackdate(t *testing.T) {
	c := started(t)
	c.wait(4 * time.Minute)
	c.press("n", "m")
	c.shows("moved a minute earlier; m again: another; ends 09:24, on time, 6 min spare")
	if left := c.m.state().Remaining(c.now); left != 9*time.Minute-time.Second {
		t.Errorf("%v are left", left)
	}
	c.press("m")
	if got := c.m.state().Spent(0, c.now); got != 2*time.Minute+2*time.Second {
		t.Errorf("Welcome has %v", got)
	}
	c.press("m", "m", "m", "m")
	c.shows("the last move cannot be put any earlier")
	if got := c.m.state().Spent(0, c.now); got != 0 {
		t.Errorf("Welcome has %v", got)
	}
	c.press("u", "u", "u", "u", "u")
	c.shows("taken back: the earlier move")
	if got := c.m.state().Spent(0, c.now); got != 4*time.Minute+2*time.Second {
		t.Errorf("Welcome has %v after the undo", got)
	}
	// The start can be put earlier too: twelve minutes gone before the key.
	c = ready(t)
	c.press("enter", "m", "m", "m")
	if began, _ := c.m.state().StartedAt(); !began.Equal(nine.Add(time.Second - 3*time.Minute)) {
		t.Errorf("it began at %v", began)
	}
	c.press("u", "u", "u", "u")
	c.is(run.Ready)
}

func TestRecovery(t *testing.T) {
	c := late(t)
	c.shows("! press l: what can be done ", "12 min behind plan")
	c.press("l")
	c.shows("RUNNING LATE: WHAT CAN BE DONE", "1  SHORTEN later phases  → ends 09:25→09:18, on time",
		"Talking · Discussion 10:00→5:00; Talking · Feedback 5:00→3:00",
		"2  DROP what is optional  → ends 09:25→09:22, still 4 min late", "Extra (3:00)",
		"3  AGREE a later time  → out by 09:25, on time", "ask for 7 min more at the end", "1 2 3 do it")
	before := c.snapshot()
	c.press("pgdown", "enter", "x", "4")
	c.press("esc")
	if c.snapshot() != before || c.m.front() != nil {
		t.Error("leaving the recoveries changed something")
	}
	c.press("l", "1")
	c.isAt(1, 1)
	c.shows("ends 09:18, on time, none spare   (u takes it back)")
	c.hides("press l")
	c.press("u")
	c.shows("taken back: the recovery", "press l")
	c.press("l", "2")
	c.shows("RUNS OVER BY 4 MIN")
	c.press("l")
	c.shows("2  DROP what is optional: no optional activity is left whose dropping")
	c.press("2")
	c.shows("no optional activity is left", "RUNNING LATE")
	c.press("3")
	c.isAt(1, 1)
	c.shows("on time, none spare")
	c.press("l")
	c.shows("Nothing has to be done: ends 09:22, on time, none spare.")
	c.press("1")
	c.hides("WHAT THERE IS TIME FOR")
	c.press("p")
	c.is(run.Paused)
	c.press("l", "t")
	c.shows("ANOTHER TIME FOR")
}

func TestSafetyAgendaHelp(t *testing.T) {
	for _, begin := range []func(*testing.T) *console{ready, started, ended} {
		for key, want := range map[string]string{"s": "! Call 999 first.", "a": "PLAN   NOW", "?": " KEYS "} {
			c := begin(t)
			stage := c.m.state().Stage()
			c.press(key)
			c.shows(want)
			c.press(key)
			if c.m.front() != nil {
				t.Errorf("%q does not close what it opened", key)
			}
			c.press(key, "esc")
			if c.m.front() != nil || c.m.state().Stage() != stage {
				t.Errorf("Esc does not just close what %q opened", key)
			}
			c.press(key, "enter")
			if c.m.front() != nil || c.m.state().Stage() != stage {
				t.Errorf("Enter does not just close what %q opened", key)
			}
		}
	}
	// The card never stands between the facilitator and the pause key.
	for _, key := range []string{"s", "a", "?"} {
		c := started(t)
		c.press(key, "p")
		c.is(run.Paused)
		c.shows("PAUSED")
		c.isAt(1, 1)
	}
	// Page Down reads on to the end of it and then leaves it: the place stays.
	c := started(t)
	c.press("?")
	for i := 0; c.m.front() != nil; i++ {
		if i > 9 {
			t.Fatal("Page Down never leaves the help")
		}
		c.press("pgdown")
	}
	c.isAt(1, 1)
	c.press("?", "down", "down", "up", "pgup", "f5", ".", "b")
	c.shows("KEYS")
}

func TestAgenda(t *testing.T) {
	c := started(t)
	c.wait(4 * time.Minute)
	c.press("n", "+", "x")
	c.press("a")
	c.shows("✓ 09:00  09:00", "× 09:05  09:04", "▸ 09:15", "(planned 10:00)", "Extra", "Extra", "planned end 09:25 · ends 09:")
}

// TestHelpListsEveryKey: the help is made from the key map, and no key of it
// is left out.
func TestHelpListsEveryKey(t *testing.T) {
	text := ""
	for _, s := range situations {
		c := s.make(t)
		c.m.Screen = &fakeScreen{open: true}
		text += strings.Join(helpLines(c.m, 200), "\n")
	}
	keys := reflect.ValueOf(newKeyMap())
	inPanels := keys.FieldByName("panelKeys")
	for name, b := range bindings(newKeyMap()) {
		if named(b) == "" || b.Help().Desc == "" {
			t.Errorf("%s has no help", name)
		}
		if inPanels.FieldByName(name).IsValid() {
			continue // panels say themselves what it does there
		}
		if !strings.Contains(text, draw.Pad(named(b), 6)) || !strings.Contains(text, b.Help().Desc) {
			t.Errorf("the help lacks %s: %q %q", name, named(b), b.Help().Desc)
		}
	}
}

// TestHelpIsOfNow: each key that the help names does something there, or says why not.
func TestHelpIsOfNow(t *testing.T) {
	for _, make := range []func(*testing.T) *console{ready, started, then(started, "p"), ended, rehearsing} {
		text := strings.Join(helpLines(make(t).m, 200), "\n")
		for name, b := range bindings(newKeyMap()) {
			c := make(t)
			if wants, _ := c.m.intentOf(keyNamed(t, b.Keys()[0])); wants == nothing && name != "Close" && name != "Suspend" &&
				strings.Contains(text, "  "+draw.Pad(named(b), 7)+b.Help().Desc) {
				t.Errorf("the help names %q, which does nothing:\n%s", named(b), text)
			}
		}
	}
	c := ended(t)
	c.press("p")
	c.shows("p does nothing here: ? shows the keys that do")
}

// TestKeysAreUnique: no key of the console does two things.
func TestKeysAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, b := range slices.Concat(newKeyMap().console(), newKeyMap().rehearsal(), newKeyMap().room()) {
		for _, k := range b.Keys() {
			if seen[k] != "" {
				t.Errorf("%q does both: %s, %s", k, seen[k], b.Help().Desc)
			}
			seen[k] = b.Help().Desc
		}
	}
	if !key.Matches(keyNamed(t, "ctrl+c"), newKeyMap().Quit) {
		t.Error("Ctrl+C does not ask to leave")
	}
}

func TestQuit(t *testing.T) {
	for _, key := range []string{"q", "ctrl+c"} {
		c := started(t)
		c.press(key)
		c.shows("LEAVE?", "The session is not over.", "y  leave", "n  stay")
		c.press(key, "pgdown", "enter")
		if c.left {
			t.Errorf("%q twice leaves a session under way", key)
		}
		c.press("n")
		c.isAt(1, 1)
		c.press(key, "y")
		if !c.left || c.m.View() != "" {
			t.Errorf("%q and y do not leave", key)
		}
		for _, begin := range []func(*testing.T) *console{ready, ended} {
			c := begin(t)
			c.press(key)
			if !c.left {
				t.Errorf("%q does not leave where nothing is under way", key)
			}
		}
	}
}

// TestNoKeyAfterLeaving: what is pressed after the answer is no command.
func TestNoKeyAfterLeaving(t *testing.T) {
	c := started(t)
	before := c.snapshot()
	c.press("q", "y", "n", "+", "p")
	c.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("n+p")})
	if c.snapshot() != before {
		t.Error("a key was carried out after the program was left")
	}
}

func TestFinish(t *testing.T) {
	c := started(t)
	c.press("F")
	c.shows("FINISH?", "Finish the session here? 4 phases will not be reached.")
	c.press("n")
	c.is(run.Running)
	c.wait(2 * time.Minute)
	c.press("F", "y")
	c.is(run.Finished)
	c.shows("THE END   Small plan", "ENDED 09:02", "ON TIME, 27 MIN SPARE", "TO 09:30, OUT BY THEN",
		"2:05 of 5:00    3 min under   Welcome", "0:00 of 15:00   not reached   Talking", "u take the end back")
	c.wait(time.Minute)
	c.press("m")
	c.shows("ENDED 09:01")
	c.press("u", "u")
	c.is(run.Running)
	c.shows("taken back: the end", "left of 5:00")
	c.isAt(1, 1)
	c.wait(30 * time.Minute)
	c.press("F", "y")
	c.shows("RAN OVER BY 4 MIN", "PAST 09:30")
	before := c.snapshot()
	c.press("n", "p", "+", "-", "g", "t", "e", "l", "F", "x", "X", "backspace", "enter", " ", "pgdown", "down", "up")
	if c.snapshot() != before || c.m.front() != nil {
		t.Errorf("a key did something after the end:\n%s", c.screen())
	}
}

// TestEachIsTakenBack: u takes back whatever was done, and tells what.
func TestEachIsTakenBack(t *testing.T) {
	for _, tt := range []struct{ keys, words string }{
		{"n", "the move to the next phase"},
		{"x", "the skip"},
		{"X", "the skip"},
		{"n backspace", "the step back"},
		{"g enter", "the jump"},
		{"p", "the pause"},
		{"p 2", "the pause"},
		{"p p", "the going on"},
		{"+", "the minute more"},
		{"-", "the minute less"},
		{"t enter 4 enter", "the other time"},
		{"e + 9 enter", "the other end"},
		{"l 1", "the recovery"},
		{"l 2", "the recovery"},
		{"l 3", "the recovery"},
		{"m", "the earlier move"},
		{"F y", "the end"},
	} {
		c := late(t)
		keys := strings.Fields(tt.keys)
		for len(keys) > 1 && strings.HasPrefix(tt.keys, "n ") || len(keys) > 1 && tt.keys[0] == 'p' {
			c.press(keys[0])
			keys = keys[1:]
		}
		before := changed(c)
		c.press(keys...)
		if tt.keys != "m" && changed(c) == before {
			t.Errorf("%s did nothing:\n%s", tt.keys, c.screen())
		}
		c.press("u")
		if changed(c) != before {
			t.Errorf("%s taken back: %s, not %s", tt.keys, changed(c), before)
		}
		c.shows("taken back: " + tt.words)
	}
}
