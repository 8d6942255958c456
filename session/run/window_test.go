package run_test

import (
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

func TestExpected(t *testing.T) {
	plan := planOf(time.Hour, "a 10m; b 5m 5m; c 10m at=10:40")
	for _, c := range []struct{ name, script, now, want string }{
		{"before the start", "", "0s", "0s..10m 10m..15m 15m..20m 40m..50m"},
		{"before the start, later", "", "41m", "41m..51m 51m..56m 56m..1h1m 1h1m..1h11m"},
		{"booked", "0s book 5m", "0s", "5m..15m 15m..20m 20m..25m 40m..50m"},
		{"booked and late", "0s book 5m", "30m", "30m..40m 40m..45m 45m..50m 50m..1h"},
		{"begun", "0s start", "0s", "0s..10m 10m..15m 15m..20m 40m..50m"},
		{"under way", "0s start", "4m", "4m..10m 10m..15m 15m..20m 40m..50m"},
		{"paused", "0s start; 4m pause", "6m", "6m..12m 12m..17m 17m..22m 40m..50m"},
		{"over time", "0s start", "12m", "12m..12m 12m..17m 17m..22m 40m..50m"},
		{"over the fixed time", "0s start", "45m", "45m..45m 45m..50m 50m..55m 55m..1h5m"},
		{"one done", "0s start; 4m next", "5m", "- 5m..9m 9m..14m 40m..50m"},
		{"one skipped", "0s start; 4m skip; 5m skip", "5m", "- - 5m..10m 40m..50m"},
		{"one jumped over comes after", "0s start; 4m goto b/2", "5m", "- 50m..55m 5m..9m 40m..50m"},
		{"one spent in part", "0s start; 4m next; 6m back", "6m", "6m..12m 12m..15m 15m..20m 40m..50m"},
		{"one given more", "0s start; 0s allot b 20m", "0s", "0s..10m 10m..30m 30m..35m 40m..50m"},
		{"one given more than there is room for", "0s start; 0s allot b 40m", "0s", "0s..10m 10m..50m 50m..55m 55m..1h5m"},
		{"in the activity at the fixed time", "0s start; 1m goto c", "1m", "- 50m..55m 55m..1h 40m..50m"},
		{"after the end", "0s start; 4m finish", "5m", "- - - -"},
	} {
		s := played(t, plan, c.script)
		if got := offsets(s.Expected(instant(c.now))); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// By the plan, whatever is done live.
func TestPlanned(t *testing.T) {
	plan := planOf(time.Hour, "a 10m; b 5m 5m; c 10m at=10:40; d 5m at=10:45")
	for _, c := range []struct{ name, script, now, want string }{
		{"before the start", "", "0s", "0s..10m 10m..15m 15m..20m 40m..50m 50m..55m"},
		{"booked", "0s book 30m", "0s", "30m..40m 40m..45m 45m..50m 50m..1h 1h..1h5m"},
		{"booked after the fixed time", "0s book 42m", "0s", "42m..52m 52m..57m 57m..1h2m 1h2m..1h12m 1h12m..1h17m"},
		{"begun unbooked", "7m start", "9m", "7m..17m 17m..22m 22m..27m 40m..50m 50m..55m"},
		{"begun late", "0s book 0s; 7m start", "9m", "0s..10m 10m..15m 15m..20m 40m..50m 50m..55m"},
		{
			"budgets and statuses do not show", "0s start; 1m extend 5m; 2m skip; 3m pause; 4m until 30m; 5m goto d",
			"9m", "0s..10m 10m..15m 15m..20m 40m..50m 50m..55m",
		},
		{"backdated", "7m start; 8m backdate 2m", "9m", "5m..15m 15m..20m 20m..25m 40m..50m 50m..55m"},
		{"after the end", "0s start; 1m finish", "9m", "0s..10m 10m..15m 15m..20m 40m..50m 50m..55m"},
	} {
		s := played(t, plan, c.script)
		now := instant(c.now)
		windows := s.Planned(now)
		if got := offsets(windows); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
		if last := windows[len(windows)-1].End; !last.Equal(s.PlannedEnd(now)) {
			t.Errorf("%s: the last phase ends at %s, and all at %s", c.name, offset(last), offset(s.PlannedEnd(now)))
		}
	}
}

// The phases are a and b; what each was visited for, parted by "|".
func TestVisits(t *testing.T) {
	plan := planOf(time.Hour, "a 10m; b 10m")
	for _, c := range []struct{ name, script, now, want string }{
		{"before the start", "", "5m", "|"},
		{"begun", "1m start", "1m", "1m..1m|"},
		{"under way", "1m start", "5m", "1m..5m|"},
		{"moved on", "0s start; 5m next", "6m", "0s..5m|5m..6m"},
		{"come back", "0s start; 5m next; 7m back", "8m", "0s..5m 7m..8m|5m..7m"},
		{"come back twice", "0s start; 5m next; 7m back; 8m next; 9m back", "9m", "0s..5m 7m..8m 9m..9m|5m..7m 8m..9m"},
		{"ended", "0s start; 5m finish", "9m", "0s..5m|"},

		{"paused", "0s start; 2m pause", "4m", "0s..4m|"},
		{"one visit over a pause", "0s start; 2m pause; 3m resume", "5m", "0s..5m|"},
		{"one visit over pauses", "0s start; 2m pause; 3m resume; 4m pause break; 6m resume", "8m", "0s..8m|"},
		{"moved on while paused", "0s start; 2m pause; 5m next; 6m resume", "8m", "0s..5m|5m..8m"},
		{"ended while paused", "0s start; 2m pause; 5m finish", "8m", "0s..5m|"},
		{"a pause named later", "0s start; 2m pause; 3m pause break; 4m resume", "8m", "0s..8m|"},

		{"over a gap", "0s start; 2m sleep 2m", "5m", "0s..5m|"},
		{"over a gap taken out", "0s start; 2m sleep 2m; 4m exclude-gap", "5m", "0s..5m|"},
		{"moved on after a gap", "0s start; 2m sleep 2m; 4m exclude-gap; 5m next", "6m", "0s..5m|5m..6m"},

		{"begun earlier", "5m start; 6m backdate 4m", "6m", "1m..6m|"},
		{"moved on earlier", "0s start; 5m next; 7m backdate 2m", "7m", "0s..3m|3m..7m"},
		{"resumed earlier", "0s start; 2m pause; 5m resume; 6m backdate 1m", "7m", "0s..7m|"},
		{"resumed as early as can be", "0s start; 2m pause; 5m resume; 6m backdate 5m", "7m", "0s..7m|"},
		{"ended earlier", "0s start; 5m next; 9m finish; 9m backdate 2m", "10m", "0s..5m|5m..7m"},

		{"moving on undone", "0s start; 5m next; 7m undo", "8m", "0s..8m|"},
		{"backdating undone", "0s start; 5m next; 7m backdate 2m; 8m undo", "8m", "0s..5m|5m..8m"},
		{"all undone", "0s start; 7m undo", "8m", "|"},
	} {
		s := played(t, plan, c.script)
		var texts []string
		for _, windows := range s.Visits(instant(c.now)) {
			texts = append(texts, offsets(windows))
		}
		if got := strings.Join(texts, "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A phase that is entered has been visited, even for no time at all.
func TestVisitsOfNoTime(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 10m; b 10m; c 10m"), "0s start; 5m next; 5m next")
	if v := s.Visits(instant("6m")); len(v[1]) != 1 || v[1][0] != (run.Window{Begin: instant("5m"), End: instant("5m")}) {
		t.Errorf("b was visited %v", offsets(v[1]))
	}
}
