package session

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// This file alone knows the YAML library, so that another can take its place.

// A node is a value in the file, with what the loader must know of how it was
// written.
type node struct {
	kind    nodeKind
	at      Position
	keyAt   Position // of the key in front of it, if there is one
	value   string   // of a scalar, not cleaned
	comment string   // behind a scalar on its line, with its "#"
	plain   bool     // a scalar without quotes, | or >
	null    bool     // nothing at all, or null, or ~
	flow    bool     // a list in [ ] or a group in { }
	keys    []*node  // of a group, scalars all, one for each item
	items   []*node
}

type nodeKind int

const (
	scalarNode nodeKind = iota
	listNode
	groupNode
	brokenNode // has been reported; whoever meets it says nothing
)

// parse reads the tree of a plan; nil where there is none to be had. A text
// that trips YAML up is reported, put aside, and the rest is read on, so that
// an author sees all mistakes at once.
func parse(c *collector, src []byte) *node {
	// Looking for the places of mistakes reads parts of the file again. The
	// budget keeps that from taking long.
	budget := 4 * MaxSize
	for {
		y, err := decodeYAML(src)
		if errors.Is(err, io.EOF) {
			c.problem("empty-plan", beginning, "the plan is empty", `start it with "title: ..."`)
			return nil
		}
		if err == nil {
			return c.root(y)
		}
		s := &broken{src: src, starts: lineStarts(src), message: err.Error()}
		s.locate(&budget)
		mended, ok := s.explain(c)
		if budget -= len(src); !ok || budget < 0 || c.isFull() {
			return nil
		}
		src = mended
	}
}

// decodeYAML reads the first document of the bytes.
func decodeYAML(src []byte) (y *yaml.Node, err error) {
	// The library is a translation of one in C, and hostile files have made it
	// panic before. A file must not be able to end the program.
	defer func() {
		if recover() != nil {
			y, err = nil, errors.New("yaml: beyond reading")
		}
	}()
	y = new(yaml.Node)
	err = yaml.NewDecoder(bytes.NewReader(src)).Decode(y)
	return y, err
}

// broken is a file that YAML cannot read, and why.
type broken struct {
	src     []byte
	starts  []int
	message string // the library's
	line    int    // from 1
}

var messageLine = Pattern(`^yaml: line (\d+): `)

// locate finds the line that ends the shortest beginning of the file with the
// same mistake. The line in the library's message is not that line: it may be
// missing, one short, or that of the list in which the mistake lies.
func (s *broken) locate(budget *int) {
	low := 0 // lines without the mistake
	if m := messageLine().FindStringSubmatch(s.message); m != nil {
		n, _ := strconv.Atoi(m[1])
		low = min(max(n-1, 0), len(s.starts)-1)
	}
	s.line = low + 1
	high := low
	for step := 1; !s.fails(high, budget); step *= 2 {
		if high == len(s.starts) || *budget < 0 {
			return
		}
		low, high = high, min(high+step, len(s.starts))
	}
	for low+1 < high && *budget >= 0 {
		if mid := (low + high) / 2; s.fails(mid, budget) {
			high = mid
		} else {
			low = mid
		}
	}
	s.line = max(high, 1)
}

// fails says whether the first lines alone bring about the same message.
func (s *broken) fails(lines int, budget *int) bool {
	part := s.src
	if lines < len(s.starts) {
		part = s.src[:s.starts[lines]]
	}
	*budget -= len(part)
	_, err := decodeYAML(part)
	return err != nil && err.Error() == s.message
}

// root makes the plan's tree from the library's.
func (c *collector) root(y *yaml.Node) *node {
	if y.Kind == yaml.DocumentNode && len(y.Content) == 1 {
		y = y.Content[0]
	}
	n := c.convert(y, 1)
	switch {
	case n.kind == brokenNode:
		return nil
	case n.null:
		c.problem("empty-plan", beginning, "the plan is empty", `start it with "title: ..."`)
		return nil
	case n.kind != groupNode:
		c.problem("not-keys", n.at, `a plan is made of keys and values`, `start it with "title: ..."`)
		return nil
	}
	return n
}

func (c *collector) convert(y *yaml.Node, depth int) *node {
	n := &node{at: Position{Line: y.Line, Column: y.Column}, kind: brokenNode}
	if !c.checkPermitted(y, n.at, depth) {
		return n
	}
	n.flow = y.Style&yaml.FlowStyle != 0
	switch y.Kind {
	case yaml.ScalarNode:
		n.kind, n.value, n.comment = scalarNode, y.Value, y.LineComment
		n.plain = y.Style == 0
		n.null = n.plain && y.ShortTag() == "!!null"
	case yaml.SequenceNode:
		n.kind = listNode
		n.items = make([]*node, len(y.Content))
		for i, item := range y.Content {
			n.items[i] = c.convert(item, depth+1)
		}
	case yaml.MappingNode:
		n.kind = groupNode
		c.convertGroup(n, y, depth)
	}
	return n
}

func (c *collector) convertGroup(n *node, y *yaml.Node, depth int) {
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := c.convert(y.Content[i], depth+1)
		switch {
		case key.kind == brokenNode:
			continue
		case key.kind != scalarNode:
			c.problem("not-a-key", key.at, "a list or a group cannot be a key", "write a key as a plain word")
			continue
		case key.value == "" || key.null:
			c.problem("not-a-key", key.at, "a key is missing", `write "key: value"`)
			continue
		case key.plain && key.value == "<<":
			c.problem("yaml-merge", key.at, `"<<" is not allowed`, "write out what it stands for")
			continue
		}
		value := c.convert(y.Content[i+1], depth+1)
		value.keyAt = key.at
		if value.null && value.comment == "" {
			// The comment behind a value that is not there is given to the key.
			value.comment = key.comment
		}
		n.keys = append(n.keys, key)
		n.items = append(n.items, value)
	}
}

// checkPermitted reports the parts of YAML that a plan does without: those that
// make a file mean something else than it seems to say.
func (c *collector) checkPermitted(y *yaml.Node, at Position, depth int) bool {
	switch {
	case depth > MaxDepth:
		c.problem("too-deep", at, tooDeep, tooDeepTodo)
	case y.Kind == yaml.AliasNode:
		c.problem("yaml-alias", at, quoted("*"+y.Value)+" points to another place in the file, which plans do without",
			"write it out, or if it is text write it under |")
	case y.Anchor != "":
		c.problem("yaml-alias", at, quoted("&"+y.Anchor)+" marks a place in the file, which plans do without",
			"delete it, or if it is text write it under |")
	case y.Style&yaml.TaggedStyle != 0, strings.HasPrefix(y.Tag, "!") && !strings.HasPrefix(y.Tag, "!!"):
		c.problem("yaml-tag", at, `a word that starts with "!" is not read as text, and plans do without it`,
			"delete it, or if it is text write it under |")
	default:
		return true
	}
	return false
}
