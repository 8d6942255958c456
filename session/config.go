package session

import (
	"bytes"
	"strings"
)

// ConfigValue is something that the file of settings says.
type ConfigValue struct {
	Key   string // as "theme", or with what it stands in: "keys.pause"
	Value string // on one line
	At    Position
}

var (
	configKeys = keyset{thing: "the settings", names: []string{
		"theme", "bell", "room", "port", "large", "browser", "words_a_minute", "plans", "organisation", "logo", "local", "clicker", "keys",
	}}
	clickerKeys = keyset{thing: "the clicker", names: []string{"on", "back"}}
)

// Themes are the names of the console's colours.
var Themes = []string{"dark", "light", "contrast", "none"}

// LoadConfig reads the file of settings: what is right in it, and the problems
// with the rest. What keys may be called, and which there are, it does not know.
func LoadConfig(file string, src []byte) (all []ConfigValue, problems Problems) {
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, nil
	}
	problems = loadOther(file, src, func(d *decoder, root *node) {
		m := d.open(root, &configKeys)
		take := func(key string, n *node, value string) {
			if n != nil && value != "" {
				all = append(all, ConfigValue{Key: key, Value: value, At: n.at})
			}
		}
		for _, key := range configKeys.names {
			n := m.get(key)
			switch key {
			case "theme":
				take(key, n, d.choice(n, key, Themes))
			case "bell", "room", "large":
				if before := len(d.list); n != nil && (m.boolean(key) || len(d.list) == before) {
					take(key, n, n.value)
				}
			case "port":
				if m.wholeNumber(key, 1, 65535) != 0 {
					take(key, n, n.value)
				}
			case "words_a_minute":
				if m.wholeNumber(key, 60, 300) != 0 {
					take(key, n, n.value)
				}
			case "clicker":
				if c := d.within(m, key, &clickerKeys); c != nil {
					for _, name := range clickerKeys.names {
						text, _ := d.scalar(c.get(name), name)
						take("clicker."+name, c.get(name), CleanLine(text))
					}
				}
			case "keys":
				d.ownKeys(n, take)
			default:
				take(key, n, m.line(key))
			}
		}
	})
	return all, problems
}

// ownKeys are keys of one's own, each behind the name of what it does.
func (d *decoder) ownKeys(n *node, take func(key string, n *node, value string)) {
	switch {
	case n == nil, n.kind == brokenNode, n.null:
		return
	case n.kind != groupNode:
		d.problem("not-keys", n.at, `"keys" is written with a key for each deed`, `write them below it, like "pause: P"`)
		return
	}
	for i, name := range n.keys {
		text, _ := d.scalar(n.items[i], name.value)
		take("keys."+CleanLine(strings.TrimSpace(name.value)), n.items[i], CleanLine(text))
	}
}
