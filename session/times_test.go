package session_test

import (
	"strings"
	"testing"

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
		times := p.TimesFrom(start)
		var got []string
		for _, at := range times.Begin {
			got = append(got, times.Clock(at))
		}
		if text := strings.Join(got, " ") + ", to " + times.Clock(times.Last); text != c.want {
			t.Errorf("from %q with B at %s: %s, not %s", c.start, c.fixed, text, c.want)
		}
	}
}
