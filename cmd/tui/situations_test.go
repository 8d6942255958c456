package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// situation is a state of the session with what stands in front of it.
type situation struct {
	name string
	make func(t *testing.T) *console
}

// bookedAt is a console of the small plan, booked to begin so long after nine.
func bookedAt(t *testing.T, after time.Duration) *console {
	t.Helper()
	return newConsole(t, smallPlan, run.Booking{Start: nine.Add(after), Zone: time.UTC})
}

// late is a session that began twelve minutes late.
func late(t *testing.T) *console {
	t.Helper()
	c := bookedAt(t, -12*time.Minute)
	c.at(0, "enter")
	c.wait(time.Second)
	return c
}

// ended is a session that was finished in its first phase.
func ended(t *testing.T) *console {
	t.Helper()
	c := started(t)
	c.press("F", "y")
	return c
}

// then is a console with keys pressed.
func then(of func(t *testing.T) *console, keys ...string) func(t *testing.T) *console {
	return func(t *testing.T) *console {
		t.Helper()
		c := of(t)
		c.press(keys...)
		return c
	}
}

func ready(t *testing.T) *console {
	t.Helper()
	return newConsole(t, smallPlan, run.Booking{})
}

// asked is a session under way with a question that no key asked.
func asked(ask func(m *Model)) func(t *testing.T) *console {
	return func(t *testing.T) *console {
		t.Helper()
		c := started(t)
		ask(c.m)
		return c.later(0)
	}
}

// overAtEnd is at the last note of the plan, with a phase jumped over.
var overAtEnd = then(started, "g", "end", "enter", "l", "pgdown")

// situations are every screen and every panel there is.
var situations = []situation{
	{"before the start", ready},
	{"before a booked start", func(t *testing.T) *console { return bookedAt(t, 10*time.Minute) }},
	{"after a booked start", func(t *testing.T) *console { return bookedAt(t, -12*time.Minute) }},
	{"before the start: booked start", then(ready, "t")},
	{"before the start: until", then(ready, "e")},
	{"before the start: agenda", then(ready, "a")},
	{"before the start: help", then(ready, "?")},
	{"before the start: safety", then(ready, "s")},
	{"before the start: recovery", then(func(t *testing.T) *console { return bookedAt(t, -12*time.Minute) }, "l")},
	{"before the start: allot", then(ready, "l", "t")},
	{"running", started},
	{"running, second note", then(started, "pgdown")},
	{"running, in a long note", then(started, "n", "pgdown", "pgdown")},
	{"no notes", then(started, "g", "down", "down", "enter", "d")},
	{"announcement", then(started, "pgdown", "pgdown", "pgdown")},
	{"looking", then(started, "down", "down")},
	{"paused", then(started, "p")},
	{"paused for an incident", then(started, "p", "3")},
	{"over time", func(t *testing.T) *console { return started(t).later(6 * time.Minute) }},
	{"late", late},
	{"recovery", then(late, "l")},
	{"recovery with nothing to recover", then(started, "l")},
	{"allot", then(started, "t")},
	{"allot: time", then(started, "t", "enter")},
	{"allot: bad time", then(started, "t", "enter", "x", "enter")},
	{"until", then(started, "e")},
	{"until: bad", then(started, "e", "9", "enter")},
	{"go to", then(started, "g")},
	{"jumped over", then(started, "g", "end", "enter")},
	{"safety", then(started, "s")},
	{"agenda", then(started, "a")},
	{"help", then(started, "?")},
	{"help, scrolled", then(started, "?", "pgdown")},
	{"keep a line", then(started, "c", "tab", "w", "h", "y")},
	{"keep a line: none", then(started, "c", "enter")},
	{"kept lines: none", then(started, "k")},
	{"kept lines", then(started, "c", "o", "n", "e", "enter", "c", "t", "w", "o", "enter", "k")},
	{"kept lines: change", then(started, "c", "o", "n", "e", "enter", "k", "enter")},
	{"kept lines: after the end", then(ended, "k")},
	{"not finished", asked(func(m *Model) {
		m.askOffer(Offer{Begun: nine, Dead: 5 * time.Minute, Stood: "in Talking, with 4:10 left"})
	})},
	{"being delivered", asked(func(m *Model) { m.askOffer(Offer{Begun: nine, Busy: "process 12"}) })},
	{"back again", asked(func(m *Model) { m.Dead = &Dead{For: 5 * time.Minute}; m.askDead() })},
	{"no record", asked(func(m *Model) { m.askNoRecord(errors.New("the disk is full")) })},
	{"interrupted", asked(func(m *Model) { m.Update(AskQuit{}) })},
	{"leave?", then(started, "q")},
	{"leave while paused?", then(started, "p", "q")},
	{"finish?", then(started, "F")},
	{"last phase", then(started, "n", "n", "n", "n")},
	{"last phase: finish?", then(started, "n", "n", "n", "n", "n")},
	{"the end announced", then(started, "n", "n", "n", "n", "pgdown")},
	{"the end announced, with phases jumped over", overAtEnd},
	{"jumped over, at the end", then(overAtEnd, "pgdown")},
	{"ended", ended},
	{"ended: agenda", then(ended, "a")},
	{"ended: help", then(ended, "?")},
	{"ended: safety", then(ended, "s")},
	{"rehearsal: before the start", rehearsalReady},
	{"rehearsal: under way", rehearsing},
	{"rehearsal: help", then(rehearsing, "?")},
	{"rehearsal: agenda", then(rehearsing, "a")},
	{"rehearsal: taken as done", then(rehearsing, "d")},
	{"rehearsal: once more", then(rehearsing, "pgdown", "o")},
	{"rehearsal: the room's phase", then(talking, "d")},
	{"rehearsal: the room's phase announced", then(talking, "d", "pgdown", "pgdown", "pgdown", "pgdown", "pgdown")},
	{"rehearsal: late in the room's phase", func(t *testing.T) *console { return then(talking, "d")(t).later(21 * time.Minute) }},
	{"rehearsal: leave?", then(rehearsing, "q")},
	{"rehearsal: go to", then(rehearsing, "g")},
	{"rehearsal: not finished", asked(func(m *Model) { m.askOffer(Offer{Begun: nine, Dead: 5 * time.Minute}) })},
	{"rehearsal: ended", then(rehearsing, "d", "d", "n", "F", "y")},
	{"part: before the start", practising("talk", "extra")},
	{"part: under way", then(practising("talk", "extra"), "enter", "pgdown")},
	{"part: agenda", then(practising("talk", "extra"), "enter", "a")},
	{"part: go to", then(practising("talk", "extra"), "enter", "g")},
	{"part: ended", then(practising("talk", "extra"), "enter", "d", "d", "d")},
}

// situationsToTry are those for what holds in all of them: a model does nothing
// at once, so that a few are enough for the race detector.
func situationsToTry() (some []situation) {
	for i := 0; i < len(situations); i += timertest.Every(1) {
		some = append(some, situations[i])
	}
	return some
}

// seen are the situations that were made for tests that only look.
var seen = map[string]*console{}

// seen is the situation for a test that gives it other sizes and looks: made once for
// all of them, 80 columns wide and 24 rows high.
func (s situation) seen(t *testing.T) *console {
	t.Helper()
	c := seen[s.name]
	if c == nil {
		c = s.make(t)
		seen[s.name] = c
	}
	c.t = t
	c.size(80, 24)
	return c
}

// TestClicker: what clickers send beside Page Down never starts, ends, moves,
// pauses or answers anything, whatever stands in front, but that Esc is the answer
// that leaves all as it is.
func TestClicker(t *testing.T) {
	for _, s := range situationsToTry() {
		t.Run(s.name, func(t *testing.T) {
			c := s.make(t)
			for _, key := range []string{"f5", ".", "b", "pgup", "esc"} {
				if key == "esc" {
					c = s.make(t) // not where Page Up led
				}
				at := c.m.place()
				before := changed(c)
				_, asked := c.m.front().(*questionPanel)
				for range 3 {
					c.press(key)
				}
				if after := changed(c); after != before {
					t.Errorf("%q changed\n%s\ninto\n%s", key, before, after)
				}
				if got := c.m.place(); got.phase != at.phase || got.note > at.note {
					t.Errorf("%q moved the place from %v to %v", key, at, got)
				}
				if c.left {
					t.Errorf("%q left the program", key)
				}
				if _, asks := c.m.front().(*questionPanel); asked != asks && key != "esc" {
					t.Errorf("%q answered or asked a question:\n%s", key, c.screen())
				}
			}
		})
	}
}

// changed is a snapshot without the places of the notes, which Page Up moves
// within a phase.
func changed(c *console) string {
	c.t.Helper()
	s := c.m.state()
	text := s.Stage().String()
	for i, p := range s.Phases() {
		text += " " + s.Name(i) + "=" + p.Status.String() + "," + p.Budget.String()
	}
	kind, _, _ := s.Pause(c.now)
	return text + " " + string(kind) + " " + s.HardEnd(c.now).Sub(s.ScheduledStart(c.now)).String()
}

// TestNothingOfOursIsCut: what the program itself says fits at 80 columns.
func TestNothingOfOursIsCut(t *testing.T) {
	for _, s := range situationsToTry() {
		if cutsThePlan[s.name] {
			continue
		}
		c := s.seen(t)
		for i, line := range c.lines() {
			if strings.Contains(line, "…") && !strings.HasSuffix(line, " …") && !strings.HasSuffix(line, "be out by …") {
				t.Errorf("%s: line %d is cut: %s", s.name, i+1, line)
			}
		}
	}
}

// TestFirstFrameIsRight: what is seen first is what is seen at the next look, no
// verdict is cut, and no line is a sign alone that something was.
func TestFirstFrameIsRight(t *testing.T) {
	for n, s := range situationsToTry() {
		c := s.seen(t)
		for i, size := range [][2]int{{40, 12}, {80, 24}, {118, 36}, {120, 30}, {120, 40}, {200, 60}} {
			if (n+i)%timertest.Every(2) > 0 {
				continue // this situation at other sizes, this size in other situations
			}
			c.size(size[0], size[1])
			first := c.screen()
			if c.later(0); c.screen() != first {
				t.Errorf("%s at %v: first it showed\n%s\nthen\n%s", s.name, size, first, c.screen())
			}
			top, _, _ := strings.Cut(first, "\n──")
			if cut := cutLine.FindString(top); cut != "" {
				t.Errorf("%s at %v: the verdict is cut: %s", s.name, size, cut)
			}
			for _, line := range c.lines() {
				if strings.Trim(line, " │▌") == "…" {
					t.Errorf("%s at %v: a line says nothing:\n%s", s.name, size, first)
				}
			}
		}
	}
}

// TestPageDownAnswersNothing: in front of a question, a list and an input Page
// Down and Space leave all as it is. (Space may be typed into an input.)
func TestPageDownAnswersNothing(t *testing.T) {
	for _, s := range situationsToTry() {
		c := s.make(t)
		switch c.m.front().(type) {
		case *questionPanel, *listPanel, *inputPanel, *recoveryPanel, *keptPanel, *capturePanel:
		default:
			continue
		}
		before, panel := c.snapshot(), c.m.front()
		c.press("pgdown", "pgdown", " ", " ")
		if c.snapshot() != before || c.m.front() != panel || c.left {
			t.Errorf("%s: Page Down or Space did something:\n%s", s.name, c.screen())
		}
	}
}

// TestInterruptAsks: Ctrl+C never ends a session under way unasked, and closes
// what stands in front.
func TestInterruptAsks(t *testing.T) {
	for _, s := range situationsToTry() {
		c := s.make(t)
		if c.m.state().Current() == run.NoPhase {
			continue
		}
		before := c.snapshot()
		c.press("ctrl+c", "ctrl+c", "ctrl+c")
		if c.snapshot() != before || c.left {
			t.Errorf("%s: Ctrl+C did something:\n%s", s.name, c.screen())
		}
		if _, asks := c.m.front().(*questionPanel); !asks {
			t.Errorf("%s: Ctrl+C does not ask:\n%s", s.name, c.screen())
		}
	}
}

// TestChoicesAreSeen: the answers to a question, the ways out and the line one
// types are on the screen, down to 40×12, with every answer to the key before
// still up.
func TestChoicesAreSeen(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		for _, s := range situationsToTry() {
			c := s.seen(t)
			c.size(size[0], size[1])
			switch p := c.m.front().(type) {
			case *questionPanel:
				for _, choice := range p.choices {
					c.begins("  " + named(choice.key) + "  ")
				}
			case *inputPanel:
				problem, _, _ := strings.Cut(p.problem, ";")
				c.begins("  > ")
				c.shows(problem)
			case *listPanel:
				c.begins("> ")
			case *capturePanel:
				problem, _, _ := strings.Cut(p.problem, ":")
				c.begins("  > ")
				c.shows(problem)
			case *keptPanel:
				if len(c.m.state().Captures()) > 0 {
					c.begins("> ")
				}
			case *recoveryPanel:
				if c.m.state().InHand(c.now) < 0 {
					c.shows("1  SHORTEN", "2  DROP", "3  AGREE")
				}
			}
		}
	}
}

// begins holds that a line begins so, here or in the column beside the notes.
func (c *console) begins(text string) {
	c.t.Helper()
	if screen := "\n" + c.screen(); !strings.Contains(screen, "\n"+text) && !strings.Contains(screen, " │ "+text) {
		c.t.Errorf("no line begins with %q:\n%s", text, c.screen())
	}
}
