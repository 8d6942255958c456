package tui

import (
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
)

// textPanel shows lines, to be scrolled. Any key that is not for scrolling
// closes it and, Esc and its own key apart, does what it always does: the
// safety card must never stand between a facilitator and the pause key.
type textPanel struct {
	heading string
	opens   key.Binding // the key that opened it closes it again
	lines   func(m *Model, width int) []string
	top     int
	shown   int // lines on the screen
	all     int
}

func (p *textPanel) title(*Model) string { return p.heading }

func (p *textPanel) hint(m *Model) string {
	if p.all > p.shown {
		return hints(m.keys.scrolls(), hint(m.keys.Close, "closes"))
	}
	if m.state().Stage() == run.Paused {
		return hints(hint(m.keys.Pause, "go on"), hint(m.keys.Close, "closes"))
	}
	return hint(m.keys.Close, "closes")
}

func (p *textPanel) fit(m *Model, width, height int) {
	p.all, p.shown = len(p.lines(m, width)), height
	p.top = max(0, min(p.top, p.all-height))
}

func (p *textPanel) draw(m *Model, width, _ int) []string { return p.lines(m, width)[p.top:] }

func (p *textPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Down):
		p.top++
	case key.Matches(msg, k.Up):
		p.top = max(0, p.top-1)
	case key.Matches(msg, k.PageDown):
		if p.top+p.shown >= p.all {
			m.close(p)
		}
		p.top += max(1, p.shown-1)
	case key.Matches(msg, k.PageUp):
		p.top = max(0, p.top-max(1, p.shown-1))
	case key.Matches(msg, k.Close, k.Enter, p.opens):
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

// lines are the choice with its letter, so wide.
func (c choice) lines(m *Model, width int) []string {
	return draw.Hang(m.theme.Strong.Render(named(c.key))+"  ", "   ", draw.Wrap(c.key.Help().Desc, width))
}

// questionPanel asks, and is answered by a letter alone: no clicker sends one
// but "b", which is never among them. Esc is the answer that leaves all as it is,
// where there is one.
type questionPanel struct {
	heading string
	text    []string
	choices []choice
	from    time.Time // when it takes answers, in true time; zero: at once
}

func (p *questionPanel) title(*Model) string { return p.heading }

func (p *questionPanel) hint(m *Model) string {
	if m.lastMessage.Before(p.from) {
		return ""
	}
	return "press one of the letters"
}

func (p *questionPanel) draw(m *Model, width, height int) []string {
	var lines, answers []string
	for _, t := range p.text {
		lines = append(lines, draw.Wrap(t, width-2)...)
	}
	for _, c := range p.choices {
		answers = append(answers, c.lines(m, width-5)...)
	}
	lines = append(cut(lines, height-len(answers)-1), "")
	return draw.Hang("  ", "  ", append(lines, answers...))
}

func (p *questionPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	for _, c := range p.choices {
		chosen := key.Matches(msg, c.key) || c.do == nil && key.Matches(msg, m.keys.Close)
		if chosen && !m.real.Before(p.from) {
			m.afterwards(func() { m.close(p) }) // it stands until what comes of it is on disk
			if c.do == nil {
				return nil
			}
			return c.do(m)
		}
	}
	return nil
}

// cut leaves of the lines as many as there is room for, one at least.
func cut(lines []string, room int) []string {
	if room = max(1, room); len(lines) > room {
		lines = append(lines[:room-1:room-1], "…")
	}
	return lines
}

const leaveHeading = "LEAVE?"

func (m *Model) askQuit() tea.Cmd {
	leave := func(m *Model) tea.Cmd { m.isLeaving = true; return tea.Quit }
	if m.state().Current() == run.NoPhase || m.Alone {
		return leave(m) // nothing is under way that could be lost
	}
	if q, ok := m.front().(*questionPanel); ok && q.heading == leaveHeading {
		return nil // it is asked already
	}
	m.openOver(&questionPanel{
		heading: leaveHeading, text: []string{"The session is not over. Leave the program all the same?"},
		choices: []choice{answer("y", "leave", leave), answer("n", "stay", nil)},
	})
	return nil
}

func (m *Model) askFinish() {
	left := 0
	for _, p := range m.state().Phases() {
		if p.Status == run.Pending {
			left++
		}
	}
	text := "This is the last phase. Finish the session?"
	if left > 0 {
		text = "Finish the session here? " + words.Plural(left, "phase") + " will not be reached."
	}
	m.open(&questionPanel{heading: "FINISH?", text: []string{text}, choices: []choice{
		answer("y", "finish", func(m *Model) tea.Cmd {
			if left == 0 {
				m.move(m.commandToLeave(run.Finish{}))
			} else {
				m.finish()
			}
			return nil
		}),
		answer("n", "go on", nil),
	}})
}

// askJumped is asked at the end where phases were jumped over.
func (m *Model) askJumped() {
	to := m.state().Next()
	text := []string{"The end of the plan is reached, but " + words.Plural(len(m.state().JumpedOver()), "phase") + " earlier on was jumped over:"}
	for _, p := range m.state().JumpedOver() {
		text = append(text, "· "+m.phaseTitle(p))
	}
	m.open(&questionPanel{heading: "JUMPED OVER", text: text, choices: []choice{
		answer("g", "go to "+m.phaseTitle(to), func(m *Model) tea.Cmd { m.move(m.commandToLeave(run.Next{})); return nil }),
		answer("f", "finish the session", func(m *Model) tea.Cmd { m.finish(); return nil }),
		answer("n", "neither: stay in this phase", nil),
	}})
}

// inputPanel takes a line of text.
type inputPanel struct {
	heading, help string
	input         textinput.Model
	problem       string
	enter         enter
}

// enter takes in what was typed. The answer is what is wrong with it; nil
// closes the panel.
type enter func(m *Model, text string, answer func(error))

func newInput(heading, help, value string, enter enter) *inputPanel {
	in := textinput.New()
	in.Prompt = "> "
	in.CharLimit = 40
	in.SetValue(value)
	in.Focus()
	return &inputPanel{heading: heading, help: help, input: in, enter: enter}
}

func (p *inputPanel) title(*Model) string { return p.heading }

func (p *inputPanel) hint(m *Model) string {
	return hints(hint(m.keys.Enter, "sets it"), hint(m.keys.Cancel, "leaves it as it is"))
}

func (p *inputPanel) fit(_ *Model, width, _ int) { p.input.Width = max(1, width-8) }

func (p *inputPanel) draw(m *Model, width, height int) []string {
	below := []string{"", p.input.View()}
	if p.problem != "" {
		below = append(below, "")
		for _, line := range draw.Wrap(p.problem, width-2) {
			below = append(below, m.theme.WarnText.Render(line))
		}
	}
	return draw.Hang("  ", "  ", append(cut(draw.Wrap(p.help, width-2), height-len(below)), below...))
}

func (p *inputPanel) paste(_ *Model, text string) {
	p.problem = ""
	insert(&p.input, text)
}

func (p *inputPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Cancel):
		m.close(p)
		return nil
	case key.Matches(msg, k.Enter):
		p.enter(m, strings.TrimSpace(p.input.Value()), func(wrong error) {
			if wrong != nil {
				p.problem = wrong.Error()
				return
			}
			m.close(p)
		})
		return nil
	case key.Matches(msg, k.Clicker):
		return nil
	}
	p.problem = ""
	var cmd tea.Cmd
	p.input, cmd = p.input.Update(msg)
	return cmd
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

// listPanel offers phases to choose from.
type listPanel struct {
	heading, keys string
	phases        []int
	cursor        int
	line          func(m *Model, phase int) string // what stands before the title
	choose        func(m *Model, phase int)
}

func (p *listPanel) title(*Model) string { return p.heading }

func (p *listPanel) hint(*Model) string { return p.keys }

func (p *listPanel) draw(m *Model, width, height int) []string {
	top := max(0, min(p.cursor-height/2, len(p.phases)-height))
	var lines []string
	for i := top; i < len(p.phases) && len(lines) < height; i++ {
		line := "  " + p.line(m, p.phases[i]) + "  " + m.phaseTitle(p.phases[i])
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
