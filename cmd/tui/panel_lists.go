package tui

import (
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

func newGotoPanel(m *Model) panel {
	s := m.state()
	p := &listPanel{
		heading: "GO TO", keys: keyRow{m.keys.chooses(), press(m.keys.Enter, "goes there"), press(m.keys.Leave, "stays")},
		line: func(m *Model, phase int) string {
			return sign(s.Phases()[phase].Status) + " " + padLeft(timer.MinSec(s.Phases()[phase].Budget), 5)
		},
		choose: (*Model).goTo,
		phases: m.phasesThat(func(p run.Phase) bool { return !p.Outside }),
	}
	p.cursor = min(s.Current()-s.First()+1, len(p.phases)-1)
	return p
}

// goTo goes to a phase; where that jumps over others it asks what becomes of them.
func (m *Model) goTo(phase int) {
	s := m.state()
	command := run.Goto{To: s.Name(phase)}
	over := m.phasesThat(func(p run.Phase) bool { return p.Status == run.Pending })
	over = slices.DeleteFunc(over, func(i int) bool { return i < s.Current() || i >= phase })
	if len(over) == 0 {
		m.move(command)
		return
	}
	text := append([]string{"On the way to " + m.phaseTitle(phase) + " these are jumped over:"}, m.listed(over)...)
	m.open(&questionPanel{heading: "JUMPED OVER", text: text, choices: choices{
		answer("l", "they come later: the end of the plan leads back to them", func(m *Model) tea.Cmd { m.move(command); return nil }),
		answer("d", "they are dropped", func(m *Model) tea.Cmd { m.move(run.Goto{To: command.To, Drop: true}); return nil }),
		answer("n", "do not go", nil),
	}})
}

func newAllotPanel(m *Model) panel {
	s := m.state()
	p := &listPanel{
		heading: "ANOTHER TIME FOR", keys: keyRow{m.keys.chooses(), press(m.keys.Enter, "sets its time"), press(m.keys.Leave, "leaves all as it is")},
		line:   func(_ *Model, phase int) string { return padLeft(timer.MinSec(s.Phases()[phase].Budget), 7) },
		choose: (*Model).askTime,
		phases: m.phasesThat(func(p run.Phase) bool { return p.Status == run.Pending || p.Status == run.Current }),
	}
	if len(p.phases) > 1 && s.Current() != run.NoPhase {
		p.cursor = 1
	}
	return p
}

func (m *Model) askTime(phase int) {
	was := m.state().Phases()[phase].Budget
	m.open(newInput("ANOTHER TIME", m.phaseTitle(phase)+" has "+timer.MinSec(was)+
		". How long shall it have? Minutes, like 4, or 4m30s.",
		func(m *Model, text string, answer func(error)) {
			d, err := timer.ReadMinutes(text)
			if err != nil {
				answer(err)
				return
			}
			m.ask(run.Allot{Phase: m.state().Name(phase), Time: d}, answer, func() {
				m.say(m.phaseTitle(phase) + " has " + timer.MinSec(m.state().Phases()[phase].Budget) + " now; " + m.verdict().Line())
			})
		}))
}

func newTimeInput(title heading, help string, parse func(m *Model, text string) (time.Time, error), then func(m *Model, at time.Time, answer func(error))) panel {
	return newInput(title, help, func(m *Model, text string, answer func(error)) {
		at, err := parse(m, text)
		if err != nil {
			answer(err)
			return
		}
		then(m, at, answer)
	})
}

func newUntilPanel(m *Model) panel {
	return newTimeInput("WE MUST BE OUT BY", "The session must end by "+m.label(m.state().HardEnd(m.now))+
		". By when must we be out? A time of day, like 11:30, or +10 for ten minutes from now.", (*Model).parseTime,
		func(m *Model, at time.Time, answer func(error)) {
			if m.label(at) == m.label(m.state().HardEnd(m.now)) && at.Sub(m.state().HardEnd(m.now)).Abs() < time.Minute {
				answer(nil)
				m.say("out by " + m.label(at) + ", as it was; " + m.verdict().Line())
				return
			}
			m.ask(run.Until{At: at}, answer, func() { m.say("out by " + m.label(at) + "; " + m.verdict().Line()) })
		})
}

func newBookPanel(*Model) panel {
	return newTimeInput("BOOKED START", "When does the session begin by the booking? A time of day, like 09:30. "+
		"A session that begins late is then seen to be late.", (*Model).parseTime,
		func(m *Model, at time.Time, answer func(error)) { m.ask(run.Book{At: at}, answer, func() {}) })
}

// parseTime reads a time of day as the instant nearest to now that bears it,
// or "+10" as so many minutes from now.
func (m *Model) parseTime(text string) (time.Time, error) { return m.parseTimeOr(text, m.now) }

// parseTimeOr is parseTime, but that "+10" is so many minutes after an instant.
// The times of day are the wall clock's.
func (m *Model) parseTimeOr(text string, from time.Time) (time.Time, error) {
	ahead := m.wallAhead()
	at, err := timer.ReadInstant(text, m.now.Add(ahead).In(m.Zone), from.Add(ahead))
	return at.Add(-ahead), err
}

// newFixPanel lists the activities that can be fixed, first those that are.
func newFixPanel(m *Model) panel {
	s := m.state()
	p := &listPanel{
		heading: "A FIXED TIME FOR", keys: keyRow{m.keys.chooses(), press(m.keys.Enter, "sets its time"), press(m.keys.Leave, "leaves all as it is")},
		line: func(m *Model, phase int) string {
			return m.labelOr(s.FixedAt(s.Phases()[phase].Activity, m.now), "  –  ")
		},
		choose: (*Model).askFixed,
	}
	var free []int
	for a := range m.plan.Activities {
		first := s.FirstOf(a)
		switch status := s.Phases()[first].Status; {
		case m.plan.Activities[a].Spare || status == run.Done || status == run.Skipped:
		case s.FixedAt(a, m.now).IsZero():
			free = append(free, first)
		default:
			p.phases = append(p.phases, first)
		}
	}
	p.phases = append(p.phases, free...)
	return p.orNone("Nothing is left that could be given one.")
}

func (m *Model) askFixed(phase int) {
	s := m.state()
	title, id := s.Activity(phase).Title, s.Activity(phase).ID
	is, later, from := "is not fixed", "from now", func(m *Model) time.Time { return m.now }
	if at := s.FixedAt(s.Phases()[phase].Activity, m.now); !at.IsZero() {
		is, later, from = "is fixed for "+m.label(at), "later than that", func(*Model) time.Time { return at }
	}
	parse := func(m *Model, text string) (time.Time, error) {
		if strings.EqualFold(text, "none") {
			return time.Time{}, nil
		}
		return m.parseTimeOr(text, from(m))
	}
	m.open(newTimeInput("FIXED TIME", title+" "+is+". When must it begin? A time of day, like 12:30, +10 for ten minutes "+later+", or none.", parse,
		func(m *Model, at time.Time, answer func(error)) {
			m.ask(run.Fix{Activity: id, At: at}, answer, func() {
				m.say(title + either(at.IsZero(), " is fixed no more", " at "+m.label(at)) + "; " + m.verdict().Line())
			})
		}))
}

// newTakePanel lists what can be taken now, to come back from afterwards: the
// next break, spare activities for which there is time, then all others.
func newTakePanel(m *Model) panel {
	s := m.state()
	p := &listPanel{
		heading: "TAKE NOW, AND COME BACK", keys: keyRow{m.keys.chooses(), press(m.keys.Enter, "takes it now"), press(m.keys.Leave, "stays")},
		line: func(m *Model, phase int) string {
			return padLeft(timer.MinSec(words.Takes(s, phase, m.now)), 7) + m.takeMark(phase)
		},
		choose: func(m *Model, phase int) { m.move(run.Take{Activity: m.state().Activity(phase).ID}) },
	}
	var breaks, spare, others, long []int
	for _, a := range s.Takeable() {
		first := s.FirstOf(a)
		switch activity := &m.plan.Activities[a]; {
		case activity.Break && len(breaks) == 0:
			breaks = append(breaks, first)
		case activity.Spare && words.Fits(s, first, m.now):
			spare = append(spare, first)
		case activity.Spare:
			long = append(long, first)
		default:
			others = append(others, first)
		}
	}
	p.phases = slices.Concat(breaks, spare, others, long)
	return p.orNone("Nothing is left to take.")
}

func (m *Model) takeMark(first int) string {
	switch a := m.state().Activity(first); {
	case a.Break:
		return "  break"
	case a.Spare && words.Fits(m.state(), first, m.now):
		return "  spare"
	case a.Spare:
		return "  spare, too long"
	}
	return ""
}

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
