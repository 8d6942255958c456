package prose

import (
	"slices"
	"strings"
	"testing"

	"facilitate/session/prose/tables"
)

// TestTables writes tables in all three ways.
func TestTables(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, markdown, html, again, lines string
	}{
		{
			name:     "a table",
			markdown: "| Sign | Count |\n| :-- | --: |\n| one | 1 |\n| *two* | 22 |",
			html: `<table dir="auto"><thead><tr><th scope="col">Sign</th><th scope="col" class="end">Count</th></tr>` + "\n</thead>\n<tbody>\n" +
				`<tr><td>one</td><td class="end">1</td></tr>` + "\n" + `<tr><td><em>two</em></td><td class="end">22</td></tr>` + "\n</tbody></table>",
			again: "| Sign | Count |\n| --- | ---: |\n| one | 1 |\n| *two* | 22 |",
			lines: "Sign  Count\n───────────\none       1\ntwo      22",
		},
		{
			name:     "no bars at the ends, and between the colons",
			markdown: "a | b\n:-:|---\nlonger|c",
			html: `<table dir="auto"><thead><tr><th scope="col" class="centre">a</th><th scope="col">b</th></tr>` + "\n</thead>\n<tbody>\n" +
				`<tr><td class="centre">longer</td><td>c</td></tr>` + "\n</tbody></table>",
			again: "| a | b |\n| :---: | --- |\n| longer | c |",
			lines: "  a     b\n─────────\nlonger  c",
		},
		{
			name:     "rows with cells too few, too many and empty",
			markdown: "| a | b |\n|---|---|\n| c |\n| d | e | f |\n|| g |",
			html: `<table dir="auto"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr>` + "\n</thead>\n<tbody>\n" +
				"<tr><td>c</td><td></td></tr>\n<tr><td>d</td><td>e</td></tr>\n<tr><td></td><td>g</td></tr>\n</tbody></table>",
			again: "| a | b |\n| --- | --- |\n| c |  |\n| d | e |\n|  | g |",
			lines: "a  b\n────\nc\nd  e\n   g",
		},
		{
			name:     "bars that are text",
			markdown: "| a\\|b | `c\\|d` |\n|---|---|\n| [x](http://a.b/?c\\|d) | e |",
			html: `<table dir="auto"><thead><tr><th scope="col">a|b</th><th scope="col"><code>c|d</code></th></tr>` + "\n</thead>\n<tbody>\n" +
				`<tr><td><a href="http://a.b/?c|d">x</a> (a.<wbr />b/<wbr />?c|d)</td><td>e</td></tr>` + "\n</tbody></table>",
			again: "| a\\|b | c\\|d |\n| --- | --- |\n| [x](<http://a.b/?c%7Cd>) (a.b/?c\\|d) | e |",
			lines: "a|b                  c|d\n────────────────────────\nx (http://a.b/?c|d)  e",
		},
		{
			name:     "words around it, and in a list",
			markdown: "before\na | b\n-|-\nc | d\n\n- a | b\n  -|-\n  c | d",
			html: `<p dir="auto">before</p>` + "\n" + `<table dir="auto"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr>` + "\n</thead>\n<tbody>\n" +
				"<tr><td>c</td><td>d</td></tr>\n</tbody></table>\n" +
				`<ul dir="auto"><li><table dir="auto"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr>` + "\n</thead>\n<tbody>\n" +
				"<tr><td>c</td><td>d</td></tr>\n</tbody></table>\n</li>\n</ul>",
			again: "before\n\n| a | b |\n| --- | --- |\n| c | d |\n\n- | a | b |\n  | --- | --- |\n  | c | d |",
			lines: "before\n\na  b\n────\nc  d\n• a  b\n  ────\n  c  d",
		},
		{
			name:     "a head alone",
			markdown: "| a | b |\n|---|---|",
			html:     `<table dir="auto"><thead><tr><th scope="col">a</th><th scope="col">b</th></tr>` + "\n</thead>\n<tbody>\n</tbody></table>",
			again:    "| a | b |\n| --- | --- |",
			lines:    "a  b",
		},
		{name: "no bar below", markdown: "a | b\n---", html: `<h2 dir="auto">a | b</h2>`, again: `## a \| b`, lines: "a | b"},
		{name: "other numbers of columns", markdown: "a | b\n-|-|-", html: `<p dir="auto">a | b -|-|-</p>`, again: `a \| b \-\|-\|-`, lines: "a | b -|-|-"},
		{name: "no dashes", markdown: "a | b\n-|x", html: `<p dir="auto">a | b -|x</p>`, again: `a \| b \-\|x`, lines: "a | b -|x"},
	} {
		if got := strings.TrimSpace(string(HTML(c.markdown, 2))); got != c.html {
			t.Errorf("%s is\n%s\nnot\n%s", c.name, got, c.html)
		}
		if got := strings.Join(Markdown(c.markdown, 2), "\n"); got != c.again {
			t.Errorf("%s is written again as\n%s\nnot\n%s", c.name, got, c.again)
		}
		if got := strings.Join(texts(Layout{Width: 40, First: runes}.Lines(c.markdown)), "\n"); got != c.lines {
			t.Errorf("%s is in lines\n%s\nnot\n%s", c.name, got, c.lines)
		}
	}
}

// TestNarrowTables gives tables less and less room.
func TestNarrowTables(t *testing.T) {
	t.Parallel()
	const table = "| Who | What they do when it is late |\n|---|---|\n| Everybody | comes back to the room |\n| You | count |"
	for width, want := range map[int]string{
		44: "Who        What they do when it is late\n" + strings.Repeat("─", 39) + "\nEverybody  comes back to the room\nYou        count",
		30: "Who        What they do when\n           it is late\n" + strings.Repeat("─", 30) + "\nEverybody  comes back to the\n           room\nYou        count",
		18: "Who       What\n          they do\n          when it\n          is late\n" + strings.Repeat("─", 18) + "\nEverybod  comes\ny         back to\n          the room\nYou       count",
		17: "Who: Everybody\nWhat they do when\nit is late: comes\nback to the room\n\nWho: You\nWhat they do when\nit is late: count",
	} {
		if got := strings.Join(texts(Layout{Width: width, First: runes}.Lines(table)), "\n"); got != want {
			t.Errorf("in %d columns it is\n%s\nnot\n%s", width, got, want)
		}
	}
	if got := texts(Layout{Width: 10, First: runes}.Lines("| first one | second one |\n|---|---|")); !slices.Equal(got, []string{"first one", "second one"}) {
		t.Errorf("the heads alone are %q", got)
	}
}

// TestTableSpans: heads are known as such.
func TestTableSpans(t *testing.T) {
	t.Parallel()
	lines := Layout{Width: 40, First: runes}.Lines("| a | b |\n|---|---|\n| c | d |")
	if s := lines[0][0]; !s.In.Has(Heading) || !s.In.Has(Table) {
		t.Errorf("the head is %v", s)
	}
	if s := lines[1][0]; !s.In.Has(Sign) {
		t.Errorf("the line below it is %v", s)
	}
	if s := lines[2][0]; s.In.Has(Heading) || !s.In.Has(Table) {
		t.Errorf("a cell is %v", s)
	}
}

// TestTableInCell: no table stands in another.
func TestTableInCell(t *testing.T) {
	t.Parallel()
	got := strings.TrimSpace(string(InCell("a\n\n| b | *c* |\n|---|---|\n| d | <e> |")))
	want := "<p dir=\"auto\">a</p>\n<p dir=\"auto\">b c</p>\n<p dir=\"auto\">d &lt;e&gt;</p>"
	if got != want {
		t.Errorf("it is\n%s\nnot\n%s", got, want)
	}
}

// TestTooManyColumns: a table that no sheet holds stays text.
func TestTooManyColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		columns int
		is      bool
	}{{tables.MostColumns, true}, {tables.MostColumns + 1, false}} {
		text := strings.Repeat("|a", c.columns) + "|\n" + strings.Repeat("|-", c.columns) + "|"
		if is := Parse(text).Kids[0].Kind == Table; is != c.is {
			t.Errorf("%d columns are a table: %v", c.columns, is)
		}
	}
}
