// Package discard takes runs off this computer, or what was struck out of them. It must
// never know what becomes of a run that stays.
package discard

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
)

type deleteOptions struct {
	struck    bool
	olderThan string
	yes       bool
	stateDir  string
}

// New is the command delete.
func New(env *cli.Env) *cobra.Command {
	var o deleteOptions
	c := &cobra.Command{
		Use:   "delete RUN...",
		Short: "delete runs, with what people said in them",
		Long: `Deletes runs from this computer for good: the record, the plan as it was
delivered, kept lines, names and forms; and with the newest run of a plan what its
blanks were filled in with. It shows which, and asks first. Reports and exported
files that were written elsewhere stay where they are.

The beginning of a run's name is enough. --older-than takes all that were last
touched longer ago: 90d, 26w or 1y. A run that is open is left alone.

With --struck the runs stay, and of the lines that were struck in them the words
go for good: out of the record, what was being typed, and copies of a damaged
record. That there was a line, and when, stays; striking it cannot be undone then.`,
		RunE: func(_ *cobra.Command, args []string) error { return runDelete(env, o, args) },
	}
	f := c.Flags()
	f.BoolVar(&o.struck, "struck", false, "take only the words of struck lines out of the runs")
	f.StringVar(&o.olderThan, "older-than", "", "all runs older than `AGE`: days, weeks or years, like 90d, 26w or 1y")
	f.BoolVar(&o.yes, "yes", false, "do not ask")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

func runDelete(env *cli.Env, o deleteOptions, asked []string) error {
	if len(asked) == 0 && o.olderThan == "" {
		return cli.Usage("a run is missing; facilitate history shows them, and --older-than 1y takes the old ones")
	}
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	ids, err := toDelete(env, store, o, asked)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return env.Answer("there is no run older than " + o.olderThan + "\n")
	}
	if o.struck {
		return eraseStruck(env, store, o, ids)
	}
	if sure, err := sureToDelete(env, store, o, ids); err != nil || !sure {
		return err
	}
	plans := newestOf(store, ids)
	for _, id := range ids {
		if err = store.Delete(id); err != nil {
			return err
		}
	}
	if err := errors.Join(library.ForgetBlanks(env, o.stateDir, plans), library.ForgetRuns(store, ids)); err != nil {
		return err
	}
	return env.Answer("deleted: " + cli.Count(len(ids), "run", "runs") + "\n")
}

// newestOf are the heads of those of some runs after which there is none of the same
// plan: what was filled in for it last was filled in for them.
func newestOf(store journal.Store, ids []string) (heads []journal.Head) {
	all, err := store.List()
	if err != nil {
		return nil
	}
	seen := map[[2]string]bool{}
	for _, i := range all { // the newest first
		plan := [2]string{i.Head.PlanID, i.Head.Title}
		if slices.Contains(ids, i.ID) && !seen[plan] {
			heads = append(heads, i.Head)
		}
		seen[plan] = seen[plan] || !slices.Contains(ids, i.ID)
	}
	return heads
}

// toDelete are the names of the runs that are asked for, each once.
func toDelete(env *cli.Env, store journal.Store, o deleteOptions, asked []string) (ids []string, err error) {
	for _, name := range asked {
		if name == "" {
			return nil, cli.Usage("a run has no name; facilitate history shows them")
		}
		id, err := library.FindRun(store, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if o.olderThan != "" {
		before, err := ageBefore(o.olderThan, env.Now())
		if err != nil {
			return nil, err
		}
		all, err := store.List()
		if err != nil {
			return nil, err
		}
		for _, i := range all {
			// Of one that cannot be read nobody knows how old it is.
			if i.Unread == nil && i.Holder == nil && i.Created.Before(before) && i.Last.At.Before(before) {
				ids = append(ids, i.ID)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

var age = regexp.MustCompile(`^([1-9]\d{0,3})([dwy])$`)

func ageBefore(text string, now time.Time) (time.Time, error) {
	parts := age.FindStringSubmatch(text)
	if parts == nil {
		return now, cli.Usage("--older-than: %q is no age; write days, weeks or years, like 90d, 26w or 1y", text)
	}
	n, _ := strconv.Atoi(parts[1])
	switch parts[2] {
	case "w":
		return now.AddDate(0, 0, -7*n), nil
	case "y":
		return now.AddDate(-n, 0, 0), nil
	}
	return now.AddDate(0, 0, -n), nil
}

func sureToDelete(env *cli.Env, store journal.Store, o deleteOptions, ids []string) (bool, error) {
	var b strings.Builder
	for _, id := range ids {
		title := ""
		if info, ok := store.Info(id); ok {
			title = info.Head.Title
		}
		fmt.Fprintf(&b, "  %s  %s\n", id, title)
	}
	return o.isSure(env, b.String(), "delete "+cli.Count(len(ids), "run", "runs")+" for good?")
}

// isSure shows what would go, and asks a question about it.
func (o deleteOptions) isSure(env *cli.Env, list, question string) (bool, error) {
	if o.yes {
		return true, nil
	}
	if _, err := env.Terminal(); err != nil {
		return false, errors.Join(env.Answer(list), cli.Usage("nothing was deleted: nobody can be asked here; --yes deletes these"))
	}
	sure, err := env.IsSure(list + question)
	if err == nil && !sure {
		err = env.Answer("nothing was deleted\n")
	}
	return sure, err
}

// eraseStruck takes the words of struck lines out of runs, once that is wished.
func eraseStruck(env *cli.Env, store journal.Store, o deleteOptions, ids []string) error {
	var list strings.Builder
	struck, n := map[string][]run.Capture{}, 0 // lines whose words are in the record of a run still; and how many
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
		struck[id], n = lines, n+len(lines)
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
	for _, id := range slices.Sorted(maps.Keys(struck)) {
		if err := store.Erase(id, func(e run.Event) (run.Event, bool) { return run.Without(e, struck[id]) }); err != nil {
			return err
		}
	}
	return env.Answer("taken out: the words of " + counted + "\n")
}
