package convert

import (
	"strings"

	"facilitate/session"
)

func readOdt(a *archive) (*document, error) {
	if a.has("META-INF/manifest.xml") {
		src, err := a.read("META-INF/manifest.xml")
		if err != nil {
			return nil, err
		}
		if strings.Contains(string(src), "encryption-data") {
			return nil, errEncrypted
		}
	}
	r := odtReader{styles: map[string]odtStyle{}}
	if err := a.eachXMLOf(xmlHandler{r.start, r.end, r.text, &r.b.err}, "styles.xml", "content.xml"); err != nil {
		return nil, err
	}
	return r.b.finish()
}

type odtReader struct {
	b      builder
	styles map[string]odtStyle
	style  string // that is being read
	body   bool
	lists  int
	spans  []bool // of the open texts, which are bold
}

// odtStyle is what a style says of its text, with that which it is made from.
type odtStyle struct {
	bold  bool
	title bool
	level int // of a heading; 0: none
}

var odtHeading = session.Pattern(`^Heading_20_([1-6])$`)

func (r *odtReader) styleIs(name, from string) {
	is := r.styles[from]
	is.title = is.title || name == "Title"
	if m := odtHeading().FindStringSubmatch(name); m != nil {
		is.level = int(m[1][0] - '0')
	}
	r.style, r.styles[name] = name, is
}

func (r *odtReader) begin(style odtStyle, level int) {
	kind := paragraph
	switch {
	case level > 0:
		kind = heading
	case style.level > 0:
		kind, level = heading, style.level
	case r.lists > 0:
		kind, level = item, r.lists-1
	}
	r.b.begin(kind, level)
	r.b.titled = style.title
	r.spans = append(r.spans, style.bold && kind != heading)
}

func (r *odtReader) start(e element) bool {
	switch e.name {
	case "style":
		r.styleIs(e.value("name"), e.value("parent-style-name"))
	case "text-properties":
		if weight := e.value("font-weight"); weight != "" {
			is := r.styles[r.style]
			is.bold = weight == "bold"
			r.styles[r.style] = is
		}
	case "body":
		r.body = true
	case "annotation", "tracked-changes", "note-citation", "sequence-decls", "forms":
		return true
	case "p":
		r.begin(r.styles[e.value("style-name")], 0)
	case "h":
		r.begin(r.styles[e.value("style-name")], max(1, e.number("outline-level")))
	case "span":
		r.spans = append(r.spans, r.isBold() || r.styles[e.value("style-name")].bold)
	case "list":
		r.lists++
	case "line-break":
		r.b.add("\n", r.isBold())
	case "tab", "s":
		r.b.add(" ", r.isBold())
	case "table":
		r.b.beginTable("")
	case "table-row":
		r.b.row()
	case "table-cell":
		r.b.cell(e.number("number-columns-spanned"), false)
	}
	return false
}

func (r *odtReader) isBold() bool { return len(r.spans) > 0 && r.spans[len(r.spans)-1] }

func (r *odtReader) end(name string) {
	switch name {
	case "p", "h":
		r.b.end()
		r.spans = r.spans[:max(0, len(r.spans)-1)]
	case "span":
		r.spans = r.spans[:max(0, len(r.spans)-1)]
	case "list":
		r.lists--
	case "table":
		r.b.endTable()
	}
}

func (r *odtReader) text(text string) {
	if r.body && len(r.b.open) > 0 {
		r.b.add(strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\t' }), " "), r.isBold())
	}
}

// isODT is whether the archive says that it is a text, not a drawing or a sheet.
func (a *archive) isODT() bool {
	src, err := a.read("mimetype")
	return err == nil && strings.HasPrefix(string(src), "application/vnd.oasis.opendocument.text")
}
