package tui

import (
	"time"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer"
)

func (m *Model) frameAfter() frame {
	k, st, v := m.keys, m.state(), m.verdict()
	ended, _ := st.EndedAt()
	began, _ := st.StartedAt()
	left := st.HardEnd(m.now).Sub(m.now)
	f := frame{
		header:  "THE END   " + m.plan.Title,
		phase:   "the end",
		clock:   timer.Countdown(left),
		ground:  m.theme.Calm,
		state:   []said{bold("TO " + v.Out + ", OUT BY THEN")},
		verdict: m.verdictSaid("ENDED "+m.label(ended), []string{"ENDED " + m.label(ended)}, v.Late(), true, false),
		beside:  []said{bold(v.Word()), light("took " + words.Minutes(ended.Sub(began))), light(v.DriftWords())},
		keys:    keyRow{press(k.Undo, "take the end back"), press(k.Backdate, "it ended a minute ago"), press(k.Agenda, "agenda"), press(k.Quit, "leave"), press(k.Help, "help")},
	}
	if left <= -time.Second {
		f.state = []said{bold("PAST " + v.Out)}
	}
	f.brief = []said{f.verdict, light(v.Word())}
	return f
}

// bodyAfter is each activity's time against its plan, those furthest from it
// told in words, and what was not reached.
func (m *Model) bodyAfter(width, height int) []string {
	var lines []string
	if m.state().Rehearsal() {
		lines = m.practiceLines(width, height)
	}
	from, to := m.activities()
	for a := from; a < to; a++ {
		spent, planned, word := words.AgainstPlan(m.state(), a, m.now)
		lines = append(lines, draw.Fit("  "+padLeft(timer.MinSec(spent.Truncate(time.Second)), 7)+" of "+
			draw.Pad(timer.MinSec(planned), 8)+draw.Pad(word, 14)+m.plan.Activities[a].Title, width))
	}
	below := m.whatNext(width, height)
	if room := max(height-len(below), 1); len(lines) > room {
		more := len(lines) - room + 1
		lines = append(lines[:room-1], m.theme.Faint.Render("  and "+itoa(more)+" more: "+hint(m.keys.Agenda, "shows all")))
	}
	return append(lines, below...)
}

// whatNext is what was kept of a session for later, and what there is to do with it
// now, in half of the height at most: the lines for later give way.
func (m *Model) whatNext(width, height int) []string {
	st := m.state()
	if st.Rehearsal() || m.Alone {
		return nil
	}
	hung := func(texts []string) (lines []string) {
		for _, text := range texts {
			lines = append(lines, draw.Hang("  ", "  ", draw.Wrap(text, width-2))...)
		}
		return lines
	}
	later, rest := words.ForLater(st), collect(words.Afterwards(st), m.Called)
	lines := hung(append(later, rest...))
	if len(later) > 0 && len(lines) >= height/2 {
		short := words.Plural(len(later), "line") + " for later: " + hint(m.keys.Kept, "reads them")
		lines = hung(append([]string{short}, rest[1:]...)) // how many were kept is told there too
	}
	if len(lines)+1 < height/2 {
		lines = append([]string{""}, lines...)
	}
	return lines
}

const mostPractised = 3 // how many phases are named that ran over, and that ran under

// practiceLines say what a rehearsal showed: what to practise next, then what
// ran over and what ran under, as far as there is room for them.
func (m *Model) practiceLines(width, height int) []string {
	p := report.Practise(m.state(), m.now)
	next := p.Next.Words()
	if p.Next.Phase != run.NoPhase {
		next = m.theme.Strong.Render(m.phaseTitle(p.Next.Phase)) + ": " + next
	}
	lines := draw.Hang(" "+m.theme.Label.Render(draw.Pad("NEXT", 8)), "         ", draw.Wrap(next, width-9))
	add := func(label string, all []report.Timing) {
		for _, t := range all[:min(len(all), mostPractised)] {
			lines = append(lines, draw.Fit(" "+m.theme.Label.Render(draw.Pad(label, 8))+padLeft(report.Off(t.Off()), 7)+
				" of "+draw.Pad(timer.MinSec(t.Planned), 6)+m.phaseTitle(t.Phase), width))
			label = ""
		}
	}
	add("OVER", p.Over)
	add("UNDER", p.Under)
	if len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}
