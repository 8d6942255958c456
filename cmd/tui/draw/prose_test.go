package draw

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"github.com/muesli/termenv"
)

func TestProse(t *testing.T) {
	p := NewProse(NewTheme(Unknown))
	text := "# One\n\n- **two** *three* 日本語👩‍👩‍👧e\u0301 `four`\n  > five"
	want := []string{"One", "• two three", "  日本語👩‍👩‍👧e\u0301 four", "", "  │ five"}
	got := p.Lines(text, 18)
	for i := range got {
		got[i] = ansi.Strip(got[i])
	}
	if !slices.Equal(got, want) {
		t.Errorf("it became\n%q, not\n%q", got, want)
	}
	want = []string{"# One", "", "- **two** *three*", "  日本語👩‍👩‍👧e\u0301 `four`", "", "  > five"}
	if got := PlainProse(text, 18); !slices.Equal(got, want) {
		t.Errorf("plainly it became\n%q, not\n%q", got, want)
	}
}

// TestProseStyles: each part has its look, and no style reaches over the end of
// a line, where it would colour what stands beside it.
func TestProseStyles(t *testing.T) {
	lipgloss.SetColorProfile(termenv.ANSI256)
	t.Cleanup(func() { lipgloss.SetColorProfile(termenv.Ascii) })
	p := NewProse(NewTheme(Unknown))
	for markdown, want := range map[string]string{
		"a **b c** d":    "a \x1b[1mb c\x1b[0m d",
		"a *b* d":        "a \x1b[3mb\x1b[0m d",
		"a ***b***":      "a \x1b[1;3mb\x1b[0m",
		"# a":            "\x1b[1ma\x1b[0m",
		"[a](tel:1) `b`": "a (1) b",
	} {
		if got := p.Lines(markdown, 30)[0]; got != want {
			t.Errorf("%q became %q, not %q", markdown, got, want)
		}
	}
	for _, line := range p.Lines("**"+strings.Repeat("bold words ", 20)+"** and *"+strings.Repeat("more ", 30)+"*", 30) {
		if n := strings.Count(line, "\x1b["); n%2 != 0 || strings.Count(line, "\x1b[0m") != n/2 {
			t.Errorf("a style is left open: %q", line)
		}
	}
}
