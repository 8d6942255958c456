package run_test

import (
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

func capture(text string) run.Command {
	return run.CaptureLine{Kind: run.RoomSaid, Text: text}
}

// decided gives a command that must not be refused.
func decided(t *testing.T, s *run.State, c run.Command, now time.Time) {
	t.Helper()
	e, err := run.Decide(s, c, now)
	if err != nil {
		t.Fatalf("%s: %v", c.Word(), err)
	}
	s.Apply(e)
}

func TestCapture(t *testing.T) {
	s := run.New(planOf(time.Hour, "a 10m; b 10m"), run.Booking{})
	decided(t, s, capture("before the start"), at(0))
	play(t, s, "1m start; 2m next")
	decided(t, s, run.CaptureLine{Kind: run.ParkingLot, Text: "  in b\t"}, instant("3m"))
	play(t, s, "4m finish")
	decided(t, s, run.CaptureLine{Kind: run.OwnNote, Text: "after the end"}, instant("5m"))
	decided(t, s, run.EditLine{ID: 2, Text: " edited "}, instant("6m"))
	decided(t, s, run.StrikeLine{ID: 1}, instant("6m"))
	decided(t, s, run.StrikeLine{ID: 3}, instant("6m"))
	decided(t, s, run.StrikeLine{ID: 3}, instant("6m")) // and take it back
	want := []run.Capture{
		{ID: 1, Kind: run.RoomSaid, Text: "before the start", At: at(0), Phase: run.NoPhase, Struck: true},
		{ID: 2, Kind: run.ParkingLot, Text: "edited", At: instant("3m"), Phase: 1, Edited: true},
		{ID: 3, Kind: run.OwnNote, Text: "after the end", At: instant("5m"), Phase: run.NoPhase},
	}
	got := s.Captures()
	if len(got) != len(want) {
		t.Fatalf("captured %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("captured %+v, want %+v", got[i], want[i])
		}
	}
	if word, _ := s.Undoable(); word != run.CmdFinish {
		t.Errorf("undo would take back %q", word)
	}
	play(t, s, "7m undo; 7m undo; 7m undo; !7m undo")
	if len(s.Captures()) != len(want) {
		t.Errorf("undo left %+v", s.Captures())
	}
}

func TestCaptureRefused(t *testing.T) {
	s := run.New(planOf(time.Hour, "a 10m"), run.Booking{})
	decided(t, s, capture("one"), at(0))
	long := strings.Repeat("é", run.MaxCapture)
	for name, c := range map[string]run.Command{
		"nothing":             capture(""),
		"blanks":              capture(" \t\n"),
		"too long":            capture(long + "é"),
		"no line 0":           run.EditLine{ID: 0, Text: "x"},
		"no line 2":           run.EditLine{ID: 2, Text: "x"},
		"edited to nothing":   run.EditLine{ID: 1},
		"edited to the same":  run.EditLine{ID: 1, Text: " one"},
		"edited to too much":  run.EditLine{ID: 1, Text: long + "é"},
		"no line to strike":   run.StrikeLine{ID: 2},
		"no line 0 to strike": run.StrikeLine{},
	} {
		before := digest(s, at(0))
		if e, err := run.Decide(s, c, at(0)); err == nil || e != nil || digest(s, at(0)) != before {
			t.Errorf("%s was taken: %v", name, e)
		}
	}
	decided(t, s, capture(" "+long+" "), at(0)) // as long as may be
}
