package prose

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Tables are read as GitHub writes them. The library can, too, but with it come
// patterns for web addresses that cost every command two milliseconds at its
// start.

// mostColumns is more than a table has on any sheet.
const mostColumns = 20

// The library's nodes of a table.
type (
	tableBlock struct{ ast.BaseBlock }
	rowBlock   struct{ ast.BaseBlock }
	cellBlock  struct {
		ast.BaseBlock
		align Align
	}
)

var (
	tableKind = ast.NewNodeKind("Table")
	rowKind   = ast.NewNodeKind("TableRow")
	cellKind  = ast.NewNodeKind("TableCell")
)

func (*tableBlock) Kind() ast.NodeKind { return tableKind }
func (*rowBlock) Kind() ast.NodeKind   { return rowKind }
func (*cellBlock) Kind() ast.NodeKind  { return cellKind }

func (n *tableBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }
func (n *rowBlock) Dump(source []byte, level int)   { ast.DumpHelper(n, source, level, nil, nil) }
func (n *cellBlock) Dump(source []byte, level int)  { ast.DumpHelper(n, source, level, nil, nil) }

// tables makes tables of paragraphs.
type tables struct{}

// Transform looks in a paragraph for a line of dashes below one with as many
// cells. What stands above those two stays a paragraph.
func (tables) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
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
		table := &tableBlock{}
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
func newRow(cells []text.Segment, aligns []Align) *rowBlock {
	row := &rowBlock{}
	for i, segment := range cells[:min(len(cells), len(aligns))] {
		cell := &cellBlock{align: aligns[i]}
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
	if len(aligns) > mostColumns {
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

// table is a table of the library's as a node.
func (r reader) table(n *tableBlock) Node {
	table := Node{Kind: Table}
	r.inTable = true
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		read := Node{Kind: Row}
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			align := Start
			if cell, ok := cell.(*cellBlock); ok {
				align = cell.align
			}
			read.Kids = append(read.Kids, Node{Kind: Cell, Align: align, Kids: r.inlines(cell)})
		}
		table.Kids = append(table.Kids, read)
	}
	return table
}
