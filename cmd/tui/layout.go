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
	width := m.width
	if _, whole := m.front().(*doorPanel); whole { // its picture is twenty lines high
		m.fit(m.width, m.height)
		lines = m.front().draw(m, m.width, m.height)
	} else if f := m.frame(); m.isTiny() {
		lines = m.arrangeTiny(f)
	} else {
		lines, width = m.arrangeAround(f), m.mainWidth()
	}
	lines = lines[:min(len(lines), m.height)]
	for i := range lines {
		lines[i] = draw.Fit(lines[i], width)
	}
	if width < m.width {
		for i, right := range draw.Rows(m.agendaColumn(agendaWidth, len(lines)), len(lines)) {
			lines[i] = draw.Pad(lines[i], width) + m.theme.Rule.Render(" │ ") + right
		}
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

// arrangeAround has the clock above the notes, what comes next and the keys below.
func (m *Model) arrangeAround(f frame) []string {
	main := m.mainWidth()
	lines := []string{m.theme.Panel.Render(draw.Apart(" "+f.header, m.rehearsalMark()+m.label(m.now)+" ", main))}
	if m.isRoomy() {
		lines = append(lines, "")
	}
	lines = append(lines, m.clockLines(f, main)...)
	if f.banner != "" || m.isRoomy() {
		lines = append(lines, " "+f.banner)
	}
	var below []string
	if m.isRoomy() {
		below = append(append(below, m.theme.Rule.Render(strings.Repeat("─", main))), f.foot...)
	}
	keys := m.height >= 14 || m.showsAnswer()
	height := m.height - len(lines) - 1 - len(below)
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
	lines := []string{f.clock + "  " + f.brief, f.header}
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

// verdictWidth is what the verdict needs beside the clock.
const verdictWidth = 24

// clockSize is the largest clock that leaves room for the verdict.
func (m *Model) clockSize(text string) draw.Scale {
	if m.height >= 34 && draw.FiguresWidth(text, draw.Large)+verdictWidth+6 <= m.mainWidth() {
		return draw.Large
	}
	if draw.FiguresWidth(text, draw.Normal)+2 > m.mainWidth() {
		return draw.Small
	}
	return draw.Normal
}

// badge is a word on a ground; beside the large clock it is three lines high.
func (m *Model) badge(style lipgloss.Style, text, clock string) []string {
	line := style.Render(" " + text + " ")
	if m.clockSize(clock) != draw.Large {
		return []string{line}
	}
	blank := style.Render(strings.Repeat(" ", lipgloss.Width(line)))
	return []string{blank, line, blank}
}

// clockLines are the block figures with the verdict beside them, or under
// them in a narrow window.
func (m *Model) clockLines(f frame, width int) []string {
	size := m.clockSize(f.clock)
	figures := draw.Figures(f.clock, size)
	left := draw.FiguresWidth(f.clock, size) + 2
	beside := f.beside
	room := width - left - 4
	under := ""
	if room < verdictWidth {
		beside = nil
		under = f.brief
	}
	first := max(0, (len(figures)-len(beside)+1)/2)
	lines := make([]string, 0, len(figures)+1)
	for i, row := range figures {
		line := draw.Fit("  "+f.style.Render(row), width)
		if j := i - first; j >= 0 && j < len(beside) && beside[j] != "" {
			line = draw.Pad(line, left+4) + draw.Fit(beside[j], room)
		}
		lines = append(lines, line)
	}
	if under != "" {
		lines = append(lines, " "+draw.Fit(under, width-2))
	}
	return lines
}
