package tui

import (
	"slices"
	"strconv"
	"unicode"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
)

// quizWork is a quiz: one statement at a time, first alone and then with its
// answer; then, where hands were counted or points given, the summary.
type quizWork struct {
	at noteAt
	q  *run.Quiz
}

func (w quizWork) on(m *Model, past func()) {
	switch q := w.q; {
	case q.Over():
		past()
	case q.At != run.NotBegun && !q.Answers[q.At].Revealed:
		m.do(run.Reveal{Quiz: q.Plan.ID}, nil)
	case q.At+1 < len(q.Answers) || q.HasSummary():
		w.show(m, q.At+1)
	default:
		past()
	}
}

func (w quizWork) back(m *Model) bool {
	if w.q.At <= 0 {
		return false
	}
	w.show(m, w.q.At-1)
	return true
}

func (w quizWork) show(m *Model, statement int) {
	m.do(run.ShowStatement{Quiz: w.q.Plan.ID, Statement: statement}, nil)
}

func (w quizWork) countHands(m *Model) { m.open(&handsPanel{quizWork: w, statement: w.q.At}) }

func (w quizWork) givePoints(m *Model) {
	switch {
	case len(m.state().Gathering().Groups) == 0:
		m.say("no groups are formed that could have a point: " + hint(m.keys.People, "forms them"))
	default:
		p := &pointsPanel{quizWork: w, statement: w.q.At, right: map[int]bool{}}
		for _, g := range w.q.Answers[w.q.At].Right {
			p.right[g] = true
		}
		m.open(p)
	}
}

// handsPanel takes a show of hands: two numbers, typed fast.
type handsPanel struct {
	quizWork
	statement int
	numbers   [2]string // for true, for false
	field     int       // the number being typed
	problem   string
	isRefused bool // both numbers were: what is typed next takes their place
}

const mostHandDigits = 4 // how long a number of hands may be

func (p *handsPanel) title(*Model) string { return "HANDS · " + p.statementTitle() }

func (p *handsPanel) hint(m *Model) keyRow {
	return keyRow{{Does: "two numbers, like 12 6"}, press(m.keys.Enter, "counts them"), press(m.keys.Cancel, "closes")}
}

func (p *handsPanel) draw(m *Model, width, height int) []string {
	field := func(i int, label string) string {
		cursor := either(p.field == i, m.theme.Panel.Render(" "), either(p.numbers[i] == "", "–", ""))
		return label + " " + p.numbers[i] + cursor
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

type pointsPanel struct {
	quizWork
	statement int
	right     map[int]bool
	cursor    int
}

func (p *pointsPanel) title(*Model) string { return "WHO HAD IT RIGHT? · " + p.statementTitle() }

func (p *pointsPanel) hint(m *Model) keyRow {
	return keyRow{pressOne("tick a group", m.keys.Groups, m.keys.Up, m.keys.Down, m.keys.TickOff), press(m.keys.Enter, "gives the points"), press(m.keys.Cancel, "closes")}
}

func (p *pointsPanel) draw(m *Model, width, height int) []string {
	groups := len(m.state().Gathering().Groups)
	lines := p.statementLines(m, width-4, min(2, height-4))
	if len(lines) > 0 {
		lines = append(draw.Hang("  ", "  ", lines), "")
	}
	top := from(p.cursor, groups, max(1, height-len(lines)))
	for g := top; g < groups && (len(lines) < height || g == top); g++ {
		line := either(g == p.cursor, "> ", "  ") + box(p.right[g]) + "group " + itoa(g+1) + "   " + words.Plural(p.q.Score(g), "point") + " so far"
		lines = append(lines, draw.Fit(line, width))
	}
	return lines
}

func (p *pointsPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	groups := len(m.state().Gathering().Groups)
	switch k := m.keys; {
	case key.Matches(msg, k.Cancel, k.Points):
		m.closeWork(p)
	case key.Matches(msg, k.Down):
		p.cursor = min(p.cursor+1, groups-1)
	case key.Matches(msg, k.Up):
		p.cursor = max(p.cursor-1, 0)
	case key.Matches(msg, k.TickOff):
		p.right[p.cursor] = !p.right[p.cursor]
	case key.Matches(msg, k.Groups):
		if g := nth(msg, k.Groups); g < groups {
			p.cursor = g
			p.right[g] = !p.right[g]
		}
	case key.Matches(msg, k.Enter):
		p.enter(m)
	case key.Matches(msg, k.always()...):
		m.close(p)
		return m.key(msg)
	}
	return nil
}

func (p *pointsPanel) enter(m *Model) {
	var right []int
	for g := range m.state().Gathering().Groups {
		if p.right[g] {
			right = append(right, g)
		}
	}
	m.afterwards(func() { m.closeWork(p) })
	if slices.Equal(right, p.q.Answers[p.statement].Right) {
		return
	}
	m.do(run.ScoreGroups{Quiz: p.q.Plan.ID, Statement: p.statement, Right: right}, func() {
		m.say("a point for " + words.Groups(right) + m.keys.takesBack())
	})
}
