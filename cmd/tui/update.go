package tui

import (
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// Update takes in a key, a size, a tick or a tap on the phone, and lets the
// room see what came of it.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.watch()
	cmd := m.take(msg)
	m.show()
	return m, cmd
}

func (m *Model) take(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg.Width > 0 && msg.Height > 0 { // some terminals do not know their size
			m.width, m.height = msg.Width, msg.Height
		}
	case tickMsg:
		m.ring()
		m.retry()
		return m.tick()
	case Recordable:
		if msg.Err != nil {
			m.askNoRecord(msg.Err)
		}
	case Awake:
		m.awake = &msg
	case AskQuit:
		return m.askQuit()
	case Opened:
		m.opened(msg)
	case Tap:
		msg.take(m)
	case tea.MouseMsg:
		m.wheel(msg)
	case tea.KeyMsg:
		return m.keysOf(msg)
	case pasted:
		return m.paste(msg)
	case inOrder:
		var cmds []tea.Cmd
		for _, each := range msg {
			cmds = append(cmds, m.take(each))
		}
		return tea.Batch(cmds...)
	}
	return nil
}

// keysOf takes keys that came in one piece, as they do over a slow line, one
// by one: "mm" are two keys and not an unknown third.
func (m *Model) keysOf(msg tea.KeyMsg) tea.Cmd {
	switch {
	case msg.Paste || msg.Type == tea.KeyRunes && len(msg.Runes) > aFew:
		return m.paste(pasted{msg.Runes, msg.Paste})
	case msg.Type != tea.KeyRunes || len(msg.Runes) < 2:
		return m.key(msg)
	}
	var cmds []tea.Cmd
	for _, r := range msg.Runes {
		cmds = append(cmds, m.key(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}))
	}
	return tea.Batch(cmds...)
}

// ring rings the bell for a cue that has just come up.
func (m *Model) ring() {
	cue, ok := m.state().Cue(m.now)
	if ok && m.Bell != nil && (cue.Left != m.rang.Left || cue.At.Sub(m.rang.At).Abs() > run.CueShown) {
		m.rang = cue
		m.Bell()
	}
}

// wheel looks elsewhere.
func (m *Model) wheel(msg tea.MouseMsg) {
	if m.state().Current() == run.NoPhase || m.panel != nil {
		return
	}
	switch msg.Button {
	case tea.MouseButtonWheelDown:
		m.want(LookAhead, 0)
	case tea.MouseButtonWheelUp:
		m.want(LookBack, 0)
	}
}

// key sends a key to the panel in front; where there is none, what is wanted
// with it is done.
func (m *Model) key(msg tea.KeyMsg) tea.Cmd {
	if m.quitting {
		return nil // a key pressed too many must not become a command
	}
	if key.Matches(msg, m.keys.Suspend) {
		return m.want(SuspendToShell, 0)
	}
	if m.panel == nil {
		return m.want(m.wanted(msg))
	}
	cmd := m.panel.key(m, msg)
	if m.panel == nil {
		m.closed = m.real
	}
	return cmd
}

// open puts a panel in front; its keys are shown at once, not the answer to
// the key before.
func (m *Model) open(p panel) { m.panel, m.said = p, "" }

// on takes the next step: back to the place from looking elsewhere, down a
// long note, to the next note, to the announcement of the next phase, into it.
func (m *Model) on() {
	switch {
	case m.look != nil:
		m.returned()
		return
	case m.justEntered(), m.bounced():
		return
	}
	at := m.place()
	notes := len(m.state().Phases()[at.phase].Plan.Notes)
	switch {
	case m.announced.IsZero() && m.scrollOn(at):
		m.worked(at)
	case m.announced.IsZero() && m.stepOn(at):
	case at.note+1 < notes:
		m.setPlace(noteAt{at.phase, at.note + 1})
	case m.announced.IsZero():
		m.announced = m.real
	case m.real.Sub(m.announced) < doublePress:
	case m.state().Next() == run.NoPhase:
		m.move(m.leaving(run.Finish{}))
	case m.state().Next() < at.phase:
		m.askJumped()
	default:
		m.nextPhase()
	}
}

// scrollOn shows more of a note that is too long for the window.
func (m *Model) scrollOn(at noteAt) bool {
	lines := len(m.noteLines(at, m.bodyWidth))
	if m.scroll+m.bodyHeight >= lines {
		return false
	}
	m.scroll = min(m.scroll+max(1, m.bodyHeight-1), lines-m.bodyHeight)
	return true
}

// back goes up a long note, or to the note before in the same phase.
func (m *Model) back() {
	if m.look != nil || !m.announced.IsZero() {
		m.returned()
		return
	}
	if m.scroll > 0 {
		m.scroll = max(0, m.scroll-max(1, m.bodyHeight-1))
		return
	}
	at := m.place()
	if m.bounced() || m.stepBack(at) {
		return
	}
	if at.note > 0 {
		m.setPlace(noteAt{at.phase, at.note - 1})
	}
}

// justEntered is whether a phase was entered a moment ago.
func (m *Model) justEntered() bool { return m.real.Sub(m.entered) < doublePress }

func (m *Model) setPlace(at noteAt) {
	if m.do(run.Place{Phase: m.state().Name(at.phase), Note: at.note}) {
		m.returned()
		m.worked(at)
	}
}

// lookBy looks ahead or back without moving the place.
func (m *Model) lookBy(by int) {
	at := m.place()
	if m.look != nil {
		at = *m.look
	}
	m.announced = time.Time{}
	lines := len(m.noteLines(at, m.bodyWidth))
	switch {
	case by > 0 && m.look != nil && m.scroll+m.bodyHeight < lines:
		m.scroll++
		return
	case by < 0 && m.look != nil && m.scroll > 0:
		m.scroll--
		return
	}
	to, ok := m.step(at, by)
	if !ok {
		return
	}
	m.scroll = 0
	m.look = &to
	if to == m.place() {
		m.look = nil
	}
}

// move carries out a command that changes the current phase.
func (m *Model) move(c run.Command) bool {
	jumped := m.state().Jumped()
	if !m.do(c) {
		return false
	}
	m.returned()
	m.entered = m.real
	m.panel = nil
	p, by := m.state().Current(), m.state().Jumped()-jumped
	switch {
	case by > 0 && p == run.NoPhase:
		m.say(timer.Countdown(by) + " taken as done" + m.keys.takesBack())
	case by > 0: // a long title may be cut, what can be done about it may not
		m.say(timer.Countdown(by) + " taken as done " + strings.TrimSpace(m.keys.takesBack()) + "; now: " + m.phaseTitle(p))
	case p != run.NoPhase:
		m.say("now: " + m.phaseTitle(p) + m.keys.takesBack())
	}
	return true
}

func (m *Model) nextPhase() {
	if m.state().Next() == run.NoPhase {
		m.askFinish()
		return
	}
	if m.state().Next() < m.state().Current() {
		m.askJumped()
		return
	}
	m.move(m.leaving(run.Next{}))
}

// skip leaves this phase, or all of its activity; it asks where that would end
// the session.
func (m *Model) skip(whole bool) {
	here := m.state().Phases()[m.state().Current()].Activity
	for i, p := range m.state().Phases() {
		if p.Status == run.Pending && i != m.state().Current() && !(whole && p.Activity == here) {
			m.move(run.Skip{Whole: whole})
			return
		}
	}
	m.askFinish()
}

func (m *Model) finish() { m.move(run.Finish{}) }

func (m *Model) pause() {
	switch {
	case m.state().Stage() == run.Paused:
		m.say("it is paused already")
	case m.do(run.Pause{}):
		m.say("paused. Why?  " + m.keys.kinds("  ") + m.keys.goesOn())
	}
}

func (m *Model) resume() {
	switch {
	case m.state().Stage() != run.Paused:
		m.say("it goes on already")
	case m.do(run.Resume{}):
		m.say("going on: " + m.verdict().Line())
	}
}

func (m *Model) namePause(nth int) {
	if m.state().Stage() != run.Paused {
		return
	}
	kind := run.PauseKinds[nth]
	if m.do(run.Pause{Kind: kind}) {
		m.say("this pause " + words.Pause(kind) + m.keys.goesOn())
	}
	if named, _, _ := m.state().Pause(m.now); named == run.Incident {
		m.open(newSafetyPanel(m))
	}
}

func (m *Model) change(c run.Command) {
	if m.do(c) {
		p := m.state().Current()
		m.say("this phase has " + timer.MinSec(m.state().Phases()[p].Budget) + " now; " + m.verdict().Line())
	}
}

func (m *Model) backdate() {
	if m.do(run.Backdate{By: time.Minute}) {
		m.say("moved a minute earlier; " + hint(m.keys.Backdate, "again: another; ") + m.verdict().Line())
	}
}

func (m *Model) undo() {
	word, ok := m.state().Undoable()
	if m.do(run.Undo{}) && ok {
		m.returned()
		m.returnTo(word)
		m.say("taken back: " + word.TakenBack())
	}
}
