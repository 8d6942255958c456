package run_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// gapsOf writes all gaps that are recorded by where they begin, and after "|"
// the one that would be taken out next.
func gapsOf(s *run.State, now time.Time) string {
	var b strings.Builder
	for i, g := range s.Gaps() {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(offset(g.Begin))
	}
	next := "-"
	if g, ok := s.Excludable(now); ok {
		next = offset(g.Begin)
	}
	return fmt.Sprintf("%s|%s", &b, next)
}

func TestExcludable(t *testing.T) {
	plan := planOf(time.Hour, "a 10m; b 10m")
	for _, c := range []struct{ name, script, now, want string }{
		{"none", "0s start", "5m", "|-"},
		{"before the start", "0s sleep 1m", "5m", "0s|-"},
		{"ended before the start", "0s sleep 1m; 2m start", "5m", "0s|-"},
		{"touches the start", "0s sleep 2m; 2m start", "5m", "0s|-"},
		{"reaches over the start", "0s sleep 2m; 2m start; 3m backdate 1s", "5m", "0s|0s"},
		{"one", "0s start; 1m sleep 2m", "5m", "1m|1m"},
		{"the newest", "0s start; 1m sleep 1m; 3m sleep 1m", "5m", "1m 3m|3m"},
		{"then the one before", "0s start; 1m sleep 1m; 3m sleep 1m; 4m exclude-gap", "5m", "1m 3m|1m"},
		{"then none", "0s start; 1m sleep 1m; 3m sleep 1m; 4m exclude-gap; 4m exclude-gap; !4m exclude-gap", "5m", "1m 3m|-"},
		{"put back by undo", "0s start; 1m sleep 1m; 3m sleep 1m; 4m exclude-gap; 5m undo", "5m", "1m 3m|3m"},
		{"a newer one after one taken out", "0s start; 1m sleep 1m; 2m exclude-gap; 3m sleep 1m", "5m", "1m 3m|3m"},
		{"in a pause", "0s start; 1m pause; 2m sleep 1m", "5m", "2m|2m"},
		{"in another phase", "0s start; 1m sleep 1m; 3m next", "5m", "1m|1m"},
		{"within the session that ended", "0s start; 1m sleep 1m; 3m finish", "5m", "1m|1m"},
		{"after the end", "0s start; 3m finish; 4m sleep 1m", "5m", "4m|-"},
		{"touches the end", "0s start; 3m finish; 3m sleep 1m", "5m", "3m|-"},
		{"reaches over the end", "0s start; 2m sleep 2m; 4m finish; 4m backdate 1m", "5m", "2m|2m"},
		{"cut off by the end", "0s start; 2m sleep 2m; 4m finish; 4m backdate 2m", "5m", "2m|-"},
		{"cut off, so the one before", "0s start; 1m sleep 30s; 2m sleep 2m; 4m finish; 4m backdate 2m", "5m", "1m 2m|1m"},
		{"after the end that was undone", "0s start; 3m finish; 4m sleep 1m; 5m undo", "6m", "4m|4m"},
		{"start undone", "0s start; 1m sleep 1m; 3m undo", "5m", "1m|-"},
	} {
		s := played(t, plan, c.script)
		if got := gapsOf(s, instant(c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// What is shown as the next gap is the one that is taken out.
func TestExcludableIsTakenOut(t *testing.T) {
	t.Parallel()
	forEachStep(t, func(w *walk, c run.Command) {
		_ = w.do(c)
		gap, ok := w.state.Excludable(w.now)
		before := w.state.Paused(w.now)[run.GapKind]
		begin, _ := w.state.StartedAt()
		end, ended := w.state.EndedAt()
		if !ended {
			end = w.now
		}
		err := w.do(run.ExcludeGap{})
		if ok != (err == nil) {
			w.failf("a gap is shown: %v; it is taken out: %v", ok, err)
		}
		if !ok {
			return
		}
		want := earlier(gap.End, end).Sub(later(gap.Begin, begin))
		if got := w.state.Paused(w.now)[run.GapKind] - before; got != want || got <= 0 {
			w.failf("%v was taken out of a gap from %s to %s, want %v", got, offset(gap.Begin), offset(gap.End), want)
		}
	})
}

// The list is the caller's to keep.
func TestGapsAreACopy(t *testing.T) {
	s := played(t, planOf(time.Hour, "a 10m"), "0s start; 1m sleep 1m")
	s.Gaps()[0].Begin = zero
	if got := s.Gaps()[0]; got != (run.Gap{Begin: instant("1m"), End: instant("2m"), Cause: "sleep"}) {
		t.Errorf("the gap is %+v", got)
	}
}
