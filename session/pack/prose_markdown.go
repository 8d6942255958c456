package pack

import (
	"strconv"
	"strings"
)

// A sheet is a document being written as Markdown. Texts of the plan come into
// it parsed and written anew, so that whoever turns it into a page with a
// careless program gets no more than is in the page made here.
type sheet struct {
	strings.Builder
}

// heading begins a part of the document.
func (s *sheet) heading(level int, text string) {
	s.block(strings.Repeat("#", level) + " " + escape(strings.Join(strings.Fields(text), " ")))
}

// para is a paragraph in the program's own words, which may hold Markdown.
func (s *sheet) para(markdown string) {
	if markdown != "" {
		s.block(markdown)
	}
}

// prose is a text of the plan; level is that of its first headings, 0 to have
// them bold.
func (s *sheet) prose(markdown string, level int) {
	w := markdownWriter{level: level}
	for _, n := range parse(markdown).kids {
		s.lines(w.block(n))
	}
}

// item is a text of the plan behind a bullet, a number or another lead.
func (s *sheet) item(lead, markdown string) {
	w := markdownWriter{}
	s.lines(hang(lead, w.blocks(parse(markdown).kids)))
}

// list has an item for each text.
func (s *sheet) list(texts []string) {
	var lines []string
	w := markdownWriter{}
	for _, text := range texts {
		lines = append(lines, hang("- ", w.blocks(parse(text).kids))...)
	}
	s.lines(lines)
}

// table is a table with a heading over each column. Its cells hold Markdown on
// one line: see cell.
func (s *sheet) table(head []string, rows [][]string) {
	lines := []string{"| " + strings.Join(head, " | ") + " |", strings.Repeat("| --- ", len(head)) + "|"}
	for _, row := range rows {
		lines = append(lines, "| "+strings.Join(row, " | ")+" |")
	}
	s.lines(lines)
}

// block is a part with an empty line after it.
func (s *sheet) block(text string) { s.lines([]string{text}) }

func (s *sheet) lines(lines []string) {
	for _, line := range lines {
		s.WriteString(strings.TrimRight(line, " "))
		s.WriteByte('\n')
	}
	if len(lines) > 0 {
		s.WriteByte('\n')
	}
}

// cell is a text of the plan for a cell of a table.
func cell(markdown string) string { return escape(line(markdown)) }

// markdownWriter writes nodes as Markdown again.
type markdownWriter struct {
	level int
	open  []int
}

func (w *markdownWriter) blocks(all []node) (lines []string) {
	for i, n := range all {
		if i > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, w.block(n)...)
	}
	return lines
}

func (w *markdownWriter) block(n node) []string {
	switch n.kind {
	case paragraph:
		return strings.Split(w.inline(n.kids), "\n")
	case heading:
		return []string{w.heading(n)}
	case bulletList, numberList:
		var lines []string
		for i, item := range n.kids {
			lead := "- "
			if n.kind == numberList {
				lead = strconv.Itoa(n.number+i) + ". "
			}
			lines = append(lines, hang(lead, w.tight(item.kids))...)
		}
		return lines
	case quotation:
		lines := w.blocks(n.kids)
		for i := range lines {
			lines[i] = strings.TrimRight("> "+lines[i], " ")
		}
		return lines
	case codeBlock:
		return fenced(n.text)
	case rule:
		return []string{"---"}
	}
	return w.blocks(n.kids)
}

// fenced is a text between fences longer than any within it. Set in instead, it
// would be part of a list that stands before it, and Markdown again.
func fenced(text string) []string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return append(append([]string{fence}, strings.Split(text, "\n")...), fence)
}

// tight is blocks with no empty line between the first and a list after it.
func (w *markdownWriter) tight(all []node) []string {
	if len(all) == 2 && (all[1].kind == bulletList || all[1].kind == numberList) {
		return append(w.block(all[0]), w.block(all[1])...)
	}
	return w.blocks(all)
}

func (w *markdownWriter) heading(n node) string {
	text := strings.ReplaceAll(w.inline(n.kids), "\n", " ")
	if w.level == 0 {
		return "**" + text + "**"
	}
	for len(w.open) > 0 && w.open[len(w.open)-1] >= n.number {
		w.open = w.open[:len(w.open)-1]
	}
	level := min(w.level+len(w.open), 6)
	w.open = append(w.open, n.number)
	return strings.Repeat("#", level) + " " + text
}

// inline is what stands in a block, with its blocks, if it has any, after one
// another.
func (w *markdownWriter) inline(all []node) string {
	var b strings.Builder
	for _, n := range all {
		switch n.kind {
		case words:
			b.WriteString(escape(n.text))
		case lineBreak:
			b.WriteString("\\\n")
		case emphasis:
			b.WriteString("*" + w.inline(n.kids) + "*")
		case strong:
			b.WriteString("**" + w.inline(n.kids) + "**")
		case code, codeBlock, printed:
			b.WriteString(escape(n.text))
		case link:
			b.WriteString("[" + w.inline(n.kids) + "](<" + n.url + ">)")
		case rule:
		default:
			b.WriteString(w.inline(n.kids) + " ")
		}
	}
	return strings.TrimRight(b.String(), " ") + trailing(all)
}

// trailing is the blank at the end of words before which a line was broken.
func trailing(all []node) string {
	if n := len(all); n > 0 && all[n-1].kind == words && strings.HasSuffix(all[n-1].text, " ") {
		return " "
	}
	return ""
}

// escape keeps a text from being Markdown.
func escape(text string) string {
	var b strings.Builder
	begins := true // nothing but blanks since the line began
	digits := 0    // since then, if nothing else
	for i, r := range text {
		switch {
		case strings.ContainsRune("\\`*_[]<>|~", r),
			strings.ContainsRune("-+=#", r) && begins,
			strings.ContainsRune(".)", r) && digits > 0,
			r == '&' && entity(text[i+1:]):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		switch {
		case r == '\n':
			begins, digits = true, 0
		case r >= '0' && r <= '9' && (begins || digits > 0):
			begins, digits = false, digits+1
		case r != ' ' || digits > 0:
			begins, digits = false, 0
		}
	}
	return b.String()
}

// entity is whether a text after a "&" may be the name or the number of a
// character.
func entity(rest string) bool {
	return rest != "" && (rest[0] == '#' || rest[0] >= 'A' && rest[0] <= 'Z' || rest[0] >= 'a' && rest[0] <= 'z')
}

// hang puts a lead before the first line, and sets the others in as far.
func hang(lead string, lines []string) []string {
	if len(lines) == 0 {
		return []string{strings.TrimRight(lead, " ")}
	}
	blank := strings.Repeat(" ", len([]rune(lead)))
	out := append([]string{lead + lines[0]}, indent(blank, lines[1:])...)
	return out
}

func indent(by string, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimRight(by+line, " ")
	}
	return out
}
