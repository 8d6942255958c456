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

// recoveryPanel shows what can be done about being late, or what there is time
// for, and what each way would change. Nothing is cut unasked.
type recoveryPanel struct{}

func (recoveryPanel) title(m *Model) string {
	return either(m.verdict().Late(), "RUNNING LATE: WHAT CAN BE DONE", "WHAT THERE IS TIME FOR")
}

func (recoveryPanel) hint(m *Model) keyRow {
	allot := press(m.keys.Allot, "another time for one phase")
	if !m.verdict().Late() && len(m.uses()) == 0 {
		return keyRow{allot, press(m.keys.Leave, "closes")}
	}
	return keyRow{press(m.keys.Options, "do it"), allot, press(m.keys.Leave, "leaves all as it is")}
}

var recoveryNames = map[run.Option]string{
	run.RecoverTrim:   "SHORTEN later phases",
	run.RecoverDrop:   "DROP what is optional",
	run.RecoverExtend: "AGREE a later time",
}

func (recoveryPanel) draw(m *Model, width, height int) []string {
	s := m.state()
	if !m.verdict().Late() {
		return m.timeFor(width, height)
	}
	above := m.surerLines(width)
	if worst := s.Verdict(m.now); len(s.Reach(worst.Activity, m.now)) == 0 && s.Current() != run.NoPhase {
		above = append(above, draw.Hang("  ", "  ", draw.Wrap("Only this phase stands before "+m.promiseTitle(worst)+": it has to give "+
			words.Minutes(time.Duration(-worst.Shown().Spare)*time.Minute)+".", width-2))...)
	}
	all := s.Recoveries(m.now)
	height -= len(above)
	lines := m.options(all, width, height)
	for most := height - 1; len(lines) > height && most >= 0; most-- { // every option has to be seen: what each changes gives way
		lines = m.options(all, width, most)
	}
	return append(above, lines...)
}

func (m *Model) promiseTitle(p run.Promise) string {
	if p.Activity == run.End {
		return "the end"
	}
	return m.plan.Activities[p.Activity].Title
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
			lines = append(lines, draw.Hang("     ", "     ", inLines(m.changes(r), width-5, most))...)
		}
	}
	return lines
}

// inLines are as many of the texts as there is room for in so many lines, and how
// many more there are.
func inLines(texts []string, width, most int) (lines []string) {
	for n := len(texts); n >= 0; n-- {
		some := texts[:n:n]
		if n < len(texts) {
			some = append(some, fmt.Sprintf("%d more", len(texts)-n))
		}
		if lines = draw.Wrap(strings.Join(some, "; "), width); len(lines) <= most {
			break
		}
	}
	return lines
}

// outcome is what becomes of the promises that were missed.
func (m *Model) outcome(r run.Recovery) string {
	var parts []string
	after := map[int]run.Shown{}
	for _, p := range r.After {
		after[p.Activity] = p.Shown()
	}
	late := false
	for _, p := range r.Before {
		now, stays := after[p.Activity]
		if !p.Missed() || !stays {
			continue
		}
		part, agreed := m.promiseTitle(p)+" ", m.promiseTitle(p)+" at "
		if p.Activity == run.End {
			part, agreed = "ends ", "out by "
		}
		if part += m.label(p.Shown().Arrival) + "→" + m.label(now.Arrival); r.Option == run.RecoverExtend {
			part = agreed + m.label(now.At)
		}
		if now.Spare < 0 {
			late = true
			part += ", still " + words.Minutes(time.Duration(-now.Spare)*time.Minute) + " late"
		}
		parts = append(parts, part)
	}
	text := strings.Join(parts, "; ")
	return either(late, m.theme.WarnText.Render(text), m.theme.GoodText.Render(text+", on time"))
}

func (m *Model) changes(r run.Recovery) []string {
	if r.Option == run.RecoverExtend {
		var asks []string
		for _, f := range r.Fixed {
			asks = append(asks, m.plan.Activities[f.Activity].Title+" "+words.Minutes(f.To.Sub(m.state().FixedAt(f.Activity, m.now)))+" later")
		}
		if more := r.HardEnd.Sub(m.state().HardEnd(m.now)); more > 0 {
			asks = append(asks, words.MinutesUp(more)+" more at the end")
		}
		return []string{"ask for " + strings.Join(asks, " and ")}
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
	case key.Matches(msg, k.Surer) && m.surer() != nil:
		m.use(p, m.surer().Keep)
	case key.Matches(msg, k.Options) && !m.verdict().Late():
		switch uses, n := m.uses(), nth(msg, k.Options); {
		case n < len(uses):
			m.use(p, uses[n].Command)
		case n == len(uses):
			m.close(p) // it goes on as it is
		}
	case key.Matches(msg, k.Options):
		m.use(p, run.Recover{Option: run.Options[nth(msg, k.Options)]})
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

func (m *Model) useWords(u words.Use) string {
	if u.More == 0 {
		return "TAKE " + m.state().Activity(u.Phase).Title + " now, " + timer.MinSec(words.Takes(m.state(), u.Phase, m.now)) + ", and come back"
	}
	budget := m.state().Phases()[u.Phase].Budget
	return "GIVE " + words.Minutes(u.More) + " to " + m.phaseTitle(u.Phase) + ": " + timer.MinSec(budget) + "→" + timer.MinSec(budget+u.More)
}

func (m *Model) uses() []words.Use { return words.Uses(m.state(), m.now) }

// timeFor are the uses of the time to spare, each with how things stand then.
func (m *Model) timeFor(width, height int) []string {
	lines := draw.Hang("  ", "  ", draw.Wrap("Nothing has to be done: "+m.verdict().Line()+".", width-2))
	lines = append(lines, m.surerLines(width)...)
	uses := m.uses()
	if len(uses) == 0 {
		return lines
	}
	lines = append(lines, "")
	add := func(i int, does string, c run.Command) {
		head := m.theme.Strong.Render(m.keys.Options.Keys()[i] + "  " + does)
		then := words.With(m.state(), c, m.now, m.label)
		lines = append(lines, draw.Hang("  ", "     ", draw.Wrap(head+"  → "+m.theme.GoodText.Render(then), width-5))...)
	}
	for i, u := range uses {
		add(i, m.useWords(u), u.Command)
	}
	add(len(uses), "GO ON as it is", nil)
	return draw.Cut(lines, height)
}

// use does what is offered, with which the panel closes.
func (m *Model) use(p panel, c run.Command) {
	if take, is := c.(run.Take); is {
		m.afterwards(func() { m.close(p) })
		m.move(take)
		return
	}
	m.do(c, func() {
		m.close(p)
		m.say(m.verdict().Line() + m.keys.takesBack())
	})
}

// aheadLine says that there is time for something, where the session comes to its
// next promise some minutes earlier than planned; else nothing.
func (m *Model) aheadLine() string {
	const worth = 3 * time.Minute
	next := m.state().Verdict(m.now)
	ahead := min(next.Slack(), m.plannedArrival(next).Sub(next.Arrival))
	if ahead < worth || len(m.uses()) == 0 {
		return ""
	}
	return words.Minutes(ahead) + " ahead: " + hint(m.keys.Late, "says what there is time for")
}

// plannedArrival is when the session comes to a promise by the plan.
func (m *Model) plannedArrival(p run.Promise) time.Time {
	s := m.state()
	planned, at := s.Planned(m.now), s.ScheduledStart(m.now)
	if p.Activity != run.End {
		planned = planned[:s.FirstOf(p.Activity)]
	}
	for _, w := range planned {
		if w.End.After(at) {
			at = w.End
		}
	}
	return at
}
