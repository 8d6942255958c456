//go:build linux || darwin

package evaluate

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session/field"
	"facilitate/session/journal"
)

// sheet is a form that somebody filled in, as it is typed, and as it is listed
// then.
type sheet struct{ keys, listed string }

// sheets are those of so many people.
func sheets(fields []field.Field, n int) []sheet {
	random := rand.New(rand.NewPCG(18, 1))
	all := make([]sheet, n)
	for i := range all {
		var listed []string
		for k := range fields {
			f := &fields[k]
			typed := strconv.Itoa(random.IntN(11))
			switch {
			case random.IntN(6) == 0 && k > 0:
				typed = ""
			case f.IsText():
				typed = fmt.Sprintf("Straße %d, q", i)
			case f.IsChoice():
				typed = strconv.Itoa(1 + random.IntN(len(f.Question.Options)))
			}
			all[i].keys += typed + clitest.Enter
			if typed != "" {
				listed = append(listed, f.Column+"="+f.Words(typed))
			}
		}
		all[i].listed = strings.Join(listed, " ")
	}
	return all
}

// evaluating is the program in which forms of the shipped plan are typed.
func evaluating(t *testing.T, program string, store journal.Store) *clitest.Terminal {
	t.Helper()
	p := clitest.RunInTerminal(t, 200, 24, program, "evaluate", "--state-dir", store.Dir)
	p.UntilShown("FORM ")
	return p
}

// TestEvaluateInTerminal types in the forms of eighteen people, corrects one,
// strikes one and takes that back.
func TestEvaluateInTerminal(t *testing.T) {
	t.Parallel()
	src, err := os.ReadFile("../../sessions/" + clitest.Shipped + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	store, id := storedRun(t, string(src), 2)
	program := clitest.FindProgram(t)
	p := evaluating(t, program, store)
	pile := sheets(planFields(t, string(src)), 18)
	for i, s := range pile {
		p.Press(s.keys)
		p.UntilShown(fmt.Sprintf("form %d is kept", i+1))
	}
	p.UntilShown("18 forms")
	p.Press("\x1b")
	p.UntilShown("or number")
	p.Press("3" + clitest.Enter)
	p.UntilShown("FORM 3: correcting it")
	p.Press("10" + clitest.Enter + "\x13")
	p.UntilShown("form 3 is corrected")
	p.Press("\x1b")
	p.UntilShown("or number")
	p.Press("12")
	p.UntilShown(">  12")
	p.Press("s")
	p.UntilShown("17 forms and 1 struck")
	p.Press("u")
	p.UntilShown("form 12 is no longer struck")
	p.Press("5s")
	p.UntilShown("form 5 is struck")
	p.Press("q")
	if status := p.Exit(); status != 0 {
		t.Errorf("exit status %d", status)
	}
	p.Clean()
	if sent := p.Sent(); !strings.Contains(sent, "17 forms and 1 struck\r\nwhat they say:\r\n  facilitate report "+id) {
		t.Errorf("it ends with %q", sent[max(0, len(sent)-200):])
	}
	list := forms(t, store)
	if len(list.Forms) != len(pile) {
		t.Fatalf("there are %d forms", len(list.Forms))
	}
	for i, s := range pile {
		if i == 2 {
			_, rest, _ := strings.Cut(strings.TrimPrefix(s.listed, "myths before="), " ")
			s.listed = "myths before=10 " + rest
		}
		if got := said(list, i+1); got != s.listed {
			t.Errorf("form %d says\n%s\nnot\n%s", i+1, got, s.listed)
		}
		if list.Forms[i].Struck != (i == 4) {
			t.Errorf("form %d: struck is %v", i+1, list.Forms[i].Struck)
		}
	}
}

// TestEvaluateKilled ends the program in the middle of a form, by force and in
// order: those before it are kept, and it goes on with the number it had.
func TestEvaluateKilled(t *testing.T) {
	t.Parallel()
	store, _ := storedRun(t, evaluatedPlan, 2)
	program := clitest.FindProgram(t)
	kept := 0
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL, syscall.SIGHUP, syscall.SIGQUIT} {
		p := evaluating(t, program, store)
		p.UntilShown(fmt.Sprintf("FORM %d ", kept+1))
		for range 2 {
			kept++
			p.Press(fmt.Sprintf("%d%s%s7%s\x13", kept%11, clitest.Enter, clitest.Enter, clitest.Enter))
			p.UntilShown(fmt.Sprintf("form %d is kept", kept))
		}
		p.Press("8" + clitest.Enter)
		p.UntilShown("2 of 7")
		if err := p.Cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		status := p.Exit()
		switch signal {
		case syscall.SIGKILL:
			if status != -int(syscall.SIGKILL) {
				t.Errorf("killed, exit status %d", status)
			}
		default:
			if status != cli.StatusInterrupted {
				t.Errorf("%v: exit status %d", signal, status)
			}
			if sent := p.Sent(); !strings.Contains(sent, fmt.Sprintf("form %d was half typed and is lost; those before it are kept", kept+1)) {
				t.Errorf("%v: it ends with %q", signal, sent[max(0, len(sent)-200):])
			}
		}
		list := forms(t, store)
		if len(list.Forms) != kept {
			t.Fatalf("%v: there are %d forms, not %d", signal, len(list.Forms), kept)
		}
		for i := range list.Forms {
			if got, want := said(list, i+1), fmt.Sprintf("map before=%d boots before=7", (i+1)%11); got != want {
				t.Errorf("%v: form %d says %s, not %s", signal, i+1, got, want)
			}
		}
	}
}
