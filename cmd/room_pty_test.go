//go:build linux || darwin

package cmd

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/room"
)

// TestRoomOfProgram looks at the room's screen of the whole program: from the
// title to the thanks, killed and resumed on the same port, with --room and
// where that was forgotten.
func TestRoomOfProgram(t *testing.T) {
	t.Parallel()
	program, dir, port := buildProgram(t), t.TempDir(), freePort(t)
	b := newTheatre(t)
	run := func(args ...string) *inTerminal {
		return runInTerminal(t, 100, 30, append([]string{program}, append(args, "--state-dir", dir, "--port", fmt.Sprint(port))...)...)
	}
	p := run("deliver", imh, "--room", "--no-open", "--people", "18", "--groups", "4")
	p.untilShown(fmt.Sprintf("the room's screen is at http://localhost:%d/", port))
	page := b.open(t, fmt.Sprintf("http://localhost:%d/", port))
	page.until("the title", func(s seen) bool { return s.Page == "title" && s.Heading == "Infant Mental Health" })
	page.timed()
	p.press(enter)
	slide := func(s seen) bool { return s.Page == "work" && s.Heading == "Today" && !s.Lost }
	page.until("the first slide", func(s seen) bool { return s.Page == "work" && s.Heading == "Infant Mental Health" })
	time.Sleep(guard)
	p.press(pageDown + pageDown + pageDown)
	page.until("the slide of the day", slide)
	var reached delays
	for range 10 {
		for _, key := range []string{"b", "p"} {
			for range 2 {
				began := time.Now()
				p.press(key)
				eventually(t, "the page changes", func() bool { changed, _ := page.changedAt(); return changed.After(began) })
				changed, _ := page.changedAt()
				reached.add(changed.Sub(began))
			}
		}
	}
	t.Logf("from a key in the terminal to the page: half within %v, all within %v", reached.of(50), reached.of(100))
	page.until("as it was", slide)

	die := func() {
		t.Helper()
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		died := time.Now()
		p.exit()
		page.until("that it is reconnecting", func(s seen) bool { return s.Lost && s.Heading == "Today" })
		t.Logf("it says so after %v", time.Since(died).Round(10*time.Millisecond))
	}
	die()
	p = run("resume", "--room", "--no-open", "--count")
	back := time.Now()
	page.until("the program is back", slide)
	t.Logf("it is right again %v after the program was started", time.Since(back).Round(10*time.Millisecond))
	p.untilShown("note 4 of")
	p.press("+") // and it follows
	page.until("a minute more", func(s seen) bool { return s.left() > 5*time.Minute })

	die()
	p = run("resume", "--count") // nobody thought of --room
	p.untilShown("note 4 of")
	p.press("r")
	back = time.Now()
	p.untilShown("a page that was open follows again") // and no browser is started in front of it
	page.until("it was healed", slide)
	t.Logf("it is right again %v after r", time.Since(back).Round(10*time.Millisecond))
	p.press("\x1b")
	p.until("the panel closed", func(screen string) bool { return !strings.Contains(screen, "THE ROOM'S SCREEN") })
	p.press("F")
	p.untilShown("FINISH?")
	p.press("y")
	page.until("the thanks", func(s seen) bool { return s.Page == "thanks" })
	p.untilShown("THE END")
	p.press("q")
	if status := p.exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.clean()
	page.do(chromedp.Evaluate[chromedp.Void](`heard = -1e6; tick()`)) // as if it had heard nothing for long
	if s := page.sees(); s.Page != "thanks" || s.Lost {
		t.Errorf("after the program was left the room sees %s", s)
	}
}

var wayIn = regexp.MustCompile(`http://127\.0\.0\.1:\d+/#[\w-]+`)

// TestPhoneOfProgram leads the whole program from a phone.
func TestPhoneOfProgram(t *testing.T) {
	t.Parallel()
	p := runInTerminal(t, 120, 40, buildProgram(t), "deliver", imh, "--remote", "--address", "127.0.0.1", "--remote-port", fmt.Sprint(freePort(t)), "--state-dir", t.TempDir())
	door := p.untilShown("LET THE PHONE IN")
	h, status := enters(t, wayIn.FindString(door))
	if status != http.StatusOK {
		t.Fatal(status)
	}
	phone := follow(t, h.address+"events", h.cookie)
	p.untilShown("1 phone in")
	p.press("\x1b")
	p.untilShown("ENTER STARTS")
	time.Sleep(guard)
	p.press(enter)
	p.untilShown("note 1 of")
	time.Sleep(guard)
	h.taps(room.NextNote)
	p.untilShown("note 2 of")
	phone.until("the note", func(scene string) bool { return strings.Contains(scene, `"number":2`) })
	h.sends(h.seq-1, room.NextNote) // the network sent it twice
	if told := h.taps(room.Pause); !strings.HasPrefix(told, "paused") {
		t.Errorf("told %q", told)
	}
	p.untilShown("PAUSED")
	h.taps(room.Resume)
	p.untilShown("note 2 of")
	h.taps(room.NextPhase)
	p.untilShown("MYTH BUSTER")
	p.press("r")
	p.untilShown("1 phone follow")
	p.press("v")
	p.untilShown("turned away")
	eventually(t, "the stream ends", phone.isOver)
	if status, _, _ := h.sends(h.seq, room.NextNote); status != http.StatusUnauthorized {
		t.Errorf("a phone that was turned away: %d", status)
	}
	p.press("\x1b")
	p.until("the panel closed", func(screen string) bool { return !strings.Contains(screen, "THE ROOM'S SCREEN") })
	p.press("q")
	p.untilShown("LEAVE?")
	p.press("y")
	began := time.Now()
	if status := p.exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	t.Logf("it ended %v after the key", time.Since(began).Round(time.Millisecond))
	p.clean()
}
