package sheet

import (
	"archive/zip"
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

// Docx is a run sheet for a word processor. Its first page is an overview to
// hand to a colleague; on the next stands what to say and do, phase by phase.
func (s *Sheet) Docx() []byte {
	var w docx
	p := s.Plan
	w.paragraph("Title", p.Title)
	if p.Aim != "" {
		w.paragraph("", "Aim: "+inLine(p.Aim))
	}
	w.paragraph("", "Duration: "+s.booked())
	if len(p.Facilitators) > 0 {
		w.paragraph("", "Facilitators: "+strings.Join(p.Facilitators, ", "))
	}
	if p.Date != "" {
		w.paragraph("", "Date: "+p.Date)
	}
	if len(p.Outcomes) > 0 {
		w.paragraph("Heading1", "Learning outcomes")
	}
	for _, o := range p.Outcomes {
		w.paragraph("ListNumber", inLine(o.Text))
	}
	w.paragraph("Heading1", "Run sheet")
	s.overview(&w)
	if len(p.Resources) > 0 {
		w.paragraph("Heading1", "Resources")
	}
	for _, r := range p.Resources {
		w.paragraph("ListBullet", strings.TrimSpace(r.Name+" "+r.HowMany("for each")))
	}
	s.details(&w)
	return w.file()
}

// column is one of a table; those of which nothing is known are left out.
type column struct {
	head  string
	width int // in twentieths of a point, of 10800 that a page has
	put   func(w *docx, a *session.Activity, phases []run.Window)
	empty bool
}

// columns are those that say something of this plan; the widest gets the room
// of the others.
func (s *Sheet) columns(all ...column) (used []column) {
	widest, left := 0, pageWidth
	for _, c := range all {
		if c.empty {
			continue
		}
		used = append(used, c)
		left -= c.width
		if c.width > used[widest].width {
			widest = len(used) - 1
		}
	}
	used[widest].width += left
	return used
}

const pageWidth = 10800

func (s *Sheet) timeColumn() column {
	return column{"Time", 800, func(w *docx, _ *session.Activity, phases []run.Window) { w.cell("", s.clock(phases[0].Begin)) }, s.Start.IsZero()}
}

func minutesColumn() column {
	return column{"Minutes", 950, func(w *docx, a *session.Activity, _ []run.Window) { w.cell("", minutes(a.Duration())) }, false}
}

// overview is a row for each activity, with its phases below its title.
func (s *Sheet) overview(w *docx) {
	led := func(a *session.Activity) bool { return a.Lead != "" }
	title := func(w *docx, a *session.Activity, _ []run.Window) {
		w.beginCell()
		w.titleOf(a)
		if !a.Single && len(a.Phases) > 1 {
			w.paragraph("", strings.Trim(parts(a), " ()"))
		}
		w.endCell()
	}
	s.table(w, true, s.columns(s.timeColumn(), minutesColumn(),
		column{"Activity", 2500, title, false},
		column{"Lead", 1300, func(w *docx, a *session.Activity, _ []run.Window) { w.cell("", a.Lead) }, !slices.ContainsFunc(s.Plan.Activities, func(a session.Activity) bool { return led(&a) })},
		column{"Resources", 4900, func(w *docx, a *session.Activity, _ []run.Window) { w.listCell(s.resources(a)) }, len(s.Plan.Resources) == 0},
		column{"Outcomes", 1150, func(w *docx, a *session.Activity, _ []run.Window) { w.cell("", s.outcomes(a)) }, len(s.Plan.Outcomes) == 0}))
}

// table is a row for each activity. Those that are whole are kept on one page.
func (s *Sheet) table(w *docx, whole bool, columns []column) {
	w.beginTable(columns)
	s.each(func(a *session.Activity, phases []run.Window) {
		w.beginRow(whole, a.Break)
		for _, c := range columns {
			c.put(w, a, phases)
		}
		w.WriteString(`</w:tr>`)
	})
	w.WriteString(`</w:tbl>`)
}

// docx is the body of a Word document being written.
type docx struct {
	strings.Builder
	columns []column
	at      int  // the column of the next cell
	shaded  bool // the row
	filled  bool // the cell that is open holds something
	brief   bool // notes that need not be printed are hidden
}

var xmlText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

const (
	hidden    = "<w:vanish/>"
	lineBreak = `</w:t><w:br/><w:t xml:space="preserve">`
)

// run1 is a stretch of text with what it looks like; a new line in it breaks
// the line within its paragraph.
func run1(text, looks string) string {
	if looks != "" {
		looks = "<w:rPr>" + looks + "</w:rPr>"
	}
	text = strings.ReplaceAll(xmlText.Replace(session.Clean(text)), "\n", lineBreak)
	return "<w:r>" + looks + `<w:t xml:space="preserve">` + text + "</w:t></w:r>"
}

func (w *docx) raw(style, runs string) {
	w.filled = true
	if style != "" {
		style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	w.WriteString("<w:p>" + style + runs + "</w:p>")
}

func (w *docx) paragraph(style, text string) { w.raw(style, run1(text, "")) }

func (w *docx) pageBreak(style, text string) {
	w.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/><w:pageBreakBefore/></w:pPr>` + run1(text, "") + "</w:p>")
}

func (w *docx) beginTable(columns []column) {
	w.columns = columns
	w.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, c := range columns {
		fmt.Fprintf(w, `<w:gridCol w:w="%d"/>`, c.width)
	}
	w.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	w.at, w.shaded = 0, true
	for _, c := range columns {
		w.beginCell()
		w.raw("", run1(c.head, "<w:b/>"))
		w.endCell()
	}
	w.WriteString(`</w:tr>`)
}

// beginRow begins a row, which is kept on one page where it is whole.
func (w *docx) beginRow(whole, shaded bool) {
	w.at, w.shaded = 0, shaded
	w.WriteString(`<w:tr>`)
	if whole {
		w.WriteString(`<w:trPr><w:cantSplit/></w:trPr>`)
	}
}

func (w *docx) beginCell() {
	fmt.Fprintf(w, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, w.columns[w.at].width)
	if w.shaded {
		w.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>`)
	}
	w.WriteString(`</w:tcPr>`)
	w.at++
	w.filled = false
}

func (w *docx) endCell() {
	if !w.filled {
		w.WriteString(`<w:p/>`) // a cell must end with a paragraph
	}
	w.WriteString(`</w:tc>`)
}

func (w *docx) cell(style string, lines ...string) {
	w.beginCell()
	for _, l := range lines {
		if l != "" {
			w.paragraph(style, l)
		}
	}
	w.endCell()
}

// listCell lists things in one line, so that a row takes few: what a semicolon
// parts is told apart when the sheet is read again, commas in names or not.
func (w *docx) listCell(all []string) {
	list := strings.Join(all, "; ")
	if len(all) > 1 && strings.Count(list, ";") == len(all)-1 || len(all) == 1 && !strings.ContainsAny(list, ",;") {
		w.cell("", list)
		return
	}
	w.cell("ListBullet", all...)
}

// titleOf is the title of an activity, and below it what it is besides.
func (w *docx) titleOf(a *session.Activity) {
	w.raw("", run1(a.Title, "<w:b/>"))
	if m := marks(a); m != "" {
		w.paragraph("", "("+m+")")
	}
}

const (
	docxSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	docxHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	// A4, with margins of 15 mm.
	docxPage = `<w:sectPr><w:footerReference w:type="default" r:id="footer" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="850" w:right="553" w:bottom="850" w:left="553" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>`
)

// docxParts are what every run sheet for a word processor has in common.
//
//go:embed all:docx
var docxParts embed.FS

// file is the whole document.
func (w *docx) file() []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, part []byte) {
		if f, err := z.Create(name); err == nil {
			_, _ = f.Write(part) // to memory
		}
	}
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml"} {
		part, _ := docxParts.ReadFile("docx/" + name)
		put(name, part)
	}
	put("word/footer.xml", []byte(docxHead+w.footer()))
	put("word/document.xml", []byte(docxHead+`<w:document `+docxSpace+`><w:body>`+w.String()+docxPage+`</w:body></w:document>`))
	_ = z.Close()
	return b.Bytes()
}

// footer is the number of the page, and where to find what is not printed.
func (w *docx) footer() string {
	more := ""
	if w.brief {
		more = run1(" · what to say is in this file as hidden text: in Word show it with ¶, in LibreOffice with View, Formatting Marks", "<w:i/>")
	}
	return `<w:ftr ` + docxSpace + `><w:p><w:pPr><w:pStyle w:val="Notes"/><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>` + more + `</w:p></w:ftr>`
}
