package session

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// takenOver is a phase that an overlay takes over, and the duration it shall have.
type takenOver struct {
	activity *Activity
	phase    *Phase
	text     string
}

func (t takenOver) refused(file string) Problems {
	return Problems{{
		ID: "duration-as-it-is", File: file, At: beginning, What: "the durations cannot be written into this file without changing something else",
		Todo: fmt.Sprintf("write them by hand, under activities, like %s", "- "+t.flow()),
	}}
}

// flow is what an overlay says of the activity, in a line.
func (t takenOver) flow() string {
	if t.activity.Single {
		return fmt.Sprintf("{id: %s, duration: %s}", t.activity.ID, t.text)
	}
	return fmt.Sprintf("{id: %s, phases: [%s]}", t.activity.ID, t.phaseFlow())
}

func (t takenOver) phaseFlow() string {
	if t.phase.ID != "" {
		return fmt.Sprintf("{id: %s, duration: %s}", t.phase.ID, t.text)
	}
	name := t.phase.Name
	if !plainName().MatchString(name) {
		name = fmt.Sprintf("%q", name)
	}
	return fmt.Sprintf("{name: %s, duration: %s}", name, t.text)
}

// plainName is a name that needs no quotes.
var plainName = Pattern(`^\pL[\pL\pN ]*$`)

// add writes the duration into an overlay's file; false where it cannot.
func (t takenOver) add(src []byte) ([]byte, bool) {
	body := bytes.TrimPrefix(src, []byte("\ufeff")) // as the positions count
	w := &inserter{src: body, starts: lineStarts(body), eol: "\n"}
	if bytes.Contains(body, []byte("\r\n")) {
		w.eol = "\r\n"
	}
	root := new(collector).tree(src)
	if root == nil {
		return nil, false
	}
	activities := root.valueOf("activities")
	item := activities.itemNamed(t.activity.ID, "")
	lines := []string{"- " + t.flow()}
	if !t.activity.Single {
		lines = []string{"- id: " + t.activity.ID, "  phases:", "    - " + t.phaseFlow()}
	}
	switch {
	case activities == nil:
		w.append(root.keys[0].at.Column-1, "activities:", lines)
	case item == nil:
		w.addItem(activities, t.flow(), lines)
	case t.activity.Single:
		w.addKey(item, "duration: "+t.text, []string{"duration: " + t.text})
	default:
		phases := item.valueOf("phases")
		phase := phases.itemNamed(t.phase.ID, t.phase.Name)
		switch {
		case phases == nil:
			w.addKey(item, "phases: ["+t.phaseFlow()+"]", []string{"phases:", "  - " + t.phaseFlow()})
		case phase == nil:
			w.addItem(phases, t.phaseFlow(), []string{"- " + t.phaseFlow()})
		default:
			w.addKey(phase, "duration: "+t.text, []string{"duration: " + t.text})
		}
	}
	return append(src[:len(src)-len(body):len(src)-len(body)], w.src...), w.done
}

// itemNamed is the item of a list with an id or a name; nil where there is none.
func (n *node) itemNamed(id, name string) *node {
	if n == nil {
		return nil
	}
	for _, item := range n.items {
		if is, _ := nameOf(item); is != "" && (is == id || is == name) {
			return item
		}
	}
	return nil
}

// inserter puts something new into a file, in the way of what stands there.
type inserter struct {
	src    []byte
	starts []int
	eol    string
	done   bool
}

func (w *inserter) insert(offset int, text string) {
	w.src = slices.Concat(w.src[:offset], []byte(text), w.src[offset:])
	w.done = true
}

// block are lines below one another, indented by so many blanks.
func (w *inserter) block(indent int, lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.Repeat(" ", indent) + line + w.eol)
	}
	return b.String()
}

// afterLine puts lines behind the one of this number, from 1.
func (w *inserter) afterLine(number, indent int, lines []string) {
	text := w.block(indent, lines)
	if number < len(w.starts) {
		w.insert(w.starts[number], text)
		return
	}
	w.insert(len(w.src), w.eol+strings.TrimSuffix(text, w.eol))
}

// append puts a key with a list at the end of the file.
func (w *inserter) append(indent int, key string, list []string) {
	end := len(bytes.TrimRight(w.src, " \t\r\n"))
	text := w.eol + w.eol + w.block(indent, []string{key}) + w.block(indent+2, list)
	w.src = w.src[:end]
	w.insert(end, text)
}

// oneScalar is a value within braces.
var oneScalar = Pattern(`^(?:` + quotedText + `|[^,}\r\n]*[^,}\s])`)

// addKey gives a group one more key, behind its id or name.
func (w *inserter) addKey(group *node, flow string, lines []string) {
	_, name := nameOf(group)
	if !group.flow {
		w.afterLine(name.at.Line, name.keyAt.Column-1, lines)
		return
	}
	at := offsetOf(w.src, w.starts, name.at)
	if found := oneScalar().FindIndex(w.src[at:]); found != nil {
		w.insert(at+found[1], ", "+flow)
	}
}

// addItem gives a list one more item: the last, or in brackets the first.
func (w *inserter) addItem(list *node, flow string, lines []string) {
	switch {
	case list.kind != listNode:
		return
	case list.flow:
		if len(list.items) > 0 {
			flow += ", "
		}
		w.insert(offsetOf(w.src, w.starts, list.at)+1, flow)
		return
	}
	last := list.items[len(list.items)-1].at.Line
	dash := w.indentOf(last)
	for next := last; next < len(w.starts); next++ {
		switch indent := w.indentOf(next + 1); {
		case indent < 0:
		case indent <= dash:
			next = len(w.starts)
		default:
			last = next + 1
		}
	}
	w.afterLine(last, dash, lines)
}

// indentOf is how far a line, by its number from 1, is indented; -1: it is empty.
func (w *inserter) indentOf(number int) int {
	line := lineAt(w.src, w.starts[number-1])
	text := bytes.TrimLeft(line, " ")
	if len(text) == 0 {
		return -1
	}
	return len(line) - len(text)
}
