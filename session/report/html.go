package report

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed templates
var files embed.FS

// page is read when the first report is written: other commands do not pay
// for it.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").ParseFS(files, "templates/*"))
})

// HTML is the report as one page that needs nothing but itself, runs nothing
// and prints on A4.
func (r *Run) HTML() ([]byte, error) {
	var b bytes.Buffer
	data := pageData{Run: r}
	for _, s := range r.Sections() {
		if !s.IsSeen(true) {
			continue
		}
		section := pageSection{Section: s}
		if s.Timeline != nil {
			section.Drawing = s.Timeline.draw()
		}
		for i := range s.Tables {
			section.Shown = append(section.Shown, s.Tables[i].forPage())
		}
		data.Sections = append(data.Sections, section)
	}
	if err := page().ExecuteTemplate(&b, "report.html", data); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

type pageData struct {
	*Run
	Sections []pageSection
}

// LeadOf is the sentence that says most of all.
func (d pageData) LeadOf() string { return d.Verdict()[0] }

// mostRunning is how many characters of a title stand at the head of a sheet.
const mostRunning = 48

// The texts at the head of each sheet, for the style sheet.
func (d pageData) HeadLeft() template.CSS {
	if r := []rune(d.Title); len(r) > mostRunning {
		return cssString(string(r[:mostRunning-1]) + "…")
	}
	return cssString(d.Title)
}

func (d pageData) HeadRight() template.CSS { return cssString(d.Date()) }

// cssString is a text as the style sheet writes it, with every sign by its
// number.
func cssString(text string) template.CSS {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r < utf8.RuneSelf && r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			fmt.Fprintf(&b, "\\%06x ", r) // the blank belongs to the number
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return template.CSS(b.String()) // nothing in it ends the string
}

type pageSection struct {
	Section
	Drawing *drawing
	Shown   []shownTable
}

// shownTable is a table as people see it.
type shownTable struct {
	Title   string
	Class   string
	Upright bool
	Charted bool
	Head    []shownHead
	Groups  [][]shownRow // of rows that stay on one sheet
}

type shownHead struct {
	Title string
	Class string
}

type shownRow struct {
	Class string
	Cells []shownCell
	Bar   *bar
}

type shownCell struct {
	Class, Head, Words string
}

// classes are those of cells in the style sheet, where they have any.
var classes = map[CellKind]string{Span: "number", Count: "number", Difference: "off", Instant: "time", Word: "word"}

// forPage leaves out what is for programs, and columns in which nothing stands.
func (t *Table) forPage() shownTable {
	all := shownTable{Title: t.Title, Class: t.ID, Upright: t.Upright, Charted: t.Charted}
	seen := t.ColumnsFor(Documents)
	for _, i := range seen {
		all.Head = append(all.Head, shownHead{t.Columns[i].Title, classes[t.Columns[i].Kind]})
	}
	bars := t.bars()
	for n, row := range t.Rows {
		if row.Hidden {
			continue
		}
		shown := shownRow{Bar: bars[n]}
		switch {
		case row.Strong:
			shown.Class = "sum"
		case row.Indent:
			shown.Class = "part"
		}
		for _, i := range seen {
			shown.Cells = append(shown.Cells, shownCell{classes[t.Columns[i].Kind], t.Columns[i].Title, row.Cells[i].Words})
		}
		if n := len(all.Groups); n > 0 && row.Indent {
			all.Groups[n-1] = append(all.Groups[n-1], shown)
			continue
		}
		all.Groups = append(all.Groups, []shownRow{shown})
	}
	return all
}
