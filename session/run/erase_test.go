package run_test

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// TestErasedLine sees that a line whose words are out of the record can be neither
// brought back nor edited, and that nothing else is another than it was.
func TestErasedLine(t *testing.T) {
	t.Parallel()
	plan := planOf(time.Hour, "a 10m; b 10m")
	var events []run.Event
	s := run.New(plan, run.Booking{})
	do := func(s *run.State, c run.Command, into *[]run.Event) error {
		e, err := run.Decide(s, c, at(0))
		if err == nil {
			s.Apply(e)
			*into = append(*into, e)
		}
		return err
	}
	for _, c := range []run.Command{
		capture("one"), capture("two"), run.EditLine{ID: 1, Text: "uno"}, run.StrikeLine{ID: 1}, run.Start{}, run.StrikeLine{ID: 2}, run.StrikeLine{ID: 2},
	} {
		if err := do(s, c, &events); err != nil {
			t.Fatal(err)
		}
	}
	lines := s.Erasable()
	if len(lines) != 1 || lines[0].Text != "uno" {
		t.Fatalf("%+v can be taken out", lines)
	}
	again := run.New(plan, run.Booking{})
	for _, e := range events {
		e, _ = run.Without(e, lines)
		again.Apply(e)
	}
	want := s.Captures()[0]
	want.Text, want.Erased = run.ErasedLine, true
	if got := again.Captures(); got[0] != want || got[1] != s.Captures()[1] {
		t.Errorf("the lines are %+v", got)
	}
	if left := again.Erasable(); len(left) > 0 {
		t.Errorf("%+v can be taken out again", left)
	}
	for _, c := range []run.Command{run.StrikeLine{ID: 1}, run.EditLine{ID: 1, Text: "x"}} {
		if err := do(again, c, &events); err == nil || err.Error() != "the line was taken out of the record for good: it cannot be brought back" {
			t.Errorf("%s: %v", c.Word(), err)
		}
	}
	if err := do(again, run.StrikeLine{ID: 2}, &events); err != nil {
		t.Errorf("another line cannot be struck: %v", err)
	}
}
