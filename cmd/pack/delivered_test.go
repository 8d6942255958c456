package pack_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session/journal"
)

// TestRecordOfARun: a record of a session that was delivered has its day, the time it
// took and what of the plan was given; of one that has not ended there is none.
func TestRecordOfARun(t *testing.T) {
	t.Parallel()
	const plan = `
title: Talk
facilitators: [Ann, "[the person in support]"]
duration: 1h
framework: cyp-informed
activities:
- {id: a, title: A, duration: 10m, covers: ["1.01"], notes: [say: x]}
- {id: b, title: B, duration: 10m, optional: true, covers: ["1.02"], notes: [say: x]}
- {id: c, title: C, spare: true, duration: 10m, covers: ["1.03"], notes: [say: x]}
`
	state := t.TempDir()
	keep := func(day int, script string) string {
		begin := time.Date(2026, 11, day, 9, 30, 0, 0, time.UTC)
		return clitest.Run{Plan: []byte(plan), Kind: journal.Delivery, Begin: begin, Script: script}.Keep(t, state)
	}
	for name, c := range map[string]struct{ has, not []string }{
		keep(20, "0:00 start\n12:00 skip activity\n13:20 finish"): {
			[]string{"20 November 2026", "13\u00a0min, as delivered", "What it covered, as delivered", "1\\.02", "With Ann\n"}, []string{"support", "1\\.01", "1\\.03", "60", "1\u00a0h"},
		},
		keep(21, "0:00 start\n12:00 next\n14:00 take c\n20:00 next\n50:00 finish"): {[]string{"21 November 2026", "50\u00a0min", "1\\.01", "1\\.02", "1\\.03"}, nil},
	} {
		folder := t.TempDir()
		if status, _, complaint := runPacking(t, "--of", name, "--state-dir", state, "-o", folder); status != 0 {
			t.Fatal(complaint)
		}
		all, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil || len(all) != 2 {
			t.Errorf("%s: there are %q, %v", name, all, err)
		}
		text, err := os.ReadFile(filepath.Join(folder, "record.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range c.has {
			if !strings.Contains(string(text), part) {
				t.Errorf("%s: there is no %q:\n%s", name, part, text)
			}
		}
		for _, part := range c.not {
			if strings.Contains(string(text), part) {
				t.Errorf("%s: there is %q:\n%s", name, part, text)
			}
		}
	}
	for says, args := range map[string][]string{
		"has not ended; facilitate resume": {"--of", keep(22, "0:00 start\n12:00 next")},
		"name no plan beside it":           {"infant-mental-health", "--of", "x"},
		"no run":                           {"--of", "2030"},
	} {
		if status, _, complaint := runPacking(t, append(args, "--state-dir", state, "-o", filepath.Join(state, "out"))...); status == 0 || !strings.Contains(complaint, says) {
			t.Errorf("%q: status %d, %s", args, status, complaint)
		}
	}
}
