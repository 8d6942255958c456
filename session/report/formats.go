package report

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/csv"
	"encoding/json"
	"html/template"
	"strings"
	"sync"

	"facilitate/session/prose"
)

// CSV is the report with one figure a row, as spreadsheets pivot it: section, item, name,
// figure and value; spans in seconds, instants in UTC, words as programs know them. A
// figure that there is none of has no row.
func (r *Run) CSV() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	write := func(fields ...string) {
		_ = w.Write(fields) // a buffer takes everything
	}
	write("section", "item", "name", "figure", "value")
	for _, s := range r.Sections() {
		for _, t := range s.Tables {
			for _, row := range t.Rows {
				of, item, name := cmp.Or(row.Of, t.ID), GuardFormula(row.Item), GuardFormula(row.Name)
				for i, c := range row.Cells {
					if t.Columns[i].ID == "" || c.Data == "" {
						continue
					}
					value := c.Data
					if c.Kind == Text || c.Kind == Word {
						value = GuardFormula(value)
					}
					write(of, item, name, t.Columns[i].ID, value)
				}
			}
		}
	}
	w.Flush()
	return b.Bytes()
}

// GuardFormula keeps a text from being a formula where a spreadsheet opens it.
func GuardFormula(text string) string {
	if strings.IndexAny(strings.TrimLeft(text, " \u00a0"), "=+-@\t\r＝＋－＠") == 0 {
		return "'" + text
	}
	return text
}

// JSON is the report as programs read it.
func (r *Run) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Markdown is the report as Markdown, its tables as GitHub draws them.
func (r *Run) Markdown() []byte {
	var b strings.Builder
	block := func(lines ...string) { b.WriteString(strings.Join(lines, "\n") + "\n\n") }
	block("# " + prose.EscapeLine(r.Title))
	block(prose.EscapeLine(r.What())+"\\", "Run "+prose.EscapeLine(r.ID))
	for _, s := range r.Sections() {
		if !s.IsSeen(false) {
			continue
		}
		block("## " + prose.EscapeLine(s.Title))
		if len(s.Lead) > 0 {
			block(prose.EscapeLine(strings.Join(s.Lead, " ")))
		}
		for i := range s.Tables {
			if t := &s.Tables[i]; t.Title != "" {
				block("### " + prose.EscapeLine(t.Title))
			}
			block(s.Tables[i].markdown()...)
		}
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

func (t *Table) markdown() (lines []string) {
	write := func(cells []string) { lines = append(lines, "| "+strings.Join(cells, " | ")+" |") }
	seen := t.ColumnsFor(Documents)
	if t.Upright {
		write([]string{"Figure", ""})
		lines = append(lines, "| --- | ---: |")
		for _, i := range seen {
			write([]string{prose.EscapeLine(t.Columns[i].Title), prose.EscapeLine(t.Rows[0].Cells[i].Words)})
		}
		return lines
	}
	var head, rule []string
	for _, i := range seen {
		c := t.Columns[i]
		head = append(head, prose.EscapeLine(c.Title))
		rule = append(rule, map[bool]string{true: "---:", false: "---"}[c.Kind.IsNumber()])
	}
	write(head)
	write(rule)
	for _, row := range t.Rows {
		if row.Hidden {
			continue
		}
		var cells []string
		for _, i := range seen {
			text := prose.EscapeLine(row.Cells[i].Words)
			if row.Strong && text != "" {
				text = "**" + text + "**"
			}
			cells = append(cells, text)
		}
		write(cells)
	}
	return lines
}

//go:embed templates
var files embed.FS

// page is read when the first report is written: other commands do not pay for it.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").ParseFS(files, "templates/*"))
})

// HTML is the report as one page that needs nothing, runs nothing and prints on A4.
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
