package report

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// CSV is the report with one figure a row, as spreadsheets pivot it. Its
// columns are section, item, name, figure and value: spans in seconds, instants
// in UTC, and words as programs know them. A figure that there is none of has
// no row.
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
				of := t.ID
				if row.Of != "" {
					of = row.Of
				}
				item, name := GuardFormula(row.Item), GuardFormula(row.Name)
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
	bare := strings.TrimLeft(text, " \u00a0")
	if bare == "" {
		return text
	}
	if strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(bare)[0]) {
		return "'" + text
	}
	return text
}
