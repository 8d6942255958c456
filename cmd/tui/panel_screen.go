package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
)

type screenPanel struct{}

const opensScreen = "o" // the key of it in the panel

func (p *screenPanel) title(*Model) string { return "THE ROOM'S SCREEN" }

func (p *screenPanel) hint(m *Model) keyRow {
	return append(p.choices(m).row(m), press(m.keys.Close, "closes"))
}

func (p *screenPanel) draw(m *Model, width, height int) []string {
	address := m.Screen.Address()
	displays, phones := m.Screen.Watching()
	lines := []string{"not open: " + opensScreen + " opens it"}
	if address != "" {
		lines = []string{address, words.Plural(displays, "display") + " and " + words.Plural(phones, "phone") + " follow"}
	}
	if err := m.Screen.Trouble(); err != nil {
		why, _, _ := strings.Cut(err.Error(), "\n") // what follows is for those who mend the program
		lines = append(lines, draw.Wrap("! "+why, width-2)...)
	}
	above := len(lines)
	lines = append(append(lines, ""), p.choices(m).lines(m, width-5)...)
	if len(lines) > height { // each in a few words: none may be out of sight
		lines = lines[:above]
		for _, k := range p.choices(m).row(m) {
			lines = append(lines, draw.Fit(m.theme.Strong.Render(k.Key)+"  "+k.Does, width-2))
		}
	}
	return draw.Hang("  ", "  ", lines)
}

func (p *screenPanel) choices(m *Model) choices {
	toggle := func(value *bool, on, off string) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd {
			*value = !*value
			m.say(either(*value, on, off))
			return nil
		}
	}
	blank := m.keys.Blank
	blank.SetHelp(named(blank), either(m.view.Blank, "show it again", "make it black (a clicker's black key does that too)"))
	s, isOpen := m.state(), m.Screen.Address() != ""
	kind, _, paused := s.Pause(m.now)
	showGroups := toggle(&m.view.GroupsShown, "the room sees the groups; they come down with the next phase", "the groups are taken down")
	return choices{answer(opensScreen, either(isOpen, "open it in the browser once more", "open it in the browser"), (*Model).openScreen)}.
		and(isOpen,
			choice{blank, func(m *Model) tea.Cmd { m.blank(!m.view.Blank); return nil }},
			answer("c", either(m.view.HideClock, "show the clock again", "hide the clock"), toggle(&m.view.HideClock, "the room sees no clock", "the room sees the clock")),
			answer("d", "take the slide down, or put it up again", func(m *Model) tea.Cmd { m.say(m.Screen.ToggleSlide(m.state(), m.now)); return nil })).
		and(isOpen && s.Stage() == run.Ready && s.Booked(), answer("i", either(m.view.CountIn, "count down to the start no more", "count down to the start"),
			toggle(&m.view.CountIn, "the room sees how long it is until the start", "the room sees the title"))).
		and(isOpen && s.Current() != run.NoPhase && len(s.Gathering().InGroups()) > 0, answer("g",
			either(m.view.GroupsShown, "take the groups down", "show the groups, for people to find theirs"),
			func(m *Model) tea.Cmd { m.groupsAt = s.Current(); return showGroups(m) })).
		and(isOpen && paused && kind == run.Break, answer("t", "say when the break ends", func(m *Model) tea.Cmd { m.open(newBackPanel()); return nil })).
		and(true, letsIn, turnsAway)
}

// What the panel offers whatever the screen shows.
var (
	letsIn    = answer("p", "let the phone in: next, back, pause and the time left in your hand", (*Model).letIn)
	turnsAway = answer("v", "turn every phone away", func(m *Model) tea.Cmd {
		m.Screen.Revoke()
		m.say("every phone is turned away; " + hint(letsIn.key, "lets one in again"))
		return nil
	})
)

func (p *screenPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Close, k.Room, k.Enter):
		m.close(p)
		return nil
	case key.Matches(msg, k.On, k.Back):
		m.close(p) // a clicker goes on with the session
		return m.key(msg)
	}
	if c := p.choices(m).chosen(msg); c != nil {
		return c.do(m)
	}
	return nil
}

func newBackPanel() panel {
	parse := func(m *Model, text string) (time.Time, error) {
		if _, err := strconv.Atoi(text); err == nil && len(text) < len("0930") {
			text = "+" + text
		}
		return m.parseTime(text)
	}
	return newTimeInput("BACK AT", "When does the break end? A time like 11:05, or minutes from now like 10.", parse,
		func(m *Model, at time.Time, answer func(error)) {
			m.view.BackAt = at
			m.say("the room reads: back at " + m.label(at))
			answer(nil)
		})
}

// doorPanel shows how a phone gets in. It takes the whole window: the picture
// is twenty lines high.
type doorPanel struct{ door PhoneDoor }

func (p *doorPanel) title(*Model) string { return "LET THE PHONE IN" }

func (p *doorPanel) hint(m *Model) keyRow {
	return keyRow{press(m.keys.Close, "closes"), press(turnsAway.key, "turns every phone away")}
}

func (p *doorPanel) draw(m *Model, width, height int) []string {
	_, phones := m.Screen.Watching()
	code := p.door.Code
	beside := lipgloss.Width(strings.Join(code, "\n")) + 3
	away, closes := hint(turnsAway.key, "turns every phone away"), hint(m.keys.Close, "closes")
	way := away + "   " + closes
	followed := words.Plural(phones, "phone") + " in"
	switch fits := len(code) > 0 && len(code) <= height; {
	case fits && beside+26 <= width:
		text := []string{m.theme.Strong.Render("LET THE PHONE IN"), ""}
		for _, words := range []string{
			"Photograph this with a phone in the same network.", p.door.Address, followed,
			"Whoever has it can move the session on: " + away + ". " + closes + ".", p.door.Hint,
		} {
			text = append(append(text, draw.Wrap(words, width-beside)...), "")
		}
		lines := draw.Rows(text, height)
		for i := range lines {
			left := strings.Repeat(" ", beside)
			if i < len(code) {
				left = code[i] + "   "
			}
			lines[i] = left + lines[i]
		}
		return lines
	case fits && beside <= width:
		below := append(draw.Wrap(p.door.Address, width), followed+"   "+way)
		return append(slices.Clone(code), below[max(0, len(below)-(height-len(code))):]...)
	}
	lines := paragraphs(width, m.theme.Strong.Render("LET THE PHONE IN")+"   "+followed,
		"There is no room for the picture: make the window larger, or type the address.", p.door.Address, way)
	return append(append(lines, ""), draw.Wrap(p.door.Hint, width)...)
}

func (p *doorPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Close, k.Enter):
		m.close(p)
	case key.Matches(msg, turnsAway.key):
		m.Screen.Revoke()
		m.close(p)
		m.say("every phone is turned away")
	case key.Matches(msg, k.On, k.Back):
		return goOn(m, p, msg)
	}
	return nil
}

// goOn closes a panel and lets a clicker go on with the session. What is asked
// or typed behind it stays.
func goOn(m *Model, p panel, msg tea.KeyMsg) tea.Cmd {
	if m.closeWithScreen(p); m.panelMet() != nil {
		return nil
	}
	return m.key(msg)
}

func (m *Model) closeWithScreen(p panel) {
	m.close(p)
	if screen, ok := m.panelMet().(*screenPanel); ok {
		m.close(screen)
	}
}

type failedPanel struct {
	heading
	why string
}

func (p *failedPanel) hint(m *Model) keyRow { return keyRow{press(m.keys.Close, "closes")} }

func (p *failedPanel) draw(_ *Model, width, _ int) []string {
	return draw.Hang("  ", "  ", draw.Wrap(p.why, width-2))
}

func (p *failedPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.ClickerToo):
	case key.Matches(msg, k.Close, k.Enter):
		m.closeWithScreen(p)
	default:
		return goOn(m, p, msg)
	}
	return nil
}
