package tui

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbles/textinput"
	"github.com/charmbracelet/lipgloss"

	"facilitate/timer/timertest"
)

// TestViewReads: View changes nothing of the console, nor does laying it out
// again, in any situation and window.
func TestViewReads(t *testing.T) {
	for n, s := range situationsToTry() {
		c := s.seen(t)
		for i, size := range sizes {
			if (n+i)%timertest.Every(8) > 0 {
				continue // this situation at other sizes, this size in other situations
			}
			c.size(size[0], size[1])
			before := written(c.m)
			view := c.m.View()
			if what := firstDifference(before, written(c.m)); what != "" {
				t.Errorf("%s at %d×%d: View changed %s", s.name, size[0], size[1], what)
			}
			c.m.arrange()
			if what := firstDifference(before, written(c.m)); what != "" || c.m.View() != view {
				t.Errorf("%s at %d×%d: laid out again there is %s", s.name, size[0], size[1], what)
			}
		}
	}
}

// TestViewReadsBites: what drawing used to change is seen.
func TestViewReadsBites(t *testing.T) {
	for name, change := range map[string]func(c *console){
		"the instant":          func(c *console) { c.m.lastMessage = c.m.lastMessage.Add(1) },
		"the scroll":           func(c *console) { c.m.scroll++ },
		"the room":             func(c *console) { c.m.layout.height-- },
		"a line":               func(c *console) { c.m.layout.lines[3] += "." },
		"a note drawn once":    func(c *console) { c.m.drawnNotes[noteKey{width: 7}] = nil },
		"the width of a field": func(c *console) { c.m.front().(*capturePanel).input.Width-- },
		"a cursor in a field":  func(c *console) { c.m.front().(*capturePanel).input.SetCursor(0) },
		"what a panel is of":   func(c *console) { c.m.overlay = slices.Clone(c.m.overlay); c.m.overlay[0].turn++ },
		"a tick":               func(c *console) { c.m.tickedOff[0] = false },
		"the session":          func(c *console) { c.m.State.Phases()[0].Budget++ },
	} {
		c := then(started, "c", "w", "h", "y")(t)
		before := written(c.m)
		change(c)
		if firstDifference(before, written(c.m)) == "" {
			t.Errorf("%s: the change is not seen", name)
		}
	}
}

// written is all that a console holds, a value a line.
func written(m *Model) []byte {
	w := writing{seen: map[uintptr]bool{}}
	w.value("m", reflect.ValueOf(m))
	return w.lines
}

type writing struct {
	lines []byte
	seen  map[uintptr]bool
}

// Types that are not looked into: whatever draws needs them, and they hold
// nothing of the console.
var opaque = []reflect.Type{
	reflect.TypeFor[*time.Location](), reflect.TypeFor[*lipgloss.Renderer](), reflect.TypeFor[textinput.KeyMap](),
}

func (w *writing) value(name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Invalid:
	case reflect.Pointer:
		switch at := v.Pointer(); {
		case slices.Contains(opaque, v.Type()):
		case at == 0 || w.seen[at]:
			w.line(name, strconv.FormatBool(at == 0))
		default:
			w.seen[at] = true
			w.value(name, v.Elem())
		}
	case reflect.Interface:
		w.line(name, strconv.FormatBool(v.IsNil()))
		w.value(name, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			w.value(v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice, reflect.Array:
		w.line(name+" has", strconv.Itoa(v.Len()))
		for i := range v.Len() {
			w.value(name, v.Index(i))
		}
	case reflect.Map:
		w.line(name+" has", strconv.Itoa(v.Len()))
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		for _, k := range keys {
			w.value(name+" of "+fmt.Sprint(k), v.MapIndex(k))
		}
	case reflect.String:
		w.line(name, v.String())
	default:
		w.line(name, plainValue(v))
	}
}

func plainValue(v reflect.Value) string {
	switch {
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10)
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10)
	case v.Kind() == reflect.Func:
		return strconv.FormatUint(uint64(v.Pointer()), 16)
	}
	return fmt.Sprint(v)
}

func (w *writing) line(name, is string) {
	w.lines = append(append(append(append(w.lines, name...), ' '), is...), '\n')
}

// firstDifference is the first line in which two consoles differ; empty where
// there is none.
func firstDifference(a, b []byte) string {
	if bytes.Equal(a, b) {
		return ""
	}
	before, after := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range before {
		if i >= len(after) || before[i] != after[i] {
			return before[i] + " → " + strings.Join(after[i:min(i+1, len(after))], "")
		}
	}
	return "more"
}
