package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// recoveryPanel shows what can be done about being late, and what each way
// would change. Nothing is cut unasked.
type recoveryPanel struct{}

func (recoveryPanel) title(*Model) string { return "RUNNING LATE: WHAT CAN BE DONE" }

func (recoveryPanel) hint(m *Model) string {
	return hints(hint(m.keys.Options, "do it"), hint(m.keys.Allot, "another time for one phase"), hint(m.keys.Leave, "leaves all as it is"))
}

var recoveryNames = map[run.Option]string{
	run.RecoverTrim:   "SHORTEN later phases",
	run.RecoverDrop:   "DROP what is optional",
	run.RecoverExtend: "AGREE a later end",
}

func (recoveryPanel) draw(m *Model, width, height int) []string {
	s := m.state()
	if s.InHand(m.now) >= 0 {
		return draw.Hang("  ", "  ", draw.Wrap("Nothing has to be done: the session "+m.verdict().Line()+".", width-2))
	}
	all := s.Recoveries(m.now)
	lines := m.options(all, width, height)
	for most := height; len(lines) > height && most > 0; {
		// Every option has to be seen: what each changes gives way.
		most--
		lines = m.options(all, width, most)
	}
	return lines
}

// options lists the ways out, each with what it changes in so many lines.
func (m *Model) options(all []run.Recovery, width, most int) []string {
	var lines []string
	for i, r := range all {
		head := m.keys.Options.Keys()[i] + "  " + recoveryNames[r.Option]
		if r.Refused != nil {
			lines = append(lines, draw.Hang("  ", "     ", draw.Wrap(m.theme.Faint.Render(head+": "+r.Refused.Error()), width-5))...)
			continue
		}
		lines = append(lines, draw.Hang("  ", "     ", draw.Wrap(m.theme.Strong.Render(head)+"  → "+m.outcome(r), width-5))...)
		if most > 0 {
			lines = append(lines, draw.Hang("     ", "     ", cut(draw.Wrap(strings.Join(m.changes(r), " · "), width-5), most))...)
		}
	}
	return lines
}

// outcome is how the session would end with a recovery.
func (m *Model) outcome(r run.Recovery) string {
	ends := "ends " + m.label(r.End)
	switch {
	case r.Missing > 0:
		return m.theme.WarnText.Render(ends + ", still over by " + words.MinutesUp(r.Missing))
	case r.Option == run.RecoverExtend:
		return m.theme.GoodText.Render("out by " + m.label(r.HardEnd))
	}
	return m.theme.GoodText.Render(ends + ", on time")
}

// changes is what a recovery does, a few words for each phase.
func (m *Model) changes(r run.Recovery) []string {
	if r.Option == run.RecoverExtend {
		return []string{"ask the room for " + words.MinutesUp(r.HardEnd.Sub(m.state().HardEnd(m.now))) + " more"}
	}
	const mostNamed = 30 // a plan may have thousands
	activity := func(i int) int { return m.state().Phases()[r.Changes[i].Phase].Activity }
	var words []string
	var sum time.Duration
	for i, c := range r.Changes {
		if len(words) == mostNamed {
			return append(words, "and more")
		}
		if !c.Dropped {
			words = append(words, fmt.Sprintf("%s %s→%s", m.phaseTitle(c.Phase), timer.MinSec(c.From), timer.MinSec(c.To)))
			continue
		}
		sum += c.From
		if i+1 == len(r.Changes) || activity(i+1) != activity(i) {
			words = append(words, m.plan.Activities[activity(i)].Title+" ("+timer.MinSec(sum)+")")
			sum = 0
		}
	}
	return words
}

func (p *recoveryPanel) key(m *Model, msg tea.KeyMsg) tea.Cmd {
	switch k := m.keys; {
	case key.Matches(msg, k.Options):
		option := run.Options[nth(msg, k.Options)]
		m.do(run.Recover{Option: option}, func() {
			m.close(p)
			m.say(m.verdict().Line() + m.keys.takesBack())
		})
	case key.Matches(msg, k.Allot):
		m.open(newAllotPanel(m))
	case key.Matches(msg, k.Late, k.Leave):
		m.close(p)
	case key.Matches(msg, k.always()...):
		m.close(p)
		return m.key(msg)
	}
	return nil
}
