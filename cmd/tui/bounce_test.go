package tui

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// A key that bounces comes twice within a tenth of a second.
const bounce = 100 * time.Millisecond

func TestBouncedKeysLoseNoPhase(t *testing.T) {
	for _, name := range []string{"n", "x", "X"} {
		c := started(t)
		c.wait(time.Minute)
		c.press(name)
		was := c.m.state().Current()
		c.at(bounce, name)
		if c.m.state().Current() != was {
			t.Errorf("%s twice lost a phase", name)
		}
		c.shows(name + " does nothing: press it again")
		c.at(doublePress, name)
		if c.m.state().Current() == was {
			t.Errorf("%s half a second later did nothing", name)
		}
	}
}

func TestBouncedEnterDoesNotStart(t *testing.T) {
	c := ready(t)
	c.press("t")
	c.write("09:30")
	c.press("enter")
	c.at(bounce, "enter")
	c.is(run.Ready)
	c.at(doublePress, "enter")
	c.is(run.Running)
}

func TestSkippingTheLastPhaseAsks(t *testing.T) {
	for _, name := range []string{"x", "X"} {
		c := started(t)
		c.press("g", "end", "enter")
		c.wait(time.Second)
		if c.m.front() != nil {
			c.press("d") // what is jumped over is dropped
			c.wait(time.Second)
		}
		c.press(name)
		c.shows("FINISH?")
		c.is(run.Running)
	}
}

// An interrupt that comes while another question is asked must not answer it.
func TestQuestionsWaitTheirTurn(t *testing.T) {
	c := started(t)
	c.m.Dead = &Dead{For: 4 * time.Minute, Sure: true, Ask: true}
	c.m.askDead()
	c.update(AskQuit{})
	c.update(AskQuit{})
	c.shows("LEAVE?")
	c.press("n")
	c.shows("BACK AGAIN", "gone for 4 min")
	c.press("y")
	c.hides("BACK AGAIN")
}
