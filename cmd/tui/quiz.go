package tui

import "facilitate/session/run"

// quizWork is a quiz: one statement at a time, first alone and then with its
// answer; then, where hands were counted or points given, the summary.
type quizWork struct {
	at noteAt
	q  *run.Quiz
}

func (w quizWork) on(m *Model, past func()) {
	q := w.q
	switch {
	case q.At == run.NotBegun:
		w.show(m, 0)
	case q.Over():
		past()
	case !q.Answers[q.At].Revealed:
		m.do(run.Reveal{Quiz: q.Plan.ID}, nil)
	case q.At+1 < len(q.Answers) || w.hasSummary():
		w.show(m, q.At+1)
	default:
		past()
	}
}

func (w quizWork) back(m *Model) bool {
	if w.q.At <= 0 {
		return false
	}
	w.show(m, w.q.At-1)
	return true
}

func (w quizWork) show(m *Model, statement int) {
	m.do(run.ShowStatement{Quiz: w.q.Plan.ID, Statement: statement}, nil)
}

func (w quizWork) bindings(m *Model) []binding {
	return []binding{{m.keys.Hands, CountHands}, {m.keys.Points, GivePoints}}
}

// isShown is whether a statement is shown; it says so where none is.
func (w quizWork) isShown(m *Model) bool {
	if w.q.At == run.NotBegun || w.q.Over() {
		m.say("that is for a statement that is shown")
		return false
	}
	return true
}

func (w quizWork) countHands(m *Model) {
	if w.isShown(m) {
		m.open(newHandsPanel(w))
	}
}

func (w quizWork) givePoints(m *Model) {
	switch {
	case !w.isShown(m):
	case len(m.state().Gathering().Groups) == 0:
		m.say("no groups are formed that could have a point: " + hint(m.keys.People, "forms them"))
	default:
		m.open(newPointsPanel(w))
	}
}
