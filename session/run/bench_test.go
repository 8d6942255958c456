package run_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// deliver gives n commands, every third an undo, and sees each event. It never
// comes to the end.
func deliver(tb testing.TB, s *run.State, n int, see func(run.Event)) {
	tb.Helper()
	cycle := []run.Command{
		run.Next{},
		run.Extend{By: time.Second},
		run.Undo{},
		run.Pause{Kind: run.Question},
		run.Pause{Kind: run.Break},
		run.Undo{},
		run.Resume{},
		run.Back{},
		run.Undo{},
		run.Back{},
		run.Backdate{By: time.Second},
		run.Undo{},
	}
	give := func(c run.Command, now time.Time) {
		e, err := run.Decide(s, c, now)
		if err != nil {
			tb.Fatalf("%s: %v", c.Word(), err)
		}
		s.Apply(e)
		if see != nil {
			see(e)
		}
	}
	give(run.Start{}, zero)
	for i := range n - 1 {
		give(cycle[i%len(cycle)], at(time.Duration(i+1)*time.Second))
	}
}

func BenchmarkDecideApply(b *testing.B) {
	plan := planOf(90*time.Minute, "a 10m 10m; b 10m 10m 10m; c 10m; d 10m 10m optional; e 10m at=11:00")
	for _, n := range []int{5_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				deliver(b, run.New(plan, run.Booking{}), n, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/command")
		})
	}
}

func BenchmarkReplay(b *testing.B) {
	const n = 100_000
	plan := planOf(90*time.Minute, "a 10m 10m; b 10m 10m 10m; c 10m; d 10m 10m optional; e 10m at=11:00")
	var events []run.Event
	deliver(b, run.New(plan, run.Booking{}), n, func(e run.Event) { events = append(events, e) })
	b.ReportAllocs()
	for b.Loop() {
		s := run.New(plan, run.Booking{})
		for _, e := range events {
			s.Apply(e)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/event")
}

// late is a delivery of 20,000 phases in 5,000 activities, every other one
// optional, that is far too late.
func late(b *testing.B) (*run.State, time.Time) {
	var activities strings.Builder
	for i := range 5_000 {
		optional := ""
		if i%2 == 0 {
			optional = " optional"
		}
		fmt.Fprintf(&activities, "a%d 5m 10m 15m 20m%s;", i, optional)
	}
	plan := planOf(3_000*time.Hour, strings.TrimSuffix(activities.String(), ";"))
	return played(b, plan, "0s start; 30m next"), instant("31m")
}

func BenchmarkProjectedEnd(b *testing.B) {
	s, now := late(b)
	b.ReportAllocs()
	for b.Loop() {
		s.ProjectedEnd(now)
	}
}

func BenchmarkRecoveries(b *testing.B) {
	s, now := late(b)
	if s.InHand(now) >= 0 {
		b.Fatal("nothing is to be recovered")
	}
	b.ReportAllocs()
	for b.Loop() {
		s.Recoveries(now)
	}
}
