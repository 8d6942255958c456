package cli

import (
	"strings"
	"testing"
)

func TestWrapMarkdown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		width      int
		want       string
	}{
		{"words", "one two three", 7, "one two\nthree"},
		{"lines that belong together", "one\ntwo\n\nthree", 20, "one two\n\nthree"},
		{"items", "- one two\n- three\n  four", 7, "- one\n  two\n- three\n  four"},
		{"numbers", "1. one two\n10) three", 9, "1. one\n   two\n10) three"},
		{"items in items", "- one\n  - two three", 9, "- one\n  - two\n    three"},
		{"heading and quotation", "## One\ntwo\n> three four", 9, "## One\ntwo\n> three\n  four"},
		{"a break that is meant", "one  \ntwo\\\nthree", 20, "one\ntwo\\\nthree"},
		{"between fences", "one\n```\ntwo   three four\n- five\n```\nsix", 9, "one\n```\ntwo   three four\n- five\n```\nsix"},
		{"a long word", "one abcdefghij", 6, "one\nabcdef\nghij"},
		{"an address", "see https://example.org/some/page now", 10, "see\nhttps://example.org/some/page\nnow"},
		{"wide characters", "日本語の文章 です", 8, "日本語の\n文章\nです"},
		{"nothing", "", 8, ""},
		{"no text behind the mark", "- \n- one", 8, "-\n- one"},
	} {
		lines := WrapMarkdown(c.text, c.width)
		for i := range lines {
			lines[i] = strings.TrimRight(lines[i], " ")
		}
		if got := strings.Join(lines, "\n"); got != c.want {
			t.Errorf("%s:\n%s\nnot:\n%s", c.name, got, c.want)
		}
	}
}
