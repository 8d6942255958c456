package pack

import (
	"slices"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
)

// citations number a document's sources in the order in which it names them.
type citations struct {
	sources map[string]*session.Source
	numbers map[string]int
	Cited   []*session.Source // number 1 first
}

func newCitations(plan *session.Plan) *citations {
	c := &citations{sources: make(map[string]*session.Source, len(plan.Sources)), numbers: map[string]int{}}
	for i := range plan.Sources {
		c.sources[plan.Sources[i].ID] = &plan.Sources[i]
	}
	return c
}

// cite names sources by their numbers: "Source 1" or "Sources 1, 4"; nothing
// where there are none.
func (c *citations) cite(ids []string) string {
	var cited []int
	for _, id := range ids {
		n, known := c.numbers[id]
		if !known {
			c.Cited = append(c.Cited, c.sources[id])
			n = len(c.Cited)
			c.numbers[id] = n
		}
		cited = append(cited, n)
	}
	slices.Sort(cited)
	numbers := make([]string, len(cited))
	for i, n := range cited {
		numbers[i] = strconv.Itoa(n)
	}
	switch len(numbers) {
	case 0:
		return ""
	case 1:
		return "Source " + numbers[0]
	}
	return "Sources " + strings.Join(numbers, ", ")
}

// write lists the sources at the end of a document.
func (c *citations) write(s *sheet) {
	if len(c.Cited) == 0 {
		return
	}
	s.heading(2, "Sources")
	for i, source := range c.Cited {
		text := cell(source.Text)
		if source.URL != "" {
			text += ", " + address(source.URL)
		}
		if source.Checked != "" {
			text += " (looked at " + prose.Escape(date(source.Checked)) + ")"
		}
		s.lines([]string{strconv.Itoa(i+1) + ". " + text})
	}
}

// address is one of the plan's in Markdown: the loader lets http and https
// pass alone.
func address(url string) string {
	if !prose.MayLink(url) {
		return prose.Escape(url)
	}
	return "<" + url + ">"
}
