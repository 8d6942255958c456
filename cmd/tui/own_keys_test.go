package tui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/bubbles/key"

	"facilitate/session/run"
)

// ownKeys has the consoles of a test have keys of somebody's own.
func ownKeys(t *testing.T, own OwnKeys) {
	t.Helper()
	t.Cleanup(func() { keysOfTests = func() keyMap { return newKeyMap() } })
	keysOfTests = func() keyMap { return newKeyMap(own.change) }
}

// TestOwnKeys: what a key of one's own does, every hint and the help follow, and
// the old one does it no longer.
func TestOwnKeys(t *testing.T) {
	own := OwnKeys{"pause": "P", "undo": "ctrl+u", "safety": "!", "late": "f9"}
	if wrong := own.Check(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	ownKeys(t, own)
	c := late(t)
	c.wait(answerStays)
	c.shows("P pause", "! safety", "Ctrl+U undo", "press F9")
	c.press("p", "s", "u", "l")
	if stage := c.m.state().Stage(); stage != run.Running || c.m.front() != nil {
		t.Errorf("a key that was given up does something: %v, %v", stage, c.m.front())
	}
	c.press("P")
	if stage := c.m.state().Stage(); stage != run.Paused {
		t.Errorf("P does not pause: %v", stage)
	}
	c.size(80, 60)
	c.press("P", "?")
	c.shows("P      pause at once", "!      safety card")
}

// TestEveryKeyCanBeOwn gives each deed another key by its name, alone: it is matched
// by it and named by it.
func TestEveryKeyCanBeOwn(t *testing.T) {
	names := KeyNames(nil)
	if len(names) < 30 {
		t.Errorf("only %d keys can be changed", len(names))
	}
	for _, n := range names {
		own := OwnKeys{n.Name: "f7"}
		if wrong := own.Check(); len(wrong) > 0 || n.Does == "" {
			t.Errorf("%s: %v", n.Name, wrong)
		}
		k := newKeyMap(own.change)
		for _, b := range k.named() {
			if key.Matches(keyNamed(t, "f7"), *b.key) != (b.name == n.Name) || (named(*b.key) == "F7") != (b.name == n.Name) {
				t.Errorf("with %s on F7, %s is %s", n.Name, b.name, named(*b.key))
			}
		}
	}
}

func TestOwnKeysThatCannotBe(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		own  OwnKeys
		says string // of the one that is wrong; "": none is
	}{
		{OwnKeys{"pause": "n"}, "in lists and questions"},
		{OwnKeys{"safety": "k"}, "in lists and questions"},
		{OwnKeys{"late": "g"}, "g is the key of goto already"},
		{OwnKeys{"late": "g", "goto": "L"}, ""},
		{OwnKeys{"late": "."}, "cannot be chosen"},
		{OwnKeys{"late": "b"}, "cannot be chosen"},
		{OwnKeys{"blank": "B"}, ""},
		{OwnKeys{"finish": "f5"}, "cannot be chosen"},
		{OwnKeys{"late": "esc"}, "cannot be chosen"},
		{OwnKeys{"late": "ctrl+c"}, "cannot be chosen"},
		{OwnKeys{"late": "4"}, "cannot be chosen"},
		{OwnKeys{"late": "pgdown"}, "cannot be chosen"},
		{OwnKeys{"late": "hello"}, "cannot be chosen"},
		{OwnKeys{"late": "é"}, ""},
		{OwnKeys{"dance": "L"}, "there is nothing called dance"},
		{OwnKeys{ClickerOn: "right", ClickerBack: "left"}, ""},
		{OwnKeys{ClickerOn: "x"}, "cannot be a clicker's key"},
	} {
		wrong := c.own.Check()
		if len(wrong) == 0 != (c.says == "") {
			t.Errorf("%v: %v", c.own, wrong)
		}
		for _, says := range wrong {
			if !strings.Contains(says, c.says) {
				t.Errorf("%v: %s", c.own, says)
			}
		}
	}
}

// TestClickerThatSendsArrows: the first screen names what came, y takes it, and from
// then on it is on and back.
func TestClickerThatSendsArrows(t *testing.T) {
	for _, pair := range clickerKeys {
		for _, pressed := range pair {
			c := ready(t)
			c.size(120, 40)
			kept := [2]string{}
			c.m.KeepClicker = func(on, back string) error { kept = [2]string{on, back}; return nil }
			c.press("y")
			c.shows("press the clicker first")
			c.press(pressed)
			c.shows("received: "+shownKey(pressed), "y takes "+shownKey(pair[0])+" for on and "+shownKey(pair[1])+" for back")
			c.update(c.m.takeClicker()())
			c.shows(shownKey(pair[0]) + " goes on from now on, and is kept")
			if kept != pair {
				t.Errorf("kept are %v, not %v", kept, pair)
			}
			c.press(pair[0])
			c.shows("clicker: received, 1 time")
			c.at(0, "enter")
			c.wait(time.Second)
			c.press(pair[0])
			c.isAt(1, 2)
			c.press(pair[1])
			c.isAt(1, 1)
		}
	}
}

func TestClickerThatCannotBeKept(t *testing.T) {
	c := ready(t)
	c.m.KeepClicker = func(string, string) error { return errors.New("the disk is full") }
	c.press("f5")
	c.shows("F5, which does nothing")
	c.press("right")
	c.update(c.m.takeClicker()())
	c.shows("→ goes on from now on, and is not kept: the disk is full")
	if !slices.Contains(c.m.keys.On.Keys(), "right") {
		t.Error("it is not taken for this session either")
	}
}
