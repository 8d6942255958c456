package report

import (
	"strings"

	"facilitate/session/prose"
)

// Markdown is the report as Markdown, its tables as GitHub draws them.
func (r *Run) Markdown() []byte {
	var b strings.Builder
	block := func(lines ...string) {
		for _, line := range lines {
			b.WriteString(line)
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
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
		if c.Kind.IsNumber() {
			rule = append(rule, "---:")
		} else {
			rule = append(rule, "---")
		}
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
