package tui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

// layout is where everything stands in the window, and the lines there. It is
// computed after each Update: keys scroll by it, and View shows it and nothing
// else.
type layout struct {
	// width and height are the room for the notes, or for what stands in front
	// of them.
	width, height int
	lines         []string
}

// agendaWidth is the column the agenda takes where there is room for it.
const agendaWidth = 36

// isRoomy is whether there is room for blank lines and for what comes next.
func (m *Model) isRoomy() bool { return m.height >= 20 }

// isTiny is whether there is no room for block figures, or for them and a panel.
func (m *Model) isTiny() bool {
	return m.height < 12 || m.width < 34 || m.front() != nil && m.height < 14
}

// mainWidth is the width of the console, the agenda's column apart where it fits.
func (m *Model) mainWidth() int {
	if m.width >= 110 && m.height >= 24 {
		return m.width - agendaWidth - 3
	}
	return m.width
}

func (m *Model) resize(width, height int) {
	if width > 0 && height > 0 { // some terminals do not know their size
		m.width, m.height = width, height
	}
}

// arrange lays everything out, the most important things first: what does not
// fit is left out from the bottom of the order of size.
func (m *Model) arrange() {
	var lines []string
	if _, whole := m.front().(*doorPanel); whole { // its picture is twenty lines high
		m.fit(m.width, m.height)
		lines = m.front().draw(m, m.width, m.height)
	} else if f := m.frame(); m.isTiny() {
		lines = m.arrangeTiny(f)
	} else {
		lines = m.arrangeAround(f)
	}
	lines = lines[:min(len(lines), m.height)]
	for i := range lines {
		lines[i] = draw.Fit(lines[i], m.width)
	}
	m.layout.lines = lines
}

// fit gives the notes, or the panel in front, so much room, and brings what was
// scrolled to into it.
func (m *Model) fit(width, height int) {
	m.layout.width, m.layout.height = width, height
	switch p := m.front().(type) {
	case nil:
		if m.state().Current() != run.NoPhase && !m.isAnnounced {
			m.scroll = max(0, min(m.scroll, m.noteHeight()-height))
		}
	case interface {
		fit(m *Model, width, height int)
	}:
		p.fit(m, width, height)
	}
}

// arrangeAround has the band over the whole width, and under it the notes, what
// comes next and the keys, with the agenda beside them where it fits.
func (m *Model) arrangeAround(f frame) []string {
	lines := m.band(f)
	if f.banner != "" || m.isRoomy() {
		lines = append(lines, " "+f.banner)
	}
	under := m.arrangeUnder(f, m.height-len(lines))
	if width := m.mainWidth(); width < m.width {
		for i, right := range draw.Rows(m.agendaColumn(agendaWidth, len(under)), len(under)) {
			under[i] = draw.Pad(under[i], width) + m.theme.Rule.Render(" │ ") + right
		}
	}
	return append(lines, under...)
}

// arrangeUnder is what stands under the band, so high.
func (m *Model) arrangeUnder(f frame, height int) (lines []string) {
	main := m.mainWidth()
	var below []string
	if m.isRoomy() {
		below = append(append(below, m.theme.Rule.Render(strings.Repeat("─", main))), f.foot...)
	}
	keys := m.height >= 14 || m.showsAnswer()
	height -= 1 + len(below)
	if keys {
		height--
	}
	m.fit(main-1, height)
	heading, body := m.body()
	more := m.more()
	lines = append(lines, m.rule(draw.Fit(heading, main-8-lipgloss.Width(more))+more, main))
	lines = append(append(lines, draw.Rows(body, height)...), below...)
	if keys {
		lines = append(lines, " "+draw.Fit(m.keysOrAnswer(f), main-2))
	}
	return lines
}

// arrangeTiny is for a window too small for block figures, or for them and a panel.
func (m *Model) arrangeTiny(f frame) []string {
	lines := []string{m.tinyBand(f), f.header}
	if p := m.front(); p != nil {
		lines[1] = m.theme.Strong.Render(p.title(m))
	}
	if m.showsAnswer() {
		lines[1] = m.keysOrAnswer(f)
	}
	if m.state().Rehearsal() {
		lines[1] = draw.Apart(lines[1], strings.TrimSpace(m.rehearsalMark()), m.width)
	}
	m.fit(max(1, m.width-1), max(1, m.height-len(lines)))
	_, body := m.body()
	return append(lines, body...)
}

// body is what stands in the room for it: the panel in front, or what is to be
// seen there at this stage.
func (m *Model) body() (heading string, lines []string) {
	width, height := m.layout.width, m.layout.height
	switch p := m.front(); {
	case p != nil:
		return p.title(m), p.draw(m, width, height)
	case m.state().Stage() == run.Ready:
		return "what to bring", m.bodyBefore(width, height)
	case m.state().Stage() == run.Finished:
		return "how it went", m.bodyAfter(width, height)
	}
	return m.notesBody(width, height)
}

// keysOrAnswer is the last line: the answer to a key while it is to be shown,
// else the keys that work.
func (m *Model) keysOrAnswer(f frame) string {
	switch p := m.front(); {
	case m.showsAnswer():
		return m.theme.Strong.Render(m.answer)
	case p != nil:
		return p.hint(m)
	}
	return f.keys
}

// showsAnswer is whether the answer to a key is still to be shown.
func (m *Model) showsAnswer() bool {
	return m.answer != "" && m.lastMessage.Sub(m.answerAt) < answerStays
}

func (m *Model) rule(heading string, width int) string {
	if heading == "" {
		return m.theme.Rule.Render(strings.Repeat("─", width))
	}
	heading = draw.Fit(heading, width-8)
	rest := max(0, width-lipgloss.Width(heading)-5)
	return m.theme.Rule.Render("── ") + m.theme.Strong.Render(heading) + m.theme.Rule.Render(" "+strings.Repeat("─", rest+1))
}
