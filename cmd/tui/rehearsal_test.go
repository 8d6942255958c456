package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
	"facilitate/sessions"
	"facilitate/timer"
)

func rehearsalReady(t *testing.T) *console {
	t.Helper()
	return newConsole(t, smallPlan, run.Booking{Rehearsal: true})
}

// rehearsing is a rehearsal of the small plan, started a second ago.
func rehearsing(t *testing.T) *console {
	t.Helper()
	c := rehearsalReady(t)
	c.at(0, "enter")
	c.wait(time.Second)
	return c
}

// talking is a rehearsal of what one says.
func talking(t *testing.T) *console {
	t.Helper()
	state := run.New(loaded(t, smallPlan), run.Booking{Rehearsal: true})
	c := newConsoleOf(t, state, Options{Talk: true})
	c.size(80, 24)
	c.at(0, "enter")
	c.wait(time.Second)
	return c
}

// practising is a rehearsal of a part of the small plan, before the start.
func practising(from, to string) func(t *testing.T) *console {
	return func(t *testing.T) *console {
		t.Helper()
		plan := loaded(t, smallPlan)
		var part run.Part
		for i := range plan.Activities {
			if plan.Activities[i].ID == from {
				part.From = i
			}
			if plan.Activities[i].ID == to {
				part.To = i
			}
		}
		return newConsole(t, smallPlan, run.Booking{Rehearsal: true, Part: &part})
	}
}

// rehearsedFalls is a rehearsal of the plan in testdata, to be started at 9:30.
func rehearsedFalls(t *testing.T, talk bool, part *run.Part) *console {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c := newConsoleOf(t, run.New(loaded(t, string(source)), run.Booking{Rehearsal: true, Zone: time.UTC, Part: part}), Options{Talk: talk})
	c.now = nine.Add(30 * time.Minute)
	return c
}

var rehearsalViews = []view{
	{"rehearsal-before", func(t *testing.T) *console {
		return rehearsedFalls(t, true, &run.Part{From: 1, To: 2}).later(time.Second)
	}},
	{"rehearsal-spoken", func(t *testing.T) *console {
		c := rehearsedFalls(t, true, nil)
		c.at(0, "enter")
		c.press("pgdown")
		return c.later(2*time.Minute + 11*time.Second)
	}},
	{"rehearsal-room", func(t *testing.T) *console {
		c := rehearsedFalls(t, true, nil)
		c.at(0, "enter")
		c.later(4*time.Minute).at(0, "n")
		return c.later(20 * time.Second)
	}},
	{"rehearsal-announced", func(t *testing.T) *console {
		c := rehearsedFalls(t, true, nil)
		c.at(0, "enter")
		c.later(4*time.Minute).at(0, "n")
		c.later(20 * time.Second)
		for !c.m.isAnnounced {
			c.press("pgdown")
		}
		return c
	}},
	{"rehearsal-credited", func(t *testing.T) *console {
		c := rehearsedFalls(t, true, nil)
		c.at(0, "enter")
		c.later(4*time.Minute).at(0, "n")
		c.later(20*time.Second).at(0, "d")
		return c.later(time.Second)
	}},
	{"rehearsal-end", func(t *testing.T) *console {
		c := rehearsedFalls(t, true, nil)
		c.at(0, "enter")
		c.later(7*time.Minute).at(0, "n")
		for range len(c.m.state().Phases()) - 3 {
			c.later(40*time.Second).at(0, "d")
		}
		c.later(2*time.Minute).at(0, "n")
		c.later(3*time.Minute).at(0, "F", "y")
		return c.later(time.Second)
	}},
	{"rehearsal-help", func(t *testing.T) *console {
		c := rehearsedFalls(t, true, nil)
		c.at(0, "enter")
		c.later(time.Minute).at(0, "?")
		return c
	}},
}

func TestRehearsalIsMarked(t *testing.T) {
	for _, s := range situationsToTry() {
		c := s.seen(t)
		for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}, {30, 8}} {
			c.size(size[0], size[1])
			if got := strings.Contains(c.screen(), "REHEARSAL"); got != c.m.state().Rehearsal() && c.m.width >= 40 {
				t.Errorf("%s at %v: the word is there: %v\n%s", s.name, size, got, c.screen())
			}
		}
	}
	c := rehearsing(t)
	c.size(30, 8)
	c.shows("REHEARSAL")
}

// TestTalkThroughTheShippedPlan goes through a whole session with Page Down
// alone: what is spoken takes the time it took, what the room does its own.
func TestTalkThroughTheShippedPlan(t *testing.T) {
	source, _ := sessions.Read("infant-mental-health")
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		log := &trueLog{}
		state := run.New(loaded(t, string(source)), run.Booking{Rehearsal: true})
		c := newConsoleOf(t, state, Options{Talk: true, Writer: writerOf(state, log)})
		log.c = c
		c.size(size[0], size[1])
		c.at(0, "enter")
		entered := map[int]time.Time{state.Current(): c.now}
		left := map[int]time.Time{}
		for n := 0; state.Stage() != run.Finished; n++ {
			if n > 1000 {
				t.Fatalf("Page Down does not lead to the end:\n%s", c.screen())
			}
			before := state.Current()
			banner := strings.Contains(strings.Join(c.lines(), "\n"), "THE ROOM")
			if want := state.Phases()[before].Plan.RoomWorks(); banner != want && (size[0] >= 80 || !cueLine.MatchString(c.screen())) {
				t.Fatalf("the banner says that the room works: %v, it does: %v\n%s", banner, want, c.screen())
			}
			c.at(3*time.Second, "pgdown")
			if after := state.Current(); after != before {
				left[before], entered[after] = c.now, c.now
			}
		}
		var credited, total time.Duration
		end, _ := state.EndedAt()
		for i, p := range state.Phases() {
			if state.Activity(i).Spare {
				continue
			}
			spent, want := state.Spent(i, end), left[i].Sub(entered[i])
			if p.Plan.RoomWorks() {
				if p.Credited != p.Plan.Duration-want {
					t.Errorf("%s: credited %v, after %v of %v", state.Name(i), p.Credited, want, p.Plan.Duration)
				}
				want = p.Plan.Duration
			} else if p.Credited != 0 {
				t.Errorf("%s is spoken, and %v of it was credited", state.Name(i), p.Credited)
			}
			if spent != want || p.Status != run.Done {
				t.Errorf("%s took %v, not %v, and is %v", state.Name(i), spent, want, p.Status)
			}
			credited += p.Credited
			total += spent
		}
		if state.Jumped() != credited || end.Sub(nine) != total || credited == 0 {
			t.Errorf("jumped %v of %v, ended after %v of %v", state.Jumped(), credited, end.Sub(nine), total)
		}
		c.shows("NEXT")
	}
}

// trueLog holds that everything is recorded in true time.
type trueLog struct{ c *console }

func (l *trueLog) Append(events []run.Event, now time.Time) error {
	if !now.Equal(l.c.now) {
		l.c.t.Errorf("%T was recorded at %v, when it was %v", events[0], now, l.c.now)
	}
	return nil
}

// TestJumpAndLabels: times of day follow the delivery's clock, and the end
// stays what it was.
func TestJumpAndLabels(t *testing.T) {
	c := rehearsing(t)
	c.shows("ENDS 09:25", "out by 09:30", "REHEARSAL 09:00")
	c.wait(time.Minute - time.Second)
	c.at(0, "d")
	c.shows("REHEARSAL 09:05", "ENDS 09:25", "out by 09:30", "on plan", "left of 10:00",
		"4:00 taken as done (u takes it back); now: Talking · Discussion")
	c.isAt(2, 1)
	c.wait(5 * time.Second)
	c.shows("4:00 taken as done") // an answer is shown for as long as any
	c.wait(2 * time.Second)
	c.hides("4:00 taken as done")
	c.stepped = time.Hour
	c.later(0).shows("REHEARSAL 10:05", "ENDS 10:25", "out by 10:30")
	c.stepped = 0
	c.press("e")
	c.write("+10")
	c.press("enter") // 8 and 2 true seconds after the jump
	if got := c.m.state().HardEnd(c.m.now); !got.Equal(nine.Add(15*time.Minute + 9*time.Second)) {
		t.Errorf("ten minutes from 09:05:09 is %v", got)
	}
	c.press("u", "u")
	c.shows("taken back: the time taken as done", "REHEARSAL 09:01", "ENDS 09:25", "left of 5:00")
	c.isAt(1, 1)
	if got := c.m.state().Spent(0, c.m.now); got != time.Minute+11*time.Second {
		t.Errorf("taken back, 1:11 of true time are %v", got)
	}
}

// TestTakenAsDoneIsGuarded: a press that bounced after the jump neither loses
// the first note nor takes the next phase as done, whatever the clock did.
func TestTakenAsDoneIsGuarded(t *testing.T) {
	c := rehearsing(t)
	c.press("d")
	c.isAt(2, 1)
	c.at(100*time.Millisecond, "d", "pgdown", "n")
	c.isAt(2, 1)
	c.at(300*time.Millisecond, "pgdown")
	c.isAt(2, 2)
	c.press("p", "d")
	c.isAt(3, 1)
	c.is(run.Paused)
	c.press("u", "u")
	c.isAt(2, 2)
	c.is(run.Running)
}

// TestJumpInOnePiece: of keys that come in one piece, those behind a jump are
// carried out after it.
func TestJumpInOnePiece(t *testing.T) {
	c := rehearsing(t)
	c.wait(time.Minute - time.Second)
	c.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("dp")})
	c.wait(time.Minute)
	s := c.m.state()
	if _, lasted, paused := s.Pause(c.m.now); !paused || lasted != time.Minute || s.Spent(1, c.m.now) != 0 {
		t.Errorf("paused: %v, for %v, with %v spent in the phase", paused, lasted, s.Spent(1, c.m.now))
	}
}

// TestOverTimeIsNotCredited: a phase over its time is simply left.
func TestOverTimeIsNotCredited(t *testing.T) {
	c := talking(t)
	c.wait(6 * time.Minute)
	c.press("d")
	c.isAt(2, 1)
	if p := c.m.state().Phases()[0]; p.Credited != 0 || c.m.state().Jumped() != 0 {
		t.Errorf("%v were credited", p.Credited)
	}
	c.shows("now: Talking · Discussion")
	c.hides("taken as done")
}

func TestOnceMore(t *testing.T) {
	c := rehearsing(t)
	c.press("d")
	c.wait(3 * time.Minute)
	c.press("pgdown", "down", "o")
	c.isAt(2, 1)
	c.shows("again from the start: Talking · Discussion   (u takes it back)")
	s := c.m.state()
	if got := s.Spent(1, c.m.now); got != 0 {
		t.Errorf("the new attempt has %v", got)
	}
	if got := s.Paused(c.m.now)[run.LapKind]; got != 3*time.Minute+3*time.Second {
		t.Errorf("%v were given up", got)
	}
	c.shows("on plan")
	c.wait(time.Minute)
	c.press("u")
	c.shows("taken back: the new beginning")
	if got := s.Spent(1, c.m.now); got != 4*time.Minute+4*time.Second {
		t.Errorf("taken back, it has %v", got)
	}
	c = rehearsing(t)
	c.at(0, "n")
	c.at(0, "o")
	c.shows("this phase has only just begun")
}

// TestKeysOfARehearsalOnly: in a delivery they do nothing and are not told of.
func TestKeysOfARehearsalOnly(t *testing.T) {
	c := started(t)
	c.wait(time.Minute)
	before := c.snapshot()
	c.at(0, "d", "o")
	c.shows("o does nothing here")
	if c.snapshot() != before {
		t.Errorf("d or o does something in a delivery:\n%s", c.screen())
	}
	if text := strings.Join(helpLines(c.m, 200), "\n"); strings.Contains(text, "once more") {
		t.Error("the help of a delivery tells of a rehearsal's keys")
	}
}

// TestTalkAtTheEnd: leaving the room's phase takes it as done wherever it leads
// to.
func TestTalkAtTheEnd(t *testing.T) {
	plan := `
title: Two
duration: 20m
activities:
  - {id: one, title: One, duration: 5m, setting: pairs, notes: [{do: Pairs.}]}
  - {id: two, title: Two, duration: 5m, setting: [individual, groups], notes: [{do: Groups.}]}
`
	for _, tt := range []struct {
		name string
		keys []string
		want []time.Duration // credited
	}{
		{"page down", []string{"pgdown", "pgdown", "pgdown", "pgdown"}, []time.Duration{298 * time.Second, 298 * time.Second}},
		{"next", []string{"n", "n", "y"}, []time.Duration{299 * time.Second, 298 * time.Second}},
		{"jumped over, and back", []string{"g", "down", "enter", "backspace", "pgdown", "pgdown", "n", "y"}, nil},
		{"finish", []string{"n", "F", "y"}, []time.Duration{299 * time.Second, 298 * time.Second}},
		{"finish before the end", []string{"F", "y"}, []time.Duration{0, 0}},
	} {
		c := newConsoleOf(t, run.New(loaded(t, plan), run.Booking{Rehearsal: true}), Options{Talk: true})
		c.at(0, "enter")
		c.press(tt.keys...)
		c.is(run.Finished)
		var got []time.Duration
		for _, p := range c.m.state().Phases() {
			got = append(got, p.Credited)
			if p.Status == run.Done && p.Credited == 0 && tt.want == nil {
				t.Errorf("%s: %s is done and not credited", tt.name, p.Plan.Name)
			}
		}
		if tt.want != nil && !slices.Equal(got, tt.want) {
			t.Errorf("%s: credited %v, not %v", tt.name, got, tt.want)
		}
	}
}

// TestJumpSleepUndo: a sleep after a jump lies where it was slept, and stays
// there when the jump is taken back.
func TestJumpSleepUndo(t *testing.T) {
	var slept time.Duration
	begun := nine
	now := &begun
	state := run.New(loaded(t, smallPlan), run.Booking{Rehearsal: true})
	c := newConsoleOf(t, state, Options{Look: func() timer.Look {
		l := timer.Look{Now: *now, Slept: slept}
		slept = 0
		return l
	}})
	now = &c.now
	c.at(0, "enter")
	c.at(time.Minute, "d")                      // 4:00 forward
	c.at(time.Minute, "pgdown")                 // 6:00
	slept = 10*time.Minute + 5*time.Millisecond // more than the time since the last look
	c.at(10*time.Minute, "pgdown")              // 16:00
	gaps := state.Gaps()
	if len(gaps) != 1 || !gaps[0].Begin.Equal(nine.Add(6*time.Minute)) || !gaps[0].End.Equal(nine.Add(16*time.Minute)) {
		t.Fatalf("the gap is %v", gaps)
	}
	if got := state.Spent(1, c.m.now); got != 11*time.Minute {
		t.Errorf("with the sleep, the phase took %v", got)
	}
	c.shows("SLEPT 10 MIN, counted: w leaves it out")
	c.press("w")
	if got := state.Spent(1, c.m.now); got != time.Minute+time.Second {
		t.Errorf("without the sleep, the phase took %v", got)
	}
	c.press("u", "u")
	c.shows("taken back: the time taken as done")
	if got := state.Spent(0, c.m.now); got != 12*time.Minute+3*time.Second {
		t.Errorf("taken back, 12:03 of true time are %v", got)
	}
	c.press("w")
	if got := state.Spent(0, c.m.now); got != 2*time.Minute+4*time.Second {
		t.Errorf("taken back, and without the sleep, it is %v", got)
	}
	// Slept through right after a jump: the gap does not begin before it.
	c.press("d")
	at, _ := state.StartedAt()
	turn := at.Add(5*time.Minute + 10*time.Minute) // all of the phase, and the sleep left out
	slept = time.Hour + 5*time.Millisecond
	c.at(time.Hour, "pgdown")
	if gap := state.Gaps()[1]; !gap.Begin.Equal(turn) {
		t.Errorf("the gap begins at %v, the phase at %v", gap.Begin, turn)
	}
}

func TestPart(t *testing.T) {
	c := practising("talk", "extra")(t)
	c.shows("from Talking to Extra", "18 min, a part")
	c.press("enter", "up")
	c.isAt(2, 1) // nothing before it to look at
	c.hides("looking")
	c.press("down", "down", "down", "down", "down", "down", "down", "down", "down", "down")
	c.hides("Goodbye")
	c.press("pgdown", "a")
	c.shows("Discussion", "Feedback", "Extra")
	c.hides("Welcome", "Goodbye")
	c.press("esc", "g")
	c.shows("Talking · Discussion", "Extra")
	c.hides("Welcome", "Goodbye")
	c.press("esc", "backspace")
	c.shows("this is the first phase")
	c.size(120, 40)
	c.shows("AGENDA", "Extra")
	c.hides("Welcome", "Goodbye")
	c.press("d", "d", "d")
	c.is(run.Finished)
	c.shows("Extra")
	c.hides("Welcome", "Goodbye")

	only := practising("extra", "extra")(t)
	only.shows("only Extra")
	only.press("enter", "pgdown", "pgdown")
	only.is(run.Finished)
}

func TestRehearsalOffered(t *testing.T) {
	c := rehearsalReady(t)
	c.m.askOffer(Offer{Begun: nine.Add(-time.Hour), Dead: 5 * time.Minute})
	c.later(0).shows("A rehearsal begun at 08:00 is not finished.")
	c.hides("elivery")
	c.m.askOffer(Offer{Busy: "process 12"})
	c.later(0).shows("BEING REHEARSED", "begin another rehearsal of it")
	c.m.Dead = &Dead{For: 5 * time.Minute, Sure: true}
	c.m.askDead()
	c.later(0).shows("BACK IN THE REHEARSAL")
}

func TestEndOfRehearsal(t *testing.T) {
	c := rehearsing(t)
	c.wait(7 * time.Minute)
	c.press("d", "d", "d")
	c.wait(time.Minute)
	c.press("n")
	c.wait(2 * time.Minute)
	c.press("n", "y")
	c.shows(" NEXT    Welcome: it ran over by 2:02, 40% of its 5m", " OVER      +2:02 of 5:00  Welcome", " UNDER     −1:59 of 3:00  Extra")
}
