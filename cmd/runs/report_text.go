package runs

import (
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/session/report"
)

type reportText struct {
	strings.Builder
	width int
	bold  lipgloss.Style
}

// The measures of a table, in columns.
const (
	leastCell  = 14 // of a column that was made narrower
	leastBar   = 14 // a shorter one says nothing
	mostBar    = 30
	barsFrom   = 72 // the width from which bars are drawn
	twoColumns = 72 // and from which figures stand in two columns
)

func (t *reportText) of(r *report.Run) string {
	t.paragraph(r.Title, true)
	t.paragraph(r.What(), false)
	t.paragraph("Run "+r.ID, false)
	for i, s := range r.Sections() {
		if !s.IsSeen(false) {
			continue
		}
		t.WriteByte('\n')
		if i > 0 {
			t.line(t.bold.Render(strings.ToUpper(s.Title)))
		}
		for _, sentence := range s.Lead {
			t.paragraph(sentence, i == 0)
		}
		for k := range s.Tables {
			if k > 0 || len(s.Lead) > 0 {
				t.WriteByte('\n')
			}
			if title := s.Tables[k].Title; title != "" {
				t.paragraph(title, true)
			}
			if s.Tables[k].Upright {
				t.upright(&s.Tables[k])
			} else {
				t.table(&s.Tables[k])
			}
		}
	}
	return t.String()
}

func (t *reportText) line(text string) {
	t.WriteString(strings.TrimRight(text, " "))
	t.WriteByte('\n')
}

func (t *reportText) paragraph(text string, strong bool) {
	for _, l := range cli.Wrap(text, t.width) {
		if strong {
			l = t.bold.Render(l)
		}
		t.line(l)
	}
}

// upright is a table of one row, its figures one under the other, or in two columns.
func (t *reportText) upright(table *report.Table) {
	var pairs [][]string
	widest := 0
	for _, i := range table.ColumnsFor(report.Everyone) {
		title := table.Columns[i].Title
		pairs = append(pairs, []string{title, table.Rows[0].Cells[i].Words})
		widest = max(widest, ansi.StringWidth(title))
	}
	half := t.width/2 - widest - 2*len("  ")
	out, down := cli.Table{Columns: []cli.Column{{Wide: widest}, {Wide: half}, {Wide: widest}, {}}}, (len(pairs)+1)/2
	if t.width < twoColumns {
		out, down = cli.Table{Width: t.width, Columns: []cli.Column{{}, {Least: 1}}}, len(pairs)
	}
	for i, pair := range pairs[:down] {
		if i+down < len(pairs) {
			pair = append(pair, pairs[i+down]...)
		}
		out.Add(pair...)
	}
	t.WriteString(out.String())
}

// table prints rows in columns, or below one another where there is no room.
func (t *reportText) table(table *report.Table) {
	seen := table.ColumnsFor(report.Everyone)
	out := cli.Table{Width: t.width, Bold: t.bold, Rule: true}
	for k, i := range seen {
		c := &table.Columns[i]
		out.Columns = append(out.Columns, cli.Column{Title: c.Title, Right: c.Kind.IsNumber(), Strong: k == 0, Least: leastCell})
	}
	var rows []*report.Row
	for n := range table.Rows {
		row := &table.Rows[n]
		if row.Hidden {
			continue
		}
		rows = append(rows, row)
		var cells []string
		for _, i := range seen {
			cells = append(cells, row.Cells[i].Brief())
		}
		cells[0] = indent(row) + cells[0]
		out.Rows = append(out.Rows, cli.Row{Cells: cells, Strong: row.Strong})
	}
	bars := table.Charted && t.width >= barsFrom
	if bars {
		out.Columns = append(out.Columns, cli.Column{Wide: leastBar})
	}
	widths, left := out.Widths()
	if left < 0 {
		t.narrowTable(table, seen)
		return
	}
	out.Columns[0].Wide = widths[0]
	bar := min(leastBar+left, mostBar)
	if bars {
		out.Columns[len(seen)].Wide = bar
	}
	longest := time.Duration(table.LongestBar())
	for n, row := range rows {
		cells := append(out.Rows[n].Cells, drawBar(row.Bar, longest, bar))
		cells[0] = strings.Join(hang(indent(row), row.Cells[seen[0]].Brief(), widths[0]), "\n")
		out.Rows[n].Cells = cells
	}
	t.WriteString(out.String())
	if bars {
		t.line("")
		t.line("█ taken   · left of the plan   | end of the plan   ▒ over")
	}
}

// indent is what stands before a row's first cell.
func indent(row *report.Row) string {
	if row.Indent {
		return "   "
	}
	return ""
}

// hang breaks a text into lines after a lead, all but the first set in a little more.
func hang(lead, text string, width int) []string {
	rest := lead + "  "
	room := max(1, width-len(rest))
	var words []string
	for word := range strings.FieldsSeq(text) {
		if ansi.StringWidth(word) > width-len(lead) {
			word = ansi.Hardwrap(word, room, false)
		}
		words = append(words, strings.Split(word, "\n")...)
	}
	return cli.Hang(lead, rest, strings.Join(words, " "), width)
}

// narrowTable prints each row as a name and, under it, its figures with theirs.
func (t *reportText) narrowTable(table *report.Table, seen []int) {
	for n := range table.Rows {
		row := &table.Rows[n]
		if row.Hidden {
			continue
		}
		var figures []string
		for _, i := range seen[1:] {
			words := row.Cells[i].Brief()
			switch {
			case words == "":
			case table.Columns[i].Kind == report.Difference: // it says what it is
				figures = append(figures, words)
			default:
				figures = append(figures, table.Columns[i].Title+" "+words)
			}
		}
		lead := indent(row)
		for k, l := range hang(lead, row.Cells[seen[0]].Brief(), t.width) {
			if row.Strong || k == 0 && !row.Indent {
				l = t.bold.Render(l)
			}
			t.line(l)
		}
		for _, l := range cli.Hang(lead+"   ", lead+"   ", strings.Join(figures, " · "), t.width) {
			t.line(l)
		}
	}
}

// drawBar draws what a row took against what was planned for it, in a number
// of columns of which the longest fills all.
func drawBar(b *report.Bar, longest time.Duration, columns int) string {
	if b == nil || longest <= 0 || columns < leastBar {
		return ""
	}
	scaled := func(s report.Seconds) int {
		// What was recorded out of order may have taken less than nothing.
		return int(float64(max(0, s))/float64(longest)*float64(columns-1) + 0.5)
	}
	planned, actual := scaled(b.Planned), scaled(b.Actual)
	if actual <= planned {
		return strings.Repeat("█", actual) + strings.Repeat("·", planned-actual) + "|"
	}
	return strings.Repeat("█", planned) + "|" + strings.Repeat("▒", actual-planned)
}
