//go:build linux || darwin

package deliver

import (
	"context"
	"errors"
	"io"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/record"
	"facilitate/cmd/room"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// fsyncTakes is how long a slow disk keeps whoever waits for it.
const fsyncTakes = 4 * time.Second

// slowDisk is a record on a slow disk.
type slowDisk struct {
	*record.Recorder
	breaks *atomic.Bool // the program fails at it
}

func (d slowDisk) Append(events []run.Event, now time.Time) error {
	if d.breaks.Load() {
		panic("it breaks")
	}
	time.Sleep(fsyncTakes)
	return d.Recorder.Append(events, now)
}

// virtualClock reads the time of a bubble.
type virtualClock struct{}

func (virtualClock) Moment() (time.Time, timer.Reading) {
	now := time.Now().UTC()
	return now, timer.Reading{Boot: time.Duration(now.UnixNano()), Wall: now}
}

// slow is a whole console whose record is on a slow disk.
type slow struct {
	t      *testing.T
	began  time.Time
	store  journal.Store
	writer *record.Writer
	record *record.Recorder
	breaks atomic.Bool
	keys   *io.PipeWriter
	cancel context.CancelFunc
	ended  chan error
	send   func(tea.Msg)

	*tui.Model
	mu    sync.Mutex
	frame string
}

const slowPlan = `
title: Slow
duration: 1h
activities:
  - {id: a, title: First, duration: 10m, notes: [{say: One.}, {say: Two.}]}
  - {id: b, title: Second, duration: 20m, notes: [{say: Three.}]}
  - {id: c, title: Third, duration: 20m}
`

func newSlow(t *testing.T) *slow {
	plan, problems := session.Load("plan.yaml", []byte(slowPlan))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := &slow{t: t, began: time.Now(), store: journal.Store{Dir: t.TempDir()}, ended: make(chan error, 1)}
	state := run.New(plan, run.Booking{Zone: time.UTC})
	s.record = record.New(s.store, nil, func() []byte { return []byte(slowPlan) }, journal.Head{Kind: journal.Delivery, Title: plan.Title}, virtualClock{})
	s.writer = record.StartWriter(run.NewWriter(state.Clone(), slowDisk{s.record, &s.breaks}), s.record)
	now := func() time.Time { return time.Now().Round(0) }
	s.Model = tui.New(tui.Options{Writer: s.writer, State: state, Recorder: s.record, Now: now, Zone: time.UTC})
	ctx, cancel := context.WithCancel(t.Context())
	in, keys := io.Pipe()
	s.keys, s.cancel = keys, cancel
	program := tea.NewProgram(s, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignalHandler(), tea.WithAltScreen())
	s.send = program.Send
	go func() {
		_, err := program.Run()
		s.ended <- err
	}()
	program.Send(tea.WindowSizeMsg{Width: 80, Height: 24})
	return s
}

func (s *slow) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := s.Model.Update(msg)
	return s, cmd
}

func (s *slow) View() string {
	view := s.Model.View()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.frame = view
	return view
}

// at is the screen so long after the beginning.
func (s *slow) at(moment time.Duration) string {
	time.Sleep(time.Until(s.began.Add(moment)))
	synctest.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return ansi.Strip(s.frame)
}

// press presses keys one after the other, so long after the beginning.
func (s *slow) press(moment time.Duration, keys ...string) {
	s.t.Helper()
	s.at(moment)
	for _, key := range keys {
		if _, err := io.WriteString(s.keys, key); err != nil {
			s.t.Error(err)
		}
		synctest.Wait()
	}
}

func (s *slow) shows(moment time.Duration, texts ...string) {
	s.t.Helper()
	screen := s.at(moment)
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			s.t.Errorf("after %v the screen does not show %q:\n%s", moment, text, screen)
		}
	}
}

func (s *slow) hides(moment time.Duration, texts ...string) {
	s.t.Helper()
	screen := s.at(moment)
	for _, text := range texts {
		if strings.Contains(screen, text) {
			s.t.Errorf("after %v the screen shows %q:\n%s", moment, text, screen)
		}
	}
}

// events are what is on disk.
func (s *slow) events() (all []run.Event) {
	s.t.Helper()
	list, err := s.store.List()
	if err != nil || len(list) > 1 {
		s.t.Fatal(list, err)
	}
	for _, info := range list {
		replay, err := s.store.Read(info.ID)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, e := range replay.Events {
			all = append(all, e.Event)
		}
	}
	return all
}

// end waits for the end of the program, and closes the record as a delivery
// does.
func (s *slow) end() error {
	s.t.Helper()
	err := <-s.ended
	s.writer.Close()
	if _, err := s.record.End(); err != nil {
		s.t.Error(err)
	}
	_ = s.keys.Close()
	time.Sleep(2 * time.Second) // the last tick
	return err
}

const second = time.Second

// TestSlowDisk: while a record waits for the disk the clock goes on, a line can
// be typed, and keys wait in their order, each for its own instant.
func TestSlowDisk(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSlow(t)
		s.press(1*second, "\r")
		s.hides(4*second, "left of")
		s.shows(5*second+100*time.Millisecond, "started at", "left of 10:00")

		// Into the second phase at 0:20; its record is down at 0:24. Until that
		// is seen the clock is the first one's, and it never stands.
		clocks := func(from, to time.Duration, left func(moment time.Duration) time.Duration) {
			for moment := from; moment < to; moment += second {
				screen := s.at(moment + 50*time.Millisecond)
				if clock, ok := clockOf(screen); !ok || clock != left(moment) {
					t.Errorf("after %v the clock shows %v, not %v:\n%s", moment, clock, left(moment), screen)
				}
			}
		}
		s.press(20*second, "n")
		first := func(moment time.Duration) time.Duration { return 10*time.Minute + second - moment }
		clocks(20*second, 22*second, first)

		// Meanwhile a minute more, a pause, and what the room said.
		s.press(21*second+200*time.Millisecond, "+")
		s.press(21*second+700*time.Millisecond, "p")
		s.press(22*second, "c", "t", "h", "e", "y")
		s.shows(22*second+100*time.Millisecond, "KEEP A LINE", "> they", "FIRST")
		s.press(22*second+200*time.Millisecond, " ", "s", "a", "y", "\r")
		s.shows(22*second+300*time.Millisecond, "> they say")
		s.press(22*second+400*time.Millisecond, "c", "m", "o", "r", "e") // another, while the first is not kept
		s.shows(22*second+500*time.Millisecond, "> more")
		s.press(22*second+600*time.Millisecond, "\x1b")
		s.shows(22*second+900*time.Millisecond, "> they say") // it is not on disk yet
		clocks(23*second, 24*second, first)
		s.shows(24*second+100*time.Millisecond, "SECOND", "left of 20:00", "> they say")
		clocks(25*second, 28*second, func(moment time.Duration) time.Duration { return 20*time.Minute + 20*second - moment })
		s.shows(28*second+100*time.Millisecond, "left of 21:00", "> they say")
		clocks(29*second, 31*second, func(moment time.Duration) time.Duration { return 21*time.Minute + 20*second - moment })
		s.hides(32*second-100*time.Millisecond, "PAUSED")
		s.shows(32*second+100*time.Millisecond, "PAUSED 0:10", "> they say")
		s.shows(36*second+100*time.Millisecond, "kept: 1 line", "PAUSED 0:14")
		s.hides(36*second+100*time.Millisecond, "KEEP A LINE")
		s.press(40*second, "c")
		s.shows(40*second+100*time.Millisecond, "> more") // the draft stayed
		s.press(40*second+200*time.Millisecond, "\x1b")

		s.press(41*second, "q")
		s.press(42*second, "y")
		if err := s.end(); err != nil {
			t.Error(err)
		}
		begin := func(d time.Duration) time.Time { return s.began.Add(d).UTC() }
		want := []run.Event{
			run.Started{At: begin(1 * second)},
			run.Moved{At: begin(20 * second), By: run.CmdNext, Left: run.Done, To: 1},
			run.Budgeted{By: run.CmdExtend, Set: []run.Budget{{Phase: 1, Time: 21 * time.Minute}}},
			run.Stopped{At: begin(21*second + 700*time.Millisecond), Kind: run.Other},
			run.Captured{ID: 1, Kind: run.RoomSaid, Text: "they say", At: begin(22*second + 200*time.Millisecond), Phase: 1},
		}
		if got := s.events(); !reflect.DeepEqual(got, want) {
			t.Errorf("on disk is\n%+v, not\n%+v", got, want)
		}
	})
}

// TestSlowDiskTaps: a tap on the phone waits its turn as a key does. What is told
// of it is true, and it is done once.
func TestSlowDiskTaps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSlow(t)
		l := newLive(roomOptions{}, s.State.Plan(), "", time.Now)
		l.Connect(s.send)
		s.press(1*second, "\r")
		s.at(6 * second)
		const taken = "taken: it comes once the slow disk has caught up; do not tap again"
		for _, a := range []room.Action{room.NextNote, room.MinuteMore} { // the second while the first is not on disk
			if told := l.takeTap(a); told != taken {
				t.Errorf("%s: told %q", a, told)
			}
		}
		if passed := time.Since(s.began); passed != 10*second {
			t.Errorf("the phone waited until %v", passed)
		}
		s.shows(16*second, "Two.", "left of 11:00")
		s.press(20*second, "q")
		s.press(21*second, "y")
		if err := s.end(); err != nil {
			t.Error(err)
		}
		if got := s.events(); len(got) != 3 {
			t.Errorf("on disk is %+v", got)
		}
	})
}

// TestSlowDiskLeft: whoever leaves leaves nothing behind that was carried out.
func TestSlowDiskLeft(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSlow(t)
		s.press(1*second, "\r")
		s.press(10*second, "+")
		s.at(11 * second)
		s.cancel() // the terminal is gone
		if err := s.end(); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if got := s.events(); len(got) != 2 {
			t.Errorf("on disk is %+v", got)
		}
	})
}

// TestWriterFails: where the program fails in the writer's goroutine the
// console is told, and puts the terminal back.
func TestWriterFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newSlow(t)
		s.press(1*second, "\r")
		s.at(10 * second)
		s.breaks.Store(true)
		s.press(11*second, "+")
		if err := s.end(); !errors.Is(err, tea.ErrProgramPanic) {
			t.Error(err)
		}
		if got := s.events(); len(got) != 1 {
			t.Errorf("on disk is %+v", got)
		}
	})
}
