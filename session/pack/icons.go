package pack

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"math"
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

// accent is the one colour of the papers beside black; the style sheet has it too.
const accent = "#0b5570"

// drawingOf is a setting as people in it: from the front, but those who sit
// together in a ring, from above.
func drawingOf(s session.Setting) template.URL {
	var b strings.Builder
	person := func(x int) {
		fmt.Fprintf(&b, "<circle cx='%d' cy='6' r='3.4'/><path d='M%d 18a5 6.5 0 0 1 10 0z'/>", x, x-5)
	}
	switch s {
	case session.Individual:
		person(16)
	case session.Pairs:
		person(10)
		person(22)
	case session.Groups:
		person(5)
		person(16)
		person(27)
	case session.Plenary:
		const people = 9
		for i := range people {
			at := 2 * math.Pi * float64(i) / people
			fmt.Fprintf(&b, "<circle cx='%.1f' cy='%.1f' r='2.2'/>", 16+12*math.Sin(at), 10-7.5*math.Cos(at))
		}
	}
	svg := "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 20' fill='" + accent + "'>" + b.String() + "</svg>"
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString([]byte(svg)))
}
