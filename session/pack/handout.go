package pack

import (
	"cmp"

	"facilitate/session"
)

// Caution is what everybody is told who is given a number to ring.
const Caution = "Check before you rely on it; supports vary by area."

// blankRows are the rows for services of the area that nobody has filled in
// yet, and leastBlank those that are left where some are.
const (
	blankRows  = 5
	leastBlank = 2
)

// handoutPage is a sheet that participants take away.
type handoutPage struct {
	page
	Body     string
	Listed   bool // it lists contacts, or would if they were verified
	Contacts []session.Contact
	Local    []session.Contact
	Blank    int // rows to fill in
	Caution  string
	Further  []further
}

func (p *pack) handout(m *maker, h *session.Handout) (Document, error) {
	g := handoutPage{page: p.page("handout", m), Body: h.Body, Caution: Caution}
	if g.Listed = len(h.Contacts) > 0; g.Listed {
		g.Foot = Caution
		g.Contacts = verifiedOnly(h.Contacts)
		g.Local = verifiedOnly(p.options.Local)
		g.Blank = max(leastBlank, blankRows-len(g.Local))
	}
	if p.goesFurther(h) {
		g.Further = p.bothSides()
	}
	return document("handout", g)
}

// checkedOn says when somebody last made sure of a contact.
func checkedOn(day string) string { return cmp.Or(date(day), "on a day not noted") }
