package tui

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// fakeScreen is a room's screen that remembers what it is told.
type fakeScreen struct {
	open    bool
	fails   error
	shown   []View
	stages  []run.Stage
	revoked int
	toggled int
}

func (f *fakeScreen) Open() (string, error) {
	if f.fails != nil {
		return "", f.fails
	}
	f.open = true
	return "it is open", nil
}

func (f *fakeScreen) Address() string {
	if f.open {
		return "http://localhost:1/"
	}
	return ""
}

func (f *fakeScreen) Show(s *run.State, _ time.Time, v View) {
	f.shown, f.stages = append(f.shown, v), append(f.stages, s.Stage())
}

func (f *fakeScreen) ToggleSlide(*run.State, time.Time) string {
	f.toggled++
	return "toggled"
}

func (f *fakeScreen) LetIn() (PhoneDoor, error) {
	code := strings.Split(strings.Repeat(strings.Repeat("#", 41)+"\n", 20)+strings.Repeat("#", 41), "\n")
	return PhoneDoor{Address: "http://192.168.1.2:1/#token", Code: code, Hint: "a hint"}, f.fails
}
func (f *fakeScreen) Revoke()              { f.revoked++ }
func (f *fakeScreen) Watching() (int, int) { return 1, 2 }
func (f *fakeScreen) Trouble() error       { return nil }

func (f *fakeScreen) last() View { return f.shown[len(f.shown)-1] }

// withScreen is a started console with a room's screen.
func withScreen(t *testing.T) (*console, *fakeScreen) {
	t.Helper()
	f := &fakeScreen{}
	c := newConsoleOf(t, run.New(loaded(t, smallPlan), run.Booking{}), Options{Screen: f})
	c.at(0, "enter")
	c.wait(time.Second)
	return c, f
}

// pressing presses a key and carries out what it sets off.
func (c *console) pressing(name string) {
	c.t.Helper()
	_, cmd := c.m.Update(keyNamed(c.t, name))
	if cmd != nil {
		c.update(cmd())
	}
	c.m.View()
}

// The room is told after everything that happens, and by a tick as well.
func TestRoomIsTold(t *testing.T) {
	c, f := withScreen(t)
	for _, k := range []string{"pgdown", "p", "2", "p", "n"} {
		n := len(f.shown)
		c.wait(time.Second)
		c.press(k)
		if len(f.shown) <= n {
			t.Errorf("after %q the room was told nothing", k)
		}
	}
	n := len(f.shown)
	c.update(tickMsg{})
	if len(f.shown) != n+1 {
		t.Error("a tick tells the room nothing")
	}
	if v := f.last().Verdict; !strings.Contains(v, "on time") {
		t.Errorf("the phone reads %q", v)
	}
}

func TestScreenKeys(t *testing.T) {
	c, f := withScreen(t)
	c.press("b")
	c.press(".")
	if f.last().Blank || c.m.front() != nil {
		t.Error("the black key does something with no screen open")
	}
	c.pressing("r")
	if !f.open {
		t.Fatal("r does not open the screen")
	}
	c.press("c")
	if !f.last().HideClock {
		t.Error("c does not hide the clock")
	}
	c.press("d")
	if f.toggled != 1 {
		t.Error("d does not take the slide down")
	}
	c.press("v")
	if f.revoked != 1 {
		t.Error("v does not turn phones away")
	}
	c.press("esc")
	for _, k := range []string{"b", "."} { // a clicker's black key
		c.press(k)
		if !f.last().Blank {
			t.Errorf("%q does not blank the screen", k)
		}
		c.press(k)
		if f.last().Blank {
			t.Errorf("%q does not show the screen again", k)
		}
	}
	place := c.m.place()
	c.press("r")
	c.press("pgdown") // a clicker goes on with the session
	if c.m.front() != nil || c.m.place() == place {
		t.Error("Page Down does not go on from the panel")
	}
}

func TestBackAt(t *testing.T) {
	c, f := withScreen(t)
	c.pressing("r")
	c.press("esc")
	c.press("p")
	c.press("2") // a break: it is asked at once, and may be said anew
	for _, keys := range [][]string{{"1", "0", "enter"}, {"r", "t", "2", "0", "enter"}} {
		for _, key := range keys {
			c.press(key)
		}
		minutes, _ := strconv.Atoi(strings.Join(keys[len(keys)-3:len(keys)-1], ""))
		if want := c.m.now.Add(time.Duration(minutes) * time.Minute); !f.last().BackAt.Equal(want) {
			t.Errorf("back at %v, want %v", f.last().BackAt, want)
		}
	}
	c.press("p")
	if !f.last().BackAt.IsZero() {
		t.Error("the break is over, and yet there is a time it ends")
	}
}

func TestScreenFails(t *testing.T) {
	c, f := withScreen(t)
	f.fails = errors.New("the port is taken by somebody else, and that is a long story to tell in a line")
	c.pressing("r")
	if view := c.m.View(); !strings.Contains(view, "NO SCREEN") || !strings.Contains(view, "story to tell") {
		t.Errorf("it reads\n%s", view)
	}
	c.press("esc")
	c.pressing("r")
	c.press("esc")
	c.pressing("r")
	if c.m.state().Stage() != run.Running {
		t.Error("the session does not go on")
	}
}

// tapped gives a tap and its answer.
func (c *console) tapped(a Intent) string {
	c.t.Helper()
	told := make(chan string, 1)
	c.update(Tap{Wants: a, Told: told, Take: func() bool { return true }})
	return <-told
}

// TestTaps: the phone takes the same steps as the keys, and answers nothing
// that the console asks.
func TestTaps(t *testing.T) {
	f := &fakeScreen{}
	c := newConsoleOf(t, run.New(loaded(t, smallPlan), run.Booking{}), Options{Screen: f})
	if told := c.tapped(NextNote); !strings.Contains(told, "not started") || c.m.state().Stage() != run.Ready {
		t.Errorf("before the start: %q", told)
	}
	c.at(0, "enter")
	c.wait(time.Second)
	c.tapped(NextNote)
	if c.m.place().note != 1 {
		t.Error("next does not take the next note")
	}
	c.tapped(PreviousNote)
	if c.m.place().note != 0 {
		t.Error("previous does not take the note before")
	}
	budget := c.m.state().Phases()[0].Budget
	if told := c.tapped(MinuteMore); c.m.state().Phases()[0].Budget != budget+time.Minute || told == "" {
		t.Errorf("a minute more: %q", told)
	}
	c.tapped(Pause)
	c.tapped(Pause) // a second one must not go on
	if c.m.state().Stage() != run.Paused {
		t.Error("pause does not pause")
	}
	c.tapped(Resume)
	c.tapped(Resume)
	if c.m.state().Stage() != run.Running {
		t.Error("resume does not go on")
	}
	c.tapped(Blank)
	if !f.last().Blank {
		t.Error("blank does not blank")
	}
	c.tapped(Unblank)
	if f.last().Blank {
		t.Error("unblank does not show it again")
	}
	c.tapped(NextPhase)
	if c.m.state().Current() != 1 {
		t.Error("next phase does not enter it")
	}
	if told := c.tapped(NextPhase); c.m.state().Current() != 1 {
		t.Errorf("a double tap loses a phase: %q", told)
	}
	c.press("F") // asks
	if told := c.tapped(NextNote); !strings.Contains(told, "answer it there") || c.m.state().Stage() != run.Running {
		t.Errorf("while it asks: %q", told)
	}
	c.press("y")
	if told := c.tapped(NextNote); !strings.Contains(told, "ended") {
		t.Errorf("after the end: %q", told)
	}
}

func TestPhoneDoor(t *testing.T) {
	c, _ := withScreen(t)
	c.pressing("r")
	c.pressing("p")
	for _, size := range [][2]int{{80, 24}, {120, 40}, {60, 24}, {40, 12}} {
		c.size(size[0], size[1])
		view := c.m.View()
		lines := strings.Split(view, "\n")
		if len(lines) > size[1] {
			t.Errorf("at %v it has %d lines", size, len(lines))
		}
		picture := strings.Count(view, strings.Repeat("#", 41))
		address := strings.Contains(view, "192.168.1.2")
		switch {
		case size[1] >= 24 && picture != 21:
			t.Errorf("at %v the picture has %d lines", size, picture)
		case (size[0] >= 80 || size[1] < 24) && !address:
			t.Errorf("at %v there is no address:\n%s", size, view)
		}
	}
	c.press("esc")
	if _, ok := c.m.front().(*screenPanel); !ok {
		t.Error("Esc does not lead back to the room's screen")
	}
}
