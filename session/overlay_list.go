package session

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The keys that only things in an overlay have: what is to become of them.
const (
	dropKey   = "drop"
	beforeKey = "before"
	afterKey  = "after"
)

var overlayKeys = []string{dropKey, beforeKey, afterKey}

// oneOf is what messages call one thing in a list.
var oneOf = map[string]string{
	"activities": "activity", "phases": "phase", "notes": "note", "slides": "slide", "outcomes": "outcome",
	"resources": "resource", "sources": "source", "quizzes": "quiz", "statements": "statement",
	"handouts": "handout", "contacts": "contact", "questions": "question", "blanks": "blank", "learning": "entry",
}

// A merging is a list that is being merged.
type merging struct {
	*merger
	where []string
	key   string // behind which it stands
	one   string // of its items, in words
	items []merged
	at    map[string]int      // the items by id, and by name where that says which; manyOf where it does not
	seen  map[string]Position // ids the overlay has spoken of
}

// manyOf stands for several items of the same name.
const manyOf = -1

// merged is an item of the list as it will be.
type merged struct {
	node   *node
	name   string // id, or else name
	beside string // the item beside which it goes; empty: where it is
	place  *node  // where that is said
	before bool
	out    bool
}

func (m *merger) list(where []string, key string, base, over *node) *node {
	l := &merging{merger: m, where: where, key: key, one: cmp.Or(oneOf[key], "item"), at: map[string]int{}, seen: map[string]Position{}}
	if base != nil {
		for _, item := range base.items {
			l.append(item)
		}
		for i, item := range base.items {
			l.knowByName(i, item)
		}
	}
	for _, item := range over.items {
		l.overlay(item)
	}
	return &node{kind: listNode, at: over.at, keyAt: over.keyAt, items: l.order()}
}

// append adds an item at the end and gives its place.
func (l *merging) append(item *node) int {
	i := len(l.items)
	name, _ := nameOf(item)
	if id := item.valueOf("id"); id != nil && name != "" {
		l.at[name] = i
	}
	l.items = append(l.items, merged{node: item, name: name})
	return i
}

// knowByName has an item found by its name too, if no other has that.
func (l *merging) knowByName(i int, item *node) {
	name := item.valueOf("name")
	if name == nil || name.kind != scalarNode {
		return
	}
	text := strings.TrimSpace(name.value)
	switch other, taken := l.at[text]; {
	case !taken:
		l.at[text] = i
	case other != i && (other == manyOf || l.items[other].node.valueOf("id") == nil || l.items[other].name != text):
		l.at[text] = manyOf
	}
}

// nameOf is what an item is known by: its id, else its name; empty: it has neither.
func nameOf(item *node) (string, *node) {
	for _, key := range []string{"id", "name"} {
		if n := item.valueOf(key); n != nil {
			if n.kind != scalarNode || n.null {
				return "", n
			}
			return strings.TrimSpace(n.value), n
		}
	}
	return "", nil
}

// overlay does what one item of the overlay says.
func (l *merging) overlay(item *node) {
	if item.kind != groupNode {
		l.append(item) // the decoder says what is wrong with it
		return
	}
	name, named := nameOf(item)
	rest := item.without(overlayKeys...)
	i, known := l.find(item, name, named)
	drop := l.isDropped(item)
	switch {
	case i == manyOf:
		return // has been reported
	case drop && name == "":
		l.c.problem("drop-what", item.at, "it is not said which "+l.one+" is left out", "add its id")
	case drop && !known:
		l.c.problem("drop-what", named.at, fmt.Sprintf("there is no %s %s to leave out", l.one, quoted(name)),
			didYouMean(name, l.names(), "take this out"))
	case drop:
		l.leaveOut(i, item, rest)
	case known:
		l.items[i].node = l.group(l.whereIs(name), l.key, l.items[i].node, rest)
		l.stand(i, item, Moved)
	default:
		i := l.append(rest)
		l.stand(i, item, Added)
	}
}

// find is the item of the base that one of the overlay is about; manyOf where
// that was reported not to be clear.
func (l *merging) find(item *node, name string, named *node) (i int, known bool) {
	if name == "" {
		return 0, false
	}
	if first, twice := l.seen[name]; twice {
		l.c.problem("change-twice", named.at, fmt.Sprintf("the %s %s is here twice, first on line %d", l.one, quoted(name), first.Line),
			"put what is to be changed of it together")
		return manyOf, false
	}
	l.seen[name] = named.at
	if i, known = l.at[name]; known {
		if i == manyOf {
			l.c.problem("change-which", named.at, fmt.Sprintf("more than one %s is called %s", l.one, quoted(name)), "give them ids in the plan that this one extends")
		}
		return i, known
	}
	if placed := item.valueOf(beforeKey) != nil || item.valueOf(afterKey) != nil || item.valueOf(dropKey) != nil; placed {
		return 0, false
	}
	if near := l.nearest(name); near != "" {
		l.c.problem("no-such-id", named.at, fmt.Sprintf("there is no %s %s", l.one, quoted(name)),
			fmt.Sprintf(`did you mean %s? if it is a new one, say where it goes, like "after: %s"`, quoted(near), near))
		return manyOf, false
	}
	return 0, false
}

// nearest is the item that may have been meant. Files with thousands of new
// ones are not to be slow.
func (l *merging) nearest(name string) string {
	const most = 100
	if l.looked++; l.looked > most {
		return ""
	}
	return Nearest(name, l.names())
}

func (l *merging) names() []string {
	var all []string
	for i := range l.items {
		if l.items[i].name != "" && !l.items[i].out {
			all = append(all, l.items[i].name)
		}
	}
	return all
}

func (l *merging) whereIs(name string) []string {
	return append(slices.Clone(l.where), strings.TrimSpace(l.one+" "+short(name)))
}

func (l *merging) isDropped(item *node) bool {
	d := &decoder{collector: l.c}
	return d.choice(item.valueOf(dropKey), dropKey, []string{"true", "false"}) == "true"
}

// leaveOut takes an item out of the list.
func (l *merging) leaveOut(i int, item, rest *node) {
	for j, key := range rest.keys {
		if _, named := nameOf(item); rest.items[j] != named {
			l.c.problem("change-of-dropped", key.at, fmt.Sprintf("%q changes nothing where the whole %s is left out", key.value, l.one), `delete it, or "drop"`)
		}
	}
	gone := &l.items[i]
	gone.out = true
	at := item.valueOf(dropKey).keyAt
	l.gone(thingID{l.key, gone.name}, gone.node, at)
	l.change(l.whereIs(gone.name), "", LeftOut, gone.node, nil, at)
}

// stand keeps beside which other item one is to go, if that is said.
func (l *merging) stand(i int, item *node, kind ChangeKind) {
	it := &l.items[i]
	before, after := item.valueOf(beforeKey), item.valueOf(afterKey)
	if before != nil && after != nil {
		l.c.problem("before-and-after", after.keyAt, `this goes "before" one and "after" another`, "keep one of them")
	}
	key, to := afterKey, ""
	if it.place, it.before = after, before != nil; it.before {
		key, it.place = beforeKey, before
	}
	if it.place != nil {
		beside, _ := (&decoder{collector: l.c}).scalar(it.place, key)
		it.beside = strings.TrimSpace(beside)
		to = key + " " + short(it.beside)
	}
	if kind == Added || to != "" {
		l.changes = append(l.changes, Change{
			Where: l.whereIs(it.name), Kind: kind, After: to, Text: itemText(it.node), At: item.at,
		})
	}
}

// order are the items that stay, in their order: those that go beside another
// one stand there in the order of the overlay.
func (l *merging) order() []*node {
	before, after := map[int][]int{}, map[int][]int{}
	var roots []int
	for i := range l.items {
		it := &l.items[i]
		if it.out {
			continue
		}
		j, ok := l.besideOf(it)
		switch {
		case !ok:
			roots = append(roots, i)
		case it.before:
			before[j] = append(before[j], i)
		default:
			after[j] = append(after[j], i)
		}
	}
	var nodes []*node
	done := map[int]bool{}
	var put func(int)
	put = func(i int) {
		for _, j := range before[i] {
			put(j)
		}
		nodes = append(nodes, l.items[i].node)
		done[i] = true
		for _, j := range after[i] {
			put(j)
		}
	}
	for _, i := range roots {
		put(i)
	}
	for i := range l.items {
		if it := &l.items[i]; !it.out && !done[i] {
			l.c.problem("beside-itself", it.place.at, fmt.Sprintf("the %s %s goes beside one that goes beside it", l.one, quoted(it.name)), "name another one")
			break
		}
	}
	return nodes
}

// besideOf is the item beside which one is to go; false where none is said, or
// not rightly, which is reported.
func (l *merging) besideOf(it *merged) (int, bool) {
	if it.beside == "" {
		return 0, false
	}
	j, ok := l.at[it.beside]
	switch {
	case !ok || j == manyOf:
		l.c.problem("no-such-id", it.place.at, fmt.Sprintf("there is no %s %s to go beside", l.one, quoted(it.beside)),
			didYouMean(it.beside, l.names(), "name one that there is"))
		return 0, false
	case l.items[j].out:
		l.c.problem("beside-dropped", it.place.at, fmt.Sprintf("the %s %s is left out, so nothing goes beside it", l.one, quoted(it.beside)), "name another one")
		return 0, false
	}
	return j, true
}
