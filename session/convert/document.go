package convert

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"
)

// What a document may hold: more than any plan, and too little to slow the program.
const (
	MaxSize  = 32 << 20 // bytes of the file
	maxText  = 4 << 20  // bytes of text in it
	maxCell  = 64 << 10 // bytes of one paragraph
	maxLines = 40_000   // paragraphs, in cells too
	maxCells = 100_000
	maxRead  = 6_000 // paragraphs outside of tables, and rows of one
	maxSteps = 1_000 // of one way to read them
	maxDepth = 200   // elements within elements
)

// document is the common form of all formats.
type document struct {
	title  string // where the format has a place for it
	blocks []block
	told   []string // what was left out

	// Of a deck: its slides, whose blocks are those of the document, and a
	// picture of one as it is asked for.
	slides  []*slide
	picture func(s *slide) (data []byte, ending string)
}

type block struct {
	line
	table *table
}

type lineKind int

const (
	paragraph lineKind = iota
	heading
	item
)

// line is a paragraph; text breaks at \n where the document has a soft break.
type line struct {
	kind  lineKind
	level int // of a heading from 1, of an item from 0
	text  string
	bold  bool   // all of it
	lead  string // the bold beginning, if only that is bold
	place string
	sheet bool // a heading that is the name of a sheet
}

type table struct {
	rows   [][]cell
	place  string
	rowAt  []string // each row's place
	within []*table // timetables that stand in a cell: layout, not content
}

type cell struct {
	lines  []line
	span   int  // columns; 0 is 1
	merged bool // it continues the cell above
}

// text is the whole cell in one line.
func (c *cell) text() string { return oneLine(c.joined(" ")) }

func (c *cell) joined(between string) string {
	var all []string
	for _, l := range c.lines {
		all = append(all, l.text)
	}
	return strings.Join(all, between)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// errTooLarge is what every limit of a document says.
var errTooLarge = errors.New("it holds more text than a plan ever does")

// builder makes a document of what a front end comes upon, one after the other.
type builder struct {
	doc    document
	err    error
	size   int
	lines  int
	cells  int
	counts struct{ lines, tables int }
	open   []*openLine
	titled bool     // the line that is open may be the document's title
	tables []*table // those begun and not yet ended, the innermost last
}

// openLine is a line that still grows: a text box may stand within a line.
type openLine struct {
	line
	all, begins strings.Builder // its text, and the bold beginning of it
	plain       bool            // some of it is not bold
}

func (l *openLine) add(text string, bold bool) {
	l.all.WriteString(text)
	l.plain = l.plain || !bold && strings.Trim(text, " \t\n:.-–") != ""
	if !l.plain {
		l.begins.WriteString(text)
	}
}

func (b *builder) begin(kind lineKind, level int) {
	b.titled = false
	if b.lines++; b.lines > maxLines {
		b.err = errTooLarge
		return
	}
	b.open = append(b.open, &openLine{line: line{kind: kind, level: level}})
}

// line is the one that is open; nil: none is.
func (b *builder) line() *openLine {
	if len(b.open) == 0 {
		return nil
	}
	return b.open[len(b.open)-1]
}

// add adds text to the line that is open; outside of one it opens a paragraph.
func (b *builder) add(text string, bold bool) {
	if len(b.open) == 0 {
		if strings.TrimSpace(text) == "" {
			return
		}
		b.begin(paragraph, 0)
	}
	if b.size += len(text); b.size > maxText || len(text) > maxCell {
		b.err = errTooLarge
	}
	if b.err == nil {
		b.line().add(text, bold)
	}
}

// end closes the line that is open and puts it where it belongs. The first that
// is the document's title is no paragraph of it.
func (b *builder) end() {
	l, t := b.line(), b.table()
	if l == nil {
		return
	}
	b.open = b.open[:len(b.open)-1]
	switch isTitle := b.titled && b.doc.title == ""; {
	case !l.finish():
	case t != nil:
		l.place = t.place
		if b.lastCell() == nil {
			b.cell(1, false)
		}
		if c := b.lastCell(); c != nil { // there is none above the limit
			c.lines = append(c.lines, l.line)
		}
	case isTitle:
		b.doc.title = oneLine(l.text)
	default:
		b.counts.lines++
		l.place = fmt.Sprintf("paragraph %d", b.counts.lines)
		b.doc.blocks = append(b.doc.blocks, block{line: l.line})
	}
	b.titled = false
}

// finish makes the text of the parts; it is false where there is none.
func (l *openLine) finish() bool {
	l.text = tidy(apart(l.all.String()))
	if l.text == "" || strings.Trim(l.text, "-_=*–\\ ") == "" {
		return false
	}
	l.lead = tidy(l.begins.String())
	l.bold = !l.plain
	if l.bold || strings.Trim(l.lead, " :.-–") == "" {
		l.lead = ""
	}
	return true
}

// apart parts with bars what tabs part behind a time: "9:30 | Welcome | Ann".
func apart(text string) string {
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == '\t' })
	if len(fields) < 3 || strings.Contains(text, "\n") || !isTimeAlone(fields[0]) {
		return text
	}
	return strings.Join(fields, " | ")
}

func (b *builder) table() *table {
	if len(b.tables) == 0 {
		return nil
	}
	return b.tables[len(b.tables)-1]
}

// lastCell is the one that the last row goes on in; nil: it has none.
func (b *builder) lastCell() *cell {
	if t := b.table(); t != nil && len(t.rows) > 0 {
		if row := t.rows[len(t.rows)-1]; len(row) > 0 {
			return &row[len(row)-1]
		}
	}
	return nil
}

func (b *builder) beginTable(place string) {
	b.endLines()
	b.counts.tables++
	place = cmp.Or(place, fmt.Sprintf("table %d", b.counts.tables))
	b.tables = append(b.tables, &table{place: place})
}

func (b *builder) row() {
	if t := b.table(); t != nil {
		b.endLines()
		t.rows = append(t.rows, nil)
		t.rowAt = append(t.rowAt, fmt.Sprintf("%s, row %d", t.place, len(t.rows)))
	}
}

func (b *builder) cell(span int, merged bool) {
	t := b.table()
	if t == nil {
		return
	}
	b.endLines()
	if len(t.rows) == 0 {
		b.row()
	}
	span = max(1, min(span, 100))
	if b.cells += span; b.cells > maxCells {
		b.err = errTooLarge
		return
	}
	last := len(t.rows) - 1
	t.rows[last] = append(t.rows[last], cell{span: span, merged: merged})
}

// endTable puts the table into the document; one within a cell adds its lines
// to that cell, but a timetable goes behind the table that only lays it out.
func (b *builder) endTable() {
	t := b.table()
	if t == nil {
		return
	}
	b.endLines()
	b.tables = b.tables[:len(b.tables)-1]
	outer := b.table()
	if outer == nil {
		for _, t := range append([]*table{t}, t.within...) {
			b.doc.blocks = append(b.doc.blocks, block{table: t, line: line{place: t.place}})
		}
		return
	}
	if len(t.rows) > 2 && newGrid(t).isTimetable() {
		outer.within = append(outer.within, t)
		t = &table{within: t.within}
	}
	outer.within = append(outer.within, t.within...)
	for _, row := range t.rows {
		for _, c := range row {
			for _, l := range c.lines {
				again := &openLine{line: l}
				again.add(l.text, l.bold)
				b.open = append(b.open, again)
				b.end()
			}
		}
	}
}

func (b *builder) endLines() {
	for len(b.open) > 0 {
		b.end()
	}
}

func (b *builder) finish() (*document, error) {
	for len(b.tables) > 0 {
		b.endTable()
	}
	b.endLines()
	return &b.doc, b.err
}

// unseen are characters that only say how others are set.
const unseen = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffd"

// tidy makes plain blanks and hyphens of odd ones, and drops what cannot be seen.
func tidy(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune("\n\v\u2028\u2029", r):
			return '\n'
		case r == '\u2010', r == '\u2011':
			return '-'
		case r == '\t', r == '\r', unicode.Is(unicode.Zs, r):
			return ' '
		case unicode.IsControl(r), strings.ContainsRune(unseen, r):
			return -1
		}
		return r
	}, text)
	var lines []string
	for l := range strings.SplitSeq(text, "\n") {
		if l = oneLine(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}
