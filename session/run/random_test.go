package run_test

import (
	"fmt"
	"hash/fnv"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
	"facilitate/timer/timertest"
)

func TestMain(m *testing.M) { os.Exit(timertest.Main(m)) }

// steps is how long a random delivery is.
const steps = 30

// deliveries is how many of them a property is held against. Each property
// has its own, so that together they come further.
func deliveries(t *testing.T) iter.Seq[*walk] { return usualDeliveries(t, 100) }

// usualDeliveries are as many, where tests do not take their time.
func usualDeliveries(t *testing.T, usual int) iter.Seq[*walk] {
	of := fnv.New64()
	of.Write([]byte(t.Name()))
	return func(yield func(*walk) bool) {
		for seed := range uint64(timertest.Amount(usual, 10_000)) {
			if !yield(newWalk(t, rand.NewPCG(of.Sum64(), seed))) {
				return
			}
		}
	}
}

// happening is something that was applied: what a command was answered with,
// or a fact, which has no word.
type happening struct {
	word   run.Word
	events []run.Event
}

// given is a command that was given, or the gap that passed before the next.
type given struct {
	at      time.Duration
	command run.Command
	refused error
	slept   time.Duration
}

// walk is a random delivery under way.
type walk struct {
	t       *testing.T
	rand    *rand.Rand
	plan    *session.Plan
	booking run.Booking
	state   *run.State
	now     time.Time
	history []happening
	given   []given // for a message
	busy    bool    // people work in groups
}

func newWalk(t *testing.T, source rand.Source) *walk {
	w := &walk{t: t, rand: rand.New(source), now: zero}
	w.busy = w.chance(50)
	w.plan = w.randomPlan()
	w.booking = w.randomBooking()
	w.state = w.fresh()
	return w
}

// fresh is the same delivery before anything happened.
func (w *walk) fresh() *run.State { return run.New(w.plan, w.booking) }

// failf fails the test with the way that led there.
func (w *walk) failf(format string, args ...any) {
	w.t.Helper()
	var way strings.Builder
	for _, g := range w.given {
		c := g.command
		switch {
		case g.slept > 0:
			fmt.Fprintf(&way, "\n%v slept for %v", g.at, g.slept)
			continue
		case g.refused != nil:
			fmt.Fprintf(&way, "\n%v %s: %v", g.at, c.Word(), g.refused)
			continue
		}
		fmt.Fprintf(&way, "\n%v %s %+v", g.at, c.Word(), c)
	}
	w.t.Fatalf("at %v: %s\n\nthe way there:%s", w.now.Sub(zero), fmt.Sprintf(format, args...), &way)
}

// forEachStep walks many deliveries, with see called for each command before
// it is given. It must give it by calling do.
func forEachStep(t *testing.T, see func(w *walk, c run.Command)) {
	t.Helper()
	forEachStepOf(deliveries(t), see)
}

func forEachStepOf(walks iter.Seq[*walk], see func(w *walk, c run.Command)) {
	for w := range walks {
		for range w.steps() {
			w.pass()
			see(w, w.randomCommand())
		}
	}
}

// do gives a command, and keeps what comes of it.
func (w *walk) do(c run.Command) error {
	e, err := run.Decide(w.state, c, w.now)
	w.given = append(w.given, given{at: w.now.Sub(zero), command: c, refused: err})
	if err == nil {
		w.apply(c.Word(), []run.Event{e})
	}
	return err
}

// apply takes in what happened. A fact has no word.
func (w *walk) apply(word run.Word, events []run.Event) {
	w.history = append(w.history, happening{word, events})
	jumped := w.state.Jumped()
	for _, e := range events {
		w.state.Apply(e)
	}
	w.now = w.now.Add(w.state.Jumped() - jumped)
}

// pass lets time pass, by nothing at all as often as by minutes. Sometimes it
// passes asleep, and sometimes only a part of it.
func (w *walk) pass() {
	begin := w.now
	switch n := w.rand.IntN(10); {
	case n < 3:
	case n < 4:
		w.now = w.now.Add(time.Duration(w.rand.Int64N(int64(time.Second))))
	case n < 9:
		w.now = w.now.Add(time.Duration(w.rand.Int64N(int64(10 * time.Minute))))
	default:
		w.now = w.now.Add(time.Duration(w.rand.IntN(40)) * time.Minute)
	}
	if w.rand.IntN(5) == 0 && w.now.After(begin) {
		if w.rand.IntN(2) == 0 {
			begin = begin.Add(w.now.Sub(begin) / 3)
		}
		w.apply("", []run.Event{run.GapRecorded{Gap: run.Gap{Begin: begin, End: w.now, Cause: "sleep"}}})
		w.given = append(w.given, given{at: begin.Sub(zero), slept: w.now.Sub(begin)})
	}
}

func (w *walk) chance(percent int) bool { return w.rand.IntN(100) < percent }

// randomSpan is whole seconds, and now and then not.
func (w *walk) randomSpan(most time.Duration) time.Duration {
	d := time.Duration(1+w.rand.Int64N(int64(most/time.Second))) * time.Second
	if w.chance(10) {
		d += time.Duration(w.rand.IntN(1e9))
	}
	return d
}

func (w *walk) randomPlan() *session.Plan {
	plan := &session.Plan{Duration: time.Duration(5+w.rand.IntN(60)) * time.Minute}
	if w.chance(50) {
		start := timer.TimeOfDay(600)
		plan.Start = &start
	}
	for n := range 1 + w.rand.IntN(5) {
		a := session.Activity{ID: string(rune('a' + n)), Optional: w.chance(35), Protect: w.chance(10)}
		cut := func() session.Cut { return []session.Cut{"", "", session.CutFirst, session.CutLast}[w.rand.IntN(4)] }
		a.Break, a.Cut = w.chance(15), cut()
		switch {
		case w.chance(30):
			at := timer.TimeOfDay(600 + w.rand.IntN(75))
			a.FixedAt = &at
		case n > 0:
			a.Spare = w.chance(15)
		}
		for range 1 + w.rand.IntN(3) {
			p := session.Phase{
				Duration: time.Duration(1+w.rand.IntN(900)) * time.Second,
				Protect:  w.chance(10), Cut: cut(),
				Notes: make([]session.Note, w.rand.IntN(4)),
			}
			if w.chance(30) {
				p.AtLeast = time.Duration(1+w.rand.Int64N(int64(p.Duration/time.Second))) * time.Second
			}
			for i := range p.Notes {
				p.Notes[i] = w.randomNote()
			}
			if w.chance(30) {
				p.Settings = []session.Setting{session.Individual, session.Groups}
			}
			a.Phases = append(a.Phases, p)
		}
		plan.Activities = append(plan.Activities, a)
	}
	plan.Quizzes = []session.Quiz{
		{ID: "q", Statements: []session.Statement{{Text: "one", Answer: true}, {Text: "two"}}},
		{ID: "r", Statements: []session.Statement{{Text: "three"}}},
	}
	plan.Outcomes = []session.Outcome{{ID: "o"}}
	plan.Evaluation.Questions = []session.Question{
		{ID: "s", Kind: session.Scale},
		{ID: "c", Kind: session.Choice, Options: []string{"x", "y"}},
		{ID: "t", Kind: session.FreeText},
	}
	return plan
}

func (w *walk) randomNote() session.Note {
	return []session.Note{
		{Kind: session.Round, Text: "one point each"},
		{Kind: session.TakeQuiz, Ref: "q"},
		{Kind: session.Say, Text: strings.Repeat("word ", w.rand.IntN(300))},
	}[w.rand.IntN(3)]
}

func (w *walk) randomBooking() (b run.Booking) {
	if w.chance(50) {
		b.Start = at(time.Duration(w.rand.IntN(20)-10) * time.Minute)
	}
	if w.chance(30) {
		b.End = at(time.Duration(10+w.rand.IntN(60)) * time.Minute)
	}
	if w.chance(20) {
		b.Zone = time.FixedZone("", 3600)
	}
	b.Rehearsal = w.chance(40)
	if b.Rehearsal && w.chance(30) {
		from := w.rand.IntN(len(w.plan.Activities))
		b.Part = &run.Part{From: from, To: from + w.rand.IntN(len(w.plan.Activities)-from)}
	}
	return b
}

// frequent holds each command as often as it is to come. Those that change
// what was are frequent, for they are what is hard to get right.
var frequent = strings.Fields(`
	start next next next next next next next skip skip skip back back back back goto goto goto goto goto
	take take take take take begin begin begin begin begin begin fix fix fix fix fix
	finish pause pause pause pause pause pause pause resume resume resume resume resume
	extend extend trim trim trim allot allot allot allot until until until until
	recover recover recover recover recover recover recover
	backdate backdate backdate backdate backdate backdate
	exclude-gap exclude-gap exclude-gap exclude-gap exclude-gap exclude-gap exclude-gap
	credit credit credit credit credit lap lap lap lap lap
	undo undo undo undo undo undo undo undo undo undo
	book book book book book place place capture capture edit edit edit edit strike strike`)

// busy is what happens where people work in groups.
var busy = strings.Fields(`
	start next next back pause resume extend extend trim trim trim backdate exclude-gap lap credit
	capture capture strike strike
	people people people pairs pairs join join leave leave leave setting setting setting
	quiz quiz quiz quiz reveal reveal reveal reveal reveal hands hands hands score score score
	hear hear hear hear hear hear hear heard heard heard pass pass pass
	form form form form-edit form-edit form-strike
	undo undo undo undo undo undo undo undo undo undo undo undo undo undo`)

func (w *walk) randomCommand() run.Command {
	words := frequent
	if w.busy {
		words = busy
	}
	word := run.Word(words[w.rand.IntN(len(words))])
	if w.state.Stage() == run.Ready && w.chance(40) {
		word = run.CmdStart
	}
	if _, waits := w.state.Waiting(w.now); waits && w.chance(20) {
		word = run.CmdBegin
	}
	switch word {
	case run.CmdSkip:
		return run.Skip{Whole: w.chance(40)}
	case run.CmdGoto:
		return run.Goto{To: w.randomTarget(), Drop: w.chance(40)}
	case run.CmdTake:
		return run.Take{Activity: w.randomActivity()}
	case run.CmdFix:
		c := run.Fix{Activity: w.randomActivity()}
		if w.chance(70) {
			c.At = w.now.Add(w.randomSpan(time.Hour) - 10*time.Minute)
		}
		return c
	case run.CmdPause:
		kinds := append([]run.PauseKind{""}, run.PauseKinds...)
		return run.Pause{Kind: kinds[w.rand.IntN(len(kinds))]}
	case run.CmdExtend:
		return run.Extend{By: w.randomSpan(10 * time.Minute)}
	case run.CmdTrim:
		return run.Trim{By: w.randomSpan(10 * time.Minute)}
	case run.CmdBackdate:
		return run.Backdate{By: w.randomSpan(10 * time.Minute)}
	case run.CmdAllot:
		return run.Allot{Phase: w.randomTarget(), Time: w.randomSpan(15 * time.Minute)}
	case run.CmdUntil:
		return run.Until{At: w.now.Add(w.randomSpan(time.Hour) - 10*time.Minute)}
	case run.CmdRecover:
		return run.Recover{Option: run.Options[w.rand.IntN(len(run.Options))]}
	case run.CmdBook:
		return run.Book{At: w.now.Add(w.randomSpan(20*time.Minute) - 10*time.Minute)}
	case run.CmdPlace:
		return run.Place{Phase: w.randomTarget(), Note: w.rand.IntN(3)}
	case run.CmdCapture:
		return run.CaptureLine{Kind: run.CaptureKinds[w.rand.IntN(len(run.CaptureKinds))], Text: "a line"}
	case run.CmdEdit:
		return run.EditLine{ID: 1 + w.rand.IntN(2), Text: "another line"}
	case run.CmdStrike:
		return run.StrikeLine{ID: 1 + w.rand.IntN(2)}
	}
	if c := w.randomWork(word); c != nil {
		return c
	}
	return bare(word)
}

// randomWork is a command about who is in the room and what they do; nil where
// the word is none.
func (w *walk) randomWork(word run.Word) run.Command {
	names := []string{"Ann", "Ben", "Cat", "Dan", "Eve"}
	seed := w.rand.Uint64()
	name := ""
	if w.chance(60) {
		name = names[w.rand.IntN(len(names))]
	}
	quiz, statement := []string{"q", "q", "r", "none"}[w.rand.IntN(4)], w.rand.IntN(4)
	group, note, id := w.rand.IntN(4)*w.rand.IntN(2), w.randomRound(), 1+w.rand.IntN(2)
	form := run.Form{
		Answers:    []run.FormAnswer{{Question: "t", Text: names[w.rand.IntN(5)]}, {Question: "s", Scale: w.rand.IntN(12)}},
		Confidence: []run.Confidence{{Outcome: "o", Before: w.rand.IntN(11), After: run.Unsaid}},
	}
	switch word {
	case run.CmdPeople:
		c := run.Gather{People: w.rand.IntN(12), Groups: w.rand.IntN(5), Seed: seed}
		if w.chance(40) {
			c.Names = names[:w.rand.IntN(len(names)+1)]
		}
		return c
	case run.CmdPairs:
		return run.Pair{Seed: seed}
	case run.CmdJoin:
		return run.Join{Name: name}
	case run.CmdLeave:
		return run.Leave{Name: name, Group: w.rand.IntN(5)}
	case run.CmdSetting:
		return run.ChooseSetting{Phase: w.randomTarget(), Setting: []session.Setting{session.Individual, session.Groups, session.Pairs}[w.rand.IntN(3)]}
	case run.CmdQuiz:
		return run.ShowStatement{Quiz: quiz, Statement: statement}
	case run.CmdReveal:
		return run.Reveal{Quiz: quiz}
	case run.CmdHands:
		return run.CountHands{Quiz: quiz, Statement: statement, True: w.rand.IntN(6), False: w.rand.IntN(6)}
	case run.CmdScore:
		return run.ScoreGroups{Quiz: quiz, Statement: statement, Right: []int{w.rand.IntN(4), w.rand.IntN(4)}}
	case run.CmdHear:
		return run.Hear{Note: note, Group: group}
	case run.CmdHeard:
		return run.HearOut{Note: note}
	case run.CmdPass:
		return run.PassOver{Note: note, Group: group}
	case run.CmdForm:
		return run.TakeForm{Form: form}
	case run.CmdFormEdit:
		return run.CorrectForm{ID: id, Form: form}
	case run.CmdFormStrike:
		return run.StrikeForm{ID: id}
	}
	return nil
}

// randomRound is mostly the note of a round of the current phase.
func (w *walk) randomRound() int {
	p := w.state.Current()
	if p == run.NoPhase || w.chance(10) {
		return 0
	}
	notes := w.state.Phases()[p].Plan.Notes
	return max(0, slices.IndexFunc(notes, func(n session.Note) bool { return n.Kind == session.Round }))
}

// steps is how long the delivery is: what happens in groups builds on more
// that has to come before.
func (w *walk) steps() int {
	if w.busy {
		return 4 * steps
	}
	return steps
}

func (w *walk) randomActivity() string {
	id, _, _ := strings.Cut(w.randomTarget(), "/")
	return id
}

// randomTarget is mostly one that the plan has.
func (w *walk) randomTarget() string {
	if w.chance(5) {
		return "none"
	}
	return w.state.Name(w.rand.IntN(len(w.state.Phases())))
}
