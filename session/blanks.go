package session

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Blank is what is filled in wherever its id stands behind a dollar in the
// plan's texts: the name of whoever leads, where the quiet room is.
type Blank struct {
	ID  string
	Ask string // what is asked for
	At  Position
}

// Filling says what stands in the place of blanks.
type Filling struct {
	Values map[string]string  // by the ids of blanks; an empty one is none
	Open   func(Blank) string // for one without a value; nil: the text stays as it is
}

// OpenBlanks are those that the plan was loaded without a value for.
func (p *Plan) OpenBlanks() []Blank {
	var open []Blank
	for _, b := range p.Blanks {
		if p.filling.Values[b.ID] == "" {
			open = append(open, b)
		}
	}
	return open
}

// dollar is what a blank looks like in a text: $lead or ${quiet-place}.
var dollar = regexp.MustCompile(`\$(?:([A-Za-z][A-Za-z0-9_]*)|\{([^{}\s]*)\})`)

// dollarWord is a word behind a dollar somewhere in a text.
type dollarWord struct {
	id string
	at Position
}

// fillIn puts what they stand for in the place of blanks, for good: the text in
// the tree is another one then. A dollar that names no blank stays a dollar.
func (d *decoder) fillIn(n *node) {
	if !strings.Contains(n.value, "$") {
		return
	}
	n.value = dollar.ReplaceAllStringFunc(n.value, func(written string) string {
		id := strings.Trim(written[1:], "{}")
		d.dollars = append(d.dollars, dollarWord{id, n.at})
		i := slices.IndexFunc(d.blanks, func(b Blank) bool { return b.ID == id })
		switch {
		case i < 0:
		case d.filling.Values[id] != "":
			return CleanLine(d.filling.Values[id])
		case d.filling.Open != nil:
			return CleanLine(d.filling.Open(d.blanks[i]))
		}
		return written
	})
}

func (d *decoder) blank(m *mapping) Blank {
	m.need("id", `add an id by which texts name it, like "id: lead"`)
	m.need("ask", `add what to ask for, like "ask: Your name"`)
	return Blank{ID: m.id(blankID), Ask: m.line("ask"), At: m.at}
}

// checkBlanks finds blanks that nothing names, names of none, and an ellipsis
// that stands for one in what is said. A plan without blanks may write dollars
// and ellipses as it likes.
func (c *collector) checkBlanks(p *Plan) {
	used := map[string]bool{}
	var ids []string
	for _, b := range p.Blanks {
		ids = append(ids, b.ID)
	}
	for _, word := range p.dollars {
		used[word.id] = true
		if slices.Contains(ids, word.id) || len(ids) == 0 && !strings.Contains(word.id, "-") {
			continue
		}
		c.warning(word.at, fmt.Sprintf("%s names no blank, and stays as it is", quoted("$"+word.id)),
			didYouMean(word.id, ids, "declare it under blanks, or write the dollar before something else"))
	}
	for _, b := range p.Blanks {
		if !used[b.ID] {
			c.warning(b.At, fmt.Sprintf("the blank %s stands nowhere", quoted(b.ID)),
				fmt.Sprintf("write %s in a text, or take it out", quoted("${"+b.ID+"}")))
		}
	}
	if len(ids) == 0 {
		return
	}
	for i := range p.Activities {
		for j := range p.Activities[i].Phases {
			for _, n := range p.Activities[i].Phases[j].Notes {
				if n.Kind.Spoken() && bareEllipsis.MatchString(n.Text) {
					c.warning(n.At, `a "…" in what is said would be said by nobody`, "make a blank of it, and name that here")
				}
			}
		}
	}
}

// bareEllipsis is one that stands for a word of its own.
var bareEllipsis = regexp.MustCompile(`(?:^|\s)(?:…|\.\.\.)(?:[\s,.;:!?]|$)`)
