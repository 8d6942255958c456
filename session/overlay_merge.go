package session

import (
	"slices"
	"strings"
)

// A merger makes one tree of a plan's and of the overlay's over it, and keeps
// what that changed. Both stay as they are; what is not changed is shared.
type merger struct {
	c       *collector
	places  *places
	changes []Change
	looked  int // words looked up that were not there
}

// learn marks the tree beneath as of its file, and keeps which things are in it.
func (m *merger) learn(n *node, file string) {
	n.at, n.keyAt = n.at.within(file), n.keyAt.within(file)
	for _, key := range n.keys {
		key.at = key.at.within(file)
	}
	if id := n.valueOf("id"); id != nil && id.kind == scalarNode {
		m.places.ids[n.at] = id.value
	}
	for _, item := range n.items {
		m.learn(item, file)
	}
}

// group merges what has keys. key is the list in which it stands; empty for the
// plan itself.
func (m *merger) group(where []string, key string, base, over *node) *node {
	g := &node{kind: groupNode, at: over.at, keyAt: over.keyAt, flow: over.flow}
	given := map[string]*node{} // the first of each key
	for i, k := range over.keys {
		if given[k.value] == nil {
			given[k.value] = over.items[i]
		}
	}
	instead := replacedBy(key, base, given)
	for i, k := range base.keys {
		b, o := base.items[i], given[k.value]
		switch {
		case o == nil && slices.Contains(instead, k.value):
			m.change(where, k.value, LeftOut, b, nil, over.at)
		case o == nil:
			g.add(k, b)
			m.stays(k.value, b, over, given)
		case o.isNothing():
			m.change(where, k.value, LeftOut, b, nil, o.at)
		default:
			g.add(k, m.value(where, k.value, b, o))
		}
	}
	for i, k := range over.keys {
		o := over.items[i]
		switch {
		case base.valueOf(k.value) == nil:
			if given[k.value] == o {
				o = m.value(where, k.value, nil, o)
			}
			g.add(k, o)
		case given[k.value] != o:
			g.add(k, o) // the decoder says that it is here twice
		}
	}
	return g
}

// replacedBy are the keys of the base that make no sense beside those that are
// given: a note has one kind, and an activity phases or a duration of its own.
func replacedBy(key string, base *node, given map[string]*node) []string {
	switch {
	case key == "activities" && given["phases"] != nil && base.valueOf("phases") == nil:
		return soleKeys
	case key == "notes" && slices.ContainsFunc(kindNames, func(kind string) bool { return given[kind] != nil }):
		return kindNames
	}
	return nil
}

// decidedBy is what is to blame if a value that stays does not go with the rest.
var decidedBy = map[string][]string{
	"at_least": {"duration"}, "at": {"spare"}, "alt": {"image"}, "options": {"kind"}, "duration": {"notes", "activities"},
}

// stays keeps where to tell of a value that stays, if it does not go with what
// the overlay gives beside it.
func (m *merger) stays(key string, n, over *node, given map[string]*node) {
	at := over.at
	for _, other := range decidedBy[key] {
		if o := given[other]; o != nil {
			at = o.at
		}
	}
	m.places.by[n.at], m.places.by[n.keyAt] = at, at
}

// value merges what stands behind a key. base is nil where it has none.
func (m *merger) value(where []string, key string, base, over *node) *node {
	switch {
	case over.holdsThings(key) && (base == nil || base.kind == listNode):
		return m.list(where, key, base, over)
	case base != nil && base.kind == groupNode && over.kind == groupNode:
		return m.group(append(slices.Clone(where), key), key, base, over)
	}
	m.change(where, key, Changed, base, over, over.at)
	if base != nil && base.kind == listNode {
		for _, item := range base.items {
			name, _ := nameOf(item)
			m.gone(thingID{key, name}, item, over.at)
		}
	}
	return over
}

// gone keeps where a thing was left out, and with it all words that may be ids
// of other things: what was used nowhere else is of no use any more, and this is
// why.
func (m *merger) gone(thing thingID, n *node, at Position) {
	m.places.dropped[thing] = at
	m.namedIn(n, at)
}

func (m *merger) namedIn(n *node, at Position) {
	if n.kind == scalarNode && isID(n.value) {
		if _, known := m.places.out[n.value]; !known {
			m.places.out[n.value] = at
		}
	}
	for _, item := range n.items {
		m.namedIn(item, at)
	}
}

// holdsThings is whether a list is merged item by item: where its items have
// keys. Cues have, but nobody would know one of them again.
func (n *node) holdsThings(key string) bool {
	return n.kind == listNode && key != "cues" &&
		slices.ContainsFunc(n.items, func(item *node) bool { return item.kind == groupNode })
}

// isNothing is whether a value was taken out by writing null behind its key.
func (n *node) isNothing() bool { return n.null && strings.TrimSpace(n.value) != "" }

// valueOf is what stands behind a key; nil where there is none, or no keys.
func (n *node) valueOf(key string) *node {
	if n == nil {
		return nil
	}
	for i, k := range n.keys {
		if k.value == key {
			return n.items[i]
		}
	}
	return nil
}

func (n *node) add(key, value *node) {
	n.keys, n.items = append(n.keys, key), append(n.items, value)
}

// without is a group without the first of each of some keys.
func (n *node) without(keys ...string) *node {
	g := &node{kind: n.kind, at: n.at, keyAt: n.keyAt, flow: n.flow}
	seen := map[string]bool{}
	for i, k := range n.keys {
		if slices.Contains(keys, k.value) && !seen[k.value] {
			seen[k.value] = true
			continue
		}
		g.add(k, n.items[i])
	}
	return g
}
