package deliver

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
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
	own      tui.OwnKeys // keys that the facilitator chose
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
	f.own = tui.OwnKeysOf(env.Settings)
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
		Keys: tui.KeysByName(f.own),
	}
}

// showLines goes through a session as lines, with what the console would have.
func (c console) showLines(ctx context.Context, screen *live, o tui.Options) error {
	defer c.restore() // before what is said on standard error
	p := c.plainOptions(o.State, c.clock, o.Zone)
	p.CarryOut = func(order run.Order) ([]run.Event, error) {
		a := <-o.Writer.Send(order)
		if a.Broke != nil {
			panic(a.Broke)
		}
		return a.Events, a.Err
	}
	p.Gather, p.Talk, p.Trouble, p.Bell = o.Gather, c.talk, c.recorder.Trouble, c.bell
	p.Open, p.Door, p.IsEdited, p.LearnOdds = o.OpenScreen, o.OpenDoor, o.IsEdited, o.LearnOdds
	p.Screen, p.Taps = screenInLines(screen, o.Connect)
	p.Notices = c.notices(o)
	if o.Dead != nil && o.Dead.Ask {
		p.Gone, p.Unsaid = words.Gone(o.Dead.For, o.Dead.Sure), o.Dead.Unsaid
	}
	return runLines(ctx, p)
}

// runLines goes through lines; an input that ends under way interrupts them, and so
// does an output that nobody reads any more: the run is kept, and it is told how to go
// on.
func runLines(ctx context.Context, p plain.Options) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt) // the console is asked by it
	defer stop()
	// The signal of a broken pipe comes for whatever is written to, the page of a
	// browser that was closed too: which it is, the write tells.
	broken := make(chan os.Signal, 1)
	signal.Notify(broken, syscall.SIGPIPE)
	defer signal.Stop(broken)
	p.Out = listened{p.Out, stop}
	if plain.Run(ctx, p) != nil {
		return cli.ErrInterrupted
	}
	return nil
}

// listened is an output that tells when it cannot be written to.
type listened struct {
	io.Writer
	gone func()
}

func (l listened) Write(b []byte) (int, error) {
	n, err := l.Writer.Write(b)
	if err != nil {
		l.gone()
	}
	return n, err
}

// notices are what is to be known before anything else.
func (c console) notices(o tui.Options) (all []string) {
	if o.FindOffer != nil {
		switch offer := o.FindOffer(); {
		case offer == nil:
		case offer.Busy != "":
			all = append(all, words.Busy(o.State, offer.Busy)+".")
		default:
			all = append(all, words.Unfinished(o.State, offer.Begun.In(o.Zone).Format("15:04"))+" with its name, "+offer.Run+".")
		}
	}
	if o.Dead == nil {
		if err := c.recorder.Check(); err != nil {
			all = append(all, words.NoRecord(err)...)
		}
	}
	if o.Draft.Text != "" {
		all = append(all, "A line was being typed, and is not kept: "+o.Draft.Text)
	}
	if len(o.Mend) > 0 {
		all = append(all, words.ToMend(len(o.Mend))+": "+strings.Join(o.Mend, "; ")+".")
	}
	if o.StayAwake() != nil {
		all = append(all, words.CannotWake+".")
	}
	return all
}

// screenInLines is the room's screen and the phone as lines have them.
func screenInLines(screen *live, connect func(send func(tea.Msg))) (plain.Screen, <-chan plain.Tap) {
	taps := make(chan plain.Tap)
	connect(func(msg tea.Msg) {
		if tap, is := msg.(tui.Tap); is {
			select {
			case taps <- plain.Tap{Line: tapLines[tap.Wants], Told: tap.Told, Take: tap.Take}:
			case <-screen.left:
			}
		}
	})
	return lineScreen{screen}, taps
}

// tapLines are what the buttons of the phone ask for, as lines.
var tapLines = map[tui.Intent]string{
	tui.NextNote: "on", tui.PreviousNote: "up", tui.NextPhase: "next", tui.Pause: "pause", tui.Resume: "resume", tui.MinuteMore: "+",
	tui.Blank: "black", tui.Unblank: "unblack", tui.NextGroup: "next-group",
}

// lineScreen is the room's screen for who has no picture of a way in.
type lineScreen struct{ *live }

func (s lineScreen) Show(st *run.State, now time.Time, v plain.View) {
	s.live.Show(st, now, tui.View(v))
}

func (s lineScreen) LetIn() (address, hint string, err error) {
	door, err := s.live.LetIn()
	return door.Address, door.Hint, err
}
