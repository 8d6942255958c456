package run_test

import (
	"fmt"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// ends writes what is counted from the scheduled start.
func ends(s *run.State, now time.Time) string {
	return fmt.Sprintf("from %s, planned %s, projected %s, drift %s, hard %s", offset(s.ScheduledStart(now)),
		offset(s.PlannedEnd(now)), offset(s.ProjectedEnd(now)), timer.FormatSpan(s.Drift(now)), offset(s.HardEnd(now)))
}

// Booking a start moves the planned end with its fixed times, and the hard
// end where no other was given.
func TestBook(t *testing.T) {
	plan := planOf(45*time.Minute, "a 10m; b 10m at=10:20")
	given := run.Booking{Start: instant("5m"), End: instant("1h")}
	for _, c := range []struct {
		name    string
		booking run.Booking
		script  string
		now     string
		want    string
	}{
		{"none", run.Booking{}, "", "0s", "from 0s, planned 30m, projected 30m, drift 0s, hard 45m"},
		{"none, later", run.Booking{}, "", "15m", "from 15m, planned 35m, projected 35m, drift 0s, hard 1h"},
		{"booked", run.Booking{}, "0s book 15m", "0s", "from 15m, planned 35m, projected 35m, drift 0s, hard 1h"},
		{"booked, then late", run.Booking{}, "0s book 15m", "25m", "from 15m, planned 35m, projected 45m, drift 10m, hard 1h"},
		{"booked in the past", run.Booking{}, "0s book -10m", "0s", "from -10m, planned 30m, projected 30m, drift 0s, hard 35m"},
		{"after the fixed time", run.Booking{}, "0s book 25m", "0s", "from 25m, planned 45m, projected 45m, drift 0s, hard 1h10m"},
		{"more than six hours after the fixed time: the day after", run.Booking{}, "0s book 6h21m", "0s", "from 6h21m, planned 24h30m, projected 24h30m, drift 0s, hard 7h6m"},
		{"twice: the last", run.Booking{}, "0s book 25m; 0s book 15m", "0s", "from 15m, planned 35m, projected 35m, drift 0s, hard 1h"},
		{"kept by the start", run.Booking{}, "0s book 15m; 20m start", "20m", "from 15m, planned 35m, projected 40m, drift 5m, hard 1h"},
		{"begun before it", run.Booking{}, "0s book 15m; 5m start", "5m", "from 15m, planned 35m, projected 30m, drift -5m, hard 1h"},
		{"kept by undo", run.Booking{}, "0s book 15m; 20m start; 21m undo; !21m undo", "0s", "from 15m, planned 35m, projected 35m, drift 0s, hard 1h"},
		{"in place of another", given, "0s book 15m", "0s", "from 15m, planned 35m, projected 35m, drift 0s, hard 1h"},
		{"a hard end stays", given, "0s book 35m", "0s", "from 35m, planned 55m, projected 55m, drift 0s, hard 1h"},
		{"one set live too", run.Booking{}, "0s until 50m; 0s book 15m", "0s", "from 15m, planned 35m, projected 35m, drift 0s, hard 50m"},
		{
			"what was agreed is added",
			run.Booking{},
			"0s until 20m; 0s recover extend; 0s book 15m", "0s",
			"from 15m, planned 35m, projected 35m, drift 0s, hard 30m",
		},
		{
			"but not to one set afterwards",
			run.Booking{},
			"0s until 20m; 0s recover extend; 0s until 25m; 0s book 15m", "0s",
			"from 15m, planned 35m, projected 35m, drift 0s, hard 25m",
		},
	} {
		s := run.New(plan, c.booking)
		play(t, s, c.script)
		if got := ends(s, instant(c.now)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestBookOnlyBeforeTheStart(t *testing.T) {
	plan := planOf(45*time.Minute, "a 10m; b 10m")
	played(t, plan, "0s book 5m; 1m start; !1m book 10m; 2m pause; !2m book 10m; 3m finish; !3m book 10m; 4m undo; 4m undo; 4m undo; 4m book 10m")
}

func TestBooked(t *testing.T) {
	plan := planOf(45*time.Minute, "a 10m")
	for _, c := range []struct {
		name    string
		booking run.Booking
		script  string
		want    bool
	}{
		{"nothing", run.Booking{}, "", false},
		{"only an end", run.Booking{End: instant("1h")}, "", false},
		{"a start", run.Booking{Start: zero}, "", true},
		{"live", run.Booking{}, "0s book 0s", true},
		{"begun", run.Booking{}, "0s start", false}, // it counts from then, but nobody was told so
	} {
		s := run.New(plan, c.booking)
		play(t, s, c.script)
		if s.Booked() != c.want {
			t.Errorf("%s: booked is %v", c.name, s.Booked())
		}
	}
}
