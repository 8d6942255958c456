//go:build linux || darwin

package deliver

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"facilitate/cmd/clitest"
	"facilitate/cmd/room"
	"facilitate/timer/timertest"
)

// TestRoomOfProgram looks at the room's screen of the whole program: from the
// title to the thanks, killed and resumed on the same port, with --room and
// where that was forgotten.
func TestRoomOfProgram(t *testing.T) {
	t.Parallel()
	program, dir, port := clitest.FindProgram(t), t.TempDir(), clitest.FreePort(t)
	b := newTheatre(t)
	run := func(args ...string) *clitest.Terminal {
		return clitest.RunInTerminal(t, 100, 30, append([]string{program}, append(args, "--state-dir", dir, "--port", fmt.Sprint(port))...)...)
	}
	p := run("deliver", clitest.Shipped, "--room", "--no-open", "--people", "18", "--groups", "4")
	p.UntilShown(fmt.Sprintf("the room's screen is at http://localhost:%d/", port))
	page := b.open(t, fmt.Sprintf("http://localhost:%d/", port))
	page.until("the title", func(s seen) bool { return s.Page == "title" && s.Heading == "Infant Mental Health" })
	page.timed()
	p.Press(clitest.Enter)
	slide := func(s seen) bool { return s.Page == "work" && s.Heading == "Today" && !s.Lost }
	page.until("the first slide", func(s seen) bool { return s.Page == "work" && s.Heading == "Infant Mental Health" })
	time.Sleep(guard)
	p.Press(clitest.PageDown + clitest.PageDown + clitest.PageDown)
	page.until("the slide of the day", slide)
	var reached delays
	for range timertest.Amount(2, 10) {
		for _, key := range []string{"b", "p"} {
			for range 2 {
				began := time.Now()
				p.Press(key)
				reached.add(page.changedAt(began).Sub(began))
			}
		}
	}
	t.Logf("from a key in the terminal to the page: half within %v, all within %v", reached.of(50), reached.of(100))
	page.until("as it was", slide)

	die := func() {
		t.Helper()
		if err := p.Cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		died := time.Now()
		p.Exit()
		page.until("that it is reconnecting", func(s seen) bool { return s.Lost && s.Heading == "Today" })
		t.Logf("it says so after %v", time.Since(died).Round(10*time.Millisecond))
	}
	die()
	p = run("resume", "--room", "--no-open", "--count")
	back := time.Now()
	page.until("the program is back", slide)
	t.Logf("it is right again %v after the program was started", time.Since(back).Round(10*time.Millisecond))
	p.UntilShown("note 4 of")
	p.Press("+") // and it follows
	page.until("a minute more", func(s seen) bool { return s.left() > 5*time.Minute })

	die()
	p = run("resume", "--count") // nobody thought of --room
	p.UntilShown("note 4 of")
	p.Press("r")
	back = time.Now()
	p.UntilShown("THE ROOM'S SCREEN")
	page.until("it was healed", slide) // before or after the program went on to open a browser
	t.Logf("it is right again %v after r", time.Since(back).Round(10*time.Millisecond))
	p.Press("\x1b")
	p.Until("the panel closed", func(screen string) bool { return !strings.Contains(screen, "THE ROOM'S SCREEN") })
	p.Press("F")
	p.UntilShown("FINISH?")
	p.Press("y")
	page.until("the thanks", func(s seen) bool { return s.Page == "thanks" })
	p.UntilShown("THE END")
	p.Press("q")
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	p.Clean()
	page.do(chromedp.Evaluate[chromedp.Void](`heard = -1e6; tick()`)) // as if it had heard nothing for long
	if s := page.sees(); s.Page != "thanks" || s.Lost {
		t.Errorf("after the program was left the room sees %s", s)
	}
}

var wayIn = regexp.MustCompile(`http://127\.0\.0\.1:\d+/#[\w-]+`)

// TestPhoneOfProgram leads the whole program from a phone.
func TestPhoneOfProgram(t *testing.T) {
	t.Parallel()
	p := clitest.RunInTerminal(t, 120, 40, clitest.FindProgram(t), "deliver", clitest.Shipped, "--remote", "--address", "127.0.0.1", "--remote-port", fmt.Sprint(clitest.FreePort(t)), "--state-dir", t.TempDir())
	door := p.UntilShown("LET THE PHONE IN")
	h, status := enters(t, wayIn.FindString(door))
	if status != http.StatusOK {
		t.Fatal(status)
	}
	phone := follow(t, h.address+"events", h.cookie)
	p.UntilShown("1 phone in")
	p.Press("\x1b")
	p.UntilShown("ENTER STARTS")
	time.Sleep(guard)
	p.Press(clitest.Enter)
	p.UntilShown("note 1 of")
	time.Sleep(guard)
	h.taps(room.NextNote)
	p.UntilShown("note 2 of")
	phone.until("the note", func(scene string) bool { return strings.Contains(scene, `"number":2`) })
	h.sends(h.seq-1, room.NextNote) // the network sent it twice
	h.taps(room.Pause)
	p.UntilShown("PAUSED")
	h.taps(room.Resume)
	p.UntilShown("note 2 of")
	h.taps(room.NextPhase)
	p.UntilShown("MYTH BUSTER")
	p.Press("r")
	p.UntilShown("1 phone follow")
	p.Press("v")
	p.UntilShown("turned away")
	eventually(t, "the stream ends", phone.isOver)
	if status, _, _ := h.sends(h.seq, room.NextNote); status != http.StatusUnauthorized {
		t.Errorf("a phone that was turned away: %d", status)
	}
	p.Press("\x1b")
	p.Until("the panel closed", func(screen string) bool { return !strings.Contains(screen, "THE ROOM'S SCREEN") })
	p.Press("q")
	p.UntilShown("LEAVE?")
	p.Press("y")
	began := time.Now()
	if status := p.Exit(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	t.Logf("it ended %v after the key", time.Since(began).Round(time.Millisecond))
	p.Clean()
}
