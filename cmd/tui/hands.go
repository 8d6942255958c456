package tui

import (
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

// aFew is how many letters may come in one piece and still be keys, as they do
// over a slow line. More of them were pasted.
const aFew = 5

const (
	// pasteEnds is how long nothing comes after a paste: what follows sooner is
	// more of it.
	pasteEnds = 30 * time.Millisecond
	// pieceEnds is how long letters wait for others of the same piece where the
	// terminal does not say that it was read to its end.
	pieceEnds = 10 * time.Millisecond
	// mostPasted is how many letters of a paste are looked at: no field takes as
	// many.
	mostPasted = 1 << 17
)

// hands tells what hands press from what is pasted in a terminal that puts no
// brackets around it, where each letter would be a key. It stands before the
// console and hands a paste on as one message, whatever comes it came in.
type hands struct {
	send  func(tea.Msg)
	reads func() bool // whether the terminal says when it was read to its end

	waiting []tea.KeyMsg // keys that may be the beginning of a paste
	pasted  *pasted      // nil: nothing is being pasted
	newest  time.Time    // when the newest of it came
}

// Messages to hands itself.
type (
	pieceRead  struct{} // all that came in one piece was handed over
	pasteEnded struct{} // nothing has come for a while
)

// inOrder are messages that are taken in one after the other.
type inOrder []tea.Msg

// pasted is a text that came all at once. Without brackets it may have been
// typed all the same, over a line that was slow.
type pasted struct {
	text      []rune
	bracketed bool
}

// filter takes a message before the console does; nil where the console is to
// have nothing of it yet.
func (h *hands) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case pieceRead:
		if h.pasted == nil {
			return h.handOver()
		}
		return nil
	case pasteEnded:
		if since := time.Since(h.newest); h.pasted != nil && since < pasteEnds {
			h.after(pasteEnds-since, pasteEnded{})
			return nil
		}
		return h.handOver()
	case tea.KeyMsg:
		return h.key(msg)
	}
	return msg
}

func (h *hands) key(msg tea.KeyMsg) tea.Msg {
	switch text := letters(msg); {
	case msg.Paste || h.pasted != nil && text != nil:
		h.paste(text, msg.Paste)
	case text == nil, len(h.waiting) == 0 && msg.Type != tea.KeyRunes:
		return h.handOver(msg)
	default:
		if len(h.waiting) == 0 && !h.reads() {
			h.after(pieceEnds, pieceRead{})
		}
		h.waiting = append(h.waiting, msg)
		if text = h.text(); len(text) > aFew {
			h.waiting = nil
			h.paste(text, false)
		}
	}
	return nil
}

// letters are what a key is in a text; nil where it is none.
func letters(msg tea.KeyMsg) []rune {
	switch {
	case msg.Alt:
		return nil
	case msg.Type == tea.KeyRunes || msg.Type == tea.KeySpace:
		return msg.Runes
	case msg.Type == tea.KeyEnter || msg.Type == tea.KeyCtrlJ:
		return []rune{'\n'}
	case msg.Type == tea.KeyTab:
		return []rune{'\t'}
	}
	return nil
}

// text is what the keys that wait are as a text.
func (h *hands) text() (text []rune) {
	for _, k := range h.waiting {
		text = append(text, letters(k)...)
	}
	return text
}

func (h *hands) paste(text []rune, bracketed bool) {
	if h.pasted == nil {
		h.pasted = &pasted{}
		h.after(pasteEnds, pasteEnded{})
	}
	h.newest = time.Now()
	h.pasted.bracketed = h.pasted.bracketed || bracketed
	h.pasted.text = append(h.pasted.text, text[:min(len(text), mostPasted-len(h.pasted.text))]...)
}

// handOver hands over all that has been waiting, and then other messages.
func (h *hands) handOver(then ...tea.Msg) tea.Msg {
	var all inOrder
	if h.pasted != nil {
		all = append(all, *h.pasted)
	}
	for _, k := range h.waiting {
		all = append(all, k)
	}
	h.pasted, h.waiting = nil, nil
	switch all = append(all, then...); len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

func (h *hands) after(d time.Duration, msg tea.Msg) {
	time.AfterFunc(d, func() { h.send(msg) })
}

// piecewise is a terminal that says when what it read last has been handed
// over: then its reader asks for more.
type piecewise struct {
	*os.File
	handedOver func()
	asked      atomic.Bool
}

func (p *piecewise) Read(b []byte) (int, error) {
	if p.asked.Swap(true) {
		p.handedOver()
	}
	return p.File.Read(b)
}

// field is a panel that takes text.
type field interface {
	paste(m *Model, text string)
}

// paste takes in a text that came all at once: into a field as a whole, and
// nowhere else. None of it is a key.
func (m *Model) paste(p pasted) tea.Cmd {
	if m.quitting || len(p.text) == 0 {
		return nil
	}
	f, ok := m.panel.(field)
	if !ok {
		m.say("pasted text does nothing here; c opens a line for it")
		return nil
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(p.text))
	text, entered := strings.CutSuffix(text, "\n")
	f.paste(m, text)
	if entered && !p.bracketed && !strings.Contains(text, "\n") {
		return m.key(tea.KeyMsg{Type: tea.KeyEnter}) // a line typed, or as good as that
	}
	return nil
}

// insert puts a pasted text where the cursor of a field is.
func insert(into *textinput.Model, text string) {
	*into, _ = into.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
}
