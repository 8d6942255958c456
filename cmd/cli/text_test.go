package cli

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		width      int
		want       string
	}{
		{"words", "one two\nthree", 7, "one two\nthree"},
		{"a long word", "one abcdefghij", 6, "one\nabcdef\nghij"},
		{"an address", "see https://example.org/some/page now", 10, "see\nhttps://example.org/some/page\nnow"},
		{"wide characters", "日本語の文章 です", 8, "日本語の\n文章\nです"},
		{"nothing", "", 8, ""},
	} {
		if got := strings.Join(Wrap(c.text, c.width), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nnot:\n%s", c.name, got, c.want)
		}
	}
	if got := strings.Join(Hang("- ", "  ", "one two three", 9), "\n"); got != "- one two\n  three" {
		t.Errorf("behind a lead:\n%s", got)
	}
}

func TestUpper(t *testing.T) {
	t.Parallel()
	if got := Upper("Begrüßung, Größe 👶🏽"); got != "BEGRÜSSUNG, GRÖSSE 👶🏽" {
		t.Error(got)
	}
}
