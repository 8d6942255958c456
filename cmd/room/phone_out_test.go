package room

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/clitest"
)

// ofTheSession is a phone's page on which everything is the session's: each text
// has its mark, and so has each clock.
func ofTheSession() Phone {
	text := func(of string) string { return "walk-" + of }
	return Phone{
		At: tenOClock, Stage: "running", Title: text("title"), Activity: text("activity"), Phase: text("phase"),
		Clock: &Clock{Left: 431_000, Runs: false}, Verdict: text("verdict"), Promise: text("promise"), Ends: text("ends"), Out: text("out"), Begins: text("begins"),
		Cue: text("cue"), Next: text("next"), Then: text("then"),
		Note: &PhoneNote{Kind: text("kind"), Text: "<p>" + text("note") + "</p>", Items: []string{text("item")}, Number: 17, Of: 19},
		Turn: &PhoneTurn{Group: text("group"), Number: 17, Of: 19, Clock: &Clock{Left: 431_000}},
	}
}

// marks are what of the session is in the page, seen or not.
func (p tab) marks() (found []string) {
	p.t.Helper()
	all := eval[string](p, "document.documentElement.outerHTML")
	for _, mark := range []string{"activity", "phase", "verdict", "ends", "out", "begins", "cue", "next", "then", "kind", "note", "item", "group"} {
		if strings.Contains(all, "walk-"+mark) {
			found = append(found, mark)
		}
	}
	for _, mark := range []string{"7:11", "17 of 19"} {
		if strings.Contains(all, mark) {
			found = append(found, mark)
		}
	}
	return found
}

// TestPhoneOut turns a phone away in every way in which that happens: nothing of
// the session is left on its page, and one line says why, and how to come back.
func TestPhoneOut(t *testing.T) {
	t.Parallel()
	const away, left = "This phone was turned away. To come back, show the code on the laptop and scan it.",
		"The session was left. To come back, take it up on the laptop, show the code and scan it."
	// refusing is another server in the place of the program's.
	refusing := func(status int) func(*Remote, tab) {
		return func(r *Remote, _ tab) {
			if err := clitest.LetGo(r.web.server.Close); err != nil {
				t.Fatal(err)
			}
			refuses := &http.Server{Addr: fmt.Sprintf("127.0.0.1:%d", r.Port()), Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(status)
			})}
			go func() { _ = refuses.ListenAndServe() }()
			t.Cleanup(func() { refuses.Close() })
		}
	}
	tap := chromedp.Evaluate[chromedp.Void](`document.querySelector(".on").click()`)
	for _, c := range []struct {
		name string
		end  func(*Remote, tab)
		says string
	}{
		{"turned away", func(r *Remote, _ tab) { r.Revoke() }, away},
		{"turned away, and the stream could not say so", func(r *Remote, _ tab) { r.entry.revoke(); r.stream.drop(nil) }, away},
		{"turned away with a tap", func(r *Remote, p tab) { r.entry.revoke(); p.do(tap) }, away},
		{"the session is left", func(r *Remote, _ tab) { _ = r.Close() }, left},
		{"401 after a loss", refusing(http.StatusUnauthorized), away},
		{"401, asked twice at once", func(r *Remote, p tab) {
			refusing(http.StatusUnauthorized)(r, p)
			p.do(chromedp.Evaluate[chromedp.Void](`const twice = () => inside && Promise.all([stillIn(), stillIn()]).catch(() => setTimeout(twice, 100)); twice()`))
		}, away},
		{"403 after a loss", refusing(http.StatusForbidden), away},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := remoteFor(t, func(Action) string { return "walk-told" })
			r.Publish(ofTheSession())
			p := openTab(t, 390, 844)
			p.do(chromedp.Navigate(r.NewToken()))
			p.until("it is let in", `scene`)
			if found := p.marks(); len(found) != 15 {
				t.Fatalf("of the session it shows only %q", found)
			}
			c.end(r, p)
			p.until("it says that it is out", `!document.getElementById("out").hidden`)
			if found := p.marks(); len(found) > 0 {
				t.Errorf("of the session there is still %q", found)
			}
			if said := strings.TrimSpace(eval[string](p, "document.body.innerText")); said != c.says {
				t.Errorf("it says %q", said)
			}
			if eval[bool](p, `[...document.querySelectorAll("button")].some((b) => b.offsetParent)`) {
				t.Error("there are buttons still")
			}
			p.picture("phone-out-" + strings.ReplaceAll(c.name, " ", "-"))
			again := r
			if c.name != "turned away" {
				return
			}
			p.do(chromedp.Navigate(again.NewToken()))
			p.until("it is let in again", `scene && document.getElementById("out").hidden`)
			if found := p.marks(); len(found) != 15 {
				t.Errorf("let in again it shows only %q", found)
			}
		})
	}
}
