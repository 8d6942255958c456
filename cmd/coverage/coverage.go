// Package coverage is the command that says what plans and runs cover of a
// framework. What counts as covered is the business of session/framework.
package coverage

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/framework"
	"facilitate/session/report"
)

type options struct {
	with     []string
	of       bool
	gaps     bool
	format   string
	stateDir string
}

var formats = []string{"text", "markdown", "html", "csv", "json"}

// New is the command coverage.
func New(env *cli.Env) *cobra.Command {
	var o options
	c := &cobra.Command{
		Use:   "coverage [PLAN...]",
		Short: "what plans cover of a framework of knowledge and skills, and what they do not",
		Long: `Says what plans cover of the framework they name, what they touch on, and what
not; and for each statement which activities carry it. Several plans are looked
at side by side and together.

  facilitate coverage                        of the plan that ships
  facilitate coverage --with nes-imh --gaps  what is left even with the module
  facilitate coverage --of 2026-11-21        of a run, as it was delivered

With --of the names are those of runs: what was left out, or never reached, takes
its statements away. Without a name it is the newest. Beside the statements it
says which activities were given, and how much of their time. For several runs it
tells what was covered in every one and what in some.

docs/coverage.md says what counts, and how to bring a framework of your own.`,
		RunE: func(_ *cobra.Command, args []string) error { return run(env, o, args) },
	}
	f := c.Flags()
	f.StringSliceVar(&o.with, "with", nil, "beside them the `ENTRY` of something to learn with, like nes-imh, or its file")
	f.BoolVar(&o.of, "of", false, "the names are those of runs")
	f.BoolVar(&o.gaps, "gaps", false, "list only what is not covered")
	f.StringVar(&o.format, "format", "text", "write it as `FORMAT`: text, markdown, html, csv or json")
	library.StateDirFlag(f, &o.stateDir)
	return c
}

// coverage is what was found.
type coverage struct {
	framework *session.Framework
	sources   []*framework.Source
	runs      [][]report.Activity // behind --of, how fully each source gave its plan
	gaps      bool
}

func run(env *cli.Env, o options, names []string) error {
	if !slices.Contains(formats, o.format) {
		return cli.Usage("there is no format %q; use %s", session.CleanLine(o.format), strings.Join(formats, ", "))
	}
	if o.of && len(o.with) > 0 {
		return cli.Usage("--of and --with do not go together; leave one of them out")
	}
	c := &coverage{gaps: o.gaps}
	find := c.plans
	if o.of {
		find = c.kept
	}
	if err := find(env, o, names); err != nil {
		return err
	}
	for _, name := range o.with {
		e, err := library.LoadEntry(env, name, ".")
		if err != nil {
			return err
		}
		if e.Framework != c.framework.ID {
			return cli.Usage("%s is about the framework %q, and the plan about %q", session.CleanLine(name), e.Framework, c.framework.ID)
		}
		c.sources = append(c.sources, framework.OfEntry(e))
	}
	return c.write(env, o.format)
}

// plans takes in the plans, or the one that ships.
func (c *coverage) plans(env *cli.Env, _ options, names []string) error {
	for i := range max(len(names), 1) {
		f, err := library.AskedPlan(env, names[i:min(i+1, len(names))], library.Fill{})
		if err != nil {
			return err
		}
		if err := c.measure(env, f.Framework, f.Folder(), f.Title); err != nil {
			return err
		}
		c.sources = append(c.sources, framework.OfPlan(f.Plan, nil))
	}
	return nil
}

// measure makes sure that all are about one framework.
func (c *coverage) measure(env *cli.Env, name, folder, title string) error {
	f, err := library.LoadFramework(env, name, folder)
	switch {
	case err != nil:
		return err
	case c.framework == nil:
		c.framework = f
	case c.framework.ID != f.ID:
		return cli.Usage("%q is about the framework %q, and what stands before it about %q; ask for them one by one", title, f.ID, c.framework.ID)
	}
	return nil
}
