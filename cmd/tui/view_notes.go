package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
	"facilitate/timer"
)

// notesBody is the note one is at and those that follow, or the note looked
// at, or the announcement of the next phase.
func (m *Model) notesBody(width, height int) (heading string, lines []string) {
	if m.isAnnounced {
		does := "enters it"
		switch {
		case m.state().Next() == run.NoPhase:
			does = "finishes"
		case m.roomWorks():
			does = "takes this as done"
		}
		return "next: " + hint(m.keys.On, does), m.announcement(width)
	}
	at := m.noteInView()
	lines, whole := m.inWindow(slices.Clone(m.noteLines(at, width)), height)
	w := m.workHere()
	_, isRound := w.(roundWork)
	if whole && (w == nil || isRound && len(lines)+3 < height) { // what is said after it
		lines = m.withFollowing(lines, at, width, height)
	}
	if w != nil {
		return w.heading(m, m.mainWidth()), lines
	}
	return m.noteHeading(at), lines
}

func (m *Model) noteHeading(at noteAt) string {
	place := m.place()
	switch {
	case m.look == nil:
		return fmt.Sprintf("note %d of %d", place.note+1, max(1, len(m.state().Phases()[place.phase].Plan.Notes))) + words.LedBy(m.state(), place.phase, " · ") + m.formHint(place.phase)
	case at.phase != place.phase:
		return "looking at " + m.phaseTitle(at.phase) + ": " + hint(m.keys.On, "returns")
	}
	return "looking elsewhere: " + hint(m.keys.On, "returns to note ") + itoa(place.note+1)
}

func (m *Model) noteInView() noteAt {
	if m.look != nil {
		return *m.look
	}
	return m.place()
}

func (m *Model) noteHeight() int { return len(m.noteLines(m.noteInView(), m.layout.width)) }

// inWindow is a note's part in the window, the place with a bar down it; whole: that
// is all.
func (m *Model) inWindow(lines []string, height int) (shown []string, whole bool) {
	if whole = len(lines) <= height; !whole {
		lines = lines[m.scroll : m.scroll+height]
	}
	for i, line := range lines {
		if rest, ok := strings.CutPrefix(line, " "); m.look == nil && (ok || line == "") {
			lines[i] = m.theme.GoodText.Render("▌") + rest
		}
	}
	return lines, whole
}

// withFollowing adds the notes that follow in the phase, as far as there is room.
func (m *Model) withFollowing(lines []string, at noteAt, width, height int) []string {
	for next := at; len(lines) < height; {
		var ok bool
		if next, ok = m.step(next, 1); !ok || next.phase != at.phase {
			break
		}
		lines = append(lines, "")
		for _, line := range m.noteLines(next, width) {
			lines = append(lines, plain(line))
		}
	}
	if len(lines) > height {
		for lines = lines[:height]; strings.TrimSpace(plain(lines[len(lines)-1])) == ""; {
			lines = lines[:len(lines)-1]
		}
		last := &lines[len(lines)-1]
		*last = strings.TrimRight(draw.Fit(*last, width-2), "… ") + " …"
	}
	return lines
}

func (m *Model) announcement(width int) []string {
	next := m.state().Next()
	if next == run.NoPhase {
		return draw.Hang("  ", "  ", append(draw.Wrap(m.theme.Strong.Render("THE END"), width-2),
			"", m.takesAsDone()+"finishes the session; "+hint(m.keys.Undo, "takes it back.")))
	}
	p := m.state().Phases()[next]
	title := either(m.state().ComesBack(), "back to ", "") + m.phaseTitle(next)
	have := m.atHand(next)
	if have != "" {
		have = "Have at hand: " + have
	}
	lines := paragraphs(width-2,
		m.theme.Strong.Render(upper(title))+"   "+timer.MinSec(p.Budget)+settings(m.settingsOf(next))+words.LedBy(m.state(), next, " · "),
		prose.Plain(p.Plan.Question), m.fixedLine(next), have)
	lines = append(lines, "")
	return draw.Hang("  ", "  ", append(lines, draw.Wrap(m.takesAsDone()+"enters it; "+hint(m.keys.Back, "goes back to the notes."), width-2)...))
}

// more says that a note goes on beyond the window.
func (m *Model) more() string {
	if m.isAnnounced || m.state().Current() == run.NoPhase {
		return ""
	}
	switch below := m.scroll+m.layout.height < m.noteHeight(); {
	case below && m.scroll > 0:
		return " · ↑ ↓ more"
	case below:
		return " · ↓ more below"
	case m.scroll > 0 && m.mainWidth() < 60 && m.workHere() != nil:
		return "" // what Page Down does next matters more
	case m.scroll > 0:
		return " · ↑ more above"
	}
	return ""
}

func (m *Model) footLines() []string {
	next := m.state().Next()
	if next == run.NoPhase {
		return []string{m.footLine("THEN", "the end"), m.footLine("HAVE", m.upNow())}
	}
	p := m.state().Phases()[next]
	return []string{
		m.footLine("THEN", words.Phase(m.state(), next, " · ")+" "+timer.MinSec(p.Budget)+settings(m.settingsOf(next))+words.LedBy(m.state(), next, " · ")+m.roundWords(p.Plan)),
		m.footLine("HAVE", m.atHand(next)),
	}
}

func (m *Model) footLine(label, text string) string {
	if text == "" {
		text = m.theme.Faint.Render("nothing new")
	}
	for room := m.mainWidth() - len(label) - 3; lipgloss.Width(text) > room; {
		at := strings.LastIndex(text, " · ")
		if at < 0 {
			break
		}
		text = text[:at] // what stands last matters least
	}
	return " " + m.theme.Label.Render(label) + "  " + text
}

// settings is " · groups" or " · individual or groups".
func settings(of []session.Setting) string {
	if len(of) == 0 {
		return ""
	}
	return " · " + session.EitherSetting(of, session.Setting.Name)
}

func (m *Model) roundWords(p *session.Phase) string {
	for _, n := range p.Notes {
		if n.Kind == session.Round {
			return " · " + prose.Plain(n.Text)
		}
	}
	return ""
}

// atHand is what a phase needs: its activity's resources where that begins,
// and the slides and handouts of its notes.
func (m *Model) atHand(phase int) string {
	var things []string
	p := m.state().Phases()[phase]
	for _, n := range p.Plan.Notes {
		switch n.Kind {
		case session.ShowSlide:
			things = append(things, "slide "+itoa(m.slideNumber(n.Ref)))
		case session.GiveOut:
			things = append(things, "handout: "+m.plan.Handout(n.Ref).Title)
		}
	}
	if here := m.state().Current(); here == run.NoPhase || m.state().Phases()[here].Activity != p.Activity {
		for _, id := range m.state().Activity(phase).Resources {
			at := slices.IndexFunc(m.plan.Resources, func(r session.Resource) bool { return r.ID == id })
			things = append(things, m.plan.Resources[at].Name)
		}
	}
	return strings.Join(slices.DeleteFunc(append(things, m.upNow()), func(s string) bool { return s == "" }), " · ")
}

func (m *Model) upNow() string {
	if s, _, _ := m.state().SlideUp(m.now); s != nil {
		return "slide " + itoa(m.slideNumber(s.ID)) + " (up now)"
	}
	return ""
}
