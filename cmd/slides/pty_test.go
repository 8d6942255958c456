//go:build linux || darwin

package slides

import (
	"bufio"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
)

// TestSlidesInTerminal pages through the shipped plan's slides and sees what
// is sent to a page.
func TestSlidesInTerminal(t *testing.T) {
	t.Parallel()
	p := clitest.RunInTerminal(t, 80, 24, clitest.FindProgram(t), "slides", "--no-open", "--port", "0")
	screen := p.UntilShown("1 of 9")
	url := regexp.MustCompile(`http://localhost:\d+/`).FindString(screen)
	if url == "" {
		t.Fatalf("it does not say where the page is\n%s", screen)
	}
	answer, err := http.Get(url + "events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	events := bufio.NewScanner(answer.Body)
	next := func() string { // the next scene
		for events.Scan() {
			if data, ok := strings.CutPrefix(events.Text(), "data: {\"page\":"); ok {
				return data
			}
		}
		t.Fatalf("the page hears no more: %v", events.Err())
		return ""
	}
	if first := next(); !strings.Contains(first, `"title":"Infant Mental Health"`) || !strings.Contains(first, `"runs":false`) {
		t.Errorf("the first slide is %s", first)
	}
	p.UntilShown("in 1 window")
	for _, step := range []struct{ key, shows, says string }{
		{clitest.PageDown, `"title":"Today"`, "2 of 9"},
		{"b", `"black"`, "the page is black"},
		{"b", `"title":"Today"`, "2 of 9"},
		{"\x1b[F", `"title":"A moment for ourselves"`, "9 of 9"},
	} {
		p.Press(step.key)
		if scene := next(); !strings.Contains(scene, step.shows) {
			t.Errorf("%q: the page is shown %s", step.key, scene)
		}
		p.UntilShown(step.says)
	}
	p.Press("q")
	if status := p.Exit(); status != cli.StatusDone {
		t.Errorf("exit status %d", status)
	}
	p.Clean()
}

// TestSlidesToldToEnd ends the program by its keyboard and by signals: the terminal is
// as it was. Of cli.UntilTold the tests of deliver send every one.
func TestSlidesToldToEnd(t *testing.T) {
	t.Parallel()
	program := clitest.FindProgram(t)
	end := func(told func(p *clitest.Terminal) error) {
		p := clitest.RunInTerminal(t, 80, 24, program, "slides", "--no-open", "--port", "0")
		p.UntilShown("1 of 9")
		if err := told(p); err != nil {
			t.Fatal(err)
		}
		if status := p.Exit(); status != cli.StatusInterrupted {
			t.Errorf("exit status %d", status)
		}
		if p.Emulator.Alt {
			t.Error("the alternate screen is still on")
		}
		p.Clean()
	}
	end(func(p *clitest.Terminal) error {
		p.Press("\x03")
		return nil
	})
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		end(func(p *clitest.Terminal) error { return p.Cmd.Process.Signal(s) })
	}
}
