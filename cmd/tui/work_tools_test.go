package tui

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"
)

// describe is all that some values hold.
func describe(values ...any) string { return fmt.Sprintf("%+v ", values) }

// paste pastes a text, all in one message.
func (c *console) paste(text string) {
	c.t.Helper()
	c.update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text), Paste: true})
}
