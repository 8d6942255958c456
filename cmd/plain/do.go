package plain

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/session/forecast"
	"facilitate/session/run"
	"facilitate/timer"
)

func pause(l *lines, args []string) error {
	if _, _, paused := l.State.Pause(l.now); paused && len(args) == 0 {
		return l.change(run.Resume{})
	}
	return scripted(run.CmdPause)(l, args)
}

const aimAt = 8 // the number of the recovery that makes it so likely to end in time

func recovery(l *lines, args []string) error {
	n := 0
	if len(args) == 1 {
		n, _ = strconv.Atoi(args[0])
	}
	switch uses := words.Uses(l.State, l.now); {
	case !l.verdict().Late() && len(args) == 0:
		l.timeFor(uses)
		return nil
	case !l.verdict().Late() && n >= 1 && n <= len(uses):
		return l.change(uses[n-1].Command)
	case len(args) == 0:
		l.recoveries()
		return nil
	case n == aimAt:
		if a := l.odds.Aim(l.State, forecast.Sure, l.now); a != nil {
			return l.change(a.Keep)
		}
		return errors.New("there is nothing to aim with: it is 8 in 10 already, nothing can give time, or fewer than two runs are kept")
	case n >= 1 && n <= len(run.Options):
		return l.change(run.Recover{Option: run.Options[n-1]})
	}
	return scripted(run.CmdRecover)(l, args)
}

// timeOfDay reads a time of day, or "+10" as so many minutes after an instant.
func (l *lines) timeOfDay(args []string, from time.Time) (time.Time, error) {
	if len(args) != 1 {
		return time.Time{}, errLacks
	}
	ahead := l.wallAhead()
	at, err := timer.ReadInstant(args[0], l.now.Add(ahead).In(l.Zone), from.Add(ahead))
	return at.Add(-ahead), err
}

func atTime(command func(at time.Time) run.Command) func(*lines, []string) error {
	return func(l *lines, args []string) error {
		at, err := l.timeOfDay(args, l.now)
		if err != nil {
			return err
		}
		return l.change(command(at))
	}
}

func fix(l *lines, args []string) (err error) {
	if len(args) != 2 {
		return errLacks
	}
	c := run.Fix{Activity: args[0]}
	if args[1] != "none" {
		from := l.now
		for i, a := range l.State.Plan().Activities {
			if at := l.State.FixedAt(i, l.now); a.ID == args[0] && !at.IsZero() {
				from = at // so many minutes later than that
			}
		}
		if c.At, err = l.timeOfDay(args[1:], from); err != nil {
			return err
		}
	}
	return l.change(c)
}

func capture(l *lines, args []string) error {
	kind := run.RoomSaid
	if len(args) > 1 && slices.Contains(run.CaptureKinds, run.CaptureKind(args[0])) {
		kind, args = run.CaptureKind(args[0]), args[1:]
	}
	return l.step(func() { l.say(fmt.Sprintf("Kept as number %d.", len(l.State.Captures()))) }, run.CaptureLine{Kind: kind, Text: strings.Join(args, " ")})
}

func edit(l *lines, args []string) error {
	n, err := numbers(args[:min(1, len(args))], 1)
	if err != nil {
		return err
	}
	return l.step(l.kept, run.EditLine{ID: n[0], Text: strings.Join(args[1:], " ")})
}

func strike(l *lines, args []string) error {
	n, err := numbers(args, 1)
	if err != nil {
		return err
	}
	return l.step(l.kept, run.StrikeLine{ID: n[0]})
}

// numbers are so many numbers; -1: any.
func numbers(args []string, want int) ([]int, error) {
	all := make([]int, len(args))
	for i, arg := range args {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 0 {
			return nil, fmt.Errorf("%.40q is no number", arg)
		}
		all[i] = n
	}
	if want >= 0 && len(all) != want {
		return nil, errLacks
	}
	return all, nil
}

func place(l *lines, args []string) error {
	n, err := numbers(args, 1)
	switch p := l.State.Current(); {
	case err != nil:
		return err
	case p == run.NoPhase || n[0] < 1 || n[0] > len(l.State.Phases()[p].Plan.Notes):
		return errors.New("this phase has no such note")
	}
	return l.setPlace(n[0] - 1)
}

// tick says what to bring and to see to, or ticks one thing off.
func tick(l *lines, args []string) error {
	all := words.ToTick(l.plan)
	n, err := numbers(args, -1)
	switch {
	case err != nil:
		return err
	case len(n) == 0:
		l.toBring(all)
		return nil
	case len(n) > 1 || n[0] < 1 || n[0] > len(all):
		return errors.New("there is nothing to bring by that number: tick says them")
	}
	l.ticked[n[0]-1] = !l.ticked[n[0]-1]
	left := 0
	for i := range all {
		if !l.ticked[i] {
			left++
		}
	}
	l.say(all[n[0]-1] + ": " + map[bool]string{true: "ticked off", false: "not ticked off"}[l.ticked[n[0]-1]] + ". " + words.Number(left) + " left.")
	return nil
}

func showStatement(l *lines, args []string) error {
	n, err := numbers(args, 1)
	switch q := l.quiz(); {
	case err != nil:
		return err
	case q == nil:
		return errors.New("this note is no quiz")
	default:
		return l.step(l.statement, run.ShowStatement{Quiz: q.Plan.ID, Statement: n[0] - 1})
	}
}

// ofStatement is a command about the statement that is shown, with so many numbers.
func ofStatement(command func(q *run.Quiz, n []int) run.Command, want int) func(*lines, []string) error {
	return func(l *lines, args []string) error {
		q := l.quiz()
		n, err := numbers(args, want)
		switch {
		case q == nil || q.At == run.NotBegun || q.Over():
			return errors.New(words.NotShown)
		case err != nil:
			return err
		}
		c := command(q, n)
		return l.step(func() {
			if q := l.quiz(); q.Answers[q.At].Revealed {
				l.statement()
				return
			}
			l.say(run.Did(string(c.Word())) + ".")
		}, c)
	}
}

// inRound is a command about the round at the place; group 0 is the next.
func inRound(command func(note, group int) run.Command) func(*lines, []string) error {
	return func(l *lines, args []string) error {
		n, err := numbers(args, -1)
		switch {
		case err != nil:
			return err
		case l.round() == nil:
			return errors.New("this note is no round")
		}
		return l.step(l.speaks, command(l.State.Phases()[l.State.Current()].Place, append(n, 0)[0]))
	}
}

func gather(l *lines, args []string) error {
	c := run.Gather{}
	n, err := numbers(args, -1)
	switch {
	case len(args) == 0:
		l.people()
		return nil
	case err == nil && len(n) <= 2:
		c.People = n[0]
		if c.Groups = run.ProposedGroups(n[0]); len(n) == 2 {
			c.Groups = n[1]
		}
	default:
		for name := range strings.SplitSeq(strings.Join(args, " "), ",") {
			c.Names = append(c.Names, strings.TrimSpace(name))
		}
		c.Groups, c.Seed = run.ProposedGroups(len(c.Names)), rand.Uint64()
	}
	l.Gather = nil // it was formed otherwise
	return l.step(l.people, c)
}

func pairs(l *lines, _ []string) error {
	return l.step(func() {
		for i, pair := range l.State.Gathering().Pairs {
			l.say(fmt.Sprintf("Pair %d: %s.", i+1, strings.Join(pair, ", ")))
		}
		l.people()
	}, run.Pair{Seed: rand.Uint64()})
}

func deal(l *lines, _ []string) error {
	g := l.State.Gathering()
	c := run.Gather{Groups: len(g.InGroups()), Seed: rand.Uint64()}
	for _, group := range g.Groups {
		c.Names = append(c.Names, group.Members...)
	}
	if len(c.Names) < g.People || len(c.Names) == 0 {
		return errors.New("not everybody has a name: people and the names deals them")
	}
	return l.step(l.people, c)
}

func join(l *lines, args []string) error {
	return l.step(l.people, run.Join{Name: strings.Join(args, " ")})
}

func leave(l *lines, args []string) error {
	c := run.Leave{}
	if n, err := numbers(args, 1); err == nil {
		c.Group = n[0]
	} else {
		c.Name = strings.Join(args, " ")
	}
	return l.step(l.people, c)
}

func setting(l *lines, args []string) error {
	if len(args) != 1 {
		return errLacks
	}
	p := max(l.State.Current(), l.State.First())
	return l.change(run.ChooseSetting{Phase: l.State.Name(p), Setting: session.Setting(args[0])})
}
