//go:build linux || darwin

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// TestPager: a text longer than the screen goes through the pager on a terminal,
// and nowhere else.
func TestPager(t *testing.T) {
	t.Parallel()
	pager := filepath.Join(t.TempDir(), "pager")
	if err := os.WriteFile(pager, []byte("#!/bin/sh\necho \"paged $1 $LESS:\"\nhead -n 1\n"), 0o700); err != nil { // and leaves the rest
		t.Fatal(err)
	}
	long := strings.Repeat("a line\n", 24)
	large := strings.Repeat("a line\n", 100_000) // more than a pipe holds
	wrapped := strings.Repeat("x", 80*24) + "\n"
	with := func(changes ...func(map[string]string)) map[string]string {
		vars := map[string]string{"TERM": "xterm", "PAGER": pager + " -x"}
		for _, change := range changes {
			change(vars)
		}
		return vars
	}
	set := func(name, value string) func(map[string]string) {
		return func(vars map[string]string) { vars[name] = value }
	}
	for _, c := range []struct {
		name, text, want string
		vars             map[string]string
		no               bool
	}{
		{"long", long, "paged -x " + lessOptions + ":\na line\n", with(), false},
		{"far longer than the pager reads", large, "paged -x " + lessOptions + ":\na line\n", with(), false},
		{"of one line that wraps", wrapped, "paged -x " + lessOptions + ":\n" + wrapped, with(), false},
		{"long, with less as somebody wants it", long, "paged -x S:\na line\n", with(set("LESS", "S")), false},
		{"that fits", long[:23*7], long[:23*7], with(), false},
		{"where it is forbidden", long, long, with(), true},
		{"on a terminal that can show no pager", long, long, with(set("TERM", "dumb")), false},
		{"where there is no pager", long, long, with(set("PAGER", "/nowhere/pager")), false},
	} {
		outside, terminal, err := pty.Open()
		if err != nil {
			t.Fatal(err)
		}
		if err := pty.Setsize(terminal, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
			t.Fatal(err)
		}
		all := make(chan string)
		go func() {
			var b strings.Builder
			for buf := make([]byte, 4096); ; {
				n, err := outside.Read(buf)
				if b.Write(buf[:n]); err != nil {
					break
				}
			}
			all <- b.String()
		}()
		env := &Env{In: terminal, Out: terminal, Err: os.Stderr, Getenv: func(name string) string { return c.vars[name] }, NoPager: c.no}
		if err := env.AnswerLong(c.text); err != nil {
			t.Error(err)
		}
		terminal.Close()
		got := strings.ReplaceAll(<-all, "\r", "")
		outside.Close()
		if got != c.want {
			t.Errorf("a text %s: the terminal shows %.60q, not %.60q", c.name, got, c.want)
		}
	}
	// Into a file or a pipe it is written, however long.
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	env := &Env{In: os.Stdin, Out: file, Getenv: func(name string) string { return with()[name] }}
	if err := env.AnswerLong(long); err != nil {
		t.Error(err)
	}
	if got, err := os.ReadFile(file.Name()); err != nil || string(got) != long {
		t.Errorf("a file gets %.60q, %v", got, err)
	}
}
