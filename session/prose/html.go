package prose

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// HTML is a Markdown text as HTML whose first headings have a level, and
// whose others follow without leaving one out. Level 0 is for where no heading
// may stand, as in a cell of a table: headings become bold, and a paragraph
// that is all there is goes without its own element.
func HTML(markdown string, level int) template.HTML {
	return (&htmlWriter{level: level}).text(markdown)
}

// InCell is HTML of level 0 for a cell of a table, in which no table may stand:
// one becomes a paragraph for each row.
func InCell(markdown string) template.HTML {
	return (&htmlWriter{inCell: true}).text(markdown)
}

// OnScreen is a Markdown text as HTML for a screen that leads nowhere: of a
// link its words are left, with the address behind them for those who want to
// write it down. Headings are below the screen's own.
func OnScreen(markdown string) template.HTML {
	return (&htmlWriter{level: 2, noLinks: true}).text(markdown)
}

// htmlWriter writes nodes as HTML. Of what it writes only the words come from
// outside, and they are escaped.
type htmlWriter struct {
	strings.Builder
	level   int
	inCell  bool
	noLinks bool  // links lead nowhere
	open    []int // the levels of the text's headings around this place
}

func (w *htmlWriter) text(markdown string) template.HTML {
	root := Parse(markdown)
	if w.level == 0 && len(root.Kids) == 1 && root.Kids[0].Kind == Paragraph {
		w.inlines(root.Kids[0].Kids)
	} else {
		w.blocks(root.Kids)
	}
	return template.HTML(w.String()) // of escaped parts
}

func (w *htmlWriter) blocks(all []Node) {
	for _, n := range all {
		w.block(n)
	}
}

func (w *htmlWriter) block(n Node) {
	switch n.Kind {
	case Paragraph:
		w.element("p", ` dir="auto"`, func() { w.inlines(n.Kids) })
	case Heading:
		w.heading(n)
	case Bullets:
		w.element("ul", ` dir="auto"`, func() { w.items(n.Kids) })
	case Numbers:
		start := ""
		if n.Number != 1 {
			start = ` start="` + strconv.Itoa(n.Number) + `"`
		}
		w.element("ol", start+` dir="auto"`, func() { w.items(n.Kids) })
	case Quote:
		w.element("blockquote", "", func() { w.blocks(n.Kids) })
	case CodeBlock:
		w.element("pre", "", func() { w.writeText(n.Text) })
	case Rule:
		w.WriteString("<hr />\n")
	case Table:
		w.table(n)
	default:
		w.blocks(n.Kids)
	}
}

// table writes a table; its head is never empty, but a cell of it may be.
func (w *htmlWriter) table(n Node) {
	if w.inCell {
		for _, row := range n.Kids {
			w.element("p", ` dir="auto"`, func() { w.writeText(row.Plain()) })
		}
		return
	}
	w.element("table", ` dir="auto"`, func() {
		w.WriteString("<thead>")
		w.row(n.Kids[0], n.columns(), "th", ` scope="col"`)
		w.WriteString("</thead>\n<tbody>\n")
		for _, row := range n.Kids[1:] {
			w.row(row, n.columns(), "td", "")
		}
		w.WriteString("</tbody>")
	})
}

func (w *htmlWriter) row(row Node, columns int, name, attributes string) {
	w.WriteString("<tr>")
	for i := range columns {
		if i >= len(row.Kids) || len(row.Kids[i].Kids) == 0 {
			w.WriteString("<td></td>")
			continue
		}
		cell := row.Kids[i]
		w.WriteString("<" + name + attributes + alignClasses[cell.Align] + ">")
		w.inlines(cell.Kids)
		w.WriteString("</" + name + ">")
	}
	w.WriteString("</tr>\n")
}

// alignClasses are what style sheets know the alignments by.
var alignClasses = map[Align]string{Centre: ` class="centre"`, End: ` class="end"`}

// items writes those of a list; its direction is that of all of them.
func (w *htmlWriter) items(all []Node) {
	for _, item := range all {
		w.element("li", "", func() {
			for i, n := range item.Kids {
				if n.Kind == Paragraph && i == 0 {
					w.inlines(n.Kids)
					continue
				}
				w.block(n)
			}
		})
	}
}

func (w *htmlWriter) heading(n Node) {
	if w.level == 0 {
		w.element("p", ` dir="auto"`, func() { w.around("strong", n) })
		return
	}
	for len(w.open) > 0 && w.open[len(w.open)-1] >= n.Number {
		w.open = w.open[:len(w.open)-1]
	}
	level := min(w.level+len(w.open), 6)
	w.open = append(w.open, n.Number)
	w.element("h"+strconv.Itoa(level), ` dir="auto"`, func() { w.inlines(n.Kids) })
}

func (w *htmlWriter) inlines(all []Node) {
	for _, n := range all {
		switch n.Kind {
		case Words:
			w.writeText(n.Text)
		case Break:
			w.WriteString("<br />")
		case Emphasis:
			w.around("em", n)
		case Strong:
			w.around("strong", n)
		case Code:
			w.WriteString("<code>" + template.HTMLEscapeString(n.Text) + "</code>")
		case Link:
			w.link(n)
		default:
			w.inlines(n.Kids)
		}
	}
}

// link writes an address behind its words, for on paper nobody can follow it.
func (w *htmlWriter) link(n Node) {
	open, end := `<a href="`+template.HTMLEscapeString(n.URL)+`">`, "</a>"
	if w.noLinks {
		open, end = "", ""
	}
	w.WriteString(open)
	if len(n.Kids) == 0 {
		w.WriteString(string(Breakable(n.URL)) + end)
		return
	}
	w.inlines(n.Kids)
	w.WriteString(end + " (" + string(Breakable(n.URL)) + ")")
}

func (w *htmlWriter) around(name string, n Node) {
	w.WriteString("<" + name + ">")
	w.inlines(n.Kids)
	w.WriteString("</" + name + ">")
}

// element writes a block with what stands in it.
func (w *htmlWriter) element(name, attributes string, inside func()) {
	w.WriteString("<" + name + attributes + ">")
	inside()
	w.WriteString("</" + name + ">\n")
}

func (w *htmlWriter) writeText(text string) { w.WriteString(template.HTMLEscapeString(text)) }

var lineEnds = strings.NewReplacer("/", "/<wbr />", ".", ".<wbr />")

// Breakable is an address as it is printed, with places where a line may end.
func Breakable(address string) template.HTML {
	text := template.HTMLEscapeString(Typed(address))
	return template.HTML(lineEnds.Replace(text)) // escaped above
}

// InStyle is a line of at most so many characters as a style sheet writes it, with
// every sign by its number.
func InStyle(text string, most int) template.CSS {
	var b strings.Builder
	for _, r := range Short(text, most) {
		if r < utf8.RuneSelf && r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			fmt.Fprintf(&b, "\\%06x ", r) // the blank belongs to the number
			continue
		}
		b.WriteRune(r)
	}
	return template.CSS(`"` + b.String() + `"`) // nothing in it ends the string
}
