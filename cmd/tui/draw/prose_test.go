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
	for _, tt := range []struct {
		markdown string
		want     []string
	}{
		{"Plain words.", []string{"Plain words."}},
		{"  a line\nand another  ", []string{"a line and another"}},
		{"*a* **b** _c_ ***d***", []string{"a b c d"}},
		{"one  \ntwo\\\nthree", []string{"one", "two", "three"}},
		{"one\n\ntwo", []string{"one", "", "two"}},
		{"- one\n- two\n  - three", []string{"• one", "• two", "  • three"}},
		{"3) one\n4) two", []string{"3. one", "4. two"}},
		{"> a *quote*", []string{"│ a quote"}},
		{"# Heading\n\ntext", []string{"Heading", "", "text"}},
		{"[words](http://example.org)", []string{"words (http://example.org)"}},
		{"<http://example.org>", []string{"http://example.org"}},
		{"![a picture](a.png)", []string{"a picture"}},
		{"`5 * 3 \\* &amp;`", []string{"5 * 3 \\* &amp;"}},
		{"5 \\* 3 &amp; &#65;", []string{"5 * 3 & A"}},
		{"<b>bold?</b>", []string{"<b>bold?</b>"}},
		{"```\ncode  here\n```", []string{"code  here"}},
		{"1,001 days\n71%: adults", []string{"1,001 days 71%: adults"}},
		// A name in brackets with a colon is no address of a link.
		{"[Pause]: breathe", []string{"[Pause]: breathe"}},
		{"[a]\n\n[a]: http://example.org", []string{"[a]", "", "[a]: http://example.org"}},
		{"", []string{""}},
		{"*", []string{"•"}},
		// Characters written by their numbers are cleaned too.
		{"&#27;]52;c;AA&#7; &#x202e; &#0;", []string{"␛]52;c;AA␇ � �"}},
		{"[x](http://a&#27;b)", []string{"x (http://a&#27;b)"}},
	} {
		p := NewProse(NewTheme())
		got := p.Lines(tt.markdown, 60)
		for i := range got {
			got[i] = ansi.Strip(got[i])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q became\n%q, not\n%q", tt.markdown, got, tt.want)
		}
	}
}

// TestProseWithoutEnd: no text that another wrote into a plan holds the
// console up, or is too deep for it.
func TestProseWithoutEnd(t *testing.T) {
	p := NewProse(NewTheme())
	for _, unit := range []string{"> ", "- ", "1. ", "*a ", "[", "[a](", "[a](<", "*a_b", "![[](", "`a``b", "<a b='", "&#", "z\u0301"} {
		for _, size := range []int{mostMarkdown, 1 << 20} {
			text := strings.Repeat(unit, size/len(unit)) + "x"
			lines := p.Lines(text, 40)
			if !strings.Contains(ansi.Strip(strings.Join(lines, "")), "x") {
				t.Errorf("the end of %q, %d times, is lost", unit, size/len(unit))
			}
		}
	}
}

// TestProseStyles: no style reaches over the end of a line, where it would
// colour what stands beside it.
func TestProseStyles(t *testing.T) {
	lipgloss.SetColorProfile(termenv.ANSI256)
	t.Cleanup(func() { lipgloss.SetColorProfile(termenv.Ascii) })
	p := NewProse(NewTheme())
	for _, line := range p.Lines("**"+strings.Repeat("bold words ", 20)+"** and *"+strings.Repeat("more ", 30)+"*", 30) {
		if n := strings.Count(line, "\x1b["); n%2 != 0 || strings.Count(line, "\x1b[0m") != n/2 {
			t.Errorf("a style is left open: %q", line)
		}
	}
}
