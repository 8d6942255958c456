package plain

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

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

// deal deals the names into as many groups again.
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
