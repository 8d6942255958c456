package room

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// phoneBoxes is what is wrong with how the phone's page lies in its window; ""
// where nothing is. Only the note may be longer than its place, and the names of
// a phase and of what comes next.
const phoneBoxes = `(() => {
	const name = (e) => "#" + (e.id || e.className || e.tagName);
	const d = document.documentElement;
	if (d.scrollHeight > innerHeight || d.scrollWidth > innerWidth) return "the page is larger than the window";
	const all = [...document.querySelectorAll("#where, #time, #verdict, #times, #note, #next, button")].filter((e) => e.getClientRects().length && e.textContent);
	for (const e of all) for (const b of e.getClientRects()) {
		if (b.top < -.5 || b.left < -.5 || b.bottom > innerHeight + .5 || b.right > innerWidth + .5) return name(e) + " is off the screen";
		for (const other of all) if (other !== e) for (const o of other.getClientRects())
			if (Math.min(b.right, o.right) - Math.max(b.left, o.left) > 1 && Math.min(b.bottom, o.bottom) - Math.max(b.top, o.top) > (e.closest("header") && other.closest("header") ? 6 : 1)) return name(e) + " lies on " + name(other);
	}
	for (const e of document.querySelectorAll("button:not(#phase), header")) {
		if (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) return name(e) + " is cut: " + e.textContent;
	}
	for (const e of document.querySelectorAll("button")) {
		const b = e.getBoundingClientRect();
		if (e.getClientRects().length && (b.height < 43.5 || b.width < 44)) return name(e) + " is too small for a thumb";
	}
	const note = document.getElementById("note");
	if (note.scrollWidth > note.clientWidth + 1) return "the note is wider than its place";
	if (note.clientHeight < 4 * parseFloat(getComputedStyle(note).fontSize)) return "there is no room for the note";
	return "";
})()`

// phoneSizes are those of phones, held upright and on their side, with the
// letters that were chosen on them, in percent.
var phoneSizes = []struct{ width, height, letters int64 }{
	{390, 844, 100}, {844, 390, 100}, {568, 320, 100}, {320, 568, 100}, {390, 844, 150}, {844, 390, 150}, {568, 320, 150},
}

// phoneAtTen starts a remote whose clock stands at ten.
func phoneAtTen(t *testing.T) *Remote {
	t.Helper()
	r := NewRemote(RemoteOptions{Address: netip.MustParseAddr("127.0.0.1"), Now: func() time.Time { return tenOClock }})
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// TestPhoneBoxes measures the phone's page in every state at every size: nothing
// lies on anything else or off the screen, and no button is cut.
func TestPhoneBoxes(t *testing.T) {
	t.Parallel()
	r := phoneAtTen(t)
	plan := shipped(t)
	view := PhoneView{Zone: time.UTC}
	var phones []Phone
	add := func(name string, d *delivery, change func(*Phone)) {
		view.Verdict = words.VerdictOf(d.state, d.now, view.timeOfDay).Line()
		if d.state.Current() == run.NoPhase {
			view.Verdict = ""
		}
		phone := PhoneOf(d.state, d.now, view)
		phone.At, phone.Title = tenOClock, name
		if change != nil {
			change(&phone)
		}
		phones = append(phones, phone)
	}
	d := deliver(t, plan)
	d.now = tenOClock.Add(-time.Hour)
	add("ready", d, nil)
	d.now = tenOClock
	d.say("start")
	add("slide", d, nil)
	d.pass(6*time.Minute + 72*time.Second)
	d.say("pause")
	add("paused", d, nil)
	d.say("resume")
	d.place(5)
	add("over-round", d, func(p *Phone) {
		p.Turn = &PhoneTurn{Group: "Group 3", Number: 3, Of: 5, Clock: NewPhoneClock(48*time.Second, true)}
	})
	day := deliver(t, load(t, dayPlan))
	day.say("start")
	day.pass(18 * time.Minute)
	add("cue", day, nil)
	day.pass(32 * time.Minute)
	day.say("goto", "guest")
	add("waits", day, nil)
	d.say("finish")
	add("finished", d, func(p *Phone) { p.Verdict = "" })
	quiz, statements := quizPhones(t, plan)
	phones = append(phones, quiz...)

	p := openTab(t, 390, 844)
	p.do(chromedp.Navigate(r.NewToken()))
	p.until("it is let in", `source`)
	p.do(chromedp.Evaluate[chromedp.Void](`source.close(); heard = now() + 1e9`)) // it hears no more, and does not mind
	for _, size := range phoneSizes {
		p.do(chromedp.EmulateViewport(size.width, size.height),
			chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.documentElement.style.fontSize = "%d%%"`, size.letters)))
		for i, is := range p.boxesOf(phones) {
			phone := phones[i]
			where := fmt.Sprintf("%s-%dx%d-%d", phone.Title, size.width, size.height, size.letters)
			if is.Wrong != "" {
				t.Errorf("%s: %s", where, is.Wrong)
			}
			if size != phoneSizes[0] {
				continue
			}
			if phone.Title != "statement-none" && is.Long {
				t.Errorf("%s: the note is longer than its place", where)
			}
			if _, at, ok := strings.Cut(phone.Title, "statement-"); ok {
				text := wordsOf(is.Note)
				for _, want := range statements[at] {
					if !strings.Contains(text, wordsOf(want)) {
						t.Errorf("%s: %q is not there: %s", where, want, text)
					}
				}
			}
		}
	}
	// What is wrong is found.
	for _, plant := range []string{
		`at("phase").style.marginTop = "400px"`, `at("pause").textContent = "Pause for a good long while"`, `at("under").style.marginTop = "-60px"`,
	} {
		p.do(chromedp.Evaluate[chromedp.Void](plant))
		if eval[string](p, phoneBoxes) == "" {
			t.Errorf("not found: %s", plant)
		}
		p.do(chromedp.Evaluate[chromedp.Void](`for (const e of document.querySelectorAll("body *")) e.removeAttribute("style"); at("pause").textContent = "Pause"`))
	}
}

// boxes is how the page of a phone lies.
type boxes struct {
	Wrong string `json:"wrong"` // as in phoneBoxes
	Long  bool   `json:"long"`  // the note is longer than its place
	Note  string `json:"note"`
}

// boxesOf has the page show one state after the other and measures each, all before
// anything is painted.
func (p tab) boxesOf(phones []Phone) (all []boxes) {
	p.t.Helper()
	text := eval[string](p, `JSON.stringify(`+toJSON(p.t, phones)+`.map((phone) => {
		take(phone);
		return { wrong: `+phoneBoxes+`, long: note.scrollHeight > note.clientHeight + 1, note: note.innerText };
	}))`)
	if err := json.Unmarshal([]byte(text), &all); err != nil || len(all) != len(phones) {
		p.t.Fatalf("%v: of %d states %d were seen", err, len(phones), len(all))
	}
	if *picturesTo != "" {
		for _, phone := range phones {
			p.do(chromedp.Evaluate[chromedp.Void](`take(` + toJSON(p.t, phone) + `)`))
			p.picture("boxes-" + phone.Title + eval[string](p, `"-" + innerWidth + "x" + innerHeight + "-" + document.documentElement.style.fontSize.replace("%", "")`))
		}
	}
	return all
}

// quizPhones is the phone at each statement of the plan's quiz, before its answer
// is shown and after, and the words that it is to show.
func quizPhones(t *testing.T, plan *session.Plan) (phones []Phone, wanted map[string][]string) {
	wanted = map[string][]string{}
	d := deliver(t, plan)
	d.say("start")
	quiz := &plan.Quizzes[0]
	for here := range d.throughout() {
		for note, n := range d.state.Phases()[here].Plan.Notes {
			if n.Kind != session.TakeQuiz {
				continue
			}
			d.place(note)
			add := func(name, next string, words ...string) {
				phone := PhoneOf(d.state, d.now, PhoneView{Zone: time.UTC, Verdict: "ends 11:25, on time, 5 min spare"})
				phone.At, phone.Title = tenOClock, "statement-"+name
				if next != "" && phone.Next != next {
					t.Errorf("%s: next is %q, not %q", name, phone.Next, next)
				}
				phones, wanted[name] = append(phones, phone), words
			}
			last := len(quiz.Statements)
			add("none", fmt.Sprintf("statement 1 of %d", last), quiz.Title)
			for i, s := range quiz.Statements {
				d.do(run.ShowStatement{Quiz: quiz.ID, Statement: i})
				name, next := fmt.Sprintf("%d", i+1), fmt.Sprintf("statement %d of %d", i+2, last)
				if i+1 == last {
					next = ""
				}
				words := []string{fmt.Sprintf("Statement %d of %d", i+1, last), prose.Plain(s.Text), s.Verdict(), prose.Plain(s.Because)}
				add(name+"-asked", "the answer", append(words, "not shown yet")...)
				d.do(run.Reveal{Quiz: quiz.ID})
				add(name+"-shown", next, append(words, s.Verdict()+" shown")...)
			}
			return phones, wanted
		}
	}
	t.Fatal("the plan has no quiz")
	return nil, nil
}

// TestPhoneSlides: the text of a slide stands on the phone, and whether it is to be
// read out.
func TestPhoneSlides(t *testing.T) {
	t.Parallel()
	plan := load(t, `
title: Slides
duration: 30m
slides: [{id: aloud, title: The *rule*, body: "- Phones **off**", read: true}, {id: shown, title: A map, image: map.png, alt: Roads}]
activities: [{id: a, title: A, duration: 5m, notes: [{slide: aloud}, {slide: shown}]}]
`)
	d := deliver(t, plan)
	d.say("start")
	for note, want := range []PhoneNote{
		{Kind: "Slide, to be read out", Text: "<p dir=\"auto\"><strong>The *rule*</strong></p>\n<ul dir=\"auto\"><li>Phones <strong>off</strong></li>\n</ul>\n", Number: 1, Of: 2},
		{Kind: "Slide", Text: "<p dir=\"auto\">A map</p>\n<p dir=\"auto\">Picture: Roads</p>\n", Number: 2, Of: 2},
	} {
		d.place(note)
		if got := PhoneOf(d.state, d.now, PhoneView{Zone: time.UTC}).Note; toJSON(t, got) != toJSON(t, want) {
			t.Errorf("%s\nnot\n%s", toJSON(t, got), toJSON(t, want))
		}
	}
}

// TestPhoneVibrates: it vibrates once at each cue, only after it was asked to.
func TestPhoneVibrates(t *testing.T) {
	t.Parallel()
	r := phoneAtTen(t)
	p := openTab(t, 390, 844)
	p.do(chromedp.Navigate(r.NewToken()))
	p.do(chromedp.Evaluate[chromedp.Void](`var buzzed = 0; Object.defineProperty(navigator, "vibrate", { value: () => { buzzed++; return true; } });`))
	seen := 0
	see := func(after time.Duration, cue string, want int) {
		t.Helper()
		d := deliver(t, load(t, dayPlan))
		d.say("start")
		d.pass(after)
		seen++
		phone := PhoneOf(d.state, d.now, PhoneView{Zone: time.UTC})
		phone.At, phone.Title = tenOClock, fmt.Sprint(seen)
		r.Publish(phone)
		p.until("it shows the state", `scene && scene.title === "`+phone.Title+`"`)
		if phone.Cue != cue {
			t.Errorf("the cue is %q, not %q", phone.Cue, cue)
		}
		if got := eval[int](p, `buzzed`); got != want {
			t.Errorf("after %s it has vibrated %d times, not %d", after, got, want)
		}
	}
	see(14*time.Minute, "", 0)
	see(15*time.Minute, "5 MINUTES LEFT: tell the room", 0) // nobody asked
	p.do(chromedp.Evaluate[chromedp.Void](`at("buzz").click()`))
	see(17*time.Minute, "", 1) // to feel what it is like
	see(18*time.Minute, "2 MINUTES LEFT: tell the room", 2)
	see(18*time.Minute+time.Second, "2 MINUTES LEFT: tell the room", 2)
	see(19*time.Minute, "1 MINUTE LEFT: tell the room", 3)
	p.do(chromedp.Evaluate[chromedp.Void](`at("buzz").click()`))
	see(20*time.Minute, "TIME IS UP", 3)
}
