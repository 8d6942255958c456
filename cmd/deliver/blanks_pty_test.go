//go:build linux || darwin

package deliver

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"facilitate/cmd/clitest"
)

// TestBlanksAreAsked delivers and rehearses a plan with blanks in a terminal: a
// delivery asks, and keeps what is said where its record is kept, and a rehearsal
// asks nothing.
func TestBlanksAreAsked(t *testing.T) {
	t.Parallel()
	program, state, plan := clitest.FindProgram(t), t.TempDir(), filepath.Join(t.TempDir(), "walk.yaml")
	const src = `id: walk
title: Walk
duration: 10m
blanks: [{id: lead, ask: your name}, {id: quiet-place, ask: where it is quiet}]
activities: [{id: a, title: A, duration: 5m, notes: [{say: "I'm $lead. Go to ${quiet-place}."}]}]
`
	if err := os.WriteFile(plan, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := func(dir string) string {
		text, _ := os.ReadFile(filepath.Join(dir, "blanks.json"))
		return string(text)
	}
	p := clitest.RunInTerminal(t, 80, 24, program, "deliver", plan, "--state-dir", state)
	sends(p, "your name (Enter leaves it open):")
	p.Press("Ann" + clitest.Enter)
	sends(p, "where it is quiet (Enter leaves it open):")
	p.Press(clitest.Enter)
	if screen := p.UntilShown("To fill in    where it is quiet"); strings.Contains(screen, "your name") {
		t.Errorf("what was said is asked for still:\n%s", screen)
	}
	p.Press("q")
	if !strings.Contains(kept(state), `"lead": "Ann"`) {
		t.Errorf("it keeps %s", kept(state))
	}
	if usual := kept(filepath.Join(p.Cmd.Dir, "facilitate")); strings.Contains(usual, "walk") {
		t.Errorf("the usual folder keeps %s", usual)
	}
	p = clitest.RunInTerminal(t, 80, 24, program, "rehearse", plan, "--state-dir", filepath.Join(state, "other"))
	p.UntilShown("To fill in    your name, where it is quiet")
	if sent := p.Sent(); strings.Contains(sent, "leaves it open") {
		t.Errorf("a rehearsal asks: %q", sent)
	}
}
