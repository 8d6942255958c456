package run_test

import (
	"testing"
	"time"

	"facilitate/session/run"
)

func TestPlace(t *testing.T) {
	// a has two phases of three notes each, b one of none.
	plan := planOf(time.Hour, "a 5m 5m notes=3; b 5m")
	for script, want := range map[string][3]int{ // each phase's place after it
		"":                                 {},
		"0s place a 2":                     {2, 0, 0}, // before the start, to read ahead
		"0s start; 1m place a 1":           {1, 0, 0},
		"0s start; 1m place a/2 2":         {0, 2, 0}, // another than the current
		"0s start; 1m place b 0":           {},
		"0s start; 1m place a 0":           {},
		"0s start; !1m place a 3":          {},
		"0s start; !1m place a -1":         {},
		"0s start; !1m place a/3 0":        {},
		"0s start; !1m place c 0":          {},
		"0s start; !1m place b 1":          {},
		"0s start; 1m pause; 2m place a 2": {2, 0, 0},

		// Kept per phase, and found again on coming back.
		"0s start; 1m place a 2; 2m next; 3m place a/2 1; 4m back": {2, 1, 0},
		"0s start; 1m place a 2; 2m next; 3m next; 4m next":        {2, 0, 0},

		// Undo leaves it, and does not stop at it.
		"0s start; 1m next; 2m place a/2 2; 3m undo":          {0, 2, 0},
		"0s start; 1m place a 2; 2m undo":                     {2, 0, 0},
		"0s place a 2; !0s undo":                              {2, 0, 0},
		"0s start; 1m place a 2; 2m undo; !3m undo; 4m start": {2, 0, 0},
		"0s start; 1m place a 2; 2m place a 0; 3m undo":       {},
	} {
		s := played(t, plan, script)
		for i, p := range s.Phases() {
			if p.Place != want[i] {
				t.Errorf("after %q %s is at note %d, want %d", script, s.Name(i), p.Place, want[i])
			}
		}
	}
}

func TestPlaceIsNoStep(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 5m notes=3; b 5m"), "0s start; 1m next; 2m place a 2")
	if word, _ := s.Undoable(); word != run.CmdNext {
		t.Errorf("undo would take back %q", word)
	}
	play(t, s, "3m undo")
	if statuses(s) != "cp" {
		t.Errorf("undo took back something else: %s", statuses(s))
	}
}
