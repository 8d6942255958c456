package pack

import (
	"slices"
	"strconv"
	"strings"

	"facilitate/session"
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

// cite names sources by their numbers, like "Sources 1, 4"; empty: there are none.
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
