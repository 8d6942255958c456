package room

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"facilitate/cmd/clitest"
	"facilitate/timer/timertest"
)

var picturesTo = flag.String("pictures", "", "a folder to write what the browser tests see to")

// theBrowser is one for all tests: to start it takes longer than most of them,
// and so does opening a tab, which is left to the next one.
var theBrowser struct {
	once sync.Once
	ctx  context.Context
	end  func()
	err  error

	mu   sync.Mutex
	tabs []context.Context // open, and nobody's
}

func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", "5"); err != nil { // most of them wait for a page
		panic(err)
	}
	status := timertest.Main(m)
	if theBrowser.end != nil {
		theBrowser.end()
	}
	os.Exit(status)
}

// startBrowser starts it.
func startBrowser(path string) {
	painted := *picturesTo != "" || flag.Lookup("test.bench").Value.String() != ""
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WSURLReadTimeout(time.Minute),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.Flag("disable-threaded-compositing", !painted), // with it nothing is painted, which would be half of the work
		chromedp.Flag("renderer-process-limit", "1"), chromedp.Flag("disable-features", "site-per-process,IsolateOrigins,Translate,SpareRendererForSitePerProcess"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, endBrowser := chromedp.NewContext(allocated)
	theBrowser.end = func() { endBrowser(); endAllocator() }
	theBrowser.ctx = ctx
	theBrowser.err = chromedp.Do(ctx)
}

// tab is a page in the browser.
type tab struct {
	t   testing.TB
	ctx context.Context
}

// openTab opens a page of a size; without a browser the test is skipped aloud.
func openTab(t testing.TB, width, height int64) tab {
	t.Helper()
	path := clitest.Browser(t)
	theBrowser.once.Do(func() { startBrowser(path) })
	if theBrowser.err != nil {
		t.Fatal(theBrowser.err)
	}
	theBrowser.mu.Lock()
	var open context.Context
	if n := len(theBrowser.tabs); n > 0 {
		open, theBrowser.tabs = theBrowser.tabs[n-1], theBrowser.tabs[:n-1]
	} else {
		open, _ = chromedp.NewContext(theBrowser.ctx) // ends with the browser
	}
	theBrowser.mu.Unlock()
	p := tab{t, open}
	p.do(chromedp.EmulateViewport(width, height)) // opens it, and a deadline on this would close it
	ctx, cancel := context.WithTimeout(open, 5*time.Minute)
	p.ctx = ctx
	t.Cleanup(func() {
		defer cancel()
		if t.Failed() {
			return // who knows what it is in
		}
		p.theme("")
		p.do(chromedp.Navigate("about:blank"))
		theBrowser.mu.Lock()
		theBrowser.tabs = append(theBrowser.tabs, open)
		theBrowser.mu.Unlock()
	})
	return p
}

func (p tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// eval is what a line of JavaScript says.
func eval[T any](p tab, script string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		p.t.Fatalf("%v: %s", err, script)
	}
	return value
}

// longEnough is how long a test waits for what takes a moment: far longer than that
// takes on a machine with much else to do.
const longEnough = 60 * time.Second

// until waits for a line of JavaScript to be true. The page itself looks: asked
// each time, the browser would work more on that than on all else.
func (p tab) until(what, script string) {
	p.t.Helper()
	look := `new Promise((say, fail) => {
		let left = 100;
		const look = () => {
			try {
				const so = !!(` + script + `);
				if (so || --left < 0) { say(so); } else { setTimeout(look, 10); }
			} catch (e) { fail(e); }
		};
		look();
	})`
	for began := time.Now(); ; {
		is, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](look, chromedp.EvalAwaitPromise))
		var thrown *chromedp.ExceptionError
		switch {
		case is:
			return
		case errors.As(err, &thrown), p.ctx.Err() != nil:
			p.t.Fatalf("%v: %s", err, script)
		case time.Since(began) > longEnough:
			p.t.Fatalf("%s: it never happened (%v); the page says\n%s", what, err, eval[string](p, "document.body.innerText"))
		case err != nil: // the page went while it looked: the next one does
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// text is what can be read on the page, on one line.
func (p tab) text() string {
	p.t.Helper()
	text := eval[string](p, `document.getElementById("page").innerText`)
	return strings.Join(strings.Fields(text), " ")
}

// picture keeps what the page looks like, if it is wanted.
func (p tab) picture(name string) {
	p.t.Helper()
	if *picturesTo == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*picturesTo, name+".png"), png, 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// theme makes the page think that the system prefers light or dark.
func (p tab) theme(name string) {
	p.t.Helper()
	p.do(func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return chromedp.Void{}, err
	})
}

// see publishes a scene and waits until the page shows it.
func (p tab) see(s *Server, scene Scene) {
	p.t.Helper()
	s.Publish(scene)
	p.until("the page shows the scene", `shape === JSON.stringify(`+toJSON(p.t, scene)+`, (key, value) => key === "left_ms" ? undefined : value)`)
}

// sight is what of a page is measured.
type sight struct {
	Misfit  string  `json:"misfit"`  // as in misfit
	Body    float64 `json:"body"`    // the size of the letters, in pixels
	Pale    string  `json:"pale"`    // as in palest, light or dark
	Picture int     `json:"picture"` // how wide a slide's picture is in its file; 0: there is none to be seen
}

// looksAt has the page show one scene after the other and measure each, all of
// them before anything is painted, which is what takes a browser longest. The page
// hears nothing from its server any more.
func (p tab) looksAt(s *Server, scenes []named) (seen []sight) {
	p.t.Helper()
	var all []Scene
	for _, n := range scenes {
		all = append(all, n.scene)
		if slide := n.scene.Slide; slide != nil && slide.Picture > 0 {
			s.pictures.show(slide.Picture)
		}
	}
	text, err := chromedp.Run(p.ctx, chromedp.Evaluate[string](`(async (scenes) => {
		source.close();
		heard = now() + 1e9; // and it does not mind
		const seen = [];
		for (const scene of scenes) {
			take(scene);
			const img = document.querySelector(".picture img");
			if (img && !img.complete) await new Promise((done) => { img.addEventListener("load", done); img.addEventListener("error", done); });
			const is = { misfit: `+misfit+`, body: `+bodySize+`, pale: "", picture: img ? img.naturalWidth : 0 };
			for (const theme of ["light", "dark"]) {
				document.documentElement.dataset.theme = theme;
				is.pale ||= `+palest+`;
			}
			seen.push(is);
		}
		return JSON.stringify(seen);
	})(`+toJSON(p.t, all)+`)`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	if err = json.Unmarshal([]byte(text), &seen); err != nil || len(seen) != len(scenes) {
		p.t.Fatalf("%v: of %d pages %d were seen", err, len(scenes), len(seen))
	}
	for i, is := range seen {
		if slide := scenes[i].scene.Slide; slide != nil && slide.Picture > 0 && is.Picture != 640 {
			p.t.Errorf("%s: its picture is %d pixels wide", scenes[i].name, is.Picture)
		}
	}
	return seen
}
