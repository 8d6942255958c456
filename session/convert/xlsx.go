package convert

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
)

// readXlsx is the front end for spreadsheets: each sheet that can be seen is a
// heading and a table.
func readXlsx(a *archive) (*document, error) {
	targets, err := a.relations("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	var r xlsxReader
	for _, part := range []struct {
		name string
		read func(e *element) bool
		text func(string)
		need bool
	}{
		{"xl/workbook.xml", r.sheet, nil, true},
		{"xl/sharedStrings.xml", r.shared, r.sharedText, false},
		{"xl/styles.xml", r.style, nil, false},
	} {
		if !a.has(part.name) && !part.need {
			continue
		}
		if err := a.eachXML(part.name, xmlHandler{start: part.read, text: part.text, end: r.endPart, fault: &r.b.err}); err != nil {
			return nil, err
		}
		if r.b.err != nil {
			return nil, r.b.err
		}
	}
	for _, s := range r.sheets {
		src, err := a.read(targets[s.id].part)
		if err != nil {
			return nil, err
		}
		if err := r.readSheet(s.name, src); err != nil {
			return nil, err
		}
	}
	return r.b.finish()
}

type xlsxSheet struct{ name, id string }

// xlsxReader reads the parts of a spreadsheet.
type xlsxReader struct {
	b       builder
	sheets  []xlsxSheet
	strings []string
	inText  bool
	formats map[int]string // of numbers, those of this file
	xfs     bool           // the styles of cells are being read
	styles  []int          // the format of each style of cells
}

func (r *xlsxReader) sheet(e *element) bool {
	if e.name == "sheet" && (e.value("state") == "" || e.value("state") == "visible") {
		r.sheets = append(r.sheets, xlsxSheet{e.value("name"), e.value("id")})
	}
	return false
}

// shared takes the texts that cells name by number; what is read aloud of them
// in Japanese is no text.
func (r *xlsxReader) shared(e *element) bool {
	switch e.name {
	case "si":
		if len(r.strings) > maxCells {
			r.b.fail(errTooLarge)
		}
		r.strings = append(r.strings, "")
	case "t":
		r.inText = true
	}
	return e.name == "rPh" || r.b.err != nil
}

func (r *xlsxReader) sharedText(text string) {
	if r.inText && len(r.strings) > 0 {
		r.strings[len(r.strings)-1] += text
		if len(r.strings[len(r.strings)-1]) > maxCell {
			r.b.fail(errTooLarge)
		}
	}
}

func (r *xlsxReader) endPart(name string) {
	switch name {
	case "t":
		r.inText = false
	case "cellXfs":
		r.xfs = false
	}
}

func (r *xlsxReader) style(e *element) bool {
	switch e.name {
	case "numFmt":
		if r.formats == nil {
			r.formats = map[int]string{}
		}
		r.formats[e.number("numFmtId")] = e.value("formatCode")
	case "cellXfs":
		r.xfs = true
	case "xf":
		if r.xfs {
			r.styles = append(r.styles, e.number("numFmtId"))
		}
	}
	return false
}

// xlsxCell is the cell that is being read.
type xlsxCell struct {
	column, style int
	kind          string
	value         strings.Builder
}

// readSheet reads the rows of a sheet that have anything in them.
func (r *xlsxReader) readSheet(name string, src []byte) error {
	r.b.begin(heading, 1)
	r.b.add(name, false)
	r.b.end()
	if n := len(r.b.doc.blocks); n > 0 {
		r.b.doc.blocks[n-1].sheet = true
	}
	r.b.beginTable("sheet " + name)
	var now *xlsxCell
	number, merges, texts, inValue := 0, 0, map[int]string{}, false
	rows := map[int]int{} // the table's, by the sheet's
	h := xmlHandler{fault: &r.b.err}
	h.start = func(e *element) bool {
		switch e.name {
		case "row":
			number++
			if e.has("r") {
				number = e.number("r")
			}
			clear(texts)
		case "c":
			now = &xlsxCell{column: columnOf(e.value("r"), len(texts)), style: e.number("s"), kind: e.value("t")}
		case "v", "t":
			inValue = true
		case "mergeCell":
			if merges++; merges <= mostMerges {
				r.merge(e.value("ref"), rows)
			}
		case "f", "rPh":
			return true
		}
		return r.b.err != nil
	}
	h.text = func(text string) {
		if now != nil && inValue {
			now.value.WriteString(text)
		}
	}
	h.end = func(name string) {
		switch name {
		case "v", "t":
			inValue = false
		case "c":
			if now != nil && now.column < mostColumns {
				if text := r.textOf(now); strings.TrimSpace(text) != "" {
					texts[now.column] = text
				}
			}
			now = nil
		case "row":
			r.row(number, texts, rows)
		}
	}
	err := eachXML(src, h)
	r.b.endTable()
	if err == nil {
		err = r.b.err
	}
	return err
}

func (r *xlsxReader) row(number int, texts map[int]string, rows map[int]int) {
	if len(texts) == 0 {
		return
	}
	t := r.b.table()
	r.b.row()
	rows[number] = len(t.rows) - 1
	t.rowAt[len(t.rows)-1] = fmt.Sprintf("%s, row %d", t.place, number)
	last := 0
	for c := range texts {
		last = max(last, c)
	}
	for c := range last + 1 {
		r.b.cell(1, false)
		r.b.begin(paragraph, 0)
		r.b.add(texts[c], false)
		r.b.end()
	}
}

const mostMerges = 5_000 // of a sheet, that are looked at

var cellRange = session.Pattern(`^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$`)

// merge marks the cells that go on with the one above them.
func (r *xlsxReader) merge(ref string, rows map[int]int) {
	m := cellRange().FindStringSubmatch(ref)
	if m == nil {
		return
	}
	from, _ := strconv.Atoi(m[2])
	to, _ := strconv.Atoi(m[3])
	c := columnOf(m[1], 0)
	t := r.b.table()
	for number := from + 1; number <= min(to, from+1000); number++ {
		if at, ok := rows[number]; ok && c < len(t.rows[at]) {
			t.rows[at][c].merged = true
		}
	}
}

// columnOf is the column of a cell like C7, from 0; next is for one without.
func columnOf(ref string, next int) int {
	n := 0
	for _, letter := range ref {
		if letter < 'A' || letter > 'Z' {
			break
		}
		if n = n*26 + int(letter-'A') + 1; n > 1<<20 {
			break
		}
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// textOf is what a cell shows: a number as a time where its format is one.
func (r *xlsxReader) textOf(c *xlsxCell) string {
	text := c.value.String()
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
	switch id := r.styles[c.style]; {
	case id >= 14 && id <= 17:
		return dateText(n)
	case id >= 18 && id <= 22 || id >= 45 && id <= 47:
		return dayText(n)
	default:
		code := strings.ToLower(quotedFormat().ReplaceAllString(r.formats[id], ""))
		switch {
		case strings.ContainsAny(code, "h") || strings.Contains(code, "mm:ss"):
			return dayText(n)
		case strings.ContainsAny(code, "yd"):
			return dateText(n)
		}
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

func dateText(n float64) string {
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format("2 January 2006")
}
