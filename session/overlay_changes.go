package session

import "strings"

// ChangeKind is what an overlay does to something.
type ChangeKind string

// The kinds of change.
const (
	Changed ChangeKind = "changed"
	Added   ChangeKind = "added"
	Moved   ChangeKind = "moved"
	LeftOut ChangeKind = "left out"
)

// Change is one thing that an overlay makes other than it is beneath.
type Change struct {
	Where  []string // from the outside in, in words: "activity close", "note thanks"; none: the plan itself
	Key    string   // what of it; empty: the whole
	Kind   ChangeKind
	Before string // of a key; empty where it was not there
	After  string // of a key; of a whole where it goes, like "after welcome", or empty
	Text   string // of a whole that is added or left out: its title, or what it says
	At     Position
}

// change keeps what is done to the value of a key, or to a whole where there is none.
func (m *merger) change(where []string, key string, kind ChangeKind, before, after *node, at Position) {
	c := Change{Where: where, Key: key, Kind: kind, At: at}
	if key == "" {
		c.Text = itemText(before)
	} else {
		c.Before, c.After = valueText(before), valueText(after)
	}
	switch {
	case key == "" || kind != Changed:
	case c.Before == c.After:
		return
	case before == nil:
		c.Kind = Added
	}
	m.changes = append(m.changes, c)
}

// itemText is what a thing is called, or says.
func itemText(n *node) string {
	for _, key := range []string{"title", "name", "text", "ask"} {
		if v := n.valueOf(key); v != nil && v.kind == scalarNode {
			return valueText(v)
		}
	}
	for _, kind := range kindNames {
		if v := n.valueOf(kind); v != nil {
			return kind + ": " + valueText(v)
		}
	}
	return ""
}

// valueText is a value as people can read it.
func valueText(n *node) string {
	if n == nil {
		return ""
	}
	var all []string
	switch n.kind {
	case scalarNode:
		return strings.TrimSpace(Clean(n.value))
	case groupNode:
		for i, key := range n.keys {
			all = append(all, CleanLine(key.value)+": "+valueText(n.items[i]))
		}
		return strings.Join(all, ", ")
	case listNode:
		for _, item := range n.items {
			all = append(all, valueText(item))
		}
		return strings.Join(all, "; ")
	}
	return ""
}
