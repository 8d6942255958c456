package words

import (
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// TestAfterwards delivers a plan of which a part is skipped and a part is not
// reached, and keeps lines.
func TestAfterwards(t *testing.T) {
	t.Parallel()
	const src = `title: T
duration: 10m
activities:
  - {id: a, title: A, duration: 2m}
  - {id: b, title: B, duration: 2m, optional: true}
  - {id: c, title: C, duration: 2m}
  - {id: s, title: S, duration: 2m, spare: true}
  - {id: d, title: D, phases: [{name: E, duration: 1m}, {name: F, duration: 1m}]}
evaluation: {questions: [{id: q, text: How?, kind: text}]}
`
	plan, problems := session.Load("t.yaml", []byte(strings.Replace(src, "How?", `"How?"`, 1)))
	if plan == nil {
		t.Fatal(problems)
	}
	zero := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	s := run.New(plan, run.Booking{Start: zero, Zone: time.UTC})
	w := run.NewWriter(s, nil)
	now := zero
	for _, c := range []run.Command{
		run.Start{},
		run.CaptureLine{Kind: run.ParkingLot, Text: "Who pays?"},
		run.CaptureLine{Kind: run.RoomSaid, Text: "Chalk"},
		run.CaptureLine{Kind: run.ParkingLot, Text: "Gone"},
		run.StrikeLine{ID: 3},
		run.Next{},
		run.Skip{},
		run.Finish{},
	} {
		if err := w.Do(c, now); err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		now = now.Add(time.Minute)
	}
	clock := func(at time.Time) string { return at.Format("15:04") }
	for _, c := range []struct{ got, want string }{
		{Went(s, now, clock), "ended 09:07, on time, 3 min spare; it took 7 min"},
		{strings.Join(ForLater(s), "|"), "for later: Who pays?"},
		{strings.Join(Afterwards(s), "|"), "kept: 2 lines, 1 for later|facilitate report: how it went|facilitate evaluate: the forms"},
	} {
		if c.got != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
	for activity, want := range []string{"3 min over", "skipped", "1 min under", "not taken", "not reached"} {
		if _, _, word := AgainstPlan(s, activity, now); word != want {
			t.Errorf("activity %d is %q, not %q", activity+1, word, want)
		}
	}
}
