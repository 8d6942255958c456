package tui

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/charmbracelet/bubbles/key"

	"facilitate/session/run"
)

// keysOfTests is the key map that consoles of tests have.
var keysOfTests = func() keyMap { return newKeyMap() }

// each gives every binding of a key map to be changed.
func each(k *keyMap, do func(name string, b *key.Binding)) {
	for _, group := range []reflect.Value{reflect.ValueOf(k).Elem(), reflect.ValueOf(&k.panelKeys).Elem()} {
		for i := range group.NumField() {
			if b := group.Field(i); b.Type() == reflect.TypeFor[key.Binding]() {
				do(group.Type().Field(i).Name, (*key.Binding)(unsafe.Pointer(b.UnsafeAddr())))
			}
		}
	}
}

func bindings(k keyMap) map[string]key.Binding {
	all := map[string]key.Binding{}
	each(&k, func(name string, b *key.Binding) { all[name] = *b })
	return all
}

// TestRebound binds keys anew: in one place, and what they do, every hint and
// the help follow.
func TestRebound(t *testing.T) {
	t.Cleanup(func() { keysOfTests = func() keyMap { return newKeyMap() } })
	keysOfTests = func() keyMap {
		return newKeyMap(func(k *keyMap) {
			k.On = bind("]", "on: the next note", "]", "pgdown")
			k.Undo = bind("z", "undo", "z")
			k.Capture = bind("K", "keep a line", "K")
			k.Late = bind("L", "late", "L")
			k.Pause = bind("P", "pause", "P")
			k.Safety = bind("S", "safety card", "S")
			k.Enter = bind("Tab", "take it", "tab")
			k.OtherKind = bind("→", "another kind", "right")
		})
	}
	c := late(t)
	c.wait(answerStays)
	c.shows("] on   P pause   S safety   z undo   + minute   g go to   ? help", "! press L:")
	c.press("]")
	c.isAt(1, 2)
	before := c.snapshot()
	c.press("u", "p", "c", "l")
	if c.snapshot() != before || c.m.front() != nil {
		t.Errorf("a key that is bound no longer does something:\n%s", c.screen())
	}
	c.press("n")
	c.shows("(z takes it back)")
	c.press("z")
	c.isAt(1, 2)
	c.press("K")
	c.shows("Tab keeps it   → another kind   Esc closes")
	c.write("they said")
	c.press("right", "tab")
	if kept := c.m.state().Captures(); len(kept) != 1 || kept[0].Kind != run.ParkingLot {
		t.Errorf("kept %+v", kept)
	}
	c.press("S")
	c.shows("SAFETY CARD")
	c.press("S")
	c.isAt(1, 2)
	c.press("P")
	c.is(run.Paused)
	c.shows("(P goes on)")
	c.wait(answerStays + time.Second)
	c.shows("] on   P go on   1 question   2 break   3 incident   ? help")
	c.press("P", "?")
	text := strings.Join(helpLines(c.m, 200), "\n")
	for _, want := range []string{"]      on: the next note; Page Down do the same", "look ahead; ] returns to the place", "z      undo"} {
		if !strings.Contains(text, want) {
			t.Errorf("the help lacks %q:\n%s", want, text)
		}
	}
}

// byHand are names of keys as no hint may have them of itself: long ones
// anywhere, and a letter before what it does. (The arrows also say that there
// is more above or below.)
var byHand = regexp.MustCompile(`\b(PgDn|PgUp|Page Down|Page Up|Esc|Tab|Bksp|Backspace)\b|[↑↓] [^m↓─]|\b(Enter|ENTER) [a-ce-zA-Z]` +
	`|(^ |   |\(|; |: |press )([a-zB-Z?+]|[1-9]-[1-9]) ([a-z]{2,}|$)`)

// TestNoKeyIsNamedByHand gives every key another name: no screen has the old
// one.
func TestNoKeyIsNamedByHand(t *testing.T) {
	t.Cleanup(func() { keysOfTests = func() keyMap { return newKeyMap() } })
	keysOfTests = func() keyMap {
		return newKeyMap(func(k *keyMap) {
			each(k, func(name string, b *key.Binding) { b.SetHelp("<"+name+">", b.Help().Desc) })
		})
	}
	found := 0
	for _, s := range situations {
		c := s.make(t)
		for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
			c.size(size[0], size[1])
			for _, line := range withoutChoices(c) {
				if name := byHand.FindString(line); name != "" && !strings.Contains(line, "[") {
					t.Errorf("%s names a key by hand: %q in %q", s.name, name, line)
				}
				found += strings.Count(line, "<")
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d keys are named", found)
	}
}

// withoutChoices are the lines but for the keys of choices, which are letters of
// their own.
func withoutChoices(c *console) []string {
	lines := c.lines()
	switch c.m.front().(type) {
	case *questionPanel, *groupsPanel, *screenPanel:
		return lines[:len(lines)-1]
	}
	return lines
}

// readmeKeys are the keys of a row of the README's table.
func readmeKeys(cell string) (names []string) {
	if from, to, ok := strings.Cut(cell, "` to `"); ok {
		before, from := from[:strings.LastIndex(from, "`")], from[len(from)-1]
		names = readmeKeys(strings.TrimSuffix(strings.TrimSpace(before), ","))
		for c := from; c <= to[0]; c++ {
			names = append(names, string(c))
		}
		return names
	}
	words := map[string]string{
		"Page Down": "pgdown", "Page Up": "pgup", "Space": " ", "Enter": "enter", "Backspace": "backspace", "Esc": "esc",
		"↑": "up", "↓": "down", "Ctrl+Z": "ctrl+z", "Ctrl+C": "ctrl+c",
	}
	for _, part := range strings.Split(cell, ",") {
		part = strings.TrimSpace(part)
		if name, ok := words[part]; ok {
			names = append(names, name)
			continue
		}
		for _, name := range strings.Fields(part) {
			if word, ok := words[name]; ok {
				name = word
			}
			names = append(names, strings.Trim(name, "`"))
		}
	}
	return names
}

// TestReadme holds the README's table of keys to the key map: each of its keys
// is bound, a row names keys that belong together, and no key of the console
// is left out. Digits are keys of more than one row: that of the kinds of pause is
// held whole.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, found := strings.Cut(string(text), "| key | does |\n| --- | --- |\n")
	if !found {
		t.Fatal("the README has no table of keys")
	}
	k := newKeyMap()
	console := slices.Concat(k.console(), k.rehearsal(), k.work(), k.room())
	told := map[string]bool{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.Trim(line, "|\n"), " | ")
		if len(cells) != 2 {
			break
		}
		for _, name := range readmeKeys(strings.TrimSpace(cells[0])) {
			if name == "mouse" || name == "wheel" {
				continue
			}
			told[name] = true
			if !slices.ContainsFunc(console, func(b key.Binding) bool { return slices.Contains(b.Keys(), name) }) {
				t.Errorf("the README has a key %q that is bound to nothing", name)
			}
		}
	}
	for _, b := range console {
		if !slices.ContainsFunc(b.Keys(), func(name string) bool { return told[name] }) {
			t.Errorf("the README's table lacks %s: %s", named(b), b.Help().Desc)
		}
	}
	row := "| `" + strings.Join(k.Kinds.Keys(), "` `") + "` | while paused, why: " + strings.Join(collect(run.PauseKinds, run.PauseKind.Word), ", ") + " |"
	if !strings.Contains(table, row) {
		t.Errorf("the README's table lacks the row %s", row)
	}
}

// TestEveryIntent: what may be wanted has a handler, and a key in some
// situation, or the phone, asks for it.
func TestEveryIntent(t *testing.T) {
	asked := map[Intent]bool{NextGroup: true, SuspendToShell: true} // by the phone, and whatever is in front
	for _, s := range situations {
		c := s.make(t)
		c.m.Screen = &fakeScreen{open: true}
		for range 2 {
			for _, b := range c.m.bindings() {
				asked[b.wants] = true
			}
			c.m.view.Blank = !c.m.view.Blank
		}
	}
	for i := nothing + 1; i <= SuspendToShell; i++ {
		if !slices.ContainsFunc(deeds(newKeyMap()), func(d deed) bool { return d.wants == i && d.do != nil }) {
			t.Errorf("nothing carries out intent %d", i)
		}
		if !asked[i] {
			t.Errorf("nothing asks for intent %d", i)
		}
	}
}
