package room

import (
	"strings"
	"testing"
	"time"

	"facilitate/session/run"
)

// dayPlan has what is fixed, and breaks.
const dayPlan = `
title: A day out
duration: 4h
start: "10:00"
slides: [{id: menu, title: Soup}, {id: face, title: The guest}]
activities:
  - {id: walk, title: Walk, duration: 20m}
  - {id: tea, title: Tea, kind: break, duration: 10m}
  - {id: talk, title: Talk, duration: 20m}
  - {id: guest, title: A guest, at: "11:00", duration: 30m, setting: groups, question: "And you?", notes: [{slide: face}]}
  - {id: map, title: Map, duration: 10m}
  - {id: air, title: Air, kind: break, duration: 5m}
  - {id: extra, title: Extra, spare: true, duration: 5m}
  - id: lunch
    title: Lunch
    kind: break
    at: "12:00"
    phases: [{name: Eat, duration: 40m, notes: [{say: go}, {slide: menu}]}, {name: Rest, duration: 20m}]
  - {id: home, title: Home, duration: 10m}
  - {id: bus, title: Bus, kind: break, duration: 5m}
`

func TestWaitsAndBreaks(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	for _, test := range []struct {
		name string
		view View
		do   func(d *delivery)
		want string
	}{
		{
			"before the start, not counted to",
			View{},
			func(d *delivery) { d.now = tenOClock.Add(-m) },
			`{"page":"title","title":"A day out","begins":"10:00"}`,
		},
		{
			"before the start",
			View{CountIn: true, HideClock: true},
			func(d *delivery) { d.now = tenOClock.Add(-90 * time.Second) },
			`{"page":"title","title":"A day out","begins":"10:00","clock":{"left_ms":90000,"runs":true}}`,
		},
		{
			"the start has come",
			View{CountIn: true},
			func(d *delivery) { d.now = tenOClock.Add(3 * m) },
			`{"page":"title","title":"A day out","begins":"10:00","soon":true}`,
		},
		{
			"the start is this minute, not counted to",
			View{},
			func(d *delivery) { d.now = tenOClock.Add(m - 1) },
			`{"page":"title","title":"A day out","begins":"10:00"}`,
		},
		{
			"the start has passed, not counted to",
			View{},
			func(d *delivery) { d.now = tenOClock.Add(m) },
			`{"page":"title","title":"A day out","begins":"10:00","soon":true}`,
		},
		{
			"a planned break",
			View{},
			func(d *delivery) { d.say("start"); d.pass(20 * m); d.say("next"); d.pass(m) },
			`{"page":"break","back":"10:30","activity":"Tea","clock":{"left_ms":540000,"runs":true,"whole_ms":600000}}`,
		},
		{
			"begun some seconds after a minute",
			View{},
			func(d *delivery) { d.say("start"); d.pass(20*m + time.Second); d.say("next") },
			`{"page":"break","back":"10:31","activity":"Tea","clock":{"left_ms":600000,"runs":true,"whole_ms":600000}}`,
		},
		{
			"the wall clock was set",
			View{Stepped: 4 * m},
			func(d *delivery) { d.say("start"); d.pass(20 * m); d.say("next") },
			`{"page":"break","back":"10:34","activity":"Tea","clock":{"left_ms":600000,"runs":true,"whole_ms":600000}}`,
		},
		{
			"longer",
			View{},
			func(d *delivery) { d.say("start"); d.pass(20 * m); d.say("next"); d.say("extend", "3m") },
			`{"page":"break","back":"10:33","activity":"Tea","clock":{"left_ms":780000,"runs":true,"whole_ms":780000}}`,
		},
		{
			"its last second",
			View{},
			func(d *delivery) { d.say("start"); d.pass(20 * m); d.say("next"); d.pass(10*m - 1) },
			`{"page":"break","back":"10:30","activity":"Tea","clock":{"left_ms":0,"runs":true,"whole_ms":600000}}`,
		},
		{
			"over",
			View{},
			func(d *delivery) { d.say("start"); d.pass(20 * m); d.say("next"); d.pass(10 * m) },
			`{"page":"break","soon":true,"activity":"Tea"}`,
		},
		{
			"long over",
			View{},
			func(d *delivery) { d.say("start"); d.pass(20 * m); d.say("next"); d.pass(25 * m) },
			`{"page":"break","soon":true,"activity":"Tea"}`,
		},
		{
			"paused, it moves",
			View{},
			func(d *delivery) {
				d.say("start")
				d.pass(20 * m)
				d.say("next")
				d.say("pause", "question")
				d.pass(5 * m)
			},
			`{"page":"break","back":"10:35","activity":"Tea","clock":{"left_ms":600000,"runs":true,"whole_ms":900000}}`,
		},
		{
			"a pause in it that was given an end",
			View{BackAt: tenOClock.Add(41 * m)},
			func(d *delivery) { d.say("start"); d.pass(20 * m); d.say("next"); d.say("pause", "break") },
			`{"page":"break","back":"10:41","activity":"Tea","clock":{"left_ms":1260000,"runs":true,"whole_ms":1260000}}`,
		},
		{
			"a pause whose end has come",
			View{BackAt: tenOClock.Add(5 * m)},
			func(d *delivery) { d.say("start"); d.say("pause", "break"); d.pass(7 * m) },
			`{"page":"break","soon":true}`,
		},
		{
			"an incident in it",
			View{},
			func(d *delivery) { d.say("start"); d.say("goto", "tea"); d.say("pause", "incident") },
			`{"page":"short"}`,
		},
		{
			"taken early, and then back to this",
			View{},
			func(d *delivery) { d.say("start"); d.pass(12 * m); d.say("take", "tea") },
			`{"page":"break","back":"10:22","activity":"Tea","clock":{"left_ms":600000,"runs":true,"whole_ms":600000}}`,
		},
		{
			"before what is fixed, early: it is there that it goes on",
			View{},
			func(d *delivery) { d.say("start"); d.pass(90 * m); d.say("goto", "air"); d.pass(6 * m) },
			`{"page":"break","back":"12:00","activity":"Air","clock":{"left_ms":1440000,"runs":true,"whole_ms":1800000}}`,
		},
		{
			"before what is fixed, late",
			View{},
			func(d *delivery) { d.say("start"); d.pass(117*m + time.Second); d.say("goto", "air") },
			`{"page":"break","back":"12:03","activity":"Air","clock":{"left_ms":300000,"runs":true,"whole_ms":300000}}`,
		},
		{
			"before what is fixed within a minute: as it is told everywhere",
			View{},
			func(d *delivery) {
				d.say("start")
				d.say("fix", "lunch", tenOClock.Add(30*m+30*time.Second).Format(time.RFC3339))
				d.say("goto", "air")
			},
			`{"page":"break","back":"10:30","activity":"Air","clock":{"left_ms":1830000,"runs":true,"whole_ms":1830000}}`,
		},
		{
			"it waits",
			View{},
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest") },
			`{"page":"wait","begins":"11:00","activity":"A guest","clock":{"left_ms":600000,"runs":true}}`,
		},
		{
			"it waits, paused and without clocks",
			View{HideClock: true},
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest"); d.say("pause") },
			`{"page":"wait","begins":"11:00","activity":"A guest"}`,
		},
		{
			"no pause puts it off",
			View{},
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest"); d.say("pause"); d.pass(m) },
			`{"page":"wait","begins":"11:00","activity":"A guest","clock":{"left_ms":540000,"runs":true}}`,
		},
		{
			"a break is called while it waits",
			View{},
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest"); d.say("pause", "break") },
			`{"page":"break","back":"11:00","clock":{"left_ms":600000,"runs":true,"whole_ms":600000}}`,
		},
		{
			"groups are to find each other while it waits",
			View{Groups: &GroupsScene{CountTo: 3}, Quiz: &QuizScene{Statement: "secret"}},
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest") },
			`{"page":"wait","begins":"11:00","activity":"A guest","clock":{"left_ms":600000,"runs":true},"groups":{"count_to":3}}`,
		},
		{
			"its time has come",
			View{},
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest"); d.pass(11 * m) },
			`{"page":"work","activity":"A guest","question":"And you?","setting":"in groups","clock":{"left_ms":1740000,"runs":true,"whole_ms":1800000,"amber_ms":120000},"slide":{"title":"The guest"}}`,
		},
		{
			"begun before its time",
			View{},
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest"); d.say("begin") },
			`{"page":"work","activity":"A guest","question":"And you?","setting":"in groups","clock":{"left_ms":1800000,"runs":true,"whole_ms":1800000,"amber_ms":120000},"slide":{"title":"The guest"}}`,
		},
		{
			"put later",
			View{},
			func(d *delivery) {
				d.say("start")
				d.pass(50 * m)
				d.say("goto", "guest")
				d.say("fix", "guest", tenOClock.Add(75*m+20*time.Second).Format(time.RFC3339))
			},
			`{"page":"wait","begins":"11:15","activity":"A guest","clock":{"left_ms":1520000,"runs":true}}`,
		},
		{
			"lunch, early",
			View{},
			func(d *delivery) { d.say("start"); d.pass(90 * m); d.say("goto", "lunch") },
			`{"page":"wait","begins":"12:00","activity":"Lunch","clock":{"left_ms":1800000,"runs":true}}`,
		},
		{
			"a break is called while lunch waits: it is not lunch yet",
			View{},
			func(d *delivery) { d.say("start"); d.pass(90 * m); d.say("goto", "lunch"); d.say("pause", "break") },
			`{"page":"break","back":"12:00","clock":{"left_ms":1800000,"runs":true,"whole_ms":1800000}}`,
		},
		{
			"lunch, of two phases",
			View{},
			func(d *delivery) { d.say("start"); d.pass(90 * m); d.say("goto", "lunch"); d.pass(40 * m) },
			`{"page":"break","back":"13:00","activity":"Lunch","clock":{"left_ms":3000000,"runs":true,"whole_ms":3600000}}`,
		},
		{
			"a slide put up in it",
			View{},
			func(d *delivery) { d.say("start"); d.pass(120 * m); d.say("goto", "lunch"); d.place(1) },
			`{"page":"break","back":"13:00","activity":"Lunch","clock":{"left_ms":3600000,"runs":true,"whole_ms":3600000},"slide":{"title":"Soup"}}`,
		},
		{
			"after which there is nothing",
			View{},
			func(d *delivery) { d.say("start"); d.do(run.Goto{To: "bus", Drop: true}) },
			`{"page":"break","activity":"Bus"}`,
		},
		{
			"called a break, and not marked as one",
			View{},
			func(d *delivery) { d.say("start"); d.do(run.Goto{To: "cake", Drop: true}) },
			`{"page":"break","back":"10:15","activity":"Cake and coffee","clock":{"left_ms":900000,"runs":true,"whole_ms":900000}}`,
		},
		{
			"called a break, and people are asked something",
			View{},
			func(d *delivery) { d.say("start"); d.do(run.Goto{To: "working", Drop: true}) },
			`{"page":"work","activity":"Working lunch","question":"Why?","clock":{"left_ms":900000,"runs":true,"whole_ms":900000,"amber_ms":120000}}`,
		},
	} {
		d := deliver(t, load(t, strings.Replace(dayPlan, "  - {id: bus,", `  - {id: cake, title: Cake and coffee, duration: 15m}
  - {id: working, title: Working lunch, duration: 15m, question: "Why?"}
  - {id: bus,`, 1)))
		test.do(d)
		if got := toJSON(t, d.scene(test.view)); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}
