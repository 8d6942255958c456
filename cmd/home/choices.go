package home

import (
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

// choice is a line of the list, with what can be done with it: Enter does the first.
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

const offeredFor = 7 * 24 * time.Hour // how long ago a run may have stopped for it to be gone on with here

// choices are all there are. What is wrong with a file is told by the command that
// is given it.
func choices(env *cli.Env) (all []choice) {
	silent := *env
	silent.Err = io.Discard
	store, _ := library.OpenStore(&silent, "") // where there is none, nothing is found in it
	all = append(unfinished(store, env.Now()), plans(&silent)...)
	if names, err := store.Names(); err == nil && len(names) > 0 {
		all = append(all,
			choice{"AFTERWARDS", "How the last session went", "report", onEnter("report", "report")},
			choice{"AFTERWARDS", "Type in its forms", "evaluate", onEnter("forms", "evaluate")},
			choice{"AFTERWARDS", "All sessions", "history", onEnter("list", "history")})
	}
	return append(all, choice{"HELP", "All commands", "help", onEnter("help", "help")})
}

// unfinished is the newest run that stopped before its end, and does not go on in
// another window.
func unfinished(store journal.Store, now time.Time) []choice {
	info, err := library.NewestTouched(store, now.Add(-offeredFor), func(i *journal.Info) bool {
		return i.Started && !i.Finished && i.Holder == nil
	})
	if err != nil || info == nil {
		return nil
	}
	stopped := "just now"
	if ago := now.Sub(info.Last.At).Truncate(time.Minute); ago > 0 {
		stopped = timer.InWords(ago) + " ago"
	}
	note := string(info.Head.Kind) + ", stopped " + stopped
	return []choice{{"GO ON", info.Head.Title, note, onEnter("go on", "resume", info.ID)}}
}

// plans are those in this folder, in the folder of one's own, those that ship and
// the examples.
func plans(env *cli.Env) (all []choice) {
	for _, file := range library.PlansHere(env) {
		all = append(all, aPlan(env, "PLANS", file, ", "+session.CleanLine(file), false))
	}
	own := library.OwnPlanNames(env)
	for _, name := range own {
		all = append(all, aPlan(env, "PLANS", name, ", yours", false))
	}
	for _, name := range sessions.Names() {
		if !slices.Contains(own, name) {
			all = append(all, aPlan(env, "PLANS", name, ", comes with the program", true))
		}
	}
	for _, name := range sessions.Examples() {
		all = append(all, aPlan(env, "EXAMPLES TO BEGIN FROM", name, "", true))
	}
	return all
}

// aPlan is a plan with what is done with it: one that has problems can but be checked.
func aPlan(env *cli.Env, group, name, note string, ships bool) choice {
	f, err := library.FindPlan(env, name)
	if err != nil || len(f.Load(env)) > 0 {
		return choice{group, session.CleanLine(name), "has problems", onEnter("check", "check", name)}
	}
	c := choice{group, session.CleanLine(f.Title), timer.FormatSpan(f.Duration) + note, []deed{
		{"enter", "deliver", []string{"deliver", name}},
		{"r", "rehearse", []string{"rehearse", name}},
		{"p", "papers", []string{"pack", name}},
		{"s", "read", []string{"show", name}},
	}}
	file := "my-" + name + ".yaml"
	if _, err := os.Stat(file); ships && err != nil {
		c.deeds = append(c.deeds, deed{"c", "copy", []string{"new", file, "--from", name}})
	}
	return c
}
