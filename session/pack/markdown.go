package pack

import (
	"slices"
	"strings"
	"sync"
	"text/template"

	"facilitate/session/prose"
)

// markdowns are the templates of the documents in Markdown. Nothing of a plan comes
// into one but parsed and written anew (prose, hang, quote) or escaped (text, head,
// cell, link), so that whoever turns it into a page with a careless program gets no
// more than is in the page made here.
var markdowns = sync.OnceValue(func() *template.Template {
	t := template.New("").Funcs(template.FuncMap{
		"text": prose.Escape,
		"head": func(text string) string { return prose.Escape(strings.Join(strings.Fields(text), " ")) },
		"cell": func(markdown string) string { return prose.Escape(prose.Plain(markdown)) },
		"link": link,
		// The level is that of the first headings; 0 has them bold.
		"prose": func(markdown string, level int) string { return strings.Join(prose.Markdown(markdown, level), "\n") },
		"hang": func(lead string, blocks ...string) string {
			return strings.Join(prose.Hang(lead, strings.Split(join("\n\n", blocks...), "\n")), "\n")
		},
		"quote": func(blocks ...string) string {
			return strings.Join(prose.Indent("> ", strings.Split(join("\n\n", blocks...), "\n")), "\n")
		},
		"picture": func(alt string) string {
			if alt == "" {
				return ""
			}
			return "Picture: " + prose.Escape(alt)
		},
		"orLine":       orLine,
		"beginsInLine": beginsInLine,
		"join":         joinAll,
		"inWords":      inWords,
		"ids":          ids,
		"date":         date,
		"checked":      checkedOn,
		"upper":        strings.ToUpper,
		"add":          add,
	})
	return template.Must(t.ParseFS(files, "templates/*.md", "templates/words.txt"))
})

// tidy leaves one empty line where a template leaves several, and no blanks at the
// ends of lines. Code stays as it is, also where it begins behind the lead of an item.
func tidy(markdown string) []byte {
	var lines []string
	fence := ""
	for line := range strings.SplitSeq(markdown, "\n") {
		line = strings.TrimRight(line, " ")
		bare := line[strings.LastIndexAny(line, " >")+1:]
		switch {
		case fence == "" && len(bare) > 2 && strings.Trim(bare, "`") == "":
			fence = bare
		case fence != "" && fence == bare:
			fence = ""
		case fence == "" && line == "" && (len(lines) == 0 || lines[len(lines)-1] == ""):
			continue
		}
		lines = append(lines, line)
	}
	return []byte(strings.TrimRight(strings.Join(lines, "\n"), "\n"))
}

// link is an address of the plan's: the loader lets http and https pass alone.
func link(url string) string {
	if !prose.MayLink(url) {
		return prose.Escape(url)
	}
	return "<" + url + ">"
}

// orLine is a text, or a line to write on where there is none.
func orLine(text string) string {
	if text == "" {
		return strings.Repeat(`\_`, 20)
	}
	return prose.Escape(text)
}

// beginsInLine is whether a text may begin behind other words: a table or a list
// may not.
func beginsInLine(markdown string) bool {
	blocks := prose.Parse(markdown).Kids
	return len(blocks) == 0 || blocks[0].Kind == prose.Paragraph || blocks[0].Kind == prose.Heading
}

// join puts the texts that are not empty behind one another.
func join(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" }), between)
}

// joinAll is join of texts and of lists of them.
func joinAll(between string, all ...any) string {
	var texts []string
	for _, some := range all {
		switch some := some.(type) {
		case string:
			texts = append(texts, some)
		case []string:
			texts = append(texts, some...)
		}
	}
	return join(between, texts...)
}

func add(a, b int) int { return a + b }
