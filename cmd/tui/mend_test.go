package tui

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// TestMend: the first screen says what is to be mended in the plan.
func TestMend(t *testing.T) {
	console := func(mend ...string) *console {
		return newConsoleOf(t, run.New(loaded(t, twoOfUs), run.Booking{Start: nine}), Options{Mend: mend})
	}
	console().hides("to mend")
	c := console("the slide x is never shown", "the picture y is not there")
	c.shows("2 things to mend:", "- the slide x is never shown", "- the picture y is not there", "Chairs in a circle")
	c.size(80, 16)
	c.hides("2 things to mend:\n")
	c = console("one", "two", "three", "four", "five")
	c.shows("5 things to mend:", "- three", "and 2 more: check names them")
	c.hides("- four")
	console("one").shows("1 thing to mend:")
	c = console("one")
	c.press("enter")
	c.hides("to mend")
}

// TestPlanEdited: a plan edited during its run is told of once.
func TestPlanEdited(t *testing.T) {
	edited := false
	c := newConsoleOf(t, run.New(loaded(t, twoOfUs), run.Booking{Start: nine}), Options{IsEdited: func() bool { return edited }})
	const says = "the plan's file was changed: this run keeps the plan it began with"
	if again := c.m.takePlanLooked(c.m.lookAtPlan().(planLooked)); again == nil {
		t.Error("it is not looked at again")
	}
	c.hides(says)
	edited = true
	if again := c.m.takePlanLooked(c.m.lookAtPlan().(planLooked)); again != nil {
		t.Error("it is looked at again when all is said")
	}
	c.update(c.m.lookAtPlan())
	c.shows(says)
	c.later(time.Minute).hides(says)
}
