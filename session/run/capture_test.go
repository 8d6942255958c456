package run_test

import (
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

func capture(text string) run.Command {
	return run.Command{Word: run.CmdCapture, Capture: run.RoomSaid, Text: text}
}

// decided gives a command that must not be refused.
func decided(t *testing.T, s *run.State, c run.Command, now time.Time) {
	t.Helper()
	events, err := run.Decide(s, c, now)
	if err != nil {
		t.Fatalf("%s: %v", c.Word, err)
	}
	for _, e := range events {
		s.Apply(e)
	}
}

func TestCapture(t *testing.T) {
	s := run.New(planOf(time.Hour, "a 10m; b 10m"), run.Booking{})
	decided(t, s, capture("before the start"), at(0))
	play(t, s, "1m start; 2m next")
	decided(t, s, run.Command{Word: run.CmdCapture, Capture: run.ParkingLot, Text: "  in b\t"}, instant("3m"))
	play(t, s, "4m finish")
	decided(t, s, run.Command{Word: run.CmdCapture, Capture: run.OwnNote, Text: "after the end"}, instant("5m"))
	decided(t, s, run.Command{Word: run.CmdEdit, ID: 2, Text: " edited "}, instant("6m"))
	decided(t, s, run.Command{Word: run.CmdStrike, ID: 1}, instant("6m"))
	decided(t, s, run.Command{Word: run.CmdStrike, ID: 3}, instant("6m"))
	decided(t, s, run.Command{Word: run.CmdStrike, ID: 3}, instant("6m")) // and take it back
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
		"no line 0":           {Word: run.CmdEdit, ID: 0, Text: "x"},
		"no line 2":           {Word: run.CmdEdit, ID: 2, Text: "x"},
		"edited to nothing":   {Word: run.CmdEdit, ID: 1},
		"edited to the same":  {Word: run.CmdEdit, ID: 1, Text: " one"},
		"edited to too much":  {Word: run.CmdEdit, ID: 1, Text: long + "é"},
		"no line to strike":   {Word: run.CmdStrike, ID: 2},
		"no line 0 to strike": {Word: run.CmdStrike},
	} {
		before := digest(s, at(0))
		if events, err := run.Decide(s, c, at(0)); err == nil || len(events) > 0 || digest(s, at(0)) != before {
			t.Errorf("%s was taken: %v", name, events)
		}
	}
	decided(t, s, capture(" "+long+" "), at(0)) // as long as may be
}
