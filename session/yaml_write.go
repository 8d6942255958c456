package session

import (
	"bytes"
	"strings"

	"gopkg.in/yaml.v3"
)

// writeWhole is a merged plan as a file of its own. It is read again, to be sure
// that it says the same.
func writeWhole(file string, plan *Plan, root *node) ([]byte, Problems) {
	alone := *plan
	alone.overlay, alone.Blanks, alone.filling, alone.dollars = nil, nil, Filling{}, nil
	for _, quote := range []bool{false, true} {
		src, err := encode(root.yaml(quote))
		if err != nil {
			continue
		}
		if len(src) > MaxSize {
			return nil, Problems{{
				ID: "too-large", File: file, At: beginning, What: "the plan and what it extends are together larger than 1 MiB",
				Todo: "move long texts into handouts of their own outside the plan",
			}}
		}
		again, _ := Load(file, src)
		if again == nil {
			continue
		}
		again.Blanks, again.filling, again.dollars = nil, Filling{}, nil
		if Same(&alone, again) {
			return src, nil
		}
	}
	return nil, Problems{{
		ID: "extends-not-one-file", File: file, At: beginning, What: "the plan and what it extends cannot be put together into one file",
		Todo: "write the texts that this one changes under |",
	}}
}

// encode writes a tree as YAML.
func encode(root *yaml.Node) ([]byte, error) {
	var b bytes.Buffer
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	err := e.Encode(root)
	if err == nil {
		err = e.Close()
	}
	return b.Bytes(), err
}

// yaml is a tree as the library has it. With quote each text stands in quotes, which
// is ugly and holds any text.
func (n *node) yaml(quote bool) *yaml.Node {
	y := &yaml.Node{}
	switch n.kind {
	case groupNode:
		y.Kind = yaml.MappingNode
		for i, key := range n.keys {
			y.Content = append(y.Content, key.yaml(false), n.items[i].yaml(quote))
		}
	case listNode:
		y.Kind = yaml.SequenceNode
		for _, item := range n.items {
			y.Content = append(y.Content, item.yaml(quote))
		}
	default:
		y.Kind, y.Value = yaml.ScalarNode, n.value
		switch {
		case n.plain && !strings.Contains(n.value, "\n"):
		case !quote && strings.Contains(n.value, "\n"):
			y.Style = yaml.LiteralStyle
		default:
			y.Style = yaml.DoubleQuotedStyle
		}
	}
	return y
}
