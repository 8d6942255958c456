package tui

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/session/run"
	"facilitate/timer"
)

// watched is a console whose frames are kept.
type watched struct {
	*Model
	mu    sync.Mutex
	frame string
}

func (w *watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	_, cmd := w.Model.Update(msg)
	return w, cmd
}

func (w *watched) View() string {
	view := w.Model.View()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.frame = view
	return view
}

func (w *watched) screen() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return ansi.Strip(w.frame)
}

// TestProgram runs the whole program over more than ninety minutes of virtual
// time: keys come as bytes through a pipe, ticks from the program itself.
func TestProgram(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		rung := 0
		state := run.New(loaded(t, lengths("5m", "10m", "1h15m")), run.Booking{})
		w := &watched{Model: New(Options{
			Writer: writerOf(state, nil), State: state,
			Now: func() time.Time { return time.Now().Round(0) }, Zone: time.UTC, Bell: func() { rung++ },
		})}
		in, keys := io.Pipe()
		var out bytes.Buffer
		program := tea.NewProgram(w, tea.WithInput(in), tea.WithOutput(&out), tea.WithoutSignalHandler(), tea.WithAltScreen(), tea.WithFPS(1))
		ended := make(chan error, 1)
		go func() {
			_, err := program.Run()
			ended <- err
		}()
		at := func(moment time.Duration) string {
			time.Sleep(time.Until(began.Add(moment)))
			synctest.Wait()
			return w.screen()
		}
		press := func(bytes string) {
			if _, err := io.WriteString(keys, bytes); err != nil {
				t.Error(err)
			}
			synctest.Wait()
		}
		program.Send(tea.WindowSizeMsg{Width: 30, Height: 8})

		at(time.Second)
		press("\r")
		var cues []string
		follow := func(from, to time.Duration) {
			last := ""
			for moment := from; moment <= to; moment += time.Second {
				screen := at(moment + 20*time.Millisecond) // the tick comes a little late
				left := w.state().Remaining(time.Now())
				if clock, _, _ := strings.Cut(screen, " "); clock != timer.Countdown(left) {
					t.Errorf("after %v the clock shows %s, not %s", moment, clock, timer.Countdown(left))
				}
				program.Send(tea.WindowSizeMsg{Width: 80, Height: 24}) // where the cue stands
				synctest.Wait()
				if cue := cueLine.FindString(w.screen()); cue != last {
					cues = append(cues, strings.TrimSpace(moment.String()+" "+cue))
					last = cue
				}
				program.Send(tea.WindowSizeMsg{Width: 30, Height: 8})
				synctest.Wait()
			}
		}
		follow(2*time.Second, 6*time.Minute+30*time.Second)
		at(6*time.Minute + 31*time.Second)
		press("n")
		follow(6*time.Minute+32*time.Second, 16*time.Minute+40*time.Second)
		at(16*time.Minute + 41*time.Second)
		press("p")
		at(20*time.Minute + time.Second)
		press("p")
		press("n")
		follow(90*time.Minute+time.Second, 95*time.Minute+30*time.Second)
		want := []string{
			"3m1s ! 2 MINUTES LEFT", "3m21s", "4m1s ! 1 MINUTE LEFT", "4m21s",
			"5m1s ! TIME IS UP", "5m21s", "6m1s ! 1 MIN OVER TIME", "6m21s",
			"11m31s ! 5 MINUTES LEFT", "11m51s", "14m31s ! 2 MINUTES LEFT", "14m51s",
			"15m31s ! 1 MINUTE LEFT", "15m51s", "16m31s ! TIME IS UP",
			"1h30m1s ! 5 MINUTES LEFT", "1h30m21s", "1h33m1s ! 2 MINUTES LEFT", "1h33m21s",
			"1h34m1s ! 1 MINUTE LEFT", "1h34m21s", "1h35m1s ! TIME IS UP", "1h35m21s",
		}
		if !slices.Equal(cues, want) {
			t.Errorf("the cues came\n%q, not\n%q", cues, want)
		}
		if rung != 12 {
			t.Errorf("the bell rang %d times for 12 cues", rung)
		}
		press("q")
		press("y")
		if err := <-ended; err != nil {
			t.Error(err)
		}
		_ = keys.Close()
		time.Sleep(2 * time.Second) // the last tick
		if !strings.Contains(out.String(), "\x1b[?1049l") || !strings.HasSuffix(strings.TrimSpace(out.String()), "h") {
			t.Errorf("the terminal was not put back: %q", out.String()[max(0, out.Len()-80):])
		}
	})
}

// TestProgramInterrupted: a cancelled context ends the program and puts the
// terminal back.
func TestProgramInterrupted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		in, keys := io.Pipe()
		var out bytes.Buffer
		state := run.New(loaded(t, smallPlan), run.Booking{})
		m := New(Options{Writer: writerOf(state, nil), State: state, Now: time.Now, Zone: time.UTC})
		program := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(&out), tea.WithoutSignalHandler(), tea.WithAltScreen())
		time.AfterFunc(time.Minute, cancel)
		if _, err := program.Run(); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if !strings.Contains(out.String(), "\x1b[?1049l") {
			t.Error("the terminal was not put back")
		}
		_ = keys.Close()
		time.Sleep(2 * time.Second) // the last tick
	})
}
