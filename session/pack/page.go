package pack

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"facilitate/session/prose"
)

//go:embed templates
var files embed.FS

// templates are read when the first document is made: other commands do not
// pay for them.
var templates = sync.OnceValue(func() *template.Template {
	t := template.New("").Funcs(template.FuncMap{
		"prose":   prose.HTML,
		"cell":    prose.InCell,
		"line":    prose.Plain,
		"date":    date,
		"checked": checkedOn,
		"address": prose.Breakable,
		"add":     func(a, b int) int { return a + b },
	})
	return template.Must(t.ParseFS(files, "templates/*"))
})

// page is what every document has.
type page struct {
	Title   string // its heading
	Plan    string // the plan's title
	Class   string // of the whole page: its kind, and "large"
	Foot    string // at the foot of each sheet
	Private bool   // for the facilitator only
	Wide    bool   // on sheets turned on their side
	Large   bool
}

// mostRunning is how many characters of a title stand at the head of a sheet.
const mostRunning = 48

func (p *pack) page(class string, m *maker) page {
	g := page{Title: m.title, Plan: p.plan.Title, Class: class, Private: m.audience == Facilitator}
	if g.Private {
		g.Foot = "For the facilitator only"
	}
	if p.options.Large {
		g.Class += " large"
		g.Large = true
	}
	return g
}

// The texts at the head and the foot of each sheet, for the style sheet.
func (g page) HeadLeft() template.CSS  { return cssString(prose.Short(g.Plan, mostRunning)) }
func (g page) HeadRight() template.CSS { return cssString(prose.Short(g.Title, mostRunning)) }
func (g page) FootLeft() template.CSS  { return cssString(g.Foot) }

// cssString is a text as the style sheet writes it, with every sign by its
// number.
func cssString(text string) template.CSS {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r < utf8.RuneSelf && r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			fmt.Fprintf(&b, "\\%06x ", r) // the blank belongs to the number
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return template.CSS(b.String()) // nothing in it ends the string
}

// begin starts a document in Markdown.
func (g page) begin() *sheet {
	s := &sheet{}
	s.heading(1, g.Title)
	if g.Plan != g.Title {
		s.block(prose.Escape(g.Plan))
	}
	if g.Private {
		s.block("**" + g.Foot + ".**")
	}
	return s
}

// document is one that a template makes of its data.
func document(template string, data any, s *sheet) (Document, error) {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, template+".html", data); err != nil {
		return Document{}, err
	}
	return Document{HTML: b.Bytes(), Markdown: bytes.TrimRight([]byte(s.String()), "\n")}, nil
}
