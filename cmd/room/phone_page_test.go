package room

import (
	"fmt"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/clitest"
	"facilitate/cmd/words"
)

// phoneFits is whether nothing is off the phone, and every button can be met by a
// thumb.
const phoneFits = `document.documentElement.scrollHeight <= innerHeight && [...document.querySelectorAll("button")].every((b) => { const r = b.getBoundingClientRect(); return b.hidden || (r.bottom <= innerHeight && r.right <= innerWidth && r.height >= 44); })`

// TestPhonePage leads a delivery from the phone's page.
func TestPhonePage(t *testing.T) {
	t.Parallel()
	plan := shipped(t)
	d := deliver(t, plan)
	d.say("start")
	var mu sync.Mutex
	var did []Action
	r := NewRemote(RemoteOptions{Address: netip.MustParseAddr("127.0.0.1"), Now: func() time.Time { return tenOClock }, Do: func(a Action) string {
		mu.Lock()
		defer mu.Unlock()
		did = append(did, a)
		return "done: " + string(a)
	}})
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	publish := func(change func(*Phone)) {
		p := PhoneOf(d.state, d.now, PhoneView{Verdict: "ends 11:25, on time, 5 min spare"})
		p.At = tenOClock
		if change != nil {
			change(&p)
		}
		r.Publish(p)
	}
	publish(nil)
	p := openTab(t, 390, 844)
	p.do(chromedp.Navigate(r.NewToken()))
	p.until("it is let in", `scene && scene.stage === "running"`)
	if hash := eval[string](p, `location.href`); hash != r.Address() {
		t.Errorf("the token is still in the address: %s", hash)
	}
	if eval[string](p, `document.cookie`) != "" {
		t.Error("a script can read the cookie")
	}
	if n := r.Connected(); n != 1 {
		t.Errorf("%d phones are connected", n)
	}
	tapped := 0
	tap := func(selector string, want Action) {
		t.Helper()
		p.until("the button can be tapped", `!busy`)
		p.do(chromedp.Evaluate[chromedp.Void](`{ const b = document.querySelector('` + selector + `'); b.click(); b.click(); }`)) // twice
		tapped++
		p.until("it was told", `document.getElementById("told").textContent === "done: `+string(want)+`"`)
		mu.Lock()
		defer mu.Unlock()
		if len(did) != tapped || did[tapped-1] != want {
			t.Errorf("%s: %v", want, did)
		}
	}
	p.phone(t, phoneFits, "phone-title")
	tap(".on", NextNote)
	tap(".back", PreviousNote)
	tap("#pause", Pause)
	d.place(4)
	d.pass(5*time.Minute + 72*time.Second)
	d.say("pause")
	publish(nil)
	p.until("it shows the pause", `scene.stage === "paused"`)
	tap("#pause", Resume)
	p.phone(t, phoneFits, "phone-paused")
	d.say("resume")
	d.place(5)
	publish(func(p *Phone) { p.Blank, p.Turn = true, &PhoneTurn{Group: "Group 3", Number: 3, Of: 5} })
	p.until("it shows whose turn it is", `scene.turn`)
	tap("#blank", Unblank)
	tap("#group", NextGroup)
	p.phone(t, phoneFits, "phone-over")
	publish(nil)
	p.until("it goes on", `!scene.turn`)
	tap("#blank", Blank)
	tap("[data-do=minute-more]", MinuteMore)
	tap("#phase", NextPhase) // it wants two taps
	p.do(chromedp.EmulateViewport(320, 568))
	p.phone(t, phoneFits, "phone-small")
	p.do(chromedp.EmulateViewport(390, 844))
}

// phone looks whether everything fits, and keeps what it looks like.
func (p tab) phone(t *testing.T, fits, name string) {
	t.Helper()
	if !eval[bool](p, fits) {
		t.Errorf("%s: something does not fit", name)
	}
	for _, theme := range []string{"light", "dark"} {
		p.theme(theme)
		if pale := eval[string](p, palest); pale != "" {
			t.Errorf("%s, %s: %s", name, theme, pale)
		}
		p.picture(name + "-" + theme)
	}
}

// TestPhonePageWaits: on the phone's page nothing leaves a phase that waits for
// its time, and its last minutes are amber.
func TestPhonePageWaits(t *testing.T) {
	t.Parallel()
	r := NewRemote(RemoteOptions{Address: netip.MustParseAddr("127.0.0.1"), Now: func() time.Time { return tenOClock }})
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	p := openTab(t, 390, 844)
	p.do(chromedp.Navigate(r.NewToken()))
	const live = `[!on.disabled, !phase.disabled, document.getElementById("time").classList.contains("amber")].join(" ")`
	for _, test := range []struct {
		name, live, stands string
		do                 func(d *delivery)
	}{
		{"runs", "true true false", "", func(d *delivery) { d.say("start") }},
		{"last-minutes", "true true true", "1 MINUTE LEFT: tell the room", func(d *delivery) { d.say("start"); d.pass(19 * time.Minute) }},
		{"waits", "false false false", "until it begins at 11:00", func(d *delivery) { d.say("start"); d.pass(50 * time.Minute); d.say("goto", "guest") }},
		{
			"waits-paused", "true false false", "❚❚ paused · until it begins at 12:00",
			func(d *delivery) { d.say("start"); d.pass(50 * time.Minute); d.say("goto", "lunch"); d.say("pause") },
		},
		{
			"waits-read", "false false false", "until it begins at 12:00",
			func(d *delivery) { d.say("start"); d.pass(50 * time.Minute); d.say("goto", "lunch"); d.place(1) },
		},
	} {
		d := deliver(t, load(t, dayPlan))
		test.do(d)
		view := PhoneView{Zone: time.UTC}
		view.Verdict = words.VerdictOf(d.state, d.now, view.timeOfDay).Line()
		phone := PhoneOf(d.state, d.now, view)
		phone.At, phone.Title = tenOClock, test.name
		r.Publish(phone)
		p.until("it shows the state", `scene && scene.title === "`+test.name+`"`)
		if got := eval[string](p, live); got != test.live {
			t.Errorf("%s: next, the next phase and amber are %s, not %s", test.name, got, test.live)
		}
		if got := eval[string](p, `document.getElementById("stands").textContent`); got != test.stands {
			t.Errorf("%s: it says %q", test.name, got)
		}
		for _, width := range []int64{390, 320} {
			p.do(chromedp.EmulateViewport(width, map[int64]int64{390: 844, 320: 568}[width]))
			p.phone(t, phoneFits, fmt.Sprintf("phone-%s-%d", test.name, width))
		}
	}
}

// TestPhoneReconnects takes the program away from the phone and brings it back.
func TestPhoneReconnects(t *testing.T) {
	t.Parallel()
	r := remoteFor(t, func(Action) string { return "" })
	r.Publish(ofTheSession())
	p := openTab(t, 390, 844)
	p.do(chromedp.Navigate(r.NewToken()))
	p.until("it is let in", `scene`)
	if err := clitest.LetGo(r.web.server.Close); err != nil {
		t.Fatal(err)
	}
	p.until("it says that it is reconnecting", `!document.getElementById("lost").hidden`)
	p.knowsIn3Seconds()
	if found := p.marks(); len(found) != 15 {
		t.Errorf("for a mere loss all but %q was taken from the page", found)
	}
	again := NewRemote(RemoteOptions{Address: r.o.Address, Port: r.Port()})
	if err := again.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	// The program that came back does not know the phone.
	p.until("it says what to do", `!document.getElementById("out").hidden`)
	p.do(chromedp.Navigate(again.NewToken()))
	again.Publish(Phone{At: tenOClock, Stage: "finished"})
	p.until("it is let in again", `scene && scene.stage === "finished" && document.getElementById("out").hidden`)
}
