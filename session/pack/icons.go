package pack

import (
	"encoding/base64"
	"html/template"
	"slices"
	"strings"

	"facilitate/session"
)

// way is how people sit and work, in words and drawn.
type way struct {
	Icons []icon // several where there is a choice
	Words string
}

// icon is a little drawing, and what it shows.
type icon struct {
	Drawing template.URL
	Shows   string
}

// waysOf are how people sit and work in phases, each way once, in the order in
// which they come, in the words that say has.
func waysOf(phases []session.Phase, say func(session.Setting) string) (all []way) {
	for _, ph := range phases {
		w := way{Words: session.EitherSetting(ph.Settings, say)}
		if w.Words == "" || slices.ContainsFunc(all, func(known way) bool { return known.Words == w.Words }) {
			continue
		}
		for _, s := range ph.Settings {
			w.Icons = append(w.Icons, icon{drawingOf(s), say(s)})
		}
		all = append(all, w)
	}
	return all
}

// inWords are ways in a line of text.
func inWords(all []way) string {
	var words []string
	for _, w := range all {
		words = append(words, w.Words)
	}
	return strings.Join(words, ", ")
}

// drawingOf is a setting as people in it: from the front, but those who sit
// together in a ring, from above. The colour is that of the style sheet.
func drawingOf(s session.Setting) template.URL {
	svg, _ := files.ReadFile("templates/" + string(s) + ".svg")
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg))
}
