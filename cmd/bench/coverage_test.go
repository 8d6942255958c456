//go:build linux || darwin

package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session/journal"
)

const (
	maxCoverage     = time.Second
	coverStatements = 2_000
	coverRuns       = 200
)

// BenchmarkCoverage says what many runs covered of a framework that is larger
// than any there is.
func BenchmarkCoverage(b *testing.B) {
	state := b.TempDir()
	var statements, activities strings.Builder
	script := "0:00 start\n"
	const each = 100 // statements of an activity
	for n := range coverStatements {
		if n%each == 0 {
			i := n / each
			fmt.Fprintf(&statements, "- title: Dimension %d\n  statements:\n", i)
			fmt.Fprintf(&activities, "- id: a%d\n  title: Activity %d\n  duration: 3m\n  notes: [say: x]\n  covers:\n", i, i)
			script += fmt.Sprintf("%d:00 next\n", 3*i+3)
		}
		fmt.Fprintf(&statements, "  - {id: s%d, kind: skill, text: Do the thing of number %d}\n", n, n)
		fmt.Fprintf(&activities, "  - s%d\n", n)
	}
	framework := filepath.Join(state, "framework.yaml")
	if err := os.WriteFile(framework, []byte("id: large\ntitle: Large\ndimensions:\n"+statements.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	plan := fmt.Sprintf("title: T\nduration: 2h\nframework: %q\nactivities:\n%s", framework, activities.String())
	args := []string{"coverage", "--state-dir", state, "--of"}
	begin := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for day := range coverRuns {
		r := clitest.Run{Plan: []byte(plan), Kind: journal.Delivery, Begin: begin.AddDate(0, 0, day), Script: script}
		args = append(args, r.Keep(b, state))
	}
	command(b, maxCoverage, args...)
}
