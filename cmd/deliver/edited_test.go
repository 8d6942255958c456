package deliver

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/session"
)

func TestModified(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "plan.yaml")
	if at := modified([]string{file, file + ".base"}); !at.IsZero() {
		t.Errorf("what is not there was changed at %v", at)
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file+".base", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	began := modified([]string{file, file + ".base"})
	if err := os.Chtimes(file+".base", time.Time{}, began.Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if !modified([]string{file, file + ".base"}).After(began) {
		t.Error("a later change is not seen")
	}
}

func TestToMend(t *testing.T) {
	t.Parallel()
	plan, problems := session.Load("p.yaml", []byte(`
title: T
duration: 30m
slides: [{id: a, image: gone.png, alt: A}, {id: b, title: B}]
activities: [{id: a, title: A, duration: 5m, notes: [{slide: a}]}]
`))
	if problems != nil {
		t.Fatal(problems)
	}
	got := toMend(&library.PlanFile{Plan: plan, File: filepath.Join(t.TempDir(), "p.yaml")})
	if want := []string{`the slide "b" is never shown`, `the picture "gone.png" cannot be shown: it is not there`}; !slices.Equal(got, want) {
		t.Errorf("to mend: %q, not %q", got, want)
	}
}

// listener hears what is said. With the first of it, it does something.
type listener struct {
	first func()
	once  sync.Once
	said  bytes.Buffer
	told  chan struct{} // closed once the plan is said to have been changed
}

const keepsPlan = "this run keeps the plan it began with"

func (l *listener) Write(p []byte) (int, error) {
	l.once.Do(l.first)
	before := strings.Contains(l.said.String(), keepsPlan)
	l.said.Write(p)
	if !before && strings.Contains(l.said.String(), keepsPlan) {
		close(l.told)
	}
	return len(p), nil
}

// TestBaseEdited changes the base of an overlay while a run of it goes on, and again
// before that is taken up: each time one line says so, and the run keeps its plan.
func TestBaseEdited(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string, at time.Time) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, at); err != nil {
			t.Fatal(err)
		}
	}
	base := func(words string, at time.Time) {
		write("base.yaml", "title: Base\nduration: 10m\nactivities: [{id: a, title: A, duration: 5m, notes: [{say: "+words+"}]}]\n", at)
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	base("The old words.", yesterday)
	write("ours.yaml", "extends: base.yaml\ntitle: Ours\n", yesterday)
	for _, c := range []struct {
		command func(*cli.Env) *cobra.Command
		args    []string
		first   func() // with what is said first
		words   string
	}{
		{NewDeliver, []string{"--plain", filepath.Join(dir, "ours.yaml")}, func() { base("New words.", time.Now()) }, "start"},
		{NewResume, []string{"--plain", "--count"}, func() {}, "repeat"},
	} {
		in, typed := io.Pipe()
		heard := &listener{first: c.first, told: make(chan struct{})}
		env := &cli.Env{In: in, Out: heard, Err: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now}
		go func() {
			_, _ = io.WriteString(typed, c.words+"\n")
			select {
			case <-heard.told:
			case <-time.After(soon):
			}
			_, _ = io.WriteString(typed, "quit\n")
		}()
		status := clitest.Execute(env, c.command(env), append(c.args, "--state-dir", filepath.Join(dir, "state"))...)
		said := heard.said.String()
		if status != cli.StatusDone || strings.Count(said, keepsPlan) != 1 || !strings.Contains(said, "Say: The old words.") || strings.Contains(said, "New") {
			t.Errorf("%s: status %d:\n%s", c.args, status, said)
		}
		base("Newer words.", time.Now().Add(time.Hour))
	}
}
