package deliver

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/clitest"
)

// theatre is a browser in which rooms' screens are open.
type theatre struct{ ctx context.Context }

// theTheatre is one for all tests: to start it takes longer than most of them.
var theTheatre struct {
	once sync.Once
	theatre
	err error
}

// newTheatre has a browser; without one the test is skipped aloud.
func newTheatre(t testing.TB) theatre {
	t.Helper()
	path := clitest.Browser(t)
	theTheatre.once.Do(func() { startTheatre(path) })
	if theTheatre.err != nil {
		t.Fatal(theTheatre.err)
	}
	return theTheatre.theatre
}

func startTheatre(path string) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WSURLReadTimeout(time.Minute),
		chromedp.Flag("renderer-process-limit", "1"),
		chromedp.Flag("disable-threaded-compositing", true)) // with it nothing is painted, which would be much of the work
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocated)
	clitest.AtEnd(func() { end(); endAllocator() })
	theTheatre.theatre, theTheatre.err = theatre{ctx}, chromedp.Do(ctx)
}

// projector is the room's screen in a browser.
type projector struct {
	t   testing.TB
	ctx context.Context
}

// open opens a page.
func (b theatre) open(t testing.TB, url string) projector {
	t.Helper()
	ctx, end := chromedp.NewContext(b.ctx)
	t.Cleanup(end)
	p := projector{t, ctx}
	p.do(chromedp.EmulateViewport(1280, 720)) // opens it, and a deadline on this would close it
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	p.ctx = ctx
	p.do(chromedp.Navigate(url))
	return p
}

func (p projector) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// look is what a line of JavaScript says.
func look[T any](p projector, script string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%v: %s", err, script)
	}
	return value
}

// seen is what people in the room read.
type seen struct {
	Page     string   `json:"page"`
	Heading  string   `json:"heading"`  // of a slide, or of a page of few words
	Under    string   `json:"under"`    // in smaller letters below that
	Said     string   `json:"said"`     // a question or a statement in large letters
	Over     string   `json:"over"`     // what stands above a statement
	Verdict  string   `json:"verdict"`  // the answer
	Turns    []string `json:"turns"`    // the groups
	Where    string   `json:"where"`    // the activity, the phase and the setting
	Asked    string   `json:"asked"`    // the question below a slide
	Clock    string   `json:"clock"`    // the time left
	Standing bool     `json:"standing"` // it is paused
	Lost     bool     `json:"lost"`     // "reconnecting"
}

// whatIsSeen reads it from the page, and only what is visible.
const whatIsSeen = `(() => {
	const is = (s) => { const e = document.querySelector(s); return e && e.checkVisibility() ? e : null; };
	const text = (s) => { const e = is(s); return e ? e.innerText.replace(/\s+/g, " ").trim() : ""; };
	return JSON.stringify({
		page: document.body.dataset.page || "", heading: text("#page h1"), under: text("#page .under"), said: text("#page .said"),
		over: text("#page .over"), verdict: text("#page .verdict"), asked: text("#page .asked"), where: text("#page .where"),
		turns: [...document.querySelectorAll("#page .turns li")].map((li) => [li.className, ...[...li.querySelectorAll("b, span:not(.turnclock)")].map((e) => e.innerText)].join(" ").trim()),
		clock: text("#page .digits"), standing: !!is("#page .stands"), lost: !!is("#lost"),
	});
})()`

func (p projector) sees() seen {
	p.t.Helper()
	s, _ := p.seesAfter("")
	return s
}

// seesAfter is what is seen once it is something else than a text says, or after a
// while. The page itself looks, where anything changes: asked each time, a browser
// would work on nothing else.
func (p projector) seesAfter(was string) (s seen, text string) {
	p.t.Helper()
	asked, _ := json.Marshal(was)
	text = look[string](p, `(async (was) => {
		for (const until = performance.now() + 500;;) {
			const text = `+whatIsSeen+`, left = until - performance.now();
			if (text !== was || left <= 0) return text;
			await new Promise((changed) => {
				const watch = new MutationObserver(() => { watch.disconnect(); changed(); });
				watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
				setTimeout(() => { watch.disconnect(); changed(); }, left);
			});
		}
	})(`+string(asked)+`)`)
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		p.t.Fatal(err)
	}
	return s, text
}

// same is whether two sights are the same but for the time left.
func (s seen) same(other seen) bool {
	if s.Clock != "" && other.Clock != "" {
		s.Clock = other.Clock
	}
	return s.String() == other.String()
}

// left is the time left that is seen.
func (s seen) left() (left time.Duration) {
	for part := range strings.SplitSeq(s.Clock, ":") {
		n, _ := strconv.Atoi(part)
		left = left*60 + time.Duration(n)*time.Second
	}
	return left
}

func (s seen) String() string {
	text, _ := json.Marshal(s)
	return string(text)
}

// until waits until the room sees what a function wants, and gives it.
func (p projector) until(what string, wanted func(seen) bool) seen {
	p.t.Helper()
	text := ""
	for began := time.Now(); ; {
		var s seen
		if s, text = p.seesAfter(text); wanted(s) {
			return s
		}
		if time.Since(began) > soon {
			p.t.Fatalf("%s: it never came; the room sees %s", what, s)
		}
	}
}

// timed has the page note when it changes.
func (p projector) timed() {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](`
		window.changed = 0;
		new MutationObserver(() => { window.changed = performance.timeOrigin + performance.now(); }).observe(document.getElementById("page"), { childList: true });`))
}

// changedAt is when the page changed last, after an instant.
func (p projector) changedAt(after time.Time) time.Time {
	p.t.Helper()
	const script = `new Promise((say) => {
		const look = () => changed > %f ? say(changed) : setTimeout(look, 5);
		setTimeout(() => say(0), %d);
		look();
	})`
	ms := look[float64](p, fmt.Sprintf(script, float64(after.UnixMicro())/1000, soon.Milliseconds()))
	if ms == 0 {
		p.t.Fatal("the page does not change")
	}
	return time.UnixMicro(int64(ms * 1000))
}

// delays are how long changes took to reach a page.
type delays struct {
	mu  sync.Mutex
	all []time.Duration
}

func (d *delays) add(one time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all = append(d.all, one)
}

// of gives the one that so many in a hundred do not pass.
func (d *delays) of(percent int) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	slices.Sort(d.all)
	return d.all[(len(d.all)-1)*percent/100].Round(100 * time.Microsecond)
}

// oneLine is a text as a page has it: no mark of Markdown, and on one line.
func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("**", "", "*", "").Replace(text)), " ")
}
