package convert

import "strings"

// readOdt is the front end for OpenDocument texts.
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
	src, err := a.read("content.xml")
	if err != nil {
		return nil, err
	}
	r := odtReader{bold: map[string]bool{}}
	if err := eachXML(src, xmlHandler{r.start, r.end, r.text, &r.b.err}); err != nil {
		return nil, err
	}
	return r.b.finish()
}

// odtReader goes through an OpenDocument text element by element.
type odtReader struct {
	b     builder
	bold  map[string]bool // styles
	style string          // that is being read
	body  bool
	lists int
	spans []bool // of the open texts, which are bold
}

func (r *odtReader) start(e *element) bool {
	switch e.name {
	case "style":
		r.style = e.value("name")
	case "text-properties":
		r.bold[r.style] = e.value("font-weight") == "bold"
	case "body":
		r.body = true
	case "annotation", "tracked-changes", "note-citation", "sequence-decls", "forms":
		return true
	case "p", "h":
		kind, level := paragraph, 0
		switch {
		case e.name == "h":
			kind, level = heading, max(1, e.number("outline-level"))
		case r.lists > 0:
			kind, level = item, r.lists-1
		}
		r.b.begin(kind, level)
		r.spans = append(r.spans, r.bold[e.value("style-name")])
	case "span":
		r.spans = append(r.spans, r.isBold() || r.bold[e.value("style-name")])
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
		r.b.cell(max(1, e.number("number-columns-spanned")), false)
	}
	return r.b.err != nil
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
