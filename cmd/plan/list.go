package plan

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/sessions"
	"facilitate/timer"
)

// NewList is the command list.
func NewList(env *cli.Env) *cobra.Command {
	var json bool
	c := &cobra.Command{
		Use:   "list",
		Short: "list the plans there are, those that ship and your own",
		Long: `Lists the plans that can be asked for by name: your own, which are the .yaml and
.yml files in your plan folder, and those that ship with the program. Your own
plan hides one that ships under the same name.

The plan folder is "facilitate/plans" in the folder where your system keeps
settings; FACILITATE_PLANS names another. Below stand short examples of what a
session can be, to begin one of your own from.

--json prints an array of objects:

  name       what to ask for it by
  title      of the plan; left out where the plan has problems
  booked_s   the time booked, in seconds; left out where the plan has problems
  planned_s  what its activities add up to; left out where it has problems
  ships      whether it ships with the program
  example    whether it is an example to begin from; left out where it is not
  file       the plan's file; left out where it ships
  broken     whether it has problems: "facilitate check NAME" tells them`,
		Args: cli.NoArgs("facilitate list"),
		RunE: func(*cobra.Command, []string) error { return runList(env, json) },
	}
	c.Flags().BoolVar(&json, "json", false, "print JSON")
	return c
}

// listedPlan is one object of list --json; the command's help describes it.
type listedPlan struct {
	Name    string      `json:"name"`
	Title   string      `json:"title,omitempty"`
	Booked  cli.Seconds `json:"booked_s,omitempty"`
	Planned cli.Seconds `json:"planned_s,omitempty"`
	Ships   bool        `json:"ships"`
	Example bool        `json:"example,omitempty"`
	File    string      `json:"file,omitempty"`
	Broken  bool        `json:"broken"`

	booked string
}

func runList(env *cli.Env, json bool) error {
	plans := []listedPlan{}
	own := library.OwnPlans(env)
	for _, name := range library.OwnPlanNames(env) {
		plans = append(plans, describe(env, listedPlan{Name: name, File: own[name]}))
	}
	for i, name := range slices.Concat(sessions.Names(), sessions.Examples()) {
		if _, hidden := own[name]; !hidden {
			plans = append(plans, describe(env, listedPlan{Name: name, Ships: true, Example: i >= len(sessions.Names())}))
		}
	}
	if json {
		return env.AnswerJSON(plans)
	}
	t := cli.Table{Columns: cli.Columns("NAME", "TITLE", "BOOKED", "FROM")}
	for _, p := range plans {
		from := session.CleanLine(p.File)
		switch {
		case p.Example:
			from = "an example"
		case p.Ships:
			from = "ships with the program"
		}
		title := p.Title
		if p.Broken {
			title = "has problems: facilitate check " + cli.ShellWord(p.Name)
		}
		t.Add(session.CleanLine(p.Name), session.CleanLine(title), p.booked, from)
	}
	text := t.String() + fmt.Sprintf("\nto begin your own from one: facilitate new my.yaml --from %s\n", sessions.Examples()[0])
	if folder := library.PlanFolder(env); len(own) == 0 && folder != "" {
		text += fmt.Sprintf("\nplans you put into %s are listed too\n", session.CleanLine(folder))
	}
	return env.AnswerLong(text)
}

// describe fills in what the plan itself says.
func describe(env *cli.Env, l listedPlan) listedPlan {
	f, err := library.FindPlan(env, l.Name)
	if err != nil || len(f.Load(env)) > 0 {
		l.Broken = true
		return l
	}
	l.Title, l.Planned = f.Title, cli.Seconds(f.Lasts())
	l.Booked, l.booked = cli.Seconds(f.Duration), timer.FormatSpan(f.Duration)
	return l
}
