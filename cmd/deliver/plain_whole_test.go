//go:build linux || darwin

package deliver

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session"
)

// partner is the program to somebody who talks with it in lines.
type partner struct {
	t    *testing.T
	send func(line string)
	hear func(text string) // waits until that is said
	kill func()
	end  func() (said string)
}

// byPipe talks with the program through pipes.
func byPipe(t *testing.T, argv ...string) partner {
	t.Helper()
	c := exec.Command(argv[0], argv[1:]...)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			lines <- s.Text()
		}
	}()
	var said strings.Builder
	hear := func(text string) {
		t.Helper()
		for line := range lines {
			said.WriteString(line + "\n")
			if text != "" && strings.Contains(line, text) {
				return
			}
		}
		if text != "" {
			t.Fatalf("%q was not said:\n%s", text, said.String())
		}
	}
	return partner{
		t: t, hear: hear, kill: func() { _ = c.Process.Kill() },
		send: func(line string) { _, _ = io.WriteString(in, line+"\n") },
		end:  func() string { hear(""); _ = c.Wait(); return said.String() },
	}
}

// byTerminal talks with it in a terminal that cannot redraw.
func byTerminal(t *testing.T, argv ...string) partner {
	t.Helper()
	p := clitest.RunInTerminal(t, 220, 200, append([]string{"env", "TERM=dumb"}, argv...)...)
	from := 0
	return partner{
		t: t, kill: func() { _ = p.Cmd.Process.Kill() },
		hear: func(text string) {
			t.Helper()
			for deadline := time.Now().Add(soon); ; time.Sleep(5 * time.Millisecond) {
				if at := strings.Index(p.Sent()[from:], text); at >= 0 {
					from += at + len(text)
					return
				}
				if time.Now().After(deadline) {
					t.Fatalf("%q was not said:\n%s", text, p.Sent())
				}
			}
		},
		send: func(line string) { p.Press(line + "\r") },
		end:  func() string { p.Exit(); return p.Sent() },
	}
}

// TestWholeSessionInLines delivers the shipped session from start to end, kills
// the program in the middle and takes the session up again.
func TestWholeSessionInLines(t *testing.T) {
	t.Parallel()
	program, plan := clitest.FindProgram(t), whole(t, clitest.Shipped)
	for name, talk := range map[string]func(*testing.T, ...string) partner{"pipe": byPipe, "terminal": byTerminal} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDeliveries(t, program)
			p := talk(t, program, "deliver", "--plain", "infant-mental-health", "--people", "18", "--groups", "4", "--state-dir", d.store.Dir)
			p.hear("Enter or start begins the session")
			ask := func(line, answer string) {
				p.send(line)
				p.hear(answer)
			}
			ask("", "Started at ")
			ask("c Who comes for the babies?", "Kept as number 1.")
			ask("p", "Paused. ")
			ask("2", "Paused: it is a break.")
			ask("p", "Going on. ")
			ask("goto myth-buster/2", "Myth buster: Answers.")
			ask(noteOf(plan, session.TakeQuiz), "8 statements")
			ask("", "Statement 1 of 8")
			ask("hands 12 6", "hands counted.")
			ask("", "Hands: 12 true, 6 false.")
			ask("score 1 3", "A point for groups 1 and 3.")
			p.kill()
			said := p.end()
			time.Sleep(1200 * time.Millisecond) // of less than a second it is not asked whether it counts

			p = talk(t, program, "resume", "--plain", "--state-dir", d.store.Dir)
			p.hear("Does that time count? Say yes or no.")
			ask("no", "Left out.")
			ask("until +30", "runs over by")
			ask("l", "Recover trim: ")
			ask("l 1", "Recovered: ")
			ask("goto what-is-imh/2", "Feedback.")
			ask(noteOf(plan, session.Round), "4 groups to hear")
			ask("", "Group 1 speaks")
			ask("F", "The session has ended")
			p.send("quit")
			said += p.end()
			spoken(t, strings.ReplaceAll(said, "\b \b", ""))
		})
	}
}

// noteOf is the word that goes to the first note of a kind in its phase.
func noteOf(plan *session.Plan, kind session.NoteKind) string {
	for _, activity := range plan.Activities {
		for _, phase := range activity.Phases {
			for i := range phase.Notes {
				if phase.Notes[i].Kind == kind {
					return "place " + strconv.Itoa(i+1)
				}
			}
		}
	}
	return ""
}

// TestUnattended gives the program nothing, and what never ends: it ends by itself.
func TestUnattended(t *testing.T) {
	t.Parallel()
	program := clitest.FindProgram(t)
	silent, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	defer silent.Close()
	for name, c := range map[string]struct {
		in     io.Reader
		status int
		says   string
	}{
		"nothing":          {nil, 0, "First: First. 5 minutes"},
		"silence":          {silent, 0, "start begins a session and help lists the words."},
		"Enter for ever":   {forEver("\n"), 0, "The session has ended"},
		"a word for ever":  {forEver("time\n"), 130, "Nothing has come of so many lines"},
		"noise":            {forEver("\x00\xff#\n"), 130, "Nothing has come of so many lines"},
		"one endless line": {forEver("a"), 0, "First: First. 5 minutes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDeliveries(t, program)
			command := exec.Command(program, "deliver", d.ours, "--state-dir", d.store.Dir)
			command.Stdin = c.in
			out, _ := command.CombinedOutput()
			if status := command.ProcessState.ExitCode(); status != c.status || !strings.Contains(string(out), c.says) {
				t.Errorf("status %d:\n%.2000s", status, out)
			}
		})
	}
}

// TestNobodyListens: where what reads the lines ends, the session is kept, and it is
// said how to go on.
func TestNobodyListens(t *testing.T) {
	t.Parallel()
	command := exec.Command(clitest.FindProgram(t), "deliver", "--plain", "--state-dir", t.TempDir())
	var complaint bytes.Buffer
	command.Stderr = &complaint
	in, inErr := command.StdinPipe()
	out, outErr := command.StdoutPipe()
	if err := cmp.Or(inErr, outErr, command.Start()); err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(in, "start\n")
	for s := bufio.NewScanner(out); s.Scan() && !strings.HasPrefix(s.Text(), "Started at "); {
	}
	_ = out.Close()
	_, _ = io.WriteString(in, "time\n")
	defer time.AfterFunc(soon, func() { _ = command.Process.Kill() }).Stop()
	_ = command.Wait()
	if status := command.ProcessState.ExitCode(); status != 130 || !strings.Contains(complaint.String(), "the session is kept; to take it up again:\n") {
		t.Errorf("status %d: %s", status, &complaint)
	}
}

// TestBrokenElsewhere: a pipe that is broken elsewhere, as that to a browser whose
// page was closed, does not end a session in lines.
func TestBrokenElsewhere(t *testing.T) {
	t.Parallel()
	out := &once{at: "Started at ", do: func() {
		r, w, err := os.Pipe()
		if err == nil {
			_ = r.Close()
			_, err = w.WriteString("to nobody")
			_ = w.Close()
		}
		if !errors.Is(err, syscall.EPIPE) {
			t.Errorf("the pipe is not broken: %v", err)
		}
		time.Sleep(50 * time.Millisecond) // for the signal
	}}
	env := &cli.Env{In: strings.NewReader("start\nfinish\nyes\n"), Out: out, Err: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now}
	status := clitest.Execute(env, NewDeliver(env), "--plain", clitest.Shipped, "--set", "lead=Ann", "--state-dir", t.TempDir())
	if status != cli.StatusDone {
		t.Errorf("status %d:\n%s", status, &out.said)
	}
}

// once is an output that does something when it is told something.
type once struct {
	at   string
	do   func()
	said bytes.Buffer
}

func (o *once) Write(b []byte) (int, error) {
	if bytes.Contains(b, []byte(o.at)) {
		o.do()
	}
	return o.said.Write(b)
}

// forEver is a text again and again.
type forEver string

func (f forEver) Read(p []byte) (int, error) {
	n := 0
	for n+len(f) <= len(p) {
		n += copy(p[n:], f)
	}
	return n, nil
}
