//go:build linux || darwin

package cli

import (
	"bufio"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// TestOutputOnTerminal lays text out for a pseudo-terminal.
func TestOutputOnTerminal(t *testing.T) {
	t.Parallel()
	master, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		master.Close()
		terminal.Close()
	})
	for _, c := range []struct {
		columns uint16
		vars    map[string]string
		width   int
		bold    bool
	}{
		{60, nil, 60, true},
		{200, nil, MaxWidth, true},
		{10, nil, MinWidth, true},
		{0, nil, UsualWidth, true}, // a serial line knows no width
		{60, map[string]string{"COLUMNS": "70"}, 70, true},
		{60, map[string]string{"COLUMNS": "-1"}, 60, true},
		{60, map[string]string{"NO_COLOR": "1"}, 60, false},
		{60, map[string]string{"TERM": "dumb"}, 60, false},
	} {
		if err := pty.Setsize(terminal, &pty.Winsize{Rows: 24, Cols: c.columns}); err != nil {
			t.Fatal(err)
		}
		env := &Env{Out: terminal, Getenv: func(name string) string { return c.vars[name] }}
		if got := env.Width(); got != c.width {
			t.Errorf("%d columns, %v: the width is %d, not %d", c.columns, c.vars, got, c.width)
		}
		if got := env.Bold().Render("x"); strings.Contains(got, "\x1b[1m") != c.bold {
			t.Errorf("%v: bold is %q", c.vars, got)
		}
	}
	env := &Env{Out: &strings.Builder{}, Getenv: func(string) string { return "" }}
	if got := env.Bold().Render("x"); got != "x" {
		t.Errorf("bold is %q where there is no terminal", got)
	}
}

// pictures has control characters shown as such.
func pictures(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' {
			return '␀' + r
		}
		return r
	}, text)
}

// TestAnswerOnTerminal sees that of all that a terminal obeys only what Bold
// writes gets there.
func TestAnswerOnTerminal(t *testing.T) {
	t.Parallel()
	for _, colours := range []bool{true, false} {
		master, terminal, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		vars := map[string]string{}
		if !colours {
			vars["NO_COLOR"] = "1"
		}
		env := (&Env{Out: terminal, Getenv: func(name string) string { return vars[name] }}).Visible(pictures)
		const name = "h\x1b]52;c;aGk=\a\x1b[2J\rh"
		if err := env.Answer(env.Bold().Render("plan") + " " + name + "\n"); err != nil {
			t.Fatal(err)
		}
		want := "plan h␛]52;c;aGk=␇␛[2J␍h\r\n"
		if colours {
			want = "\x1b[1mplan\x1b[0m" + strings.TrimPrefix(want, "plan")
		}
		got, err := bufio.NewReader(master).ReadString('\n')
		if err != nil || got != want {
			t.Errorf("the terminal gets %q, not %q; %v", got, want, err)
		}
		master.Close()
		terminal.Close()
	}
}

func TestShellWord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, elsewhere, windows string }{
		{"plan.yaml", "plan.yaml", "plan.yaml"},
		{"", "''", `""`},
		{"my plan", "'my plan'", `"my plan"`},
		{"it's", `'it'\''s'`, `"it's"`},
		{"Ann’s plan", "'Ann’s plan'", `"Ann’s plan"`},
		{"50%, (new)", "'50%, (new)'", `"50%, (new)"`},
		{"$x", "'$x'", "'$x'"},
		{"Ann's $5 plan", `'Ann'\''s $5 plan'`, "'Ann''s $5 plan'"},
		{"a`b", "'a`b'", "'a`b'"},
	} {
		if got := shellWord(c.text, "linux"); got != c.elsewhere {
			t.Errorf("%q is typed as %s, not %s", c.text, got, c.elsewhere)
		}
		if got := shellWord(c.text, "windows"); got != c.windows {
			t.Errorf("%q is typed as %s on Windows, not %s", c.text, got, c.windows)
		}
	}
}
