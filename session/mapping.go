package session

import (
	"fmt"
	"strings"
)

// A decoder makes a plan from the tree of its file.
type decoder struct {
	*collector
	ids    map[*idKind]*idset
	refs   []reference
	phases int
	hidden []hiddenCharacter

	filling Filling
	blanks  []Blank
	dollars []dollarWord // in all texts so far
}

// A mapping hands out the values of one thing in the plan by their keys.
type mapping struct {
	d       *decoder
	keys    *keyset
	at      Position
	values  [maxKeys]*node // by the place of the key in keys
	unknown bool           // keys were reported that the thing does not have
}

const maxKeys = 40

// A space that does not break comes with text copied from web pages. YAML takes
// it for a letter, and nobody sees the difference.
const (
	noBreak     = '\u00a0'
	noBreakTodo = "it holds a space of the kind that does not break a line; type ordinary blanks in its place"
)

// open takes a value for one of the things that have keys. It reports a value
// that is something else, keys the thing does not have and keys given twice;
// nil where nothing can be read from it.
func (d *decoder) open(n *node, keys *keyset) *mapping {
	if n.kind == brokenNode {
		return nil
	}
	if n.kind != groupNode {
		todo := fmt.Sprintf("write it like %q", keys.names[0]+": ...")
		if strings.ContainsRune(n.value, noBreak) {
			todo = noBreakTodo
		}
		d.problem("not-keys", n.at, keys.thing+" is written with keys: "+List(keys.names, "and"), todo)
		return nil
	}
	m := &mapping{d: d, keys: keys, at: n.at}
	var misspelt []string
	var meant []*node // their values
	for i, key := range n.keys {
		if near := m.place(key, n.items[i], n.flow); near != "" {
			misspelt, meant = append(misspelt, near), append(meant, n.items[i])
		}
	}
	// A misspelt key counts as the one that was meant, so that nobody is told
	// that this one is missing.
	for i, key := range misspelt {
		if slot := m.slot(key); *slot == nil {
			*slot = meant[i]
		}
	}
	return m
}

// place puts a value where its key belongs. A key that the thing does not have
// is reported, and the one that was probably meant returned.
func (m *mapping) place(key, value *node, flow bool) (near string) {
	d := m.d
	if slot := m.slot(key.value); slot != nil {
		if *slot == nil {
			*slot = value
			return ""
		}
		todo := "keep one of them"
		if m.keys == &noteKeys {
			todo = `start a new note with "- "`
		}
		d.problem("key-twice", key.at, fmt.Sprintf("%q is here twice, first on line %d", key.value, (*slot).keyAt.Line), todo)
		return ""
	}
	m.unknown = true
	todo := ""
	switch {
	case d.isFull():
	case strings.ContainsRune(key.value, noBreak):
		todo = noBreakTodo
	case flow && value.null:
		// {text: it rains, it pours}: the second half became a key.
		todo = "if it belongs to the text before the comma, put quotes around the whole text"
	default:
		if near = Nearest(key.value, m.keys.names); near != "" {
			todo = "did you mean " + quoted(near) + "?"
		} else if word := Nearest(key.value, overlayKeys); word != "" && d.places != nil {
			todo = "did you mean " + quoted(word) + "?"
		} else {
			todo = m.keys.hint(key.value)
		}
	}
	d.problem("unknown-key", key.at, quoted(key.value)+" is not a key of "+m.keys.thing, todo)
	return near
}

// slot is where the value of a key is kept; nil where there is no such key.
func (m *mapping) slot(key string) **node {
	for i, name := range m.keys.names {
		if name == key {
			return &m.values[i]
		}
	}
	return nil
}

// get is the value of a key; nil where the plan does not give it.
func (m *mapping) get(key string) *node {
	slot := m.slot(key)
	if slot == nil {
		panic("session: " + m.keys.thing + " has no key " + key)
	}
	return *slot
}

// has says whether the plan gives the key at all, rightly or not.
func (m *mapping) has(key string) bool { return m.get(key) != nil }

// placeOf is where the value of a key stands; zero where the plan does not give it.
func (m *mapping) placeOf(key string) (at Position) {
	if n := m.get(key); n != nil {
		at = n.at
	}
	return at
}

// problem reports what is wrong with the value of a key.
func (m *mapping) problem(id, key, what, todo string) {
	m.d.add(Problem{ID: id, At: m.placeOf(key), What: what, Todo: todo})
}

// need reports a key that must be there and is not. The todo says what to add.
func (m *mapping) need(key, todo string) {
	if !m.has(key) {
		m.d.problem("missing-key", m.at, fmt.Sprintf("%s has no %q", m.keys.thing, key), todo)
	}
}

// items are the things of a list; none where the key is absent or empty.
func (m *mapping) items(key string) []*node {
	n := m.get(key)
	if n == nil || n.kind == brokenNode || n.null {
		return nil
	}
	if n.kind != listNode {
		m.d.problem("not-a-list", n.at, fmt.Sprintf("%q is a list", key), `start each of its items with "- " on a line of its own`)
		return nil
	}
	return n.items
}

// isEmpty is whether a list is there and has nothing in it.
func (m *mapping) isEmpty(key string) bool {
	n := m.get(key)
	return n != nil && (n.null || n.kind == listNode && len(n.items) == 0)
}
