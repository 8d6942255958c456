package plain

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"facilitate/cmd/tui/draw"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
	"facilitate/timer"
)

// ErrInputEnded is the end of the input while the session is under way: nobody
// left it of their own will.
var ErrInputEnded = errors.New("the input ended")

// Never is for Options.Every: nothing is said without being asked.
const Never = time.Duration(-1)

// Options are what a session as lines needs. LearnOdds and IsEdited may take a while.
type Options struct {
	CarryOut   func(run.Order) ([]run.Event, error) // the one writer's
	State      *run.State                           // as the writer has it: what it answers with is applied to it
	Look       func() timer.Look                    // the true instant, and what happened to the computer meanwhile
	Wall       func() time.Time                     // the wall clock, for times of day alone
	Zone       *time.Location                       // that of times of day
	In         <-chan string                        // the lines typed, closed at their end; else only quit and the context end it
	Out        io.Writer
	Keys       map[string][]draw.KeyHint   // the console's, by the names of what they do there: they are words too
	Every      time.Duration               // how often the time left is said; 0: at cues alone
	Typed      bool                        // a person types: an Enter that bounces enters no phase
	Screen     Screen                      // the room's screen and the phone; nil where there is none
	Taps       <-chan Tap                  // the phone's
	Open, Door bool                        // the screen is open, a phone let in, from the beginning
	IsEdited   func() bool                 // whether the plan's file was changed since the run began; nil: no file
	LearnOdds  func() *forecast.Forecaster // by earlier runs, how likely it ends when; nil: nothing is said of it
	Bell       bool                        // rings at each cue
	Trouble    func() error                // says why the record is failing; nil where none is kept
	Gather     *run.Gather                 // with the start; nil: no groups were asked for
	Talk       bool                        // a rehearsal in which what only the room does is taken as done
	Notices    []string                    // to be said first
	Gone       string                      // the question whether the time counts in which the program was gone; empty: not asked
	Unsaid     []run.Event                 // is recorded of that with the answer
}

type lines struct {
	Options
	plan      *session.Plan
	real, now time.Time // of the last look: in true time, and on the delivery's clock

	done  chan func()   // what follows what was done meanwhile
	ended chan struct{} // closed with the session's lines

	view     View   // of the room's screen
	groupsAt int    // the phase in which the groups are shown; they come down with it
	broken   bool   // it was said that the screen is
	newest   string // what was said last
	odds     *forecast.Forecaster
	ticked   map[int]bool // of what to bring

	idle      int // lines that changed nothing, since then
	idleSince time.Time
	clicks    int // Page Downs received before the start

	looked      int       // notes looked ahead, from the place
	announcedAt time.Time // when the next phase was announced; zero: it is not

	cue     run.Cue // the newest one said
	late    bool    // a promise was being missed when it was last looked at
	waited  bool    // the phase was waiting then
	failing bool    // the record was
	next    time.Time
	left    bool
}

const (
	width = 160 // where lines are broken: far under what any reader takes as too long
	most  = 200 // how many characters a line may have at the most
)

// Opening is what a facilitator wants to know first, without a session being begun.
func Opening(o Options) {
	l := newLines(o)
	l.opening()
	l.say("Nothing came in to be done, so it ends here. In a terminal, or from lines, start begins a session and help lists the words.")
}

func newLines(o Options) *lines {
	l := &lines{
		Options: o, plan: o.State.Plan(), ticked: map[int]bool{}, done: make(chan func()), ended: make(chan struct{}),
	}
	l.setInstant(l.Look().Now)
	return l
}

// Run goes through the session until the facilitator leaves it.
func Run(ctx context.Context, o Options) error {
	l := newLines(o)
	defer close(l.ended)
	if o.LearnOdds != nil {
		l.odds = o.LearnOdds()
	}
	l.opening()
	l.noticed()
	if l.Open {
		l.openScreen()
	}
	if l.Door {
		l.letIn()
	}
	if l.IsEdited != nil {
		l.meanwhile(l.lookAtPlan)
	}
	for !l.left {
		l.show()
		wake := time.NewTimer(l.State.NextSecond(l.now) + time.Millisecond) // a little late rather than a little early
		select {
		case <-ctx.Done():
			return ctx.Err()
		case line, ok := <-l.In:
			if stage := l.State.Stage(); !ok && (stage == run.Running || stage == run.Paused) {
				return ErrInputEnded
			} else if !ok {
				return nil
			}
			l.watch()
			l.take(line)
			l.noticed()
			if l.idle++; l.real.Sub(l.idleSince) > idleFor {
				l.idle, l.idleSince = 1, l.real
			}
			if !l.Typed && l.idle > mostIdle {
				l.say("Nothing has come of so many lines that it ends here.")
				return ErrInputEnded
			}
		case tap := <-l.Taps:
			l.watch()
			l.tapped(tap)
			l.noticed()
		case then := <-l.done:
			l.watch()
			then()
		case <-wake.C:
			l.watch()
			l.speak()
		}
		wake.Stop()
	}
	return nil
}

// An input that nobody types and that asks on and on, with nothing coming of it, is
// one that never ends: so many lines in so short a time.
const (
	mostIdle = 1000
	idleFor  = time.Minute
)

const planEvery = 5 * time.Second // how often the plan's file is looked at

// lookAtPlan waits until the plan's file is changed; what follows says so.
func (l *lines) lookAtPlan() (func(), error) {
	for !l.IsEdited() {
		select {
		case <-time.After(planEvery):
		case <-l.ended:
			return func() {}, nil
		}
	}
	return func() { l.say(words.PlanEdited + ".") }, nil
}

func (l *lines) setInstant(t time.Time) { l.real, l.now = t, t.Add(l.State.Jumped()) }

// watch looks at the clocks, and records what happened to the computer.
func (l *lines) watch() {
	look, before := l.Look(), l.now
	l.setInstant(look.Now)
	if look.Slept > 0 {
		l.order(run.Order{Facts: []run.Event{run.SleepGap(before, l.now, look.Slept)}})
		l.say("The computer slept " + words.Span(look.Slept) + ", counted: exclude-gap leaves it out.")
	}
	if look.Stepped != 0 {
		l.order(run.Order{Facts: []run.Event{run.WallStepped{At: l.now, By: look.Stepped}}})
	}
}

func (l *lines) order(o run.Order) error {
	o.At, o.Facts = l.now, append(l.Unsaid, o.Facts...)
	l.Unsaid = nil
	events, err := l.CarryOut(o)
	for _, e := range events {
		l.State.Apply(e)
	}
	if len(events) > 0 {
		l.idle = 0
	}
	l.setInstant(l.real) // what a command credits puts the delivery's clock forward
	return err
}

// give has commands carried out, all of them or none.
func (l *lines) give(commands ...run.Command) error {
	return l.order(run.Order{Commands: commands})
}

// say says something in lines of its own, as a sentence.
func (l *lines) say(text string) {
	l.newest = strings.TrimSuffix(text, ".")
	l.write(draw.Wrap(session.CleanLine(words.Sentence(text)), width))
}

// read reads a text out behind a lead.
func (l *lines) read(lead, markdown string) {
	all := draw.SpokenProse(markdown, width-len(lead))
	if len(all) == 0 {
		all = []string{""}
	}
	all[0] = lead + all[0]
	l.write(all)
}

// write writes lines. What becomes of a session that nobody hears any more is the
// business of whoever shows it.
func (l *lines) write(all []string) {
	for _, line := range all {
		runes := []rune(strings.TrimRight(session.Clean(line), " "))
		for len(runes) > most { // an address stays whole as long as it can
			_, _ = io.WriteString(l.Out, string(runes[:most])+"\n")
			runes = runes[most:]
		}
		_, _ = io.WriteString(l.Out, string(runes)+"\n")
	}
}

// clock is an instant of the delivery's clock as a time of day.
func (l *lines) clock(t time.Time) string {
	return t.Add(l.wallAhead()).In(l.Zone).Format("15:04")
}

// wallAhead is how far the wall clock is from the true instant, in whole seconds.
func (l *lines) wallAhead() time.Duration { return l.Wall().Sub(l.real).Round(time.Second) }

func (l *lines) verdict() words.Verdict { return words.VerdictOf(l.State, l.now, l.clock) }

func (l *lines) speak() {
	cue, late, waited, failing, next := l.cue, l.late, l.waited, l.failing, l.next
	l.noticed()
	if l.failing && !failing {
		l.say("The record is failing: " + l.Trouble().Error() + ".")
	} else if failing && !l.failing {
		l.say(words.RecordWhole + ".")
	}
	if l.Every == Never {
		return
	}
	if waited && !l.waited && l.State.Current() != run.NoPhase {
		l.say("It begins now: " + words.Phase(l.State, l.State.Current(), ": ") + ". " + l.timeLeft())
	}
	if l.cue != cue && l.cue != (run.Cue{}) {
		if l.Bell {
			_, _ = io.WriteString(l.Out, "\a")
		}
		l.say(cueWords(l.cue))
	}
	if l.late && !late {
		l.say("Late: " + l.verdict().Spoken() + ". recover says what can be done.")
	}
	if l.Every > 0 && !l.now.Before(next) && l.State.Stage() != run.Ready {
		l.say(l.timeLeft())
	}
}

// noticed notes what is known of what is said without being asked.
func (l *lines) noticed() {
	s := l.State
	if cue, ok := s.Cue(l.now); ok && (cue.Left != l.cue.Left || cue.After != l.cue.After || cue.At.Sub(l.cue.At).Abs() > run.CueShown) {
		l.cue = cue
	}
	underWay := s.Stage() == run.Running || s.Stage() == run.Paused
	l.late = underWay && l.verdict().Late()
	_, l.waited = s.Waiting(l.now)
	l.failing = l.Trouble != nil && l.Trouble() != nil
	if l.Every > 0 && !l.now.Before(l.next) {
		l.next = l.now.Add(l.Every)
	}
}

// cueWords are a cue as it is heard: capitals are spelt out by some voices, and so is
// what is cut short.
func cueWords(c run.Cue) string {
	switch {
	case c.Text != "":
		return c.Text + "."
	case c.After > 0:
		return words.Spoken(c.After) + " in."
	case c.Waits:
		return "It begins in " + words.Spoken(c.Left) + "."
	case c.Left < 0:
		return words.Spoken(-c.Left) + " over time."
	}
	text := words.Cue(c)
	return text[:1] + strings.ToLower(text[1:]) + "."
}
