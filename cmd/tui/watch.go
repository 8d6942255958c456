package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
	"facilitate/session/run"
)

// Messages from outside the terminal.
type (
	AskQuit    struct{}            // asks whether to leave, as the quit key does
	Awake      struct{ Err error } // says whether the computer is kept from sleeping
	Recordable struct{ Err error } // says whether a record can be kept
)

const sleptShown = 2 * time.Minute // how long the banner tells of a sleep

// watch looks at the clocks with every message: it gives the instant the message is
// taken in at, and records what happened to the computer since the one before.
func (m *Model) watch() {
	before := m.onDeliverysClock(m.lastMessage)
	l := m.Look()
	m.lastMessage = l.Now
	m.setInstant(m.lastMessage)
	if l.Slept > 0 {
		m.record(run.SleepGap(before, m.now, l.Slept))
		m.sleptFor, m.sleptAt = l.Slept, m.lastMessage
	}
	if l.Stepped != 0 {
		m.record(run.WallStepped{At: m.now, By: l.Stepped})
	}
}

func (m *Model) lookAfterRecord() {
	if m.Recorder == nil {
		return
	}
	failed := m.wasFailing
	if m.wasFailing = m.Recorder.Trouble() != nil; failed && !m.wasFailing {
		m.say(words.RecordWhole)
	}
}

// troubles are the parts of the banner that outrank the verdict.
func (m *Model) troubles() (parts []string) {
	if m.Recorder != nil {
		if err := m.Recorder.Trouble(); err != nil {
			parts = append(parts, m.theme.Bad.Render(" ! THE RECORD IS FAILING: "+err.Error()+" "))
		}
	}
	if m.sleptFor > 0 && m.lastMessage.Sub(m.sleptAt) < sleptShown {
		parts = append(parts, m.theme.Warn.Render(" ! SLEPT "+upper(words.Span(m.sleptFor))+", counted: "+hint(m.keys.LeaveOut, "leaves it out ")))
	}
	return parts
}

type planLooked struct{ edited bool }

const planEvery = 5 * time.Second // how often the plan's file is looked at

func (m *Model) lookAtPlan() tea.Msg { return planLooked{m.IsEdited()} }

// takePlanLooked says once that the run does not follow its plan's file.
func (m *Model) takePlanLooked(l planLooked) tea.Cmd {
	if l.edited {
		m.say(words.PlanEdited)
		return nil
	}
	return tea.Tick(planEvery, func(time.Time) tea.Msg { return m.lookAtPlan() })
}

// Dead is the time for which the program was not running before a delivery was resumed.
type Dead struct {
	For  time.Duration
	Sure bool // the clocks agree on it
	Ask  bool // whether it counts has not been said yet
	// Unsaid is recorded once it was said: who is asked again finds the run as it was.
	Unsaid []run.Event
}

func (m *Model) askNoRecord(err error) tea.Cmd {
	return m.comeUp(&questionPanel{heading: "NO RECORD", text: words.NoRecord(err), choices: choices{
		answer("y", "go on without a record", func(m *Model) tea.Cmd { m.Recorder.GiveUp(); return nil }),
		answer("q", "leave", (*Model).quit),
	}})
}

func (m *Model) askDead() {
	m.unrecorded = m.Dead.Unsaid
	title := either[heading](m.state().Rehearsal(), "BACK IN THE REHEARSAL", "BACK AGAIN")
	m.open(&questionPanel{heading: title, text: []string{words.Gone(m.Dead.For, m.Dead.Sure)}, choices: choices{
		answer("y", "it counts: the session went on in the room", func(m *Model) tea.Cmd {
			m.give(func(error) { m.say("counted; " + m.verdict().Line()) })
			return nil
		}),
		answer("n", "leave it out: the room waited", func(m *Model) tea.Cmd {
			m.give(m.orSay(func() {
				gaps := m.state().Gaps()
				m.sayLeftOut(gaps[len(gaps)-1])
			}), run.ExcludeGap{})
			return nil
		}),
	}})
}

// Offer is an unfinished session of the same plan.
type Offer struct {
	Run   string // its name
	Begun time.Time
	Dead  time.Duration // since the program was last known to run
	Stood string        // where it was and what was left; may be empty
	Busy  string        // who is delivering it at this moment; empty: nobody
}

// TakenUp is how Run ends where the facilitator goes on with the offered session.
type TakenUp struct {
	Run     string
	Exclude bool
}

// Error says what was chosen.
func (TakenUp) Error() string { return "an unfinished session is taken up again" }

// offerFound is what was found to be offered; nil where there is nothing.
type offerFound struct{ *Offer }

// takeOffer offers what was found. Whoever has begun meanwhile, be it with a letter, is
// only told of it: no question may part them from what is recorded of this session.
func (m *Model) takeOffer(o *Offer) tea.Cmd {
	_, typing := m.front().(field)
	switch {
	case o == nil:
		return nil
	case !typing && !m.hasBegun && !m.turns.isBusy():
		return m.askOffer(*o)
	case o.Busy != "":
		m.say(words.Busy(m.state(), o.Busy))
	default:
		m.say(words.Unfinished(m.state(), m.label(o.Begun)))
	}
	return nil
}

func (m *Model) askOffer(o Offer) tea.Cmd {
	what, being := words.Delivery(m.state())
	if o.Busy != "" {
		text := words.Busy(m.state(), o.Busy)
		return m.comeUp(&questionPanel{
			heading: heading("BEING " + upper(being)), text: []string{upper(text[:1]) + text[1:] + "."},
			choices: choices{answer("n", "begin another "+what+" of it", beginAnew), answer("q", "leave", (*Model).quit)},
		})
	}
	text := []string{"A " + what + " begun at " + m.label(o.Begun) + " is not finished."}
	if o.Dead >= time.Second {
		text[0] += " The program has been gone for " + words.Span(o.Dead) + "."
	}
	if o.Stood != "" {
		text = append(text, "It stood "+o.Stood+".")
	}
	// In a small window this last line gives way, so the answers say it shortly.
	text = append(text, "The time since counts if the session went on in the room, and is left out if the room waited. A new "+what+" leaves this one as it is.")
	take := func(exclude bool) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd {
			m.takesUp = &TakenUp{o.Run, exclude}
			return m.quit()
		}
	}
	return m.comeUp(&questionPanel{heading: "NOT FINISHED", text: text, choices: choices{
		answer("r", "go on; the time since counts", take(false)),
		answer("x", "go on; the time since is left out", take(true)),
		answer("n", "begin anew", beginAnew),
	}})
}

// beginAnew changes nothing, yet is no answer for Esc, which a clicker sends too:
// the run that was offered would be passed by unseen.
func beginAnew(*Model) tea.Cmd { return nil }
