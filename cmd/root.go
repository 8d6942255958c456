// Package cmd says which commands there are, and carries out a command line. It
// must never know what a command does: each family of them has a folder.
package cmd

import (
	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/coverage"
	"facilitate/cmd/deliver"
	"facilitate/cmd/evaluate"
	"facilitate/cmd/pack"
	"facilitate/cmd/plan"
	"facilitate/cmd/runs"
	"facilitate/cmd/script"
	"facilitate/cmd/slides"
	"facilitate/session"
)

// Main runs the program with the arguments behind its name and returns its exit
// status.
func Main(args []string) int {
	env := cli.SystemEnv()
	if mousetrap.StartedByExplorer() { // never but on Windows
		return runDoubleClick(env, args)
	}
	return Run(env, args)
}

// Run carries out one command line in an environment and returns the exit
// status.
func Run(env *cli.Env, args []string) int {
	here := env.Visible(session.Clean)
	here.Program = releaseName()
	root := newRoot(here)
	root.SetArgs(args)
	return here.Status(root.Execute())
}

func newRoot(env *cli.Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "facilitate",
		Short: "take a facilitator through a timed session",
		Long: `facilitate takes you through a workshop from a plan in YAML: what to say, do
and ask now, how long is left, whether it will end on time, and what to do if
it will not.

  facilitate deliver          run the session that ships with the program
  facilitate new my.yaml      begin a plan of your own`,
		Version:           env.Program,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return noCommand(c, args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if words := c.Flags().Args(); c == root && len(words) > 0 {
			return noCommand(c, words[0]) // the flag was meant for that one
		}
		return cli.Usage("%v; %s --help lists the flags", err, c.CommandPath())
	})
	root.AddCommand(deliver.NewDeliver(env), deliver.NewRehearse(env), deliver.NewQuiz(env), deliver.NewResume(env), script.NewSimulate(env),
		plan.NewList(env), plan.NewShow(env), plan.NewCheck(env), plan.NewNew(env), pack.New(env), runs.NewReport(env), runs.NewTune(env), slides.New(env), runs.NewHistory(env), evaluate.New(env), coverage.New(env), runs.NewExport(env), runs.NewImport(env), runs.NewDelete(env), newVersion(env))
	return root
}

// noCommand is the mistake of asking for a command that there is not.
func noCommand(root *cobra.Command, word string) error {
	var names []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	if near := session.Nearest(word, names); near != "" {
		return cli.Usage("there is no command %q; did you mean %s? facilitate --help lists them all", word, near)
	}
	return cli.Usage("there is no command %q; facilitate --help lists them", word)
}
