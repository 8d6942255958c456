//go:build linux || darwin

package runs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"facilitate/cmd"
	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session/journal"
)

// shown is what a command writes to a terminal.
func shown(t *testing.T, state string, args ...string) string {
	t.Helper()
	outside, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer outside.Close()
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
	env := &cli.Env{Out: terminal, Err: &strings.Builder{}, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"FACILITATE_STATE": state, "TERM": "dumb"}[name]
	}}
	status := cmd.Run(env, args)
	if terminal.Close(); status != 0 {
		t.Fatalf("%s: exit status %d, %s", args, status, env.Err)
	}
	return <-all
}

// TestFilesOnATerminal exports a run whose plan somebody spoilt: a terminal shows
// the escapes in it, and a file has them.
func TestFilesOnATerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	id := clitest.Run{Plan: threePhases, Kind: journal.Delivery, Begin: firstMorning, Script: clitest.ScriptOfTimes("9:00", "5:00", "5:00")}.Keep(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "runs", id, "plan.yaml"), []byte("title: \x1b]52;c;eA==\a\u009b31m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if screen := shown(t, dir, "export", id, "-o", "-"); strings.ContainsAny(screen, "\x1b\a\u009b") || !strings.Contains(screen, "␛]52;") {
		t.Errorf("a terminal gets %q", screen)
	}
	if file, _ := clitest.Program(t, cmd.Run, 0, dir, "export", id, "-o", "-"); !strings.Contains(file, "\x1b]52;c;eA==\a\u009b31m") {
		t.Errorf("a file gets %q", file)
	}
}
