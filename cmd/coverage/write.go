package coverage

import (
	"encoding/csv"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/session"
	"facilitate/session/framework"
	"facilitate/session/prose"
	"facilitate/session/report"
	"facilitate/timer"
)

// part is a table under a heading, for all that people read.
type part struct {
	heading string
	titles  []string
	rows    [][]string
	figures bool // all columns but the first are
}

// sums are how many statements of a dimension are met how far.
type sums struct {
	Title   string `json:"title"`
	All     int    `json:"all"`
	Covered int    `json:"covered"`
	Every   int    `json:"covered_by_every_one"`
	Touched int    `json:"touched"`
	Not     int    `json:"not"`
	Each    []int  `json:"covered_by"` // for each source
}

// row is a statement and how far it is met.
type row struct {
	ID        string   `json:"id"`
	Dimension string   `json:"dimension"`
	Kind      string   `json:"kind,omitempty"`
	Text      string   `json:"text"`
	Level     string   `json:"level"` // by the best source
	Covering  int      `json:"covered_by"`
	Levels    []string `json:"levels"` // by each source
	By        []string `json:"carried_by,omitempty"`

	level framework.Level
}

// count goes through all statements. The last of the sums is that of all.
func (c *coverage) count() (all []sums, rows []row) {
	total := sums{Title: "All", Each: make([]int, len(c.sources))}
	for _, d := range c.framework.Dimensions {
		s := sums{Title: d.Title, Each: make([]int, len(c.sources))}
		for _, st := range d.Statements {
			r := row{ID: st.ID, Dimension: d.Title, Kind: st.Kind, Text: st.Text, Levels: make([]string, len(c.sources))}
			var each []framework.Level
			r.level, each, r.By = framework.Together(c.sources, st.ID)
			r.Level = r.level.String()
			for i, level := range each {
				r.Levels[i] = level.String()
				if level == framework.Covered {
					r.Covering++
					s.Each[i]++
					total.Each[i]++
				}
			}
			for _, sum := range []*sums{&s, &total} {
				sum.add(&r, len(c.sources))
			}
			if !c.gaps || r.level != framework.Covered {
				rows = append(rows, r)
			}
		}
		all = append(all, s)
	}
	return append(all, total), rows
}

func (s *sums) add(r *row, sources int) {
	s.All++
	switch r.level {
	case framework.Covered:
		s.Covered++
		if r.Covering == sources {
			s.Every++
		}
	case framework.Touched:
		s.Touched++
	default:
		s.Not++
	}
}

func (c *coverage) write(env *cli.Env, format string) error {
	all, rows := c.count()
	switch format {
	case "json":
		return env.AnswerJSON(c.object(all, rows))
	case "csv":
		return c.csv(env, rows)
	}
	parts := append([]part{c.dimensions(all)}, c.statements(rows)...)
	if len(c.runs) > 0 {
		parts = append(parts, c.fidelity())
	}
	switch format {
	case "markdown":
		return env.AnswerFile([]byte(c.markdown(parts)))
	case "html":
		return env.AnswerFile([]byte(fmt.Sprintf(page, html.EscapeString(c.title()), prose.HTML(c.markdown(parts), 1))))
	}
	return env.AnswerLong(c.text(env, parts))
}

// page is what stands around the HTML.
const page = `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>
<style>body{font:11pt/1.4 system-ui,sans-serif;max-width:48em;margin:2em auto;padding:0 1em}
table{border-collapse:collapse;width:100%%}th,td{text-align:left;vertical-align:top;padding:.2em .6em;border-bottom:1px solid #bbb}
tr{break-inside:avoid}h2{break-after:avoid}@page{size:A4;margin:18mm}</style></head>
<body>%s</body></html>
`

func (c *coverage) title() string {
	if len(c.sources) == 1 {
		return "What " + c.sources[0].Title + " covers"
	}
	return "What is covered"
}

func (c *coverage) against() string {
	text := "Against: " + c.framework.Title
	if c.framework.Publisher != "" {
		text += " (" + c.framework.Publisher + ")"
	}
	return text
}

// letter is by what a source is known at the head of a column.
func letter(i int) string { return string(rune('A' + i)) }

// isBeside is whether sources are set beside each other, each in a column.
func (c *coverage) isBeside() bool { return len(c.runs) == 0 && len(c.sources) > 1 }

func (c *coverage) dimensions(all []sums) part {
	covered := []string{"Covered"}
	figures := func(s sums) []int { return []int{s.Covered} }
	switch {
	case c.isBeside():
		covered = nil
		for i := range c.sources {
			covered = append(covered, letter(i))
		}
		covered = append(covered, "Either")
		figures = func(s sums) []int { return append(slices.Clone(s.Each), s.Covered) }
	case len(c.sources) > 1:
		covered = []string{"Every run", "Some"}
		figures = func(s sums) []int { return []int{s.Every, s.Covered - s.Every} }
	}
	p := part{titles: slices.Concat([]string{"", "All"}, covered, []string{"Touched", "Not"}), figures: true}
	for _, s := range all {
		line := []string{s.Title}
		for _, n := range slices.Concat([]int{s.All}, figures(s), []int{s.Touched, s.Not}) {
			line = append(line, strconv.Itoa(n))
		}
		p.rows = append(p.rows, line)
	}
	return p
}

// statements are lists of them by level. What is not met is listed only where the
// gaps are asked for.
func (c *coverage) statements(rows []row) (parts []part) {
	for _, level := range []framework.Level{framework.Covered, framework.Touched, framework.Not} {
		p := part{heading: map[framework.Level]string{framework.Covered: "Covered", framework.Touched: "Touched on", framework.Not: "Not met"}[level]}
		p.titles = []string{"", "Statement", "Carried by"}
		if level == framework.Not {
			p.titles = p.titles[:2]
		}
		for _, r := range rows {
			if r.level != level || level == framework.Not && !c.gaps {
				continue
			}
			by := strings.Join(r.By, "; ")
			if len(c.runs) > 1 && level == framework.Covered {
				by += fmt.Sprintf(" (%d of %d runs)", r.Covering, len(c.runs))
			}
			p.rows = append(p.rows, []string{r.ID, r.Text, by}[:len(p.titles)])
		}
		if len(p.rows) > 0 {
			parts = append(parts, p)
		}
	}
	return parts
}

// fidelity is how fully the runs gave what was planned.
func (c *coverage) fidelity() part {
	p := part{heading: "How fully it was given", titles: []string{"", "Given", "Planned", "Took", "Of the time"}, figures: true}
	for _, d := range c.doses() {
		middle, span := d.took()
		if span != "" {
			middle += " (" + span + ")"
		}
		p.rows = append(p.rows, []string{d.Title, fmt.Sprintf("%d of %d", d.Given, d.Runs), timer.FormatSpan(time.Duration(d.Planned)), middle, d.share()})
	}
	return p
}

func (c *coverage) text(env *cli.Env, parts []part) string {
	var b strings.Builder
	b.WriteString(env.Bold().Render(c.title()) + "\n" + env.Paragraph(c.against()))
	if c.isBeside() {
		for i, s := range c.sources {
			fmt.Fprintf(&b, "%s  %s\n", letter(i), s.Title)
		}
	}
	for _, p := range parts {
		b.WriteString("\n")
		if p.heading != "" {
			b.WriteString(env.Bold().Render(strings.ToUpper(p.heading)) + "\n")
		}
		t := cli.Table{Columns: cli.Columns(p.titles...), Width: env.Width(), Bold: env.Bold()}
		for i := range t.Columns {
			t.Columns[i].Right = p.figures && i > 0
			if !p.figures && i > 0 || p.figures && i == 0 {
				t.Columns[i].Least = 12
			}
		}
		for _, cells := range p.rows {
			t.Add(cells...)
		}
		b.WriteString(t.String())
	}
	b.WriteString("\n" + env.Paragraph(framework.Note(c.framework)))
	return b.String()
}

func (c *coverage) markdown(parts []part) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", prose.Escape(c.title()), prose.Escape(c.against()))
	if c.isBeside() {
		for i, s := range c.sources {
			fmt.Fprintf(&b, "- %s: %s\n", letter(i), prose.Escape(s.Title))
		}
		b.WriteString("\n")
	}
	line := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| " + strings.ReplaceAll(prose.Escape(cell), "|", `\|`) + " ")
		}
		b.WriteString("|\n")
	}
	for _, p := range parts {
		if p.heading != "" {
			fmt.Fprintf(&b, "## %s\n\n", p.heading)
		}
		line(p.titles)
		b.WriteString(strings.Repeat("| --- ", len(p.titles)) + "|\n")
		for _, cells := range p.rows {
			line(cells)
		}
		b.WriteString("\n")
	}
	b.WriteString(prose.Escape(framework.Note(c.framework)) + "\n")
	return b.String()
}

func (c *coverage) csv(env *cli.Env, rows []row) error {
	var b strings.Builder
	w := csv.NewWriter(&b)
	head := []string{"id", "dimension", "kind", "statement", "level", "carried_by"}
	for _, s := range c.sources {
		head = append(head, s.Title)
	}
	lines := [][]string{head}
	for _, r := range rows {
		lines = append(lines, append([]string{r.ID, r.Dimension, r.Kind, r.Text, r.Level, strings.Join(r.By, "; ")}, r.Levels...))
	}
	for _, line := range lines {
		for i := range line {
			line[i] = report.GuardFormula(line[i])
		}
	}
	if err := w.WriteAll(lines); err != nil {
		return err
	}
	return env.AnswerFile([]byte(b.String()))
}

func (c *coverage) object(all []sums, rows []row) any {
	var titles []string
	for _, s := range c.sources {
		titles = append(titles, s.Title)
	}
	if rows == nil {
		rows = []row{}
	}
	return struct {
		Framework  string   `json:"framework"`
		Title      string   `json:"title"`
		Note       string   `json:"note"`
		Sources    []string `json:"sources"` // plans, then entries; or runs
		All        sums     `json:"all"`
		Dimensions []sums   `json:"dimensions"`
		Statements []row    `json:"statements"`
		Activities []*dose  `json:"activities,omitempty"`
	}{c.framework.ID, session.CleanLine(c.framework.Title), framework.Note(c.framework), titles, all[len(all)-1], all[:len(all)-1], rows, c.doses()}
}
