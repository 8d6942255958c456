package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
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
	if !m.verdict().Late() && len(m.uses()) == 1 {
		return keyRow{press(m.keys.Allot, "another time for one phase"), press(m.keys.Leave, "closes")}
	}
	return keyRow{press(m.keys.Options, "do it"), press(m.keys.Allot, "another time for one phase"), press(m.keys.Leave, "leaves all as it is")}
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
	var above []string
	if worst := s.Verdict(m.now); len(s.Reach(worst.Activity, m.now)) == 0 && s.Current() != run.NoPhase {
		above = draw.Hang("  ", "  ", draw.Wrap("Only this phase stands before "+m.promiseTitle(worst)+": it has to give "+
			words.Minutes(time.Duration(-worst.Shown().Spare)*time.Minute)+".", width-2))
	}
	all := s.Recoveries(m.now)
	height -= len(above)
	lines := m.options(all, width, height)
	for most := height; len(lines) > height && most > 0; {
		// Every option has to be seen: what each changes gives way.
		most--
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
			lines = append(lines, draw.Hang("     ", "     ", cut(draw.Wrap(strings.Join(m.changes(r), " · "), width-5), most))...)
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
	if late {
		return m.theme.WarnText.Render(text)
	}
	return m.theme.GoodText.Render(text + ", on time")
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
	case key.Matches(msg, k.Options) && !m.verdict().Late():
		if uses := m.uses(); nth(msg, k.Options) < len(uses) {
			m.use(p, uses[nth(msg, k.Options)])
		}
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

// use is something that there is time for.
type use struct {
	does    string
	command run.Command // nil: to go on as it is
}

// uses are what there is time for while nothing is late: at most one phase that
// may have more, a spare activity, and to end early.
func (m *Model) uses() []use {
	s := m.state()
	spare := time.Duration(m.verdict().Spare) * time.Minute
	var all []use
	if phase, more := m.worthMore(spare); more > 0 {
		budget := s.Phases()[phase].Budget
		all = append(all, use{
			"GIVE " + words.Minutes(more) + " to " + m.phaseTitle(phase) + ": " + timer.MinSec(budget) + "→" + timer.MinSec(budget+more),
			run.Allot{Phase: s.Name(phase), Time: budget + more},
		})
	}
	for _, a := range s.Takeable() {
		if first := s.FirstOf(a); m.plan.Activities[a].Spare && m.fits(first) && spare > 0 {
			all = append(all, use{
				"TAKE " + m.plan.Activities[a].Title + " now, " + timer.MinSec(m.takes(first)) + ", and come back",
				run.Take{Activity: m.plan.Activities[a].ID},
			})
			break
		}
	}
	return append(all, use{"GO ON as it is", nil})
}

// worthMore is the phase that the minutes to spare go to: of those before the
// next promise the one that was cut most, else the one that is discussed most.
func (m *Model) worthMore(spare time.Duration) (phase int, more time.Duration) {
	s := m.state()
	if spare <= 0 {
		return run.NoPhase, 0
	}
	phase = run.NoPhase
	talked := 0
	for _, i := range s.Reach(s.Verdict(m.now).Activity, m.now) {
		p := &s.Phases()[i]
		if cut := (p.Plan.Duration - p.Budget).Truncate(time.Minute); cut > more {
			phase, more = i, cut
		}
	}
	if phase != run.NoPhase {
		return phase, min(more, spare)
	}
	for _, i := range s.Reach(s.Verdict(m.now).Activity, m.now) {
		if n := talk(s.Phases()[i].Plan); n > talked {
			phase, talked = i, n
		}
	}
	if talked == 0 {
		return run.NoPhase, 0
	}
	return phase, min(spare, 5*time.Minute)
}

// talk is how much there is to discuss in a phase.
func talk(p *session.Phase) (n int) {
	for i := range p.Notes {
		if k := p.Notes[i].Kind; k == session.Ask || k == session.Round {
			n++
		}
	}
	return n
}

// timeFor are the uses of the time to spare, each with how things stand then.
func (m *Model) timeFor(width, height int) []string {
	lines := draw.Hang("  ", "  ", draw.Wrap("Nothing has to be done: "+m.verdict().Line()+".", width-2))
	uses := m.uses()
	if len(uses) == 1 {
		return lines
	}
	lines = append(lines, "")
	for i, u := range uses {
		head := m.theme.Strong.Render(m.keys.Options.Keys()[i] + "  " + u.does)
		lines = append(lines, draw.Hang("  ", "     ", draw.Wrap(head+"  → "+m.theme.GoodText.Render(m.with(u.command)), width-5))...)
	}
	return cut(lines, height)
}

// with is how things would stand with a command.
func (m *Model) with(c run.Command) string {
	s := m.state().Clone()
	if c != nil {
		e, err := run.Decide(s, c, m.now)
		if err != nil {
			return err.Error()
		}
		s.Apply(e)
	}
	v := words.VerdictOf(s, m.now, m.label)
	return "ends " + v.Ends + ", out by " + v.Out
}

// use does one of them.
func (m *Model) use(p panel, u use) {
	switch c := u.command.(type) {
	case nil:
		m.close(p)
	case run.Take:
		m.afterwards(func() { m.close(p) })
		m.move(c)
	default:
		m.do(c, func() {
			m.close(p)
			m.say(m.verdict().Line() + m.keys.takesBack())
		})
	}
}

// aheadLine says that there is time for something, where the session comes to its
// next promise some minutes earlier than planned; else nothing.
func (m *Model) aheadLine() string {
	const worth = 3 * time.Minute
	next := m.state().Verdict(m.now)
	ahead := min(next.Slack(), m.plannedArrival(next).Sub(next.Arrival))
	if ahead < worth || len(m.uses()) == 1 {
		return ""
	}
	return words.Minutes(ahead) + " ahead: " + hint(m.keys.Late, "says what there is time for")
}

// plannedArrival is when the session comes to a promise by the plan.
func (m *Model) plannedArrival(p run.Promise) time.Time {
	s := m.state()
	until := len(s.Phases())
	if p.Activity != run.End {
		until = s.FirstOf(p.Activity)
	}
	at := s.ScheduledStart(m.now)
	for _, w := range s.Planned(m.now)[:until] {
		if w.End.After(at) {
			at = w.End
		}
	}
	return at
}
