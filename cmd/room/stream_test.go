package room

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/timer/timertest"
)

// stall opens streams and never reads from them.
func stall(t testing.TB, s *Server, n int) {
	t.Helper()
	for range n {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.Port()))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { c.Close() })
		if err := c.(*net.TCPConn).SetReadBuffer(1); err != nil { // as small as the system allows
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(c, "GET /events HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", s.Port()); err != nil {
			t.Fatal(err)
		}
	}
}

// connectAll opens many streams.
func connectAll(t testing.TB, s *Server, n int) []*display {
	t.Helper()
	all := make([]*display, n)
	for i := range all {
		all[i] = connect(t, s.URL())
	}
	return all
}

// numbered is a scene large enough to fill the buffers of one who does not read.
func numbered(n int) Scene {
	return Scene{At: tenOClock, Page: WorkPage, Activity: fmt.Sprintf("number %d", n), Question: strings.Repeat("x", 40_000)}
}

// TestManyDisplays shows the last of many scenes to many displays, while a few
// do not read at all.
func TestManyDisplays(t *testing.T) {
	t.Parallel()
	// Every display may be told of every scene, where it is quicker than the test: so
	// no more of them than it takes to fill the buffers of who does not read.
	const stalled, scenes = 5, 30
	displays := timertest.Amount(100, 100)
	s := serve(t, Options{Now: func() time.Time { return tenOClock }, Patience: time.Hour})
	all := connectAll(t, s, displays)
	stall(t, s, stalled)
	for s.Displays() < displays+stalled {
		time.Sleep(time.Millisecond)
	}
	for i := range scenes {
		s.Publish(numbered(i))
	}
	want := toJSON(t, numbered(scenes-1))
	var wait sync.WaitGroup
	for _, d := range all {
		wait.Go(func() {
			for d.next() != want {
			}
		})
	}
	wait.Wait()
}

// stuck is a page's connection that takes nothing until it is given up.
type stuck struct {
	givenUp chan struct{}
	header  http.Header
}

func (s stuck) Header() http.Header              { return s.header }
func (s stuck) WriteHeader(int)                  {}
func (s stuck) SetWriteDeadline(time.Time) error { return nil }
func (s stuck) FlushError() error                { return nil }
func (s stuck) Write([]byte) (int, error)        { <-s.givenUp; return 0, io.ErrClosedPipe }

// TestNobodyIsWaitedFor publishes while pages take nothing: not a moment passes.
func TestNobodyIsWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		st := newStream(time.Now)
		givenUp := make(chan struct{})
		defer close(givenUp)
		for range 5 {
			go st.serve(stuck{givenUp, http.Header{}}, httptest.NewRequest(http.MethodGet, "/events", nil), nil, nil)
		}
		synctest.Wait()
		if n := st.count(false); n != 5 {
			t.Fatalf("%d pages listen", n)
		}
		began := time.Now()
		for i := range 200 {
			st.publish(numbered(i))
		}
		if took := time.Since(began); took > 0 {
			t.Errorf("to publish took %v: it waited for somebody", took)
		}
	})
}

// TestLatestWins publishes while nobody reads: the newest is all that is left.
func TestLatestWins(t *testing.T) {
	t.Parallel()
	st := newStream(time.Now)
	l, _ := st.join(nil)
	for i := range 1000 {
		st.publish(numbered(i))
	}
	if len(l.news) != 1 || cap(l.news) != 1 {
		t.Errorf("%d pieces of news wait, of %d", len(l.news), cap(l.news))
	}
	if got := st.current().(Scene).Activity; got != "number 999" {
		t.Errorf("%s is the newest", got)
	}
}

// TestSameIsNotSent publishes at every tick what pages count on by themselves.
func TestSameIsNotSent(t *testing.T) {
	t.Parallel()
	d := deliver(t, load(t, smallPlan))
	d.say("start")
	st := newStream(func() time.Time { return d.now })
	st.publish(d.scene(View{}))
	l, _ := st.join(nil)
	for range 900 {
		d.pass(time.Second)
		st.publish(d.scene(View{}))
	}
	if len(l.news) != 0 {
		t.Error("it was sent again")
	}
	d.place(1)
	st.publish(d.scene(View{}))
	if len(l.news) != 1 {
		t.Error("a change was not sent")
	}
}

// TestLateDisplay connects a while after a scene was published: its clock has
// gone on.
func TestLateDisplay(t *testing.T) {
	t.Parallel()
	d := deliver(t, load(t, smallPlan))
	d.say("start")
	var mu sync.Mutex
	s := serve(t, Options{Now: func() time.Time { mu.Lock(); defer mu.Unlock(); return d.now }})
	s.Publish(d.scene(View{}))
	mu.Lock()
	d.pass(100 * time.Second)
	mu.Unlock()
	if got := connect(t, s.URL()).next(); !strings.Contains(got, `"left_ms":200000`) {
		t.Error(got)
	}
}

// TestHeartbeats waits for one, and for what it says.
func TestHeartbeats(t *testing.T) {
	t.Parallel()
	for want, scene := range map[string]Scene{
		`{}`:                 {At: tenOClock, Page: BreakPage},
		`{"left_ms":240000}`: {At: tenOClock.Add(-time.Minute), Page: WorkPage, Clock: NewClock(5*time.Minute, true)},
		`{"left_ms":0}`:      {At: tenOClock.Add(-time.Hour), Page: WorkPage, Clock: NewClock(5*time.Minute, true)},
		`{"turn_ms":1000}`:   {At: tenOClock, Page: WorkPage, Round: &RoundScene{Clock: NewClock(time.Second, false)}},
		`{"left_ms":1000}`:   {At: tenOClock, Page: WorkPage, Round: &RoundScene{}, Clock: NewClock(time.Second, false)},
	} {
		if got := toJSON(t, heartbeatOf(scene, tenOClock)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := toJSON(t, heartbeatOf(nil, tenOClock)); got != "{}" {
		t.Error(got)
	}
	s := serve(t, Options{})
	page := connect(t, s.URL()) // nothing is published, and still it hears something
	for range 4 {
		line, err := page.in.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if line == "event: beat\n" {
			return
		}
	}
	t.Error("no heartbeat came")
}

func TestDisplays(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{})
	page := connect(t, s.URL())
	settle := func(want int) {
		t.Helper()
		for began := time.Now(); s.Displays() != want; time.Sleep(time.Millisecond) {
			if time.Since(began) > longEnough {
				t.Fatalf("%d displays, not %d", s.Displays(), want)
			}
		}
	}
	settle(1)
	connect(t, s.URL())
	settle(2)
	page.body.Close()
	settle(1)
}

// TestStart is a port that is taken, and one that is used again by the next
// program at once.
func TestStart(t *testing.T) {
	t.Parallel()
	port := clitest.FreePort(t)
	s := serve(t, Options{Port: port})
	if s.Port() != port || s.URL() != fmt.Sprintf("http://localhost:%d/", port) {
		t.Error(s.URL())
	}
	other := New(Options{Port: port})
	if err := other.Start(); err == nil || !strings.Contains(err.Error(), "taken") {
		t.Errorf("a port that is taken: %v", err)
	}
	page := connect(t, s.URL())
	if err := clitest.LetGo(s.Close); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(page.in); err != nil {
		t.Errorf("the stream did not end in order: %v", err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	connect(t, other.URL())
	if err := other.Start(); err == nil {
		t.Error("it started twice")
	}
	for _, port := range []int{-1, 65536} {
		if err := New(Options{Port: port}).Start(); err == nil {
			t.Errorf("port %d is served", port)
		}
	}
	if err := New(Options{}).Close(); err != nil {
		t.Errorf("closed without a start: %v", err)
	}
}

// TestOnlyThisComputer is a server that nobody else reaches.
func TestOnlyThisComputer(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{})
	if ip := s.web.listener.Addr().(*net.TCPAddr).IP.String(); ip != "127.0.0.1" {
		t.Errorf("it listens at %s", ip)
	}
}

// TestPanicsAreTold breaks what serves a page: the program goes on.
func TestPanicsAreTold(t *testing.T) {
	t.Parallel()
	failed := make(chan error, 1)
	s := serve(t, Options{Failed: func(err error) { failed <- err }, Now: func() time.Time { panic("planted") }})
	s.Publish(Scene{Page: BreakPage})
	if answer, err := http.Get(s.URL() + "events"); err == nil {
		_, err = io.ReadAll(answer.Body)
		answer.Body.Close()
		if err == nil {
			t.Error("the stream ended in order")
		}
	}
	if err := <-failed; !strings.Contains(err.Error(), "planted") {
		t.Error(err)
	}
	answer, err := http.Get(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != 200 {
		t.Error(answer.Status)
	}
	w := web{failed: func(err error) { failed <- err }}
	w.runSafely(func() error { panic("planted too") })
	if err := <-failed; !strings.Contains(err.Error(), "planted too") {
		t.Error(err)
	}
}

// TestFull is a stream with no more room.
func TestFull(t *testing.T) {
	t.Parallel()
	st := newStream(time.Now)
	for range mostListeners {
		st.join(nil)
	}
	if _, ok := st.join(nil); ok {
		t.Error("there is always room")
	}
}

// BenchmarkDisplays has 200 displays and 5 stalled ones see changes, and says
// when the slowest of a hundred has it.
func BenchmarkDisplays(b *testing.B) {
	const displays = 200
	s := serve(b, Options{})
	all := connectAll(b, s, displays)
	stall(b, s, 5)
	var took []time.Duration
	var mu sync.Mutex
	n := 0
	for b.Loop() {
		n++
		scene := Scene{At: time.Now(), Page: WorkPage, Activity: fmt.Sprint("number ", n), Question: strings.Repeat("x", 1000), Clock: NewClock(time.Hour, true)}
		name := fmt.Sprintf("number %d\"", n)
		began := time.Now()
		s.Publish(scene)
		var wait sync.WaitGroup
		for _, d := range all {
			wait.Go(func() {
				for !strings.Contains(d.next(), name) {
				}
				since := time.Since(began)
				mu.Lock()
				took = append(took, since)
				mu.Unlock()
			})
		}
		wait.Wait()
		for _, d := range all {
			d.sent.Reset()
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-p99")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-p50")
}

// BenchmarkPublish is what a tick costs that changes nothing.
func BenchmarkPublish(b *testing.B) {
	d := deliver(b, shipped(b))
	d.say("start")
	d.place(3)
	st := newStream(time.Now)
	for b.Loop() {
		d.pass(10 * time.Millisecond)
		st.publish(d.scene(View{}))
	}
}
