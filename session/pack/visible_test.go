package pack_test

import (
	"fmt"
	"strings"
	"testing"

	"facilitate/session"
	"facilitate/session/prose"
)

// TestNumbersAreAsVisible: a character that a text names by its number is shown
// as the loader of plans would have let it pass. Prose knows no plan, and so has
// the rule for itself.
func TestNumbersAreAsVisible(t *testing.T) {
	t.Parallel()
	const many = 1000
	for from := rune(1); from < 0x32000; from += many {
		var named, meant strings.Builder
		for r := from; r < from+many; r++ {
			if 0xd800 <= r && r < 0xe000 { // halves of a character
				continue
			}
			fmt.Fprintf(&named, "a&#%d;", r)
			meant.WriteString("a" + string(r))
		}
		if named.Len() == 0 {
			continue
		}
		var got strings.Builder
		for _, n := range prose.Parse(named.String()).Kids[0].Kids {
			got.WriteString(n.Text)
		}
		if want := session.CleanLine(meant.String()); strings.ReplaceAll(got.String(), " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("characters %#x to %#x are shown as others:\n%q\n%q", from, from+many, got.String(), want)
		}
	}
}
