package deliver

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/room"
	"facilitate/cmd/tui"
	"facilitate/session/run"
)

// TestOpenWords is what the facilitator is told when the screen is opened.
func TestOpenWords(t *testing.T) {
	t.Parallel()
	for what, c := range map[string]struct {
		browse func(string) error
		noOpen bool
		want   string
	}{
		"a browser":      {func(string) error { return nil }, false, "click here, for the keys"},
		"no browser":     {func(string) error { return errors.New("none") }, false, "no browser could be started; open http://localhost:"},
		"a slow browser": {func(string) error { select {} }, false, "in the browser"},
		"none asked for": {func(string) error { t.Error("a browser was started"); return nil }, true, "the room's screen is at http://localhost:"},
	} {
		l := newLive(roomOptions{noOpen: c.noOpen}, stagePlan(t), "", time.Now)
		l.pageWait, l.browserWait, l.browse = 0, time.Minute, c.browse
		if what == "a slow browser" {
			l.browserWait = 10 * time.Millisecond
		}
		t.Cleanup(l.Close)
		if l.Address() != "" {
			t.Errorf("%s: it is open before it was opened", what)
		}
		if told, err := l.Open(); err != nil || !strings.Contains(told, c.want) {
			t.Errorf("%s: %q, %v", what, told, err)
		}
		first := l.Address()
		if _, err := l.Open(); err != nil || l.Address() != first {
			t.Errorf("%s: opened again it is at %s, not %s: %v", what, l.Address(), first, err)
		}
	}
}

// TestPortTaken takes the port that is usual, and one that was asked for.
func TestPortTaken(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", room.ScreenPort))
	if err == nil {
		defer taken.Close()
	}
	l := newLive(roomOptions{noOpen: true, port: room.ScreenPort}, stagePlan(t), "", time.Now)
	defer l.Close()
	if told, err := l.Open(); err != nil || !strings.HasPrefix(told, "port 4723 is taken; the room's screen is at ") {
		t.Errorf("%q, %v", told, err)
	}
	if status := get(t, l.Address()); status != http.StatusOK {
		t.Error(status)
	}
	other, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	asked := newLive(roomOptions{noOpen: true, port: other.Addr().(*net.TCPAddr).Port}, stagePlan(t), "", time.Now)
	defer asked.Close()
	if _, err := asked.Open(); err == nil || !strings.Contains(err.Error(), "is taken by another program") || asked.Address() != "" {
		t.Errorf("a port that was asked for: %v", err)
	}
}

// TestPageComesBack opens a browser only where no page that is open finds the
// program by itself, and whenever it is asked for again.
func TestPageComesBack(t *testing.T) {
	t.Parallel()
	port := clitest.FreePort(t)
	browsed := 0
	l := newLive(roomOptions{port: port}, stagePlan(t), "", time.Now)
	l.pageWait, l.browse = soon, func(string) error { browsed++; return nil }
	defer l.Close()
	go func() { // a page that was open, and tries again and again
		for {
			if answer, err := http.Get(fmt.Sprintf("http://localhost:%d/events", port)); err == nil {
				_, _ = answer.Body.Read(make([]byte, 1))
				<-l.left
				answer.Body.Close()
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
	told, err := l.Open()
	if err != nil || browsed != 0 || !strings.Contains(told, "follows again") {
		t.Errorf("%q, %v; %d browsers", told, err, browsed)
	}
	if _, err := l.Open(); err != nil || browsed != 1 {
		t.Errorf("asked for again: %v; %d browsers", err, browsed)
	}
}

// TestKeysDoNotWait has a browser that takes its time, and a phone let in
// meanwhile: a key waits for neither.
func TestKeysDoNotWait(t *testing.T) {
	t.Parallel()
	s := newStage(t, stagePlan(t), roomOptions{address: "127.0.0.1"}, nil)
	started, goOn := make(chan struct{}), make(chan struct{})
	s.live.browserWait = time.Hour
	s.live.browse = func(string) error { close(started); <-goOn; return nil }
	opened := make(chan error, 1)
	go func() { _, err := s.live.Open(); opened <- err }()
	<-started
	pressed := make(chan struct{})
	go func() {
		defer close(pressed)
		s.press("enter", "pgdown", "p", "p", "r") // each of them shows the room something
	}()
	select {
	case <-pressed:
	case <-time.After(soon):
		close(goOn)
		t.Fatal("a key waits for the browser")
	}
	s.shows("THE ROOM'S SCREEN")
	if _, note := s.where(); note != 1 {
		t.Errorf("at note %d", note)
	}
	close(goOn)
	if err := <-opened; err != nil {
		t.Error(err)
	}
}

// TestLeftWhileOpening leaves the console while something is being opened:
// nothing is served afterwards.
func TestLeftWhileOpening(t *testing.T) {
	t.Parallel()
	l := newLive(anyPort, stagePlan(t), "", time.Now)
	l.Close()
	l.Close()
	if _, err := l.Open(); err == nil || l.Address() != "" {
		t.Errorf("it is served at %s: %v", l.Address(), err)
	}
	if _, err := l.LetIn(); err == nil {
		t.Error("a phone is let in")
	}
}

// TestAddressOfElsewhere lets a phone in at an address that this computer does
// not have.
func TestAddressOfElsewhere(t *testing.T) {
	t.Parallel()
	l := newLive(roomOptions{address: "192.0.2.7"}, stagePlan(t), "", time.Now)
	defer l.Close()
	if _, err := l.LetIn(); err == nil || !strings.HasPrefix(err.Error(), "no phone can be let in: ") {
		t.Error(err)
	}
	for _, o := range []roomOptions{{port: 65536}, {remotePort: -1}, {address: "home"}} {
		var wrong cli.UsageError
		if err := o.check(); !errors.As(err, &wrong) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// TestTapNobodyTakes taps while the console takes nothing: the phone is told,
// and the tap is not carried out when the console is there again.
func TestTapNobodyTakes(t *testing.T) {
	t.Parallel()
	s := newStage(t, stagePlan(t), anyPort, nil)
	s.press("enter")
	s.live.tapWait = 20 * time.Millisecond
	stopped, goOn := make(chan struct{}), make(chan struct{})
	go s.in(func() { close(stopped); <-goOn })
	<-stopped
	for range 3 {
		if told := s.live.takeTap(room.NextNote); told != "the console does not answer: nothing was done" {
			t.Errorf("told %q", told)
		}
	}
	close(goOn)
	s.live.tapWait = soon
	s.pass(doubled)
	if told := s.live.takeTap(room.MinuteMore); !strings.Contains(told, "this phase has") {
		t.Errorf("after that: %q", told)
	}
	if _, note := s.where(); note != 0 {
		t.Errorf("at note %d: a tap that was given up was carried out", note)
	}
}

// TestTapWhileLeaving leaves the console while a tap waits for it.
func TestTapWhileLeaving(t *testing.T) {
	t.Parallel()
	s := newStage(t, stagePlan(t), anyPort, nil)
	sent := make(chan struct{})
	s.live.Connect(func(tea.Msg) { close(sent); <-s.over })
	told := make(chan string)
	go func() { told <- s.live.takeTap(room.NextNote) }()
	<-sent
	s.live.Close()
	if words := <-told; !strings.Contains(words, "left") {
		t.Errorf("told %q", words)
	}
}

// TestTroubleWhileShowing has a page break while the console shows something:
// neither waits for the other.
func TestTroubleWhileShowing(t *testing.T) {
	t.Parallel()
	s := newStage(t, stagePlan(t), anyPort, nil)
	s.roomURL()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 200 {
			s.live.noteFailure(errors.New("a page could not be served: planted\nwith\na\nstack"))
			s.live.Watching()
		}
	}()
	for range 50 {
		s.press("+")
	}
	<-done
	s.press("r")
	s.shows("! a page could not be served: planted")
	if strings.Contains(s.screen(), "stack") {
		t.Errorf("the console has what only its author can read:\n%s", s.screen())
	}
}

// TestNothingYet connects a page before the console has shown anything: it is
// told nothing, rather than that the room's screen is black.
func TestNothingYet(t *testing.T) {
	t.Parallel()
	l := newLive(anyPort, stagePlan(t), "", time.Now)
	defer l.Close()
	if _, err := l.Open(); err != nil {
		t.Fatal(err)
	}
	page := follow(t, l.Address()+"events", nil)
	state := run.New(l.plan, run.Booking{})
	l.Show(state, time.Now(), tui.View{})
	if first := page.next(); !strings.Contains(first, `"page":"title"`) {
		t.Errorf("first it is told %s", first)
	}
}

// TestSlideDown takes a slide down: the next one goes up all the same, and so
// does this one when the facilitator comes to it again.
func TestSlideDown(t *testing.T) {
	t.Parallel()
	s := newStage(t, stagePlan(t), anyPort, nil)
	page := follow(t, s.roomURL()+"events", nil)
	s.press("enter")
	at := func(note int, slide string) {
		t.Helper()
		for _, n := s.where(); n != note; _, n = s.where() {
			s.press(map[bool]string{true: "pgdown", false: "pgup"}[n < note])
		}
		page.until(fmt.Sprintf("the slide %q", slide), func(scene string) bool {
			return strings.Contains(scene, `"slide"`) == (slide != "") && strings.Contains(scene, slide)
		})
	}
	title := s.plan.Slides[0].Body
	at(0, strings.TrimSpace(title))
	s.press("r", "d", "esc")
	at(0, "")
	at(2, "")
	at(3, s.plan.Slides[1].Title)
	at(0, strings.TrimSpace(title))
	s.press("r", "d", "d", "esc") // and at once up again
	at(0, strings.TrimSpace(title))
}
