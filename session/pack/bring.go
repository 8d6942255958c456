package pack

import (
	"strconv"

	"facilitate/session"
	"facilitate/session/prose"
)

// bringPage is the list for packing the bag.
type bringPage struct {
	page
	For    string // how many people and groups it is for
	Things []thing
	Prints []thing
}

// thing is a line of the list.
type thing struct {
	Quantity string
	Name     string
	File     string   // of a print
	Where    []string // the activities that use it
}

func (p *pack) bring(m *maker) (Document, error) {
	b := bringPage{page: p.page("bring", m), For: p.company()}
	uses := map[string][]string{}
	for _, a := range p.plan.Activities {
		for _, id := range a.Resources {
			uses[id] = append(uses[id], prose.Short(a.Title, mostCell))
		}
	}
	for _, r := range p.plan.Resources {
		b.Things = append(b.Things, thing{Quantity: p.quantity(r.Per, r.Count), Name: r.Name, Where: uses[r.ID]})
	}
	for i := range p.makers {
		m, per := &p.makers[i], session.PerSession
		if m.audience == Everyone || m.name == "follow-up" {
			continue // it is for another day
		}
		if p.isForEach(m) {
			per = session.PerPerson
		}
		b.Prints = append(b.Prints, thing{Quantity: p.quantity(per, 1), Name: prose.Short(m.title, mostCell), File: m.name})
	}
	return document("bring", b)
}

// company says for how many the list is, in words.
func (p *pack) company() string {
	var people, groups string
	if p.options.People > 0 {
		people = count(p.options.People, "person", "people")
	}
	if p.options.Groups > 0 {
		groups = count(p.options.Groups, "group", "groups")
	}
	return join(" in ", people, groups)
}

// quantity is how many of a thing to bring; where that depends on a number
// nobody has given, how to find it.
func (p *pack) quantity(per session.Per, each int) string {
	n := 1
	switch per {
	case session.PerPerson:
		n = p.options.People
	case session.PerGroup:
		n = p.options.Groups
	}
	if n == 0 {
		return strconv.Itoa(each) + " a " + string(per)
	}
	return strconv.Itoa(n * each)
}

func count(n int, one, several string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + several
}
