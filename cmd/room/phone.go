package room

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
)

// Phone is what the facilitator's phone shows, which the room may not see.
type Phone struct {
	At time.Time `json:"-"` // the instant at which the clocks showed what they say

	Stage    string     `json:"stage"` // as StageAt says it
	Title    string     `json:"title"` // of the session
	Activity string     `json:"activity,omitempty"`
	Phase    string     `json:"phase,omitempty"`
	Clock    *Clock     `json:"clock,omitempty"`  // below zero when over time; where it waits, until it begins
	Begins   string     `json:"begins,omitempty"` // a time of day: when what waits begins, paused or not
	Verdict  string     `json:"verdict,omitempty"`
	Promise  string     `json:"promise,omitempty"` // the title of what the verdict is about; empty: the end
	Ends     string     `json:"ends,omitempty"`    // a time of day: when the session will end
	Out      string     `json:"out,omitempty"`     // and when it must
	Note     *PhoneNote `json:"note,omitempty"`
	Cue      string     `json:"cue,omitempty"`  // what the facilitator is told at this moment
	Next     string     `json:"next,omitempty"` // what the next step brings
	Then     string     `json:"then,omitempty"` // the next phase; empty where none is left, and where this one waits
	Blank    bool       `json:"blank,omitempty"`
	Turn     *PhoneTurn `json:"turn,omitempty"`
}

// PhoneNote is the note the facilitator is at.
type PhoneNote struct {
	Kind   string   `json:"kind"`
	Text   string   `json:"text,omitempty"` // HTML, of the few elements that prose.OnScreen writes
	Items  []string `json:"items,omitempty"`
	Number int      `json:"number"` // from 1
	Of     int      `json:"of"`
}

// PhoneTurn is whose turn it is in a round.
type PhoneTurn struct {
	Group  string `json:"group"`
	Number int    `json:"number"` // from 1
	Of     int    `json:"of"`
	Clock  *Clock `json:"clock,omitempty"`
}

// PhoneView is what the phone shows beside the state.
type PhoneView struct {
	Verdict string // whether the session keeps its promises, in words
	Blank   bool   // the room's screen is blanked
	Turn    *PhoneTurn
	Zone    *time.Location // as in View
	Stepped time.Duration  // likewise
}

func (v PhoneView) timeOfDay(t time.Time) string { return timeOfDay(t, v.Zone, v.Stepped) }

// PhoneOf is what the phone shows of a delivery at an instant.
func PhoneOf(state *run.State, now time.Time, view PhoneView) Phone {
	p := Phone{
		At: now, Stage: state.StageAt(now), Title: state.Plan().Title,
		Verdict: view.Verdict, Blank: view.Blank, Turn: view.Turn,
	}
	here := state.Current()
	if here == run.NoPhase {
		if start := state.ScheduledStart(now); state.Stage() == run.Ready && state.Booked() && start.After(now) {
			p.Begins = view.timeOfDay(start)
		}
		return p
	}
	if cue, ok := state.Cue(now); ok {
		p.Cue = words.Cue(cue)
	}
	phase := &state.Phases()[here]
	p.Activity = state.Activity(here).Title
	if phase.Plan.Name != p.Activity {
		p.Phase = phase.Plan.Name
	}
	p.Clock = phaseClock(state, now, NewPhoneClock)
	if begins, waits := state.Waiting(now); waits {
		p.Begins, p.Clock = view.timeOfDay(begins), NewClock(begins.Sub(now), true)
	}
	verdict := words.VerdictOf(state, now, view.timeOfDay)
	p.Promise, p.Ends, p.Out = verdict.Activity, verdict.Ends, verdict.Out
	p.ahead(state, now, view)
	return p
}

// ahead fills in the note that the facilitator is at, and what comes. Nothing
// comes after a phase that waits: it is left only where the console can ask.
func (p *Phone) ahead(state *run.State, now time.Time, view PhoneView) {
	phase := &state.Phases()[state.Current()]
	then := ""
	if next := state.Next(); next != run.NoPhase {
		coming := &state.Phases()[next]
		then = words.Phase(state, next, ": ") + words.LedBy(state, next, ", ")
		if p.Begins == "" {
			p.Then = then
		}
		if at := state.FixedAt(coming.Activity, now); coming.Number == 1 && at.After(now) {
			then += ", at " + view.timeOfDay(at)
		}
	}
	notes := phase.Plan.Notes
	at := min(phase.Place, len(notes)-1)
	if at >= 0 {
		p.Note = phoneNote(state, &notes[at])
		p.Note.Number, p.Note.Of = at+1, len(notes)
	}
	switch step := quizStep(state, phase); {
	case step != "":
		p.Next = step
	case at+1 < len(notes):
		p.Next = noteLine(state.Plan(), &notes[at+1])
	case p.Begins != "":
		p.Next = "begins at " + p.Begins
	case then != "":
		p.Next = "then " + then
	default:
		p.Next = "the end"
	}
}

// NewPhoneClock is a clock for the facilitator, who may know of time over.
func NewPhoneClock(left time.Duration, runs bool) *Clock {
	return &Clock{Left: left.Milliseconds(), Runs: runs, over: true}
}

// noteText is a note's text, or its title or that of what it refers to, in Markdown.
func noteText(plan *session.Plan, n *session.Note) string {
	if title := plan.RefTitle(n); title != "" {
		return prose.Escape(title)
	}
	if n.Title != "" {
		return "**" + prose.Escape(n.Title) + "**"
	}
	return cmp.Or(n.Text, n.Ref)
}

// mostNext is how many characters of the next note are shown.
const mostNext = 80

func noteLine(plan *session.Plan, n *session.Note) string {
	text := prose.Plain(noteText(plan, n))
	for _, item := range n.Items {
		text += " · " + prose.Plain(item)
	}
	text = strings.TrimPrefix(text, " · ")
	if runes := []rune(text); len(runes) > mostNext {
		text = strings.TrimSpace(string(runes[:mostNext-1])) + "…"
	}
	return n.Kind.Word() + ": " + text
}

func (p Phone) at() time.Time { return p.At }

func (p Phone) clocks() []*Clock {
	return []*Clock{p.Clock, cmp.Or(p.Turn, &PhoneTurn{}).Clock}
}

func (p Phone) with(at time.Time, change func(*Clock) *Clock) content {
	p.At, p.Clock = at, change(p.Clock)
	if p.Turn != nil {
		turn := *p.Turn
		turn.Clock = change(turn.Clock)
		p.Turn = &turn
	}
	return p
}

// phoneNote is a note as the facilitator reads it off the phone, with the back to
// the screen: what stands on a slide and what a quiz asks are part of it.
func phoneNote(state *run.State, n *session.Note) *PhoneNote {
	plan := state.Plan()
	note := &PhoneNote{Kind: n.Kind.Word()}
	text, items := noteText(plan, n), n.Items
	switch n.Kind {
	case session.ShowSlide:
		if s := plan.Slide(n.Ref); s != nil {
			text = slideText(s, text)
			if s.Read {
				note.Kind += ", to be read out"
			}
		}
	case session.TakeQuiz:
		if q := state.Quiz(n.Ref); q != nil {
			text, items = quizText(q, text)
		}
	}
	note.Text = string(prose.OnScreen(text))
	for _, item := range items {
		note.Items = append(note.Items, prose.Plain(item))
	}
	return note
}

// slideText is what stands on a slide, under its title, in Markdown.
func slideText(s *session.Slide, title string) string {
	text := title
	if s.Body != "" {
		text = "**" + title + "**\n\n" + s.Body
	}
	if s.Alt != "" {
		text += "\n\nPicture: " + prose.Escape(s.Alt)
	}
	return text
}

// quizText is the statement of a quiz that is on the screen, with its answer and
// whether the room sees that; all of them before the first and after the last.
func quizText(q *run.Quiz, title string) (text string, items []string) {
	statements := q.Plan.Statements
	if q.At == run.NotBegun || q.Over() {
		for _, s := range statements {
			items = append(items, s.Text+" **"+s.Verdict()+"**")
		}
		return title, items
	}
	s := &statements[q.At]
	shown := "not shown yet"
	if q.Answers[q.At].Revealed {
		shown = "shown"
	}
	text = fmt.Sprintf("Statement %d of %d\n\n%s\n\n**%s**, %s", q.At+1, len(statements), s.Text, s.Verdict(), shown)
	if s.Because != "" {
		text += "\n\n" + s.Because
	}
	return text, nil
}

// quizStep is what the next step brings in a phase's quiz; "": it is not the quiz's.
func quizStep(state *run.State, phase *run.Phase) string {
	if phase.Place >= len(phase.Plan.Notes) || phase.Plan.Notes[phase.Place].Kind != session.TakeQuiz {
		return ""
	}
	q := state.Quiz(phase.Plan.Notes[phase.Place].Ref)
	switch {
	case q == nil || q.Over():
		return ""
	case q.At != run.NotBegun && !q.Answers[q.At].Revealed:
		return "the answer"
	case q.At+1 < len(q.Answers):
		return fmt.Sprintf("statement %d of %d", q.At+2, len(q.Answers))
	case q.HasSummary():
		return "how the quiz went"
	}
	return ""
}
