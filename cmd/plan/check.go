package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/found"
	"facilitate/cmd/mend"
	"facilitate/session"
	"facilitate/sessions"
)

type checkOptions struct {
	format string
	json   bool
	fix    bool
}

// NewCheck is the command check.
func NewCheck(env *cli.Env) *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:   "check [PLAN...]",
		Short: "find the mistakes in plans, and what is doubtful",
		Long: `Finds the mistakes in plans, each with its place in the file and what to do, and
warns of what is doubtful: a slide that is never shown, an outcome that nothing
serves, more to say than there is time for, more planned than booked.

Problems go to standard output as FILE:LINE:COLUMN, and a line that sums up
follows for each plan. Warnings are looked for once there are no errors. The
exit status is 0 where nothing was found, and 1 where anything was, warnings
too; a plan with warnings alone can be delivered all the same.
docs/plan-format.md describes every key and the mistakes that are common.

--fix first puts right what word processors, chats and old editors make of a file:
blanks, dashes, bullets, colons and quotation marks that only look like those of
a plan, and an encoding other than UTF-8. Texts stay as they are. It shows what it
changes, and keeps the old file beside the new one.

--format github tells them as GitHub wants to hear them in a workflow, so that it
marks the lines. --format json, or --json, prints an array with an object for each
plan:

  plan        as it was asked for
  file        the name that its problems carry
  ok          whether nothing was found
  unreadable  why the plan's file could not be read; else left out
  errors      how many were found, and
  warnings    how many of these
  problems    an array of objects: id (of its kind; docs/problems.md lists them),
              file, which may be that of a plan it extends, line and column where
              it begins (from 1, in characters), end_line and end_column (behind
              the last one), warning (true or false), what, and todo; after 100
              problems one counts the rest
  booked_s    the time booked, in seconds; this and what follows is left out
              where there are errors
  planned_s   what the activities add up to
  activities  how many there are, and
  phases      how many of these
  runs        how many kept runs tell how likely it ends in time, and
  on_time     how likely, from 0 to 1; both left out where too few do`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{sessions.Usual}
			}
			format, err := o.formatName()
			if err != nil {
				return err
			}
			if o.fix {
				if err := fixPlans(env, format, args); err != nil || slices.Contains(args, "-") {
					return err
				}
			}
			return runCheck(env, format, args)
		},
	}
	c.Flags().StringVar(&o.format, "format", "text", "tell it as `FORMAT`: text, github or json")
	c.Flags().BoolVar(&o.json, "json", false, "the same as --format json")
	c.Flags().BoolVar(&o.fix, "fix", false, "put characters right that only look like those of a plan")
	return c
}

var checkFormats = []string{"text", "github", "json"}

// formatName is the format that is asked for, in one way or the other.
func (o checkOptions) formatName() (string, error) {
	switch {
	case o.json:
		return "json", nil
	case !slices.Contains(checkFormats, o.format):
		return "", cli.Usage("there is no format %q; use %s", session.CleanLine(o.format), strings.Join(checkFormats, ", "))
	}
	return o.format, nil
}

func runCheck(env *cli.Env, format string, names []string) error {
	var all []found.Plan
	var status error
	for _, name := range names {
		c := found.In(env, name)
		if !c.OK {
			status = cli.ErrReported
		}
		all = append(all, c)
	}
	if format == "json" {
		return cmp.Or(env.AnswerJSON(all), status)
	}
	for _, c := range all {
		var err error
		switch {
		case format == "github":
			err = env.Answer(c.GitHub())
		case c.Unreadable != "":
			fmt.Fprintln(env.Err, c.Unreadable)
		case env.OnTerminal():
			err = env.AnswerLong(c.View(env))
		default:
			err = env.AnswerLong(c.String())
		}
		if err != nil {
			return err
		}
	}
	return status
}

// fixPlans mends plans before they are checked; that of standard input is printed.
func fixPlans(env *cli.Env, format string, names []string) error {
	if format != "text" {
		return cli.Usage("--fix shows what it changes and %s is for programs; give one of them", map[string]string{"json": "--json", "github": "--format github"}[format])
	}
	for _, name := range names {
		changed, err := mend.Plan(env, name)
		if err := cmp.Or(err, env.Answer(changed)); err != nil {
			return err
		}
	}
	return nil
}
