package deliver

import (
	"encoding/json"
	"time"

	"facilitate/cmd/browser"
	"facilitate/cmd/cli"
	"facilitate/cmd/stayawake"
	"facilitate/cmd/tui"
	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// console is a session about to be shown.
type console struct {
	terminal cli.Terminal
	clock    *timer.Clock
	recorder *recorder
	bell     bool
	room     roomOptions
	file     string      // the plan's; empty where it ships
	talk     bool        // a rehearsal in which what only the room does is taken as done
	gather   *run.Gather // forms the groups asked for beforehand; nil where none were
}

// show shows the console until the facilitator leaves it, with everything that
// belongs to a delivery around it: its record, a computer that stays awake, and
// after a failure of the program the words that say nothing is lost.
func (c console) show(env *cli.Env, state *run.State, o tui.Options) error {
	writer := startWriter(run.NewWriter(state.Clone(), c.recorder), c.recorder)
	o.Writer, o.State = writer, state
	o.Now, o.Look, o.Wall = c.clock.Now, c.clock.Look, time.Now
	o.Recorder = c.recorder
	o.Talk, c.recorder.talk = c.talk, c.talk
	o.Gather = c.gather
	screen := newLive(c.room, state.Plan(), c.file, c.clock.Now)
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
	err := cli.ScreenEnded(env, tui.Run(ctx, tui.New(o), tui.Terminal{In: c.terminal.In, Out: c.terminal.Out}))
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
	if err == nil && state.Rehearsal() {
		return c.endRehearsal(env, state, until)
	}
	return err
}

// readDraft is what was being typed when an earlier process ended, unless it
// was kept after all: a draft is written less often than a kept line.
func readDraft(raw []byte, state *run.State) tui.Draft {
	var d tui.Draft
	if json.Unmarshal(raw, &d) != nil {
		return tui.Draft{}
	}
	d.Text = session.CleanLine(d.Text)
	kept := state.Captures()
	switch before := d.Before; {
	case d.Edit > len(kept), d.Edit > 0 && kept[d.Edit-1].Text == d.Text:
		d = tui.Draft{}
		if before != nil {
			d = *before
			d.Text = session.CleanLine(d.Text)
		}
	case d.Edit == 0 && d.Kept < len(kept):
		return tui.Draft{}
	}
	return d
}
