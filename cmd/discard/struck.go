package discard

import (
	"fmt"
	"strings"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
)

// struckRun is a run with struck lines whose words are in its record still.
type struckRun struct {
	id    string
	lines []run.Capture
}

// eraseStruck takes the words of struck lines out of runs, once that is wished.
func eraseStruck(env *cli.Env, store journal.Store, o deleteOptions, ids []string) error {
	var runs []struckRun
	var list strings.Builder
	n := 0
	for _, id := range ids {
		replay, err := store.Read(id)
		if err != nil {
			return err
		}
		state, err := library.LoadState(env, replay)
		if err != nil {
			return err
		}
		lines := state.Erasable()
		if len(lines) == 0 {
			continue
		}
		runs, n = append(runs, struckRun{id, lines}), n+len(lines)
		fmt.Fprintf(&list, "  %s  %s\n", id, session.CleanLine(replay.Head.Title))
		for _, l := range lines {
			fmt.Fprintf(&list, "    line %d: %s\n", l.ID, l.Text)
		}
		if len(replay.Damage) > 0 {
			list.WriteString("    and all of its record that cannot be read\n")
		}
		if len(replay.Draft) > 0 {
			list.WriteString("    and the line that was being typed when it stopped\n")
		}
	}
	if n == 0 {
		return env.Answer("there is no struck line to take out\n")
	}
	counted := cli.Count(n, "struck line", "struck lines")
	if sure, err := o.isSure(env, list.String(), "take the words of "+counted+" out for good?"); err != nil || !sure {
		return err
	}
	for _, r := range runs {
		err := store.Erase(r.id, func(e run.Event) (run.Event, bool) { return run.Without(e, r.lines) })
		if err != nil {
			return err
		}
	}
	return env.Answer("taken out: the words of " + counted + "\n")
}
