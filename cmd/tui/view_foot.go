package tui

import (
	"strings"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
	"facilitate/timer"
)

// footLines say what comes next and what to have at hand for it.
func (m *Model) footLines() []string {
	next := m.state().Next()
	if next == run.NoPhase {
		return []string{m.footLine("THEN", "the end"), m.footLine("HAVE", m.upNow())}
	}
	p := m.state().Phases()[next]
	return []string{
		m.footLine("THEN", words.Phase(m.state(), next, " · ")+" "+timer.MinSec(p.Budget)+settings(m.settingsOf(next))+m.roundWords(p.Plan)),
		m.footLine("HAVE", m.atHand(next)),
	}
}

func (m *Model) footLine(label, text string) string {
	if text == "" {
		text = m.theme.Faint.Render("nothing new")
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

// roundWords is what a phase's round asks for.
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
			if h := m.plan.Handout(n.Ref); h != nil {
				things = append(things, "handout: "+h.Title)
			}
		}
	}
	if here := m.state().Current(); here == run.NoPhase || m.state().Phases()[here].Activity != p.Activity {
		for _, id := range m.state().Activity(phase).Resources {
			for _, r := range m.plan.Resources {
				if r.ID == id {
					things = append(things, r.Name)
				}
			}
		}
	}
	if up := m.upNow(); up != "" {
		things = append(things, up)
	}
	return strings.Join(things, " · ")
}

// upNow says which slide the room sees.
func (m *Model) upNow() string {
	if s := m.slideUp(); s != nil {
		return "slide " + itoa(m.slideNumber(s.ID)) + " (up now)"
	}
	return ""
}
