package pack

import "html/template"

// OnScreen is a Markdown text as HTML for a screen that leads nowhere: of a
// link its words are left, with the address behind them for those who want to
// write it down. Headings are below the screen's own.
func OnScreen(markdown string) template.HTML {
	w := htmlWriter{level: 2, still: true}
	w.blocks(parse(markdown).kids)
	return template.HTML(w.String()) // of escaped parts
}

// Line is a Markdown text as plain words on one line.
func Line(markdown string) string { return line(markdown) }
