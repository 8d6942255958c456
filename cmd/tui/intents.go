package tui

import (
	"slices"
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

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

// does is a handler that neither asks which nor gives the program anything to
// do.
func does(f func(m *Model)) handler {
	return func(m *Model, _ int) tea.Cmd { f(m); return nil }
}

func opens(of func(m *Model) panel) handler {
	return func(m *Model, _ int) tea.Cmd { m.open(of(m)); return nil }
}

func newHandlers() map[Intent]handler {
	return map[Intent]handler{
		NextNote:     does((*Model).on),
		PreviousNote: does((*Model).back),
		LookAhead:    does(func(m *Model) { m.lookBy(1) }),
		LookBack:     does(func(m *Model) { m.lookBy(-1) }),

		Start:            does((*Model).start),
		TryClicker:       does((*Model).tryClicker),
		TryClickerBack:   does(func(m *Model) { m.say("clicker: " + spoken(m.keys.Back) + " received") }),
		NextResource:     does(func(m *Model) { m.bringBy(1) }),
		PreviousResource: does(func(m *Model) { m.bringBy(-1) }),
		TickResource:     does((*Model).tickOff),
		BookStart:        opens(newBookPanel),

		NextPhase:     does((*Model).nextPhase),
		SkipPhase:     does(func(m *Model) { m.skip(false) }),
		SkipActivity:  does(func(m *Model) { m.skip(true) }),
		PreviousPhase: does(func(m *Model) { m.move(run.Back{}) }),
		GoToPhase:     opens(newGotoPanel),
		BeginNow:      does((*Model).begin),
		TakeNow:       opens(newTakePanel),
		FixTime:       opens(newFixPanel),
		Finish:        does((*Model).askFinish),
		TakeAsDone:    does(func(m *Model) { m.move(run.Credit{}) }),
		OnceMore:      does((*Model).again),

		Pause:       does((*Model).pause),
		Resume:      does((*Model).resume),
		NamePause:   func(m *Model, nth int) tea.Cmd { m.namePause(nth); return nil },
		MinuteMore:  does(func(m *Model) { m.change(run.Extend{By: time.Minute}) }),
		MinuteLess:  does(func(m *Model) { m.change(run.Trim{By: time.Minute}) }),
		AnotherTime: opens(newAllotPanel),
		OutBy:       opens(newUntilPanel),
		Recover:     opens(func(*Model) panel { return &recoveryPanel{} }),
		MoveEarlier: does((*Model).backdate),
		LeaveOutGap: does((*Model).excludeGap),
		Undo:        does((*Model).undo),

		KeepLine:   opens(func(m *Model) panel { return newCapturePanel(m.draft) }),
		KeptLines:  opens(func(*Model) panel { return &keptPanel{} }),
		SafetyCard: opens(newSafetyPanel),
		Agenda:     opens(newAgendaPanel),
		Help:       opens(newHelpPanel),
		People:     does((*Model).openPeople),
		RoomScreen: func(m *Model, _ int) tea.Cmd { return m.roomKey() },
		Blank:      does(func(m *Model) { m.blank(true) }),
		Unblank:    does(func(m *Model) { m.blank(false) }),

		CountHands:  ofQuiz(quizWork.countHands),
		GivePoints:  ofQuiz(quizWork.givePoints),
		NextGroup:   does((*Model).nextGroup),
		GroupLater:  ofRound(roundWork.later),
		GiveTheWord: ofRound(roundWork.giveTheWord),

		Leave:          func(m *Model, _ int) tea.Cmd { return m.askQuit() },
		SuspendToShell: func(*Model, int) tea.Cmd { return tea.Suspend }, // the session goes on; fg comes back to it
	}
}

// want does what is wanted; of several the nth.
func (m *Model) want(i Intent, nth int) tea.Cmd {
	if m.isBounce(i) && !slices.Contains(waysToStep, i) { // those see to it themselves
		return nil
	}
	if do := m.handlers[i]; do != nil {
		return do(m, nth)
	}
	return nil
}

// waysToOpen open what takes letters, or answers in letters.
var waysToOpen = []Intent{
	BookStart, GoToPhase, TakeNow, FixTime, Finish, AnotherTime, OutBy, Recover, KeepLine, People, RoomScreen, CountHands, GivePoints, Leave,
}

// binding is a key and what is wanted with it.
type binding struct {
	key   key.Binding
	wants Intent
}

// intentOf is what is wanted with a key that no panel takes; of several the nth.
func (m *Model) intentOf(msg tea.KeyMsg) (i Intent, which int) {
	for _, b := range m.bindings() {
		if n := nth(msg, b.key); n >= 0 {
			return b.wants, n
		}
	}
	return nothing, 0
}

// bindings are the keys that do something at this moment. Where a key stands
// twice, the first counts.
func (m *Model) bindings() []binding {
	k := m.keys
	switch m.state().Stage() {
	case run.Ready:
		return slices.Concat([]binding{
			{k.Start, Start},
			{k.On, TryClicker},
			{k.Back, TryClickerBack},
			{k.LookAhead, NextResource},
			{k.LookBack, PreviousResource},
			{k.Tick, TickResource},
			{k.BookStart, BookStart},
		}, m.bindingsEver(), m.bindingsBeforeEnd())
	case run.Finished:
		return append(m.bindingsEver(), binding{k.Backdate, MoveEarlier})
	}
	return slices.Concat(m.bindingsUnderWay(), m.bindingsEver(), m.bindingsBeforeEnd(), []binding{
		{k.Goto, GoToPhase},
		{k.Begin, BeginNow},
		{k.Insert, TakeNow},
		{k.Finish, Finish},
	})
}

func (m *Model) bindingsUnderWay() []binding {
	k := m.keys
	all := []binding{
		{k.On, NextNote},
		{k.Back, PreviousNote},
		{k.LookAhead, LookAhead},
		{k.LookBack, LookBack},
	}
	if w := m.workAt(m.place()); w != nil {
		all = append(all, w.bindings(m)...)
	}
	pause := Pause
	if m.state().Stage() == run.Paused {
		pause = Resume
	}
	all = append(all, []binding{
		{k.Pause, pause},
		{k.Kinds, NamePause},
		{k.More, MinuteMore},
		{k.Less, MinuteLess},
		{k.Next, NextPhase},
		{k.Skip, SkipPhase},
		{k.SkipActivity, SkipActivity},
		{k.GoBack, PreviousPhase},
		{k.Backdate, MoveEarlier},
	}...)
	if m.state().Rehearsal() {
		all = append(all, binding{k.TakeDone, TakeAsDone}, binding{k.Again, OnceMore})
	}
	return all
}

// bindingsEver are the keys that work before, during and after.
func (m *Model) bindingsEver() []binding {
	k := m.keys
	all := []binding{
		{k.Undo, Undo},
		{k.LeaveOut, LeaveOutGap},
		{k.Capture, KeepLine},
		{k.Kept, KeptLines},
		{k.Safety, SafetyCard},
		{k.Agenda, Agenda},
		{k.Help, Help},
		{k.Quit, Leave},
	}
	if m.Screen == nil {
		return all
	}
	if m.Screen.Address() != "" { // a clicker's key does nothing else
		all = append(all, binding{k.Blank, m.blankOrNot()})
	}
	return append(all, binding{k.Room, RoomScreen})
}

// blankOrNot is what the key for a blank screen does now.
func (m *Model) blankOrNot() Intent {
	if m.view.Blank {
		return Unblank
	}
	return Blank
}

func (m *Model) bindingsBeforeEnd() []binding {
	k := m.keys
	return []binding{
		{k.Late, Recover},
		{k.Allot, AnotherTime},
		{k.Until, OutBy},
		{k.Fix, FixTime},
		{k.People, People},
	}
}
