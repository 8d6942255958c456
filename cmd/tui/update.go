package tui

import (
	"cmp"
	"slices"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/session/run"
)

// Update takes in a key, a size, a tick, a tap on the phone or an answer of the
// writer, lets the room see what came of it, and lays the console out anew.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := m.takeIn(msg)
	m.arrange()
	return m, tea.Batch(cmd, m.listen())
}

// takeIn is Update, but for the laying out.
func (m *Model) takeIn(msg tea.Msg) tea.Cmd {
	m.watch()
	cmd := m.take(msg)
	m.setInstant(m.lastMessage)
	m.foresee(msg)
	m.show()
	return cmd
}

func (m *Model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case draw.Theme:
		m.setTheme(msg)
	case tickMsg:
		m.ring()
		m.lookAfterRecord()
		return m.nextTick()
	case planLooked:
		return m.takePlanLooked(msg)
	case reply:
		return m.takeReply(msg.Answer)
	case Recordable:
		if msg.Err != nil {
			return m.askNoRecord(msg.Err)
		}
	case clickerKept:
		m.say(string(msg))
	case Awake:
		m.awake = &msg
	case Opened:
		return m.takeOpened(msg)
	case offerFound:
		return m.takeOffer(msg.Offer)
	case Tap:
		if !msg.Take() {
			return nil
		}
		return m.inTurn(m.tap(msg))
	case AskQuit:
		return m.inTurn(m.newStep(m.askQuit))
	case tea.MouseMsg:
		return m.inTurn(m.newStep(func() tea.Cmd { return m.wheel(msg) }))
	case tea.KeyMsg:
		return m.keysOf(msg)
	case pastedText:
		return m.paste(msg)
	case inOrder:
		return tea.Batch(collect(msg, m.take)...)
	}
	return nil
}

// keysOf takes keys that came in one piece, as they do over a slow line, one
// by one: "mm" are two keys and not an unknown third.
func (m *Model) keysOf(msg tea.KeyMsg) tea.Cmd {
	switch {
	case msg.Paste || msg.Type == tea.KeyRunes && len(msg.Runes) > aFew:
		return m.paste(pastedText{msg.Runes, msg.Paste})
	case msg.Type != tea.KeyRunes || len(msg.Runes) < 2:
		return m.press(msg)
	}
	return tea.Batch(collect(msg.Runes, func(r rune) tea.Cmd { return m.press(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}) })...)
}

// press takes a key in its turn, or at once where it is typed into a line.
func (m *Model) press(msg tea.KeyMsg) tea.Cmd {
	s := m.newStep(func() tea.Cmd { return m.key(msg) })
	if m.turns.isBusy() {
		if m.typeAtOnce(s, msg) {
			return nil
		}
		wants, _ := m.intentOf(msg)
		s.opens = slices.Contains(waysToOpen, wants)
	}
	return m.inTurn(s)
}

func (m *Model) ring() {
	cue, ok := m.state().Cue(m.now)
	if ok && m.Bell != nil && (cue.Left != m.lastRung.Left || cue.After != m.lastRung.After || cue.At.Sub(m.lastRung.At).Abs() > run.CueShown) {
		m.lastRung = cue
		m.Bell()
	}
}

func (m *Model) wheel(msg tea.MouseMsg) tea.Cmd {
	if m.state().Current() == run.NoPhase || m.panelMet() != nil {
		return nil
	}
	switch msg.Button {
	case tea.MouseButtonWheelDown:
		return m.want(LookAhead, 0)
	case tea.MouseButtonWheelUp:
		return m.want(LookBack, 0)
	}
	return nil
}

// key sends a key to the panel that it meets; where there is none, what is
// wanted with it is done.
func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	if m.isLeaving {
		return nil // a key pressed too many must not become a command
	}
	if key.Matches(msg, m.keys.Suspend) {
		return m.want(SuspendToShell, 0)
	}
	if p := m.panelMet(); p != nil {
		return p.key(m, msg)
	}
	wants, which := m.intentOf(msg)
	if m.state().Stage() == run.Ready && m.seeClicker(msg.String()) && wants == nothing {
		return nil // it is named
	}
	if wants == nothing {
		m.sayUseless(msg)
	}
	return m.want(wants, which)
}

// sayUseless says of a key that does something at other moments that it does nothing
// now. What a clicker sends besides is no mistake.
func (m *Model) sayUseless(msg tea.KeyMsg) {
	if key.Matches(msg, m.keys.ClickerToo, m.keys.Close) {
		return
	}
	if slices.ContainsFunc(deeds(m.keys), func(d deed) bool { return key.Matches(msg, d.key) }) {
		m.say(cmp.Or(spokenNames[msg.String()], msg.String()) + " does nothing here: " + hint(m.keys.Help, "shows the keys that do"))
	}
}
