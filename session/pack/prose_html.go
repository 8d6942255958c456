package pack

import (
	"html/template"
	"strconv"
	"strings"
)

// inHTML is a Markdown text as HTML whose first headings have a level, and
// whose others follow without leaving one out. Level 0 is for where no heading
// may stand, as in a cell of a table: headings become bold, and a paragraph
// that is all there is goes without its own element.
func inHTML(markdown string, level int) template.HTML {
	w := htmlWriter{level: level}
	root := parse(markdown)
	if level == 0 && len(root.kids) == 1 && root.kids[0].kind == paragraph {
		w.inlines(root.kids[0].kids)
	} else {
		w.blocks(root.kids)
	}
	return template.HTML(w.String()) // written below, of escaped parts
}

// htmlWriter writes nodes as HTML. Of what it writes only the words come from
// outside, and they are escaped.
type htmlWriter struct {
	strings.Builder
	level int
	still bool  // links lead nowhere
	open  []int // the levels of the text's headings around this place
}

func (w *htmlWriter) blocks(all []node) {
	for _, n := range all {
		w.block(n)
	}
}

func (w *htmlWriter) block(n node) {
	switch n.kind {
	case paragraph:
		w.element("p", ` dir="auto"`, func() { w.inlines(n.kids) })
	case heading:
		w.heading(n)
	case bulletList:
		w.element("ul", ` dir="auto"`, func() { w.items(n.kids) })
	case numberList:
		start := ""
		if n.number != 1 {
			start = ` start="` + strconv.Itoa(n.number) + `"`
		}
		w.element("ol", start+` dir="auto"`, func() { w.items(n.kids) })
	case quotation:
		w.element("blockquote", "", func() { w.blocks(n.kids) })
	case codeBlock:
		w.element("pre", "", func() { w.escaped(n.text) })
	case rule:
		w.WriteString("<hr />\n")
	default:
		w.blocks(n.kids)
	}
}

// items writes those of a list; its direction is that of all of them.
func (w *htmlWriter) items(all []node) {
	for _, item := range all {
		w.element("li", "", func() {
			for i, n := range item.kids {
				if n.kind == paragraph && i == 0 {
					w.inlines(n.kids)
					continue
				}
				w.block(n)
			}
		})
	}
}

func (w *htmlWriter) heading(n node) {
	if w.level == 0 {
		w.element("p", ` dir="auto"`, func() {
			w.WriteString("<strong>")
			w.inlines(n.kids)
			w.WriteString("</strong>")
		})
		return
	}
	for len(w.open) > 0 && w.open[len(w.open)-1] >= n.number {
		w.open = w.open[:len(w.open)-1]
	}
	level := min(w.level+len(w.open), 6)
	w.open = append(w.open, n.number)
	w.element("h"+strconv.Itoa(level), ` dir="auto"`, func() { w.inlines(n.kids) })
}

func (w *htmlWriter) inlines(all []node) {
	for _, n := range all {
		switch n.kind {
		case words:
			w.escaped(n.text)
		case lineBreak:
			w.WriteString("<br />")
		case emphasis:
			w.around("em", "", n)
		case strong:
			w.around("strong", "", n)
		case code:
			w.WriteString("<code>")
			w.escaped(n.text)
			w.WriteString("</code>")
		case link:
			if w.still {
				w.inlines(n.kids)
				continue
			}
			w.around("a", ` href="`+template.HTMLEscapeString(n.url)+`"`, n)
		case printed:
			w.WriteString(string(breakable(n.text)))
		default:
			w.inlines(n.kids)
		}
	}
}

func (w *htmlWriter) around(name, attributes string, n node) {
	w.WriteString("<" + name + attributes + ">")
	w.inlines(n.kids)
	w.WriteString("</" + name + ">")
}

// element writes a block with what stands in it.
func (w *htmlWriter) element(name, attributes string, inside func()) {
	w.WriteString("<" + name + attributes + ">")
	inside()
	w.WriteString("</" + name + ">\n")
}

func (w *htmlWriter) escaped(text string) { w.WriteString(template.HTMLEscapeString(text)) }

var lineEnds = strings.NewReplacer("/", "/<wbr />", ".", ".<wbr />")

// breakable is an address as it is printed, with places where a line may end.
func breakable(address string) template.HTML {
	text := template.HTMLEscapeString(printable(address))
	return template.HTML(lineEnds.Replace(text)) // escaped above
}
