package cli

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
)

// Table sets rows of cells under each other, measured in columns of a terminal.
type Table struct {
	Columns []Column
	Rows    []Row
	Width   int            // of the terminal; 0: as wide as it comes
	Bold    lipgloss.Style // of the header, and of what stands out
	Rule    bool           // the header has a rule under it, and that style is not its
	Cut     bool           // what has no room is cut off; else it goes on in more lines
}

// Column is a column of a table. Its title may have several lines; where none
// has a title, there is no header.
type Column struct {
	Title  string
	Right  bool // its cells are set flush right, as figures are
	Strong bool // its cells stand out in rows that do
	Wide   int  // so wide at least, as long as there is room
	Most   int  // so wide at most; 0: as wide as its widest cell
	Least  int  // it may be made so narrow where there is no room; 0: not at all
}

// Columns are columns with these titles.
func Columns(titles ...string) (columns []Column) {
	for _, title := range titles {
		columns = append(columns, Column{Title: title})
	}
	return columns
}

// Row is a row of a table. Cells for which there is no column are not shown. A
// cell may have several lines, and each of them something in front of a tab,
// under which it does not go on.
type Row struct {
	Cells  []string
	Above  string // what stands above it, in whole lines
	Strong bool
}

// Add adds a row.
func (t *Table) Add(cells ...string) { t.Rows = append(t.Rows, Row{Cells: cells}) }

const columnGap = 2

// Widths are the widths of the columns, and how much of the table's is left.
// That is negative where it has no room. Of the columns that may be made
// narrower, that which may be narrowest gives way first, of those alike the widest.
func (t *Table) Widths() (widths []int, left int) {
	widths = make([]int, len(t.Columns))
	left = t.Width + columnGap
	for i, c := range t.Columns {
		widths[i] = max(c.Wide, lipgloss.Width(c.Title))
		for _, row := range t.Rows {
			if i < len(row.Cells) {
				widths[i] = max(widths[i], lipgloss.Width(row.Cells[i]))
			}
		}
		if c.Most > 0 {
			widths[i] = min(widths[i], c.Most)
		}
		left -= widths[i] + columnGap
	}
	if t.Width == 0 {
		return widths, 0
	}
	for ; left < 0; left++ {
		first := -1
		for i, c := range t.Columns {
			switch {
			case c.Least == 0 || widths[i] <= c.Least:
			case first < 0, c.Least < t.Columns[first].Least,
				c.Least == t.Columns[first].Least && widths[i] > widths[first]:
				first = i
			}
		}
		if first < 0 {
			break
		}
		widths[first]--
	}
	return widths, left
}

// String is the table, in lines without blanks at their ends.
func (t *Table) String() string {
	widths, _ := t.Widths()
	var b strings.Builder
	var titles []string
	for _, c := range t.Columns {
		titles = append(titles, c.Title)
	}
	if strings.Join(titles, "") != "" {
		for _, line := range t.lines(Row{Cells: titles}, widths) {
			if !t.Rule {
				line = t.Bold.Render(line)
			}
			b.WriteString(line + "\n")
		}
	}
	if t.Rule {
		total := columnGap * (len(widths) - 1)
		for _, w := range widths {
			total += w
		}
		b.WriteString(strings.Repeat("─", total) + "\n")
	}
	for _, row := range t.Rows {
		b.WriteString(row.Above)
		for _, line := range t.lines(row, widths) {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// lines are a row, its cells' lines side by side.
func (t *Table) lines(row Row, widths []int) (lines []string) {
	row.Cells = row.Cells[:min(len(row.Cells), len(widths))]
	cells := make([][]string, len(row.Cells))
	height := 1
	for i, cell := range row.Cells {
		cells[i] = t.wrapCell(cell, widths[i])
		height = max(height, len(cells[i]))
	}
	for n := range height {
		var line strings.Builder
		for i, cell := range cells {
			text := ""
			if n < len(cell) {
				text = cell[n]
			}
			blank := Pad("", widths[i]-ansi.StringWidth(text))
			if row.Strong && t.Columns[i].Strong && text != "" {
				text = t.Bold.Render(text)
			}
			if t.Columns[i].Right {
				text, blank = blank, text
			}
			line.WriteString(text + blank + Pad("", columnGap))
		}
		whole := strings.TrimRight(line.String(), " ")
		if t.Cut && t.Width > 0 {
			whole = ansi.Truncate(whole, t.Width, "…")
		}
		lines = append(lines, whole)
	}
	return lines
}

// wrapCell is a cell in lines no wider than its column.
func (t *Table) wrapCell(cell string, width int) (lines []string) {
	for line := range strings.SplitSeq(cell, "\n") {
		lead, text, tab := strings.Cut(line, "\t")
		if !tab {
			lead, text = "", line
		}
		switch {
		case ansi.StringWidth(lead+text) <= width:
			lines = append(lines, lead+text)
		case t.Cut:
			lines = append(lines, ansi.Truncate(lead+text, width, "…"))
		default:
			lines = append(lines, Hang(lead, Pad("", ansi.StringWidth(lead)), text, width)...)
		}
	}
	return lines
}
