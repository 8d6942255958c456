package pack

import (
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
)

// A sheet is a document being written as Markdown. Texts of the plan come into
// it parsed and written anew, so that whoever turns it into a page with a
// careless program gets no more than is in the page made here.
type sheet struct {
	strings.Builder
}

// heading begins a part of the document.
func (s *sheet) heading(level int, text string) {
	s.block(strings.Repeat("#", level) + " " + prose.Escape(strings.Join(strings.Fields(text), " ")))
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
	s.lines(prose.Markdown(markdown, level))
}

// item is a text of the plan behind a bullet, a number or another lead.
func (s *sheet) item(lead, markdown string) {
	s.lines(prose.Hang(lead, prose.Markdown(markdown, 0)))
}

// list has an item for each text, and a title where there is one and they are some.
func (s *sheet) list(title string, texts []string) {
	if title != "" && len(texts) > 0 {
		s.heading(2, title)
	}
	var lines []string
	for _, text := range texts {
		lines = append(lines, prose.Hang("- ", prose.Markdown(text, 0))...)
	}
	s.lines(lines)
}

func (s *sheet) outcomes(title string, all []session.Outcome) {
	var texts []string
	for _, o := range all {
		texts = append(texts, o.Text)
	}
	s.list(title, texts)
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
func cell(markdown string) string { return prose.Escape(prose.Plain(markdown)) }
