package cmd

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"facilitate/cmd/clitest"
)

// TestDurabilityIsTested wants each promise of docs/durability.md to name a test
// that there is.
func TestDurabilityIsTested(t *testing.T) {
	t.Parallel()
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(src, -1) {
			tests[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, promises, _ := strings.Cut(clitest.Document(t, "durability.md"), "## What is promised")
	promises, _, _ = strings.Cut(promises, "\n## ")
	named, rows := regexp.MustCompile("`(Test\\w+)`"), 0
	for row := range strings.Lines(promises) {
		if !regexp.MustCompile(`^\| \d+ \|`).MatchString(row) {
			continue
		}
		rows++
		names := named.FindAllStringSubmatch(row, -1)
		for _, name := range names {
			if !tests[name[1]] {
				t.Errorf("there is no %s: %s", name[1], row)
			}
		}
		if len(names) == 0 {
			t.Errorf("no test is named: %s", row)
		}
	}
	if rows < 10 {
		t.Errorf("only %d promises were found", rows)
	}
}
