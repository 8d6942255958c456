package run_test

import (
	"fmt"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// A plan's own cues take the place of the usual ones, the nearest list; zero and
// the minutes over stay, and what waits is told of before it begins.
func TestOwnCues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, plan, activity, phase, now, want string }{
		{"usual", "", "", "", "4m", "1m left"},
		{"the plan's", "cues: [3m]", "", "", "2m", "3m left"},
		{"the activity's before the plan's", "cues: [3m]", ", cues: [2m]", "", "2m", "-"},
		{"the activity's", "cues: [3m]", ", cues: [2m]", "", "3m", "2m left"},
		{"the phase's before the activity's", "", ", cues: [2m]", ", cues: [90s]", "3m30s", "1m30s left"},
		{"an empty list is none", "", "", ", cues: []", "4m", "-"},
		{"but zero stays", "", "", ", cues: []", "5m", "0s left"},
		{"and a minute over", "", "", ", cues: []", "6m", "-1m0s left"},
		{"with words", "", "", ", cues: [{left: 1m, text: last point}]", "4m", "1m left: last point"},
		{"after so much time", "", "", ", cues: [{after: 2m, text: swap partners}]", "2m10s", "2m in: swap partners"},
		{"not before", "", "", ", cues: [{after: 2m, text: swap partners}]", "1m59s", "-"},
		{"nor for long", "", "", ", cues: [{after: 2m, text: swap partners}]", "2m20s", "-"},
		{"the newest of two", "", "", ", cues: [{after: 2m, text: one}, {after: 2m5s, text: two}]", "2m6s", "2m5s in: two"},
		{"whatever their order", "", "", ", cues: [{after: 2m5s, text: two}, {after: 2m, text: one}]", "2m6s", "2m5s in: two"},
		{"longer than the phase", "", "", ", cues: [6m]", "0s", "-"},
	} {
		source := "title: T\nduration: 1h\n" + c.plan + "\nactivities:\n  - {id: a, title: A" + c.activity +
			", phases: [{duration: 5m" + c.phase + "}, {duration: 5m}]}\n"
		plan, problems := session.Load("p.yaml", []byte(source))
		if plan == nil {
			t.Fatal(problems)
		}
		if got := cueWords(played(t, plan, "0s start"), instant(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// Time that was spent in a pause is none of the phase's.
func TestCueAfterAPause(t *testing.T) {
	t.Parallel()
	plan, problems := session.Load("p.yaml", []byte("title: T\nduration: 1h\nactivities:\n  - {id: a, title: A, duration: 5m, cues: [{after: 2m}]}\n"))
	if plan == nil {
		t.Fatal(problems)
	}
	s := played(t, plan, "0s start; 1m pause; 4m resume")
	for now, want := range map[string]string{"3m": "-", "4m59s": "-", "5m": "2m in"} {
		if got := cueWords(s, instant(now)); got != want {
			t.Errorf("at %s: %s, want %s", now, got, want)
		}
	}
}

func TestCuesOfWhatWaits(t *testing.T) {
	t.Parallel()
	plan := planOf(time.Hour, "a 5m; b 10m at=10:20")
	s := played(t, plan, "0s start; 5m next")
	for now, want := range map[string]string{
		"14m59s": "-", "15m": "5m to begin", "15m20s": "-", "18m": "2m to begin", "19m5s": "1m to begin", "20m": "-",
		"25m": "5m left", "28m": "2m left",
	} {
		if got := cueWords(s, instant(now)); got != want {
			t.Errorf("at %s: %s, want %s", now, got, want)
		}
	}
}

func cueWords(s *run.State, now time.Time) string {
	c, ok := s.Cue(now)
	if !ok {
		return "-"
	}
	text := fmt.Sprintf("%s left", short(c.Left))
	switch {
	case c.After > 0:
		text = short(c.After) + " in"
	case c.Waits:
		text = short(c.Left) + " to begin"
	}
	if c.Text != "" {
		text += ": " + c.Text
	}
	return text
}

func short(d time.Duration) string {
	if d > 0 && d%time.Minute == 0 {
		return fmt.Sprintf("%dm", d/time.Minute)
	}
	return d.String()
}
