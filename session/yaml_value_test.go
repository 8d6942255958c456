package session

import "gopkg.in/yaml.v3"

// asJSON is a plan as an editor hands it to its schema; false where it is no YAML.
func asJSON(src []byte) (value any, ok bool) {
	var doc yaml.Node
	if yaml.Unmarshal(src, &doc) != nil || len(doc.Content) == 0 {
		return nil, false
	}
	return valueOf(doc.Content[0]), true
}

func valueOf(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		group := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			group[n.Content[i].Value] = valueOf(n.Content[i+1])
		}
		return group
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, valueOf(item))
		}
		return list
	}
	var value any
	if n.ShortTag() == "!!timestamp" || n.Decode(&value) != nil { // a date is a text to an editor
		return n.Value
	}
	return value
}
