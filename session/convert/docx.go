package convert

import (
	"strings"
)

// readDocx is the front end for Word documents.
func readDocx(a *archive) (*document, error) {
	r := docxReader{styles: map[string]docxStyle{}}
	if a.has("word/styles.xml") {
		src, err := a.read("word/styles.xml")
		if err != nil {
			return nil, err
		}
		if err := r.readStyles(src); err != nil {
			return nil, err
		}
	}
	src, err := a.read("word/document.xml")
	if err != nil {
		return nil, err
	}
	if err := eachXML(src, xmlHandler{r.start, r.end, r.text, &r.b.err}); err != nil {
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

// docxReader goes through a Word document element by element.
type docxReader struct {
	b      builder
	styles map[string]docxStyle
	within map[string]int // how many of some elements are open
	bold   bool           // of the run
	titled bool           // the paragraph is the document's title
}

func (r *docxReader) readStyles(src []byte) error {
	id := ""
	return eachXML(src, xmlHandler{start: func(e *element) bool {
		switch e.name {
		case "style":
			id = e.value("styleId")
		case "name":
			name := strings.ToLower(e.value("val"))
			s := docxStyle{title: name == "title", item: strings.HasPrefix(name, "list bullet") || strings.HasPrefix(name, "list number")}
			if n, ok := strings.CutPrefix(name, "heading "); ok && len(n) == 1 {
				s.level = int(n[0] - '0')
			}
			r.styles[id] = s
		case "outlineLvl":
			if s := r.styles[id]; s.level == 0 && !s.title && e.number("val") < 6 {
				s.level = e.number("val") + 1
				r.styles[id] = s
			}
		}
		return false
	}})
}

// start tells whether to pass over the element: what was deleted, the code of
// fields, and the second copy of a text box.
func (r *docxReader) start(e *element) bool {
	if r.within == nil {
		r.within = map[string]int{}
	}
	switch e.name {
	case "del", "moveFrom", "instrText", "Fallback", "tblPr", "trPr", "sectPr", "object":
		return true
	case "p":
		r.b.begin(paragraph, 0)
		r.titled = false
	case "pPr", "t":
		r.within[e.name]++
	case "pStyle", "numPr", "ilvl", "outlineLvl":
		r.paragraphIs(e)
	case "r":
		r.bold = false
	case "b":
		if r.within["pPr"] == 0 {
			r.bold = e.isOn()
		}
	case "br", "cr":
		r.b.add("\n", r.bold)
	case "tab":
		if r.within["pPr"] == 0 {
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
	case "gridSpan", "vMerge":
		r.cellIs(e)
	}
	return r.b.err != nil
}

// paragraphIs takes what the properties of the paragraph that is open say.
func (r *docxReader) paragraphIs(e *element) {
	if len(r.b.open) == 0 || r.within["pPr"] == 0 {
		return
	}
	l := r.b.open[len(r.b.open)-1]
	switch e.name {
	case "pStyle":
		s := r.styles[e.value("val")]
		r.titled = s.title
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

// cellIs takes what the properties of the last cell say.
func (r *docxReader) cellIs(e *element) {
	t := r.b.table()
	if t == nil || len(t.rows) == 0 || len(t.rows[len(t.rows)-1]) == 0 {
		return
	}
	row := t.rows[len(t.rows)-1]
	c := &row[len(row)-1]
	switch e.name {
	case "gridSpan":
		c.span = max(1, min(e.number("val"), 100))
	case "vMerge":
		c.merged = e.value("val") != "restart"
	}
}

func (r *docxReader) end(name string) {
	switch name {
	case "p":
		r.b.endTitled(r.titled)
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
