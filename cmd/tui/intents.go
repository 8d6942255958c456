package tui

import (
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
	"facilitate/session/run"
)

// Intent is what the facilitator wants, whichever way it comes in: by a key,
// the wheel of a mouse, or a button on the phone. Each has one handler.
type Intent uint8

// What the facilitator may want.
const (
	nothing Intent = iota

	NextNote     // or what comes after the last one
	PreviousNote // within the phase
	LookAhead
	LookBack

	Start
	TryClicker     // before the start
	TryClickerBack // before the start
	TakeClicker    // before the start: what it sends is on and back from now on
	NextResource   // of those to bring
	PreviousResource
	TickResource
	BookStart

	NextPhase
	SkipPhase
	SkipActivity
	PreviousPhase
	GoToPhase
	BeginNow
	TakeNow
	FixTime
	Finish
	TakeAsDone // in a rehearsal
	OnceMore   // in a rehearsal

	Pause
	Resume
	NamePause // by one of four
	MinuteMore
	MinuteLess
	AnotherTime
	OutBy
	Recover
	MoveEarlier
	LeaveOutGap
	Undo

	KeepLine
	KeptLines
	SafetyCard
	Agenda
	Help
	People
	RoomScreen
	Blank
	Unblank

	CountHands  // in a quiz
	GivePoints  // in a quiz
	NextGroup   // in a round
	GroupLater  // in a round
	GiveTheWord // in a round: to one of nine
	Leave       // the program
	SuspendToShell

	readOn // what a panel shows that an answer opened
)

// handler does what is wanted; of several the nth, from 0.
type handler func(m *Model, nth int) tea.Cmd

// does is a handler that neither asks which nor has anything for the program to do.
func does(f func(m *Model)) handler {
	return func(m *Model, _ int) tea.Cmd { f(m); return nil }
}

func opens(of func(m *Model) panel) handler {
	return func(m *Model, _ int) tea.Cmd { m.open(of(m)); return nil }
}

// deed is something that may be wanted: the key that asks for it, the situations
// in which it does, and what is done then.
type deed struct {
	wants Intent
	key   key.Binding
	when  condition
	do    handler
}

// condition is all that is so at a moment.
type condition uint16

const (
	before   condition = 1 << iota // the start
	underWay                       // running or paused
	after                          // the end
	running
	paused
	rehearsed // under way in a rehearsal
	atQuiz    // the place is a quiz
	atRound   // it is a round
	hearing   // it is a round, and time runs
	screened  // there can be a screen for the room
	lit       // it is open
	blanked   // it is open and black
	recorded  // there is a record that lines are kept in

	never    condition = 0 // asked for with no key here
	ever               = before | underWay | after
	untilEnd           = before | underWay
)

func (m *Model) conditions() condition {
	now := map[run.Stage]condition{run.Ready: before, run.Running: underWay | running, run.Paused: underWay | paused, run.Finished: after}[m.state().Stage()]
	if now&underWay != 0 && m.state().Rehearsal() {
		now |= rehearsed
	}
	switch m.workAt(m.place()).(type) {
	case quizWork:
		now |= atQuiz
	case roundWork:
		now |= atRound
		if now&running != 0 { // in a pause the digits name it
			now |= hearing
		}
	}
	if !m.Alone {
		now |= recorded
	}
	switch {
	case m.Screen == nil:
	case m.Screen.Address() == "":
		now |= screened
	case m.view.Blank:
		now |= screened | blanked
	default:
		now |= screened | lit
	}
	return now
}

// deeds are all there are. Where a key stands twice, the first that holds counts.
func deeds(k keyMap) []deed {
	return []deed{
		{Start, k.Start, before, does((*Model).start)},
		{TryClicker, k.On, before, does(func(m *Model) { m.clicks++; m.say("clicker: received, " + words.Plural(m.clicks, "time")) })},
		{TryClickerBack, k.Back, before, does(func(m *Model) { m.say("clicker: " + spoken(m.keys.Back) + " received") })},
		{TakeClicker, k.TakeClicker, before, func(m *Model, _ int) tea.Cmd { return m.takeClicker() }},
		{NextResource, k.LookAhead, before, does(func(m *Model) { m.bringBy(1) })},
		{PreviousResource, k.LookBack, before, does(func(m *Model) { m.bringBy(-1) })},
		{TickResource, k.Tick, before, does((*Model).tickOff)},
		{BookStart, k.BookStart, before, opens(newBookPanel)},

		{NextNote, k.On, underWay, does((*Model).on)},
		{PreviousNote, k.Back, underWay, does((*Model).back)},
		{LookAhead, k.LookAhead, underWay, does(func(m *Model) { m.lookBy(1) })},
		{LookBack, k.LookBack, underWay, does(func(m *Model) { m.lookBy(-1) })},
		{CountHands, k.Hands, atQuiz, ofQuiz(quizWork.countHands)},
		{GivePoints, k.Points, atQuiz, ofQuiz(quizWork.givePoints)},
		{NextGroup, key.Binding{}, never, does((*Model).nextGroup)},
		{GroupLater, k.Later, atRound, ofRound(func(w roundWork, _ int) run.Command { return run.PassOver{Note: w.at.note} })},
		{GiveTheWord, k.GiveWord, hearing, ofRound(func(w roundWork, nth int) run.Command { return run.Hear{Note: w.at.note, Group: nth + 1} })},
		{Pause, k.Pause, running, does((*Model).pause)},
		{Resume, k.Pause, paused, does((*Model).resume)},
		{NamePause, k.Kinds, underWay, func(m *Model, nth int) tea.Cmd { m.namePause(nth); return nil }},
		{MinuteMore, k.More, underWay, does(func(m *Model) { m.change(run.Extend{By: time.Minute}) })},
		{MinuteLess, k.Less, underWay, does(func(m *Model) { m.change(run.Trim{By: time.Minute}) })},
		{NextPhase, k.Next, underWay, does((*Model).nextPhase)},
		{SkipPhase, k.Skip, underWay, does(func(m *Model) { m.skip(false) })},
		{SkipActivity, k.SkipActivity, underWay, does(func(m *Model) { m.skip(true) })},
		{PreviousPhase, k.GoBack, underWay, does(func(m *Model) { m.move(run.Back{}) })},
		{MoveEarlier, k.Backdate, underWay | after, does((*Model).backdate)},
		{TakeAsDone, k.TakeDone, rehearsed, does(func(m *Model) { m.move(run.Credit{}) })},
		{OnceMore, k.Again, rehearsed, does((*Model).again)},

		{Undo, k.Undo, ever, does((*Model).undo)},
		{LeaveOutGap, k.LeaveOut, ever, does((*Model).excludeGap)},
		{KeepLine, k.Capture, recorded, opens(func(m *Model) panel { return newCapturePanel(m.draft) })},
		{KeptLines, k.Kept, recorded, opens(func(*Model) panel { return &keptPanel{} })},
		{SafetyCard, k.Safety, ever, opens(newSafetyPanel)},
		{Agenda, k.Agenda, ever, opens(func(*Model) panel { return &textPanel{heading: "AGENDA", opens: k.Agenda, lines: agendaLines} })},
		{Help, k.Help, ever, opens(func(*Model) panel { return &textPanel{heading: "KEYS", opens: k.Help, lines: helpLines} })},
		{Leave, k.Quit, ever, func(m *Model, _ int) tea.Cmd { return m.askQuit() }},
		{Blank, k.Blank, lit, does(func(m *Model) { m.blank(true) })}, // a clicker's key does nothing else
		{Unblank, k.Blank, blanked, does(func(m *Model) { m.blank(false) })},
		{RoomScreen, k.Room, screened, func(m *Model, _ int) tea.Cmd { return m.roomKey() }},
		{SuspendToShell, k.Suspend, never, func(*Model, int) tea.Cmd { return tea.Suspend }}, // the session goes on; fg comes back to it

		{Recover, k.Late, untilEnd, opens(func(*Model) panel { return &recoveryPanel{} })},
		{AnotherTime, k.Allot, untilEnd, opens(newAllotPanel)},
		{OutBy, k.Until, untilEnd, opens(newUntilPanel)},
		{FixTime, k.Fix, untilEnd, opens(newFixPanel)},
		{People, k.People, untilEnd, does((*Model).openPeople)},
		{GoToPhase, k.Goto, underWay, opens(newGotoPanel)},
		{BeginNow, k.Begin, underWay, does((*Model).begin)},
		{TakeNow, k.Insert, underWay, opens(newTakePanel)},
		{Finish, k.Finish, underWay, does((*Model).askFinish)},
	}
}

// want does what is wanted; of several the nth.
func (m *Model) want(i Intent, nth int) tea.Cmd {
	all := deeds(m.keys)
	at := slices.IndexFunc(all, func(d deed) bool { return d.wants == i })
	switch {
	case at < 0:
	case m.isBounce(i) && !slices.Contains(waysToStep, i): // those see to it themselves
		m.sayTooSoon(all[at].key)
	default:
		return all[at].do(m, nth)
	}
	return nil
}

func (m *Model) sayTooSoon(b key.Binding) {
	m.say("so soon after the key before " + spoken(b) + " does nothing: press it again")
}

// waysToOpen open what takes letters, or answers in letters.
var waysToOpen = []Intent{
	BookStart, GoToPhase, TakeNow, FixTime, Finish, AnotherTime, OutBy, Recover, KeepLine, People, RoomScreen, CountHands, GivePoints, Leave,
}

// intentOf is what is wanted with a key that no panel takes; of several the nth.
func (m *Model) intentOf(msg tea.KeyMsg) (i Intent, which int) {
	for _, d := range m.bindings() {
		if n := nth(msg, d.key); n >= 0 {
			return d.wants, n
		}
	}
	return nothing, 0
}

// bindings are the deeds whose keys do something at this moment.
func (m *Model) bindings() []deed {
	now := m.conditions()
	return slices.DeleteFunc(deeds(m.keys), func(d deed) bool { return d.when&now == 0 })
}
