package deliver

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/clitest"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/sessions"
)

// stage is a delivery with its room's screen and its phone, on a console
// without a terminal. As in the program one goroutine takes what comes to the
// console, be it a key or a tap; time passes only when a test says so.
type stage struct {
	t     testing.TB
	plan  *session.Plan
	live  *live
	model *tui.Model // only the console's goroutine touches it

	takes chan func()
	over  chan struct{}
	leave func()

	mu  sync.Mutex
	now time.Time
}

var stageBegins = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// anyPort lets the system choose, so that tests do not get into each other's
// way, and starts no browser.
var anyPort = roomOptions{noOpen: true, address: "127.0.0.1"}

// stagePlan is the plan that ships, to be changed as a test likes.
func stagePlan(t testing.TB) *session.Plan {
	t.Helper()
	src, _ := sessions.Read(clitest.Shipped)
	plan, problems := session.Load("plan.yaml", src)
	if plan == nil {
		t.Fatal(problems)
	}
	return plan
}

func newStage(t testing.TB, plan *session.Plan, o roomOptions, gather *run.Gather) *stage {
	t.Helper()
	s := &stage{t: t, plan: plan, now: stageBegins, takes: make(chan func()), over: make(chan struct{})}
	s.leave = sync.OnceFunc(func() { close(s.over) })
	s.live = newLive(o, plan, "", s.time)
	s.live.pageWait, s.live.tapWait, s.live.patience = 0, soon, time.Hour // what this computer is slow at says nothing
	state := run.New(plan, run.Booking{Start: stageBegins, Zone: time.UTC})
	s.model = tui.New(tui.Options{Writer: tui.AtOnce(run.NewWriter(state.Clone(), nil)), State: state, Now: s.time, Zone: time.UTC, Gather: gather, Screen: s.live})
	s.live.Connect(s.send)
	go func() {
		for {
			select {
			case take := <-s.takes:
				take()
			case <-s.over:
				return
			}
		}
	}()
	t.Cleanup(s.live.Close)
	t.Cleanup(s.leave)
	s.take(tea.WindowSizeMsg{Width: 120, Height: 40})
	return s
}

func (s *stage) time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// pass lets time pass, and the console see it.
func (s *stage) pass(d time.Duration) {
	s.mu.Lock()
	s.now = s.now.Add(d)
	s.mu.Unlock()
	s.take(tea.WindowSizeMsg{Width: 120, Height: 40})
}

// in does something in the console's goroutine, and waits for its end.
func (s *stage) in(do func()) {
	s.t.Helper()
	done := make(chan struct{})
	select {
	case s.takes <- func() { defer close(done); do() }:
		<-done
	case <-s.over:
		s.t.Error("the console was left")
	}
}

// send is how a tap comes in: after the console was left it is lost.
func (s *stage) send(msg tea.Msg) {
	select {
	case s.takes <- func() { s.model.Update(msg); s.model.View() }:
	case <-s.over:
	}
}

// take gives the console something, and gives what it is to do then.
func (s *stage) take(msg tea.Msg) (then tea.Cmd) {
	s.t.Helper()
	s.in(func() {
		_, then = s.model.Update(msg)
		s.model.View()
	})
	return then
}

var stageKeys = map[string]tea.KeyType{
	"pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "enter": tea.KeyEnter, "esc": tea.KeyEsc, "down": tea.KeyDown, "space": tea.KeySpace,
	"backspace": tea.KeyBackspace,
}

// press presses keys, each so long after the one before that it is no bounce.
// A name that is no key's is a text to be typed.
func (s *stage) press(names ...string) {
	s.t.Helper()
	for _, name := range names {
		s.pass(doubled)
		if kind, ok := stageKeys[name]; ok {
			s.take(tea.KeyMsg{Type: kind})
			continue
		}
		for _, r := range name {
			s.take(key(r))
		}
	}
}

// soon is how long a test waits for what takes a moment: far longer than that
// takes on a machine with much else to do.
const soon = 60 * time.Second

// doubled is longer than the time in which a key counts as pressed twice.
const doubled = 600 * time.Millisecond

// key is a letter's key.
func key(letter rune) tea.KeyMsg { return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{letter}} }

// opening presses a key that opens something, and waits until it is open.
func (s *stage) opening(letter rune) {
	s.t.Helper()
	s.pass(doubled)
	then := s.take(key(letter))
	if then == nil {
		s.t.Fatalf("%q opens nothing", letter)
	}
	s.take(then())
}

// screen is what the console shows.
func (s *stage) screen() (text string) {
	s.t.Helper()
	s.in(func() { text = ansi.Strip(s.model.View()) })
	return text
}

func (s *stage) shows(want string) {
	s.t.Helper()
	if screen := s.screen(); !strings.Contains(screen, want) {
		s.t.Errorf("the console does not show %q:\n%s", want, screen)
	}
}

// state looks at the delivery.
func (s *stage) state(look func(*run.State)) {
	s.t.Helper()
	s.in(func() { look(s.model.State) })
}

// where is the note the delivery is at, both from 0.
func (s *stage) where() (phase, note int) {
	s.state(func(state *run.State) {
		if phase = state.Current(); phase != run.NoPhase {
			note = state.Phases()[phase].Place
		}
	})
	return phase, note
}

// roomURL opens the room's screen.
func (s *stage) roomURL() string {
	s.t.Helper()
	told, err := s.live.Open()
	if err != nil || !strings.Contains(told, s.live.Address()) {
		s.t.Fatal(told, err)
	}
	return s.live.Address()
}

// eventually waits for something to be so.
func eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for began := time.Now(); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Since(began) > soon {
			t.Fatalf("%s: it never happened", what)
		}
	}
}

// get asks for a page.
func get(t testing.TB, url string) int {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}
