package tui

import (
	"time"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

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
