package prose

import (
	"slices"
	"strings"
)

const (
	columnGap   = 2 // blanks between two columns
	leastColumn = 8 // columns of the window that one of the table has at the least
)

// table writes a table in columns, or where there is no room for them its rows
// below one another, each cell behind the head of its column.
func (l Layout) table(n Node, width int) []Line {
	widths := l.columns(n, width)
	if widths == nil {
		return l.narrowTable(n, width)
	}
	var lines []Line
	for i, row := range n.Kids {
		if i == 1 {
			all := totalWidth(widths, width) + columnGap*(len(widths)-1)
			lines = append(lines, Line{{strings.Repeat("─", all), Kinds(0).with(Sign, Table)}})
		}
		lines = append(lines, l.row(row, widths, i == 0)...)
	}
	return lines
}

// flow is what stands in a cell.
func (l Layout) flow(cell Node, head bool) []Span {
	in := Kinds(0).with(Table)
	if head {
		in = in.with(Heading)
	}
	return l.inline(cell.Kids, in)
}

// columns are the widths of a table's columns. Where there is too little room
// the widest give of theirs; nil where that leaves one with too little.
func (l Layout) columns(n Node, width int) []int {
	widths := make([]int, n.columns())
	for i, row := range n.Kids {
		for j, cell := range row.Kids {
			widths[j] = max(widths[j], 1, l.wide(Line(l.flow(cell, i == 0)).String()))
		}
	}
	room, most := width-columnGap*(len(widths)-1), slices.Max(widths)
	for ; totalWidth(widths, most) > room; most-- {
		if most <= leastColumn {
			return nil
		}
	}
	for i := range widths {
		widths[i] = min(widths[i], most)
	}
	return widths
}

// totalWidth is how wide columns are of which none may be wider than a width.
func totalWidth(widths []int, most int) (sum int) {
	for _, w := range widths {
		sum += min(w, most)
	}
	return sum
}

// row writes a row whose cells may take several lines.
func (l Layout) row(row Node, widths []int, head bool) (lines []Line) {
	cells := make([][]Line, len(row.Kids))
	height := 1
	for j, cell := range row.Kids {
		cells[j] = l.wrap(l.flow(cell, head), widths[j])
		height = max(height, len(cells[j]))
	}
	for y := range height {
		var line Line
		for j, cell := range cells {
			var text Line
			if y < len(cell) {
				text = cell[y]
			}
			blank := max(0, widths[j]-l.wide(text.String()))
			before := map[Align]int{Centre: blank / 2, End: blank}[row.Kids[j].Align]
			if before > 0 {
				line = append(line, Span{strings.Repeat(" ", before), 0})
			}
			line = append(line, text...)
			line = append(line, Span{strings.Repeat(" ", blank-before+columnGap), 0})
		}
		lines = append(lines, trimmed(line))
	}
	return lines
}

// narrowTable writes the rows below one another, with an empty line between them.
func (l Layout) narrowTable(n Node, width int) (lines []Line) {
	head, rows := n.Kids[0], n.Kids[1:]
	if len(rows) == 0 { // the heads are all there is
		head, rows = Node{}, n.Kids
	}
	for i, row := range rows {
		if i > 0 {
			lines = append(lines, nil)
		}
		for j, cell := range row.Kids {
			if len(cell.Kids) == 0 {
				continue
			}
			var flow []Span
			if j < len(head.Kids) && len(head.Kids[j].Kids) > 0 {
				flow = append(l.flow(head.Kids[j], true), Span{": ", Kinds(0).with(Table, Heading)})
			}
			lines = append(lines, l.wrap(append(flow, l.flow(cell, false)...), width)...)
		}
	}
	return lines
}
