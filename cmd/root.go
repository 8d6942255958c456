// Package cmd says which commands there are, and carries out a command line. It
// must never know what a command does: each family of them has a folder.
package cmd

import (
	"cmp"
	"runtime/debug"

	"github.com/inconshreveable/mousetrap"
	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/config"
	"facilitate/cmd/coverage"
	"facilitate/cmd/deliver"
	"facilitate/cmd/discard"
	"facilitate/cmd/evaluate"
	"facilitate/cmd/home"
	"facilitate/cmd/pack"
	"facilitate/cmd/plan"
	"facilitate/cmd/runs"
	"facilitate/cmd/schema"
	"facilitate/cmd/script"
	"facilitate/cmd/shell"
	"facilitate/cmd/slides"
	"facilitate/session"
)

// Main runs the program with its arguments and returns its exit status.
func Main(args []string) int {
	// A start reads one plan, and a session keeps little: collecting memory while
	// there are but a few megabytes would delay the first frame by an eighth.
	debug.SetGCPercent(400)
	env := cli.SystemEnv()
	if mousetrap.StartedByExplorer() { // never but on Windows
		return runDoubleClick(env, args)
	}
	return Run(env, args)
}

// Run carries out a command line in an environment and returns the exit status.
func Run(env *cli.Env, args []string) int {
	named := *env
	named.Rename = shell.Rename(env.Called)
	here := named.Visible(session.Clean)
	here.Program = thisBuild().Version
	var unsaid error
	config.Heed(here)
	if len(args) == 0 && here.HasScreen() {
		return here.Status(home.Show(here, func(chosen []string) int { return Run(env, chosen) }))
	}
	root := NewRoot(here, func(err error) { unsaid = err })
	root.SetArgs(args)
	return here.Status(cmp.Or(root.Execute(), unsaid))
}

// NewRoot is the program for cobra. What could not be written of a help is told.
func NewRoot(env *cli.Env, told func(error)) *cobra.Command {
	root := &cobra.Command{
		Use:   "facilitate",
		Short: "take a facilitator through a timed session",
		Long: `facilitate takes you through a workshop from a plan in YAML: what to say, do
and ask now, how long is left, whether it will end on time, and what to do if
it will not.

  facilitate                  a list to begin from, in a terminal
  facilitate deliver          run the session that ships with the program
  facilitate new my.yaml      begin a plan of your own`,
		Version:           env.Program,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return shell.NoCommand(c, args[0])
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.PersistentFlags().BoolVar(&env.NoPager, "no-pager", false, "show long texts at once, not a screen at a time by $PAGER or less")
	root.PersistentFlags().BoolVarP(&env.Quiet, "quiet", "q", false, "say nothing beside the answer but what went wrong")
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	root.AddCommand(plan.NewList(env), plan.NewNew(env), plan.NewShow(env), plan.NewCheck(env),
		deliver.NewRehearse(env), slides.New(env), pack.New(env), schema.New(env), script.NewSimulate(env), coverage.New(env),
		deliver.NewDeliver(env), deliver.NewResume(env), deliver.NewQuiz(env),
		evaluate.New(env), runs.NewReport(env), runs.NewHistory(env), runs.NewTune(env), runs.NewExport(env), runs.NewImport(env), discard.New(env),
		config.New(env), newVersion(env))
	shell.Dress(root, env, told)
	check := root.PersistentPreRunE
	root.PersistentPreRunE = func(c *cobra.Command, args []string) error {
		env.Hush()
		if f := c.Flags().Lookup("state-dir"); f != nil {
			env.Folder = session.CleanLine(f.Value.String())
		}
		return cmp.Or(check(c, args), config.FillFlags(env, c))
	}
	return root
}
