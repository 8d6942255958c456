package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
)

// opening says what a facilitator wants to know first.
func (l *lines) opening() {
	s := l.State
	if s.Rehearsal() {
		l.say("A rehearsal.")
	}
	l.say(l.plan.Title + ": " + l.verdict().Spoken() + ".")
	for _, notice := range l.Notices {
		l.say(notice)
	}
	switch {
	case l.Gone != "":
		l.say(l.Gone + " Say yes or no.")
	case s.Stage() != run.Ready:
		l.where()
		l.place()
	default:
		l.before()
	}
}

// before says what there is to know and to see to before the start.
func (l *lines) before() {
	s := l.State
	if open := l.plan.ToFillIn(); open != "" {
		l.say("Still to be filled in: " + open + ".")
	}
	if s.Booked() {
		l.say("Booked for " + l.clock(s.ScheduledStart(l.now)) + ", out by " + l.verdict().Out + ".")
	}
	if first := s.Phases()[s.First()].Activity; first > 0 || slices.ContainsFunc(s.Phases(), func(p run.Phase) bool { return p.Outside }) {
		l.say("It is a part of the plan.")
	}
	if len(l.plan.Facilitators) > 0 {
		l.say("With " + strings.Join(l.plan.Facilitators, ", ") + ".")
	}
	if l.Gather != nil {
		if e, err := run.Decide(s, *l.Gather, l.now); err == nil {
			with := s.Clone()
			with.Apply(e)
			l.say(words.InRoom(with.Gathering()) + ".")
		}
	}
	l.toBring(words.ToTick(l.plan))
	l.say("First: " + l.phase(s.First()))
	l.say("Enter or start begins the session; help lists the words.")
}

func (l *lines) toBring(all []string) {
	if len(all) == 0 {
		l.say("There is nothing to bring.")
		return
	}
	lead := "To bring and to see to, "
	for i, what := range all {
		if l.ticked[i] {
			what += ": ticked off"
		}
		l.say(lead + strconv.Itoa(i+1) + ": " + what + ".")
		lead = ""
	}
}

// phase is a phase to be entered: what it is called and how long it has.
func (l *lines) phase(p int) string {
	phase := l.State.Phases()[p]
	text := l.State.Activity(p).PhaseTitle(phase.Plan, ": ") + ". " + words.Spoken(phase.Budget)
	if setting := l.State.Setting(p); setting != "" {
		text += ", " + setting.Name()
	}
	text += words.LedBy(l.State, p, ", ") + "."
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
	s, verdict := l.State, l.verdict().Spoken()+"."
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
		text = words.Paused(kind) + ", " + words.Spoken(lasted) + " so far; " + text
	}
	return text + "; " + verdict
}

// likely is what earlier runs say of the end, where that is asked for; empty where
// nothing is known.
func (l *lines) likely() string {
	if f, ok := l.odds.At(l.State, l.now); ok {
		return " By your last " + strconv.Itoa(l.odds.Runs()) + " runs " + words.Likely(&f, l.clock) + "."
	}
	return ""
}

func (l *lines) where() {
	s, p := l.State, l.State.Current()
	if p != run.NoPhase {
		l.say(fmt.Sprintf("%s. Note %d of %d.", s.Activity(p).PhaseTitle(s.Phases()[p].Plan, ": "), s.Phases()[p].Place+1, max(1, len(s.Phases()[p].Plan.Notes))))
	}
	l.say(l.timeLeft() + l.likely())
	if p != run.NoPhase {
		l.say(l.comesNext())
	}
}

func (l *lines) comesNext() string {
	if next := l.State.Next(); next != run.NoPhase {
		return "Next: " + l.phase(next)
	}
	return "Next: the end."
}

// entered says which phase was come to, and its note.
func (l *lines) entered() {
	p := l.State.Current()
	if p == run.NoPhase {
		l.ending()
		return
	}
	l.say(l.phase(p))
	if _, _, paused := l.State.Pause(l.now); paused {
		l.say("Still paused: resume goes on.")
	}
	l.place()
}

// ending says how the session went, and each activity whose time was not kept.
func (l *lines) ending() {
	s := l.State
	began, _ := s.StartedAt()
	ended, _ := s.EndedAt()
	l.say("The session has ended; " + l.verdict().Spoken() + ". It took " + words.Spoken(ended.Sub(began)) + ". quit leaves.")
	for a := range l.plan.Activities {
		if first := s.FirstOf(a); s.Phases()[first].Outside || l.plan.Activities[a].Spare && s.Phases()[first].Status == run.Pending {
			continue
		}
		switch spent, planned, word := words.AgainstPlan(s, a, l.now); {
		case word == words.AsPlanned:
		case spent == 0:
			l.say(l.plan.Activities[a].Title + ": " + word + ".")
		default:
			l.say(l.plan.Activities[a].Title + ": " + words.Spoken(spent) + " of " + words.Spoken(planned) + ".")
		}
	}
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
		if share := l.statementShare(); share != "" {
			l.say(strings.TrimSpace(share))
		}
	case session.GiveOut:
		l.say(lead + l.plan.Handout(n.Ref).Title + ".")
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

// agenda says each phase with its name in commands, and when it was or will be.
func (l *lines) agenda() {
	s := l.State
	expected, visits, latest := s.Expected(l.now), s.Visits(l.now), s.LatestStarts(l.now)
	for i, p := range s.Phases() {
		if p.Outside {
			continue
		}
		text := "At no set time,"
		switch {
		case len(visits[i]) > 0 && p.Status != run.Pending:
			text = l.clock(visits[i][0].Begin)
		case !expected[i].Begin.IsZero():
			text = l.clock(expected[i].Begin)
		}
		text += fmt.Sprintf(" %s, %s: %s, %s", s.Activity(i).PhaseTitle(p.Plan, ": "), s.Name(i), words.Spoken(p.Budget), p.Status)
		if spent := s.Spent(i, l.now); spent > 0 {
			text += ", took " + words.Spoken(spent)
		}
		if p.Budget != p.Plan.Duration {
			text += ", planned " + words.Spoken(p.Plan.Duration)
		}
		if at := s.FixedAt(p.Activity, l.now); p.Number == 1 && !at.IsZero() {
			text += ", fixed for " + l.clock(at)
		}
		if by := latest[p.Activity]; p.Number == 1 && p.Status == run.Pending && !by.IsZero() {
			text += ", at the latest " + l.clock(by)
		}
		l.say(text + ".")
	}
	l.say("Planned end " + l.clock(s.PlannedEnd(l.now)) + "; " + l.verdict().Spoken() + "; out by " + l.verdict().Out + ".")
}

func (l *lines) safety() {
	for _, text := range l.plan.Safety {
		l.read("Safety: ", text)
	}
	if len(l.plan.Safety) == 0 {
		l.say(words.NoSafety)
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

func (l *lines) recoveries() {
	l.say(l.verdict().Spoken() + ".")
	l.surer()
	for _, r := range l.State.Recoveries(l.now) {
		text := "recover " + string(r.Option) + ": "
		if r.Refused != nil {
			l.say(text + r.Refused.Error() + ".")
			continue
		}
		text += "ends " + l.clock(r.End)
		if r.Missing > 0 {
			text += ", still " + words.Spoken((r.Missing + time.Minute - 1).Truncate(time.Minute)) + " late"
		}
		if !r.HardEnd.Equal(l.State.HardEnd(l.now)) {
			text += "; out by " + l.clock(r.HardEnd)
		}
		for _, f := range r.Fixed {
			text += "; " + l.plan.Activities[f.Activity].Title + " at " + l.clock(f.To)
		}
		text += l.changes(r)
		l.say(text + ".")
	}
}

func (l *lines) changes(r run.Recovery) (text string) {
	for i, c := range r.Changes {
		switch title := words.Phase(l.State, c.Phase, ": "); {
		case i == mostChanges:
			text += fmt.Sprintf("; and %d more", len(r.Changes)-i)
		case i > mostChanges:
		case c.Dropped:
			text += "; without " + title
		default:
			text += "; " + title + " from " + words.Spoken(c.From) + " to " + words.Spoken(c.To)
		}
	}
	return text
}

// surer says what would make it so sure that the session ends in time; nothing
// where it is, or nothing can.
func (l *lines) surer() {
	is, ok := l.odds.At(l.State, l.now)
	if a := l.odds.Aim(l.State, forecast.Sure, l.now); ok && a != nil {
		l.say(fmt.Sprintf("recover %d: aim at 8 in 10; now %s, then %s%s.", aimAt, words.InTen(is.End()), words.InTen(a.Kept), l.changes(a.Recovery)))
	}
}

// timeFor says what there is time for, and how things would stand then.
func (l *lines) timeFor(uses []words.Use) {
	l.say("Nothing has to be done: " + l.verdict().Spoken() + ".")
	l.surer()
	for i, u := range uses {
		does := "take " + l.State.Activity(u.Phase).Title + " now, " + words.Spoken(words.Takes(l.State, u.Phase, l.now)) + ", and come back"
		if u.More > 0 {
			does = "give " + words.Spoken(u.More) + " more to " + words.Phase(l.State, u.Phase, ": ")
		}
		l.say(fmt.Sprintf("recover %d: %s; then it %s.", i+1, does, words.With(l.State, u.Command, l.now, l.clock)))
	}
}

const mostChanges = 8 // how many changes of a recovery are said: a plan may have thousands

func (l *lines) people() {
	g := l.State.Gathering()
	l.say(words.InRoom(g) + ".")
	for _, text := range []string{words.Forming(g), words.CrowdWarning(g)} {
		if text != "" {
			l.say(text)
		}
	}
	if g.Paired {
		l.say(words.Pairs(g) + ".")
	}
	for i, group := range g.Groups {
		if len(group.Members) > 0 {
			l.say(fmt.Sprintf("Group %d: %s.", i+1, strings.Join(group.Members, ", ")))
		}
	}
}
