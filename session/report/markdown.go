package report

import "strings"

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
	block("# " + plain(r.Title))
	block(plain(r.What())+"\\", "Run "+plain(r.ID))
	for _, s := range r.Sections() {
		if len(s.Tables) == 0 && len(s.Lead) == 0 {
			continue // there is only a picture
		}
		block("## " + plain(s.Title))
		if len(s.Lead) > 0 {
			block(plain(strings.Join(s.Lead, " ")))
		}
		for i := range s.Tables {
			if t := &s.Tables[i]; t.Title != "" {
				block("### " + plain(t.Title))
			}
			block(s.Tables[i].markdown()...)
		}
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

// markdown are the lines of a table.
func (t *Table) markdown() (lines []string) {
	write := func(cells []string) { lines = append(lines, "| "+strings.Join(cells, " | ")+" |") }
	seen := t.Seen(Documents)
	if t.Upright {
		write([]string{"Figure", ""})
		lines = append(lines, "| --- | ---: |")
		for _, i := range seen {
			write([]string{plain(t.Columns[i].Title), plain(t.Rows[0].Cells[i].Words)})
		}
		return lines
	}
	var head, rule []string
	for _, i := range seen {
		c := t.Columns[i]
		head = append(head, plain(c.Title))
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
			text := plain(row.Cells[i].Words)
			if row.Strong && text != "" {
				text = "**" + text + "**"
			}
			cells = append(cells, text)
		}
		write(cells)
	}
	return lines
}

// plain is a text on one line in which nothing is Markdown nor HTML. It is for
// cells, and for after words of the program's own: what is Markdown only where
// a line begins stays as it is.
func plain(text string) string {
	var b strings.Builder
	text = strings.Join(strings.Fields(text), " ")
	for i, r := range text {
		switch {
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '>':
			b.WriteString("&gt;")
			continue
		case r == '&' && entity(text[i+1:]):
			b.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*_[]|~#", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// entity is whether a text after a "&" may be the name or the number of a
// character.
func entity(rest string) bool {
	return rest != "" && (rest[0] == '#' || rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= 'a' && rest[0] <= 'z')
}
