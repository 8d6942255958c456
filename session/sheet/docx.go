package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
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
	var b strings.Builder
	put := func(style, text string) { b.WriteString(paragraph(style, text)) }
	p, brief := s.Plan, s.linesOfNotes() > linesOfPage
	put("Title", p.Title)
	for _, fact := range [][2]string{
		{"Aim", inLine(p.Aim)}, {"Duration", s.booked()}, {"Facilitators", strings.Join(p.Facilitators, ", ")}, {"Date", p.Date},
	} {
		if fact[1] != "" {
			put("", fact[0]+": "+fact[1])
		}
	}
	if len(p.Outcomes) > 0 {
		put("Heading1", "Learning outcomes")
	}
	for _, o := range p.Outcomes {
		put("ListNumber", inLine(o.Text))
	}
	put("Heading1", "Run sheet")
	b.WriteString(s.overview())
	if len(p.Resources) > 0 {
		put("Heading1", "Resources")
	}
	for _, r := range p.Resources {
		put("ListBullet", strings.TrimSpace(r.Name+" "+r.HowMany("for each")))
	}
	b.WriteString(s.details(brief))
	return docx(b.String(), brief)
}

// column is one of a table; those of which nothing is known are left out.
type column struct {
	head  string
	width int // in twentieths of a point, of 10800 that a page has
	cell  func(a *session.Activity, phases []run.Window) string
	empty bool
}

// columns are those that say something of this plan; the widest gets what is left.
func columns(all []column) (used []column) {
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
	return column{"Time", 800, func(_ *session.Activity, phases []run.Window) string { return lineOf(s.clock(phases[0].Begin)) }, s.Start.IsZero()}
}

func minutesColumn() column {
	return column{"Minutes", 950, func(a *session.Activity, _ []run.Window) string { return lineOf(minutes(a.Duration())) }, false}
}

// overview is a row for each activity, with its phases below its title.
func (s *Sheet) overview() string {
	title := func(a *session.Activity, _ []run.Window) string {
		return titleOf(a) + lineOf(strings.Trim(parts(a), " ()"))
	}
	return s.table(true, s.timeColumn(), minutesColumn(),
		column{"Activity", 2500, title, false},
		column{"Lead", 1300, func(a *session.Activity, _ []run.Window) string { return lineOf(a.Lead) }, !slices.ContainsFunc(s.Plan.Activities, func(a session.Activity) bool { return a.Lead != "" })},
		column{"Resources", 4900, func(a *session.Activity, _ []run.Window) string { return listOf(s.resources(a)) }, len(s.Plan.Resources) == 0},
		column{"Outcomes", 1150, func(a *session.Activity, _ []run.Window) string { return lineOf(s.outcomes(a)) }, len(s.Plan.Outcomes) == 0})
}

// table is a row for each activity. Those that are whole are kept on one page.
func (s *Sheet) table(whole bool, all ...column) string {
	columns := columns(all)
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, c := range columns {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, c.width)
	}
	b.WriteString(`</w:tblGrid>`)
	row := func(properties string, shaded bool, cell func(column) string) {
		shade := ""
		if shaded {
			shade = `<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>`
		}
		b.WriteString(`<w:tr>` + properties)
		for _, c := range columns {
			// A cell must end with a paragraph.
			fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr>%s</w:tc>`, c.width, shade, cmp.Or(cell(c), `<w:p/>`))
		}
		b.WriteString(`</w:tr>`)
	}
	row(`<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`, true, func(c column) string { return styled("", run1(c.head, "<w:b/>")) })
	properties := ""
	if whole {
		properties = `<w:trPr><w:cantSplit/></w:trPr>`
	}
	s.each(func(a *session.Activity, phases []run.Window) {
		row(properties, a.Break, func(c column) string { return c.cell(a, phases) })
	})
	return b.String() + `</w:tbl>`
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

// styled is a paragraph of such stretches.
func styled(style, runs string) string {
	if style != "" {
		style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return "<w:p>" + style + runs + "</w:p>"
}

func paragraph(style, text string) string { return styled(style, run1(text, "")) }

// lineOf is a text in a cell; nothing where it is empty.
func lineOf(text string) string {
	if text == "" {
		return ""
	}
	return paragraph("", text)
}

// listOf lists things in one line, so that a row takes few: what a semicolon
// parts is told apart when the sheet is read again, commas in names or not.
func listOf(all []string) string {
	list := strings.Join(all, "; ")
	if len(all) > 1 && strings.Count(list, ";") == len(all)-1 || len(all) == 1 && !strings.ContainsAny(list, ",;") {
		return lineOf(list)
	}
	var b strings.Builder
	for _, text := range all {
		b.WriteString(paragraph("ListBullet", text))
	}
	return b.String()
}

// titleOf is the title of an activity, and below it what it is besides.
func titleOf(a *session.Activity) string {
	title := styled("", run1(a.Title, "<w:b/>"))
	if m := marks(a); m != "" {
		title += paragraph("", "("+m+")")
	}
	return title
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

// docx is the whole document. In one that is brief, notes that need not be printed
// are hidden.
func docx(body string, brief bool) []byte {
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
	put("word/footer.xml", []byte(docxHead+footer(brief)))
	put("word/document.xml", []byte(docxHead+`<w:document `+docxSpace+`><w:body>`+body+docxPage+`</w:body></w:document>`))
	_ = z.Close()
	return b.Bytes()
}

// footer is the number of the page, and where to find what is not printed.
func footer(brief bool) string {
	more := ""
	if brief {
		more = run1(" · what to say is in this file as hidden text: in Word show it with ¶, in LibreOffice with View, Formatting Marks", "<w:i/>")
	}
	return `<w:ftr ` + docxSpace + `><w:p><w:pPr><w:pStyle w:val="Notes"/><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>` + more + `</w:p></w:ftr>`
}
