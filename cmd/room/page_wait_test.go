package room

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestPageWaits looks at what counts down to a time of day, and at breaks.
func TestPageWaits(t *testing.T) {
	t.Parallel()
	day, scenes := waitingScenes(t)
	s := serve(t, Options{Plan: day, Now: func() time.Time { return tenOClock }})
	p := openTab(t, 1280, 720)
	p.do(chromedp.Navigate(s.URL()))
	p.do(chromedp.Evaluate[chromedp.Void](`var chimes = 0; chime = () => { chimes++; }`))
	want := map[string]struct{ text, live string }{
		"count-in":            {"A day out begins 10:00 in 12:45", "A day out. begins 10:00"},
		"count-in-over":       {"A day out We begin in a moment", "A day out. We begin in a moment"},
		"planned-break":       {"Tea back at 10:10", "Tea. back at 10:10"},
		"planned-break-over":  {"Tea We go on in a moment", "Tea. We go on in a moment"},
		"planned-break-slide": {"Soup Lunch back at 13:00", "Lunch. back at 13:00"},
		"waits":               {"A guest begins at 11:00 in 47:15", "A guest. begins at 11:00"},
		"waits-groups":        {"Count off, one after the other 1 2 3 4 Your number is your group. A guest · begins at 11:00 in 47:15", "A guest. begins at 11:00"},
	}
	seen := 0
	for _, n := range scenes {
		says, ok := want[n.name]
		if !ok {
			continue
		}
		seen++
		n.scene.At = tenOClock
		p.see(s, n.scene)
		if got := p.text(); got != says.text {
			t.Errorf("%s: the page says %q, not %q", n.name, got, says.text)
		}
		if got := eval[string](p, `document.getElementById("live").textContent`); got != says.live {
			t.Errorf("%s: a screen reader hears %q, not %q", n.name, got, says.live)
		}
	}
	if seen != len(want) {
		t.Errorf("%d scenes were seen, not %d", seen, len(want))
	}
	// It turns amber by itself, for as long as its time runs and is not up.
	amber := Scene{At: tenOClock, Page: WorkPage, Activity: "A", Clock: &Clock{Left: 61_500, Runs: true, Amber: 61_000}}
	const isAmber = `document.querySelector(".clock").classList.contains("amber")`
	p.see(s, amber)
	if eval[bool](p, isAmber) && !eval[bool](p, `left(clocks[0]) < 61000`) {
		t.Error("it is amber too early")
	}
	p.until("it turns amber", isAmber)
	for what, c := range map[string]*Clock{"paused": {Left: 5_000}, "up": {Runs: true, Amber: 61_000}} {
		amber.Clock = c
		p.see(s, amber)
		p.until("it is amber no more: the time is "+what, "!"+isAmber)
	}
	// What it counts down to comes before the program says so.
	p.see(s, Scene{At: tenOClock, Page: WaitPage, Activity: "A guest", Begins: "11:00", Clock: NewClock(200*time.Millisecond, true)})
	p.until("it has counted down", `document.querySelector(".digits").textContent === "0:00"`)
	if got := eval[string](p, `document.querySelector(".clock").className + " " + chimes`); got != "clock count 0" {
		t.Errorf("what begins is marked as time that is up: %s", got)
	}
}
