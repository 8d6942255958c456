package room

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestBarIsTheShareLeft measures the bar that tells the time left from far: as
// long as the share that is left, on every page that has a clock, in cells that
// can be counted.
func TestBarIsTheShareLeft(t *testing.T) {
	t.Parallel()
	s := serve(t, Options{Plan: load(t, "title: T\nduration: 5m\nactivities: [{id: a, title: A, duration: 5m}]\n"), Now: func() time.Time { return tenOClock }})
	p := openTab(t, 1920, 1080)
	p.do(chromedp.Navigate(s.URL()))
	slide := &Slide{Title: "What we will do", Body: "<ul><li>A quiz</li><li>Some figures</li></ul>"}
	round := &RoundScene{Question: "What did you find?", Groups: []GroupTurn{{"Oak", Heard}, {"Elm", Speaking}, {"Ash", Waiting}}}
	for i, c := range []struct {
		left, whole time.Duration
		runs        bool
		amber       bool
		scene       Scene
	}{
		{10 * time.Minute, 10 * time.Minute, true, false, Scene{Page: WorkPage, Activity: "Groups", Question: "What gets in the way?"}},
		{8*time.Minute + 30*time.Second, 10 * time.Minute, true, false, Scene{Page: WorkPage, Activity: "Groups", Slide: slide}},
		{6 * time.Minute, 10 * time.Minute, true, false, Scene{Page: WorkPage, Activity: "Feedback", Round: round}},
		{90 * time.Second, 10 * time.Minute, true, true, Scene{Page: WorkPage, Activity: "Groups", Question: "What gets in the way of it?"}},
		{0, 10 * time.Minute, true, false, Scene{Page: WorkPage, Activity: "Groups", Question: "What gets in the way?"}},
		{3 * time.Minute, 4 * time.Minute, false, false, Scene{Page: WorkPage, Activity: "Groups", Paused: true, Slide: slide}},
		{12 * time.Minute, 15 * time.Minute, true, false, Scene{Page: BreakPage, Activity: "Tea", Back: "10:45"}},
		{5 * time.Minute, 20 * time.Minute, true, false, Scene{Page: BreakPage, Back: "10:45", Organisation: "Families First"}},
		{25 * time.Minute, time.Hour, true, false, Scene{Page: WorkPage, Activity: "Project", Slide: slide}},
		{2 * time.Minute, 5 * time.Minute, true, true, Scene{Page: WorkPage, Activity: "Quiz", Quiz: &QuizScene{Number: 2, Of: 8, Statement: "Babies are too young to have mental health."}}},
	} {
		c.scene.At, c.scene.Clock = tenOClock, NewClock(c.left, c.runs)
		c.scene.Clock.Whole, c.scene.Clock.Amber = c.whole.Milliseconds(), (2 * time.Minute).Milliseconds()
		p.see(s, c.scene)
		p.picture(fmt.Sprintf("bar-%02d", i+1))
		type bar struct {
			Share, Cells float64
			Amber, Shown bool
		}
		got := eval[bar](p, `(() => { const b = page.querySelector(".bar"), box = b.getBoundingClientRect();
			return { Share: b.firstChild.getBoundingClientRect().width / box.width, Cells: 100 / parseFloat(b.style.getPropertyValue("--cell")),
				Amber: b.classList.contains("amber"), Shown: box.height >= 30 && box.width > 1000 && box.top >= 0 && box.bottom <= innerHeight }; })()`)
		unit := time.Minute
		if c.whole > 30*time.Minute {
			unit = 5 * time.Minute
		}
		if want := c.left.Seconds() / c.whole.Seconds(); math.Abs(got.Share-want) > .02 {
			t.Errorf("%d: of %v there are %v left, a share of %.2f, and the bar shows %.2f", i+1, c.whole, c.left, want, got.Share)
		}
		if want := c.whole.Minutes() / unit.Minutes(); math.Abs(got.Cells-want) > .01 || got.Amber != c.amber || !got.Shown {
			t.Errorf("%d: the bar is %+v, with %v cells to be seen, amber: %v", i+1, got, want, c.amber)
		}
	}
	// Where the clock is hidden the bar would tell what is not to be told.
	p.see(s, Scene{At: tenOClock, Page: WorkPage, Activity: "Groups", Question: "What gets in the way?"})
	if eval[bool](p, `!!page.querySelector(".bar")`) {
		t.Error("there is a bar without a clock")
	}
}
