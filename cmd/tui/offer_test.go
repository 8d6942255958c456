package tui

import (
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
)

var unfinished = Offer{Run: "2026-11-21-0800-small", Begun: nine.Add(-time.Hour), Dead: 5 * time.Minute, Stood: "in Talking, with 4:10 left"}

// TestOffer: it comes a moment after the first frame, and no key that was on its
// way answers it.
func TestOffer(t *testing.T) {
	c := ready(t)
	c.press("x")
	c.update(offerFound{&unfinished})
	c.shows("NOT FINISHED", "A delivery begun at 08:00 is not finished.", "It stood in Talking", "ANSWER BELOW FIRST")
	c.hides("n begin anew")
	before := c.snapshot()
	c.at(30*time.Millisecond, "x", "r", "n", "enter", "pgdown", " ")
	if c.snapshot() != before || c.left || c.m.takesUp != nil {
		t.Fatalf("a key that was on its way did something:\n%s", c.screen())
	}
	c.shows("NOT FINISHED")
	c.now = c.now.Add(doublePress)
	c.update(questionReady{})
	c.shows("r go on   x go on   n begin anew")
	c.size(40, 12) // where there is less room less is said, and nothing is cut
	c.shows("It stood in Talking", "x  go on; the time since is left out")
	c.hides("…")
	c.at(0, "x")
	if !c.left || c.m.takesUp == nil || *c.m.takesUp != (TakenUp{unfinished.Run, true}) {
		t.Errorf("%+v is taken up", c.m.takesUp)
	}

	c = ready(t)
	c.update(offerFound{nil})
	c.hides("NOT FINISHED", "not finished")
	c.update(offerFound{&unfinished})
	c.press("n", "enter")
	c.is(run.Running)
}

// TestOfferAfterTheStart: whoever has begun already, or is about to, is told of
// the unfinished session and asked nothing.
func TestOfferAfterTheStart(t *testing.T) {
	const told = "a delivery begun at 08:00 is not finished: facilitate resume takes it up"
	for name, of := range map[string]func(t *testing.T) *console{
		"started":         started,
		"a line is kept":  then(ready, "c", "o", "n", "e", "enter"),
		"a line is typed": then(ready, "c", "x"),
		"a name is typed": then(ready, "j", "x"),
		"a time is typed": then(ready, "t", "9"),
		"a start is booked": func(t *testing.T) *console {
			c := ready(t)
			c.press("t")
			c.write("9:30")
			c.press("enter")
			return c
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := of(t)
			before, front := c.snapshot(), c.m.front()
			c.update(offerFound{&unfinished})
			c.shows(told)
			if c.snapshot() != before || c.m.front() != front {
				t.Errorf("it changed something:\n%s", c.screen())
			}
		})
	}
	c := started(t)
	c.update(offerFound{&Offer{Busy: "process 12"}})
	c.shows("this plan is being delivered already, by process 12")
	c.isAt(1, 1)
}

// slowWriter is a writer that has not answered yet.
type slowWriter struct {
	Writer
	orders []run.Order
}

func (w *slowWriter) Send(o run.Order) <-chan Answer {
	w.orders = append(w.orders, o)
	return make(chan Answer)
}

// TestOfferWhileStarting: the start is on its way to the disk.
func TestOfferWhileStarting(t *testing.T) {
	state := run.New(loaded(t, smallPlan), run.Booking{})
	w := &slowWriter{Writer: writerOf(state, nil)}
	c := newConsoleOf(t, state, Options{Writer: w})
	c.press("enter")
	c.update(offerFound{&unfinished})
	c.shows("a delivery begun at 08:00 is not finished")
	c.update(reply{<-w.Writer.Send(w.orders[0])})
	c.is(run.Running)
	c.isAt(1, 1)
}

// TestFirstFrameWaitsForNoOffer: however long it takes to find one.
func TestFirstFrameWaitsForNoOffer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		state := run.New(loaded(t, smallPlan), run.Booking{})
		w := &watched{Model: New(Options{
			Writer: writerOf(state, nil), State: state, Now: func() time.Time { return time.Now().Round(0) }, Zone: time.UTC,
			FindOffer: func() *Offer { time.Sleep(10 * time.Second); return &unfinished },
		})}
		in, keys := io.Pipe()
		program := tea.NewProgram(w, tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithoutSignalHandler())
		ended := make(chan error, 1)
		go func() {
			_, err := program.Run()
			ended <- err
		}()
		holds := func(after time.Duration, text string, shown bool) {
			time.Sleep(after)
			synctest.Wait()
			if strings.Contains(w.screen(), text) != shown {
				t.Errorf("the screen is\n%s", w.screen())
			}
		}
		holds(0, "READY", true)
		holds(9*time.Second, "NOT FINISHED", false)
		holds(1100*time.Millisecond, "NOT FINISHED", true)
		holds(doublePress, "n begin anew", true)
		if _, err := io.WriteString(keys, "r"); err != nil {
			t.Error(err)
		}
		if err := <-ended; err != nil || *w.takesUp != (TakenUp{unfinished.Run, false}) {
			t.Errorf("%v, %+v", err, w.takesUp)
		}
		_ = keys.Close()
		time.Sleep(2 * time.Second) // the last tick
	})
}
