package prose

import (
	"os"
	"strings"
	"testing"
	"time"

	"facilitate/timer/timertest"
)

func TestMain(m *testing.M) { os.Exit(timertest.Main(m)) }

// TestProse renders Markdown both ways.
func TestProse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		markdown, html, again string
		level                 int
	}{
		{"plain", "plain", "plain", 0},
		{"plain", `<p dir="auto">plain</p>`, "plain", 2},
		{"**a** *b* `c<`", "<strong>a</strong> <em>b</em> <code>c&lt;</code>", `**a** *b* c\<`, 0},
		{"a\nb  \nc", "a b<br />c", "a b\\\nc", 0},
		{"a & b &amp; c &lt;i>", "a &amp; b &amp; c &lt;i&gt;", `a & b & c \<i\>`, 0},
		{"<b>x</b> <script>y</script>", "&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;", `\<b\>x\</b\> \<script\>y\</script\>`, 0},
		{"<script>\nalert(1)\n</script>", "&lt;script&gt;\nalert(1)\n&lt;/script&gt;", "\\<script\\>\nalert(1)\n\\</script\\>", 0},
		{"- a\n- b\n  - c", "<ul dir=\"auto\"><li>a</li>\n<li>b<ul dir=\"auto\"><li>c</li>\n</ul>\n</li>\n</ul>", "- a\n- b\n  - c", 0},
		{"3. a\n4. b", "<ol start=\"3\" dir=\"auto\"><li>a</li>\n<li>b</li>\n</ol>", "3. a\n4. b", 0},
		{"> a\n\nb", "<blockquote><p dir=\"auto\">a</p>\n</blockquote>\n<p dir=\"auto\">b</p>", "> a\n\nb", 0},
		{"    code <b>", "<pre>code &lt;b&gt;</pre>", "```\ncode <b>\n```", 0},
		{"---", "<hr />", "---", 0},
		{"### a\n# b\n### c\n## d", "<h2 dir=\"auto\">a</h2>\n<h2 dir=\"auto\">b</h2>\n<h3 dir=\"auto\">c</h3>\n<h3 dir=\"auto\">d</h3>", "## a\n\n## b\n\n### c\n\n### d", 2},
		{"## a\n\nb", "<p dir=\"auto\"><strong>a</strong></p>\n<p dir=\"auto\">b</p>", "**a**\n\nb", 0},
		{
			"[site](https://example.org/a/)", `<a href="https://example.org/a/">site</a> (example.<wbr />org/<wbr />a)`,
			`[site](<https://example.org/a/>) (example.org/a)`, 0,
		},
		{"<https://example.org>", `<a href="https://example.org">example.<wbr />org</a>`, "[example.org](<https://example.org>)", 0},
		{"[ring](tel:999) [write](mailto:a@b.org)", `<a href="tel:999">ring</a> (999) <a href="mailto:a@b.org">write</a> (a@b.<wbr />org)`, "[ring](<tel:999>) (999) [write](<mailto:a@b.org>) (a@b.org)", 0},
		{"[x](javascript:alert(1)) [y](JAVASCRIPT:z) [z](data:text/html,a)", "x y z", "x y z", 0},
		{"[x](java&#115;cript:a) [y](//evil.org) [z](page.html) [w](file:///etc/passwd)", "x y z w", "x y z w", 0},
		{"<javascript:alert(1)>", "javascript:alert(1)", "javascript:alert(1)", 0},
		{"![a picture](http://evil.org/x.png)", "a picture", "a picture", 0},
		{"[Pause]: breathe", "[Pause]: breathe", `\[Pause\]: breathe`, 0},
		{"a &#x202e; b &#27;[31m", "a \ufffd b \u241b[31m", "a \ufffd b \u241b\\[31m", 0},
		{"a|b `|`", "a|b <code>|</code>", `a\|b \|`, 0},
		{`\* \# 1\. x`, "* # 1. x", `\* # 1. x`, 0},
		{`1\. x`, "1. x", `1\. x`, 0},
		{`\- x - y`, "- x - y", `\- x - y`, 0},
		{`&amp;lt; &amp;#60;`, "&amp;lt; &amp;#60;", `\&lt; \&#60;`, 0},
	} {
		if got := strings.TrimSpace(string(HTML(c.markdown, c.level))); got != c.html {
			t.Errorf("%q is\n%s\nnot\n%s", c.markdown, got, c.html)
		}
		w := markdownWriter{level: c.level}
		if got := strings.Join(w.blocks(Parse(c.markdown).Kids), "\n"); got != c.again {
			t.Errorf("%q is written again as\n%s\nnot\n%s", c.markdown, got, c.again)
		}
	}
}

// slowAt is how large the texts are that are slow to read: with FACILITATE_LONG
// as large as a plan. What grows with the square of a text's length takes many
// minutes of them then, and a sixty-fourth of that at an eighth of the size; the
// bound is far from what any machine needs, and far from that.
func slowAt() (size int, bound time.Duration) {
	if timertest.Long {
		return 1 << 20, time.Minute
	}
	return 1 << 17, 3 * time.Second
}

// TestProseIsQuick gives texts that are slow to read.
func TestProseIsQuick(t *testing.T) {
	t.Parallel()
	size, bound := slowAt()
	for _, unit := range []string{"[", "> ", "*a ", "- ", "`", "<a ", "![", "-", "1.", "a", "# a\n", "- a\n\n", "\\", "&", "[a](<", "1. ", "- > ", ">", "  - a\n", "a|b\n-|-\n", "|", "|-", "|a\n"} {
		text := strings.Repeat(unit, size/len(unit))
		for _, text := range []string{text, text[:mostMarkdown]} {
			took := timertest.Work(func() {
				_ = HTML(text, 2)
				w := markdownWriter{level: 2}
				_ = w.blocks(Parse(text).Kids)
			})
			if took > bound {
				t.Errorf("%d bytes of %q took %v", len(text), unit, took)
			}
		}
	}
}

func TestShort(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		most int
		want string
	}{{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"ab cd", 4, "ab…"}, {"äöüß", 4, "äöüß"}, {"äöüßä", 4, "äöü…"}} {
		if got := Short(c.text, c.most); got != c.want {
			t.Errorf("%q in %d is %q, not %q", c.text, c.most, got, c.want)
		}
	}
}
