package pack

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"slices"
	"strings"
	"sync"

	"facilitate/session"
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
		"add":     add,
		"ids":     ids,
	})
	return template.Must(t.ParseFS(files, "templates/*.html", "templates/*.css", "templates/words.txt"))
})

// page is what every document has.
type page struct {
	Title    string // its heading
	Language string
	Plan     string        // the plan's title
	Of       *session.Plan // what whoever gets it may know of the plan
	Column   string        // the heading above its times
	Class    string        // of the whole page: its kind, and "large"
	Foot     string        // at the foot of each sheet
	Private  bool          // for the facilitator only
	Wide     bool          // on sheets turned on their side
	Large    bool

	Organisation string
	Logo         template.URL // the picture itself, as a data URL
	Particulars  []string     // when, where and by whom the session is held
}

// mostRunning is how many characters of a title stand at the head of a sheet, and
// mostFoot how many at its foot.
const (
	mostRunning = 48
	mostFoot    = 100
)

func (p *pack) page(class string, m *maker) page {
	g := page{Title: m.title, Language: p.plan.LanguageTag(), Plan: p.plan.Title, Of: p.public, Column: p.column(), Class: class}
	g.Organisation, g.Particulars = prose.Short(p.plan.Organisation, mostCell), p.particulars()
	if p.plan.Logo != "" {
		g.Logo = dataURL(p.plan.Logo, p.options.Pictures[p.plan.LogoFile()])
	}
	if m.audience == Facilitator {
		g.Of, g.Private, g.Foot = p.plan, true, "For the facilitator only"
	}
	if p.options.Large {
		g.Class, g.Large = g.Class+" large", true
	}
	return g
}

// particulars are the day, the place and the people, as far as the plan knows them.
func (p *pack) particulars() (all []string) {
	if p.plan.Date != "" {
		all = append(all, weekday(p.plan.Date))
	}
	if p.plan.Venue != "" {
		all = append(all, prose.Short(p.plan.Venue, mostCell))
	}
	if who := named(p.plan.Facilitators); len(who) > 0 {
		all = append(all, "With "+prose.Short(strings.Join(who, ", "), mostCell))
	}
	return all
}

// named are names but for those in whose place a line to write on stands: nobody
// is to be introduced by one.
func named(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return strings.Contains(name, "____") })
}

// The texts at the head and the foot of each sheet, for the style sheet.
func (g page) HeadLeft() template.CSS  { return prose.InStyle(g.Plan, mostRunning) }
func (g page) HeadRight() template.CSS { return prose.InStyle(g.Title, mostRunning) }
func (g page) FootLeft() template.CSS  { return prose.InStyle(g.Foot, mostFoot) }

// document is one that two templates make of its data.
func document(template string, data any) (Document, error) {
	var page bytes.Buffer
	var text strings.Builder
	err := errors.Join(
		templates().ExecuteTemplate(&page, template+".html", data),
		markdowns().ExecuteTemplate(&text, template+".md", data))
	return Document{HTML: page.Bytes(), Markdown: tidy(text.String())}, err
}
