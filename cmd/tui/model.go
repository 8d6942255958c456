// Package tui is the facilitator's console in the terminal: a bubbletea model
// drawn from the state of a delivery and an instant. It must never touch a
// file, nor count time itself: ticks repaint and nothing more.
package tui

import (
	"context"
	"os"
	"os/signal"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/tui/paint"
	_ "facilitate/cmd/tui/quiet" // before bubbletea: see there
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
	"facilitate/timer"
)

// Options are what a console needs. FindOffer, LearnOdds and IsEdited may take a while.
type Options struct {
	Writer               Writer
	State                *run.State                  // the console's own, to which it applies what the writer answers
	Now                  func() time.Time            // the true instant: real time, whatever the wall clock says
	Look                 func() timer.Look           // and what happened to the computer since the look before; nil: Now is all
	Wall                 func() time.Time            // the wall clock, for labels alone; nil means Now
	Zone                 *time.Location              // where times of day are read and shown; nil means local time
	Bell                 func()                      // rings at each cue; nil stays silent
	Recorder             Recorder                    // keeps the record of this run; nil where none is kept
	FindOffer            func() *Offer               // an unfinished session of the same plan, if any; nil: none is offered
	LearnOdds            func() *forecast.Forecaster // by earlier runs, how likely it ends when; nil: nothing is said of it
	IsEdited             func() bool                 // whether the plan's file was changed since the run began; nil: no file
	Talk                 bool                        // a rehearsal in which what only the room does is taken as done in its time
	Gather               *run.Gather                 // forms, with the start, the groups asked for beforehand; nil: none were
	Seed                 func() uint64               // what names are dealt with; nil means that chance gives it
	Screen               Screen                      // the room's screen and the phone; nil where there is none
	OpenScreen, OpenDoor bool                        // the screen opens, a phone is let in, as soon as the console is there
	Mend                 []string                    // what is doubtful in the plan, to be mended before the start
	Connect              func(send func(tea.Msg))    // given the way by which taps on the phone come in; nil: none do
	Alone                bool                        // a quiz by itself: nothing of it is kept, so leaving loses nothing
	Dead                 *Dead                       // set where a delivery is resumed
	Draft                Draft                       // a line that was being typed when an earlier process ended
	Called               func(text string) string    // makes hints name the program as it was called; nil leaves them
	Own                  OwnKeys                     // keys that the facilitator chose, all of which Check allows
	KeepClicker          func(on, back string) error // keeps what a clicker sends for other sessions; nil: nothing can be
	StayAwake            func() error                // keeps the computer from sleeping; nil does not try
}

// Recorder is what the console needs to know of the record that is kept.
type Recorder interface {
	Trouble() error // says in words why the record is failing; nil if it is not
	Check() error   // says why no record can be kept; nil if one can. It may take a while.
	GiveUp()        // goes on without a record
	Draft(d Draft)  // keeps what is being typed
}

const answerStays = 6 * time.Second // how long an answer to a key stays on the screen

// Model is the console.
type Model struct {
	Options
	plan  *session.Plan
	keys  keyMap
	theme draw.Theme
	prose draw.Prose

	width, height int
	lastMessage   time.Time // when the newest message came, in true time
	now           time.Time // of the step under way, or of what is drawn, on the delivery's clock
	real          time.Time // the same moment in true time

	unrecorded []run.Event // to be recorded before anything else: see Dead
	turns      turns
	hasBegun   bool // whether a command was carried out here, be it before the start
	overlay    overlay
	grace      grace

	view        View    // of the room's screen
	groupsAt    int     // the phase in which the groups are shown there; they come down with it
	look        *noteAt // the note looked at, where it is not the place
	scroll      int     // lines of that note, or of the place's, above the window
	isAnnounced bool    // the next phase was announced
	answer      string  // the answer to the last key
	answerAt    time.Time
	lastRung    run.Cue      // the newest cue the bell rang for
	clicks      int          // Page Downs received before the start
	sent        string       // a key that may be the clicker's, received before the start
	tickedOff   map[int]bool // resources ticked off before the start
	bringCursor int          // the resource the cursor is at
	layout      layout
	isLeaving   bool
	takesUp     *TakenUp // the offered session, if the facilitator goes on with it
	draft       Draft    // of a line to keep, not kept yet
	sleptFor    time.Duration
	sleptAt     time.Time
	wasFailing  bool // the record was, at the last look
	likely      likely
	awake       *Awake // whether the computer is kept awake; nil: not known yet
	drawnNotes  map[noteKey][]string
	agendaNeeds int // the width in which it is whole
}

// New is a console.
func New(o Options) *Model {
	if o.Wall == nil {
		o.Wall = o.Now
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Called == nil {
		o.Called = func(text string) string { return text }
	}
	if o.Look == nil {
		o.Look = func() timer.Look { return timer.Look{Now: o.Now()} }
	}
	m := &Model{
		Options: o, plan: o.State.Plan(), keys: newKeyMap(o.Own.change), draft: o.Draft, lastMessage: o.Now(),
		width: 80, height: 24, tickedOff: map[int]bool{}, grace: grace{}, agendaNeeds: agendaNeeds(o.State.Plan()),
	}
	m.setTheme(draw.NewTheme(draw.Unknown))
	m.setInstant(m.lastMessage)
	m.turns.underWay = m.newStep(nil) // taps come before it
	if m.Dead != nil && m.Dead.Ask {
		m.askDead()
	}
	return m
}

func (m *Model) setTheme(t draw.Theme) {
	m.theme, m.prose, m.drawnNotes = t, draw.NewProse(t), nil
}

func (m *Model) state() *run.State { return m.State }

type tickMsg struct{}

// Init starts the ticks, looks whether a record can be kept and what can be
// offered, and sees to it that the computer stays awake: all but the first take
// time that the first frame does not wait for.
func (m *Model) Init() tea.Cmd {
	m.arrange()
	cmds := []tea.Cmd{m.nextTick()}
	begin := func(is bool, cmd tea.Cmd) {
		if is {
			cmds = append(cmds, cmd)
		}
	}
	begin(m.OpenScreen, m.openScreen())
	begin(m.OpenDoor, m.letIn())
	begin(m.Recorder != nil && m.Dead == nil, func() tea.Msg { return Recordable{m.Recorder.Check()} })
	begin(m.FindOffer != nil, func() tea.Msg { return offerFound{m.FindOffer()} })
	begin(m.LearnOdds != nil, func() tea.Msg { return OddsLearnt{m.LearnOdds()} })
	begin(m.IsEdited != nil, m.lookAtPlan)
	begin(m.StayAwake != nil, func() tea.Msg { return Awake{m.StayAwake()} })
	return tea.Batch(cmds...)
}

// nextTick comes when the clock's seconds change, or after a second where none run.
func (m *Model) nextTick() tea.Cmd {
	wait := m.state().NextSecond(m.onDeliverysClock(m.Now()))
	// A little late rather than a little early, which would paint the old
	// second again and stay behind for a whole one.
	return tea.Tick(wait+time.Millisecond, func(time.Time) tea.Msg { return tickMsg{} })
}

// label is an instant of the delivery's clock as a time of day. If the wall
// clock was stepped, labels follow it; the instants stay what they are.
func (m *Model) label(t time.Time) string {
	return t.Add(m.wallAhead()).In(m.Zone).Format("15:04")
}

// labelOr is label, or what is written where there is no instant.
func (m *Model) labelOr(t time.Time, none string) string {
	if t.IsZero() {
		return none
	}
	return m.label(t)
}

// wallAhead is how far the wall clock is from the true instant, in whole
// seconds: the two are read one after the other, and a full minute must not
// become the one before for a millisecond between them.
func (m *Model) wallAhead() time.Duration { return m.Wall().Sub(m.lastMessage).Round(time.Second) }

// say answers a key in a line.
func (m *Model) say(text string) {
	m.answer, m.answerAt = text, m.lastMessage
}

func (m *Model) returnToPlace() {
	m.look, m.scroll, m.isAnnounced = nil, 0, false
}

// Terminal is where the console is shown.
type Terminal struct {
	In, Out *os.File
	Theme   draw.ThemeName // what the console is shown in; unknown: the terminal's own answer
}

// Run shows the console until the facilitator leaves it. The end of the context puts
// the terminal back too, and is tea.ErrInterrupted: nobody left the session of their
// own will. It is TakenUp where the offered session is to be gone on with.
func Run(ctx context.Context, m *Model, t Terminal) error {
	// The first frame comes before bubbletea's word of the terminal's size, and before
	// any message.
	if width, height, err := term.GetSize(t.Out.Fd()); err == nil {
		m.resize(width, height)
	}
	m.setTheme(draw.NewTheme(t.Theme))
	m.arrange()
	program := newProgram(ctx, m, t)
	defer handleSignals(program)()
	if m.Connect != nil {
		m.Connect(program.Send)
	}
	_, err := program.Run()
	if ctx.Err() != nil {
		return tea.ErrInterrupted
	}
	if m.takesUp != nil {
		return *m.takesUp
	}
	return err
}

func newProgram(ctx context.Context, m tea.Model, t Terminal) (program *tea.Program) {
	send := func(msg tea.Msg) { program.Send(msg) }
	in := &piecewise{Asked: &draw.Asked{File: t.In, Tell: func(theme draw.Theme) { send(theme) }}}
	paste := &pasteFilter{send: send, terminal: in}
	filter := func(m tea.Model, msg tea.Msg) tea.Msg {
		if t.Theme == draw.Unknown {
			in.Ask(t.Out) // by the first message the terminal is as it is to be
		}
		return paste.filter(m, msg)
	}
	program = paint.NewProgram(m, t.Out, tea.WithContext(ctx), tea.WithoutSignalHandler(), tea.WithInput(in),
		tea.WithMouseCellMotion(), tea.WithFilter(filter))
	return program
}

// handleSignals takes an interrupt for the quit key: it asks.
func handleSignals(program *tea.Program) (stop func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt)
	go func() {
		for range signals {
			program.Send(AskQuit{})
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}
