package deliver

import (
	"context"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/plain"
	"facilitate/cmd/tui"
	"facilitate/cmd/words"
	"facilitate/session/run"
	"facilitate/timer"
)

// frontFlags say what shows a session.
type frontFlags struct {
	plain bool   // lines in place of the console
	every string // how often lines say the time left
}

func (o *frontFlags) add(f *pflag.FlagSet) {
	f.BoolVar(&o.plain, "plain", false, "lines for a screen reader or a pipe in place of the console (docs/plain.md)")
	f.StringVar(&o.every, "every", "", "in lines: say the time left every `SPAN`, or never speak unasked (default: at cues)")
}

// front is where a session is shown: the console, or lines.
type front struct {
	terminal cli.Terminal
	lines    *ends  // nil: the console
	restore  func() // the terminal, where lines have it
}

// ends are where lines come in and go out.
type ends struct {
	in    <-chan string
	out   io.Writer
	typed bool
	every time.Duration
}

// patience is how long an input may say nothing that nobody types and nobody
// said would come: a machine that runs the program unattended gets its end.
const patience = 500 * time.Millisecond

// openFront opens the front that is asked for, or that the terminal can show.
// Input says whether anything comes in.
func (o frontFlags) openFront(env *cli.Env) (f front, input bool, err error) {
	var every time.Duration
	f.restore = func() {}
	if o.every == "never" {
		every = plain.Never
	} else if o.every != "" {
		if every, err = timer.ParseSpan(o.every); err != nil {
			return f, false, cli.Usage("--every: %v, or never", err)
		}
	}
	if env.HasScreen() && !o.plain {
		f.terminal, err = env.Terminal()
		return f, true, err
	}
	if terminal, back, ok := env.Raw(); ok {
		typist := plain.NewTypist(terminal.In, terminal.Out)
		return front{lines: &ends{typist.Lines(), typist, true, every}, restore: back}, true, nil
	}
	f.lines = &ends{in: plain.Lines(env.In), out: env.Out, every: every}
	if env.InputIsTyped() {
		return f, true, nil
	}
	var wait <-chan time.Time // for ever, where it was said that something comes
	if !o.plain {
		wait = time.After(patience)
	}
	f.lines.in, input = plain.First(f.lines.in, wait)
	return f, input, nil
}

// plainOptions are those of lines for a state that nobody changes yet.
func (e *ends) plainOptions(state *run.State, clock *timer.Clock, zone *time.Location) plain.Options {
	return plain.Options{State: state, Look: clock.Look, Wall: time.Now, Zone: zone, In: e.in, Out: e.out, Typed: e.typed, Every: e.every}
}

// showLines goes through a session as lines, with what the console would have.
func (c console) showLines(ctx context.Context, o tui.Options) error {
	defer c.restore() // before what is said on standard error
	p := c.lines.plainOptions(o.State, c.clock, o.Zone)
	p.CarryOut = func(order run.Order) ([]run.Event, error) {
		a := <-o.Writer.Send(order)
		if a.Broke != nil {
			panic(a.Broke)
		}
		return a.Events, a.Err
	}
	p.Gather, p.Talk, p.Trouble = c.gather, c.talk, c.recorder.Trouble
	if o.FindOffer != nil {
		p.Notice = offerNotice(o.FindOffer())
	}
	if c.room.open || c.room.remote {
		p.Notice = "The room's screen and the phone are not to be had in lines."
	}
	if o.Draft.Text != "" {
		p.Notice = "A line was being typed, and is not kept: " + o.Draft.Text
	}
	if o.Dead != nil && o.Dead.Ask {
		p.Gone, p.Unsaid = words.Gone(o.Dead.For, o.Dead.Sure), o.Dead.Unsaid
	}
	_ = o.StayAwake() // whoever needs to hear of it finds it in the system's settings
	return runLines(ctx, p)
}

// runLines goes through lines; an input that ends under way interrupts them.
func runLines(ctx context.Context, p plain.Options) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt) // the console is asked by it
	defer stop()
	if plain.Run(ctx, p) != nil {
		return cli.ErrInterrupted
	}
	return nil
}

// offerNotice says what is not finished of the same plan; empty where nothing is.
func offerNotice(o *tui.Offer) string {
	switch {
	case o == nil:
		return ""
	case o.Busy != "":
		return "This plan is under way already, by " + o.Busy + "."
	}
	return "A session of this plan is not finished, and " + words.Span(o.Dead) + " old: facilitate resume " + o.Run + " takes it up."
}
