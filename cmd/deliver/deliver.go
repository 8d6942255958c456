package deliver

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"facilitate/cmd/browser"
	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/plain"
	"facilitate/cmd/record"
	"facilitate/cmd/stayawake"
	"facilitate/cmd/tui"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer"
)

type deliverOptions struct {
	consoleFlags
	start, end string // by the booking
	people     peopleFlags
	set        []string // what to fill in for the plan's blanks
}

func (o *deliverOptions) add(f *pflag.FlagSet, start, end string) {
	f.StringVar(&o.start, "start", "", start)
	f.StringVar(&o.end, "end", "", end)
	o.people.add(f)
	library.SetFlag(f, &o.set)
	o.consoleFlags.add(f)
}

// NewDeliver is the command deliver.
func NewDeliver(env *cli.Env) *cobra.Command {
	var o deliverOptions
	var kept scriptOptions
	c := &cobra.Command{
		Use:   "deliver [PLAN]",
		Short: "run a session: what to say now, how long is left, will it end on time",
		Long: `Runs a session in the terminal: what to say, do and ask now, how long this
phase has left, and whether the session will end on time.

PLAN is a file, or the name of a plan that "facilitate list" shows. Without it
the plan that ships is taken, or a choice is offered where there are several.

--script keeps a session that was held without the computer, from a file of times
taken by hand. A line is an offset and a command, as in simulate:

  0:00   start
  4:40   next
  11:05  finish

The last line is taken to be now, unless --zero says when offset 0:00 was.`,
		Args: cli.OptionalArg("facilitate deliver infant-mental-health"),
		RunE: func(_ *cobra.Command, args []string) error { return runDeliver(env, o, kept, args) },
	}
	kept.add(c.Flags(), "delivery")
	o.add(c.Flags(), "the booked start, a time of day `HH:MM` (default: the plan's, else when you start)",
		"when everybody must be out, `HH:MM` (default: the start and the booked time)")
	cli.ThemeFlag(env, c.Flags())
	return c
}

func runDeliver(env *cli.Env, o deliverOptions, kept scriptOptions, args []string) error {
	plan, start, end, err := o.asked(env, args, kept, kept.file == "")
	if err != nil {
		return err
	}
	book := func(now time.Time) run.Booking { return booking(plan.Start, start, end, now) }
	if kept.file == "" {
		return o.begin(env, plan, journal.Delivery, book(env.Now()))
	}
	r, err := kept.keep(env, plan, o.stateDir, journal.Delivery, book)
	if err != nil {
		return err
	}
	return env.Answer(fmt.Sprintf("kept as %s\nAll of it: facilitate report %[1]s\n", r.id))
}

// asked is the plan that is asked for, and the times that were given, where what was
// given goes together. Ask is whether the plan's blanks are asked for.
func (o deliverOptions) asked(env *cli.Env, args []string, kept scriptOptions, ask bool) (plan *library.PlanFile, start, end *timer.TimeOfDay, err error) {
	if err = cmp.Or(kept.check(o.people), o.room.check()); err == nil {
		start, err = cli.TimeFlag("start", o.start)
	}
	if err == nil {
		end, err = cli.TimeFlag("end", o.end)
	}
	if err == nil {
		plan, err = library.ChoosePlan(env, args, library.Fill{Set: o.set, StateDir: o.stateDir, Ask: ask})
	}
	return plan, start, end, err
}

// begin shows the console before the start of a session. Where an unfinished
// one of the same kind is to be taken up instead, it goes on with that.
func (o deliverOptions) begin(env *cli.Env, plan *library.PlanFile, kind journal.Kind, b run.Booking) error {
	gather, err := o.people.gather(run.New(plan.Plan, b), env.Now())
	if err != nil {
		return err
	}
	front, input, err := o.openFront(env)
	if err != nil {
		return err
	}
	clock := timer.NewClock()
	if !input {
		plain.Opening(front.plainOptions(run.New(plan.Plan, b), clock, b.Zone))
		return nil
	}
	time.AfterFunc(time.Second, func() { plan.Whole() }) // to be there when the first event is recorded, and not to delay the first frame
	store, noStore := library.OpenStore(env, o.stateDir)
	head := planHead(env, plan, kind, b) // the recorder reads the clocks with the first event
	c := console{
		consoleFlags: o.consoleFlags, front: front, clock: clock, recorder: record.New(store, nil, plan.Whole, head, clock),
		folder: plan.Folder(), files: plan.Files(), since: modified(plan.Files()),
	}
	c.recorder.NoStore = noStore
	offer := func() *tui.Offer { return findOffer(env, store, head) }
	err = c.show(env, run.New(plan.Plan, b), tui.Options{Zone: b.Zone, FindOffer: offer, Gather: gather, Mend: toMend(plan)})
	var taken tui.TakenUp
	if errors.As(err, &taken) {
		again := resumeOptions{consoleFlags: o.consoleFlags, run: taken.Run, count: !taken.Exclude, exclude: taken.Exclude}
		return resumeRun(env, store, again, front)
	}
	return err
}

// toMend is what check would say of a plan, without the places.
func toMend(plan *library.PlanFile) (all []string) {
	for _, p := range append(session.Check(plan.File, plan.Plan), session.CheckPictures(plan.File, plan.Folder(), plan.Plan)...) {
		all = append(all, p.What)
	}
	return all
}

// modified is when one of some files was changed last; the zero time where there
// is none.
func modified(files []string) (at time.Time) {
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && info.ModTime().After(at) {
			at = info.ModTime()
		}
	}
	return at
}

func planHead(env *cli.Env, plan *library.PlanFile, kind journal.Kind, b run.Booking) journal.Head {
	return journal.Head{
		Kind: kind, Plan: plan.Name, PlanID: plan.ID, Title: plan.Title,
		Booking: b, Program: env.Program,
	}
}

// console is a session about to be shown.
type console struct {
	consoleFlags
	front
	clock    *timer.Clock
	recorder *record.Recorder
	folder   string    // of the plan; empty where it ships
	files    []string  // of the plan, and of what it extends
	since    time.Time // as old as the files are, what the run knows of them
}

// show shows the console until the facilitator leaves it, with everything that
// belongs to a delivery around it: its record, a computer that stays awake, and
// after a failure of the program the words that say nothing is lost.
func (c console) show(env *cli.Env, state *run.State, o tui.Options) error {
	writer := record.StartWriter(run.NewWriter(state.Clone(), c.recorder), c.recorder)
	o.Writer, o.State, o.Recorder = writer, state, c.recorder
	o.Now, o.Look, o.Wall = c.clock.Now, c.clock.Look, time.Now
	o.Talk, c.recorder.Talk = c.talk, c.talk
	if c.recorder.NoStore == nil {
		o.LearnOdds = func() *forecast.Forecaster {
			return report.Learn(state.Plan(), library.Readable(env, c.recorder.Store, state.Plan()))
		}
	}
	o.Own, o.Called = c.own, env.Named
	o.KeepClicker = func(on, back string) error {
		return cmp.Or(library.KeepSetting(env, tui.ClickerOn, on), library.KeepSetting(env, tui.ClickerBack, back))
	}
	if len(c.files) > 0 {
		o.IsEdited = func() bool { return modified(c.files).After(c.since) }
	}
	screen := newLive(c.room, state.Plan(), c.folder, c.clock.Now)
	screen.browse = func(url string) error { return browser.Open(env, url) }
	defer screen.Close()
	o.Screen, o.Connect = screen, screen.Connect
	o.OpenScreen, o.OpenDoor = c.room.open, c.room.remote
	if c.bell {
		o.Bell = func() { _, _ = c.terminal.Out.WriteString("\a") }
	}
	awake := make(chan func(), 1)
	o.StayAwake = func() error {
		stop, err := stayawake.Start()
		if err == nil {
			awake <- stop
		}
		return err
	}
	ctx, stop := cli.UntilTold()
	defer stop()
	var err error
	if c.lines != nil {
		err = c.showLines(ctx, screen, o)
	} else {
		err = cli.ScreenEnded(env, tui.Run(ctx, tui.New(o), tui.Terminal(c.terminal)))
	}
	select {
	case stop := <-awake:
		stop()
	default:
	}
	writer.Close()
	state = writer.State()
	until := c.clock.Now().Add(state.Jumped())
	c.recorder.Close(env, state)
	stop()
	if state.Stage() == run.Finished && !state.Rehearsal() {
		err = cmp.Or(err, c.tellAfter(env, state, until, o.Zone))
	}
	if err != nil || !state.Rehearsal() || state.Stage() == run.Ready {
		return err
	}
	return printPractice(env, rehearsal{
		id: c.recorder.ID(), head: c.recorder.Head, store: c.recorder.Store, state: state, until: until, talk: c.talk, lines: c.lines != nil,
	})
}

// tellAfter says how a session went, what was parked, and what there is to do now.
func (c console) tellAfter(env *cli.Env, state *run.State, until time.Time, zone *time.Location) error {
	clock := func(at time.Time) string { return at.In(zone).Format("15:04") }
	all := append([]string{state.Plan().Title + " " + words.Went(state, until, clock)}, words.ForLater(state)...)
	if c.recorder.ID() != "" {
		all = append(all, words.Afterwards(state)...)
	}
	var lines []string
	for _, text := range all {
		lines = append(lines, cli.Wrap(text, env.Width())...)
	}
	return env.Answer(strings.Join(lines, "\n") + "\n")
}

// booking sets the booked times. The plan's usual start is on the day of now; one that
// was asked for is the nearest to now, so that 23:50 given at five past midnight was
// yesterday. An end that comes before the start is after midnight.
func booking(usual, start, end *timer.TimeOfDay, now time.Time) run.Booking {
	b := run.Booking{Zone: now.Location()}
	switch {
	case start != nil:
		b.Start = start.Nearest(now)
	case usual != nil:
		b.Start = usual.OnDayOf(now)
	}
	if end != nil {
		b.End = end.From(cmp.Or(b.Start, now))
	}
	return b
}

type peopleFlags struct{ people, groups int }

func (o *peopleFlags) add(f *pflag.FlagSet) {
	cli.CountFlag(f, &o.people, "people", "the number `N` of people there (default: not known; the key j says it later)")
	cli.CountFlag(f, &o.groups, "groups", "the number `N` of groups they make (default: four to six people in each)")
}

func (o *peopleFlags) areGiven() bool { return o.people != 0 || o.groups != 0 }

// gather is the command that forms the groups asked for; nil where none were.
func (o *peopleFlags) gather(s *run.State, now time.Time) (*run.Gather, error) {
	if !o.areGiven() {
		return nil, nil
	}
	c := run.Gather{People: o.people, Groups: o.groups}
	switch _, err := run.Decide(s, c, now); {
	case err == nil:
		return &c, nil
	case o.groups != 0:
		return nil, cli.Usage("--groups: %v", err)
	default:
		return nil, cli.Usage("--people: %v", err)
	}
}

// consoleFlags say how a session is shown, and where its record is kept.
type consoleFlags struct {
	frontFlags
	stateDir string
	bell     bool
	talk     bool // a rehearsal in which what only the room does is taken as done
	room     roomOptions
}

func (o *consoleFlags) add(f *pflag.FlagSet) {
	library.StateDirFlag(f, &o.stateDir)
	f.BoolVar(&o.bell, "bell", false, "ring the terminal's bell at each cue")
	o.frontFlags.add(f)
	roomFlags(f, &o.room)
}
