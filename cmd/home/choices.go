package home

import (
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/sessions"
	"facilitate/timer"
)

// choice is a line of the list, with what can be done with it: Enter does the
// first.
type choice struct {
	group string // under which it stands
	title string
	note  string
	deeds []deed
}

// deed is a key and the command line that it stands for.
type deed struct {
	key, does string
	args      []string
}

// onEnter is the deed of a choice that is a command of its own.
func onEnter(does string, args ...string) []deed { return []deed{{"enter", does, args}} }

// offeredFor is how long ago a run may have stopped for it to be gone on with here.
const offeredFor = 7 * 24 * time.Hour

// choices are all there are. What is wrong with a file is told by the command that
// is given it.
func choices(env *cli.Env) (all []choice) {
	silent := *env
	silent.Err = io.Discard
	store, err := library.OpenStore(&silent, "")
	if err == nil {
		all = unfinished(store, env.Now())
	}
	all = append(all, plans(&silent)...)
	if names, err := store.Names(); err == nil && len(names) > 0 {
		all = append(all,
			choice{"AFTERWARDS", "How the last session went", "report", onEnter("report", "report")},
			choice{"AFTERWARDS", "Type in its forms", "evaluate", onEnter("forms", "evaluate")},
			choice{"AFTERWARDS", "All sessions", "history", onEnter("list", "history")})
	}
	return append(all, choice{"HELP", "All commands", "help", onEnter("help", "help")})
}

// unfinished is the newest run that stopped before its end.
func unfinished(store journal.Store, now time.Time) []choice {
	info, err := library.NewestTouched(store, now.Add(-offeredFor), func(i *journal.Info) bool {
		return i.Started && !i.Finished
	})
	switch {
	case err != nil || info == nil:
		return nil
	case info.Holder != nil: // it goes on elsewhere, and resume would refuse it
		return nil
	}
	note := fmt.Sprintf("%s, stopped %s ago", info.Head.Kind, timer.InWords(max(0, now.Sub(info.Last.At)).Truncate(time.Minute)))
	return []choice{{"GO ON", info.Head.Title, note, onEnter("go on", "resume", info.ID)}}
}

// plans are those in this folder, in the folder of one's own, those that ship and
// the examples.
func plans(env *cli.Env) (all []choice) {
	for _, file := range library.PlansHere(env) {
		all = append(all, aPlan(env, "PLANS", file, file, false))
	}
	own := library.OwnPlanNames(env)
	for _, name := range own {
		all = append(all, aPlan(env, "PLANS", name, "yours", false))
	}
	for _, name := range sessions.Names() {
		if !slices.Contains(own, name) {
			all = append(all, aPlan(env, "PLANS", name, "comes with the program", true))
		}
	}
	for _, name := range sessions.Examples() {
		all = append(all, aPlan(env, "EXAMPLES TO BEGIN FROM", name, "", true))
	}
	return all
}

// aPlan is a plan with what is done with it: one that has problems can but be
// checked.
func aPlan(env *cli.Env, group, name, note string, ships bool) choice {
	f, err := library.FindPlan(env, name)
	if err != nil || len(f.Load(env)) > 0 {
		return choice{group, session.CleanLine(name), "has problems", onEnter("check", "check", name)}
	}
	if note != "" {
		note = ", " + session.CleanLine(note)
	}
	c := choice{group, session.CleanLine(f.Title), timer.FormatSpan(f.Duration) + note, []deed{
		{"enter", "deliver", []string{"deliver", name}},
		{"r", "rehearse", []string{"rehearse", name}},
		{"p", "papers", []string{"pack", name}},
		{"s", "read", []string{"show", name}},
	}}
	if file := "my-" + name + ".yaml"; ships && !isThere(file) {
		c.deeds = append(c.deeds, deed{"c", "copy", []string{"new", file, "--from", name}})
	}
	return c
}

func isThere(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
