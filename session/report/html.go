package report

import (
	"bytes"
	"embed"
	"html/template"
	"sync"

	"facilitate/session/prose"
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
	return prose.InStyle(d.Title, mostRunning)
}

func (d pageData) HeadRight() template.CSS { return prose.InStyle(d.Date(), mostRunning) }

type pageSection struct {
	Section
	Drawing *drawing
	Shown   []shownTable
}

// shownTable is a table as people see it.
type shownTable struct {
	Table
	Head   []Column
	Groups [][]shownRow // of rows that stay on one sheet
}

type shownRow struct {
	Class string
	Cells []shownCell
	Bar   *bar
}

type shownCell struct {
	Column
	Words string
}

// Class is that of the column's cells in the style sheet.
func (c Column) Class() string { return classes[c.Kind] }

// classes are those of cells in the style sheet, where they have any.
var classes = map[CellKind]string{Span: "number", Count: "number", Difference: "off", Instant: "time", Word: "word"}

// forPage leaves out what is for programs, and columns in which nothing stands.
func (t *Table) forPage() shownTable {
	all := shownTable{Table: *t}
	seen := t.ColumnsFor(Documents)
	for _, i := range seen {
		all.Head = append(all.Head, t.Columns[i])
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
			shown.Cells = append(shown.Cells, shownCell{t.Columns[i], row.Cells[i].Words})
		}
		if n := len(all.Groups); n > 0 && row.Indent {
			all.Groups[n-1] = append(all.Groups[n-1], shown)
			continue
		}
		all.Groups = append(all.Groups, []shownRow{shown})
	}
	return all
}
