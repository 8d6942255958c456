package session

import (
	"fmt"
	"slices"
	"strings"
)

func (d *decoder) notes(m *mapping) []Note {
	var all []Note
	for _, item := range m.items("notes") {
		if item.kind == scalarNode || item.kind == listNode {
			todo := `start it with one, like "say: ..."; the kinds are ` + List(kindNames, "and")
			if strings.ContainsRune(item.value, noBreak) {
				todo = noBreakTodo
			}
			d.problem("note-without-kind", item.at, "a note has no kind", todo)
			continue
		}
		if m := d.open(item, &noteKeys); m != nil {
			all = append(all, d.note(m))
		}
	}
	return all
}

func (d *decoder) note(m *mapping) Note {
	n := Note{At: m.at, ID: m.id(noteID)}
	for _, kind := range kindNames {
		switch value := m.get(kind); {
		case value == nil:
		case n.Kind == "":
			n.Kind = NoteKind(kind)
		default:
			first, second := m.get(string(n.Kind)), value
			a, b := string(n.Kind), kind
			if first.keyAt.after(second.keyAt) {
				first, second, a, b = second, first, b, a
			}
			d.problem("note-of-two-kinds", second.keyAt, fmt.Sprintf("a note has both %q and %q", a, b), `make two notes of it, each starting with "- "`)
			return n
		}
	}
	if n.Kind == "" {
		if !m.unknown { // else it is in there somewhere, and has been reported
			d.problem("note-without-kind", m.at, "a note has no kind", "give it one of "+List(kindNames, "or"))
		}
		return n
	}
	key, kind := string(n.Kind), n.Kind.known()
	switch value := m.get(key); {
	case kind.holds == aReference:
		n.Ref = d.ref(value, key, kind.refers)
	case kind.holds == aList && isTitledList(value):
		if m := d.open(value, &itemsKeys); m != nil {
			m.need("items", `add "items:" and a list of texts`)
			n.Title, n.Items = m.line("title"), m.texts("items")
		}
	case kind.holds == aList, kind.holds == textOrList && value.kind == listNode:
		n.Items = m.texts(key)
	default:
		n.Text = m.prose(key)
	}
	return n
}

// isTitledList is whether keys stand where texts may stand too, and are not what
// became of a text with a ": " in it.
func isTitledList(n *node) bool {
	return n.kind == groupNode && slices.ContainsFunc(n.keys, func(key *node) bool {
		return Nearest(key.value, itemsKeys.names) != ""
	})
}

// after says whether a place is further on in the file than another.
func (p Position) after(q Position) bool {
	return p.Line > q.Line || (p.Line == q.Line && p.Column > q.Column)
}
