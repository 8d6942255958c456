package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/session/run"
)

// Screen is the room's screen and the facilitator's phone, as the console knows them.
// None of its methods but Open and LetIn takes any time to speak of.
type Screen interface {
	Open() (told string, err error)                        // shows the room's screen in a browser, and says what to do next
	Address() string                                       // the room's page; empty until it was opened
	Show(s *run.State, now time.Time, v View)              // told what is to be seen, after everything that happens
	ToggleSlide(s *run.State, now time.Time) (told string) // takes the slide that is up down, or puts it up again
	LetIn() (PhoneDoor, error)                             // lets a phone in: by an address, also as a picture of lines to be photographed
	Revoke()                                               // turns every phone away
	Watching() (displays, phones int)                      // how many displays and how many phones follow
	Trouble() error                                        // what broke while pages are served; nil if nothing did
}

// PhoneDoor is how a phone gets in.
type PhoneDoor struct {
	Address string
	Code    []string // lines, each as wide as the first
	Hint    string   // what to try where the phone does not get through
}

// View is what the facilitator chose for the room's screen.
type View struct {
	Blank, CountIn, HideClock, GroupsShown bool // CountIn: before the start, the room sees how long it is until then

	BackAt  time.Time     // when the break ends; zero: nobody said
	Stepped time.Duration // how far the wall clock is from the delivery's
	Zone    *time.Location
	Verdict string // for the phone
}

// Opened says how opening the room's screen, or letting a phone in, went.
type Opened struct {
	Told string
	Door *PhoneDoor
	Err  error
}

// Tap is a button pressed on the phone: the same intent as a key's. What came
// of it goes to Told, which has room for it. Take is asked once, when the console
// has the tap: from then on it is carried out in its turn, as a key is, however
// long what was before it takes to be recorded. Where it says no nobody waits for
// the tap any more, and nothing is done.
type Tap struct {
	Wants Intent
	Told  chan<- string
	Take  func() bool
}

// tap is the step that a button on the phone takes. It meets nothing that stands
// on the console and leaves it alone: somebody may be typing there, and a
// question is answered there alone.
func (m *Model) tap(t Tap) step {
	return step{at: m.lastMessage, do: func() tea.Cmd {
		told := m.takeTap(t.Wants)
		m.afterwards(func() { t.Told <- told() })
		return nil
	}}
}

// takeTap does what is wanted on the phone, and gives what says then what came of it.
func (m *Model) takeTap(i Intent) (told func() string) {
	m.answer = ""
	front := m.front()
	_, asking := front.(*questionPanel)
	refuse := func(words string) func() string { return func() string { return words } }
	switch stage := m.state().Stage(); {
	case i == Blank || i == Unblank:
		m.want(i, 0)
	case stage == run.Ready:
		return refuse("not started yet: start it at the console")
	case stage == run.Finished:
		return refuse("the session has ended")
	case asking:
		return refuse(answerThere)
	default:
		m.wantByPhone(i)
	}
	return func() string { return m.answerToPhone(front) }
}

// answerToPhone is what came of a tap, with what stood in front on the console.
func (m *Model) answerToPhone(front panel) string {
	if question := m.panelMet(); question != nil {
		if front == nil {
			return answerThere
		}
		m.close(question) // a letter being typed must not be the answer
		return "the console would ask something first: go on there"
	}
	if _, typing := front.(*capturePanel); m.state().Stage() == run.Finished && !typing {
		m.close(front)
	}
	switch {
	case m.answer != "" || !m.isAnnounced:
		return m.answer
	case m.state().Next() == run.NoPhase:
		return "next again: the end of the session"
	}
	return "next again: the next phase"
}

const answerThere = "the console asks something: answer it there"

// wantByPhone does what is wanted while the session is under way. The phone has the
// whole note, however small the console's window is, and nobody there looks ahead.
func (m *Model) wantByPhone(i Intent) {
	switch {
	case i == NextNote || i == NextGroup:
		if m.look != nil {
			m.returnToPlace()
		}
		m.scroll = max(0, len(m.noteLines(m.place(), m.layout.width))-m.layout.height)
	case i == PreviousNote:
		m.returnToPlace()
	case i == NextPhase && m.isBounce(i):
		m.say("this phase has only just begun")
		return
	}
	m.want(i, 0)
}

func (m *Model) nextGroup() {
	if w, isRound := m.workHere().(roundWork); !isRound || w.r.Over() {
		m.say("nobody is to be heard here")
		return
	}
	m.on()
}

func (m *Model) blank(blank bool) {
	if m.view.Blank == blank {
		return
	}
	m.view.Blank = blank
	m.say(either(blank, "the room's screen is black; "+hint(m.keys.Blank, "shows it again"), "the room's screen is shown again"))
}

func (m *Model) show() {
	if m.Screen == nil {
		return
	}
	if kind, _, paused := m.state().Pause(m.now); !paused || kind != run.Break {
		m.view.BackAt = time.Time{}
	}
	if m.view.GroupsShown && m.state().Current() != m.groupsAt {
		m.view.GroupsShown = false // people have found theirs
	}
	v := m.view
	v.Stepped, v.Zone = m.wallAhead(), m.Zone
	if m.state().Current() != run.NoPhase {
		v.Verdict = m.verdict().Line()
	}
	m.Screen.Show(m.state(), m.now, v)
}

func (m *Model) roomKey() tea.Cmd {
	m.open(&screenPanel{})
	if m.Screen.Address() != "" {
		return nil
	}
	return m.openScreen()
}

// openScreen opens the room's screen without keeping a key waiting.
func (m *Model) openScreen() tea.Cmd {
	return func() tea.Msg {
		told, err := m.Screen.Open()
		return Opened{Told: told, Err: err}
	}
}

func (m *Model) letIn() tea.Cmd {
	return func() tea.Msg {
		door, err := m.Screen.LetIn()
		return Opened{Door: &door, Err: err}
	}
}

// takeOpened takes in how that went. It may come while something is asked or typed,
// which waits behind it.
func (m *Model) takeOpened(msg Opened) tea.Cmd {
	switch {
	case msg.Err != nil:
		return m.comeUp(&failedPanel{heading: either[heading](msg.Door != nil, "NO PHONE", "NO SCREEN"), why: msg.Err.Error()})
	case msg.Door != nil:
		return m.comeUp(&doorPanel{door: *msg.Door})
	}
	m.say(msg.Told)
	return nil
}
