package pack_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"facilitate/cmd"
	"facilitate/cmd/clitest"
	"facilitate/session/journal"
)

// TestLikelyIsOnNoPaper: how likely a session ends in time is for who leads it, and
// papers are left lying about. Of a plan with runs enough no paper says it.
func TestLikelyIsOnNoPaper(t *testing.T) {
	t.Parallel()
	state, folder := t.TempDir(), t.TempDir()
	plan := filepath.Join(folder, "talk.yaml")
	const source = `id: talk
title: Talk
duration: 24m
activities:
- {id: a, title: A, duration: 12m, notes: [say: x]}
- {id: b, title: B, duration: 12m, notes: [say: x]}
quizzes:
- {id: q, title: Q, statements: [{id: s, text: S, answer: true, because: x}]}
evaluation:
  questions: [{id: e, text: "How was it?", kind: text}]
`
	if err := os.WriteFile(plan, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	name := ""
	for day := range 3 {
		begin := time.Date(2026, 11, 20+day, 9, 30, 0, 0, time.UTC)
		name = clitest.Run{Plan: []byte(source), Kind: journal.Delivery, Begin: begin, Script: "0:00 start\n12:00 next\n25:00 next"}.Keep(t, state)
	}
	said := regexp.MustCompile(`(?i)likely|\bodds\b|forecast|foretold|in 10\b|ends in time`)
	if out, _ := clitest.Program(t, cmd.Run, 0, state, "show", plan); !said.MatchString(out) {
		t.Fatalf("the plan itself does not say it:\n%s", out)
	}
	papers := 0
	for i, asked := range [][]string{{plan, "--people", "12", "--start", "09:30"}, {"--of", name}} {
		out := filepath.Join(folder, strings.Repeat("o", i+1))
		clitest.Program(t, cmd.Run, 0, state, append([]string{"pack", "-o", out}, asked...)...)
		err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			src, err := os.ReadFile(path)
			if found := said.Find(src); found != nil {
				t.Errorf("%s says %q", filepath.Base(path), found)
			}
			papers++
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if papers < 10 {
		t.Errorf("only %d papers were read", papers)
	}
}
