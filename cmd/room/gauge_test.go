package room

import (
	"fmt"
	"io"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// startGauge starts one for a test.
func startGauge(t testing.TB, o GaugeOptions) *Gauge {
	t.Helper()
	g := NewGauge(o)
	if err := g.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = g.Close() })
	return g
}

// gaugeAgrees compares what is measured of slides in the frame with what a window
// of that size has shown.
func (p tab) gaugeAgrees(o GaugeOptions, scenes []named, seen []sight) {
	p.t.Helper()
	var shown []sight
	for i, n := range scenes {
		if n.scene.Slide != nil {
			o.Scenes, shown = append(o.Scenes, n.scene), append(shown, seen[i])
		}
	}
	g := startGauge(p.t, o)
	p.do(chromedp.EmulateViewport(800, 600), chromedp.Navigate(g.URL()))
	fits, err := g.Fits()
	if err != nil {
		p.t.Fatal(err)
	}
	for i, is := range shown {
		scene := o.Scenes[i]
		where := fmt.Sprintf("%s, gauged at %dx%d", scene.Slide.Title, o.Width, o.Height)
		px := 0.0
		switch {
		case scene.Slide.Body != "":
			px = is.Body
		case scene.Slide.Title != "":
			px = 1.45 * is.Body
		}
		if math.Abs(px-fits[i].Body) > .01 {
			p.t.Errorf("%s: %.2f pixels, not %.2f", where, fits[i].Body, px)
		}
		if (is.Misfit != "") != fits[i].Over {
			p.t.Errorf("%s: out of its place is %v: %s", where, fits[i].Over, is.Misfit)
		}
		if high := fits[i].Picture; (high > 0) != (scene.Slide.Picture > 0) || fits[i].Blind || fits[i].Broken != "" {
			p.t.Errorf("%s: %+v", where, fits[i])
		}
	}
	if len(shown) < 2 {
		p.t.Errorf("only %d slides were gauged", len(shown))
	}
}

// TestGaugeRoutes asks for what there is and what there is not.
func TestGaugeRoutes(t *testing.T) {
	t.Parallel()
	plan := load(t, smallPlan)
	var scenes []Scene
	for _, s := range Showings(plan) {
		scenes = append(scenes, s.Scene)
	}
	g := startGauge(t, GaugeOptions{Plan: plan, Width: 1280, Height: 720, Scenes: scenes[:1]})
	ask := func(method, path, body string, set func(*http.Request)) (int, string) {
		t.Helper()
		r, err := http.NewRequest(method, strings.TrimSuffix(g.URL(), "/")+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if set != nil {
			set(r)
		}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		if policy := answer.Header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'none'") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
		if frame := answer.Header.Get("X-Frame-Options"); answer.StatusCode == http.StatusOK && frame != "SAMEORIGIN" {
			t.Errorf("%s: whose frame it may be in is %q", path, frame)
		}
		return answer.StatusCode, string(text)
	}
	host := func(name string) func(*http.Request) { return func(r *http.Request) { r.Host = name } }
	origin := func(name string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Origin", name) }
	}
	for _, c := range []struct {
		method, path, body string
		set                func(*http.Request)
		want               int
	}{
		{"GET", "/", "", nil, 200},
		{"GET", "/room", "", nil, 200},
		{"GET", "/scenes", "", nil, 200},
		{"GET", "/", "", host("evil.example"), 403},
		{"GET", "/scenes", "", host("127.0.0.1"), 403},
		{"GET", "/scenes", "", origin("http://evil.example"), 403},
		{"POST", "/measured", `{"fits":[{"body":30}]}`, origin("http://evil.example"), 403},
		{"POST", "/measured", `{"fits":[{"body":30}]}`, host("evil.example"), 403},
		{"GET", "/measured", "", nil, 405},
		{"POST", "/scenes", "", nil, 405},
		{"POST", "/", "", nil, 405},
		{"GET", "/picture/2", "", nil, 404}, // of a slide that is not measured
		{"GET", "/picture/../server.go", "", nil, 404},
		{"GET", "/plan.yaml", "", nil, 404},
	} {
		if got, text := ask(c.method, c.path, c.body, c.set); got != c.want {
			t.Errorf("%s %s: %d, not %d: %s", c.method, c.path, got, c.want, text)
		}
	}
	select {
	case <-g.Done():
		t.Fatal("an answer from elsewhere was taken")
	default:
	}
	ask("POST", "/measured", `{"fits":[{"body":30,"broken":"a\u001b[2Jb"}]}`, nil)
	ask("POST", "/measured", `{"fits":[{"body":1}]}`, nil) // too late
	fits, err := g.Fits()
	if err != nil || len(fits) != 1 || fits[0].Body != 30 || strings.Contains(fits[0].Broken, "\x1b") {
		t.Errorf("%+v %v", fits, err)
	}
	if status, _ := ask("GET", "/hold", "", nil); status != 204 {
		t.Errorf("the page is held: %d", status)
	}
}

// TestGaugeFails is a page that answers with something else than was asked.
func TestGaugeFails(t *testing.T) {
	t.Parallel()
	for body, says := range map[string]string{
		`{"fits":[{},{}]}`:          "2 pages were measured, not 1",
		`{}`:                        "0 pages were measured, not 1",
		`{"failed":"no\u0007pe"}`:   "no",
		`hello`:                     "its answer cannot be read",
		`{"fits":[{"body":"big"}]}`: "its answer cannot be read",
	} {
		g := startGauge(t, GaugeOptions{Width: 1280, Height: 720, Scenes: make([]Scene, 1)})
		answer, err := http.Post(g.URL()+"measured", "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if _, err := g.Fits(); err == nil || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\a") {
			t.Errorf("%s: %v", body, err)
		}
	}
}
