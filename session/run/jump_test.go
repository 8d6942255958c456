package run_test

import (
	"reflect"
	"testing"
	"time"

	"facilitate/session/run"
)

// A goto that drops what it jumps over. The phases are a, b/1, b/2, c and d;
// what becomes of them is a letter each.
func TestJump(t *testing.T) {
	plan := planOf(time.Hour, "a 5m; b 5m 5m; c 5m; d 5m")
	for _, c := range []struct{ name, script, want, undone string }{
		{"drops what lies between", "0s start; 1m jump d", "dsssc", "cpppp"},
		{"into the middle of an activity", "0s start; 1m jump b/2", "dscpp", "cpppp"},
		{"the next phase: nothing to drop", "0s start; 1m jump b", "dcppp", "cpppp"},
		{"leaves what is done", "0s start; 1m goto b/2; 2m goto a; 3m jump d", "dsssc", "cpppp"},
		{"leaves what was done before", "0s start; 1m next; 2m next; 3m next; 4m goto a; 5m jump d", "dddsc", "cddpp"},
		{"leaves what is skipped", "0s start; 1m next; 2m skip activity; 3m goto a; 4m jump d", "dsssc", "csspp"},
		{"to what was skipped", "0s start; 1m next; 2m skip activity; 3m goto a; 4m jump b/2", "dscpp", "csspp"},
		{"backward drops nothing", "0s start; 1m goto d; 2m jump b", "dcppp", "dpppc"},
		{"from the middle", "0s start; 1m goto c; 2m jump d", "dppdc", "dppcp"},
		{"paused", "0s start; 1m pause; 2m jump d", "dsssc", "cpppp"},
		{"to the current phase", "0s start; !1m jump a; 2m next", "dcppp", "cpppp"},
		{"to what the plan lacks", "0s start; !1m jump b/3; !1m jump e; 2m next", "dcppp", "cpppp"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := played(t, plan, c.script)
			stage := s.Stage()
			if got := statuses(s); got != c.want {
				t.Fatalf("%s, want %s", got, c.want)
			}
			play(t, s, "10m undo")
			if got := statuses(s); got != c.undone || s.Stage() != stage {
				t.Errorf("after one undo %s and %v, want %s and %v", got, s.Stage(), c.undone, stage)
			}
		})
	}
}

// What a report reads is exact: the phase gone to is not among those dropped.
func TestJumpEvent(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 5m; b 5m 5m; c 5m; d 5m"), "0s start; 1m next")
	e, err := run.Decide(s, command([]string{"jump", "d"}), instant("2m"))
	want := run.Moved{At: instant("2m"), By: run.CmdGoto, Left: run.Done, Skipped: []int{2, 3}, To: 4}
	if err != nil || !reflect.DeepEqual(e, want) {
		t.Errorf("%+v (%v), want %+v", e, err, want)
	}
}

func TestJumpOutsideTheSession(t *testing.T) {
	plan := planOf(time.Hour, "a 5m; b 5m; c 5m")
	played(t, plan, "!0s jump c; 0s start; 1m jump c; 2m next; !2m jump a")
}

func TestNextAndJumpedOver(t *testing.T) {
	plan := planOf(time.Hour, "a 5m; b 5m 5m; c 5m; d 5m")
	const none = "-"
	for script, want := range map[string][2]string{ // the next, and what was jumped over
		"":                                      {none, ""},
		"0s start":                              {"b/1", ""},
		"0s start; 1m pause":                    {"b/1", ""},
		"0s start; 1m goto c":                   {"d/1", "b/1 b/2 "},
		"0s start; 1m goto d":                   {"b/1", "b/1 b/2 c/1 "}, // none is left after it
		"0s start; 1m jump d":                   {none, ""},
		"0s start; 1m goto c; 2m next":          {"b/1", "b/1 b/2 "},
		"0s start; 1m goto d; 2m next":          {"b/2", ""},
		"0s start; 1m goto d; 2m back":          {"d/1", "b/1 b/2 "},
		"0s start; 1m skip; 2m back":            {"b/1", ""}, // back leaves b/1 pending again
		"0s start; 1m next; 2m back; 3m goto c": {"d/1", "b/1 b/2 "},
		"0s start; 1m finish":                   {none, ""}, // not reached is not jumped over
	} {
		s := played(t, plan, script)
		next := none
		if p := s.Next(); p != run.NoPhase {
			next = s.Name(p)
		}
		over := ""
		for _, p := range s.JumpedOver() {
			over += s.Name(p) + " "
		}
		if next != want[0] || over != want[1] {
			t.Errorf("after %q: next %s, jumped over %q, want %q", script, next, over, want)
		}
		if s.Stage() != run.Running {
			continue
		}
		play(t, s, "10m next")
		if p := s.Current(); (p == run.NoPhase) != (next == none) || (p != run.NoPhase && s.Name(p) != next) {
			t.Errorf("after %q next was to be %s, and was %d", script, next, p)
		}
	}
}
