package room

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"facilitate/session/run"
)

// handset is a phone that was let in.
type handset struct {
	t      *testing.T
	r      *Remote
	cookie string
}

func pair(t *testing.T, r *Remote, token string) handset {
	t.Helper()
	cookie, status := let(t, r, token)
	if status != 200 {
		t.Fatalf("not let in: %d", status)
	}
	return handset{t, r, cookie}
}

func (h handset) tap(seq int, action Action) (int, string) {
	h.t.Helper()
	answer, text := ask(h.t, h.r.Port(), request{"POST", "/do", h.r.host(), h.cookie + asJSON, fmt.Sprintf(`{"seq":%d,"action":%q}`, seq, action)})
	return answer.StatusCode, text
}

// follow opens the phone's stream.
func (h handset) follow() *display {
	h.t.Helper()
	ask, err := http.NewRequest("GET", h.r.Address()+"events", nil)
	if err != nil {
		h.t.Fatal(err)
	}
	name, value, _ := strings.Cut(strings.TrimSpace(h.cookie), ": ")
	ask.Header.Set(name, value)
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		h.t.Fatal(err)
	}
	if answer.StatusCode != 200 {
		h.t.Fatal(answer.Status)
	}
	h.t.Cleanup(func() { answer.Body.Close() })
	return newDisplay(h.t, answer.Body)
}

// TestDoubleTap sends the same tap from many goroutines at once.
func TestDoubleTap(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var did []Action
	r := remoteFor(t, func(a Action) string {
		mu.Lock()
		defer mu.Unlock()
		did = append(did, a)
		return fmt.Sprintf("step %d", len(did))
	})
	h := pair(t, r, tokenOf(r.NewToken()))
	for seq := 1; seq <= 5; seq++ {
		var wait sync.WaitGroup
		for range 8 {
			wait.Go(func() {
				status, text := h.tap(seq, NextNote)
				if want := fmt.Sprintf(`{"told":"step %d","seq":%d}`, seq, seq+1); status != 200 || text != want {
					t.Errorf("%d %s, want %s", status, text, want)
				}
			})
		}
		wait.Wait()
	}
	if len(did) != 5 {
		t.Errorf("%d steps, not 5", len(did))
	}
	// One whose answer was lost, and then another button.
	if status, text := h.tap(5, Pause); status != 409 || !strings.Contains(text, `"seq":6`) {
		t.Errorf("%d %s", status, text)
	}
	// Another phone counts for itself.
	other := pair(t, r, tokenOf(r.NewToken()))
	if status, text := other.tap(1, Pause); status != 200 || !strings.Contains(text, `"seq":2`) {
		t.Errorf("%d %s", status, text)
	}
}

// TestFailedTap is an action that breaks: it is told, and not done again.
func TestFailedTap(t *testing.T) {
	t.Parallel()
	failed := make(chan error, 1)
	times := 0
	r := NewRemote(RemoteOptions{
		Address: netip.MustParseAddr("127.0.0.1"), Failed: func(err error) { failed <- err },
		Do: func(Action) string { times++; panic("planted") },
	})
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	h := pair(t, r, tokenOf(r.NewToken()))
	tap := func() (*http.Response, error) {
		ask, err := http.NewRequest("POST", r.Address()+"do", strings.NewReader(`{"seq":1,"action":"pause"}`))
		if err != nil {
			t.Fatal(err)
		}
		name, value, _ := strings.Cut(strings.TrimSpace(h.cookie), ": ")
		ask.Header.Set(name, value)
		ask.Header.Set("Content-Type", "application/json")
		return http.DefaultClient.Do(ask)
	}
	if _, err := tap(); err == nil {
		t.Error("it was answered")
	}
	if err := <-failed; !strings.Contains(err.Error(), "planted") {
		t.Error(err)
	}
	answer, err := tap()
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if text, _ := io.ReadAll(answer.Body); answer.StatusCode != 200 || !strings.Contains(string(text), "failed") {
		t.Errorf("%d %s", answer.StatusCode, text)
	}
	if times != 1 {
		t.Errorf("it was done %d times", times)
	}
}

// TestRevoke turns everyone away.
func TestRevoke(t *testing.T) {
	t.Parallel()
	r := remoteFor(t, func(Action) string { return "done" })
	if _, status := let(t, r, ""); status != 403 {
		t.Errorf("no token before one was given out: %d", status)
	}
	token := tokenOf(r.NewToken())
	h, second := pair(t, r, token), pair(t, r, token)
	page, other := h.follow(), second.follow()
	h.follow() // the same phone once more
	if n := r.Connected(); n != 2 {
		t.Errorf("%d phones are connected", n)
	}
	r.Publish(Phone{At: tenOClock, Title: "A walk"})
	page.next()
	r.Revoke()
	for _, d := range []*display{page, other} {
		if _, err := io.ReadAll(d.in); err != nil {
			t.Errorf("a stream did not end: %v", err)
		}
	}
	if n := r.Connected(); n != 0 {
		t.Errorf("%d phones are connected", n)
	}
	if status, _ := h.tap(1, Pause); status != 401 {
		t.Errorf("a tap after it: %d", status)
	}
	if _, status := let(t, r, token); status != 403 {
		t.Errorf("the old token: %d", status)
	}
	again := tokenOf(r.NewToken())
	if again == token {
		t.Error("the token is the old one")
	}
	pair(t, r, again)
	if status, _ := h.tap(1, Pause); status != 401 {
		t.Errorf("the old cookie with a new token about: %d", status)
	}
	// A newer token takes the place of one that was given out, and phones stay in.
	in := pair(t, r, again)
	newest := tokenOf(r.NewToken())
	if _, status := let(t, r, again); status != 403 {
		t.Errorf("a token replaced: %d", status)
	}
	if status, _ := in.tap(1, Pause); status != 200 {
		t.Errorf("a phone that was in: %d", status)
	}
	pair(t, r, newest)
}

// patient is an answer that is kept, whatever time it may take.
type patient struct{ *httptest.ResponseRecorder }

func (patient) SetReadDeadline(time.Time) error { return nil }

// TestRevokedWhileWaiting is a tap that was let in and waits for another one
// while all are turned away: it is not carried out.
func TestRevokedWhileWaiting(t *testing.T) {
	t.Parallel()
	times := 0
	r := NewRemote(RemoteOptions{Do: func(Action) string { times++; return "done" }})
	secret, ok := r.entry.admit(r.entry.newToken())
	if !ok {
		t.Fatal("not let in")
	}
	waiting := r.entry.phone(secret)
	r.doing <- struct{}{} // another tap is under way
	answered := make(chan int)
	go func() {
		tap := httptest.NewRequest("POST", "/do", strings.NewReader(`{"seq":1,"action":"pause"}`))
		tap.Header.Set("Content-Type", "application/json")
		w := patient{httptest.NewRecorder()}
		r.do(w, tap, waiting)
		answered <- w.Code
	}()
	r.Revoke()
	<-r.doing
	if status := <-answered; status != 401 || times != 0 {
		t.Errorf("%d, %d steps", status, times)
	}
	// So is one that was about to follow.
	w := httptest.NewRecorder()
	r.stream.serve(w, httptest.NewRequest("GET", "/events", nil), waiting, hello{1})
	if w.Code != 401 || r.Connected() != 0 {
		t.Errorf("it follows still: %d, %d are connected", w.Code, r.Connected())
	}
}

// TestTries waits out wrong tries on a clock of its own.
func TestTries(t *testing.T) {
	t.Parallel()
	tries := newTries()
	now := tenOClock
	for i := range mostWrong {
		if !tries.allows("a", now) {
			t.Errorf("try %d is refused", i+1)
		}
		tries.remember("a", now)
		now = now.Add(time.Second)
	}
	if tries.allows("a", now) || !tries.allows("b", now) {
		t.Error("too many tries are not held up, or those of others are")
	}
	if now = tenOClock.Add(wrongWhile); !tries.allows("a", now) {
		t.Error("a minute later it is still refused")
	}
	for i := range 3 * mostTriers {
		tries.remember(fmt.Sprint(i), now)
	}
	if n := len(tries.from); n > mostTriers {
		t.Errorf("%d addresses are remembered", n)
	}
}

func TestWrongTokens(t *testing.T) {
	t.Parallel()
	r := remoteFor(t, nil)
	token := tokenOf(r.NewToken())
	for i, wrong := range []string{"", "x", token[1:], token + "A", strings.ToLower(token) + "_"} {
		if _, status := let(t, r, wrong); status != 403 {
			t.Errorf("wrong token %d: %d", i, status)
		}
	}
	if _, status := let(t, r, token); status != 429 {
		t.Errorf("after too many wrong ones: %d", status)
	}
}

// TestManyPhones lets in no more than there is room for.
func TestManyPhones(t *testing.T) {
	t.Parallel()
	e := newEntry()
	token := e.newToken()
	for range mostPhones {
		if _, ok := e.admit(token); !ok {
			t.Fatal("not let in")
		}
	}
	if _, ok := e.admit(token); ok {
		t.Error("there is always room")
	}
}

func TestRemoteStart(t *testing.T) {
	t.Parallel()
	for _, o := range []RemoteOptions{
		{},
		{Address: netip.IPv4Unspecified()},
		{Address: netip.MustParseAddr("127.0.0.1"), Port: 70000},
		{Address: netip.MustParseAddr("192.0.2.1")}, // not this computer's
	} {
		if err := NewRemote(o).Start(); err == nil {
			t.Errorf("%v is served", o)
		}
	}
}

func TestPhones(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		view PhoneView
		do   func(d *delivery)
		want string
	}{
		{"before", PhoneView{Verdict: "ends 10:30"}, func(*delivery) {}, `{"stage":"ready","title":"A walk","verdict":"ends 10:30"}`},
		{
			"a note",
			PhoneView{},
			func(d *delivery) { d.say("start"); d.pass(time.Minute) },
			`{"stage":"running","title":"A walk","activity":"Out","phase":"Look","clock":{"left_ms":240000,"runs":true,"amber_ms":120000},"ends":"10:25","out":"10:30",` +
				`"note":{"kind":"Say","text":"\u003cp dir=\"auto\"\u003ehello\u003c/p\u003e\n","number":1,"of":3},"next":"Slide: First","then":"Jumped"}`,
		},
		{
			"over time, at the last note",
			PhoneView{Blank: true},
			func(d *delivery) { d.say("start"); d.say("goto", "out/3"); d.place(1); d.pass(7 * time.Minute) },
			`{"stage":"running","title":"A walk","activity":"Out","phase":"Talk","clock":{"left_ms":-120000,"runs":true,"amber_ms":120000},"ends":"10:22","out":"10:30",` +
				`"note":{"kind":"Slide","text":"\u003cp dir=\"auto\"\u003eSecond\u003c/p\u003e\n\u003cp dir=\"auto\"\u003ePicture: A tree\u003c/p\u003e\n","number":2,"of":2},"cue":"2 MIN OVER TIME","next":"then Back","then":"Back","blank":true}`,
		},
		{
			"paused at the last phase",
			PhoneView{Turn: &PhoneTurn{Group: "B", Number: 2, Of: 4}},
			func(d *delivery) {
				d.say("start")
				d.do(run.Goto{To: "back", Drop: true})
				d.say("pause")
			},
			`{"stage":"paused","title":"A walk","activity":"Back","clock":{"left_ms":600000,"runs":false},"ends":"10:10","out":"10:30",` +
				`"note":{"kind":"Say","text":"\u003cp dir=\"auto\"\u003ebye\u003c/p\u003e\n","number":1,"of":1},"next":"the end","turn":{"group":"B","number":2,"of":4}}`,
		},
		{"after", PhoneView{}, func(d *delivery) { d.say("start"); d.say("finish") }, `{"stage":"finished","title":"A walk"}`},
	} {
		d := deliver(t, load(t, smallPlan))
		test.do(d)
		test.view.Zone = time.UTC
		if got := toJSON(t, PhoneOf(d.state, d.now, test.view)); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestNextNotes writes every note of the shipped plan on one line.
func TestNextNotes(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	for _, a := range plan.Activities {
		for _, ph := range a.Phases {
			for i := range ph.Notes {
				line := noteLine(plan, &ph.Notes[i])
				if len([]rune(line)) > len(ph.Notes[i].Kind.Word())+len(": ")+mostNext || strings.Contains(line, "\n") || strings.HasSuffix(line, ": ") || strings.HasPrefix(line, ":") {
					t.Errorf("%s: %q", a.ID, line)
				}
			}
		}
	}
}
