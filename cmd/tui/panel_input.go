package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
)

type inputPanel struct {
	heading
	help string
	textLine
	enter enter
}

// textLine is a line that is typed, and what is wrong with it.
type textLine struct {
	input   textinput.Model
	problem string
}

func newTextLine(most int) textLine {
	in := textinput.New()
	in.Prompt = "> "
	in.CharLimit = most
	in.Focus()
	return textLine{input: in}
}

func (p *textLine) fit(_ *Model, width, _ int) { p.input.Width = max(1, width-8) }

func (p *textLine) edit(msg tea.KeyMsg) {
	p.problem = ""
	p.input, _ = p.input.Update(msg)
}

func (p *textLine) paste(_ *Model, text string) {
	p.edit(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text)})
}

// warning is what is wrong, in lines; none where nothing is.
func (m *Model) warning(text string, width int) []string {
	return styled(m.theme.WarnText, paragraphs(width, text))
}

func styled(style lipgloss.Style, lines []string) []string {
	return collect(lines, func(line string) string { return style.Render(line) })
}

// paragraphs are some texts in lines, none for one that is empty.
func paragraphs(width int, texts ...string) (lines []string) {
	for _, text := range texts {
		if text != "" {
			lines = append(lines, draw.Wrap(text, width)...)
		}
	}
	return lines
}

// enter takes in what was typed. The answer is what is wrong with it; nil
// closes the panel.
type enter func(m *Model, text string, answer func(error))

func newInput(title heading, help string, enter enter) *inputPanel {
	return &inputPanel{heading: title, help: help, textLine: newTextLine(40), enter: enter}
}

func (p *inputPanel) hint(m *Model) keyRow {
	return keyRow{press(m.keys.Enter, "sets it"), press(m.keys.Cancel, "leaves it as it is")}
}

func (p *inputPanel) draw(m *Model, width, height int) []string {
	below := []string{"", p.input.View()}
	if p.problem != "" {
		below = append(append(below, ""), m.warning(p.problem, width-2)...)
	}
	return draw.Hang("  ", "  ", append(draw.Cut(draw.Wrap(p.help, width-2), height-len(below)), below...))
}

func (p *inputPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Cancel):
		m.close(p)
	case key.Matches(msg, k.Enter):
		p.enter(m, strings.TrimSpace(p.input.Value()), func(wrong error) {
			if wrong != nil {
				p.problem = wrong.Error()
				return
			}
			m.close(p)
		})
	case !key.Matches(msg, k.Clicker):
		p.edit(msg)
	}
	return nil
}
