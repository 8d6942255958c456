package convert

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
)

// readXlsx is the front end for spreadsheets: a sheet is a heading and a table.
func readXlsx(a *archive) (*document, error) {
	const whole = "xl/workbook.xml"
	targets, err := a.relations(whole)
	if err != nil {
		return nil, err
	}
	r := xlsxReader{formats: map[int]string{}, texts: map[int]string{}}
	h := xmlHandler{r.start, r.end, r.text, &r.b.err}
	if err := a.eachXMLOf(h, whole, "xl/sharedStrings.xml", "xl/styles.xml"); err != nil {
		return nil, err
	}
	for _, s := range r.sheets {
		r.b.begin(heading, 1)
		r.b.add(s.name, false)
		r.b.end()
		if n := len(r.b.doc.blocks); n > 0 {
			r.b.doc.blocks[n-1].sheet = true
		}
		r.b.beginTable("sheet " + s.name)
		r.number, r.merges, r.rows = 0, 0, map[int]int{}
		if err := a.eachXML(targets[s.id].part, h); err != nil {
			return nil, err
		}
		r.b.endTable()
	}
	return r.b.finish()
}

type xlsxReader struct {
	b       builder
	sheets  []struct{ name, id string }
	strings []string       // the texts that cells name by number
	formats map[int]string // of numbers, those of this file
	inXfs   bool           // the styles of cells are being read
	styles  []int          // the format of each style of cells
	inText  bool

	// Of the sheet that is being read.

	number, merges int            // of rows, and of merged cells
	rows           map[int]int    // the table's, by the sheet's
	texts          map[int]string // of the row, by columns
	cell           xlsxCell
}

type xlsxCell struct {
	column, style int
	kind          string
	value         string
}

const mostMerges = 5_000 // of a sheet, that are looked at

// start passes over formulas, and what is read aloud of a text in Japanese.
func (r *xlsxReader) start(e element) bool {
	switch e.name {
	case "sheet":
		if s := e.value("state"); s == "" || s == "visible" {
			r.sheets = append(r.sheets, struct{ name, id string }{e.value("name"), e.value("id")})
		}
	case "si":
		if len(r.strings) > maxCells {
			r.b.err = errTooLarge
		}
		r.strings = append(r.strings, "")
	case "t", "v":
		r.inText = true
	case "numFmt":
		r.formats[e.number("numFmtId")] = e.value("formatCode")
	case "cellXfs":
		r.inXfs = true
	case "xf":
		if r.inXfs {
			r.styles = append(r.styles, e.number("numFmtId"))
		}
	case "row":
		if r.number++; e.number("r") > 0 {
			r.number = e.number("r")
		}
		r.texts = map[int]string{}
	case "c":
		r.cell = xlsxCell{column: columnOf(e.value("r"), len(r.texts)), style: e.number("s"), kind: e.value("t")}
	case "mergeCell":
		if r.merges++; r.merges <= mostMerges {
			r.merge(e.value("ref"))
		}
	case "f", "rPh":
		return true
	}
	return false
}

func (r *xlsxReader) text(text string) {
	to := &r.cell.value
	if r.b.table() == nil && len(r.strings) > 0 {
		to = &r.strings[len(r.strings)-1]
	}
	if !r.inText {
		return
	}
	if *to += text; len(*to) > maxCell {
		r.b.err = errTooLarge
	}
}

func (r *xlsxReader) end(name string) {
	switch name {
	case "t", "v":
		r.inText = false
	case "cellXfs":
		r.inXfs = false
	case "c":
		if text := r.textOf(r.cell); strings.TrimSpace(text) != "" && r.cell.column < mostColumns {
			r.texts[r.cell.column] = text
		}
	case "row":
		r.endRow()
	}
}

// endRow takes a row, unless it is empty.
func (r *xlsxReader) endRow() {
	t := r.b.table()
	if len(r.texts) == 0 || t == nil {
		return
	}
	r.b.row()
	at := len(t.rows) - 1
	r.rows[r.number], t.rowAt[at] = at, fmt.Sprintf("%s, row %d", t.place, r.number)
	for c := range slices.Max(slices.Collect(maps.Keys(r.texts))) + 1 {
		r.b.cell(1, false)
		r.b.begin(paragraph, 0)
		r.b.add(r.texts[c], false)
		r.b.end()
	}
}

var cellRange = session.Pattern(`^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$`)

// merge marks the cells that go on with the one above them.
func (r *xlsxReader) merge(ref string) {
	m := cellRange().FindStringSubmatch(ref)
	if m == nil {
		return
	}
	from, _ := strconv.Atoi(m[2])
	to, _ := strconv.Atoi(m[3])
	c := columnOf(m[1], 0)
	t := r.b.table()
	for number := from + 1; number <= min(to, from+1000); number++ {
		if at, ok := r.rows[number]; ok && c < len(t.rows[at]) {
			t.rows[at][c].merged = true
		}
	}
}

// columnOf is the column of a cell like C7, from 0; next is for one without.
func columnOf(ref string, next int) int {
	n := 0
	for _, letter := range ref {
		if letter < 'A' || letter > 'Z' || n > 1<<20 {
			break
		}
		n = n*26 + int(letter-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// textOf is what a cell shows: a number as a time where its format is one.
func (r *xlsxReader) textOf(c xlsxCell) string {
	text := c.value
	switch c.kind {
	case "s":
		if i, err := strconv.Atoi(text); err == nil && i >= 0 && i < len(r.strings) {
			return r.strings[i]
		}
		return ""
	case "e":
		return ""
	case "", "n":
	default:
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || c.style < 0 || c.style >= len(r.styles) || math.Abs(n) > 1e6 {
		return text
	}
	id := r.styles[c.style]
	code := strings.ToLower(quotedFormat().ReplaceAllString(r.formats[id], ""))
	switch {
	case id >= 18 && id <= 22 || id >= 45 && id <= 47, strings.Contains(code, "h"), strings.Contains(code, "mm:ss"):
		return dayText(n)
	case id >= 14 && id <= 17, strings.ContainsAny(code, "yd"):
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format("2 January 2006")
	}
	return text
}

var quotedFormat = session.Pattern(`"[^"]*"|\\.|\[\$[^\]]*\]|\[(?i:red|blue|green|black|white|yellow|cyan|magenta)\]`)

// dayText is a part of a day, as hours and minutes.
func dayText(n float64) string {
	seconds := int(math.Round((n - math.Floor(n)) * 24 * 60 * 60))
	if n >= 1 && n < 2 {
		seconds += 24 * 60 * 60
	}
	return fmt.Sprintf("%d:%02d", seconds/3600, seconds/60%60)
}
