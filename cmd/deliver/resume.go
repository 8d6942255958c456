package deliver

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/record"
	"facilitate/cmd/tui"
	"facilitate/cmd/words"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

type resumeOptions struct {
	consoleFlags
	run            string // empty: the newest unfinished one
	count, exclude bool
}

// NewResume is the command resume.
func NewResume(env *cli.Env) *cobra.Command {
	var o resumeOptions
	c := &cobra.Command{
		Use:   "resume [RUN]",
		Short: "take up a session again where it was",
		Long: `Takes up a session again after the program ended: where you were, with the right
time left and everything that was typed. Without RUN it is the newest session
that is not finished, be it a delivery or a rehearsal: it says which. The
beginning of a run's name is enough.

It asks whether the time in which the program was gone counts: it does if the
session went on in the room, it does not if the room waited. --count and
--exclude say so beforehand. Without a terminal it says where the session
stands, and changes nothing.`,
		Args: cli.OptionalArg("facilitate resume"),
		RunE: func(_ *cobra.Command, args []string) error {
			if o.count && o.exclude {
				return cli.Usage("--count and --exclude contradict each other; give one of them")
			}
			if err := o.room.check(); err != nil {
				return err
			}
			if len(args) == 1 {
				o.run = args[0]
			}
			return runResume(env, o)
		},
	}
	f := c.Flags()
	f.BoolVar(&o.count, "count", false, "the time the program was gone counts")
	f.BoolVar(&o.exclude, "exclude", false, "the time the program was gone is left out")
	o.add(f)
	cli.ThemeFlag(env, f)
	f.BoolVar(&o.talk, "talk", false, "of a rehearsal: what only the room does is taken as done (see rehearse)")
	return c
}

func runResume(env *cli.Env, o resumeOptions) error {
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	if o.run == "" {
		info, err := library.NewestRun(store, isUnfinished)
		switch {
		case err != nil:
			return err
		case info == nil:
			return errors.New("there is no unfinished session to take up again; facilitate deliver begins one")
		}
		o.run = info.ID
	} else if o.run, err = library.FindRun(store, o.run); err != nil {
		return err
	}
	front, input, err := o.openFront(env)
	if err != nil {
		return err
	}
	defer front.restore()
	if !input {
		return answerWhereItStands(env, store, o)
	}
	return resumeRun(env, store, o, front)
}

func isUnfinished(i *journal.Info) bool { return i.Started && !i.Finished }

func resumeRun(env *cli.Env, store journal.Store, o resumeOptions, front front) error {
	r, replay, err := store.Open(o.run)
	if err != nil {
		return fmt.Errorf("%s cannot be taken up again: %w", o.run, err)
	}
	state, err := library.LoadState(env, replay)
	if err != nil {
		_ = r.Close()
		return err
	}
	reading := timer.Read()
	gap, sure := replay.Since(reading)
	now := replay.Last.At.Add(gap).Truncate(time.Millisecond)
	jumped := state.Jumped() // the state's instants are on the delivery's clock
	missed, canLeaveOut := missedTime(state, replay.Last.At.Add(jumped), now.Add(jumped))
	file := library.Recall(env, replay.Head.Plan, state.Plan())
	c := console{
		consoleFlags: o.consoleFlags, front: front, clock: timer.ContinueClock(now, reading),
		folder: file.Folder(), files: file.Files(), since: replay.Head.Reading.Wall,
	}
	c.talk = o.talk && state.Rehearsal()
	c.recorder = record.New(store, r, nil, replay.Head, c.clock)
	c.recorder.TakeOver = func() error { return r.Resume(now, reading, gap, sure, env.Program) }
	dead := tui.Dead{For: gap, Sure: sure, Ask: canLeaveOut && gap >= time.Second && !o.count && !o.exclude}
	if dead.Ask {
		dead.Unsaid = missed
	} else {
		// The gap first, and all of it at once: the program may die here too,
		// and be resumed again.
		order := run.Order{At: now.Add(jumped), Facts: missed}
		if canLeaveOut && o.exclude {
			order.Commands = []run.Command{run.ExcludeGap{}}
		}
		if _, err := run.NewWriter(state, c.recorder).CarryOut(order); err != nil {
			return err
		}
		c.recorder.TookOver()
	}
	draft := record.ReadDraft(replay.Draft, state)
	c.recorder.Draft(draft)
	return c.show(env, state, tui.Options{Zone: replay.Head.Booking.Zone, Draft: draft, Dead: &dead})
}

// missedTime is what becomes of the time in which the program was gone;
// canLeaveOut is whether any of it belongs to the session.
func missedTime(state *run.State, from, to time.Time) (missed []run.Event, canLeaveOut bool) {
	if !to.After(from) {
		return nil, false
	}
	gap := run.GapRecorded{Gap: run.Gap{Begin: from, End: to, Cause: "crash"}}
	after := state.Clone()
	after.Apply(gap)
	// An older gap is none of the question: it was answered then.
	newest, ok := after.Excludable(to)
	return []run.Event{gap}, ok && newest.End.Equal(to)
}

// answerWhereItStands says where a session stands, for those who have no terminal.
func answerWhereItStands(env *cli.Env, store journal.Store, o resumeOptions) error {
	replay, err := store.Read(o.run)
	if err != nil {
		return fmt.Errorf("%s cannot be read: %w", o.run, err)
	}
	state, err := library.LoadState(env, replay)
	if err != nil {
		return err
	}
	now := replay.Last.At.Add(state.Jumped())
	if !o.exclude {
		gap, _ := replay.Since(timer.Read())
		now = now.Add(gap)
	}
	return env.Answer(fmt.Sprintf("%s\na %s of %s\n%s\nto go on: facilitate resume %s, in a terminal\n",
		replay.ID, replay.Head.Kind, state.Plan().Title, words.StandsAt(state, now), replay.ID))
}

const offeredFor = 12 * time.Hour // how long ago a session may have stopped to be offered again

// findOffer is what the console says of the newest unfinished session that is like
// the one about to begin: of what its author calls the same plan, of the same kind,
// and where a part of the plan is rehearsed, of that part; nil where there is none.
// What is wrong with the folder of runs is told by the console, what of the session
// is damaged where it is taken up.
func findOffer(env *cli.Env, store journal.Store, head journal.Head) *tui.Offer {
	now := timer.Read()
	info, err := library.NewestTouched(store, now.Wall.Add(-2*offeredFor), func(i *journal.Info) bool {
		gap, _ := timer.Since(i.Last.Reading, now)
		ours := i.Holder != nil && i.Holder.PID == os.Getpid() // begun before this was asked
		return isUnfinished(i) && !ours && i.Head.Title == head.Title && i.Head.PlanID == head.PlanID && i.Head.Kind == head.Kind &&
			reflect.DeepEqual(i.Head.Booking.Part, head.Booking.Part) && gap < offeredFor
	})
	switch {
	case err != nil || info == nil:
		return nil
	case info.Holder != nil:
		return &tui.Offer{Busy: info.Holder.String()}
	}
	gap, _ := timer.Since(info.Last.Reading, timer.Read())
	o := &tui.Offer{Run: info.ID, Begun: info.Created, Dead: gap}
	silent := *env
	silent.Err = io.Discard
	if replay, err := store.Read(info.ID); err == nil {
		if state, err := library.LoadState(&silent, replay); err == nil {
			o.Stood = words.StandsAt(state, replay.Last.At.Add(state.Jumped()))
		}
	}
	return o
}
