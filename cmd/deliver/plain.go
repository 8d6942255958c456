package deliver

import (
	"context"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/pflag"

	"facilitate/cmd/cli"
	"facilitate/cmd/lines"
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
	lines    *lines.Ends // nil: the console
	every    time.Duration
}

// restore puts the terminal back, where lines have it.
func (f front) restore() {
	if f.lines != nil {
		f.lines.Restore()
	}
}

// openFront opens the front that is asked for, or that the terminal can show.
// Input says whether anything comes in.
func (o frontFlags) openFront(env *cli.Env) (f front, input bool, err error) {
	if o.every == "never" {
		f.every = plain.Never
	} else if o.every != "" {
		if f.every, err = timer.ParseSpan(o.every); err != nil {
			return f, false, cli.Usage("--every: %v, or never", err)
		}
	}
	if env.HasScreen() && !o.plain {
		f.terminal, err = env.Terminal()
		return f, true, err
	}
	ends, input := lines.Open(env, o.plain)
	f.lines = &ends
	return f, input, nil
}

// plainOptions are those of lines for a state that nobody changes yet.
func (f front) plainOptions(state *run.State, clock *timer.Clock, zone *time.Location) plain.Options {
	return plain.Options{
		State: state, Look: clock.Look, Wall: time.Now, Zone: zone, In: f.lines.In, Out: f.lines.Out, Typed: f.lines.Typed, Every: f.every,
	}
}

// showLines goes through a session as lines, with what the console would have.
func (c console) showLines(ctx context.Context, o tui.Options) error {
	defer c.restore() // before what is said on standard error
	p := c.plainOptions(o.State, c.clock, o.Zone)
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
