package tui

import (
	"testing"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/sessions"
)

// TestNotOneExtraKey: who gives no numbers goes through the plan that ships
// with Page Down alone: one for each note, one to announce what comes next,
// one to enter it being the first note's, and two for each statement.
func TestNotOneExtraKey(t *testing.T) {
	source, _ := sessions.Read("infant-mental-health")
	c := newConsole(t, string(source), run.Booking{})
	c.size(200, 120) // no note is longer than the window
	presses := 0
	for i, p := range c.m.state().Phases() {
		if c.m.state().Activity(i).Spare {
			continue
		}
		presses += max(1, len(p.Plan.Notes)) + 1
		for _, n := range p.Plan.Notes {
			if n.Kind == session.TakeQuiz {
				presses += 2 * len(c.m.plan.Quiz(n.Ref).Statements)
			}
		}
	}
	c.press("enter")
	for i := range presses {
		if c.m.state().Stage() == run.Finished {
			t.Fatalf("%d of %d presses end the session", i, presses)
		}
		c.press("pgdown")
		if c.m.front() != nil {
			t.Fatalf("%T asks something:\n%s", c.m.front(), c.screen())
		}
	}
	c.is(run.Finished)
	if q := c.m.state().Quizzes()[0]; !q.Answers[len(q.Answers)-1].Revealed {
		t.Error("an answer was not shown")
	}
	if n := len(c.m.state().Rounds()); n > 0 {
		t.Errorf("%d rounds of nobody", n)
	}
}
