package tui

import (
	"cmp"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

// keyMap is every key of the console, bound once: what a key does is matched through
// its binding, and every hint and the help name it by its binding's help. A clicker
// sends Page Down and Page Up, and some send F5, Esc, "." or "b" as well: none of these
// five may start, end, go back a phase or answer a question. The last two do what they
// are there for, where a room's screen is open: blank it.
type keyMap struct {
	On, Back                         key.Binding
	LookAhead, LookBack              key.Binding
	Start                            key.Binding
	Next, Skip, SkipActivity, GoBack key.Binding
	Goto, Finish                     key.Binding
	Begin, Insert, Fix               key.Binding
	Pause, Kinds                     key.Binding
	More, Less, Allot, Until         key.Binding
	Late, Backdate, Undo             key.Binding
	Safety, Agenda, Help, Quit       key.Binding
	BookStart, Tick                  key.Binding
	Capture, Kept, LeaveOut, Suspend key.Binding
	TakeDone, Again, TakeClicker     key.Binding
	People, Room, Blank              key.Binding
	Hands, Points, Later, GiveWord   key.Binding

	Close key.Binding // what stands in front
	panelKeys
}

// panelKeys are the keys of what stands in front of the notes, beside those
// that do there what they always do.
type panelKeys struct {
	Down, Up, PageDown, PageUp key.Binding // in a text
	ListDown, ListUp           key.Binding // in a list, where no letter is wanted for something else
	First, Last                key.Binding
	Enter                      key.Binding // what is typed or chosen
	Cancel                     key.Binding // what is typed
	Leave                      key.Binding // a list
	Clicker                    key.Binding // what clickers send and no field takes
	ClickerToo                 key.Binding // what else they send: where nothing is typed it does nothing
	OtherKind                  key.Binding // of a kept line
	TickOff                    key.Binding
	Strike                     key.Binding
	Erase                      key.Binding
	NextNumber                 key.Binding // of a show of hands
	Groups                     key.Binding // by their numbers
	Options, Surer             key.Binding // of a recovery
}

func bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

func newKeyMap(changes ...func(*keyMap)) keyMap {
	k := keyMap{
		On:           bind("PgDn", "on: the next note", "pgdown", " ", "enter"),
		Back:         bind("PgUp", "back a note, within the phase", "pgup"),
		LookAhead:    bind("↓", "look ahead", "down"),
		LookBack:     bind("↑", "look back", "up"),
		Start:        bind("Enter", "start the session", "enter"),
		Next:         bind("n", "next phase now, whatever notes are left", "n"),
		Skip:         bind("x", "skip this phase", "x"),
		SkipActivity: bind("X", "skip the rest of this activity", "X"),
		GoBack:       bind("Bksp", "go back to the phase before", "backspace"),
		Goto:         bind("g", "go to a phase: choose from a list", "g"),
		Begin:        bind("N", "begin now what waits for its fixed time", "N"),
		Insert:       bind("i", "insert: take a break, a spare activity or another now, and come back", "i"),
		Fix:          bind("f", "a fixed time for an activity: another, or none", "f"),
		Finish:       bind("F", "finish the session here", "F"),
		Pause:        bind("p", "pause at once, and go on again", "p"),
		Kinds:        kindKeys(),
		More:         bind("+", "a minute more for this phase", "+", "="),
		Less:         bind("-", "a minute less for this phase", "-", "_"),
		Allot:        bind("t", "another time for this phase or a later one", "t"),
		Until:        bind("e", "the end: we must be out by …", "e"),
		Late:         bind("l", "late or early: what can be done, and what each would change", "l"),
		Backdate:     bind("m", "we moved on a minute ago; again: another minute", "m"),
		Undo:         bind("u", "undo the last of these; again: the one before", "u"),
		Capture:      bind("c", "keep a line: what the room said, a question for later, a note", "c"),
		Kept:         bind("k", "the kept lines: read back, change, strike", "k"),
		LeaveOut:     bind("w", "leave out the time the computer slept", "w"),
		Suspend:      bind("Ctrl+Z", "back to the shell for a moment; fg returns", "ctrl+z"),
		Safety:       bind("s", "safety card", "s"),
		Agenda:       bind("a", "agenda: planned, expected and actual times", "a"),
		Help:         bind("?", "this help", "?"),
		Quit:         bind("q", "leave the program (asks)", "q", "ctrl+c"),
		Close:        bind("Esc", "close", "esc"),
		BookStart:    bind("t", "set the booked start", "t"),
		Tick:         bind("x", "tick off what is there", "x"),
		People:       bind("j", "people and groups: form them, pairs, somebody joins or leaves", "j"),
		Room:         bind("r", "the room's screen and the phone", "r"),
		Blank:        bind("b", "the room's screen black, and back; a clicker's black key does the same", "b", "."),
		Hands:        bind("h", "in a quiz: count hands for true and for false", "h"),
		Points:       bind("v", "in a quiz: which groups had it right", "v"),
		Later:        bind("y", "in a round: this group later", "y"),
		GiveWord:     bind("1-9", "in a round: give that group the word", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		TakeDone:     bind("d", "take this phase as done in its time: the clock goes on by what is left of it", "d"),
		Again:        bind("o", "once more: again from the start of this phase, as if the time since had not been", "o"),
		TakeClicker:  bind("y", "take the key that came for the clicker's: on, and back", "y"),
		panelKeys:    newPanelKeys(),
	}
	for _, change := range changes {
		change(&k)
	}
	tell := func(b *key.Binding, more string) { b.SetHelp(b.Help().Key, b.Help().Desc+more) } // what another key has to do with it
	tell(&k.On, "; "+others(k.On)+" do the same")
	tell(&k.LookAhead, "; "+k.On.Help().Key+" returns to the place")
	tell(&k.LookBack, "; "+k.On.Help().Key+" returns to the place")
	tell(&k.Later, "; "+spoken(k.On)+" comes back to it")
	return k
}

func newPanelKeys() panelKeys {
	return panelKeys{
		Down:       bind("↓", "a line down", "down"),
		Up:         bind("↑", "a line up", "up"),
		PageDown:   bind("PgDn", "a page down", "pgdown", " "),
		PageUp:     bind("PgUp", "a page up", "pgup"),
		ListDown:   bind("↓", "the next one", "down", "j"),
		ListUp:     bind("↑", "the one before", "up", "k"),
		First:      bind("Home", "the first one", "home"),
		Last:       bind("End", "the last one", "end"),
		Enter:      bind("Enter", "take what is typed or chosen", "enter"),
		Cancel:     bind("Esc", "leave it as it is", "esc", "ctrl+c"),
		Leave:      bind("Esc", "leave it as it is", "esc", "q", "ctrl+c"),
		Clicker:    bind("a clicker's keys", "nothing", "pgdown", "pgup", "f5"),
		ClickerToo: bind("a clicker's other keys", "nothing", "f5", ".", "b"),
		OtherKind:  bind("Tab", "another kind", "tab"),
		TickOff:    bind("x", "tick", "x"),
		Strike:     bind("x", "strike", "x"),
		Erase:      bind("Backspace", "take out the last one", "backspace"),
		NextNumber: bind("Space", "the next number", " ", "tab", ",", "/"),
		Groups:     bind("1-9", "a group", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		Options:    bind("1 2 3", "do it", "1", "2", "3"),
		Surer:      bind("8", "aim at 8 in 10", "8"),
	}
}

// work are the keys of a quiz and of a feedback round.
func (k keyMap) work() []key.Binding { return []key.Binding{k.Hands, k.Points, k.Later, k.GiveWord} }

func (k keyMap) room() []key.Binding { return []key.Binding{k.Room, k.Blank} }

func (k keyMap) rehearsal() []key.Binding { return []key.Binding{k.TakeDone, k.Again} }

// always are the keys that work in front of a panel too: the pause and the
// safety card wait for nothing.
func (k keyMap) always() []key.Binding { return []key.Binding{k.Pause, k.Safety, k.Undo, k.Help} }

// console are the keys of a delivery under way, in the order help shows them.
func (k keyMap) console() []key.Binding {
	return []key.Binding{
		k.On, k.Back, k.LookAhead, k.LookBack,
		k.Pause, k.Kinds, k.More, k.Less, k.Undo, k.Safety, k.Capture, k.Kept, k.People,
		k.Next, k.Skip, k.SkipActivity, k.GoBack, k.Goto, k.Begin, k.Insert, k.Backdate,
		k.Late, k.Allot, k.Until, k.Fix, k.LeaveOut, k.Agenda, k.Finish, k.Help, k.Close, k.Suspend, k.Quit,
	}
}

// nth is which of a binding's keys was pressed, from 0; -1 where none was.
func nth(msg tea.KeyMsg, b key.Binding) int { return slices.Index(b.Keys(), msg.String()) }

// named is a key as hints name it.
func named(b key.Binding) string { return b.Help().Key }

// spokenNames are names of keys in a sentence, where they are not those that
// hints have or that bubbletea gives.
var spokenNames = map[string]string{"PgDn": "Page Down", "PgUp": "Page Up", "pgdown": "Page Down", "pgup": "Page Up", " ": "Space", "enter": "Enter", "backspace": "Backspace"}

// spoken is a key's name in a sentence.
func spoken(b key.Binding) string { return cmp.Or(spokenNames[named(b)], named(b)) }

// others are a binding's keys beside the one that hints name.
func others(b key.Binding) string {
	return strings.Join(collect(b.Keys()[1:], spokenKey), " and ")
}

// spokenKey is the name in a sentence of a key as bubbletea calls it.
func spokenKey(k string) string { return cmp.Or(spokenNames[k], shownKey(k)) }

// hint says in a few words what a key does at this moment.
func hint(b key.Binding, does string) string { return named(b) + " " + does }

// keyRow are the keys of the last line, the most important ones first.
type keyRow = []draw.KeyHint

// press is a key in that line.
func press(b key.Binding, does string) draw.KeyHint { return draw.KeyHint{Key: named(b), Does: does} }

// pressOne is one of several keys in that line.
func pressOne(does string, of ...key.Binding) draw.KeyHint {
	return draw.KeyHint{Key: strings.Join(collect(of, named), " "), Does: does}
}

func (k keyMap) scrolls() draw.KeyHint { return pressOne("scroll", k.Up, k.Down, k.PageUp, k.PageDown) }

func (k keyMap) chooses() draw.KeyHint { return pressOne("choose", k.ListUp, k.ListDown) }

// underWay are the keys of a session under way, with those that a situation has
// of its own: in the same order in each.
func (k keyMap) underWay(on string, own ...draw.KeyHint) keyRow {
	row := append(keyRow{press(k.On, on), press(k.Pause, "pause")}, own...)
	return append(row, press(k.Safety, "safety"), press(k.Undo, "undo"), press(k.More, "minute"), press(k.Goto, "go to"), press(k.Help, "help"))
}

// kindKeys are the digits that name the kinds of a pause.
func kindKeys() key.Binding {
	digits := strings.Split("123456789", "")[:len(run.PauseKinds)]
	kinds := strings.Join(collect(run.PauseKinds, run.PauseKind.Word), ", ")
	return bind("1-"+itoa(len(digits)), "while paused, say why: "+kinds, digits...)
}

// kindHints are the kinds of a pause, each with its key.
func (k keyMap) kindHints() (row keyRow) {
	for i, kind := range run.PauseKinds {
		row = append(row, draw.KeyHint{Key: k.Kinds.Keys()[i], Does: kind.Word()})
	}
	return row
}

// kinds are they in a sentence.
func (k keyMap) kinds() string {
	all := collect(k.kindHints(), func(h draw.KeyHint) string { return h.Key + " " + h.Does })
	return strings.Join(all, "  ")
}

// goesOn ends what is said of a pause.
func (k keyMap) goesOn() string { return "   (" + hint(k.Pause, "goes on") + ")" }

// takesBack ends the answer to what can be undone.
func (k keyMap) takesBack() string { return "   (" + hint(k.Undo, "takes it back") + ")" }
