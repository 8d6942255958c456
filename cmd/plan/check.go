package plan

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/mend"
	"facilitate/session"
	"facilitate/sessions"
	"facilitate/timer"
)

type checkOptions struct {
	json bool
	fix  bool
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

--json prints an array with an object for each plan:

  plan        as it was asked for
  file        the name that its problems carry
  ok          whether nothing was found
  unreadable  why the plan's file could not be read; else left out
  errors      how many were found, and
  warnings    how many of these
  problems    an array of objects: line and column (from 1), warning (true or
              false), what, and todo, and file where it lies in another file,
              which the plan extends; after 100 problems one counts the rest
  booked_s    the time booked, in seconds; this and what follows is left out
              where there are errors
  planned_s   what the activities add up to
  activities  how many there are, and
  phases      how many of these`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{sessions.Usual}
			}
			if o.fix {
				if err := fixPlans(env, o, args); err != nil {
					return err
				}
			}
			return runCheck(env, o, args)
		},
	}
	c.Flags().BoolVar(&o.json, "json", false, "print JSON")
	c.Flags().BoolVar(&o.fix, "fix", false, "put characters right that only look like those of a plan")
	return c
}

// checkJSON is one object of check --json; the command's help describes it.
type checkJSON struct {
	Plan       string        `json:"plan"`
	File       string        `json:"file"`
	OK         bool          `json:"ok"`
	Unreadable string        `json:"unreadable,omitempty"`
	Errors     int           `json:"errors"`
	Warnings   int           `json:"warnings"`
	Problems   []problemJSON `json:"problems"`
	Booked     cli.Seconds   `json:"booked_s,omitempty"`
	Planned    cli.Seconds   `json:"planned_s,omitempty"`
	Activities int           `json:"activities,omitempty"`
	Phases     int           `json:"phases,omitempty"`

	found session.Problems
	src   []byte
}

type problemJSON struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Warning bool   `json:"warning"`
	What    string `json:"what"`
	Todo    string `json:"todo,omitempty"`
}

func runCheck(env *cli.Env, o checkOptions, names []string) error {
	var all []checkJSON
	var status error
	for _, name := range names {
		c := checkPlan(env, name)
		if !c.OK {
			status = cli.ErrReported
		}
		all = append(all, c)
	}
	if o.json {
		if err := env.AnswerJSON(all); err != nil {
			return err
		}
		return status
	}
	for _, c := range all {
		if c.Unreadable != "" {
			fmt.Fprintln(env.Err, c.Unreadable)
			continue
		}
		text := c.String()
		if env.OnTerminal() {
			text = c.view(problemView{env.Width(), env.Bold(), string(c.src)})
		}
		if err := env.AnswerLong(text); err != nil {
			return err
		}
	}
	return status
}

// fixPlans mends the files of plans before they are checked.
func fixPlans(env *cli.Env, o checkOptions, names []string) error {
	if o.json {
		return cli.Usage("--fix shows what it changes and --json is for programs; give one of them")
	}
	for _, name := range names {
		changed, err := mend.Plan(env, name)
		if err != nil {
			return err
		}
		if err := env.Answer(changed); err != nil {
			return err
		}
	}
	return nil
}

// checkPlan finds all there is to say of one plan.
func checkPlan(env *cli.Env, name string) checkJSON {
	c := checkJSON{Plan: name, Problems: []problemJSON{}}
	f, err := library.FindPlan(env, name)
	if err != nil {
		c.File = name
		if f != nil {
			c.File = f.File
		}
		c.Unreadable = err.Error()
		return c
	}
	c.File = session.CleanLine(f.File)
	found := f.Load(env)
	if plan := f.Plan; plan != nil {
		found = append(session.Check(c.File, plan), session.CheckPictures(c.File, f.Folder(), plan)...)
		found = append(found, f.CheckBeside()...)
		found.Sort()
		c.Booked, c.Planned = cli.Seconds(plan.Duration), cli.Seconds(plan.Lasts())
		c.Activities = len(plan.Activities)
		for _, a := range plan.Activities {
			c.Phases += len(a.Phases)
		}
	}
	c.found, c.src = found, f.Src
	for _, p := range found {
		if p.Warning {
			c.Warnings++
		} else {
			c.Errors++
		}
		c.Problems = append(c.Problems, problemJSON{p.At.File, p.At.Line, p.At.Column, p.Warning, p.What, p.Todo})
	}
	c.OK = len(found) == 0
	return c
}

// String is the problems, a line each, and a line that sums up.
func (c checkJSON) String() string {
	var b strings.Builder
	for _, p := range c.found {
		b.WriteString(p.String())
		b.WriteByte('\n')
	}
	return b.String() + c.sum()
}

// view is what String says, for a terminal.
func (c checkJSON) view(v problemView) string {
	var b strings.Builder
	for _, p := range c.found {
		b.WriteString(strings.Join(v.lines(p), "\n") + "\n")
	}
	return b.String() + strings.Join(cli.Wrap(c.sum(), v.width), "\n") + "\n"
}

// sum is the line that sums up.
func (c checkJSON) sum() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", session.CleanLine(c.Plan), countProblems(c.Errors, "error", "errors"))
	if c.Errors == 0 {
		fmt.Fprintf(&b, ", %s; %s planned, %s, %s", countProblems(c.Warnings, "warning", "warnings"),
			plannedOfBooked(time.Duration(c.Planned), time.Duration(c.Booked)),
			cli.Count(c.Activities, "activity", "activities"), cli.Count(c.Phases, "phase", "phases"))
	}
	b.WriteByte('\n')
	return b.String()
}

// countProblems is count for problems: beyond the most that are told, the last
// one stands for all others.
func countProblems(n int, one, several string) string {
	if n > session.MaxProblems {
		return fmt.Sprintf("more than %d %s", session.MaxProblems, several)
	}
	return cli.Count(n, one, several)
}

// plannedOfBooked is "85 of 90 minutes", with seconds only where there are any.
func plannedOfBooked(planned, booked time.Duration) string {
	if planned%time.Minute != 0 || booked%time.Minute != 0 {
		return timer.FormatSpan(planned) + " of " + timer.FormatSpan(booked)
	}
	return fmt.Sprintf("%d of %s", planned/time.Minute, cli.Count(int(booked/time.Minute), "minute", "minutes"))
}
