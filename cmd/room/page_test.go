package room

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/prose"
)

// shows wants texts to be read on the page, and others not to be.
func (p tab) shows(where string, wanted, unwanted []string) {
	p.t.Helper()
	text := wordsOf(p.text())
	for _, want := range wanted {
		if !strings.Contains(text, wordsOf(want)) {
			p.t.Errorf("%s: the page does not show %q but\n%s", where, want, p.text())
		}
	}
	for _, not := range unwanted {
		if strings.Contains(text, wordsOf(not)) {
			p.t.Errorf("%s: the page shows %q:\n%s", where, not, p.text())
		}
	}
}

// face is a time left as the page writes it.
func faceOf(d time.Duration) string {
	return strings.TrimPrefix(time.Time{}.Add(d).Format("04:05"), "0")
}

// TestPageFollowsDelivery looks at the page in every activity of the shipped
// plan.
func TestPageFollowsDelivery(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	d := deliver(t, plan)
	s := serve(t, Options{Plan: plan, Now: func() time.Time { return tenOClock }})
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL()))
	see := func(view View) {
		t.Helper()
		scene := d.scene(view)
		scene.At = tenOClock // for the server's clock stands
		p.see(s, scene)
	}
	see(View{})
	p.shows("before", []string{plan.Title, "begins 10:00"}, []string{"welcome"})
	d.say("start")
	slides, questions := 0, 0
	for here := range d.throughout() {
		activity, phase := d.state.Activity(here), d.state.Phases()[here].Plan
		name := d.state.Name(here)
		up := -1
		for note, n := range phase.Notes {
			if n.Kind != session.ShowSlide {
				continue
			}
			if up < 0 && note > 0 {
				if _, _, ok := SlideUp(d.state, d.now); !ok {
					see(View{})
					p.shows(name, []string{phase.Question}, []string{plan.Slide(n.Ref).Body})
				}
			}
			up = note
			d.place(note)
			see(View{})
			slides++
			slide := plan.Slide(n.Ref)
			p.shows(name, []string{slide.Title, activity.Title, phase.Question, "5:00"[1:]}, nil)
			for line := range strings.Lines(slide.Body) {
				p.shows(name, []string{line}, nil)
			}
		}
		see(View{})
		settings := []string{}
		if len(phase.Settings) == 1 {
			settings = append(settings, settingWords(phase.Settings, ""))
		}
		p.shows(name, append(settings, activity.Title, prose.Plain(phase.Question)), nil)
		if phase.Question != "" {
			questions++
		}
		if left := eval[string](p, `document.querySelector(".digits").textContent`); left != faceOf(phase.Duration) && left != faceOf(phase.Duration-time.Second) {
			t.Errorf("%s: the clock shows %s, not %s", name, left, faceOf(phase.Duration))
		}
		for other := range plan.Activities {
			if other > d.state.Phases()[here].Activity {
				if _, _, up := SlideUp(d.state, d.now); !up {
					p.shows(name, nil, []string{plan.Activities[other].Title})
				}
			}
		}
	}
	if slides != len(plan.Slides) || questions < 6 {
		t.Errorf("%d slides and %d questions were seen", slides, questions)
	}
	see(View{HideClock: true})
	if eval[bool](p, `!!document.querySelector(".clock")`) {
		t.Error("the clock is not hidden")
	}
	d.say("pause")
	see(View{})
	p.shows("paused", []string{"paused"}, nil)
	d.say("pause", "break")
	see(View{BackAt: tenOClock.Add(20 * time.Minute)})
	p.shows("break", []string{"Break", "back at 10:20"}, []string{"goodbye"})
	d.say("pause", "incident")
	see(View{})
	if text := p.text(); text != "A short break" {
		t.Errorf("of an incident the page says %q", text)
	}
	see(View{Blank: true})
	if text := p.text(); text != "" {
		t.Errorf("a blank page says %q", text)
	}
	d.say("finish")
	see(View{})
	p.shows("after", []string{"Thank you", plan.Title}, nil)
	if live := eval[string](p, `document.getElementById("live").textContent`); live != "Thank you" {
		t.Errorf("a screen reader hears %q", live)
	}
	p.see(s, Scene{At: tenOClock, Page: WorkPage, Quiz: NewQuizScene(plan, &plan.Quizzes[0], 0, false)})
	p.shows("quiz", []string{plan.Quizzes[0].Statements[0].Text, "1 of 8"}, []string{plan.Quizzes[0].Statements[0].Because})
	p.see(s, Scene{At: tenOClock, Page: WorkPage, Quiz: NewQuizScene(plan, &plan.Quizzes[0], 0, true)})
	p.shows("quiz", []string{plan.Quizzes[0].Statements[0].Text, "False", plan.Quizzes[0].Statements[0].Because}, nil)
}

// TestReconnecting takes the program away from the page, and brings it back at
// the same port. It needs real time, for the page's silence is measured in it.
func TestReconnecting(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	d := deliver(t, plan)
	d.say("start")
	s := serve(t, Options{Plan: plan, Port: clitest.FreePort(t), Now: func() time.Time { return tenOClock }})
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL()))
	p.see(s, d.scene(View{}))
	const lost = `!document.getElementById("lost").hidden`
	if eval[bool](p, lost) {
		t.Error("it says it is lost while it is not")
	}
	// Killed rather than closed: nobody says goodbye.
	if err := clitest.LetGo(s.web.server.Close); err != nil {
		t.Fatal(err)
	}
	p.until("it says that it is reconnecting", lost)
	p.knowsIn3Seconds()
	if dim := eval[string](p, `getComputedStyle(document.querySelector(".clock")).opacity`); dim == "1" {
		t.Error("the clock is not dimmed")
	}
	p.picture("reconnecting")
	// Something else answers at the port for a while: a browser gives up then by
	// itself.
	asked := make(chan bool, 100)
	other := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", s.Port()), Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "not here", http.StatusNotFound)
		asked <- true
	})}
	gone := make(chan error)
	go func() { gone <- other.ListenAndServe() }()
	<-asked
	if err := clitest.LetGo(other.Close); err != nil {
		t.Fatal(err)
	}
	<-gone
	again := New(Options{Plan: plan, Port: s.Port(), Now: func() time.Time { return tenOClock }})
	if err := again.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	d.say("pause", "break")
	again.Publish(d.scene(View{}))
	p.until("it is right again", `scene.page === "break" && document.getElementById("lost").hidden`)
}

// knowsIn3Seconds holds that a page which hears nothing says so within three
// seconds of it by its own clock, and not before it should have heard something,
// and that it asks again as soon as that.
func (p tab) knowsIn3Seconds() {
	p.t.Helper()
	lostAfter := func(silent string) bool {
		return eval[bool](p, `heard = now() - `+silent+`, tick(), !document.getElementById("lost").hidden`)
	}
	if lostAfter("1500") {
		p.t.Error("it says that it is reconnecting when a word was a little late")
	}
	if !lostAfter("2700") { // and it looks several times a second
		p.t.Error("it does not say that it is reconnecting")
	}
	if !eval[bool](p, `tried = now() - 3000, tick(), now() - tried < 1000`) {
		p.t.Error("it does not ask again")
	}
}

// TestThanksStay closes the program after the end: the page has nothing to wait
// for.
func TestThanksStay(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{})
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL()))
	p.see(s, Scene{Page: ThanksPage, Title: "A walk"})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	p.until("it notices that nobody is there", `now() - heard > SILENCE + 200`)
	if !eval[bool](p, `watch(), document.getElementById("lost").hidden`) {
		t.Error("it says that it is reconnecting after the end")
	}
}

// TestClockRuns compares the page's clock with what was published: it counts
// on from it, stops at zero, and chimes once.
func TestClockRuns(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{})
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL()))
	p.do(chromedp.Evaluate[chromedp.Void](`var chimes = 0; chime = () => { chimes++; }`))
	began := time.Now()
	scene := Scene{At: began, Page: WorkPage, Activity: "A", Clock: NewClock(1500*time.Millisecond, true)}
	p.see(s, scene)
	// What was left when the page heard of it last.
	left, passed := eval[float64](p, `left(clocks[0]) + now() - heard`), time.Since(began)
	if off := 1500 - left; off < -30 || off > float64(passed.Milliseconds())+30 {
		t.Errorf("%v after the start it had heard that %.0f ms are left", passed, left)
	}
	p.until("its time is up", `document.querySelector(".digits").textContent === "0:00" && document.querySelector(".clock.zero")`)
	if took := time.Since(began); took < 1400*time.Millisecond {
		t.Errorf("after %v already", took)
	}
	p.do(chromedp.Evaluate[chromedp.Void](`var zero = heard`))
	p.until("it hears heartbeats after the end", `heard - zero > 1500`)
	if got := eval[string](p, `document.querySelector(".digits").textContent + " " + chimes`); got != "0:00 1" {
		t.Errorf("the clock and the chimes: %s", got)
	}
	scene.Clock = NewClock(time.Minute, false)
	scene.At = time.Now()
	scene.Paused = true
	p.see(s, scene)
	if got := eval[string](p, `document.querySelector(".digits").textContent`); got != "1:00" {
		t.Errorf("paused at %s", got)
	}
	for ms, want := range map[string]string{"0": "0:00", "1000": "0:01", "1001": "0:01", "59500": "1:00", "300000": "5:00", "3599999": "1:00:00", "3661000": "1:01:01"} {
		if got := eval[string](p, "face("+ms+")"); got != want {
			t.Errorf("%s ms are written %s, not %s", ms, got, want)
		}
	}
}

// TestPageTakesNoCode gives the page markup that the program never sends.
func TestPageTakesNoCode(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{})
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL()))
	const evil = `<p onclick="x()" style="position:fixed" class="x" dir="rtl">a<script>window.bad = 1</script><img src=x onerror="window.bad = 1"><a href="javascript:x()">link</a></p><iframe src="//evil.com"></iframe><style>*{display:none}</style><svg onload="window.bad = 1"></svg>`
	p.see(s, Scene{Page: WorkPage, Activity: "<img src=x onerror='window.bad = 1'>", Question: "<b>q</b>", Slide: &Slide{Title: "<i>t</i>", Body: evil, Alt: evil}})
	if got := eval[string](p, `document.querySelector(".prose").innerHTML`); got != `<p dir="rtl">a</p>` {
		t.Errorf("the page took %s", got)
	}
	if eval[bool](p, `!!window.bad || !!document.querySelector("#page img, #page b b, #page i, #page a, #page script")`) {
		t.Error("the page took code")
	}
	p.shows("markup in a title", []string{"<i>t</i>"}, nil)
}

// TestKeys are those of the page, and those of a clicker that went astray.
func TestKeys(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{})
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL() + "?theme=dark"))
	p.see(s, Scene{Page: WorkPage, Activity: "A"})
	const paper = `getComputedStyle(document.body).backgroundColor`
	dark := eval[string](p, paper)
	p.do(chromedp.KeyEvent("t"))
	if light := eval[string](p, paper); light == dark {
		t.Error("t does not change between light and dark")
	}
	p.do(chromedp.KeyEvent("s"))
	if got := eval[string](p, `document.getElementById("sound").textContent + document.getElementById("sound").ariaPressed`); got != "Sound: ontrue" {
		t.Error(got)
	}
	if !eval[bool](p, `document.getElementById("hint").hidden`) {
		t.Error("there is a hint before its time")
	}
	p.do(chromedp.Evaluate[chromedp.Void](`dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", cancelable: true }))`))
	if eval[bool](p, `document.getElementById("hint").hidden`) {
		t.Error("a clicker's key gives no hint")
	}
}

// weighed counts the requests and the bytes of the answers.
type weighed struct {
	http.Handler
	requests, bytes atomic.Int64
}

type weighedWriter struct {
	http.ResponseWriter
	w *weighed
}

func (w *weighed) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.requests.Add(1)
	w.Handler.ServeHTTP(weighedWriter{out, w}, r)
}

func (w weighedWriter) Write(b []byte) (int, error) {
	w.w.bytes.Add(int64(len(b)))
	return w.ResponseWriter.Write(b)
}

func (w weighedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// weighedServer counts all that it is asked for.
func weighedServer(t testing.TB, o Options) (*Server, *weighed) {
	t.Helper()
	s := New(o)
	w := &weighed{Handler: guard{hosts: s.hosts, failed: func(error) {}, next: http.HandlerFunc(s.route)}}
	if err := s.web.start(netip.MustParseAddrPort("127.0.0.1:0"), w); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, w
}

// TestPageWeight weighs the page with the largest slide of the shipped plan.
func TestPageWeight(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	s, w := weighedServer(t, Options{Plan: plan, Now: func() time.Time { return tenOClock }})
	largest := Scene{}
	for i := range plan.Slides {
		if scene := (Scene{Page: WorkPage, Slide: newSlide(plan, &plan.Slides[i])}); largest.Slide == nil || len(scene.Slide.Body) > len(largest.Slide.Body) {
			largest = scene
		}
	}
	s.Publish(largest)
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL()))
	p.see(s, largest)
	if n, sum := w.requests.Load(), w.bytes.Load(); n > 4 || sum > 40<<10 {
		t.Errorf("%d requests and %d bytes", n, sum)
	}
	if other := eval[string](p, `performance.getEntriesByType("resource").map((e) => e.name).filter((n) => !n.startsWith(location.origin)).join(" ")`); other != "" {
		t.Errorf("it asks elsewhere: %s", other)
	}
}

// BenchmarkFirstPaint opens the page and says when the first of it is seen.
func BenchmarkFirstPaint(b *testing.B) {
	plan := shipped(b)
	s, w := weighedServer(b, Options{Plan: plan})
	d := deliver(b, plan)
	d.now = time.Now()
	d.say("start")
	d.place(3)
	s.Publish(d.scene(View{}))
	p := openTab(b, 1280, 720)
	sum, slowest := 0.0, 0.0
	for b.Loop() {
		w.requests.Store(0)
		w.bytes.Store(0)
		p.do(chromedp.Navigate(s.URL()))
		p.until("something is painted", `performance.getEntriesByName("first-contentful-paint").length`)
		painted := eval[float64](p, `performance.getEntriesByName("first-contentful-paint")[0].startTime`)
		sum += painted
		slowest = max(slowest, painted)
	}
	b.ReportMetric(sum/float64(b.N), "ms-painted")
	b.ReportMetric(slowest, "ms-slowest")
	b.ReportMetric(float64(w.requests.Load()), "requests")
	b.ReportMetric(float64(w.bytes.Load()), "bytes")
}
