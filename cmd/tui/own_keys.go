package tui

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/bubbles/key"

	"facilitate/cmd/tui/draw"
)

// OwnKeys are keys that the facilitator chose, by the names of what they do; see
// KeyNames. Two more belong to a clicker.
type OwnKeys map[string]string

// What a clicker sends beside Page Down and Page Up.
const (
	ClickerOn   = "clicker.on"
	ClickerBack = "clicker.back"
)

// OwnKeysOf are those among settings: "keys." and a name, and the two of a clicker.
func OwnKeysOf(settings map[string]string) OwnKeys {
	own := OwnKeys{}
	for setting, is := range settings {
		if name, isKey := KeySetting(setting); isKey {
			own[name] = is
		}
	}
	return own
}

// KeySetting is the name of the key that a setting is, and whether it is one.
func KeySetting(setting string) (name string, is bool) {
	name, is = strings.CutPrefix(setting, "keys.")
	return name, is || setting == ClickerOn || setting == ClickerBack
}

// KeyName is something that a key of one's own can do.
type KeyName struct{ Name, Key, Does string }

// KeyNames are all of these, with the keys they have where some were chosen.
func KeyNames(own OwnKeys) []KeyName {
	k := newKeyMap(own.change)
	return collect(k.named(), func(b namedKey) KeyName { return KeyName{b.name, named(*b.key), b.key.Help().Desc} })
}

// namedKey is a binding and the name under which another key is chosen for it.
type namedKey struct {
	name string
	key  *key.Binding
}

// fixedKeys are what every other key relies on, and what clickers send.
var fixedKeys = []string{"on", "back", "start", "look-ahead", "look-back", "kinds", "give-word", "suspend", "close", "take-clicker"}

// KeysByName are all keys of the console as they are called in a sentence, by the
// names of what they do: those of KeyNames, and of what no key can be chosen for.
func KeysByName(own OwnKeys) map[string][]draw.KeyHint {
	k := newKeyMap(own.change)
	by := map[string][]draw.KeyHint{}
	for _, b := range k.bindings() {
		by[b.name] = collect(b.key.Keys(), func(k string) draw.KeyHint { return draw.KeyHint{Key: spokenKey(k), Does: b.key.Help().Desc} })
	}
	return by
}

// named are the bindings that may be changed.
func (k *keyMap) named() []namedKey {
	return slices.DeleteFunc(k.bindings(), func(b namedKey) bool { return slices.Contains(fixedKeys, b.name) })
}

// bindings are those of the console but for those of its panels. Their names are
// those of the fields.
func (k *keyMap) bindings() (all []namedKey) {
	v := reflect.ValueOf(k).Elem()
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() { // those of panels
			continue
		}
		if b, ok := v.Field(i).Addr().Interface().(*key.Binding); ok {
			all = append(all, namedKey{kebab(f.Name), b})
		}
	}
	return all
}

// kebab is a field's name in small letters: skip-activity.
func kebab(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// change gives the bindings the keys that were chosen. What is no key any more, of
// a clicker's two, does what else it did no longer.
func (own OwnKeys) change(k *keyMap) {
	for _, n := range k.named() {
		if is := own[n.name]; is != "" {
			n.key.SetKeys(append([]string{typed(is)}, n.key.Keys()[1:]...)...)
			n.key.SetHelp(shownKey(typed(is)), n.key.Help().Desc)
		}
	}
	clicker := func(sends string, does ...*key.Binding) {
		if sends == "" {
			return
		}
		for _, b := range []*key.Binding{&k.LookAhead, &k.LookBack, &k.Down, &k.Up} {
			b.SetKeys(slices.DeleteFunc(slices.Clone(b.Keys()), func(s string) bool { return s == sends })...)
		}
		for _, b := range does {
			b.SetKeys(append(b.Keys(), sends)...)
		}
	}
	clicker(own[ClickerOn], &k.On, &k.PageDown)
	clicker(own[ClickerBack], &k.Back, &k.PageUp)
}

// typed is a key as bubbletea calls it.
func typed(name string) string { return either(name == "space", " ", name) }

// shownKeys are keys as hints name them, where that is not what bubbletea calls them.
var shownKeys = map[string]string{
	"pgdown": "PgDn", "pgup": "PgUp", " ": "Space", "enter": "Enter", "up": "↑", "down": "↓", "right": "→", "left": "←",
	"backspace": "Bksp", "insert": "Ins", "delete": "Del",
}

func shownKey(k string) string {
	shown := k
	if utf8.RuneCountInString(k) > 1 {
		head, _, _ := strings.Cut(k, "+")
		shown = strings.ToUpper(head[:1]) + head[1:] + strings.ToUpper(k[len(head):])
	}
	return cmp.Or(shownKeys[k], shown)
}

// clickerKeys are what clickers send instead of Page Down and Page Up: on, and back.
var clickerKeys = [][2]string{{"right", "left"}, {"down", "up"}}

// Check is what is wrong with keys that were chosen, in words, by their names; none
// where all can be had.
func (own OwnKeys) Check() map[string]string {
	wrong := map[string]string{}
	usual := newKeyMap()
	names := usual.named()
	for name, k := range own {
		switch {
		case name == ClickerOn, name == ClickerBack:
			if !isClickers(k) {
				wrong[name] = shownKey(typed(k)) + " cannot be a clicker's key; it may send right and left, down and up, or f1 to f12"
			}
		case !slices.ContainsFunc(names, func(n namedKey) bool { return n.name == name }):
			wrong[name] = "there is nothing called " + name + " that a key does; facilitate config keys lists all"
		case isForPanels(name, k):
			wrong[name] = k + " does something in lists and questions, where " + name + " has to do what it always does; choose another"
		case !isFree(name, typed(k)):
			wrong[name] = shownKey(typed(k)) + " cannot be chosen; choose a letter, a sign, f1 to f12 but f5, or ctrl and a letter"
		}
	}
	right := maps.Clone(own)
	maps.DeleteFunc(right, func(name, _ string) bool { return wrong[name] != "" })
	chosen := newKeyMap(right.change)
	all := chosen.named()
	shared := func(x, y *key.Binding) string {
		for _, s := range x.Keys() {
			if slices.Contains(y.Keys(), s) {
				return s
			}
		}
		return ""
	}
	for i, a := range all {
		for j, b := range all {
			if s := shared(a.key, b.key); i != j && s != "" && right[a.name] != "" && shared(names[i].key, names[j].key) == "" {
				wrong[a.name] = shownKey(s) + " is the key of " + b.name + " already; choose another, or another for that one too"
			}
		}
	}
	return wrong
}

// isClickers is whether a clicker may send a key for on and back.
func isClickers(k string) bool {
	return slices.Contains([]string{"right", "left", "down", "up", "home", "end"}, k) || slices.Contains(functionKeys, k)
}

var functionKeys = []string{"f1", "f2", "f3", "f4", "f6", "f7", "f8", "f9", "f10", "f11", "f12"} // F5 is a clicker's own

// isForPanels is whether a key chooses from lists or answers questions, in front of
// which the deed has to be done too.
func isForPanels(name, k string) bool {
	return slices.Contains([]string{"pause", "safety", "undo", "help"}, name) && len(k) == 1 && strings.Contains("jkxqyn", k)
}

// isFree is whether a key may be chosen for a deed: those that clickers send, that
// choose from lists and answer questions, and those that type are not.
func isFree(name, k string) bool {
	if r, size := utf8.DecodeRuneInString(k); size == len(k) {
		return unicode.IsGraphic(r) && !unicode.IsDigit(r) && r != ' ' && r != '.' && (r != 'b' || name == "blank")
	}
	letter, ctrl := strings.CutPrefix(k, "ctrl+")
	return slices.Contains(functionKeys, k) || slices.Contains([]string{"home", "end", "insert", "delete", "backspace", "left", "right"}, k) ||
		ctrl && len(letter) == 1 && letter[0] >= 'a' && letter[0] <= 'z' && !strings.Contains("chijmz", letter)
}
