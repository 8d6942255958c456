package tui

import "github.com/charmbracelet/bubbles/key"

// keyMap is every key of the console. The help is made from it. A clicker
// sends Page Down and Page Up, and some send F5, Esc, "." or "b" as well: none
// of these five may start, end, go back a phase or answer a question. The last
// two do what they are there for, where a room's screen is open: blank it.
type keyMap struct {
	On, Back                          key.Binding
	LookAhead, LookBack               key.Binding
	Start                             key.Binding
	Next, Skip, SkipActivity, GoBack  key.Binding
	Goto, Finish                      key.Binding
	Pause, Kinds                      key.Binding
	More, Less, Allot, Until          key.Binding
	Late, Backdate, Undo              key.Binding
	Safety, Agenda, Help, Quit, Close key.Binding
	BookStart, Tick                   key.Binding
	Capture, Kept, LeaveOut, Suspend  key.Binding
	TakeDone, Again                   key.Binding
	People, Room, Blank               key.Binding
	Hands, Points, Later, GiveWord    key.Binding
}

func newKeyMap() keyMap {
	bind := func(shown, does string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
	}
	return keyMap{
		On:           bind("PgDn", "on: the next note; Space and Enter do the same", "pgdown", " ", "enter"),
		Back:         bind("PgUp", "back a note, within the phase", "pgup"),
		LookAhead:    bind("↓", "look ahead; PgDn returns to the place", "down"),
		LookBack:     bind("↑", "look back; PgDn returns to the place", "up"),
		Start:        bind("Enter", "start the session", "enter"),
		Next:         bind("n", "next phase now, whatever notes are left", "n"),
		Skip:         bind("x", "skip this phase", "x"),
		SkipActivity: bind("X", "skip the rest of this activity", "X"),
		GoBack:       bind("Bksp", "go back to the phase before", "backspace"),
		Goto:         bind("g", "go to a phase: choose from a list", "g"),
		Finish:       bind("F", "finish the session here", "F"),
		Pause:        bind("p", "pause at once, and go on again", "p"),
		Kinds:        bind("1-4", "while paused, say why: question, break, incident, other", "1", "2", "3", "4"),
		More:         bind("+", "a minute more for this phase", "+", "="),
		Less:         bind("-", "a minute less for this phase", "-", "_"),
		Allot:        bind("t", "another time for this phase or a later one", "t"),
		Until:        bind("e", "the end: we must be out by …", "e"),
		Late:         bind("l", "late: what can be done, and what each would change", "l"),
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
		Later:        bind("y", "in a round: this group later; Page Down comes back to it", "y"),
		GiveWord:     bind("1-9", "in a round: give that group the word", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		TakeDone:     bind("d", "take this phase as done in its time: the clock goes on by what is left of it", "d"),
		Again:        bind("o", "once more: again from the start of this phase, as if the time since had not been", "o"),
	}
}

// work are the keys of a quiz and of a feedback round.
func (k keyMap) work() []key.Binding { return []key.Binding{k.Hands, k.Points, k.Later, k.GiveWord} }

// before are the keys that do something else before the start.
func (k keyMap) before() []key.Binding { return []key.Binding{k.Start, k.BookStart, k.Tick} }

// room are the keys of the room's screen.
func (k keyMap) room() []key.Binding { return []key.Binding{k.Room, k.Blank} }

// rehearsal are the keys that only a rehearsal has.
func (k keyMap) rehearsal() []key.Binding { return []key.Binding{k.TakeDone, k.Again} }

// console are the keys of a delivery under way, in the order help shows them.
func (k keyMap) console() []key.Binding {
	return []key.Binding{
		k.On, k.Back, k.LookAhead, k.LookBack,
		k.Pause, k.Kinds, k.More, k.Less, k.Undo, k.Safety, k.Capture, k.Kept, k.People,
		k.Next, k.Skip, k.SkipActivity, k.GoBack, k.Goto, k.Backdate,
		k.Late, k.Allot, k.Until, k.LeaveOut, k.Agenda, k.Finish, k.Help, k.Close, k.Suspend, k.Quit,
	}
}
