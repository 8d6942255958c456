package room

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"sync"
	"time"
)

const (
	// writePatience, unless another is asked for, is how long a listener may take for a message before it is
	// given up: one that stalls costs nobody else anything, but a connection.
	writePatience = 5 * time.Second
	// heartbeatEvery is how often a listener hears something in any case. A
	// page that hears nothing for three seconds says so.
	heartbeatEvery = time.Second
	// retryAfter is how soon a browser asks again when the stream breaks.
	retryAfter = 500 * time.Millisecond
	// mostListeners is far more than a room has screens.
	mostListeners = 1000
)

// content is what a stream tells: something to see, with clocks in it.
type content interface {
	at() time.Time
	clocks() []*Clock // nil is one that is not there
	// with is the same as of another instant, each of its clocks changed.
	with(at time.Time, change func(*Clock) *Clock) content
}

// countOn is what is to be seen as it is at now.
func countOn(c content, now time.Time) content {
	return c.with(now, func(clock *Clock) *Clock { return clock.after(now.Sub(c.at())) })
}

// stream tells its listeners what is to be seen now. There is no queue: whoever
// comes late, or is slow, sees the newest and misses what was before it.
type stream struct {
	now       func() time.Time
	mayListen func(who any) bool // whether somebody may listen still; nil: everybody may

	patience time.Duration // with a listener that takes no message

	mu        sync.Mutex
	newest    content // nil: nothing yet
	listeners map[*listener]struct{}
	closed    bool
}

// listener is a page that is told. Its one slot says that there is news, not what.
type listener struct {
	news chan struct{}
	gone chan struct{} // closed by the stream when it ends
	last any           // the last word, said then; nil where there is none
	who  any           // whose page it is
}

// newStream has nobody listening yet. Now tells instants; nil means time.Now.
func newStream(now func() time.Time) *stream {
	if now == nil {
		now = time.Now
	}
	return &stream{now: now, patience: writePatience, listeners: map[*listener]struct{}{}}
}

// publish makes this the newest and tells of it, unless it shows nothing new. It waits
// for no listener.
func (s *stream) publish(p content) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.newest != nil && sameContent(s.newest, p) {
		return
	}
	s.newest = p
	for l := range s.listeners {
		select {
		case l.news <- struct{}{}:
		default: // it has not taken the news before; it will see these instead
		}
	}
}

// sameContent is whether a page that counts on from one shows the other.
func sameContent(was, is content) bool {
	passed := is.at().Sub(was.at())
	before, after := was.clocks(), is.clocks()
	for i := range before {
		if !clocksAgree(before[i], passed, after[i]) {
			return false
		}
	}
	return reflect.DeepEqual(was.with(time.Time{}, (*Clock).withoutTime), is.with(time.Time{}, (*Clock).withoutTime))
}

// join adds a listener; false where there is no room for it.
func (s *stream) join(who any) (*listener, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.listeners) >= mostListeners {
		return nil, false
	}
	l := &listener{news: make(chan struct{}, 1), gone: make(chan struct{}), who: who}
	s.listeners[l] = struct{}{}
	return l, true
}

func (s *stream) leave(l *listener) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.listeners, l)
}

// drop ends all streams, with a last word where there is one.
func (s *stream) drop(last any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.listeners {
		l.last = last
		close(l.gone)
	}
	clear(s.listeners)
}

// close is drop, and lets nobody in again.
func (s *stream) close(last any) {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.drop(last)
}

// count is how many listen, those alike in who counted once where they are to be.
func (s *stream) count(once bool) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !once {
		return len(s.listeners)
	}
	all := map[any]bool{}
	for l := range s.listeners {
		all[l.who] = true
	}
	return len(all)
}

func (s *stream) current() content {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newest
}

// serve tells a page what is to be seen until it leaves, stalls or is dropped.
// It says hello first, where there is something to say.
func (s *stream) serve(w http.ResponseWriter, r *http.Request, who, hello any) {
	l, ok := s.join(who)
	if !ok {
		refuse(w, http.StatusServiceUnavailable, "too many screens are connected")
		return
	}
	defer s.leave(l)
	if s.mayListen != nil && !s.mayListen(who) { // turned away just before it joined
		refuse(w, http.StatusUnauthorized, "this page was turned away")
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := eventWriter{w, http.NewResponseController(w), s.patience}
	if out.write(fmt.Sprintf("retry: %d\n\n", retryAfter.Milliseconds())) != nil || hello != nil && out.event("hello", hello) != nil {
		return
	}
	beat := time.NewTicker(heartbeatEvery)
	defer beat.Stop()
	seen := s.current()
	if seen != nil && out.event("scene", countOn(seen, s.now())) != nil {
		return
	}
	for {
		var err error
		select {
		case <-l.news:
			seen = s.current()
			err = out.event("scene", countOn(seen, s.now()))
		case <-beat.C:
			err = out.event("beat", heartbeatOf(seen, s.now()))
		case <-l.gone:
			if l.last != nil {
				_ = out.event("out", l.last)
			}
			return
		case <-r.Context().Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// heartbeat says that the program is there, and what its clocks show.
type heartbeat struct {
	Left *int64 `json:"left_ms,omitempty"`
	Turn *int64 `json:"turn_ms,omitempty"`
}

func heartbeatOf(p content, now time.Time) (b heartbeat) {
	if p == nil {
		return b
	}
	clocks, passed := p.clocks(), now.Sub(p.at())
	if c := clocks[0].after(passed); c != nil {
		b.Left = &c.Left
	}
	if c := clocks[1].after(passed); c != nil {
		b.Turn = &c.Left
	}
	return b
}

// eventWriter writes server-sent events, each within its time.
type eventWriter struct {
	io.Writer
	rc       *http.ResponseController
	patience time.Duration
}

func (w eventWriter) event(name string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return w.write("event: " + name + "\ndata: " + string(text) + "\n\n")
}

func (w eventWriter) write(text string) error {
	if err := w.rc.SetWriteDeadline(time.Now().Add(w.patience)); err != nil {
		return err
	}
	if _, err := io.WriteString(w.Writer, text); err != nil {
		return err
	}
	return w.rc.Flush()
}
