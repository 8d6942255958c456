package room

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"facilitate/session"
)

// TestShowings compares with what a delivery note by note puts up.
func TestShowings(t *testing.T) {
	t.Parallel()
	for name, plan := range map[string]*session.Plan{"shipped": shipped(t), "small": load(t, smallPlan), "stays": load(t, staysPlan)} {
		want := map[string]bool{} // slide and phase in which it is up
		d := deliver(t, plan)
		d.say("start")
		for p := range d.throughout() {
			for n := range max(1, len(d.state.Phases()[p].Plan.Notes)) {
				if n > 0 {
					d.place(n)
				}
				if s := d.scene(View{}); s.Slide != nil {
					s.Clock = NewClock(d.state.Phases()[p].Plan.Duration, false)
					s.Clock.Whole = s.Clock.Left
					want[toJSON(t, s)] = true
				}
			}
			d.pass(time.Second)
		}
		got := map[string]bool{}
		for _, s := range Showings(plan) {
			if s.Phase != nil && (s.Scene.Setting == "" || len(s.Phase.Settings) == 1) {
				got[toJSON(t, s.Scene)] = true
			}
		}
		if len(want) < 3 {
			t.Errorf("%s: only %d scenes were delivered", name, len(want))
		}
		for s := range want {
			if !got[s] {
				t.Errorf("%s: not among the showings: %s", name, s)
			}
		}
		for s := range got {
			if !want[s] {
				t.Errorf("%s: never delivered: %s", name, s)
			}
		}
	}
}

// staysPlan has slides that outlast their phase, and one that never comes up.
const staysPlan = `
title: Stays
duration: 1h
slides: [{id: one, title: First}, {id: never, title: Never}, {id: two, title: Second}]
activities:
  - id: a
    title: A
    phases:
      - {name: Before, duration: 1m, notes: [{say: x}]}
      - {name: Up, duration: 2m, notes: [{say: x}, {slide: one}, {slide: two}, {slide: one}]}
      - {name: Bare, duration: 3m, setting: [pairs, groups]}
      - {name: Later, duration: 4m, notes: [{say: x}, {slide: two}]}
      - {name: At once, duration: 5m, notes: [{slide: one}]}
  - {id: b, title: B, duration: 6m, notes: [{say: x}]}
`

func TestShowingsInOrder(t *testing.T) {
	t.Parallel()
	plan := load(t, staysPlan)
	var got []string
	for _, s := range Showings(plan) {
		phase := "-"
		if s.Phase != nil {
			phase = s.Phase.Name
		}
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s in %s %s", plan.Slides[s.Slide].ID, phase, s.Scene.Setting)))
	}
	want := []string{
		"one in Up", "two in Up", "one in Up", "one in Bare", "one in Bare in pairs", "one in Bare in groups",
		"one in Later", "two in Later", "one in At once", "never in -",
	}
	if strings.Join(got, "; ") != strings.Join(want, "; ") {
		t.Errorf("%q", got)
	}
}
