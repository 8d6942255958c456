package tui

import (
	"time"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
)

// Screen is the room's screen and the facilitator's phone, as the console
// knows them. None of its methods but Open and LetIn takes any time to speak
// of.
type Screen interface {
	// Open shows the room's screen in a browser, and says what to do next.
	Open() (told string, err error)
	// Address is the room's page; empty until it was opened.
	Address() string
	// Show is told what is to be seen, after everything that happens.
	Show(s *run.State, now time.Time, v View)
	// ToggleSlide takes the slide that is up down, or puts it up again.
	ToggleSlide(s *run.State, now time.Time) (told string)
	// LetIn lets a phone in: by an address, also as a picture of lines to be
	// photographed.
	LetIn() (PhoneDoor, error)
	// Revoke turns every phone away.
	Revoke()
	// Watching is how many displays and how many phones follow.
	Watching() (displays, phones int)
	// Trouble is what broke while pages are served; nil if nothing did.
	Trouble() error
}

// PhoneDoor is how a phone gets in.
type PhoneDoor struct {
	Address string
	Code    []string // lines, each as wide as the first
	Hint    string   // what to try where the phone does not get through
}

// View is what the facilitator chose for the room's screen.
type View struct {
	Blank       bool
	HideClock   bool
	GroupsShown bool
	BackAt      time.Time     // when the break ends; zero: nobody said
	Stepped     time.Duration // how far the wall clock is from the delivery's
	Zone        *time.Location
	Verdict     string // for the phone
}

// Opened says how opening the room's screen, or letting a phone in, went.
type Opened struct {
	Told string
	Door *PhoneDoor
	Err  error
}

// Tap is a button pressed on the phone. What came of it goes to Told, which
// has room for it.
type Tap struct {
	Action TapAction
	Told   chan<- string
}

// TapAction is what a button on the phone asks for.
type TapAction string

// The buttons of the phone.
const (
	TapNext      TapAction = "next-note"
	TapPrevious  TapAction = "previous-note"
	TapNextPhase TapAction = "next-phase"
	TapPause     TapAction = "pause"
	TapResume    TapAction = "resume"
	TapMinute    TapAction = "minute-more"
	TapBlank     TapAction = "blank"
	TapUnblank   TapAction = "unblank"
)

// tap carries out what a button on the phone asks for, by the same way as a
// key, and says what came of it. A question on the console is answered there
// alone.
func (m *Model) tap(action TapAction) string {
	m.said = ""
	stage := m.state().Stage()
	underWay := stage == run.Running || stage == run.Paused
	_, asking := m.panel.(*questionPanel)
	switch {
	case action == TapBlank || action == TapUnblank:
		m.blank(action == TapBlank)
	case stage == run.Ready:
		return "not started yet: start it at the console"
	case !underWay:
		return "the session has ended"
	case asking:
		return "the console asks something: answer it there"
	case action == TapNext:
		m.on()
	case action == TapPrevious:
		m.back()
	case action == TapNextPhase:
		if m.real.Sub(m.entered) >= doublePress {
			m.nextPhase()
		}
	case action == TapPause && stage == run.Running, action == TapResume && stage == run.Paused:
		m.pause()
	case action == TapMinute:
		m.change(run.CmdExtend)
	}
	if _, asks := m.panel.(*questionPanel); asks && !asking {
		return "the console asks something: answer it there"
	}
	if m.said == "" && !m.announced.IsZero() {
		return "next again: the next phase"
	}
	return m.said
}

// blank blanks the room's screen, or shows it again.
func (m *Model) blank(blank bool) {
	if m.view.Blank == blank {
		return
	}
	m.view.Blank = blank
	if blank {
		m.say("the room's screen is black; b shows it again")
	} else {
		m.say("the room's screen is shown again")
	}
}

// isBlankKey is whether a key is one that clickers send to blank a screen. It
// does that and nothing else, where there is a room's screen.
func (m *Model) isBlankKey(msg tea.KeyMsg) bool {
	return m.Screen != nil && m.Screen.Address() != "" && key.Matches(msg, m.keys.Blank)
}

// show tells the room's screen and the phone what is to be seen.
func (m *Model) show() {
	if m.Screen == nil {
		return
	}
	if kind, _, paused := m.state().Pause(m.now); !paused || kind != run.Break {
		m.view.BackAt = time.Time{}
	}
	v := m.view
	v.Stepped, v.Zone = m.stepped(), m.Zone
	if m.state().Current() != run.NoPhase {
		v.Verdict = m.verdict().words()
	}
	m.Screen.Show(m.state(), m.now, v)
}

// roomKey opens the room's screen, and what can be done about it.
func (m *Model) roomKey() tea.Cmd {
	m.open(&screenPanel{})
	if m.Screen.Address() != "" {
		return nil
	}
	return m.openScreen()
}

// openScreen opens the room's screen without keeping a key waiting.
func (m *Model) openScreen() tea.Cmd {
	screen := m.Screen
	return func() tea.Msg {
		told, err := screen.Open()
		return Opened{Told: told, Err: err}
	}
}

// letIn lets a phone in.
func (m *Model) letIn() tea.Cmd {
	screen := m.Screen
	return func() tea.Msg {
		door, err := screen.LetIn()
		return Opened{Door: &door, Err: err}
	}
}

// opened takes in how that went.
func (m *Model) opened(msg Opened) {
	switch {
	case msg.Err != nil:
		heading := "NO SCREEN"
		if msg.Door != nil {
			heading = "NO PHONE"
		}
		m.open(&textPanel{heading: heading, lines: func(_ *Model, width int) []string {
			return hang("  ", "  ", wrap(msg.Err.Error(), width-2))
		}})
	case msg.Door != nil:
		m.open(&doorPanel{door: *msg.Door, after: m.panel})
	default:
		m.say(msg.Told)
	}
}
