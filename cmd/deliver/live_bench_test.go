package deliver

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// stalls opens streams and never reads from them.
func stalls(t testing.TB, s *stage, n int) {
	t.Helper()
	host := strings.TrimSuffix(strings.TrimPrefix(s.live.Address(), "http://"), "/")
	for range n {
		c, err := net.Dial("tcp", strings.Replace(host, "localhost", "127.0.0.1", 1))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		if err := c.(*net.TCPConn).SetReadBuffer(1); err != nil { // as small as the system allows
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(c, "GET /events HTTP/1.1\r\nHost: %s\r\n\r\n", host); err != nil {
			t.Fatal(err)
		}
	}
}

// crowd is many displays that read, and a few that do not.
func crowd(t testing.TB, s *stage, displays, stalled int) {
	t.Helper()
	before, _ := s.live.Watching()
	for range displays {
		answer, err := http.Get(s.live.Address() + "events")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { answer.Body.Close() })
		go func() { _, _ = io.Copy(io.Discard, answer.Body) }()
	}
	stalls(t, s, stalled)
	eventually(t, "all are connected", func() bool { n, _ := s.live.Watching(); return n == before+displays+stalled })
}

// TestCrowd has many displays follow, and some that stall: whatever they do,
// one that reads sees the last of many keys, and what they cost does not grow
// with what they missed.
func TestCrowd(t *testing.T) {
	t.Parallel()
	plan := stagePlan(t)
	for i := range plan.Activities {
		for j := range plan.Activities[i].Phases {
			plan.Activities[i].Phases[j].Question = strings.Repeat("long ", 8000) // it fills the buffers of those who stall
		}
	}
	s := newStage(t, plan, anyPort, nil)
	page := follow(t, s.roomURL()+"events", nil)
	eventually(t, "the page is connected", func() bool { n, _ := s.live.Watching(); return n == 1 })
	crowd(t, s, timertest.Amount(60, 199), 5)
	s.press("enter", "n")
	for range 150 {
		s.take(key('b'))
	}
	s.take(key('+'))
	s.take(key('p'))
	page.until("the last of them", func(scene string) bool {
		return strings.Contains(scene, `"paused":true`) && strings.Contains(scene, "long long")
	})
	if goroutines := runtime.NumGoroutine(); goroutines > 5000 {
		t.Errorf("%d goroutines", goroutines)
	}
}

// BenchmarkKey is a key that shows the room something new, with nobody
// following and with many who do.
func BenchmarkKey(b *testing.B) {
	for name, displays := range map[string]int{"no screen": -1, "no display": 0, "200 displays and 5 stalled": 200} {
		b.Run(name, func(b *testing.B) {
			s := newStage(b, stagePlan(b), anyPort, &run.Gather{People: 18, Groups: 4})
			if displays >= 0 {
				s.roomURL()
			}
			if displays > 0 {
				crowd(b, s, displays, 5)
			}
			s.press("enter", "pgdown")
			var took []time.Duration
			for b.Loop() {
				began := time.Now()
				s.take(key('p'))
				took = append(took, time.Since(began))
				time.Sleep(5 * time.Millisecond) // nobody presses keys faster
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapInuse+m.StackInuse)/(1<<20), "MB")
		})
	}
}
