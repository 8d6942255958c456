package runs

import (
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/session/report"
)

// reportText writes a report for a terminal.
type reportText struct {
	strings.Builder
	width int
	bold  lipgloss.Style
}

// The measures of a table, in columns.
const (
	columnGap  = 2
	leastCell  = 14 // of a column that was made narrower
	leastBar   = 14 // a shorter one says nothing
	mostBar    = 30
	barsFrom   = 72 // the width from which bars are drawn
	twoColumns = 72 // and from which figures stand in two columns
)

// of is the report of a run.
func (t *reportText) of(r *report.Run) string {
	t.paragraph(r.Title, true)
	t.paragraph(r.What(), false)
	t.paragraph("Run "+r.ID, false)
	for i, s := range r.Sections() {
		if len(s.Tables) == 0 && len(s.Lead) == 0 {
			continue // there is only a picture
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

// upright is a table of one row, its figures one under the other.
func (t *reportText) upright(table *report.Table) {
	var heads, words []string
	widest := 0
	for _, i := range table.Seen(report.Everyone) {
		heads = append(heads, table.Columns[i].Title)
		words = append(words, table.Rows[0].Cells[i].Words)
		widest = max(widest, ansi.StringWidth(table.Columns[i].Title))
	}
	if t.width < twoColumns {
		for i := range heads {
			head := cli.Pad(heads[i], widest+columnGap)
			for _, part := range cli.Wrap(words[i], max(1, t.width-widest-columnGap)) {
				t.line(head + part)
				head = cli.Pad("", widest+columnGap)
			}
		}
		return
	}
	line := func(i int) string { return cli.Pad(heads[i], widest+columnGap) + words[i] }
	down := (len(heads) + 1) / 2
	right := t.width / 2 // where the second column begins
	for i := range down {
		right = max(right, ansi.StringWidth(line(i))+columnGap)
	}
	for i := range down {
		text := line(i)
		if i+down < len(heads) {
			text = cli.Pad(text, right) + line(i+down)
		}
		t.line(text)
	}
}

// table prints rows in columns, or below one another where there is no room.
func (t *reportText) table(table *report.Table) {
	seen := table.Seen(report.Everyone)
	widths := make([]int, len(seen))
	for k, i := range seen {
		widths[k] = ansi.StringWidth(table.Columns[i].Title)
		for n := range table.Rows {
			if row := &table.Rows[n]; !row.Hidden {
				widths[k] = max(widths[k], ansi.StringWidth(indented(row, k)+row.Cells[i].Brief()))
			}
		}
	}
	room := t.width - columnGap*(len(seen)-1)
	bar := 0
	if table.Charted && t.width >= barsFrom {
		bar = leastBar
		room -= bar + columnGap
	}
	if !narrowed(widths, room) {
		t.stacked(table, seen)
		return
	}
	if bar > 0 {
		bar = min(bar+room-sum(widths), mostBar)
	}
	t.head(table, seen, widths, bar)
	longest := longestBar(table)
	for n := range table.Rows {
		if table.Rows[n].Hidden {
			continue
		}
		t.row(table, &table.Rows[n], seen, widths, drawBar(table.Rows[n].Bar, longest, bar))
	}
	if bar > 0 {
		t.line("")
		t.line("█ taken   · left of the plan   | end of the plan   ▒ over")
	}
}

// narrowed makes the widest columns narrower until all fit into a room; false
// where they cannot.
func narrowed(widths []int, room int) bool {
	for sum(widths) > room {
		widest := 0
		for k := range widths {
			if widths[k] > widths[widest] {
				widest = k
			}
		}
		if widths[widest] <= leastCell {
			return false
		}
		widths[widest]--
	}
	return true
}

func sum(all []int) (total int) {
	for _, n := range all {
		total += n
	}
	return total
}

// indented is what stands before a row's first cell.
func indented(row *report.Row, column int) string {
	if row.Indent && column == 0 {
		return "   "
	}
	return ""
}

// hanging breaks a text into lines after a lead, those that follow the first
// set in a little more.
func hanging(lead, text string, width int) []string {
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

func (t *reportText) head(table *report.Table, seen, widths []int, bar int) {
	cells := make([][]string, len(seen))
	for k, i := range seen {
		cells[k] = cli.Wrap(table.Columns[i].Title, widths[k])
	}
	t.cells(table, seen, widths, cells, "", false)
	rule := strings.Repeat("─", sum(widths)+columnGap*(len(widths)-1))
	if bar > 0 {
		rule += strings.Repeat("─", columnGap+bar)
	}
	t.line(rule)
}

func (t *reportText) row(table *report.Table, row *report.Row, seen, widths []int, bar string) {
	cells := make([][]string, len(seen))
	for k, i := range seen {
		cells[k] = cli.Wrap(row.Cells[i].Brief(), widths[k])
		if k == 0 {
			cells[k] = hanging(indented(row, k), row.Cells[i].Brief(), widths[k])
		}
	}
	t.cells(table, seen, widths, cells, bar, row.Strong)
}

// cells prints cells side by side, each of perhaps several lines.
func (t *reportText) cells(table *report.Table, seen, widths []int, cells [][]string, bar string, strong bool) {
	height := 1
	for _, c := range cells {
		height = max(height, len(c))
	}
	for n := range height {
		line := ""
		for k, c := range cells {
			text := ""
			if n < len(c) {
				text = c[n]
			}
			blank := strings.Repeat(" ", max(0, widths[k]-ansi.StringWidth(text)))
			if strong && k == 0 && text != "" {
				text = t.bold.Render(text)
			}
			if table.Columns[seen[k]].Kind.IsNumber() {
				text, blank = blank, text
			}
			if k > 0 {
				line += strings.Repeat(" ", columnGap)
			}
			line += text + blank
		}
		if n == 0 && bar != "" {
			line += strings.Repeat(" ", columnGap) + bar
		}
		t.line(line)
	}
}

// stacked prints each row as a name and, under it, its figures with theirs.
func (t *reportText) stacked(table *report.Table, seen []int) {
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
		lead := indented(row, 0)
		for k, l := range hanging(lead, row.Cells[seen[0]].Brief(), t.width) {
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

func longestBar(table *report.Table) (longest time.Duration) {
	for n := range table.Rows {
		if b := table.Rows[n].Bar; b != nil {
			longest = max(longest, time.Duration(b.Planned), time.Duration(b.Actual))
		}
	}
	return longest
}

// drawBar draws what a row took against what was planned for it, in a number
// of columns of which the longest fills all.
func drawBar(b *report.Bar, longest time.Duration, columns int) string {
	if b == nil || longest <= 0 || columns < leastBar {
		return ""
	}
	scaled := func(s report.Seconds) int {
		return int(float64(s)/float64(longest)*float64(columns-1) + 0.5)
	}
	planned, actual := scaled(b.Planned), scaled(b.Actual)
	if actual <= planned {
		return strings.Repeat("█", actual) + strings.Repeat("·", planned-actual) + "|"
	}
	return strings.Repeat("█", planned) + "|" + strings.Repeat("▒", actual-planned)
}
