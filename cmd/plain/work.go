package plain

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/run"
)

// quiz is the place's; nil where it has none.
func (l *lines) quiz() *run.Quiz {
	if n := l.noteHere(); n != nil && n.Kind == session.TakeQuiz {
		return l.State.Quiz(n.Ref)
	}
	return nil
}

// round is the place's; nil where it has none, or nobody is known to be heard.
func (l *lines) round() *run.Round {
	if n := l.noteHere(); n != nil && n.Kind == session.Round {
		p := l.State.Current()
		return l.State.RoundAt(p, l.State.Phases()[p].Place)
	}
	return nil
}

func (l *lines) noteHere() *session.Note {
	p := l.State.Current()
	if p == run.NoPhase || len(l.State.Phases()[p].Plan.Notes) == 0 {
		return nil
	}
	return &l.State.Phases()[p].Plan.Notes[l.State.Phases()[p].Place]
}

// statement says the statement that is shown, with its answer once it is.
func (l *lines) statement() {
	q := l.quiz()
	if q.Over() {
		l.summary(q)
		return
	}
	statement, answer := &q.Plan.Statements[q.At], q.Answers[q.At]
	if !answer.Revealed {
		l.read(fmt.Sprintf("Statement %d of %d: ", q.At+1, len(q.Answers)), statement.Text)
		l.say("Not shown yet: the answer is " + statement.Verdict() + "." + l.statementShare())
	} else {
		l.read("Answer: "+statement.Verdict()+". ", statement.Because)
	}
	if answer.Counted {
		for told := range strings.SplitSeq(words.Hands(q, q.At), "; ") {
			l.say(told + ".")
		}
	}
	if len(answer.Right) > 0 {
		l.say("A point for " + words.Groups(answer.Right) + ".")
	}
}

// statementShare is the time for each statement that is left, as a sentence.
func (l *lines) statementShare() string {
	p := l.State.Current()
	if p == run.NoPhase || l.quiz() == nil {
		return ""
	}
	each, left := l.State.StatementShare(l.State.Phases()[p].Place, l.now)
	switch {
	case left == 0:
		return ""
	case each < time.Second:
		return " No time is left for " + words.Number(left) + "."
	case left == 1:
		return " " + words.Spoken(each) + " for the last one."
	}
	return " " + words.Spoken(each) + " each for " + words.Number(left) + "."
}

func (l *lines) summary(q *run.Quiz) {
	l.say("The quiz is over.")
	row := func(lead string, statement int, told string) {
		l.read(fmt.Sprintf("%s statement %d, %s: ", lead, statement+1, told), q.Plan.Statements[statement].Text)
	}
	for _, i := range words.Split(q) {
		row("Split the room:", i, fmt.Sprintf("%d true, %d false", q.Answers[i].True, q.Answers[i].False))
	}
	for _, i := range words.MostWrong(q) {
		a := q.Answers[i]
		row("Most had it wrong:", i, fmt.Sprintf("%d of %d; it is %s", q.Wrong(i), a.True+a.False, q.Plan.Statements[i].Verdict()))
	}
	if q.Scored() {
		for _, g := range words.ByScore(q, len(l.State.Gathering().Groups)) {
			l.say(fmt.Sprintf("Group %d: %s.", g+1, words.Plural(q.Score(g), "point")))
		}
	}
}

func (l *lines) speaks() {
	r := l.round()
	share := l.State.RoundShare(r, l.now)
	switch {
	case r.Over():
		l.say("All are heard.")
	case r.Speaking == run.NoGroup:
		l.say("Nobody speaks; " + strconv.Itoa(share.Waiting) + " to hear.")
	default:
		left := words.Spoken(share.Left) + " left"
		if share.Left <= -time.Second {
			left = words.Spoken(-share.Left) + " over its time"
		}
		rest := "nobody else waits"
		if share.Waiting > 0 {
			rest = fmt.Sprintf("%d more to hear, %s each", share.Waiting, words.Spoken(share.Each))
		}
		l.say(fmt.Sprintf("Group %d speaks, %s; %s.", r.Voices[r.Speaking].Group+1, left, rest))
	}
}
