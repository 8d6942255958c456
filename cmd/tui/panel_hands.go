package tui

import (
	"strconv"
	"unicode"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

// handsPanel takes a show of hands: two numbers, typed fast.
type handsPanel struct {
	quizWork
	statement int
	numbers   [2]string // for true, for false
	field     int       // the number being typed
	problem   string
	isRefused bool // both numbers were: what is typed next takes their place
}

// mostHandDigits is how long a number of hands may be.
const mostHandDigits = 4

func newHandsPanel(w quizWork) *handsPanel { return &handsPanel{quizWork: w, statement: w.q.At} }

func (p *handsPanel) title(*Model) string { return "HANDS · " + p.statementTitle() }

func (p *handsPanel) hint(m *Model) string {
	return hints("two numbers, like 12 6", hint(m.keys.Enter, "counts them"), hint(m.keys.Cancel, "closes"))
}

func (p *handsPanel) draw(m *Model, width, height int) []string {
	field := func(i int, label string) string {
		text := label + " " + p.numbers[i]
		if p.field == i {
			text += m.theme.Panel.Render(" ")
		} else if p.numbers[i] == "" {
			text += "–"
		}
		return text
	}
	below := []string{m.theme.Strong.Render(field(0, "hands for TRUE:") + "   " + field(1, "for FALSE:"))}
	below = append(below, m.warning(p.problem, width-4)...)
	lines := p.statementLines(m, width-4, height-len(below)-1)
	if len(lines) > 0 {
		lines = append(lines, "")
	}
	return draw.Hang("  ", "  ", append(lines, below...))
}

func (p *handsPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	digit := msg.String()
	switch k := m.keys; {
	case key.Matches(msg, k.Cancel, k.Hands):
		m.closeWork(p)
	case key.Matches(msg, k.Enter, k.NextNumber):
		p.next(m, key.Matches(msg, k.Enter))
	case key.Matches(msg, k.Erase):
		p.erase()
	case len(digit) == 1 && digit[0] >= '0' && digit[0] <= '9':
		if p.isRefused {
			p.numbers, p.field, p.isRefused = [2]string{}, 0, false
		}
		if n := &p.numbers[p.field]; len(*n) < mostHandDigits {
			*n += digit
		}
		p.problem = ""
	case key.Matches(msg, k.always()...):
		m.close(p)
		return m.key(msg)
	}
	return nil
}

// paste takes in numbers that were typed over a slow line.
func (p *handsPanel) paste(m *Model, text string) {
	for _, r := range text[:min(len(text), 2*mostHandDigits+1)] {
		if unicode.IsDigit(r) || r == ' ' {
			p.key(m, tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
}

// next goes on to the second number, and with Enter counts both.
func (p *handsPanel) next(m *Model, enter bool) {
	switch {
	case p.numbers[p.field] == "":
		p.problem = "how many hands for " + answerWord(p.field == 0) + "? 0 if there were none"
	case p.field == 0:
		p.field, p.problem = 1, ""
	case enter:
		p.count(m)
	}
}

// count counts both numbers. Its Enter may bounce: it must not show the answer.
func (p *handsPanel) count(m *Model) {
	yes, _ := strconv.Atoi(p.numbers[0]) // a few digits
	no, _ := strconv.Atoi(p.numbers[1])
	m.give(func(refused error) {
		if refused != nil {
			p.problem, p.isRefused = refused.Error(), true
			return
		}
		m.closeWork(p)
		m.say("hands: " + itoa(yes) + " true, " + itoa(no) + " false" + m.keys.takesBack())
	}, run.CountHands{Quiz: p.q.Plan.ID, Statement: p.statement, True: yes, False: no})
}

func (p *handsPanel) erase() {
	p.problem, p.isRefused = "", false
	if n := p.numbers[p.field]; n != "" {
		p.numbers[p.field] = n[:len(n)-1]
		return
	}
	p.field = 0
}
