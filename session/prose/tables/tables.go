// Package tables reads the tables of Markdown, as GitHub writes them, for the
// library that reads the rest of it. The library can, too, but with it come
// patterns for web addresses that cost every command two milliseconds at its
// start.
//
// It must never know what is made of a table.
package tables

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// MostColumns is more than a table has on any sheet.
const MostColumns = 20

// Align is where the text of a column stands.
type Align uint8

// The values of Align: where lines begin, where they end, or between.
const (
	Start Align = iota
	Centre
	End
)

// The nodes of a table, as the library has nodes.
type (
	Table struct{ ast.BaseBlock }
	Row   struct{ ast.BaseBlock }
	Cell  struct {
		ast.BaseBlock
		Align Align
	}
)

// The kinds of these nodes.
var (
	TableKind = ast.NewNodeKind("Table")
	RowKind   = ast.NewNodeKind("TableRow")
	CellKind  = ast.NewNodeKind("TableCell")
)

func (*Table) Kind() ast.NodeKind { return TableKind }
func (*Row) Kind() ast.NodeKind   { return RowKind }
func (*Cell) Kind() ast.NodeKind  { return CellKind }

func (n *Table) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (n *Row) Dump(source []byte, level int)   { ast.DumpHelper(n, source, level, nil, nil) }
func (n *Cell) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }

// Reader makes tables of paragraphs.
type Reader struct{}

// Transform looks in a paragraph for a line of dashes below one with as many
// cells. What stands above those two stays a paragraph.
func (Reader) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	lines, source := p.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		aligns := alignments(lines.At(i), source)
		if aligns == nil {
			continue
		}
		head := cells(lines.At(i-1), source)
		if len(head) != len(aligns) {
			return
		}
		table := &Table{}
		table.AppendChild(table, newRow(head, aligns))
		for j := i + 1; j < lines.Len(); j++ {
			table.AppendChild(table, newRow(cells(lines.At(j), source), aligns))
		}
		p.Parent().InsertAfter(p.Parent(), p, table)
		if i == 1 {
			p.Parent().RemoveChild(p.Parent(), p)
			return
		}
		lines.SetSliced(0, i-1)
		last := lines.At(i - 2)
		lines.Set(i-2, last.TrimRightSpace(source))
		return
	}
}

// newRow is a row with as many cells as there are columns, or fewer.
func newRow(cells []text.Segment, aligns []Align) *Row {
	row := &Row{}
	for i, segment := range cells[:min(len(cells), len(aligns))] {
		cell := &Cell{Align: aligns[i]}
		cell.Lines().Append(segment)
		row.AppendChild(row, cell)
	}
	return row
}

// alignments are those of the columns, by the line of dashes below their heads;
// nil where a line is no such.
func alignments(line text.Segment, source []byte) (aligns []Align) {
	if !bytes.ContainsAny(line.Value(source), "|") {
		return nil // that underlines a heading
	}
	columns := cells(line, source)
	for _, column := range columns {
		dashes := column.Value(source)
		before, after := bytes.HasPrefix(dashes, []byte(":")), bytes.HasSuffix(dashes, []byte(":"))
		dashes = bytes.TrimSuffix(bytes.TrimPrefix(dashes, []byte(":")), []byte(":"))
		if len(dashes) == 0 || len(bytes.Trim(dashes, "-")) > 0 {
			return nil
		}
		switch {
		case before && after:
			aligns = append(aligns, Centre)
		case after:
			aligns = append(aligns, End)
		default:
			aligns = append(aligns, Start)
		}
	}
	if len(aligns) > MostColumns {
		return nil
	}
	return aligns
}

// cells are the parts of a line between its bars; a bar behind a backslash is
// text.
func cells(line text.Segment, source []byte) (all []text.Segment) {
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	from, to := line.Start, line.Stop
	if from < to && source[from] == '|' {
		from++
	}
	for at := from; at < to; at++ {
		if source[at] == '|' && source[at-1] != '\\' {
			all = append(all, bare(from, at, source))
			from = at + 1
		}
	}
	if from < to { // no bar at the end
		all = append(all, bare(from, to, source))
	}
	return all
}

func bare(from, to int, source []byte) text.Segment {
	cell := text.NewSegment(from, to)
	cell = cell.TrimLeftSpace(source)
	return cell.TrimRightSpace(source)
}
