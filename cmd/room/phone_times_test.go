package room

import (
	"encoding/json"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// TestPhoneWaits is what the phone shows of what is fixed.
func TestPhoneWaits(t *testing.T) {
	t.Parallel()
	const m = time.Minute
	for _, test := range []struct {
		name string
		do   func(d *delivery)
		want Phone
	}{
		{
			"what is fixed comes next",
			func(d *delivery) { d.say("start"); d.say("goto", "talk"); d.pass(19 * m) },
			Phone{
				Stage: "running", Activity: "Talk", Clock: &Clock{Left: 60_000, Runs: true, Amber: 120_000},
				Promise: "A guest", Ends: "13:25", Out: "14:00", Cue: "1 MINUTE LEFT: tell the room", Next: "then A guest, at 11:00", Then: "A guest",
			},
		},
		{
			"it waits",
			func(d *delivery) { d.say("start"); d.pass(50 * m); d.say("goto", "guest") },
			Phone{
				Stage: "waiting", Activity: "A guest", Clock: &Clock{Left: 600_000, Runs: true}, Begins: "11:00",
				Promise: "Lunch", Ends: "13:45", Out: "14:00", Next: "begins at 11:00",
				Note: &PhoneNote{Kind: "Slide", Text: "<p dir=\"auto\">The guest</p>\n", Number: 1, Of: 1},
			},
		},
		{
			"the second part of what is fixed comes next",
			func(d *delivery) { d.say("start"); d.say("goto", "lunch"); d.say("skip"); d.say("goto", "air") },
			Phone{
				Stage: "running", Activity: "Air", Clock: &Clock{Left: 300_000, Runs: true, Amber: 120_000},
				Promise: "A guest", Ends: "11:50", Out: "14:00", Next: "then Lunch: Rest", Then: "Lunch: Rest",
			},
		},
		{
			"no pause puts it off",
			func(d *delivery) { d.say("start"); d.pass(90 * m); d.say("goto", "lunch"); d.say("pause"); d.pass(m) },
			Phone{
				Stage: "paused", Activity: "Lunch", Phase: "Eat", Clock: &Clock{Left: 1_740_000, Runs: true}, Begins: "12:00",
				Promise: "A guest", Ends: "14:30", Out: "14:00", Next: "Slide: Soup",
				Note: &PhoneNote{Kind: "Say", Text: "<p dir=\"auto\">go</p>\n", Number: 1, Of: 2},
			},
		},
	} {
		d := deliver(t, load(t, dayPlan))
		test.do(d)
		got := PhoneOf(d.state, d.now, PhoneView{Zone: time.UTC})
		test.want.Title = "A day out"
		if got, want := toJSON(t, got), toJSON(t, test.want); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, want)
		}
	}
}

// wander gives a delivery commands at random, with seconds between, and has each
// state looked at.
func wander(t *testing.T, plan *session.Plan, states int, look func(d *delivery, p Phone)) {
	t.Helper()
	random := rand.New(rand.NewPCG(12, 5))
	commands := []func(d *delivery) string{
		func(*delivery) string { return "next" },
		func(*delivery) string { return "skip" },
		func(*delivery) string { return "back" },
		func(*delivery) string { return "pause" },
		func(*delivery) string { return "resume" },
		func(*delivery) string { return "begin" },
		func(*delivery) string { return "take " + []string{"tea", "extra", "lunch"}[random.IntN(3)] },
		func(*delivery) string { return "extend " + strconv.Itoa(1+random.IntN(900)) + "s" },
		func(*delivery) string { return "trim " + strconv.Itoa(1+random.IntN(900)) + "s" },
		func(*delivery) string { return "recover " + []string{"trim", "drop", "extend"}[random.IntN(3)] },
		func(d *delivery) string {
			return "fix " + []string{"guest", "lunch", "home"}[random.IntN(3)] + " " + d.now.Add(time.Duration(random.IntN(7200))*time.Second).Format(time.RFC3339)
		},
		func(d *delivery) string {
			return "until " + d.now.Add(time.Duration(random.IntN(9000))*time.Second).Format(time.RFC3339)
		},
	}
	for seen := 0; seen < states; {
		d := deliver(t, plan)
		d.say("start")
		for range 40 {
			d.pass(time.Duration(random.Int64N(int64(5 * time.Minute))))
			c, err := run.ParseCommand(strings.Fields(commands[random.IntN(len(commands))](d)), false)
			if err != nil {
				t.Fatal(err)
			}
			if e, err := run.Decide(d.state, c, d.now); err == nil {
				d.state.Apply(e)
			}
			if d.state.Current() == run.NoPhase {
				break
			}
			view := PhoneView{Zone: time.UTC}
			view.Verdict = words.VerdictOf(d.state, d.now, view.timeOfDay).Line()
			if seen++; seen <= states {
				look(d, PhoneOf(d.state, d.now, view))
			}
		}
	}
}

var (
	endsIn = regexp.MustCompile(`ends (\d\d:\d\d)`)
	outIn  = regexp.MustCompile(`out by (\d\d:\d\d)`)
	missed = regexp.MustCompile(`(?:(\d+) h)? ?(?:(\d+) min)? late: due (\d\d:\d\d), there (\d\d:\d\d)$`)
	spare  = regexp.MustCompile(`^ends .*(on time|runs over by)(?:, none spare|,? ((\d+) h)? ?((\d+) min)?(?: spare)?)$`)
)

// addsUp is what is wrong with the times beside a verdict about the end.
func addsUp(verdict, ends, out string) string {
	said := spare.FindStringSubmatch(verdict)
	e, err := time.Parse("15:04", ends)
	o, err2 := time.Parse("15:04", out)
	if said == nil || err != nil || err2 != nil {
		return "it cannot be read"
	}
	hours, _ := strconv.Atoi(said[3])
	minutes, _ := strconv.Atoi(said[5])
	minutes += 60 * hours
	if said[1] != "on time" {
		minutes = -minutes
	}
	if day := 24 * 60; (int(o.Sub(e)/time.Minute)-minutes)%day != 0 {
		return "it does not add up"
	}
	return ""
}

// lateAddsUp is whether a verdict about a promise that will be missed says the
// minutes between when it was due and when it will be.
func lateAddsUp(verdict string) (adds, late bool) {
	said := missed.FindStringSubmatch(verdict)
	if said == nil {
		return true, false
	}
	due, err := time.Parse("15:04", said[3])
	there, err2 := time.Parse("15:04", said[4])
	hours, _ := strconv.Atoi(said[1])
	minutes, _ := strconv.Atoi(said[2])
	const day = 24 * 60
	return err == nil && err2 == nil && (int(there.Sub(due)/time.Minute)-60*hours-minutes)%day == 0, true
}

// TestPhoneAddsUp subtracts: in what the phone is sent, and on its page, when the
// session must end less when it will is what the verdict says.
func TestPhoneAddsUp(t *testing.T) {
	timertest.OneByOne(t)
	t.Parallel()
	plan := load(t, dayPlan)
	ofEnd, ofMissed := 0, 0
	wander(t, plan, 10_000, func(_ *delivery, p Phone) {
		var sent struct{ Verdict, Promise, Ends, Out string }
		if err := json.Unmarshal([]byte(toJSON(t, p)), &sent); err != nil {
			t.Fatal(err)
		}
		if sent.Promise != "" {
			if !strings.Contains(strings.ToLower(sent.Verdict), strings.ToLower(sent.Promise)) {
				t.Fatalf("the verdict is not about %s: %s", sent.Promise, sent.Verdict)
			}
			adds, late := lateAddsUp(sent.Verdict)
			if !adds {
				t.Fatalf("it does not add up: %s", sent.Verdict)
			}
			if late {
				ofMissed++
			}
			return
		}
		ofEnd++
		if wrong := addsUp(sent.Verdict, sent.Ends, sent.Out); wrong != "" {
			t.Fatalf("%s: %+v", wrong, sent)
		}
	})
	if ofEnd < 1000 || ofMissed < 1000 {
		t.Errorf("only %d verdicts were about the end, and %d about what is missed", ofEnd, ofMissed)
	}
	if adds, late := lateAddsUp("Lunch 1 h 10 min late: due 12:30, there 13:41"); adds || !late {
		t.Error("what is late by another span is not found")
	}
	if addsUp("ends 11:25, on time, 5 min spare", "11:25", "11:31") == "" || addsUp("ends 12:40, runs over by 1 h 10 min", "12:40", "11:31") == "" {
		t.Error("what does not add up is not found")
	}
}

// TestPhonePageAddsUp reads fifty of them off the page.
func TestPhonePageAddsUp(t *testing.T) {
	t.Parallel()
	r := NewRemote(RemoteOptions{Address: netip.MustParseAddr("127.0.0.1"), Now: func() time.Time { return tenOClock }, Do: func(Action) string { return "" }})
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	var phones []Phone
	ofEnd := 0
	wander(t, load(t, dayPlan), 10_000, func(_ *delivery, phone Phone) {
		if (phone.Promise != "" && len(phones) > 2*ofEnd) || len(phones) >= 50 {
			return
		}
		if phone.Promise == "" {
			ofEnd++
		}
		phone.At = tenOClock
		phones = append(phones, phone)
	})
	p := openTab(t, 390, 844)
	p.do(chromedp.Navigate(r.NewToken()))
	p.until("it is let in", `source`)
	read := strings.Split(eval[string](p, toJSON(t, phones)+`.map((phone) => (take(phone), at("verdict").textContent + "\t" + at("times").textContent)).join("\n")`), "\n")
	for i, text := range read {
		phone, texts := phones[i], strings.Split(text, "\t")
		out := outIn.FindStringSubmatch(texts[1])
		switch {
		case out == nil || out[1] != phone.Out:
			t.Errorf("the page says %q", texts)
		case phone.Promise == "":
			ends := endsIn.FindStringSubmatch(texts[0])
			if wrong := addsUp(texts[0], ends[1], out[1]); wrong != "" {
				t.Errorf("%s: %q", wrong, texts)
			}
		case !strings.Contains(texts[1], "ends "+phone.Ends+" "):
			t.Errorf("the page says %q", texts)
		}
	}
	if len(read) != 50 || ofEnd < 15 {
		t.Errorf("%d were read, %d about the end", len(read), ofEnd)
	}
}
