package tui

import (
	"strings"
	"sync/atomic"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
)

const (
	aFew       = 5                     // letters that come in one piece are keys, as over a slow line; more were pasted
	pasteEnds  = 30 * time.Millisecond // how long nothing comes after a paste: what follows sooner is more of it
	pieceEnds  = 10 * time.Millisecond // how long letters wait for others of a piece that the terminal does not tell of
	mostPasted = 1 << 17               // how many letters of a paste are looked at: no field takes as many
)

// pasteFilter tells what hands press from what is pasted in a terminal that puts no
// brackets around it, where each letter would be a key. It stands before the
// console and hands a paste on as one message, whatever comes it came in.
type pasteFilter struct {
	send     func(tea.Msg)
	terminal *piecewise // nil where it does not say what came in one piece

	keys   []tea.KeyMsg // keys that may be the beginning of a paste
	paste  *pastedText  // nil: nothing is being pasted
	newest time.Time    // when the newest of it came
}

// Messages to the filter itself.
type (
	pieceEnded struct{} // what came in one piece has come
	pasteEnded struct{} // nothing has come for a while
)

// inOrder are messages that are taken in one after the other.
type inOrder []tea.Msg

// pastedText is a text that came all at once. Without brackets it may have been
// typed all the same, over a line that was slow.
type pastedText struct {
	text      []rune
	bracketed bool
}

// filter takes a message before the console does; nil keeps it from the console yet.
func (h *pasteFilter) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case pieceEnded:
		if h.paste == nil {
			return h.handOver()
		}
		return nil
	case pasteEnded:
		if since := time.Since(h.newest); h.paste != nil && since < pasteEnds {
			h.after(pasteEnds-since, pasteEnded{})
			return nil
		}
		return h.handOver()
	case tea.KeyMsg:
		return h.key(msg)
	}
	return msg
}

func (h *pasteFilter) key(msg tea.KeyMsg) tea.Msg {
	text := letters(msg)
	inPaste := h.terminal.inPaste(len(string(text)))
	switch {
	case msg.Paste || text != nil && (inPaste || h.paste != nil):
		h.addToPaste(text, msg.Paste)
	case text == nil, h.terminal.tells(), len(h.keys) == 0 && msg.Type != tea.KeyRunes:
		return h.handOver(msg)
	default:
		if len(h.keys) == 0 {
			h.after(pieceEnds, pieceEnded{})
		}
		h.keys = append(h.keys, msg)
		if text = h.text(); len(text) > aFew {
			h.keys = nil
			h.addToPaste(text, false)
		}
	}
	return nil
}

// letters are what a key is in a text; nil where it is none.
func letters(msg tea.KeyMsg) []rune {
	switch {
	case msg.Alt:
	case msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace:
		return msg.Runes
	case msg.Type == tea.KeyEnter || msg.Type == tea.KeyCtrlJ:
		return []rune{'\n'}
	case msg.Type == tea.KeyTab:
		return []rune{'\t'}
	}
	return nil
}

func (h *pasteFilter) text() (text []rune) {
	for _, k := range h.keys {
		text = append(text, letters(k)...)
	}
	return text
}

func (h *pasteFilter) addToPaste(text []rune, bracketed bool) {
	if h.paste == nil {
		h.paste = &pastedText{}
		h.after(pasteEnds, pasteEnded{})
	}
	h.newest = time.Now()
	h.paste.bracketed = h.paste.bracketed || bracketed
	h.paste.text = append(h.paste.text, text[:min(len(text), mostPasted-len(h.paste.text))]...)
}

// handOver hands over all that has been waiting, and then other messages.
func (h *pasteFilter) handOver(then ...tea.Msg) tea.Msg {
	var all inOrder
	if h.paste != nil {
		all = append(all, *h.paste)
	}
	for _, k := range h.keys {
		all = append(all, k)
	}
	h.paste, h.keys = nil, nil
	switch all = append(all, then...); len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

func (h *pasteFilter) after(d time.Duration, msg tea.Msg) {
	time.AfterFunc(d, func() { h.send(msg) })
}

// piecewise is a terminal that tells when it gives more letters in one piece
// than hands press.
type piecewise struct {
	*draw.Asked
	wasRead     atomic.Bool
	lettersOwed atomic.Int64 // how many bytes of a paste are to come as letters yet
}

func (p *piecewise) Read(b []byte) (int, error) {
	p.wasRead.Store(true)
	n, err := p.Asked.Read(b)
	p.lettersOwed.Store(lettersPasted(b[:n]))
	return n, err
}

// lettersPasted is how many bytes of a piece are letters, if they were pasted.
// Where there is an escape sequence the terminal tells itself what it is.
func lettersPasted(piece []byte) int64 {
	words, all := false, 0
	for _, c := range piece {
		switch {
		case c == '\x1b':
			return 0
		case c == ' ' || c == '\r' || c == '\n' || c == '\t':
			all++
		case c > ' ' && c != 0x7f:
			words = true
			all++
		}
	}
	if !words || all <= aFew {
		return 0 // blanks alone go on, and may be held down
	}
	return int64(all)
}

// tells is whether the terminal tells of its pieces. That of Windows gives
// keys one by one, and is never read.
func (p *piecewise) tells() bool { return p != nil && p.wasRead.Load() }

// inPaste is whether the next letters, of so many bytes, were pasted.
func (p *piecewise) inPaste(bytes int) bool {
	return p != nil && p.lettersOwed.Add(-int64(bytes)) > -int64(bytes)
}

type field interface {
	paste(m *Model, text string)
}

// paste takes a pasted text in its turn, or at once where it goes into a line.
func (m *Model) paste(p pastedText) tea.Cmd {
	s := m.newStep(func() tea.Cmd { return m.takePaste(p) })
	if line, open := m.front().(*capturePanel); open && !line.isSent && m.turns.isBusy() {
		line.paste(m, string(p.text))
		return nil
	}
	return m.inTurn(s)
}

// takePaste takes in a text that came all at once: into a field as a whole,
// and nowhere else. None of it is a key.
func (m *Model) takePaste(p pastedText) tea.Cmd {
	if m.isLeaving || len(p.text) == 0 {
		return nil
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(p.text))
	line, entered := strings.CutSuffix(text, "\n")
	typed := !p.bracketed && !strings.Contains(line, "\n") // or as good as that
	if typed {
		line = m.takeKeysAhead(line)
	}
	f, ok := m.panelMet().(field)
	if !ok {
		m.say("pasted text does nothing here; " + hint(m.keys.Capture, "opens a line for it"))
		return nil
	}
	f.paste(m, line)
	if typed && entered {
		return m.key(tea.KeyMsg{Type: tea.KeyEnter})
	}
	return nil
}

// takeKeysAhead takes from the beginning of a line what are keys if it was typed
// over a slow line: the one that opens a line to keep, and Tab in it. No word
// shall be lost there.
func (m *Model) takeKeysAhead(line string) string {
	press := func(is string, key tea.KeyMsg) {
		if rest, ok := strings.CutPrefix(line, is); ok {
			m.key(key)
			line = rest
		}
	}
	if m.panelMet() == nil {
		for _, k := range m.keys.Capture.Keys() {
			press(k, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)})
		}
	}
	if _, ok := m.panelMet().(field); ok {
		press("\t", tea.KeyMsg{Type: tea.KeyTab})
	}
	return line
}
