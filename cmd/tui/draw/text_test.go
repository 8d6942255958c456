package draw

import (
	"slices"
	"testing"
)

// TestWrapStyles: a style that goes on over a line is ended there and begun again.
func TestWrapStyles(t *testing.T) {
	want := []string{"\x1b[1mone\x1b[0m", "\x1b[1mtwo\x1b[0m", "three"}
	if got := Wrap("\x1b[1mone two\x1b[0m three", 5); !slices.Equal(got, want) {
		t.Errorf("it became %q, not %q", got, want)
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"abcde", 5, "abcde"},
		{"abcdef", 5, "abcd…"},
		{"日本語", 6, "日本語"},
		{"日本語", 5, "日本…"},
		{"e\u0301e\u0301", 2, "e\u0301e\u0301"},
		{"\x1b[1mab\x1b[0m", 2, "\x1b[1mab\x1b[0m"},
		{"\x1b[1mabc\x1b[0m", 2, "\x1b[1ma…\x1b[0m"},
		{"", 1, ""},
		{"abc", 0, ""},
	} {
		if got := Fit(c.text, c.width); got != c.want {
			t.Errorf("%q in %d cells became %q, not %q", c.text, c.width, got, c.want)
		}
	}
}
