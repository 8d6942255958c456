package room

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"facilitate/session/prose"
)

var (
	setOfElements = regexp.MustCompile(`(?s)const ELEMENTS = new Set\(\[(.*?)\]\)`)
	openTag       = regexp.MustCompile(`<([a-z0-9]+)`)
)

// TestPagesKnowTheElements: what prose writes is what the pages let in, or a
// part of a slide would be missing from the screen.
func TestPagesKnowTheElements(t *testing.T) {
	t.Parallel()
	written := openTag.FindAllStringSubmatch(string(prose.OnScreen(
		"# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n- f\n\n1. g\n\n> h\n\n    i\n\n---\n\n*j* **k** `l`  \nm <https://n.org>\n\n| o |\n| - |\n| p |")), -1)
	if len(written) < 20 {
		t.Fatalf("only %d elements were written", len(written))
	}
	for _, page := range []string{"page/room.js", "page/phone.js"} {
		script, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		set := setOfElements.FindSubmatch(script)
		if set == nil {
			t.Fatalf("%s has no set of elements", page)
		}
		for _, tag := range written {
			if !strings.Contains(string(set[1]), `"`+strings.ToUpper(tag[1])+`"`) {
				t.Errorf("%s lets no %s in", page, tag[1])
			}
		}
	}
}
