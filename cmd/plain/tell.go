package plain

import (
	"fmt"
	"strconv"
	"strings"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/run"
)

// opening says what a facilitator wants to know first.
func (l *lines) opening() {
	s := l.State
	if s.Rehearsal() {
		l.say("A rehearsal.")
	}
	l.say(l.plan.Title + ": " + l.verdict().Line() + ".")
	if l.Notice != "" {
		l.say(l.Notice)
	}
	switch {
	case l.Gone != "":
		l.say(l.Gone + " Say yes or no.")
	case s.Stage() != run.Ready:
		l.where()
		l.place()
	default:
		for _, r := range l.plan.Resources {
			l.say("Bring: " + r.Name + ".")
		}
		if open := l.plan.ToFillIn(); open != "" {
			l.say("Still to be filled in: " + open + ".")
		}
		l.say("First: " + l.phase(s.First()))
		l.say("Enter or start begins the session; help lists the words.")
	}
}

// phase is a phase to be entered: what it is called and how long it has.
func (l *lines) phase(p int) string {
	phase := l.State.Phases()[p]
	text := words.Phase(l.State, p, ": ") + ". " + words.Spoken(phase.Budget)
	if setting := l.State.Setting(p); setting != "" {
		text += ", " + setting.Name()
	}
	text += "."
	if at := l.State.FixedAt(phase.Activity, l.now); phase.Number == 1 && at.After(l.now) {
		text += " It begins at " + l.clock(at) + "; until then it waits."
	}
	if phase.Plan.Question != "" {
		text += " The room is asked: " + phase.Plan.Question
	}
	return text
}

// timeLeft is what is left of the phase, and the verdict.
func (l *lines) timeLeft() string {
	s, verdict := l.State, l.verdict().Line()+"."
	p := s.Current()
	if p == run.NoPhase {
		return "It is " + s.Stage().String() + "; " + verdict
	}
	left := s.Remaining(l.now)
	text := words.Spoken(left) + " left of " + words.Spoken(s.Phases()[p].Budget)
	if left < 0 {
		text = words.Spoken(-left) + " over time"
	}
	if at, waits := s.Waiting(l.now); waits {
		text = "It begins at " + l.clock(at) + ", in " + words.Spoken(at.Sub(l.now))
	}
	if kind, lasted, paused := s.Pause(l.now); paused {
		text = "Paused for " + words.Spoken(lasted) + ", it " + words.Pause(kind) + "; " + text
	}
	return text + "; " + verdict
}

// where says where the session stands, and what comes next.
func (l *lines) where() {
	s, p := l.State, l.State.Current()
	if p == run.NoPhase {
		l.say(l.timeLeft())
		return
	}
	l.say(fmt.Sprintf("%s. Note %d of %d.", s.Activity(p).PhaseTitle(s.Phases()[p].Plan, ": "), s.Phases()[p].Place+1, max(1, len(s.Phases()[p].Plan.Notes))))
	l.say(l.timeLeft())
	l.say(l.comesNext())
}

func (l *lines) comesNext() string {
	if next := l.State.Next(); next != run.NoPhase {
		return "Next: " + l.phase(next)
	}
	return "Next: the end."
}

// entered says which phase was come to, and its note.
func (l *lines) entered() {
	if p := l.State.Current(); p != run.NoPhase {
		l.say(l.phase(p))
		l.place()
		return
	}
	l.say("The session has ended; " + l.verdict().Line() + ". quit leaves.")
}

// place says the note one is at, or how far its work has come.
func (l *lines) place() {
	switch p := l.State.Current(); {
	case p == run.NoPhase:
		l.where()
	case l.quiz() != nil && l.quiz().At != run.NotBegun:
		l.statement()
	case l.round() != nil && l.State.Begun(l.round()):
		l.speaks()
	default:
		l.note(p, l.State.Phases()[p].Place)
	}
}

// note reads a note, its kind first.
func (l *lines) note(phase, at int) {
	notes := l.State.Phases()[phase].Plan.Notes
	if len(notes) == 0 {
		l.say("This phase has no notes.")
		return
	}
	n := &notes[at]
	lead := n.Kind.Word() + ": "
	switch n.Kind {
	case session.ShowSlide:
		slide := l.plan.Slide(n.Ref)
		if slide.Read {
			lead = "Slide, to be read out: "
		}
		l.read(lead, slide.Title)
		if slide.Body != "" {
			l.read("", slide.Body)
		}
		if slide.Alt != "" {
			l.read("Picture: ", slide.Alt)
		}
	case session.TakeQuiz:
		q := l.plan.Quiz(n.Ref)
		l.say(lead + q.Title + ". " + words.Plural(len(q.Statements), "statement") + ", one at a time.")
	case session.GiveOut:
		l.say(lead + l.plan.Handout(n.Ref).Title)
	default:
		l.read(lead, strings.TrimSpace(n.Text+" "+n.Title))
		for _, item := range n.Items {
			l.read("", item)
		}
	}
	if r := l.round(); r != nil && phase == l.State.Current() && at == l.State.Phases()[phase].Place {
		share := l.State.RoundShare(r, l.now)
		l.say(words.Plural(share.Waiting, "group") + " to hear, " + words.Spoken(share.Each) + " each.")
	}
}

// statement says the statement that is shown, with its answer once it is.
func (l *lines) statement() {
	q := l.quiz()
	if q.Over() {
		l.say("The quiz is over.")
		for i := range l.State.Gathering().Groups {
			if q.Scored() {
				l.say(fmt.Sprintf("Group %d: %s.", i+1, words.Plural(q.Score(i), "point")))
			}
		}
		return
	}
	statement, answer := &q.Plan.Statements[q.At], q.Answers[q.At]
	if !answer.Revealed {
		l.read(fmt.Sprintf("Statement %d of %d: ", q.At+1, len(q.Answers)), statement.Text)
		return
	}
	l.read("Answer: "+statement.Verdict()+". ", statement.Because)
	if answer.Counted {
		l.say(fmt.Sprintf("Hands: %d true, %d false.", answer.True, answer.False))
	}
}

// speaks says who has the word in a round.
func (l *lines) speaks() {
	r := l.round()
	share := l.State.RoundShare(r, l.now)
	switch {
	case r.Over():
		l.say("All are heard.")
	case r.Speaking == run.NoGroup:
		l.say("Nobody speaks; " + strconv.Itoa(share.Waiting) + " to hear.")
	default:
		l.say(fmt.Sprintf("Group %d speaks, %s; %d more to hear.", r.Voices[r.Speaking].Group+1, words.Spoken(max(0, share.Left)), share.Waiting))
	}
}

// agenda says each phase with its name in commands, and when it was or will be.
func (l *lines) agenda() {
	s := l.State
	expected := s.Expected(l.now)
	for i, p := range s.Phases() {
		if !p.Outside {
			l.say(fmt.Sprintf("%s %s, %s: %s, %s.", l.clock(expected[i].Begin), s.Activity(i).PhaseTitle(p.Plan, ": "),
				s.Name(i), words.Spoken(p.Budget), p.Status))
		}
	}
	l.say(l.verdict().Line() + ".")
}

func (l *lines) safety() {
	for _, text := range l.plan.Safety {
		l.read("Safety: ", text)
	}
	if len(l.plan.Safety) == 0 {
		l.say("The plan has no safety card.")
	}
}

func (l *lines) kept() {
	for _, c := range l.State.Captures() {
		text := fmt.Sprintf("%d, %s: %s", c.ID, strings.ToLower(c.Kind.Title()), c.Text)
		if c.Struck {
			text += " (struck)"
		}
		l.say(text)
	}
	if len(l.State.Captures()) == 0 {
		l.say("No line is kept yet: capture keeps one.")
	}
}

// recoveries say each way out, and what it would change.
func (l *lines) recoveries() {
	l.say(l.verdict().Line() + ".")
	for _, r := range l.State.Recoveries(l.now) {
		text := "recover " + string(r.Option) + ": "
		if r.Refused != nil {
			l.say(text + r.Refused.Error() + ".")
			continue
		}
		text += "ends " + l.clock(r.End)
		if r.Missing > 0 {
			text += ", still " + words.MinutesUp(r.Missing) + " late"
		}
		if !r.HardEnd.Equal(l.State.HardEnd(l.now)) {
			text += "; out by " + l.clock(r.HardEnd)
		}
		for _, f := range r.Fixed {
			text += "; " + l.plan.Activities[f.Activity].Title + " at " + l.clock(f.To)
		}
		for i, c := range r.Changes {
			switch title := words.Phase(l.State, c.Phase, ": "); {
			case i == mostChanges:
				text += "; and more"
			case i > mostChanges:
			case c.Dropped:
				text += "; without " + title
			default:
				text += "; " + title + " " + words.Spoken(c.To) + " instead of " + words.Spoken(c.From)
			}
		}
		l.say(text + ".")
	}
}

// mostChanges is how many changes of a recovery are said: a plan may have thousands.
const mostChanges = 12

func (l *lines) people() {
	g := l.State.Gathering()
	l.say(words.InRoom(g) + ".")
	for _, text := range []string{words.Forming(g), words.CrowdWarning(g)} {
		if text != "" {
			l.say(text)
		}
	}
	for i, group := range g.Groups {
		if len(group.Members) > 0 {
			l.say(fmt.Sprintf("Group %d: %s.", i+1, strings.Join(group.Members, ", ")))
		}
	}
}
