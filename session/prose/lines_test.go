package prose

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"facilitate/timer/timertest"
)

// runes measures a text as if every character were one column wide, but for
// those of Chinese and Japanese, which are two, and marks, which are none.
func runes(text string) (bytes, columns int) {
	r, n := utf8.DecodeRuneInString(text)
	switch {
	case r >= 0x3000 && r < 0xa000:
		return n, 2
	case r >= 0x300 && r < 0x370:
		return n, 0
	}
	return n, 1
}

func texts(lines []Line) []string {
	var all []string
	for _, line := range lines {
		all = append(all, line.String())
	}
	return all
}

func TestLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		markdown string
		want     []string
	}{
		{"Plain words.", []string{"Plain words."}},
		{"  a line\nand another  ", []string{"a line and another"}},
		{"*a* **b** _c_ ***d***", []string{"a b c d"}},
		{"one  \ntwo\\\nthree", []string{"one", "two", "three"}},
		{"one\n\ntwo", []string{"one", "", "two"}},
		{"- one\n- two\n  - three", []string{"• one", "• two", "  • three"}},
		{"a list:\n\n- one\n\nand on", []string{"a list:", "• one", "", "and on"}},
		{"3) one\n4) two", []string{"3) one", "4) two"}},
		{"> a *quote*\n>\n> of two", []string{"│ a quote", "│", "│ of two"}},
		{"# Heading\n\ntext", []string{"Heading", "", "text"}},
		{"---", []string{"────────────────────"}},
		{"[words](http://example.org)", []string{"words (http://example.org)"}},
		{"[ring](tel:999) [write](mailto:a@b.org)", []string{"ring (999) write (a@b.org)"}},
		{"<http://example.org>", []string{"http://example.org"}},
		{"[x](javascript:alert(1)) [y](page.html)", []string{"x y"}},
		{"![a picture](a.png)", []string{"a picture"}},
		{"`5 * 3 \\* &amp;`", []string{"5 * 3 \\* &amp;"}},
		{"5 \\* 3 &amp; &#65;", []string{"5 * 3 & A"}},
		{"<b>bold?</b>", []string{"<b>bold?</b>"}},
		{"<div>\na\n</div>", []string{"<div>", "a", "</div>"}},
		{"```\ncode  here\n\n  there\n```", []string{"code  here", "", "  there"}},
		{"1,001 days\n71%: adults", []string{"1,001 days 71%: adults"}},
		// A name in brackets with a colon is no address of a link.
		{"[Pause]: breathe", []string{"[Pause]: breathe"}},
		{"[a]\n\n[a]: http://example.org", []string{"[a]", "", "[a]: http://example.org"}},
		{"", []string{""}},
		{"*", []string{"•"}},
		{"- \n- one", []string{"•", "• one"}},
		// Characters written by their numbers are made visible too.
		{"&#27;]52;c;AA&#7; &#x202e; &#0;", []string{"␛]52;c;AA␇ � �"}},
		{"[x](http://a&#27;b)", []string{"x (http://a␛b)"}},
	} {
		if got := texts(Layout{Width: 60, First: runes}.Lines(c.markdown)); !slices.Equal(got, c.want) {
			t.Errorf("%q became\n%q, not\n%q", c.markdown, got, c.want)
		}
	}
}

// TestPlainLines: where nothing has a look, signs tell what it would.
func TestPlainLines(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		width      int
		want       string
	}{
		{"words", "one two three", 7, "one two\nthree"},
		{"lines that belong together", "one\ntwo\n\nthree", 20, "one two\n\nthree"},
		{"marks", "*one* **two** `three`", 30, "*one* **two** `three`"},
		{"items", "- one two three\n- four\n  five six seven", 16, "- one two three\n- four five six\n  seven"},
		{"numbers", "1. one two three four\n10. five", 16, "1. one two three\n   four\n2. five"},
		{"another sign behind the number", "1) one\n2) two", 16, "1) one\n2) two"},
		{"items in items", "- one\n  - two three four five", 18, "- one\n  - two three four\n    five"},
		{"a list after words", "one\n\n- two", 16, "one\n\n- two"},
		{"heading and quotation", "## One\ntwo\n> three four five six", 16, "## One\n\ntwo\n\n> three four\n> five six"},
		{"a break that is meant", "one  \ntwo\\\nthree", 20, "one\ntwo\nthree"},
		{"between fences", "one\n```\ntwo   three four\n- five\n```\nsix", 16, "one\n\n```\ntwo   three four\n- five\n```\n\nsix"},
		{"a long word", "one abcdefghij", 6, "one\nabcdef\nghij"},
		{"a hyphen", "one well-known", 9, "one\nwell-know\nn"},
		{"an address", "see https://example.org/some/page now", 10, "see\nhttps://example.org/some/page\nnow"},
		{"an address behind words", "[the page](https://example.org/some/page) now", 10, "the page\n(https://example.org/some/page)\nnow"},
		{"wide characters", "日本語の文章 です", 8, "日本語の\n文章\nです"},
		{"marks of no width", "e\u0301e\u0301e\u0301 e\u0301", 3, "e\u0301e\u0301e\u0301\ne\u0301"},
		{"nothing", "", 8, ""},
	} {
		lines := Layout{Width: c.width, First: runes, Plain: true}.Lines(c.text)
		if got := strings.Join(texts(lines), "\n"); got != c.want {
			t.Errorf("%s:\n%s\nnot:\n%s", c.name, got, c.want)
		}
	}
}

// TestBrokenAddress: where lines must fit, an address is broken.
func TestBrokenAddress(t *testing.T) {
	t.Parallel()
	got := texts(Layout{Width: 12, First: runes}.Lines("see https://example.org/page"))
	if want := []string{"see", "https://exam", "ple.org/page"}; !slices.Equal(got, want) {
		t.Errorf("it became %q", got)
	}
}

// TestSpans: what a span stands in, and that no blank but what stands between
// words of one look is part of it.
func TestSpans(t *testing.T) {
	t.Parallel()
	in := func(kinds ...Kind) Kinds { return Kinds(0).with(kinds...) }
	for _, c := range []struct {
		markdown string
		want     []Line
	}{
		{"a **b c** *d*", []Line{{{"a ", 0}, {"b c", in(Strong)}, {" ", 0}, {"d", in(Emphasis)}}}},
		{"**a *b* `c`**", []Line{{{"a ", in(Strong)}, {"b", in(Strong, Emphasis)}, {" ", in(Strong)}, {"c", in(Strong, Code)}}}},
		{"# a", []Line{{{"a", in(Heading)}}}},
		{"- a", []Line{{{"• ", in(Sign, Item)}, {"a", 0}}}},
		{"- aaaaaaaaaaaaaaaaa bbbbb", []Line{{{"• ", in(Sign, Item)}, {"aaaaaaaaaaaaaaaaa", 0}}, {{"  ", 0}, {"bbbbb", 0}}}},
		{"> a", []Line{{{"│ ", in(Sign, Quote)}, {"a", 0}}}},
		{"[a](https://b.org)", []Line{{{"a", in(Link)}, {" (", 0}, {"https://b.org", in(Link)}, {")", 0}}}},
		{"---", []Line{{{strings.Repeat("─", 20), in(Sign, Rule)}}}},
		{"    a", []Line{{{"a", in(CodeBlock)}}}},
	} {
		got := Layout{Width: 20, First: runes}.Lines(c.markdown)
		if !slices.EqualFunc(got, c.want, func(a, b Line) bool { return slices.Equal(a, b) }) {
			t.Errorf("%q became\n%v, not\n%v", c.markdown, got, c.want)
		}
	}
}

// TestLinesFit: no line is wider than it may be, and no word is lost, whatever
// the text.
func TestLinesFit(t *testing.T) {
	t.Parallel()
	large, bound := slowAt()
	for _, unit := range []string{"> ", "- ", "1. ", "*a ", "[", "[a](", "[a](<", "*a_b", "![[](", "`a``b", "<a b='", "&#", "z\u0301", "\u0301", "日", "-", "a-", "http://a/", "a ", "a|b\n-|-\n", "|", "a|b|c|d|e|f\n-|-|-|-|-|-\n"} {
		for _, size := range []int{300, mostMarkdown, large} {
			text := strings.Repeat(unit, size/len(unit)) + "x"
			for _, plain := range []bool{false, true} {
				l := Layout{Width: 40, First: runes, Plain: plain}
				var lines []Line
				took := timertest.Work(func() { lines = l.Lines(text) })
				if took > bound {
					t.Errorf("%d of %q took %v", size, unit, took)
				}
				if !strings.Contains(strings.Join(texts(lines), ""), "x") {
					t.Errorf("the end of %q, %d times, is lost", unit, size/len(unit))
				}
				for _, line := range lines {
					if wide := l.wide(line.String()); !plain && wide > l.Width {
						t.Fatalf("a line of %q is %d columns wide", unit, wide)
					}
				}
			}
		}
	}
}
