package tui

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session/forecast"
	"facilitate/session/run"
)

// likely is what earlier runs say of when the session ends. It stands beside the
// verdict, small, never in its place, and nobody else is shown it.
type likely struct {
	by   *forecast.Forecaster // nil: nothing is known
	of   occasion
	is   forecast.Forecast
	ok   bool
	aim  *forecast.Aim // made where it is looked at
	aims bool
}

// OddsLearnt is what was learnt of how likely the session ends when. It comes some
// time after the first frame.
type OddsLearnt struct{ *forecast.Forecaster }

// occasion is what a forecast hangs on: made anew once a minute, and where something
// was moved, paused or given another time.
type occasion struct {
	stage   run.Stage
	current int
	moved   time.Time
	minutes time.Duration
	asked   time.Duration // of all phases to come
	due     int64         // all that is promised
}

func (m *Model) occasion() occasion {
	s := m.state()
	o := occasion{stage: s.Stage(), current: s.Current(), moved: s.LastTurn()}
	if o.minutes = m.now.Sub(o.moved).Round(time.Minute); o.stage == run.Ready {
		o.minutes = time.Duration(m.now.Unix()/60) * time.Minute
	}
	for i, phase := range s.Phases() {
		if phase.Status == run.Pending || i == o.current {
			o.asked += phase.Budget
		}
	}
	for _, p := range s.Promises(m.now) {
		o.due += p.At.UnixNano()
	}
	if o.stage == run.Ready {
		o.due += s.ScheduledStart(m.now).Truncate(time.Minute).UnixNano() - s.HardEnd(m.now).UnixNano()
	}
	return o
}

// foresee makes the forecast, where it is not of this occasion already.
func (m *Model) foresee(msg tea.Msg) {
	if learnt, is := msg.(OddsLearnt); is {
		m.likely = likely{by: learnt.Forecaster}
	}
	if m.likely.by == nil {
		return
	}
	if o := m.occasion(); o != m.likely.of {
		m.likely = likely{by: m.likely.by, of: o}
		m.likely.is, m.likely.ok = m.likely.by.At(m.state(), m.now)
	}
}

// likelyBand is what stands under the verdict; none where nothing is known.
func (m *Model) likelyBand() []said {
	if !m.likely.ok {
		return nil
	}
	return []said{light(words.Band(&m.likely.is, m.state().Verdict(m.now).Activity, m.label))}
}

// surer is what would make it so sure that the session ends in time; nil where it is
// or nothing can.
func (m *Model) surer() *forecast.Aim {
	if m.likely.ok && !m.likely.aims {
		m.likely.aim, m.likely.aims = m.likely.by.Aim(m.state(), forecast.Sure, m.now), true
	}
	return m.likely.aim
}

// surerLines show that.
func (m *Model) surerLines(width int) []string {
	a := m.surer()
	if a == nil {
		return nil
	}
	head := m.theme.Strong.Render(named(m.keys.Surer)+"  AIM AT 8 IN 10") + "  now " + words.InTen(m.likely.is.End()) + " → " + words.InTen(a.Kept) + ": "
	return draw.Hang("  ", "     ", draw.Wrap(head+strings.Join(m.changes(a.Recovery), " · "), width-5))
}
