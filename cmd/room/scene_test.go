package room

import (
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

const smallPlan = `
title: A walk
duration: 30m
slides:
  - {id: one, title: First, body: "- *a*\n- b"}
  - {id: two, title: Second, image: two.png, alt: A tree}
  - {id: three, title: Third}
quizzes:
  - {id: q, title: "Right?", statements: [{text: "Trees *walk*.", answer: false, because: They stand., sources: [s]}, {text: Water flows., answer: true}]}
sources: [{id: s, text: A book}]
activities:
  - id: out
    title: Out
    phases:
      - {name: Look, duration: 5m, setting: groups, question: "What do *you* see?", notes: [{say: hello}, {slide: one}, {say: there}]}
      - {name: Jumped, duration: 5m, notes: [{slide: three}]}
      - {name: Talk, duration: 5m, setting: [pairs, groups], notes: [{say: more}, {slide: two}]}
  - {id: back, title: Back, duration: 10m, notes: [{say: bye}]}
`

func TestScenes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		view View
		do   func(d *delivery)
		want string
	}{
		{"before", View{}, func(*delivery) {}, `{"page":"title","title":"A walk","begins":"10:00"}`},
		{"before, blanked", View{Blank: true}, func(*delivery) {}, `{"page":"black"}`},
		{"the wall clock was set", View{Stepped: 4 * time.Minute}, func(*delivery) {}, `{"page":"title","title":"A walk","begins":"10:04"}`},
		{
			"the first note",
			View{},
			func(d *delivery) { d.say("start") },
			`{"page":"work","activity":"Out","phase":"Look","question":"What do you see?","setting":"in groups","clock":{"left_ms":300000,"runs":true,"whole_ms":300000,"amber_ms":120000}}`,
		},
		{
			"a slide is up",
			View{},
			func(d *delivery) { d.say("start"); d.place(1); d.pass(90 * time.Second) },
			`{"page":"work","activity":"Out","phase":"Look","question":"What do you see?","setting":"in groups","clock":{"left_ms":210000,"runs":true,"whole_ms":300000,"amber_ms":120000},` +
				`"slide":{"title":"First","body":"\u003cul dir=\"auto\"\u003e\u003cli\u003e\u003cem\u003ea\u003c/em\u003e\u003c/li\u003e\n\u003cli\u003eb\u003c/li\u003e\n\u003c/ul\u003e\n"}}`,
		},
		{
			"it was taken down, and there is no clock",
			View{SlideDown: &Place{0, 1}, HideClock: true},
			func(d *delivery) { d.say("start"); d.place(2) },
			`{"page":"work","activity":"Out","phase":"Look","question":"What do you see?","setting":"in groups"}`,
		},
		{
			"over time",
			View{HideClock: false, SlideDown: &Place{0, 1}},
			func(d *delivery) { d.say("start"); d.place(2); d.pass(11 * time.Minute) },
			`{"page":"work","activity":"Out","phase":"Look","question":"What do you see?","setting":"in groups","clock":{"left_ms":0,"runs":true,"whole_ms":300000,"amber_ms":120000}}`,
		},
		{
			"an open choice of settings",
			View{SlideDown: &Place{0, 1}},
			func(d *delivery) { d.say("start"); d.say("goto", "out/3") },
			`{"page":"work","activity":"Out","phase":"Talk","clock":{"left_ms":300000,"runs":true,"whole_ms":300000,"amber_ms":120000}}`,
		},
		{
			"a choice made",
			View{Setting: session.Pairs},
			func(d *delivery) { d.say("start"); d.say("goto", "out/3"); d.place(1) },
			`{"page":"work","activity":"Out","phase":"Talk","setting":"in pairs","clock":{"left_ms":300000,"runs":true,"whole_ms":300000,"amber_ms":120000},"slide":{"title":"Second","picture":3,"alt":"A tree"}}`,
		},
		{
			"another was taken down",
			View{SlideDown: &Place{0, 1}},
			func(d *delivery) { d.say("start"); d.say("goto", "out/3"); d.place(1) },
			`{"page":"work","activity":"Out","phase":"Talk","clock":{"left_ms":300000,"runs":true,"whole_ms":300000,"amber_ms":120000},"slide":{"title":"Second","picture":3,"alt":"A tree"}}`,
		},
		{
			"the activity ends, and its slide goes",
			View{},
			func(d *delivery) { d.say("start"); d.place(1); d.say("goto", "back") },
			`{"page":"work","activity":"Back","clock":{"left_ms":600000,"runs":true,"whole_ms":600000,"amber_ms":120000}}`,
		},
		{
			"a question",
			View{SlideDown: &Place{0, 1}},
			func(d *delivery) { d.say("start"); d.pass(time.Minute); d.say("pause", "question"); d.pass(time.Hour) },
			`{"page":"work","activity":"Out","phase":"Look","question":"What do you see?","setting":"in groups","paused":true,"clock":{"left_ms":240000,"runs":false,"whole_ms":300000}}`,
		},
		{"a break", View{}, func(d *delivery) { d.say("start"); d.say("pause", "break") }, `{"page":"break"}`},
		{
			"a break that ends",
			View{BackAt: tenOClock.Add(10 * time.Minute)},
			func(d *delivery) { d.say("start"); d.say("pause", "break") },
			`{"page":"break","back":"10:10","clock":{"left_ms":600000,"runs":true,"whole_ms":600000}}`,
		},
		{
			"an incident",
			View{BackAt: tenOClock.Add(10 * time.Minute)},
			func(d *delivery) { d.say("start"); d.place(1); d.say("pause", "incident") },
			`{"page":"short"}`,
		},
		{"a blanked incident", View{Blank: true}, func(d *delivery) { d.say("start"); d.say("pause", "incident") }, `{"page":"black"}`},
		{"the end", View{}, func(d *delivery) { d.say("start"); d.place(1); d.say("finish") }, `{"page":"thanks","title":"A walk"}`},
		{
			"a break hides a quiz",
			View{Quiz: &QuizScene{Statement: "secret"}},
			func(d *delivery) { d.say("start"); d.say("pause", "break") },
			`{"page":"break"}`,
		},
		{
			"a quiz takes the place of a slide",
			View{Quiz: &QuizScene{Number: 1, Of: 2, Statement: "x"}},
			func(d *delivery) { d.say("start"); d.place(1) },
			`{"page":"work","activity":"Out","phase":"Look","question":"What do you see?","setting":"in groups","clock":{"left_ms":300000,"runs":true,"whole_ms":300000,"amber_ms":120000},"quiz":{"number":1,"of":2,"statement":"x"}}`,
		},
		{
			"a round without clocks",
			View{HideClock: true, Round: &RoundScene{Groups: []GroupTurn{{"A", Speaking}}, Clock: NewClock(time.Minute, true)}},
			func(d *delivery) { d.say("start") },
			`{"page":"work","activity":"Out","phase":"Look","question":"What do you see?","setting":"in groups","round":{"groups":[{"name":"A","turn":"speaking"}]}}`,
		},
	} {
		d := deliver(t, load(t, smallPlan))
		test.do(d)
		if got := toJSON(t, d.scene(test.view)); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// TestBegins is a session of which nobody said when it begins.
func TestBegins(t *testing.T) {
	t.Parallel()
	state := run.New(load(t, smallPlan), run.Booking{})
	if got := toJSON(t, SceneOf(state, tenOClock, View{})); got != `{"page":"title","title":"A walk"}` {
		t.Error(got)
	}
}

func TestSlideUp(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		do   func(d *delivery)
		want string
	}{
		{"before the start", func(*delivery) {}, ""},
		{"before its note", func(d *delivery) { d.say("start") }, ""},
		{"at its note", func(d *delivery) { d.say("start"); d.place(1) }, "one"},
		{"after its note", func(d *delivery) { d.say("start"); d.place(2) }, "one"},
		{"back behind its note", func(d *delivery) { d.say("start"); d.place(2); d.place(0) }, ""},
		{"into the next phase", func(d *delivery) { d.say("start"); d.place(2); d.say("goto", "out/3") }, "one"},
		{"its first note is reached as the phase begins", func(d *delivery) { d.say("start"); d.place(1); d.say("next") }, "three"},
		{"a phase that was jumped over shows nothing", func(d *delivery) { d.say("start"); d.say("goto", "out/3") }, ""},
		{"nor does one that was skipped unseen", func(d *delivery) {
			d.say("start")
			d.do(run.Goto{To: "out/3", Drop: true})
		}, ""},
		{"replaced", func(d *delivery) { d.say("start"); d.place(1); d.say("goto", "out/3"); d.place(1) }, "two"},
		{"in another activity", func(d *delivery) { d.say("start"); d.place(1); d.say("goto", "back") }, ""},
		{"after the end", func(d *delivery) { d.say("start"); d.place(1); d.say("finish") }, ""},
		{"the end taken back", func(d *delivery) { d.say("start"); d.place(1); d.say("finish"); d.say("undo") }, "one"},
		{"the jump taken back", func(d *delivery) { d.say("start"); d.place(1); d.say("goto", "out/2"); d.say("undo") }, "one"},
	} {
		d := deliver(t, load(t, smallPlan))
		test.do(d)
		slide, at, ok := SlideUp(d.state, d.now)
		switch {
		case !ok && test.want != "":
			t.Errorf("%s: no slide is up, not %q", test.name, test.want)
		case ok && slide.ID != test.want:
			t.Errorf("%s: %q is up, not %q", test.name, slide.ID, test.want)
		case ok && d.state.Phases()[at.Phase].Plan.Notes[at.Note].Ref != slide.ID:
			t.Errorf("%s: it was not put up at %v", test.name, at)
		}
	}
}

func TestQuizScene(t *testing.T) {
	t.Parallel()
	plan := load(t, smallPlan)
	for _, test := range []struct {
		at       int
		revealed bool
		want     string
	}{
		{0, false, `{"title":"Right?","number":1,"of":2,"statement":"Trees walk."}`},
		{0, true, `{"title":"Right?","number":1,"of":2,"statement":"Trees walk.","reveal":{"answer":false,"because":"They stand.","sources":["A book"]}}`},
		{1, true, `{"title":"Right?","number":2,"of":2,"statement":"Water flows.","reveal":{"answer":true}}`},
		{2, false, `null`},
		{-1, false, `null`},
	} {
		if got := toJSON(t, NewQuizScene(plan, &plan.Quizzes[0], test.at, test.revealed)); got != test.want {
			t.Errorf("%d, %v: %s", test.at, test.revealed, got)
		}
	}
}

func TestClocksCountOn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		clock  *Clock
		passed time.Duration
		want   string
	}{
		{nil, time.Minute, `null`},
		{NewClock(90*time.Second, true), time.Minute, `{"left_ms":30000,"runs":true}`},
		{NewClock(90*time.Second, true), time.Hour, `{"left_ms":0,"runs":true}`},
		{NewClock(90*time.Second, false), time.Hour, `{"left_ms":90000,"runs":false}`},
		{NewClock(-time.Second, true), 0, `{"left_ms":0,"runs":true}`},
		{NewPhoneClock(90*time.Second, true), 2 * time.Minute, `{"left_ms":-30000,"runs":true}`},
		{NewPhoneClock(-time.Minute, false), time.Hour, `{"left_ms":-60000,"runs":false}`},
	} {
		if got := toJSON(t, test.clock.after(test.passed)); got != test.want {
			t.Errorf("%s after %v: %s, want %s", toJSON(t, test.clock), test.passed, got, test.want)
		}
	}
}

func TestSameSight(t *testing.T) {
	t.Parallel()
	scene := func(do func(d *delivery)) Scene {
		d := deliver(t, load(t, smallPlan))
		d.say("start")
		d.place(1)
		do(d)
		return d.scene(View{})
	}
	was := scene(func(*delivery) {})
	for _, test := range []struct {
		name string
		is   Scene
		same bool
	}{
		{"time passed", scene(func(d *delivery) { d.pass(2 * time.Minute) }), true},
		{"time went over", scene(func(d *delivery) { d.pass(time.Hour) }), true},
		{"a minute more", scene(func(d *delivery) { d.pass(time.Minute); d.say("extend", "1m") }), false},
		{"moved a minute back", scene(func(d *delivery) { d.pass(time.Minute); d.say("backdate", "1m") }), false},
		{"a pause", scene(func(d *delivery) { d.say("pause") }), false},
		{"the slide went", scene(func(d *delivery) { d.place(0) }), false},
	} {
		if same := sameContent(was, test.is); same != test.same {
			t.Errorf("%s: the same is %v", test.name, same)
		}
	}
}
