package evaluate

import (
	"github.com/charmbracelet/bubbles/key"

	"facilitate/cmd/tui/draw"
)

// keys are those of the screen, each bound once: what a key does is matched through
// its binding, and hints call it as that does.
var keys = struct {
	On, Back, Keep, Forms              key.Binding // in a form
	Choose                             key.Binding // and these among forms
	Correct, Strike, Undo, Next, Leave key.Binding
	Yes, No                            key.Binding // to a question
	Suspend, Interrupt                 key.Binding
}{
	On:        bind("Enter", "goes on", "enter", "tab", "down"),
	Back:      bind("↑", "back", "up", "shift+tab"),
	Keep:      bind("Ctrl+S", "keep now", "ctrl+s"),
	Forms:     bind("Esc", "forms: correct, strike, undo, leave", "esc"),
	Choose:    bind("↑ ↓", "or number"),
	Correct:   bind("Enter", "correct", "enter"),
	Strike:    bind("s", "strike", "s"),
	Undo:      bind("u", "undo", "u"),
	Next:      bind("n", "next form", "n", "esc"),
	Leave:     bind("q", "leave", "q"),
	Yes:       bind("y", "leave", "y", "Y"),
	No:        bind("n", "stay", "n", "N", "esc"),
	Suspend:   bind("Ctrl+Z", "back to the shell", "ctrl+z"),
	Interrupt: bind("Ctrl+C", "leave", "ctrl+c"),
}

func bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

func named(b key.Binding) string { return b.Help().Key }

// hint is a key in the last line, with a shorter word for a narrow window.
func hint(b key.Binding, short string) draw.KeyHint {
	return draw.KeyHint{Key: named(b), Does: b.Help().Desc, Short: short}
}
