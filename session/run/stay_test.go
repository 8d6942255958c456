package run_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// How fixed activities began: the promised time, when it was come to, and when
// it began.
func TestBeginnings(t *testing.T) {
	t.Parallel()
	plan := planOf(2*time.Hour, "a 10m; b 5m 5m at=10:30; c 10m; d 5m at=11:00")
	for _, c := range []struct{ name, script, now, want string }{
		{"not come to", "0s start", "40m", ""},
		{"waiting", "0s start; 20m next", "29m", ""},
		{"waited", "0s start; 20m next", "30m", "b 30m 20m 30m"},
		{"late", "0s start; 33m next", "34m", "b 30m 33m 33m"},
		{"left while it waited, and come to again", "0s start; 20m next; 25m back; 31m next", "32m", "b 30m 31m 31m"},
		{"begun early", "0s start; 20m next; 22m begin", "40m", "b 30m 20m 22m"},
		{"taken early", "0s start; 20m take b", "21m", "b 30m 20m 20m"},
		{"taken late", "0s start; 31m take b; 35m next; 36m next", "37m", "b 30m 31m 31m"},
		{"fixed later while it waits", "0s start; 20m next; 22m fix b 2000-01-03T10:35:00Z", "36m", "b 35m 20m 35m"},
		{"fixed later once it has begun", "0s start; 20m next; 31m fix b 2000-01-03T10:35:00Z", "34m", ""},
		{"fixed again once it was begun", "0s start; 20m next; 22m begin; 23m fix b 2000-01-03T10:25:00Z", "26m", "b 25m 22m 25m"},
		{"fixed no more", "0s start; 1m fix b none; 20m next", "40m", ""},
		{"begun, and taken back", "0s start; 20m next; 22m begin; 23m undo", "25m", ""},
		{"left at its time, and that put earlier", "0s start; 20m next; 31m next; 32m backdate 2m", "33m", "b 30m 20m 29m"},
		{"two", "0s start; 20m next; 35m next; 36m next; 50m next; 1h1m finish", "2h", "b 30m 20m 30m, d 1h 50m 1h"},
		{"not at its first phase", "0s start; 35m goto b/2", "40m", ""},
	} {
		s := played(t, plan, c.script)
		var got []string
		for _, b := range s.Beginnings(instant(c.now)) {
			got = append(got, fmt.Sprintln(plan.Activities[b.Activity].ID, offset(b.At), offset(b.Arrival), offset(b.Began)))
		}
		if text := strings.ReplaceAll(strings.Join(got, ", "), "\n", ""); text != c.want {
			t.Errorf("%s: %s\nwant: %s", c.name, text, c.want)
		}
	}
}

// In a run of the first format nothing waits, and yet it was promised.
func TestBeginningsWithoutWaiting(t *testing.T) {
	t.Parallel()
	plan := planOf(2*time.Hour, "a 10m; b 5m 5m at=10:30")
	s := run.New(plan, run.Booking{Start: zero, NoWaiting: true})
	for _, e := range []run.Event{run.Started{At: zero}, run.Moved{At: at(20 * time.Minute), By: run.CmdNext, Left: run.Done, To: 1}} {
		s.Apply(e)
	}
	all := s.Beginnings(at(40 * time.Minute))
	if len(all) != 1 || !all[0].Began.Equal(at(20*time.Minute)) || all[0].Slack() != 10*time.Minute {
		t.Errorf("%+v", all)
	}
}

// What was taken in between: from when to when, out of which phase, and whether
// the session came back to it.
func TestAsides(t *testing.T) {
	t.Parallel()
	plan := planOf(2*time.Hour, "a 10m; b 5m 5m; c 10m; d 5m")
	for _, c := range []struct{ name, script, now, want string }{
		{"none", "0s start; 2m goto c", "3m", ""},
		{"under way", "0s start; 2m take c", "3m", "c from a/1 2m..3m open"},
		{"come back", "0s start; 2m take c; 5m next", "9m", "c from a/1 2m..5m back"},
		{"come back by back", "0s start; 2m take c; 5m back", "9m", "c from a/1 2m..5m back"},
		{"one in another", "0s start; 2m take b; 3m take d; 5m next; 6m next; 7m next", "9m", "b from a/1 2m..7m back, d from b/1 3m..5m back"},
		{"given up", "0s start; 2m take b; 3m take d; 5m goto c", "9m", "b from a/1 2m..5m, d from b/1 3m..5m"},
		{"ended in it", "0s start; 2m take c; 5m finish", "9m", "c from a/1 2m..5m"},
		{"taken back", "0s start; 2m take c; 5m undo", "9m", ""},
		{"moved", "0s start; 2m take c; 5m backdate 1m", "9m", "c from a/1 1m..9m open"},
	} {
		s := played(t, plan, c.script)
		var got []string
		for _, a := range s.Asides(instant(c.now)) {
			text := fmt.Sprintf("%s from %s %s..%s", s.Activity(a.To).ID, s.Name(a.From), offset(a.Begin), offset(a.End))
			for _, word := range []struct {
				yes bool
				is  string
			}{{a.Back, "back"}, {a.Open, "open"}} {
				if word.yes {
					text += " " + word.is
				}
			}
			got = append(got, text)
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%s: %s\nwant: %s", c.name, text, c.want)
		}
	}
}

// However a session goes, its stretches add up to what is charged: what was
// waited stands apart from what ran.
func TestStretchesAddUp(t *testing.T) {
	t.Parallel()
	forEachStep(t, func(w *walk, c run.Command) {
		if w.do(c) != nil {
			return
		}
		sums := map[run.PauseKind]time.Duration{}
		stretches := w.state.Stretches(w.now)
		for i := range stretches {
			st := &stretches[i]
			sums[st.Kind] += st.Lasted()
			if i > 0 && !st.Begin.Equal(stretches[i-1].End) {
				w.failf("a stretch begins %v after the one before it", st.Begin.Sub(stretches[i-1].End))
			}
		}
		for _, kind := range run.AllPauseKinds {
			if paused := w.state.Paused(w.now)[kind]; kind != run.GapKind && sums[kind] != paused {
				w.failf("the stretches of %s have %v, and %v is charged", kind, sums[kind], paused)
			}
		}
		began := slices.IndexFunc(w.state.Stays(w.now), func(v run.Stay) bool { return v.Begun.After(v.End) })
		if began >= 0 {
			w.failf("stay %d begins after its end", began)
		}
	})
}
