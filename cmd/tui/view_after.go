package tui

import (
	"time"

	"github.com/charmbracelet/lipgloss"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

func (m *Model) frameAfter() frame {
	k := m.keys
	st := m.state()
	v := m.verdict()
	ended, _ := st.EndedAt()
	began, _ := st.StartedAt()
	left := st.HardEnd(m.now).Sub(m.now)
	f := frame{
		header: "THE END   " + m.plan.Title,
		clock:  timer.Countdown(left),
		style:  lipgloss.NewStyle(),
		beside: []string{
			m.theme.Calm.Render(" TO " + v.Out + ", OUT BY THEN "),
			verdictBadge(v, m.theme).Render(" ENDED " + m.label(ended) + " "),
			m.theme.Strong.Render(v.Word()),
			"took " + words.Minutes(ended.Sub(began)),
			v.DriftWords(),
		},
		brief: verdictBadge(v, m.theme).Render(" ENDED "+m.label(ended)+" ") + " " + v.Word(),
		keys:  hints(hint(k.Undo, "take the end back"), hint(k.Backdate, "it ended a minute ago"), hint(k.Agenda, "agenda"), hint(k.Quit, "leave")),
	}
	if left <= -time.Second {
		f.beside[0] = m.theme.Warn.Render(" PAST " + v.Out + " ")
	}
	return f
}

// bodyAfter is each activity's time against its plan, those furthest from it
// told in words, and what was not reached.
func (m *Model) bodyAfter(width, height int) []string {
	st := m.state()
	var lines []string
	if st.Rehearsal() {
		lines = m.practiceLines(width, height)
	}
	from, to := m.activities()
	for a := from; a < to; a++ {
		var planned, spent time.Duration
		missed, credited := 0, 0
		first := st.FirstOf(a)
		for i := range m.plan.Activities[a].Phases {
			p := st.Phases()[first+i]
			planned += p.Plan.Duration
			spent += st.Spent(first+i, m.now)
			if p.Credited > 0 {
				credited++
			}
			if p.Status == run.Pending || p.Status == run.Skipped {
				missed++
			}
		}
		word := "as planned"
		switch n := roundMinutes(spent - planned); {
		case missed == len(m.plan.Activities[a].Phases) && spent == 0:
			word = "not reached"
		case credited == len(m.plan.Activities[a].Phases):
			word = "taken as done"
		case n > 0:
			word = words.Minutes(time.Duration(n)*time.Minute) + " over"
		case n < 0:
			word = words.Minutes(time.Duration(-n)*time.Minute) + " under"
		}
		lines = append(lines, draw.Fit("  "+padLeft(timer.MinSec(spent.Truncate(time.Second)), 7)+" of "+
			draw.Pad(timer.MinSec(planned), 8)+draw.Pad(word, 14)+m.plan.Activities[a].Title, width))
	}
	if len(lines) > height {
		lines = lines[:height]
		lines[height-1] = m.theme.Faint.Render("  … " + hint(m.keys.Agenda, "shows all"))
	}
	return lines
}
