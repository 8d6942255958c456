package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
)

// heading is the title of a panel that has the same at any time.
type heading string

func (h heading) title(*Model) string { return string(h) }

// textPanel shows lines, to be scrolled. Any key that is not for scrolling
// closes it and, Esc and its own key apart, does what it always does: the
// safety card must never stand between a facilitator and the pause key.
type textPanel struct {
	heading
	opens key.Binding // the key that opened it closes it again
	lines func(m *Model, width int) []string

	top, shown, all int // how far it is scrolled, where it is longer than the window
}

func (p *textPanel) where(*Model, int) string {
	return whereIn(min(p.top+p.shown, p.all), p.top, p.shown, p.all)
}

// whereIn is where one is in what is longer than the window, and where there is more.
func whereIn(at, top, shown, all int) string {
	if all <= shown {
		return ""
	}
	return fmt.Sprintf(" · %d of %d", at, all) + either(top > 0, " ↑", "") + either(top+shown < all, " ↓", "")
}

func (p *textPanel) isLong() bool { return p.all > p.shown }

// scroll takes a key that scrolls; past is whether it leads past the end.
func (p *textPanel) scroll(k keyMap, msg tea.KeyMsg) (scrolls, past bool) {
	page := max(1, p.shown-1)
	switch {
	case key.Matches(msg, k.Down):
		p.top++
	case key.Matches(msg, k.Up):
		p.top = max(0, p.top-1)
	case key.Matches(msg, k.PageDown):
		past = p.top+p.shown >= p.all
		p.top += page
	case key.Matches(msg, k.PageUp):
		p.top = max(0, p.top-page)
	default:
		return false, false
	}
	return true, past
}

func (p *textPanel) hint(m *Model) keyRow {
	closes := press(m.keys.Close, "closes")
	switch {
	case p.isLong():
		return keyRow{m.keys.scrolls(), closes}
	case m.state().Stage() == run.Paused:
		return keyRow{press(m.keys.Pause, "go on"), closes}
	}
	return keyRow{closes}
}

func (p *textPanel) fit(m *Model, width, height int) {
	p.all, p.shown = len(p.lines(m, width)), height
	p.top = max(0, min(p.top, p.all-p.shown))
}

func (p *textPanel) needs(m *Model, width int) int { return len(p.lines(m, width)) }

func (p *textPanel) draw(m *Model, width, _ int) []string { return p.lines(m, width)[p.top:] }

func (p *textPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	scrolls, past := p.scroll(m.keys, msg)
	switch k := m.keys; {
	case scrolls && !past:
	case past, key.Matches(msg, k.Close, k.Enter, p.opens):
		m.close(p)
	case key.Matches(msg, k.ClickerToo):
	default:
		m.close(p)
		return m.key(msg)
	}
	return nil
}

// choice is one answer to a question, or one of the things that can be done.
type choice struct {
	key key.Binding
	do  func(m *Model) tea.Cmd
}

// answer is a choice by a letter.
func answer(letter, does string, do func(m *Model) tea.Cmd) choice {
	return choice{bind(letter, does, letter), do}
}

type choices []choice

// and adds some where there is what they are for.
func (all choices) and(is bool, more ...choice) choices {
	if is {
		return append(all, more...)
	}
	return all
}

func (all choices) lines(m *Model, width int) (lines []string) {
	for _, c := range all {
		lines = append(lines, draw.Hang(m.theme.Strong.Render(named(c.key))+"  ", "   ", draw.Wrap(c.key.Help().Desc, width))...)
	}
	return lines
}

// row are their keys, each with the first of its words; Esc is the answer that
// leaves all as it is.
func (all choices) row(m *Model) (row keyRow) {
	for _, c := range all {
		does := c.key.Help().Desc
		if end := strings.IndexAny(does, ",;:("); end > 0 {
			does = strings.TrimSpace(does[:end])
		}
		keys := []key.Binding{c.key}
		if c.do == nil {
			keys = append(keys, m.keys.Close)
		}
		row = append(row, pressOne(does, keys...))
	}
	return row
}

// chosen is the one with a key's letter; nil where none has it.
func (all choices) chosen(msg tea.KeyMsg) *choice {
	for i := range all {
		if key.Matches(msg, all[i].key) {
			return &all[i]
		}
	}
	return nil
}

// questionPanel asks, and is answered by a letter alone: no clicker sends one
// but "b", which is never among them. Esc is the answer that leaves all as it is,
// where there is one.
type questionPanel struct {
	heading
	text    []string
	choices choices
	from    time.Time // when it takes answers, in true time; zero: at once
}

func (p *questionPanel) hint(m *Model) keyRow {
	if m.lastMessage.Before(p.from) {
		return nil
	}
	return p.choices.row(m)
}

func (p *questionPanel) draw(m *Model, width, height int) []string {
	answers := p.choices.lines(m, width-5)
	room := height - len(answers) - 1
	var lines []string
	for i, t := range p.text {
		wrapped, after := draw.Wrap(t, width-2), 0
		inList := strings.HasPrefix(t, "·")
		if inList && i+1 < len(p.text) {
			after = 1 // to say how many more
		}
		if i > 0 && len(lines)+len(wrapped)+after > room {
			if inList {
				lines = append(lines, fmt.Sprintf("· %d more", len(p.text)-i))
			}
			break // what matters most is said first
		}
		lines = append(lines, wrapped...)
	}
	lines = append(draw.Cut(lines, room), "")
	return draw.Hang("  ", "  ", append(lines, answers...))
}

func (p *questionPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	c := p.choices.chosen(msg)
	stays := key.Matches(msg, m.keys.Close) && slices.ContainsFunc(p.choices, func(c choice) bool { return c.do == nil })
	if c == nil && !stays || m.real.Before(p.from) {
		return nil
	}
	m.afterwards(func() { m.close(p) }) // it stands until what comes of it is on disk
	if c == nil || c.do == nil {
		return nil
	}
	return c.do(m)
}

// from is the first shown of so many, where there is room for some around one.
func from(at, of, room int) int { return max(0, min(at-room/2, of-room)) }

const leaveHeading = "LEAVE?"

func (m *Model) quit() tea.Cmd { m.isLeaving = true; return tea.Quit }

func (m *Model) askQuit() tea.Cmd {
	if m.state().Current() == run.NoPhase || m.Alone {
		return m.quit() // nothing is under way that could be lost
	}
	if q, ok := m.front().(*questionPanel); ok && q.heading == leaveHeading {
		return nil // it is asked already
	}
	text := []string{"The session is not over. Leave the program all the same?"}
	m.openOver(&questionPanel{heading: leaveHeading, text: text, choices: choices{answer("y", "leave", (*Model).quit), answer("n", "stay", nil)}})
	return nil
}

func (m *Model) askFinish() {
	left := len(m.phasesThat(func(p run.Phase) bool { return p.Status == run.Pending }))
	text, finish := "This is the last phase. Finish the session?", m.commandToLeave(run.Finish{})
	if left > 0 {
		text, finish = "Finish the session here? "+words.Plural(left, "phase")+" will not be reached.", run.Finish{}
	}
	m.open(&questionPanel{heading: "FINISH?", text: []string{text}, choices: choices{
		answer("y", "finish", func(m *Model) tea.Cmd { m.move(finish); return nil }),
		answer("n", "go on", nil),
	}})
}

// askJumped is asked at the end where phases were jumped over.
func (m *Model) askJumped() {
	to := m.state().Next()
	over := m.state().JumpedOver()
	text := append([]string{"The end of the plan is reached, but " + words.Plural(len(over), "phase") + " earlier on was jumped over:"}, m.listed(over)...)
	m.open(&questionPanel{heading: "JUMPED OVER", text: text, choices: choices{
		answer("g", "go to "+m.phaseTitle(to), func(m *Model) tea.Cmd { m.move(m.commandToLeave(run.Next{})); return nil }),
		answer("f", "finish the session", func(m *Model) tea.Cmd { m.move(run.Finish{}); return nil }),
		answer("n", "neither: stay in this phase", nil),
	}})
}

// ask has a command carried out for who asked for it, who gets the answer. What
// follows comes where it was not refused.
func (m *Model) ask(c run.Command, answer func(error), then func()) {
	m.give(func(refused error) {
		if refused == nil {
			then()
		}
		answer(refused)
	}, c)
}

type listPanel struct {
	heading
	keys   keyRow
	phases []int
	cursor int
	line   func(m *Model, phase int) string // what stands before the title
	choose func(m *Model, phase int)
}

// listed are phases in a question.
func (m *Model) listed(phases []int) []string {
	return collect(phases, func(p int) string { return "· " + m.phaseTitle(p) })
}

// phasesThat are those of which something is so.
func (m *Model) phasesThat(is func(p run.Phase) bool) (all []int) {
	for i, p := range m.state().Phases() {
		if is(p) {
			all = append(all, i)
		}
	}
	return all
}

// orNone is the list, or the word that there is nothing in it.
func (p *listPanel) orNone(none string) panel {
	if len(p.phases) > 0 {
		return p
	}
	return &questionPanel{heading: p.heading, text: []string{none}, choices: choices{answer("n", "go on", nil)}}
}

func (p *listPanel) hint(*Model) keyRow { return p.keys }

func (p *listPanel) where(_ *Model, height int) string {
	return whereIn(p.cursor+1, from(p.cursor, len(p.phases), height), height, len(p.phases))
}

func (p *listPanel) needs(*Model, int) int { return len(p.phases) }

func (p *listPanel) draw(m *Model, width, height int) []string {
	var lines []string
	for i := from(p.cursor, len(p.phases), height); i < len(p.phases) && len(lines) < height; i++ {
		line := "  " + p.line(m, p.phases[i]) + "  "
		line += m.phaseTitleIn(p.phases[i], width-lipgloss.Width(line))
		if i == p.cursor {
			line = m.theme.Panel.Render(draw.Pad(">"+line[1:], width))
		}
		lines = append(lines, line)
	}
	return lines
}

func (p *listPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.ListDown):
		p.cursor = min(p.cursor+1, len(p.phases)-1)
	case key.Matches(msg, k.ListUp):
		p.cursor = max(p.cursor-1, 0)
	case key.Matches(msg, k.PageDown):
		p.cursor = min(p.cursor+10, len(p.phases)-1)
	case key.Matches(msg, k.PageUp):
		p.cursor = max(p.cursor-10, 0)
	case key.Matches(msg, k.First):
		p.cursor = 0
	case key.Matches(msg, k.Last):
		p.cursor = len(p.phases) - 1
	case key.Matches(msg, k.Leave):
		m.close(p)
	case key.Matches(msg, k.Enter):
		m.afterwards(func() { m.close(p) })
		p.choose(m, p.phases[p.cursor])
	}
	return nil
}
