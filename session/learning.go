package session

import (
	"cmp"
	"fmt"
	"slices"
)

// Learning is something to learn with before the session or after it, which has
// an entry of its own.
type Learning struct {
	Entry string   `json:"id"` // by name, or the path of its file
	Place Place    `json:"place"`
	At    Position `json:"-"` // of the entry's name
}

// Place is when something to learn with belongs.
type Place string

// The values of Place; AfterSession where the plan does not say.
const (
	BeforeSession Place = "before"
	AfterSession  Place = "after"
)

// Catalogue is what a catalogue asks of a session that stands nowhere else in
// its plan. What is not known is empty.
type Catalogue struct {
	People string `json:"people,omitempty"` // how many take part
	Team   string `json:"team,omitempty"`   // who it takes to give it
	URL    string `json:"url,omitempty"`
	Facts
}

// FollowUp is what participants are asked some weeks later.
type FollowUp struct {
	When      string     `json:"when"` // like "six weeks later"
	Questions []Question `json:"questions"`
}

// usualFollowUp is when, where the plan does not say.
const usualFollowUp = "six weeks later"

// learning is what goes with the session, in the order of the plan.
func (d *decoder) learning(m *mapping) []Learning {
	seen := map[string]Position{}
	return decodeAll(d, m.items("learning"), &learningKeys, func(m *mapping) Learning {
		m.need("id", `add the name of an entry, like "id: nes-imh", or the path of its file`)
		place := d.choice(m.get("place"), "place", wordsOf(BeforeSession, AfterSession))
		l := Learning{Entry: m.line("id"), Place: cmp.Or(Place(place), AfterSession), At: m.at}
		if n := m.get("id"); n != nil && l.Entry != "" {
			if first, twice := seen[l.Entry]; twice {
				d.problem("learning-twice", n.at, fmt.Sprintf("%s is here twice, first on line %d", quoted(l.Entry), first.Line), "keep one of them")
			}
			l.At, seen[l.Entry] = n.at, n.at
		}
		return l
	})
}

// LearningAt is what goes with the session at one time.
func (p *Plan) LearningAt(place Place) []Learning {
	return slices.DeleteFunc(slices.Clone(p.Learning), func(l Learning) bool { return l.Place != place })
}

func (d *decoder) followUp(m *mapping) (f FollowUp) {
	if i := d.within(m, "follow_up", &followUpKeys); i != nil {
		i.need("questions", `add "questions:" and a list of them`)
		f = FollowUp{cmp.Or(i.line("when"), usualFollowUp), decodeAll(d, i.items("questions"), &questionKeys, d.question)}
	}
	return f
}
