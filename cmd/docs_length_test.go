package cmd

import (
	"os"
	"strings"
	"testing"
)

// TestDocsLength holds what is to be read, not looked up, to what somebody reads
// in an evening, and the first page to a screen or two.
func TestDocsLength(t *testing.T) {
	t.Parallel()
	const mostLines, mostWords = 120, 8000
	words := 0
	for _, name := range []string{"README.md", "docs/guide.md", "docs/plan-format.md"} {
		page, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		words += len(strings.Fields(string(page)))
		if lines := strings.Count(string(page), "\n"); name == "README.md" && lines >= mostLines {
			t.Errorf("%s has %d lines", name, lines)
		}
	}
	if words >= mostWords {
		t.Errorf("there are %d words to read", words)
	}
}
