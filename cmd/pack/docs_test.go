package pack_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"facilitate/cmd/clitest"
	"facilitate/session/pack"
)

// TestDocsPrintables holds the page on papers to what the command does.
func TestDocsPrintables(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "printables.md")
	_, plan := clitest.ShippedPlan(t)
	for _, name := range pack.Names(plan) {
		if strings.HasPrefix(name, "handout-") {
			name = "handout-ID"
		}
		if !strings.Contains(page, "| `"+name+"` |") {
			t.Errorf("the page does not describe %s", name)
		}
	}
	for _, flag := range []string{"-o", "--only", "--start", "--date", "--venue", "--people", "--groups", "--large", "--local", "--pdf", "--browser", "--force"} {
		if !strings.Contains(page, "`"+flag+" ") && !strings.Contains(page, "`"+flag+"`") {
			t.Errorf("the page does not describe %s", flag)
		}
	}
	near := filepath.Join(t.TempDir(), "near.yaml")
	if err := os.WriteFile(near, []byte(clitest.Fenced(t, page, "## Contacts", "yaml")), 0o600); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "papers")
	if status, _, complaint := runPacking(t, "-o", dir, "--local", near, "--only", "handout-resources"); status != 0 {
		t.Fatalf("exit status %d: %s", status, complaint)
	}
	sheet, err := os.ReadFile(filepath.Join(dir, "handout-resources.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Bookbug at the library", "01234 567891", "Checked: 21 November 2026"} {
		if !strings.Contains(string(sheet), want) {
			t.Errorf("the handout lacks %q", want)
		}
	}
}
