package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
)

// TestPageDownsWay goes through a whole session with Page Down alone.
func TestPageDownsWay(t *testing.T) {
	for _, key := range []string{"pgdown", " ", "enter"} {
		c := started(t)
		c.isAt(1, 1)
		c.shows("▌ » SAY", "Hello everyone.", "note 1 of 3")
		c.press(key)
		c.isAt(1, 2)
		c.shows("▌ # SLIDE", "Slide 1 is up", "The first slide", "Its body.")
		c.press(key)
		c.isAt(1, 3)
		c.shows("▌ ? ASK", "Who is here?", "note 3 of 3")
		c.press(key)
		c.isAt(1, 3)
		c.shows("TALKING · DISCUSSION   10:00 · groups", "What do you think?", "Have at hand: Pens · slide 1 (up now)",
			"Page Down enters it; PgUp goes back to the notes.")
		c.press(key)
		c.isAt(2, 1)
		c.shows("TALKING   Discussion 1/2", "▌ → DO", "left of 10:00", "now: Talking · Discussion   (u takes it back)")
		c.press(key)
		c.isAt(2, 2)
		c.shows("▌ ~ LISTEN", "· one", "↓ more below")
		c.hides("· sixteen")
		for range 3 { // eleven lines fit
			if strings.Contains(c.screen(), "↓ more") {
				c.press(key)
				c.isAt(2, 2)
			}
		}
		c.shows("· eighteen", "↑ more above")
		c.hides("↓ more")
		c.press(key)
		c.isAt(2, 3)
		c.hides("more above")
		c.press(key, key)
		c.isAt(3, 1)
		c.press(key)
		c.shows("Slide 2 is up: read it out", "Read this body.")
		c.press(key, key, key)
		c.isAt(4, 1)
		c.shows("(this phase has no notes)")
		c.press(key, key)
		c.isAt(5, 1)
		c.shows("THEN  the end")
		c.press(key)
		c.shows("THE END", "Page Down finishes the session; u takes it back.")
		c.is(run.Running)
		c.press(key)
		c.is(run.Finished)
		for i, p := range c.m.state().Phases() {
			if p.Status != run.Done {
				t.Errorf("phase %d is %v", i+1, p.Status)
			}
		}
		before := c.snapshot()
		c.press(key, key)
		if c.snapshot() != before {
			t.Errorf("%q does something after the end", key)
		}
	}
}

// TestGuard: a press that bounces neither enters a phase nor loses its first
// note, nor that of the first phase at the start.
func TestGuard(t *testing.T) {
	c := newConsole(t, smallPlan, run.Booking{})
	c.at(0, "enter", "enter")
	c.at(499*time.Millisecond, "pgdown")
	c.isAt(1, 1)
	c.at(time.Millisecond, "pgdown")
	c.isAt(1, 2)
	c.at(0, "pgdown", "pgdown") // within a phase a quick hand is no mistake
	c.isAt(1, 3)
	c.shows("TALKING · DISCUSSION")
	c.at(499*time.Millisecond, "pgdown")
	c.isAt(1, 3)
	c.shows("TALKING · DISCUSSION")
	c.at(time.Millisecond, "pgdown")
	c.isAt(2, 1)
	c.at(0, "pgdown")
	c.at(499*time.Millisecond, "pgdown")
	c.isAt(2, 1)
	c.at(time.Millisecond, "pgdown")
	c.isAt(2, 2)
}

// TestGuardAfterOtherMoves: a Page Down bounced or pressed in the same moment
// as another move does not lose the new phase's first note.
func TestGuardAfterOtherMoves(t *testing.T) {
	for _, keys := range [][]string{{"n"}, {"x"}, {"X"}, {"g", "down", "down", "enter", "l"}} {
		c := started(t)
		c.press(keys...)
		here := c.m.place()
		c.at(400*time.Millisecond, "pgdown")
		if c.m.place() != here || c.m.front() != nil {
			t.Errorf("after %v the place is %v, not %v", keys, c.m.place(), here)
		}
		c.at(100*time.Millisecond, "pgdown")
		if c.m.place() == here && !c.m.isAnnounced {
			t.Errorf("after %v Page Down stays without effect", keys)
		}
	}
}

// TestAnnouncementLeft: whatever one does instead of Page Down, the
// announcement is gone, and the next one has its own half second.
func TestAnnouncementLeft(t *testing.T) {
	for _, key := range []string{"pgup", "up", "down"} {
		c := started(t)
		c.press("pgdown", "pgdown", "pgdown")
		c.shows("Page Down enters it")
		c.press(key)
		c.hides("Page Down enters it")
		c.isAt(1, 3)
		if key != "pgup" {
			c.press("pgdown") // returns
			c.isAt(1, 3)
		}
		c.press("pgdown")
		c.shows("Page Down enters it")
		c.at(100*time.Millisecond, "pgdown")
		c.isAt(1, 3)
	}
}

// TestPageUp goes back note by note, and stays at the first of its phase.
func TestPageUp(t *testing.T) {
	c := started(t)
	c.press("n")
	c.isAt(2, 1)
	before := c.snapshot()
	c.press("pgup", "pgup", "pgup")
	c.isAt(2, 1)
	if c.snapshot() != before {
		t.Error("Page Up on the first note changed something")
	}
	c.hides("no such note")
	c.press("pgdown", "pgdown")
	c.isAt(2, 2)
	c.shows("↑ more above")
	c.press("pgup")
	c.isAt(2, 2)
	c.hides("↑ more above")
	c.press("pgup")
	c.isAt(2, 1)
	c.press("pgup")
	c.isAt(2, 1)
}

// TestLook: arrows and the wheel look elsewhere, the place stays, and Page
// Down and Page Up both return to it.
func TestLook(t *testing.T) {
	down := func(c *console) { c.press("down") }
	up := func(c *console) { c.press("up") }
	wheelDown := func(c *console) { c.wheel(tea.MouseButtonWheelDown) }
	wheelUp := func(c *console) { c.wheel(tea.MouseButtonWheelUp) }
	for name, hand := range map[string][2]func(*console){"arrows": {down, up}, "wheel": {wheelDown, wheelUp}} {
		for _, back := range []string{"pgdown", "pgup", " ", "enter"} {
			t.Run(name+" "+back, func(t *testing.T) {
				ahead, behind := hand[0], hand[1]
				c := started(t)
				c.press("pgdown")
				ahead(c)
				c.isAt(1, 2)
				c.shows("looking elsewhere: PgDn returns to note 2", "Who is here?")
				if strings.Contains(c.screen(), "▌ ?") {
					t.Error("the mark of the place stands at another note")
				}
				ahead(c)
				c.isAt(1, 2)
				c.shows("looking at Talking · Discussion: PgDn returns", "Form groups.")
				ahead(c)
				for range 20 {
					if strings.Contains(c.screen(), "↓ more") {
						ahead(c)
					}
				}
				c.shows("· eighteen", "looking at Talking · Discussion")
				c.press(back)
				c.isAt(1, 2)
				c.hides("looking")
				c.shows("▌ # SLIDE", "Slide 1 is up")
				behind(c)
				c.shows("Hello everyone.", "looking elsewhere")
				behind(c)
				behind(c)
				c.shows("Hello everyone.")
				ahead(c)
				c.hides("looking")
				c.isAt(1, 2)
			})
		}
	}
}

// TestLookToTheEnds: looking stops at the first and at the last note.
func TestLookToTheEnds(t *testing.T) {
	c := started(t)
	for range 100 {
		c.press("down")
	}
	c.shows("looking at Goodbye", "Thank you all.")
	for range 100 {
		c.press("up")
	}
	c.shows("Hello everyone.")
	c.hides("looking")
	c.isAt(1, 1)
}

// TestMoreIsTold: that a note goes on is told however long the heading is.
func TestMoreIsTold(t *testing.T) {
	c := started(t)
	c.wait(answerStays)
	c.size(40, 12)
	c.press("down", "down", "down", "down")
	c.shows("looking at Talk", "↓ more below ─")
	c.hides(">")
	c.press("down")
	c.shows("looking at Talk", "↑ ↓ more ─")
}

// TestSlideIsNotUpBeforeItsNote: a slide looked at ahead is not called up, and
// one whose note was passed is not still to come.
func TestSlideIsNotUpBeforeItsNote(t *testing.T) {
	c := started(t)
	c.shows("Slide 1 will go up here")
	c.hides("is up", "up now")
	c.press("down")
	c.shows("Slide 1 will go up here")
	c.hides("is up", "up now")
	c.press("pgdown", "pgdown")
	c.shows("Slide 1 is up", "slide 1 (up now)")
	c.press("pgdown", "up")
	c.shows("Slide 1 went up here")
	c.press("pgdown", "n", "up", "up")
	c.shows("Slide 1 went up here")
	c.press("n")
	c.shows("Slide 2 will go up here, to be read out")
	c.hides("up now")
	c.press("pgdown")
	c.shows("Slide 2 is up: read it out", "slide 2 (up now)")
	c.press("backspace", "down", "down", "down", "down")
	c.hides("is up")
}

// TestPlaceIsKept: each phase keeps its place.
func TestPlaceIsKept(t *testing.T) {
	c := started(t)
	c.press("pgdown", "pgdown")
	c.isAt(1, 3)
	c.press("n", "pgdown")
	c.isAt(2, 2)
	c.press("backspace")
	c.isAt(1, 3)
	c.press("n")
	c.isAt(2, 2)
	c.press("u")
	c.isAt(1, 3)
	c.press("g", "down", "enter", "l")
	c.isAt(3, 1)
	c.press("pgdown", "g", "home", "enter")
	c.isAt(1, 3)
	c.press("g", "down", "enter", "l")
	c.isAt(3, 2)
}

// TestKeysInOnePiece: over a slow line two presses arrive as one message.
func TestKeysInOnePiece(t *testing.T) {
	c := started(t)
	both := func(text string) { c.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)}) }
	both("++")
	c.shows("left of 7:00")
	both("uu")
	c.shows("left of 5:00")
	both("ps")
	c.is(run.Paused)
	c.shows("SAFETY CARD")
	both("sp")
	c.is(run.Running)
	both("qy")
	if !c.left {
		t.Error("qy does not leave")
	}
	d := started(t)
	before := d.snapshot()
	d.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("nxF"), Paste: true})
	if d.snapshot() != before || d.m.front() != nil {
		t.Error("pasted text was taken for keys")
	}
}
