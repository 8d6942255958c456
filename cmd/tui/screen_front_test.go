package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// TestOpenedBehind has a screen, and a door, that come while something is
// asked: it is still asked afterwards, and a clicker answers nothing.
func TestOpenedBehind(t *testing.T) {
	for what, msg := range map[string]Opened{
		"no screen": {Err: errors.New("port 4723 is taken")},
		"no phone":  {Err: errors.New("there is no network"), Door: &PhoneDoor{}},
		"a door":    {Door: &PhoneDoor{Address: "http://192.168.1.2:1/#token"}},
		"a screen":  {Told: "it is open"},
	} {
		for _, closing := range []string{"enter", "pgdown", "pgup", " "} {
			c, _ := withScreen(t)
			c.press("F")
			asked := c.m.front()
			c.update(msg)
			c.press(closing)
			if c.m.front() != asked || c.m.state().Stage() != run.Running {
				t.Errorf("%s, %q: it is asked no longer:\n%s", what, closing, c.m.View())
			}
			c.press("n")
			if c.m.front() != nil || c.m.state().Stage() != run.Running {
				t.Errorf("%s, %q: it cannot be answered:\n%s", what, closing, c.m.View())
			}
		}
	}
	c, _ := withScreen(t)
	c.update(Opened{Err: errors.New("port 4723 is taken")})
	if c.press("p"); c.m.state().Stage() != run.Paused {
		t.Error("the pause key waits for a message to be closed")
	}
}

// TestOpenedOverWhatIsTyped has a message come up over a line that was begun after
// a key that waits for the disk yet: the key does what it does all the same.
func TestOpenedOverWhatIsTyped(t *testing.T) {
	state := run.New(loaded(t, smallPlan), run.Booking{})
	w := &slowWriter{Writer: writerOf(state, nil)}
	c := newConsoleOf(t, state, Options{Writer: w})
	answerAll := func() {
		for len(w.orders) > 0 {
			o := w.orders[0]
			w.orders = w.orders[1:]
			c.update(reply{<-w.Writer.Send(o)})
		}
	}
	c.press("enter")
	answerAll()
	c.press("+", "p", "c")
	c.write("they said")
	c.update(Opened{Err: errors.New("port 4723 is taken")})
	answerAll()
	c.is(run.Paused)
	c.shows("they said")
}

// TestTapWhileTyping has somebody type at the console: no letter becomes a
// command or an answer because of a tap, and no word is lost.
func TestTapWhileTyping(t *testing.T) {
	c, _ := withScreen(t)
	c.typed("c", "they said")
	c.wait(time.Second)
	c.tapped(NextPhase)
	c.typed(" yes")
	if c.m.state().Current() != 1 || !strings.Contains(c.m.View(), "they said yes") {
		t.Errorf("the next phase:\n%s", c.m.View())
	}
	c.wait(time.Second)
	c.tapped(NextPhase)
	c.press("esc", "g", "end", "enter", "l") // to the last phase; those between come later
	c.wait(time.Second)
	c.typed("c")
	if told := c.tapped(NextPhase); !strings.Contains(told, "go on there") {
		t.Errorf("told %q", told)
	}
	if _, typing := c.m.front().(*capturePanel); !typing {
		t.Fatalf("a question came in front of what is typed:\n%s", c.m.View())
	}
	c.typed(" f")
	if c.m.state().Stage() != run.Running {
		t.Fatal("a letter finished the session")
	}
	c.press("esc")
	if told := c.tapped(NextPhase); !strings.Contains(told, "answer it there") {
		t.Errorf("told %q", told)
	}
	if _, asks := c.m.front().(*questionPanel); !asks {
		t.Error("it is not asked")
	}
}

// typed presses the keys of some texts.
func (c *console) typed(texts ...string) {
	c.t.Helper()
	for _, text := range texts {
		for _, r := range text {
			c.press(string(r))
		}
	}
}

// TestTapGivenUp gives a tap that nobody waits for any more.
func TestTapGivenUp(t *testing.T) {
	c, _ := withScreen(t)
	told, taken := make(chan string, 1), true
	take := func() bool { return taken }
	c.update(Tap{NextNote, told, take})
	if len(told) != 1 || c.m.place().note != 1 {
		t.Error("a tap is not carried out")
	}
	taken = false
	c.wait(time.Second)
	c.update(Tap{NextNote, told, take})
	if len(told) != 1 || c.m.place().note != 1 {
		t.Error("a tap that was given up is carried out")
	}
}

// TestTapInSmallWindow takes the next note of a window in which this one has to
// be scrolled: the phone has all of it.
func TestTapInSmallWindow(t *testing.T) {
	c, _ := withScreen(t)
	c.press("n")
	c.wait(time.Second)
	c.press("pgdown")
	c.size(40, 12)
	c.wait(time.Second)
	c.tapped(NextNote)
	if at := c.m.place(); at.phase != 1 || at.note != 2 {
		t.Errorf("it is at %+v:\n%s", at, c.m.View())
	}
	c.press("up") // looks back
	c.wait(time.Second)
	c.tapped(PreviousNote)
	if at := c.m.place(); at.note != 1 || c.m.look != nil {
		t.Errorf("it is at %+v and looks at %v", at, c.m.look)
	}
}

// TestGroupsComeDown shows the groups until the next phase.
func TestGroupsComeDown(t *testing.T) {
	c, f := withScreen(t)
	c.pressing("r")
	if strings.Contains(c.m.View(), "show the groups") {
		t.Error("there are no groups to be shown")
	}
	c.press("esc")
	c.m.do(run.Gather{People: 12, Groups: 3}, nil)
	c.press("r", "g", "esc", "pgdown")
	if !f.last().GroupsShown {
		t.Error("the groups are not shown")
	}
	c.wait(time.Second)
	c.press("n")
	if f.last().GroupsShown {
		t.Error("the groups are shown in the next phase")
	}
}
