package home

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session/journal"
	"facilitate/sessions"
)

// here is an environment with a plan in this folder, one of one's own and one
// that is broken.
func here(t *testing.T) *cli.Env {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	const plan = "id: x\ntitle: Our own\nduration: 10m\nactivities: [{id: a, title: A, duration: 5m}]\n"
	for name, text := range map[string]string{
		"ours.yaml": plan, "no-plan.yaml": "services: {}\n", "plans/kept.yaml": plan, "plans/broken.yaml": "title: B\n", "my-talk.yaml": plan,
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	settings := map[string]string{"FACILITATE_PLANS": filepath.Join(dir, "plans"), "FACILITATE_STATE": filepath.Join(dir, "state")}
	return &cli.Env{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Getenv: func(k string) string { return settings[k] }, Now: time.Now}
}

// TestChoices sees which plans there are, and what can be done with each.
func TestChoices(t *testing.T) {
	all := choices(here(t))
	var lines []string
	for _, c := range all {
		for _, d := range c.deeds {
			lines = append(lines, d.key+" "+commandLine(d.args))
		}
	}
	got := strings.Join(lines, "\n") + "\n"
	for _, want := range []string{
		"enter facilitate deliver my-talk.yaml\n", "enter facilitate deliver ours.yaml\nr facilitate rehearse ours.yaml\np facilitate pack ours.yaml\ns facilitate show ours.yaml\nenter",
		"enter facilitate check broken\nenter facilitate deliver kept\n",
		"s facilitate show infant-mental-health\nc facilitate new my-infant-mental-health.yaml --from infant-mental-health\n",
		"s facilitate show talk\nenter facilitate help\n", // a copy of it is there already
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not among\n%s", want, got)
		}
	}
	if strings.Contains(got, "no-plan") || strings.Contains(got, "report") {
		t.Errorf("there is no such plan, and no run yet:\n%s", got)
	}
	if n := 4 + len(sessions.Names()) + len(sessions.Examples()) + 1; len(all) != n {
		t.Errorf("there are %d choices, not %d", len(all), n)
	}
}

// TestUnfinished sees that the newest run that stopped of late comes first.
func TestUnfinished(t *testing.T) {
	env := here(t)
	dir := env.Getenv("FACILITATE_STATE")
	begin := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	src, _ := sessions.Read("talk")
	id := clitest.Run{Plan: src, Kind: journal.Delivery, Begin: begin, Script: "0:00 start\n2:00 next\n"}.Keep(t, dir)
	clitest.Run{Plan: src, Kind: journal.Delivery, Begin: begin.Add(time.Hour), Script: "0:00 start\n2:00 finish\n"}.Keep(t, dir)
	env.Now = func() time.Time { return begin.Add(7 * time.Minute) }
	want := choice{"GO ON", "Why we began to walk to school", "delivery, stopped 5 min ago", onEnter("go on", "resume", id)}
	if got := choices(env)[0]; !reflect.DeepEqual(got, want) {
		t.Errorf("%+v comes first, not %+v", got, want)
	}
	env.Now = func() time.Time { return begin.Add(30 * 24 * time.Hour) }
	if got := choices(env)[0]; got.group != "PLANS" {
		t.Errorf("%+v comes first", got)
	}
}

// TestKeys presses keys, and sees what is chosen.
func TestKeys(t *testing.T) {
	all := choices(here(t))
	for _, c := range []struct{ keys, want string }{
		{"enter", "deliver my-talk.yaml"},
		{"down r", "rehearse ours.yaml"},
		{"down down up p", "pack ours.yaml"},
		{"end up s", "show talk"},
		{"end down enter", "help"},
		{"c q", ""}, // of a plan of one's own no copy is made
		{"esc", ""},
	} {
		s := newScreen(all, strings.ToUpper)
		var cmd tea.Cmd
		for key := range strings.FieldsSeq(c.keys) {
			cmd = s.key(key)
		}
		if got := strings.Join(s.taken, " "); got != c.want || cmd == nil {
			t.Errorf("%s: %q, not %q, and left: %v", c.keys, got, c.want, cmd != nil)
		}
	}
}

// TestView sees that at each size what is chosen stands there with its command and
// all its keys, and that nothing is longer than the screen.
func TestView(t *testing.T) {
	all := choices(here(t))
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 30}} {
		s := newScreen(all, strings.ToUpper)
		s.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		for range all {
			view := ansi.Strip(s.View())
			lines := strings.Split(view, "\n")
			c := all[s.at]
			if len(lines) != size[1] || slices.ContainsFunc(lines, func(l string) bool { return ansi.StringWidth(l) > size[0] }) {
				t.Errorf("%v: it has %d lines\n%s", size, len(lines), view)
			}
			if n := strings.Count(view, "\n > "+c.title[:min(len(c.title), 20)]); n != 1 {
				t.Errorf("%v: %q stands there %d times\n%s", size, c.title, n, view)
			}
			for _, d := range c.deeds {
				if !strings.Contains(view, d.does) {
					t.Errorf("%v: no key for %q\n%s", size, d.does, view)
				}
			}
			if !strings.Contains(view, "FACILITATE "+strings.ToUpper(c.deeds[0].args[0])) {
				t.Errorf("%v: the command is not told\n%s", size, view)
			}
			s.key("down")
		}
	}
}

// TestRepeat sees that each choice is carried out and told, until one leaves.
func TestRepeat(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed string
		stop  int // the status of the command
		asked int
		want  error
	}{
		{"\n", 0, 2, nil}, // then none is chosen
		{"q\n", 0, 1, nil},
		{"Q\n", 1, 1, nil},
		{"\n", cli.StatusInterrupted, 1, cli.ErrInterrupted},
	} {
		var out bytes.Buffer
		env := &cli.Env{In: strings.NewReader(c.typed), Out: &out}
		asked, done := 0, ""
		err := repeat(env, func() ([]string, error) {
			if asked++; asked > 1 {
				return nil, nil
			}
			return []string{"show", "my plan"}, nil
		}, func(args []string) int { done += strings.Join(args, " "); return c.stop })
		if asked != c.asked || err != c.want || done != "show my plan" {
			t.Errorf("%q: asked %d times, did %q, %v", c.typed, asked, done, err)
		}
		if told := strings.Contains(out.String(), "that was: "+commandLine([]string{"show", "my plan"})); told == (c.stop == cli.StatusInterrupted) {
			t.Errorf("%q: %q", c.typed, out.String())
		}
	}
}
