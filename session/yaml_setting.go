package session

import (
	"errors"
	"strings"

	"gopkg.in/yaml.v3"
)

// WithSetting is a file of settings with one of them set; all others, and the comments
// in it, stay. An empty value takes it out.
func WithSetting(src []byte, key, value string) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil || len(doc.Content) == 1 && doc.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("nothing was changed, for the file of settings cannot be read; facilitate config shows why")
	}
	if len(doc.Content) == 0 {
		doc = yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{{Kind: yaml.MappingNode}}}
	}
	setIn(doc.Content[0], strings.SplitN(key, ".", 2), value)
	return encode(&doc)
}

// setIn sets a value in a group by its keys, from the outside in; an empty one goes,
// and what it leaves empty.
func setIn(group *yaml.Node, path []string, value string) {
	at := 0
	for at < len(group.Content) && group.Content[at].Value != path[0] {
		at += 2
	}
	if at == len(group.Content) {
		if value == "" {
			return
		}
		group.Content = append(group.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: path[0]}, &yaml.Node{Kind: yaml.ScalarNode})
	}
	item := group.Content[at+1]
	if len(path) > 1 {
		if item.Kind != yaml.MappingNode {
			*item = yaml.Node{Kind: yaml.MappingNode}
		}
		setIn(item, path[1:], value)
	} else {
		*item = yaml.Node{Kind: yaml.ScalarNode, Value: value, LineComment: item.LineComment}
	}
	if value == "" && (len(path) == 1 || len(item.Content) == 0) {
		group.Content = append(group.Content[:at], group.Content[at+2:]...)
	}
}
