package session

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
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

	// Find finds Values once it is known which plan it is: its id, its title as it
	// is written and its blanks. Where it is nil they are known.
	Find func(*Plan) map[string]string
}

// OpenBlanks are those that the plan was loaded without a value for.
func (p *Plan) OpenBlanks() []Blank {
	return slices.DeleteFunc(slices.Clone(p.Blanks), func(b Blank) bool { return p.filling.Values[b.ID] != "" })
}

// ToFillIn says what is open, in a line; empty where nothing is.
func (p *Plan) ToFillIn() string {
	var asks []string
	for _, b := range p.OpenBlanks() {
		asks = append(asks, b.Ask)
	}
	return strings.Join(asks, ", ")
}

// findFilling makes ready to fill in a plan's blanks.
func (d *decoder) findFilling(p *Plan, title *node) {
	if d.filling.Find != nil && len(p.Blanks) > 0 {
		known := &Plan{ID: p.ID, Blanks: p.Blanks}
		if title != nil {
			known.Title = strings.TrimSpace(CleanLine(title.value))
		}
		d.filling.Values = d.filling.Find(known)
	}
	d.blanks, p.filling = p.Blanks, d.filling
}

// dollar is what a blank looks like in a text: $lead or ${quiet-place}.
var dollar = Pattern(`\$(?:([A-Za-z][A-Za-z0-9_]*)|\{([^{}\s]*)\})`)

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
	var filled strings.Builder
	done, inCode := 0, false // between backquotes, as what is typed into a computer
	for _, at := range dollar().FindAllStringIndex(n.value, -1) {
		written, before := n.value[at[0]:at[1]], n.value[done:at[0]]
		inCode = inCode != (strings.Count(before, "`")%2 == 1)
		id := strings.Trim(written[1:], "{}")
		i := slices.IndexFunc(d.blanks, func(b Blank) bool { return b.ID == id })
		if i >= 0 || !inCode && !isPartOfWord(before) {
			d.dollars = append(d.dollars, dollarWord{id, n.at})
		}
		switch {
		case i < 0:
		case d.filling.Values[id] != "":
			written = CleanLine(d.filling.Values[id])
		case d.filling.Open != nil:
			written = CleanLine(d.filling.Open(d.blanks[i]))
		}
		filled.WriteString(before + written)
		done = at[1]
	}
	n.value = filled.String() + n.value[done:]
}

// isPartOfWord is whether a word goes on behind a text: the dollar in "Ke$ha"
// names nothing.
func isPartOfWord(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func (d *decoder) blank(m *mapping) Blank {
	m.need("id", `add an id by which texts name it, like "id: lead"`)
	m.need("ask", `add what to ask for, like "ask: Your name"`)
	return Blank{ID: m.id(blankID), Ask: m.line("ask"), At: m.at}
}

// checkBlanks finds blanks that nothing names, names of none, and an ellipsis
// that stands for one in what is said.
func (c *collector) checkBlanks(p *Plan) {
	used := map[string]bool{}
	var ids []string
	for _, b := range p.Blanks {
		ids = append(ids, b.ID)
	}
	for _, word := range p.dollars {
		used[word.id] = true
		if slices.Contains(ids, word.id) || !isID(word.id) {
			continue
		}
		c.warning("no-such-blank", word.at, fmt.Sprintf("%s names no blank, and stays as it is", quoted("$"+word.id)),
			didYouMean(word.id, ids, "declare it under blanks, or put it between backquotes"))
	}
	for _, b := range p.Blanks {
		if !used[b.ID] {
			c.warning("unused-blank", b.At, fmt.Sprintf("the blank %s stands nowhere", quoted(b.ID)),
				fmt.Sprintf("write %s in a text, or take it out", quoted("${"+b.ID+"}")))
		}
	}
	c.checkEllipses(p)
}

// checkEllipses finds those in the notes that are spoken, on slides that are read
// aloud, and in the statements of quizzes.
func (c *collector) checkEllipses(p *Plan) {
	check := func(at Position, texts ...string) {
		if slices.ContainsFunc(texts, bareEllipsis().MatchString) {
			c.warning("unspoken-gap", at, `a "…" in what is said would be said by nobody`, "declare a blank under blanks, and name that here")
		}
	}
	for _, ph := range p.Phases() {
		for _, n := range ph.Notes {
			if n.Kind.Spoken() {
				check(n.At, n.Text)
			}
		}
	}
	for _, s := range p.Slides {
		if s.Read {
			check(s.At, s.Title, s.Body)
		}
	}
	for _, q := range p.Quizzes {
		for _, s := range q.Statements {
			check(s.At, s.Text, s.Because)
		}
	}
}

// bareEllipsis is one that stands for a word of its own.
var bareEllipsis = Pattern(`(?:^|[\s(\[“"'‘])(?:…|\.\.\.)(?:[\s,.;:!?)\]”"'’]|$)`)
