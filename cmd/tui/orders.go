package tui

import (
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
)

// Writer carries out what changes the run. It has a state of its own; the
// console's follows with each answer.
type Writer interface {
	Send(o run.Order) <-chan Answer // waits for nothing: orders are carried out as they were sent, and answered there
}

// Answer is what came of an order.
type Answer struct {
	Events []run.Event // to be applied to the state they were decided on
	Err    error       // why a command was refused; nil if none was
	Broke  any         // what the writer panicked with; nil if it did not
}

// AtOnce is a writer whose answers are there at once, for where nothing is
// recorded that a disk could hold up.
func AtOnce(w *run.Writer) Writer { return atOnce{w} }

type atOnce struct{ *run.Writer }

func (w atOnce) Send(o run.Order) <-chan Answer {
	answer := make(chan Answer, 1)
	events, err := w.CarryOut(o)
	answer <- Answer{Events: events, Err: err}
	return answer
}

// sentOrder is an order that is not answered yet, and what follows its answer.
type sentOrder struct {
	answer <-chan Answer
	then   func(refused error)
}

// reply is the answer to the order sent first of those that are not answered.
type reply struct{ Answer }

// step is something the facilitator did: a key, a tap. Steps are taken in the
// order of their turns, each once all that came of the one before is on disk.
type step struct {
	at    time.Time // in true time
	turn  int
	do    func() tea.Cmd
	opens bool // whether something is opened with it, in which a letter may mean something else
}

// turns are the steps under way and those that wait, and what is not answered yet.
type turns struct {
	newest      int // the newest turn
	underWay    step
	after       []func() // what follows it once all that came of it is on disk
	waiting     []step
	unanswered  []sentOrder
	isListening bool // the first answer is waited for
	isTaking    bool
}

func (t *turns) isBusy() bool { return len(t.unanswered)+len(t.waiting) > 0 }

// newStep is a step taken now by somebody who saw all that was opened until now.
func (m *Model) newStep(do func() tea.Cmd) step {
	m.turns.newest++
	return step{at: m.lastMessage, turn: m.turns.newest, do: do}
}

func (m *Model) inTurn(s step) tea.Cmd {
	m.turns.waiting = append(m.turns.waiting, s)
	return m.takeTurns()
}

// takeTurns takes the steps that wait, as long as no answer is waited for.
func (m *Model) takeTurns() tea.Cmd {
	t := &m.turns
	if t.isTaking {
		return nil
	}
	t.isTaking = true
	defer func() { t.isTaking = false }()
	var cmds []tea.Cmd
	for len(t.unanswered) == 0 {
		if len(t.after) > 0 {
			then := t.after[0]
			t.after = t.after[1:]
			then()
			continue
		}
		if len(t.waiting) == 0 {
			break
		}
		t.underWay, t.waiting = t.waiting[0], t.waiting[1:]
		m.setInstant(t.underWay.at)
		cmds = append(cmds, t.underWay.do())
	}
	return tea.Batch(cmds...)
}

// afterwards does something once all that came of the step is on disk.
func (m *Model) afterwards(do func()) { m.turns.after = append(m.turns.after, do) }

// order sends an order. What follows its answer is done once its events are
// applied: in this moment, where the answer is there.
func (m *Model) order(o run.Order, then func(refused error)) {
	o.Facts = slices.Concat(m.unrecorded, o.Facts)
	m.unrecorded = nil
	s := sentOrder{m.Writer.Send(o), then}
	if len(m.turns.unanswered) == 0 {
		select {
		case a := <-s.answer:
			m.takeAnswer(s, a)
			return
		default:
		}
	}
	m.turns.unanswered = append(m.turns.unanswered, s)
}

func (m *Model) takeAnswer(s sentOrder, a Answer) {
	if a.Broke != nil {
		panic(a.Broke) // here the terminal is put back
	}
	for _, e := range a.Events {
		m.State.Apply(e)
	}
	m.setInstant(m.real) // what a command credits puts the delivery's clock forward
	if s.then != nil {
		s.then(a.Err)
	}
}

func (m *Model) takeReply(a Answer) tea.Cmd {
	t := &m.turns
	first := t.unanswered[0]
	t.unanswered, t.isListening = t.unanswered[1:], false
	m.setInstant(t.underWay.at)
	m.takeAnswer(first, a)
	return m.takeTurns()
}

// listen waits for the first answer, without keeping anybody.
func (m *Model) listen() tea.Cmd {
	t := &m.turns
	if len(t.unanswered) == 0 || t.isListening {
		return nil
	}
	t.isListening = true
	answer := t.unanswered[0].answer
	return func() tea.Msg { return reply{<-answer} }
}

// give has commands carried out, all of them or none, at the instant of the
// step. What follows is told why one was refused, if one was.
func (m *Model) give(then func(refused error), commands ...run.Command) {
	m.order(run.Order{At: m.now, Commands: commands}, func(refused error) {
		m.hasBegun = m.hasBegun || refused == nil
		then(refused)
	})
}

// do has a command carried out, and says why it was refused, if it was. What
// follows comes where it was not; nil: nothing.
func (m *Model) do(c run.Command, then func()) {
	m.give(m.orSay(then), c)
}

// orSay is what follows a command that was not refused.
func (m *Model) orSay(then func()) func(error) {
	return func(refused error) {
		if refused != nil {
			m.say(refused.Error())
			return
		}
		m.answer = "" // of the command before, which undo takes back no longer
		if then != nil {
			then()
		}
	}
}

// record has a fact recorded that nobody decides.
func (m *Model) record(fact run.Event) {
	m.order(run.Order{At: m.now, Facts: []run.Event{fact}}, nil)
}
