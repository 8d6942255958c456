package room

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// sizes are those of the projectors that there are. The last is the second, larger.
var sizes = []struct{ width, height int64 }{{1024, 768}, {1280, 720}, {1920, 1080}}[:timertest.Amount(2, 3)]

// named is a scene with what it is called.
type named struct {
	name  string
	scene Scene
	small bool // its letters may be smaller than 24 pixels
}

// drawing writes a picture for a slide.
func drawing(t testing.TB, folder string) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for x := range 640 {
		for y := range 480 {
			img.Set(x, y, color.RGBA{uint8(x / 3), uint8(y / 2), 160, 255})
		}
	}
	file, err := os.Create(filepath.Join(folder, "drawing.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, img); err != nil {
		t.Fatal(err)
	}
}

// everyScene is each kind of page there is, of the shipped plan where it has it.
func everyScene(t testing.TB, plan *session.Plan) (all []named) {
	add := func(name string, s Scene) {
		if n := len(all); n == 0 || !sameContent(all[n-1].scene, s) {
			all = append(all, named{name: name, scene: s})
		}
	}
	d := deliver(t, plan)
	add("title", d.scene(View{}))
	d.say("start")
	add("blank", d.scene(View{Blank: true}))
	for phase := range d.throughout() {
		for note := range d.state.Phases()[phase].Plan.Notes {
			d.place(note)
			d.pass(7 * time.Second)
			add(fmt.Sprintf("phase-%02d-note-%02d", phase, note), d.scene(View{}))
		}
		switch phase {
		case 2:
			d.say("pause", "question")
			add("paused", d.scene(View{}))
			d.say("pause", "break")
			add("break", d.scene(View{BackAt: d.now.Add(14 * time.Minute)}))
			d.say("pause", "incident")
			add("incident", d.scene(View{}))
			d.say("resume")
			for _, revealed := range []bool{false, true} {
				quiz := NewQuizScene(plan, &plan.Quizzes[0], 1, revealed)
				add(fmt.Sprintf("quiz-revealed-%v", revealed), d.scene(View{Quiz: quiz}))
			}
		case 3:
			add("question-hidden-clock", d.scene(View{HideClock: true}))
			add("groups", d.scene(View{Groups: &GroupsScene{Groups: []Group{{"Table 1", 5}, {"Table 2", 5}, {"Table 3", 6}, {"Table 4", 4}}}}))
			add("count-off", d.scene(View{Groups: &GroupsScene{CountTo: 5}}))
			d.pass(6 * time.Minute)
			add("zero", d.scene(View{}))
		case 4:
			round := &RoundScene{Question: d.state.Phases()[3].Plan.Question, Clock: NewClock(48*time.Second, true)}
			for i, turn := range []Turn{Heard, Heard, Speaking, Waiting, Waiting} {
				round.Groups = append(round.Groups, GroupTurn{fmt.Sprintf("Group %d", i+1), turn})
			}
			add("round", d.scene(View{Round: round}))
		}
		d.pass(time.Minute)
	}
	d.say("finish")
	add("thanks", d.scene(View{}))
	return all
}

// longPlan is one whose slide is far too long, with a picture on others.
const longPlan = `
title: A long one
duration: 1h
slides:
  - {id: long, title: More than anybody reads, body: LONG}
  - {id: beside, title: A picture and words, body: "- What we see\n- What it may mean", image: drawing.png, alt: A drawing}
  - {id: alone, title: A picture, image: drawing.png, alt: A drawing}
  - {id: bare, image: drawing.png, alt: A drawing}
  - {id: rich, title: All there is, body: "Words with *weight* and **more**, ` + "`code`" + `, [a link](https://example.org/page).\n\n> Somebody said this.\n\n1. one\n2. two\n   - and a half\n\n### Under it\n\n<b>not bold</b>"}
activities:
  - id: a
    title: An activity with a title that is longer than most of those that people write down
    phases:
      - {name: Talk, duration: 5m, setting: groups, question: "A question that goes on for quite a while, because whoever wrote it wanted to be sure that nobody could ever get it wrong, and so it takes three lines at least?", notes: [{slide: long}, {slide: beside}, {slide: alone}, {slide: bare}, {slide: rich}]}
`

func longScenes(t testing.TB) (plan *session.Plan, all []named) {
	plan = load(t, strings.ReplaceAll(longPlan, "LONG", `"`+strings.Repeat(`- A point of a dozen words that says what could be said in three\n`, 22)+`"`))
	d := deliver(t, plan)
	d.say("start")
	all = append(all, named{"long-slide-down", d.scene(View{SlideDown: &Place{0, 0}}), false})
	for i, slide := range plan.Slides {
		d.place(i)
		all = append(all, named{"long-" + slide.ID, d.scene(View{}), slide.ID == "long"})
	}
	return plan, all
}

// waitingScenes are those of what waits, and of breaks.
func waitingScenes(t testing.TB) (plan *session.Plan, all []named) {
	plan = load(t, dayPlan)
	add := func(name string, after time.Duration, view View, commands ...run.Command) {
		d := deliver(t, plan)
		d.now = d.now.Add(min(0, after))
		for _, c := range commands {
			d.do(c)
			d.pass(max(0, after))
			after = 0
		}
		all = append(all, named{name: name, scene: d.scene(view)})
	}
	add("count-in", -765*time.Second, View{CountIn: true})
	add("count-in-hours", -3*time.Hour, View{CountIn: true})
	add("count-in-over", 0, View{CountIn: true})
	add("planned-break", 0, View{}, run.Start{}, run.Take{Activity: "tea"})
	add("planned-break-over", 0, View{BackAt: tenOClock}, run.Start{}, run.Take{Activity: "tea"})
	add("planned-break-slide", 2*time.Hour, View{}, run.Start{}, run.Goto{To: "lunch"}, run.Place{Phase: "lunch/1", Note: 1})
	add("last-minutes", 19*time.Minute, View{}, run.Start{})
	add("last-minutes-slide", 60*time.Minute, View{}, run.Start{}, run.Goto{To: "guest"}, run.Trim{By: 29 * time.Minute})
	add("paused-zero", 21*time.Minute, View{}, run.Start{}, run.Pause{})
	add("waits", 765*time.Second, View{}, run.Start{}, run.Goto{To: "guest"})
	add("waits-groups", 765*time.Second, View{Groups: &GroupsScene{CountTo: 4}}, run.Start{}, run.Goto{To: "guest"})
	return plan, all
}

// misfit is what is wrong with how a page fits its window; "" where nothing is.
const misfit = `(() => {
	const d = document.documentElement, main = document.querySelector(".main"), fit = document.querySelector(".fit"), band = document.querySelector(".band");
	if (d.scrollHeight > innerHeight || d.scrollWidth > innerWidth) return "the page is larger than the window";
	if (!main) return "";
	for (const e of document.querySelectorAll("#page *")) {
		const box = e.getBoundingClientRect(), within = (e.closest(".main") ? main : band).getBoundingClientRect();
		if (box.width && (box.top < within.top - 1.5 || box.bottom > within.bottom + 1.5 || box.left < within.left - 1.5 || box.right > within.right + 1.5))
			return e.tagName + "." + e.className + " reaches out: " + e.textContent.slice(0, 60);
	}
	if (band && band.getBoundingClientRect().bottom > innerHeight + 1) return "the band is below the window";
	if (fit && band && fit.getBoundingClientRect().bottom > band.getBoundingClientRect().top + 1) return "the text is behind the band";
	return "";
})()`

const bodySize = `(() => { const f = document.querySelector(".main .fit"); return f ? parseFloat(getComputedStyle(f).fontSize) : 99; })()`

// TestFits looks at every page there is at each size, light and dark. The gauge
// has to find the same of slides, each plan's at one size.
func TestFits(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	folder := t.TempDir()
	drawing(t, folder)
	long, longOnes := longScenes(t)
	day, waitingOnes := waitingScenes(t)
	p := openTab(t, sizes[0].width, sizes[0].height)
	for n, set := range []struct {
		plan   *session.Plan
		scenes []named
	}{{plan, everyScene(t, plan)}, {long, longOnes}, {day, waitingOnes}} {
		s := serve(t, Options{Plan: set.plan, Folder: folder, Now: func() time.Time { return tenOClock }})
		for at, size := range sizes {
			p.do(chromedp.EmulateViewport(size.width, size.height), chromedp.Navigate(s.URL()))
			seen := p.fits(s, set.scenes, fmt.Sprint(size.width))
			if n == 0 && at == 0 {
				p.findsMisfits(set.scenes)
			}
			if n == at || n < at && timertest.Long {
				p.gaugeAgrees(GaugeOptions{Plan: set.plan, Folder: folder, Width: int(size.width), Height: int(size.height)}, set.scenes, seen)
			}
		}
	}
}

// fits holds that scenes fit the window, and that they can be read.
func (p tab) fits(s *Server, scenes []named, where string) []sight {
	p.t.Helper()
	p.until("the page is there", `source`)
	seen := p.looksAt(s, scenes)
	for i, is := range seen {
		n := scenes[i]
		if is.Misfit != "" || is.Pale != "" {
			p.t.Errorf("%s-%s: %s %s", n.name, where, is.Misfit, is.Pale)
		}
		if is.Body < 24 && !n.small {
			p.t.Errorf("%s-%s: the letters have %.1f pixels", n.name, where, is.Body)
		}
	}
	if *picturesTo == "" {
		return seen
	}
	for _, n := range scenes {
		p.looksAt(s, []named{n})
		for _, theme := range []string{"light", "dark"} {
			p.do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.theme = "` + theme + `"`))
			p.picture(n.name + "-" + where + "-" + theme)
		}
	}
	return seen
}

// findsMisfits plants what reaches out of its place, and what cannot be read, in
// the first of the scenes with a band.
func (p tab) findsMisfits(scenes []named) {
	p.t.Helper()
	at := slices.IndexFunc(scenes, func(n named) bool { return n.scene.Page == WorkPage })
	fresh := `take({ page: "black" }), take(` + toJSON(p.t, scenes[at].scene) + `)`
	for _, plant := range []struct{ plant, in string }{
		{`document.querySelector(".fit").style.fontSize = "140px"`, misfit},
		{`document.querySelector(".digits").textContent = "1".repeat(90)`, misfit},
		{`document.querySelector(".where").style.paddingTop = "700px"`, misfit},
		{`document.querySelector(".where").style.color = getComputedStyle(document.querySelector(".band")).backgroundColor`, palest},
	} {
		if wrong := eval[string](p, fresh+", "+plant.in); wrong != "" {
			p.t.Errorf("before %s: %s", plant.plant, wrong)
		}
		if eval[string](p, plant.plant+", "+plant.in) == "" {
			p.t.Errorf("not found: %s", plant.plant)
		}
	}
}
