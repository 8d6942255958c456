package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/prose"
	"facilitate/session/run"
	"facilitate/timer"
)

// agendaWidth is the column the agenda takes where there is room for it.
const agendaWidth = 36

// screen is what one frame shows; layout puts it into the window.
type screen struct {
	header  string // the left of the first line
	clock   string // in block figures
	style   lipgloss.Style
	beside  []string // beside the clock, or under it where it does not fit
	brief   string   // the verdict in one line, for a small window
	banner  string
	heading string // of the body
	notes   bool   // the body is notes
	body    func(width, height int) []string
	foot    []string
	keys    string
}

// View draws the console for the instant of the last message.
func (m *Model) View() string {
	if m.quitting {
		return ""
	}
	m.seen = m.Now()
	m.setInstant(m.seen)
	front := m.front()
	if door, ok := front.(*doorPanel); ok {
		return door.whole(m)
	}
	var s screen
	switch m.state().Stage() {
	case run.Ready:
		s = m.screenBefore()
	case run.Finished:
		s = m.screenAfter()
	default:
		s = m.screenConsole()
	}
	if front != nil {
		s.heading = front.title(m)
		s.body = func(width, height int) []string { return front.draw(m, width, height) }
		s.keys = front.hint(m)
	}
	if m.answered() {
		s.keys = m.theme.Strong.Render(m.said)
	}
	return m.layout(s)
}

// answered is whether the answer to a key is still to be shown.
func (m *Model) answered() bool { return m.said != "" && m.seen.Sub(m.saidAt) < saidFor }

// layout puts a screen into the window, the most important things first: what
// does not fit is left out from the bottom of the order of size.
func (m *Model) layout(s screen) string {
	width, height := m.width, m.height
	main := m.mainWidth()
	if height < 12 || width < 34 || m.front() != nil && height < 14 {
		return m.layoutTiny(s)
	}
	roomy := height >= 20

	lines := []string{m.theme.Panel.Render(draw.Apart(" "+s.header, m.mark()+m.label(m.now)+" ", main))}
	if roomy {
		lines = append(lines, "")
	}
	lines = append(lines, m.clockLines(s, main)...)
	if s.banner != "" || roomy {
		lines = append(lines, draw.Fit(" "+s.banner, main))
	}
	var below []string
	if roomy {
		below = append(below, m.theme.Rule.Render(strings.Repeat("─", main)))
		for _, f := range s.foot {
			below = append(below, draw.Fit(f, main))
		}
	}
	if height >= 14 {
		below = append(below, " "+draw.Fit(s.keys, main-2))
	} else if m.answered() {
		below = append(below, " "+draw.Fit(s.keys, main-2))
	}
	room := height - len(lines) - 1 - len(below)
	m.bodyWidth, m.bodyHeight = main-1, room
	body := s.body(main-1, room)
	more := m.more(s)
	lines = append(lines, m.ruled(draw.Fit(s.heading, main-8-lipgloss.Width(more))+more, main))
	for i := range room {
		line := ""
		if i < len(body) {
			line = draw.Fit(body[i], main)
		}
		lines = append(lines, line)
	}
	lines = append(lines, below...)
	if m.wide() {
		lines = m.withAgenda(lines, main)
	}
	return strings.Join(lines[:min(len(lines), height)], "\n")
}

// wide is whether there is room for the agenda beside the console.
func (m *Model) wide() bool { return m.width >= 110 && m.height >= 24 }

func (m *Model) mainWidth() int {
	if m.wide() {
		return m.width - agendaWidth - 3
	}
	return m.width
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

// more says that a note goes on beyond the window.
func (m *Model) more(s screen) string {
	if m.front() != nil || !s.notes || m.announced {
		return ""
	}
	at := m.place()
	if m.look != nil {
		at = *m.look
	}
	switch lines := len(m.noteLines(at, m.bodyWidth)); {
	case m.scroll+m.bodyHeight < lines && m.scroll > 0:
		return " · ↑ ↓ more"
	case m.scroll+m.bodyHeight < lines:
		return " · ↓ more below"
	case m.scroll > 0 && m.mainWidth() < 60 && m.workHere() != nil:
		return "" // what Page Down does next matters more
	case m.scroll > 0:
		return " · ↑ more above"
	}
	return ""
}

// layoutTiny is for a window too small for block figures, or for them and a
// panel.
func (m *Model) layoutTiny(s screen) string {
	lines := []string{s.clock + "  " + s.brief, s.header}
	if m.front() != nil {
		lines[1] = m.theme.Strong.Render(s.heading)
	}
	if m.answered() {
		lines[1] = s.keys
	}
	if m.state().Rehearsal() {
		lines[1] = draw.Apart(lines[1], strings.TrimSpace(m.mark()), m.width)
	}
	m.bodyWidth, m.bodyHeight = max(1, m.width-1), max(1, m.height-len(lines))
	lines = append(lines, s.body(m.bodyWidth, m.bodyHeight)...)
	for i := range lines {
		lines[i] = draw.Fit(lines[i], m.width)
	}
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// ruled is a rule with a heading in it.
func (m *Model) ruled(heading string, width int) string {
	if heading == "" {
		return m.theme.Rule.Render(strings.Repeat("─", width))
	}
	heading = draw.Fit(heading, width-8)
	rest := max(0, width-lipgloss.Width(heading)-5)
	return m.theme.Rule.Render("── ") + m.theme.Strong.Render(heading) + m.theme.Rule.Render(" "+strings.Repeat("─", rest+1))
}

// clockLines are the block figures with the verdict beside them, or under
// them in a narrow window.
func (m *Model) clockLines(s screen, width int) []string {
	size := m.clockSize(s.clock)
	figures := draw.Figures(s.clock, size)
	left := draw.FiguresWidth(s.clock, size) + 2
	beside := s.beside
	room := width - left - 4
	under := ""
	if room < verdictWidth {
		beside = nil
		under = s.brief
	}
	first := max(0, (len(figures)-len(beside)+1)/2)
	lines := make([]string, 0, len(figures)+1)
	for i, f := range figures {
		line := draw.Fit("  "+s.style.Render(f), width)
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

// withAgenda puts the agenda to the right of the lines.
func (m *Model) withAgenda(lines []string, width int) []string {
	agenda := m.agendaColumn(agendaWidth, len(lines))
	for i := range lines {
		right := ""
		if i < len(agenda) {
			right = agenda[i]
		}
		lines[i] = draw.Pad(lines[i], width) + m.theme.Rule.Render(" │ ") + right
	}
	return lines
}

// phaseTitle names a phase: its activity, and its own name where the activity
// has several.
func (m *Model) phaseTitle(phase int) string {
	return m.state().Activity(phase).PhaseTitle(m.state().Phases()[phase].Plan, " · ")
}

func (m *Model) screenConsole() screen {
	st := m.state()
	here := st.Current()
	phase := st.Phases()[here]
	activity := st.Activity(here)
	left := st.Remaining(m.now)
	v := m.verdict()

	s := screen{clock: timer.Countdown(left), foot: m.footLines(), keys: m.keyLine()}
	s.header = strings.ToUpper(activity.Title)
	if !activity.Single {
		s.header += "   " + phase.Plan.Name
		if len(activity.Phases) > 1 {
			s.header += fmt.Sprintf(" %d/%d", phase.Number, len(activity.Phases))
		}
	}

	top := m.theme.Faint.Render("left of " + timer.MinSec(phase.Budget))
	brief := ""
	s.style = lipgloss.NewStyle()
	switch kind, lasted, paused := st.Pause(m.now); {
	case paused:
		word := "PAUSED " + timer.MinSec(lasted.Truncate(time.Second))
		if kind != run.Other {
			word = "PAUSED (" + strings.ToUpper(kind.Word()) + ") " + timer.MinSec(lasted.Truncate(time.Second))
		}
		top = m.theme.Warn.Render(" " + word + " ")
		brief = m.theme.Warn.Render(" PAUSED ") + " "
		s.style = m.theme.Faint
	case left <= -time.Second:
		top = m.theme.Bad.Render(" OVER TIME ") + m.theme.Faint.Render(" of "+timer.MinSec(phase.Budget))
		s.style = m.theme.BadText
	case left <= 2*time.Minute && phase.Budget >= 5*time.Minute || left <= 30*time.Second:
		s.style = m.theme.WarnText
	}
	s.beside = append([]string{top}, m.badge(verdictBadge(v, m.theme), v.Word(), s.clock)...)
	s.beside = append(s.beside,
		m.theme.Strong.Render("ENDS "+v.Ends), "out by "+v.Out, v.DriftWords())
	s.brief = brief + verdictBadge(v, m.theme).Render(" "+v.Word()+" ") + m.theme.Strong.Render(" ENDS "+v.Ends)
	s.banner = m.banner()
	s.notes = true
	s.heading, s.body = m.notesBody(here)
	return s
}

// banner is the one line that wants attention: running over, then a cue. A
// cue follows in the same line, for it stays up only a short while.
func (m *Model) banner() string {
	parts := m.troubles()
	if v := m.verdict(); v.InHand < 0 {
		over := v.Word() + ": press " + named(m.keys.Late)
		if m.mainWidth() < 60 {
			over = "press " + named(m.keys.Late) // the verdict stands in the line above, and a cue must fit
		}
		parts = append(parts, m.theme.Bad.Render(" ! "+over+" "))
	}
	if cue, ok := m.state().Cue(m.now); ok {
		parts = append(parts, m.theme.Warn.Render(" ! "+words.Cue(cue)+" "))
	}
	if m.roomWorks() {
		room := m.mainWidth() - 2 - lipgloss.Width(strings.Join(parts, " "))
		if words := m.roomBanner(room); words != "" {
			parts = append(parts, words)
		}
	}
	return strings.Join(parts, " ")
}

// notesBody is the note one is at and those that follow, or the note looked
// at, or the announcement of the next phase.
func (m *Model) notesBody(here int) (heading string, body func(width, height int) []string) {
	place := m.place()
	notes := len(m.state().Phases()[here].Plan.Notes)
	if m.announced {
		if m.state().Next() == run.NoPhase {
			return "next: " + hint(m.keys.On, "finishes"), m.announcement
		}
		if m.roomWorks() {
			return "next: " + hint(m.keys.On, "takes this as done"), m.announcement
		}
		return "next: " + hint(m.keys.On, "enters it"), m.announcement
	}
	if w := m.workHere(); w != nil {
		return w.heading(m, m.mainWidth()), m.workBody(w)
	}
	heading = fmt.Sprintf("note %d of %d", place.note+1, max(1, notes)) + m.formHint(here)
	at := place
	if m.look != nil {
		at = *m.look
		heading = "looking elsewhere: " + hint(m.keys.On, "returns to note ") + itoa(place.note+1)
		if at.phase != place.phase {
			heading = "looking at " + m.phaseTitle(at.phase) + ": " + hint(m.keys.On, "returns")
		}
	}
	return heading, func(width, height int) []string {
		lines := slices.Clone(m.noteLines(at, width))
		if len(lines) > height {
			m.scroll = max(0, min(m.scroll, len(lines)-height))
			return m.scrolled(lines, height, at == place)
		}
		if at == place && len(lines) > 0 {
			lines[0] = m.theme.GoodText.Render(">") + lines[0][1:]
		}
		return m.followed(lines, at, width, height)
	}
}

// followed adds to a note's lines the notes that follow it in its phase, as
// far as there is room.
func (m *Model) followed(lines []string, at noteAt, width, height int) []string {
	for next := at; len(lines) < height; {
		var ok bool
		if next, ok = m.step(next, 1); !ok || next.phase != at.phase {
			break
		}
		lines = append(lines, "")
		for _, line := range m.noteLines(next, width) {
			lines = append(lines, m.theme.Faint.Render(plain(line)))
		}
	}
	if len(lines) > height {
		lines = lines[:height]
		lines[height-1] = m.theme.Faint.Render("  …")
	}
	return lines
}

// scrolled is a long note's part in the window.
func (m *Model) scrolled(lines []string, height int, here bool) []string {
	shown := append([]string(nil), lines[m.scroll:m.scroll+height]...)
	if here && m.scroll == 0 {
		shown[0] = m.theme.GoodText.Render(">") + shown[0][1:]
	}
	return shown
}

// announcement says what the next Page Down enters.
func (m *Model) announcement(width, _ int) []string {
	next := m.state().Next()
	if next == run.NoPhase {
		return draw.Hang("  ", "  ", append(draw.Wrap(m.theme.Strong.Render("THE END"), width-2),
			"", m.takesAsDone()+"finishes the session; "+hint(m.keys.Undo, "takes it back.")))
	}
	p := m.state().Phases()[next]
	lines := draw.Wrap(m.theme.Strong.Render(strings.ToUpper(m.phaseTitle(next)))+"   "+timer.MinSec(p.Budget)+settings(m.settingsOf(next)), width-2)
	if p.Plan.Question != "" {
		lines = append(lines, draw.Wrap(prose.Plain(p.Plan.Question), width-2)...)
	}
	if have := m.atHand(next); have != "" {
		lines = append(lines, draw.Wrap("Have at hand: "+have, width-2)...)
	}
	lines = append(lines, "")
	return draw.Hang("  ", "  ", append(lines, draw.Wrap(m.takesAsDone()+"enters it; "+hint(m.keys.Back, "goes back to the notes."), width-2)...))
}

func (m *Model) keyLine() string {
	k := m.keys
	if m.state().Stage() == run.Paused {
		return hints(hint(k.Pause, "go on"), k.kinds(" "), hint(k.Safety, "safety"), hint(k.Undo, "undo"), hint(k.Help, "help"))
	}
	if w := m.workHere(); w != nil {
		return w.keys(m)
	}
	if m.state().Rehearsal() {
		return hints(hint(k.On, "on"), hint(k.Pause, "pause"), hint(k.TakeDone, "done in its time"), hint(k.Again, "once more"),
			hint(k.Undo, "undo"), hint(k.Help, "help"))
	}
	return hints(hint(k.On, "on"), hint(k.Pause, "pause"), hint(k.More, "minute"), hint(k.Safety, "safety"),
		hint(k.Undo, "undo"), hint(k.Goto, "go to"), hint(k.Help, "help"))
}
