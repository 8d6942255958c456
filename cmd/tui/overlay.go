package tui

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// panel stands in front of the notes and takes the keys. The clock, the
// verdict and the banner stay above it.
//
// A panel that scrolls, or whose draw depends on the room it has otherwise, also
// has fit, which comes before draw: drawing changes nothing.
type panel interface {
	title(m *Model) string
	draw(m *Model, width, height int) []string
	hint(m *Model) keyRow // the keys it takes
	key(m *Model, msg tea.KeyMsg) tea.Cmd
}

// overlay is what stands in front of the notes, the one in front last. What is opened
// later stands in front of what was opened before, whenever its turn comes: a line to
// keep is opened at once, and what an earlier key opens comes behind it.
type overlay []layer

type layer struct {
	panel
	turn int // of the step that opened it
}

func (o *overlay) add(l layer) {
	i := len(*o)
	for i > 0 && (*o)[i-1].turn > l.turn {
		i--
	}
	*o = slices.Insert(*o, i, l)
}

func (o *overlay) close(p panel) {
	*o = slices.DeleteFunc(*o, func(l layer) bool { return l.panel == p })
}

func (m *Model) front() panel {
	if len(m.overlay) == 0 {
		return nil
	}
	return m.overlay[len(m.overlay)-1].panel
}

// panelMet is the panel that the step under way meets: the one in front of those
// that were opened before it; nil where there is none.
func (m *Model) panelMet() panel {
	for _, l := range slices.Backward(m.overlay) {
		if l.turn <= m.turns.underWay.turn {
			return l.panel
		}
	}
	return nil
}

// open puts a panel in the place of the one that was met; its keys are shown at
// once, not the answer to the key before.
func (m *Model) open(p panel) {
	if was := m.panelMet(); was != nil {
		m.overlay.close(was)
	}
	m.openOver(p)
}

// openOver puts a panel in front of the one met, which is there again afterwards.
func (m *Model) openOver(p panel) {
	m.overlay.add(layer{panel: p, turn: m.turns.underWay.turn})
	m.answer = ""
}

// comeUp puts a panel in front that no key opens. What is being typed is
// finished first, and a key that was on its way answers no question.
func (m *Model) comeUp(p panel) tea.Cmd {
	turn := m.turns.newest
	if _, typing := m.front().(field); typing {
		turn = m.overlay[len(m.overlay)-1].turn - 1
	}
	m.overlay.add(layer{panel: p, turn: turn})
	m.answer = ""
	if q, asks := p.(*questionPanel); asks {
		q.from = m.lastMessage.Add(doublePress)
		return tea.Tick(doublePress, func(time.Time) tea.Msg { return questionReady{} })
	}
	return nil
}

// questionReady comes when a question takes answers that came up by itself.
type questionReady struct{}

// close takes a panel away. The key that did so may bounce: it must not start
// the session.
func (m *Model) close(p panel) {
	m.overlay.close(p)
	m.guard(Start)
}

// closeWork takes a panel away that belongs to what people do. Its last key may
// bounce, and must not take a step there.
func (m *Model) closeWork(p panel) {
	m.close(p)
	m.guard(waysToStep...)
}

// doublePress is the least time between the key that announces a phase, or
// starts the session, and the one that goes on: a press that bounces must not
// lose a phase's first note.
const doublePress = 500 * time.Millisecond

// grace is when something new came for each intent that a key which bounces
// must not have: what came is not to be lost by it.
type grace map[Intent]time.Time

// guard gives what came this moment half a second.
func (m *Model) guard(from ...Intent) {
	for _, i := range from {
		m.grace[i] = m.real
	}
}

// isBounce is whether what is wanted comes of the press before.
func (m *Model) isBounce(i Intent) bool { return m.real.Sub(m.grace[i]) < doublePress }

// What a key that bounces would do to what is new: leave a phase, take a step of a
// quiz or a round.
var (
	waysToLeave = []Intent{NextNote, NextPhase, SkipPhase, SkipActivity, PreviousPhase, TakeAsDone}
	waysToStep  = []Intent{NextNote, PreviousNote}
)
