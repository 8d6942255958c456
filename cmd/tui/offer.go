package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"facilitate/cmd/words"
)

// Offer is an unfinished session of the same plan.
type Offer struct {
	Run   string // its name
	Begun time.Time
	Dead  time.Duration // since the program was last known to run
	Stood string        // where it was and what was left; may be empty
	Busy  string        // who is delivering it at this moment; empty: nobody
}

// TakenUp is how Run ends where the facilitator goes on with the offered
// session.
type TakenUp struct {
	Run     string
	Exclude bool
}

// Error says what was chosen.
func (TakenUp) Error() string { return "an unfinished session is taken up again" }

// offerFound is what was found to be offered; nil where there is nothing.
type offerFound struct{ *Offer }

// findOffer looks for what can be offered, without keeping anybody.
func (m *Model) findOffer() tea.Msg { return offerFound{m.FindOffer()} }

// takeOffer offers what was found. Whoever has begun meanwhile, be it with a
// letter, is only told of it: no question may part them from what is recorded of
// this session.
func (m *Model) takeOffer(o *Offer) tea.Cmd {
	_, typing := m.front().(field)
	switch {
	case o == nil:
		return nil
	case !typing && !m.hasBegun && !m.turns.isBusy():
		return m.askOffer(*o)
	case o.Busy != "":
		m.say(m.busyWords(*o))
	default:
		what, _ := m.delivery()
		m.say("a " + what + " begun at " + m.label(o.Begun) + " is not finished: facilitate resume takes it up")
	}
	return nil
}

// delivery names what the session is, and what is done with its plan.
func (m *Model) delivery() (what, being string) {
	if m.state().Rehearsal() {
		return "rehearsal", "rehearsed"
	}
	return "delivery", "delivered"
}

func (m *Model) busyWords(o Offer) string {
	_, being := m.delivery()
	return "this plan is being " + being + " already, by " + o.Busy
}

// askOffer asks whether to go on with an unfinished session.
func (m *Model) askOffer(o Offer) tea.Cmd {
	leave := func(m *Model) tea.Cmd { m.isLeaving = true; return tea.Quit }
	what, being := m.delivery()
	if o.Busy != "" {
		text := m.busyWords(o)
		return m.comeUp(&questionPanel{
			heading: "BEING " + upper(being), text: []string{upper(text[:1]) + text[1:] + "."},
			choices: choices{answer("n", "begin another "+what+" of it", beginAnew), answer("q", "leave", leave)},
		})
	}
	text := []string{"A " + what + " begun at " + m.label(o.Begun) + " is not finished. The program has been gone for " + words.Span(o.Dead) + "."}
	if o.Stood != "" {
		text = append(text, "It stood "+o.Stood+".")
	}
	// In a small window this last line gives way, so the answers say it shortly.
	text = append(text, "The time since counts if the session went on in the room, and is left out if the room waited. A new "+what+" leaves this one as it is.")
	take := func(exclude bool) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd {
			m.takesUp = &TakenUp{o.Run, exclude}
			return leave(m)
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
