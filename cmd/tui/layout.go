package tui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

// layout is where everything stands in the window, and the lines there. It is computed
// after each Update: keys scroll by it, and View shows it and nothing else.
type layout struct {
	width, height int // the room for the notes, or for what stands in front of them
	lines         []string
}

// isRoomy is whether there is room for blank lines and for what comes next.
func (m *Model) isRoomy() bool { return m.height >= 20 }

// isTiny is whether there is no room for block figures, or for them and a panel.
func (m *Model) isTiny() bool {
	return m.height < 12 || m.width < 34 || m.front() != nil && m.height < 14
}

// What stands beside the notes has a column of these widths. The agenda takes what
// its titles need, if prose has its width; a panel what its own lines need.
const (
	columnGap   = 3
	leastAgenda = 36
	mostAgenda  = 56
	panelWidth  = 60
	notesWidth  = labelWidth + mostProse
)

// column is the width of what stands beside the notes; zero: there is no room.
func (m *Model) column() int {
	switch left := m.width - columnGap - notesWidth; {
	case m.width < 110 || m.height < 24:
		return 0
	case m.front() != nil:
		return max(panelWidth, min((m.width-columnGap)/2, notesWidth))
	default:
		return max(leastAgenda, min(left, m.agendaNeeds, mostAgenda))
	}
}

// mainWidth is the width of the notes, and of what comes next.
func (m *Model) mainWidth() int {
	if column := m.column(); column > 0 {
		return m.width - column - columnGap
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
		lines = m.front().draw(m, m.width, m.height)
	} else if f := m.frame(); m.isTiny() {
		lines = m.arrangeTiny(f)
	} else {
		lines = m.arrangeAround(f)
	}
	m.layout.lines = lines[:min(len(lines), m.height)]
	for i, line := range m.layout.lines {
		m.layout.lines[i] = draw.Fit(line, m.width)
	}
}

// fit gives the notes so much room, and brings what was scrolled to into it.
func (m *Model) fit(width, height int) {
	m.layout.width, m.layout.height = max(1, min(width, notesWidth)), max(1, height)
	if m.front() == nil && m.state().Current() != run.NoPhase && !m.isAnnounced {
		m.scroll = max(0, min(m.scroll, m.noteHeight()-height))
	}
}

// arrangeAround has the band over the whole width, under it the notes with what
// comes next, beside them the agenda or the panel in front, and last the keys.
func (m *Model) arrangeAround(f frame) []string {
	lines := m.band(f)
	if f.banner != "" || m.isRoomy() {
		lines = append(lines, " "+f.banner)
	}
	keys := m.height >= 14 || m.showsAnswer()
	height := m.height - len(lines) - either(keys, 1, 0)
	under := m.arrangeNotes(f, height)
	if column := m.column(); column > 0 {
		right := m.agendaColumn
		if p := m.front(); p != nil {
			right = func(width, height int) []string { return m.panelLines(p, width, height) }
		}
		for i, line := range draw.Rows(right(column, height), height) {
			under[i] = draw.Pad(under[i], m.mainWidth()) + m.theme.Rule.Render(" │ ") + line
		}
	}
	lines = append(lines, under...)
	if keys {
		lines = append(lines, " "+m.keysOrAnswer(f, m.width-2))
	}
	return lines
}

// arrangeNotes is what stands under the band, so high, the column beside it and
// the keys apart. A panel for which there is no column stands below the first
// lines of the note, as many as it leaves.
func (m *Model) arrangeNotes(f frame, height int) (lines []string) {
	main := m.mainWidth()
	var below []string
	if m.isRoomy() {
		below = f.foot
		isFlat := m.height >= lettersFrom && m.height < lettersFrom+6 // large figures leave no line for rules
		if len(below) > 0 && !isFlat {
			below = append([]string{m.theme.Rule.Render(strings.Repeat("─", main))}, below...)
		}
	}
	height -= len(below)
	p := either(m.column() > 0, nil, m.front())
	room := height
	if p != nil {
		room -= 1 + m.panelRows(p, main-1, height-1)
	}
	if p == nil || room >= leastNote {
		m.fit(main-1, room-1)
		heading, body := m.body()
		more := m.more()
		lines = append(lines, m.rule(draw.Fit(heading, main-8-lipgloss.Width(more))+more, main))
		lines = append(lines, draw.Rows(body, room-1)...)
	}
	if p != nil {
		lines = append(lines, m.panelLines(p, main, height-len(lines))...)
	}
	return append(draw.Rows(lines, height), below...)
}

// Of the note above a panel at least one line is seen, with its heading; the panel
// has so many lines at least.
const (
	leastNote  = 2
	leastPanel = 8
)

// panelRows is how many lines a panel takes of a height, its title apart: what it
// needs, if that fits, else it leaves some to the note.
func (m *Model) panelRows(p panel, width, height int) int {
	all := 0
	if n, ok := p.(interface{ needs(m *Model, width int) int }); ok {
		all = n.needs(m, width)
	} else {
		all = len(p.draw(m, width, height))
	}
	return either(all <= height, all, max(leastPanel, height-4))
}

func (m *Model) fitPanel(p panel, width, height int) {
	if f, ok := p.(interface {
		fit(m *Model, width, height int)
	}); ok {
		f.fit(m, width, height)
	}
}

// panelLines are a panel under its title, so high.
func (m *Model) panelLines(p panel, width, height int) []string {
	m.fitPanel(p, width-1, height-1)
	title := p.title(m)
	if l, ok := p.(interface {
		where(m *Model, height int) string
	}); ok {
		title += l.where(m, height-1)
	}
	return append([]string{m.rule(title, width)}, draw.Rows(p.draw(m, width-1, height-1), height-1)...)
}

// arrangeTiny is for a window too small for block figures, or for them and a panel.
func (m *Model) arrangeTiny(f frame) []string {
	clock := f.ground.Bold(true).Render(f.clock + "  ")
	lines := []string{m.onBand(f, clock+inLine(f.ground, m.width-lipgloss.Width(clock), f.brief)), f.header}
	p := m.front()
	if p != nil {
		lines[1] = m.theme.Strong.Render(p.title(m))
	}
	if m.showsAnswer() {
		lines[1] = m.keysOrAnswer(f, m.width)
	}
	if m.state().Rehearsal() {
		lines[1] = draw.Apart(lines[1], strings.TrimSpace(m.rehearsalMark()), m.width)
	}
	width, height := max(1, m.width-1), max(1, m.height-len(lines))
	if p != nil {
		m.fitPanel(p, width, height)
		return append(lines, p.draw(m, width, height)...)
	}
	m.fit(width, height)
	_, body := m.body()
	return append(lines, body...)
}

func (m *Model) body() (heading string, lines []string) {
	width, height := m.layout.width, m.layout.height
	switch m.state().Stage() {
	case run.Ready:
		return "what to bring", m.bodyBefore(width, height)
	case run.Finished:
		return "how it went", m.bodyAfter(width, height)
	}
	return m.notesBody(width, height)
}

// keysOrAnswer is the last line: the answer to a key while it is to be shown,
// else the keys that work.
func (m *Model) keysOrAnswer(f frame, width int) string {
	switch p := m.front(); {
	case m.showsAnswer():
		return draw.Fit(m.theme.Strong.Render(m.answer), width)
	case p != nil:
		return draw.Keys(m.theme.Panel, p.hint(m), width)
	}
	return draw.Keys(m.theme.Panel, f.keys, width)
}

func (m *Model) showsAnswer() bool {
	return m.answer != "" && m.lastMessage.Sub(m.answerAt) < answerStays
}

func (m *Model) rule(heading string, width int) string {
	heading = draw.Fit(heading, width-8)
	rest := max(0, width-lipgloss.Width(heading)-5)
	return m.theme.Rule.Render("── ") + m.theme.Strong.Render(heading) + m.theme.Rule.Render(" "+strings.Repeat("─", rest+1))
}
