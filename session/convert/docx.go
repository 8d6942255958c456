package convert

import (
	"cmp"
	"slices"
	"strings"
)

func readDocx(a *archive) (*document, error) {
	r := docxReader{styles: map[string]docxStyle{}, within: map[string]int{}}
	if err := a.eachXMLOf(xmlHandler{start: r.readStyle}, "word/styles.xml"); err != nil {
		return nil, err
	}
	if err := a.eachXML("word/document.xml", xmlHandler{r.start, r.end, r.text, &r.b.err}); err != nil {
		return nil, err
	}
	return r.b.finish()
}

// docxStyle is what a style of paragraphs says of them.
type docxStyle struct {
	level int // of a heading; 0: none
	title bool
	item  bool
}

type docxReader struct {
	b      builder
	styles map[string]docxStyle
	style  string         // that is being read
	within map[string]int // how many of some elements are open
	bold   bool           // of the run
}

func (r *docxReader) readStyle(e element) bool {
	switch s := r.styles[r.style]; e.name {
	case "style":
		r.style = e.value("styleId")
	case "name":
		name := strings.ToLower(e.value("val"))
		s = docxStyle{title: name == "title", item: strings.HasPrefix(name, "list bullet") || strings.HasPrefix(name, "list number")}
		if n, ok := strings.CutPrefix(name, "heading "); ok && len(n) == 1 {
			s.level = int(n[0] - '0')
		}
		r.styles[r.style] = s
	case "outlineLvl":
		if s.level == 0 && !s.title && e.number("val") < 6 {
			s.level = e.number("val") + 1
			r.styles[r.style] = s
		}
	}
	return false
}

// start tells whether to pass over the element: what was deleted, the code of
// fields, and the second copy of a text box.
func (r *docxReader) start(e element) bool {
	inStyle := r.within["pPr"] > 0
	switch e.name {
	case "del", "moveFrom", "instrText", "Fallback", "tblPr", "trPr", "sectPr", "object":
		return true
	case "p":
		r.b.begin(paragraph, 0)
	case "pPr", "t":
		r.within[e.name]++
	case "pStyle", "numPr", "ilvl", "outlineLvl":
		if l := r.b.line(); l != nil && inStyle {
			r.paragraphIs(e, l)
		}
	case "r":
		r.bold = false
	case "b":
		if !inStyle {
			r.bold = !slices.Contains([]string{"0", "false", "off", "none"}, e.value("val"))
		}
	case "br", "cr":
		r.b.add("\n", r.bold)
	case "tab":
		if !inStyle {
			r.b.add("\t", r.bold)
		}
	case "noBreakHyphen":
		r.b.add("-", r.bold)
	case "tbl":
		r.b.beginTable("")
	case "tr":
		r.b.row()
	case "tc":
		r.b.cell(1, false)
	case "gridSpan":
		cmp.Or(r.b.lastCell(), &cell{}).span = max(1, min(e.number("val"), 100))
	case "vMerge":
		cmp.Or(r.b.lastCell(), &cell{}).merged = e.value("val") != "restart"
	}
	return false
}

// paragraphIs takes what the properties of the paragraph that is open say.
func (r *docxReader) paragraphIs(e element, l *openLine) {
	switch e.name {
	case "pStyle":
		s := r.styles[e.value("val")]
		r.b.titled = s.title
		switch {
		case s.level > 0:
			l.kind, l.level = heading, s.level
		case s.item:
			l.kind = item
		}
	case "numPr":
		if l.kind == paragraph {
			l.kind = item
		}
	case "ilvl":
		if l.kind == item {
			l.level = e.number("val")
		}
	case "outlineLvl":
		if n := e.number("val"); n < 6 {
			l.kind, l.level = heading, n+1
		}
	}
}

func (r *docxReader) end(name string) {
	switch name {
	case "p":
		r.b.end()
	case "pPr", "t":
		r.within[name]--
	case "tbl":
		r.b.endTable()
	}
}

func (r *docxReader) text(text string) {
	if r.within["t"] > 0 {
		r.b.add(text, r.bold)
	}
}
