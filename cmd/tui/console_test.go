package tui

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// The colours are pinned: views must not depend on where the tests run.
func TestMain(m *testing.M) {
	lipgloss.SetColorProfile(termenv.Ascii)
	os.Exit(timertest.Main(m))
}

// smallPlan has 25 minutes of 30: a single activity, one of two phases, an
// optional one without notes, and a protected end.
const smallPlan = `
title: Small plan
duration: 30m
resources:
  - {id: pens, name: Pens, per: group}
  - {id: bell, name: A bell}
  - {id: paper, name: Paper, per: person}
safety: ["Call 999 first.", "Then the manager.", "Someone leaves: follow."]
slides:
  - {id: first, title: The first slide, body: Its body.}
  - {id: second, title: The second slide, read: true, body: Read this body.}
activities:
  - id: welcome
    title: Welcome
    duration: 5m
    resources: [bell]
    notes:
      - say: Hello everyone.
      - slide: first
      - ask: Who is here?
  - id: talk
    title: Talking
    resources: [pens]
    phases:
      - name: Discussion
        duration: 10m
        setting: groups
        question: What do you think?
        notes:
          - do: Form groups.
          - listen: [one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen]
          - say: Two minutes more.
      - name: Feedback
        duration: 5m
        notes:
          - round: One point from each group.
          - slide: second
          - summarise: That was it.
  - {id: extra, title: Extra, duration: 3m, optional: true}
  - id: close
    title: Goodbye
    duration: 2m
    protect: true
    notes: [{say: Thank you all.}]
`

// nine is when the consoles of these tests are made.
var nine = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// console is a console without a program: keys go straight to Update, and
// time passes only when a test says so.
type console struct {
	t       *testing.T
	m       *Model
	now     time.Time
	stepped time.Duration // of the wall clock
	rung    int           // times the bell rang
	left    bool          // the program was left
}

// plans are those that were loaded, by their source: nothing changes a plan.
var plans sync.Map

func loaded(t testing.TB, source string) *session.Plan {
	t.Helper()
	if plan, ok := plans.Load(source); ok {
		return plan.(*session.Plan)
	}
	plan, problems := session.Load("plan.yaml", []byte(source))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	plans.Store(source, plan)
	return plan
}

// newConsole is a console of a plan at nine, 80 columns wide and 24 rows high.
func newConsole(t *testing.T, source string, booking run.Booking) *console {
	t.Helper()
	return newConsoleOf(t, run.New(loaded(t, source), booking), Options{})
}

// newConsoleOf is a console of a state, with options of its own. It is no program:
// it is told one thing after the other.
func newConsoleOf(t *testing.T, state *run.State, o Options) *console {
	t.Helper()
	timertest.OneByOne(t)
	c := &console{t: t, now: nine}
	if o.Writer == nil {
		o.Writer = writerOf(state, nil)
	}
	c.m = New(Options{
		Writer: o.Writer, State: state, Mend: o.Mend, IsEdited: o.IsEdited, Talk: o.Talk, Look: o.Look, Recorder: o.Recorder, Screen: o.Screen,
		Now:  func() time.Time { return c.now },
		Wall: func() time.Time { return c.now.Add(c.stepped) },
		Zone: time.UTC,
		Bell: func() { c.rung++ },
	})
	c.m.keys = keysOfTests()
	c.size(80, 24)
	return c
}

// writerOf is a writer that answers at once, with a state of its own.
func writerOf(state *run.State, log run.Log) Writer { return AtOnce(run.NewWriter(state.Clone(), log)) }

// started is a console of the small plan, started at nine, a second ago.
func started(t *testing.T) *console {
	t.Helper()
	c := newConsole(t, smallPlan, run.Booking{})
	c.at(0, "enter")
	c.wait(time.Second)
	return c
}

// update is Update and then View, as in the program.
func (c *console) update(msg tea.Msg) string {
	c.t.Helper()
	model, cmd := c.m.Update(msg)
	if model != tea.Model(c.m) {
		c.t.Fatal("Update gave another model")
	}
	if cmd != nil && c.m.isLeaving {
		_, c.left = cmd().(tea.QuitMsg)
	}
	return c.m.View()
}

func (c *console) size(width, height int) {
	c.t.Helper()
	c.update(tea.WindowSizeMsg{Width: width, Height: height})
}

// wait lets time pass, with a tick each second; only after the last of them does the
// test look, so that only then the console is laid out.
func (c *console) wait(d time.Duration) {
	c.t.Helper()
	for ; d > time.Second; d -= time.Second {
		c.now = c.now.Add(time.Second)
		c.m.takeIn(tickMsg{})
	}
	c.now = c.now.Add(d)
	c.update(tickMsg{})
}

// press sends keys a second apart.
func (c *console) press(keys ...string) {
	c.t.Helper()
	c.at(time.Second, keys...)
}

// at sends keys, each after so much time.
func (c *console) at(after time.Duration, keys ...string) {
	c.t.Helper()
	for _, k := range keys {
		c.now = c.now.Add(after)
		c.update(keyNamed(c.t, k))
	}
}

// write types a text.
func (c *console) write(text string) {
	c.t.Helper()
	for _, r := range text {
		c.at(0, string(r))
	}
}

var keyTypes = map[string]tea.KeyType{
	"pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "enter": tea.KeyEnter, "esc": tea.KeyEsc, " ": tea.KeySpace,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
	"backspace": tea.KeyBackspace, "ctrl+c": tea.KeyCtrlC, "ctrl+z": tea.KeyCtrlZ, "f5": tea.KeyF5, "tab": tea.KeyTab,
}

func keyNamed(t testing.TB, name string) tea.KeyMsg {
	t.Helper()
	msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(name)}
	if kind, ok := keyTypes[name]; ok {
		msg = tea.KeyMsg{Type: kind}
		if kind == tea.KeySpace {
			msg.Runes = []rune{' '}
		}
	}
	if msg.String() != name {
		t.Fatalf("there is no key %q", name)
	}
	return msg
}

func (c *console) wheel(button tea.MouseButton) {
	c.t.Helper()
	c.now = c.now.Add(time.Second)
	c.update(tea.MouseMsg{Button: button, Action: tea.MouseActionPress})
}

// screen is what is shown, without its styles.
func (c *console) screen() string {
	c.t.Helper()
	return ansi.Strip(c.m.View())
}

func (c *console) lines() []string { return strings.Split(c.screen(), "\n") }

func (c *console) shows(texts ...string) {
	c.t.Helper()
	for _, text := range texts {
		if !strings.Contains(c.screen(), text) {
			c.t.Errorf("the screen does not show %q:\n%s", text, c.screen())
		}
	}
}

func (c *console) hides(texts ...string) {
	c.t.Helper()
	for _, text := range texts {
		if strings.Contains(c.screen(), text) {
			c.t.Errorf("the screen shows %q:\n%s", text, c.screen())
		}
	}
}

// isAt holds the phase and the note the facilitator is at, both from 1, and
// nothing in front of them.
func (c *console) isAt(phase, note int) {
	c.t.Helper()
	if got := c.m.place(); got != (noteAt{phase - 1, note - 1}) || c.m.state().Current() != phase-1 || c.m.front() != nil {
		c.t.Errorf("the place is phase %d, note %d, with %T in front; it should be phase %d, note %d:\n%s",
			got.phase+1, got.note+1, c.m.front(), phase, note, c.screen())
	}
}

func (c *console) is(stage run.Stage) {
	c.t.Helper()
	if got := c.m.state().Stage(); got != stage {
		c.t.Errorf("the session is %v, it should be %v:\n%s", got, stage, c.screen())
	}
}

// snapshot is all that a key may change, the time apart.
func (c *console) snapshot() string {
	c.t.Helper()
	var b strings.Builder
	s := c.m.state()
	b.WriteString(s.Stage().String())
	for i, p := range s.Phases() {
		b.WriteString(" " + s.Name(i) + "=" + p.Status.String() + "," + p.Budget.String() + "," + itoa(p.Place))
	}
	b.WriteString(" end=" + s.HardEnd(c.now).Sub(s.ScheduledStart(c.now)).String())
	return b.String()
}
