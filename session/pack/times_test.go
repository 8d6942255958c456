package pack

import (
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/timer"
)

func TestTimes(t *testing.T) {
	t.Parallel()
	const plan = `
title: Walk
duration: 2h
activities:
  - {id: a, title: A, duration: 20m}
  - {id: b, title: B, at: "%s", phases: [{duration: 5m}, {duration: 10m}]}
  - {id: c, title: C, duration: 90s}
`
	for _, c := range []struct{ start, fixed, want string }{
		{"", "10:00", "0:00:00 0:20:00 0:25:00 0:35:00, to 0:36:30"},
		{"09:30", "10:00", "09:30:00 10:00:00 10:05:00 10:15:00, to 10:16:30"},
		{"09:50", "10:00", "09:50:00 10:10:00 10:15:00 10:25:00, to 10:26:30"},
		{"23:50", "00:30", "23:50:00 00:30:00 00:35:00 00:45:00, to 00:46:30"},
	} {
		p, problems := session.Load("plan.yaml", []byte(strings.Replace(plan, "%s", c.fixed, 1)))
		if p == nil {
			t.Fatal(problems)
		}
		var start *timer.TimeOfDay
		if c.start != "" {
			s, err := timer.ParseTimeOfDay(c.start)
			if err != nil {
				t.Fatal(err)
			}
			start = &s
		}
		times := newTimes(p, start)
		var got []string
		for _, at := range times.begin {
			got = append(got, times.clock(at))
		}
		if text := strings.Join(got, " ") + ", to " + times.clock(times.last); text != c.want {
			t.Errorf("from %q with B at %s: %s, not %s", c.start, c.fixed, text, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0 min", 45 * time.Second: "45 s", 5 * time.Minute: "5 min", 90 * time.Second: "1 min 30 s",
		90 * time.Minute: "1 h 30 min", 24 * time.Hour: "24 h",
	} {
		if got := strings.ReplaceAll(span(d), "\u00a0", " "); got != want {
			t.Errorf("%v is %q, not %q", d, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"2026-11-21": "21 November 2026", "2026-02-01": "1 February 2026", "soon": "soon"} {
		if got := date(text); got != want {
			t.Errorf("%s is %q, not %q", text, got, want)
		}
	}
}
