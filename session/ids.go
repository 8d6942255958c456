package session

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// An idKind is a kind of thing that has an id: what messages call one, and the key
// behind which the plan has them.
type idKind struct{ one, key string }

var (
	activityID  = &idKind{"activity", "activities"}
	slideID     = &idKind{"slide", "slides"}
	outcomeID   = &idKind{"outcome", "outcomes"}
	resourceID  = &idKind{"resource", "resources"}
	sourceID    = &idKind{"source", "sources"}
	quizID      = &idKind{"quiz", "quizzes"}
	handoutID   = &idKind{"handout", "handouts"}
	questionID  = &idKind{"question", "evaluation"}
	phaseID     = &idKind{"phase of this activity", "phases"}
	noteID      = &idKind{"note of this phase", "notes"}
	statementID = &idKind{"statement of this quiz", "statements"}
	contactID   = &idKind{"contact of this handout", "contacts"}
	demandID    = &idKind{"statement of this framework", "statements"}
	blankID     = &idKind{"blank", "blanks"}
)

// An idset is the ids of one kind.
type idset struct {
	at    map[string]Position
	order []string // as the plan gives them, so that hints do not change from run to run
}

// idsOf are the ids of a kind so far.
func (d *decoder) idsOf(kind *idKind) *idset {
	set := d.ids[kind]
	if set == nil {
		set = &idset{at: map[string]Position{}}
		d.ids[kind] = set
	}
	return set
}

// reset starts a kind anew, where ids are unique only within their parent.
func (s *idset) reset() {
	clear(s.at)
	s.order = s.order[:0]
}

// A reference names a thing that may be given further down in the plan.
type reference struct {
	kind *idKind
	id   string
	at   Position
}

// id is the thing's own id, empty where it is absent or wrong.
func (m *mapping) id(kind *idKind) string {
	d, n := m.d, m.get("id")
	id, ok := d.ident(n, "id")
	if !ok {
		return ""
	}
	set := d.idsOf(kind)
	if first, taken := set.at[id]; taken {
		d.problem("id-twice", n.at, fmt.Sprintf("the id %s is that of another %s on line %d", quoted(id), kind.one, first.Line),
			"give each its own")
		return id
	}
	set.at[id] = n.at
	set.order = append(set.order, id)
	return id
}

// ident is a value that has the form of an id.
func (d *decoder) ident(n *node, key string) (string, bool) {
	text, ok := d.scalar(n, key)
	if !ok {
		return "", false
	}
	if !isID(text) {
		d.problem("not-an-id", n.at, quoted(text)+" is not an id",
			fmt.Sprintf(`write at most %d letters, digits, "-", "_" or ".", a letter or digit first`, MaxID))
		return "", false
	}
	return text, true
}

func isID(text string) bool {
	if utf8.RuneCountInString(text) > MaxID {
		return false
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
		case i > 0 && (r == '-' || r == '_' || r == '.' || unicode.IsMark(r)):
		default:
			return false
		}
	}
	return text != ""
}

// ref is the id of another thing, to be looked up when all are known.
func (d *decoder) ref(n *node, key string, kind *idKind) string {
	id, ok := d.ident(n, key)
	if ok {
		d.refs = append(d.refs, reference{kind, id, n.at})
	}
	return id
}

// refs is a list of ids of other things.
func (m *mapping) refs(key string, kind *idKind) (all []string) {
	for _, r := range m.idents(key, "ids") {
		all = append(all, r.ID)
		m.d.refs = append(m.d.refs, reference{kind, r.ID, r.At})
	}
	return all
}

// idents is a list of ids, each with its place. of is what messages call them.
func (m *mapping) idents(key, of string) (all []Claim) {
	if n := m.get(key); n != nil && n.kind == scalarNode && !n.null {
		m.problem("not-a-list", key, fmt.Sprintf("%q is a list of %s", key, of), "write it in brackets, like ["+idExample(n.value)+"]")
		return nil
	}
	for _, item := range m.items(key) {
		if id, ok := m.d.ident(item, key); ok {
			all = append(all, Claim{id, item.at})
		}
	}
	return all
}

func idExample(text string) string {
	if isID(text) {
		return text
	}
	return "one, two"
}

// resolve reports the references to things the plan does not have.
func (d *decoder) resolve() {
	for _, r := range d.refs {
		set := d.idsOf(r.kind)
		if _, ok := set.at[r.id]; ok {
			continue
		}
		if r.at.File != "" {
			d.stillNamed(r)
			continue
		}
		todo := ""
		if !d.isFull() {
			todo = didYouMean(r.id, set.order, "add it under "+r.kind.key+", or take it out here")
		}
		d.problem("no-such-id", r.at, fmt.Sprintf("there is no %s %s", r.kind.one, quoted(r.id)), todo)
	}
}
