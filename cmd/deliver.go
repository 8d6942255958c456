package cmd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"facilitate/cmd/tui"
	"facilitate/session/run"
	"facilitate/sessions"
	"facilitate/timer"
)

type deliverOptions struct {
	start, end string
	bell       bool
}

func newDeliver(env *Env) *cobra.Command {
	var o deliverOptions
	c := &cobra.Command{
		Use:   "deliver [PLAN]",
		Short: "run a session: what to say now, how long is left, will it end on time",
		Long: `Runs a session in the terminal: what to say, do and ask now, how long this
phase has left, and whether the session will end on time.

PLAN is a file, or the name of a plan that "facilitate list" shows. Without it
the plan that ships is taken, or a choice is offered where there are several.`,
		Args: optionalArg("facilitate deliver infant-mental-health"),
		RunE: func(_ *cobra.Command, args []string) error { return runDeliver(env, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.start, "start", "", "the booked start, a time of day `HH:MM` (default: the plan's, else when you start)")
	f.StringVar(&o.end, "end", "", "when everybody must be out, `HH:MM` (default: the start and the booked time)")
	f.BoolVar(&o.bell, "bell", false, "ring the terminal's bell at each cue")
	return c
}

func runDeliver(env *Env, o deliverOptions, args []string) error {
	name, err := env.choosePlan(args)
	if err != nil {
		return err
	}
	now := env.Now()
	start, err := timeFlag("start", o.start)
	if err != nil {
		return err
	}
	end, err := timeFlag("end", o.end)
	if err != nil {
		return err
	}
	plan, err := env.plan(name)
	if err != nil {
		return err
	}
	if start == nil {
		start = plan.Start
	}
	in, out, err := env.terminal()
	if err != nil {
		return err
	}
	clock := timer.NewClock()
	options := tui.Options{
		Desk: run.NewDesk(run.New(plan.Plan, booking(start, end, now)), nil),
		Now:  clock.Now,
		Wall: time.Now,
		Zone: now.Location(),
	}
	if o.bell {
		options.Bell = func() { _, _ = out.WriteString("\a") }
	}
	err = tui.Run(context.Background(), tui.New(options), tui.Terminal{In: in, Out: out})
	if errors.Is(err, tea.ErrInterrupted) {
		return errInterrupted
	}
	return err
}

// booking sets the booked times on the day of now. An end that comes before
// the start is after midnight.
func booking(start, end *timer.TimeOfDay, now time.Time) run.Booking {
	b := run.Booking{Zone: now.Location()}
	if start != nil {
		b.Start = start.OnDayOf(now)
	}
	if end != nil {
		from := now
		if start != nil {
			from = b.Start
		}
		b.End = end.From(from)
	}
	return b
}

func timeFlag(flag, text string) (*timer.TimeOfDay, error) {
	if text == "" {
		return nil, nil
	}
	t, err := timer.ParseTimeOfDay(text)
	if err != nil {
		return nil, usage("--%s: %v; write it like 09:30", flag, err)
	}
	return &t, nil
}

// terminal is where the console can be shown and take keys.
func (env *Env) terminal() (in, out *os.File, err error) {
	in, okIn := env.In.(*os.File)
	out, okOut := env.Out.(*os.File)
	if !okIn || !okOut || !term.IsTerminal(in.Fd()) || !term.IsTerminal(out.Fd()) {
		return nil, nil, usage("deliver needs a terminal to show its console in; facilitate show PLAN --notes prints a plan anywhere")
	}
	if env.Getenv("TERM") == "dumb" {
		return nil, nil, usage("this terminal (TERM=dumb) cannot show the console; facilitate show PLAN --notes prints a plan anywhere")
	}
	return in, out, nil
}

// choosePlan is the plan named, or the only one there is, or the one chosen
// from a list.
func (env *Env) choosePlan(args []string) (string, error) {
	if len(args) == 1 {
		return args[0], nil
	}
	names := append(env.ownPlanNames(), sessions.Names()...)
	slices.Sort(names)
	names = slices.Compact(names) // an own plan may hide one that ships
	if len(names) == 1 {
		return names[0], nil
	}
	if _, _, err := env.terminal(); err != nil {
		return "", usage("there are several plans: %s; name one", strings.Join(names, ", "))
	}
	for i, n := range names {
		fmt.Fprintf(env.Out, "%3d  %s\n", i+1, n)
	}
	fmt.Fprintf(env.Out, "which plan? (1 to %d) ", len(names))
	line, _ := bufio.NewReader(env.In).ReadString('\n')
	n, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil || n < 1 || n > len(names) {
		return "", usage("no plan was chosen; name one: facilitate deliver %s", names[0])
	}
	return names[n-1], nil
}
