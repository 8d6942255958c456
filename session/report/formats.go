package report

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"strings"

	"facilitate/session/prose"
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
				of, item, name := cmp.Or(row.Of, t.ID), GuardFormula(row.Item), GuardFormula(row.Name)
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
	if strings.IndexAny(strings.TrimLeft(text, " \u00a0"), "=+-@\t\r＝＋－＠") == 0 {
		return "'" + text
	}
	return text
}

// JSON is the report as programs read it.
func (r *Run) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Markdown is the report as Markdown, its tables as GitHub draws them.
func (r *Run) Markdown() []byte {
	var b strings.Builder
	block := func(lines ...string) { b.WriteString(strings.Join(lines, "\n") + "\n\n") }
	block("# " + prose.EscapeLine(r.Title))
	block(prose.EscapeLine(r.What())+"\\", "Run "+prose.EscapeLine(r.ID))
	for _, s := range r.Sections() {
		if !s.IsSeen(false) {
			continue
		}
		block("## " + prose.EscapeLine(s.Title))
		if len(s.Lead) > 0 {
			block(prose.EscapeLine(strings.Join(s.Lead, " ")))
		}
		for i := range s.Tables {
			if t := &s.Tables[i]; t.Title != "" {
				block("### " + prose.EscapeLine(t.Title))
			}
			block(s.Tables[i].markdown()...)
		}
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

// markdown are the lines of a table.
func (t *Table) markdown() (lines []string) {
	write := func(cells []string) { lines = append(lines, "| "+strings.Join(cells, " | ")+" |") }
	seen := t.ColumnsFor(Documents)
	if t.Upright {
		write([]string{"Figure", ""})
		lines = append(lines, "| --- | ---: |")
		for _, i := range seen {
			write([]string{prose.EscapeLine(t.Columns[i].Title), prose.EscapeLine(t.Rows[0].Cells[i].Words)})
		}
		return lines
	}
	var head, rule []string
	for _, i := range seen {
		c := t.Columns[i]
		head = append(head, prose.EscapeLine(c.Title))
		rule = append(rule, map[bool]string{true: "---:", false: "---"}[c.Kind.IsNumber()])
	}
	write(head)
	write(rule)
	for _, row := range t.Rows {
		if row.Hidden {
			continue
		}
		var cells []string
		for _, i := range seen {
			text := prose.EscapeLine(row.Cells[i].Words)
			if row.Strong && text != "" {
				text = "**" + text + "**"
			}
			cells = append(cells, text)
		}
		write(cells)
	}
	return lines
}
