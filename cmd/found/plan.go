// Package found is what check finds in plans, and the forms in which it is told: for
// people, for a terminal, as JSON and for GitHub. It must never know how a plan is
// asked for, or what becomes of what was found.
package found

import (
	"fmt"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/words"
	"facilitate/session"
	"facilitate/timer"
)

// Plan is all that there is to say of a plan, and an object of check --json, which
// the command's help describes.
type Plan struct {
	Name       string        `json:"plan"`
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
	Runs       int           `json:"runs,omitempty"`
	OnTime     *float64      `json:"on_time,omitempty"`

	found session.Problems
	src   []byte
}

type problemJSON struct {
	ID        string `json:"id"`
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
	Warning   bool   `json:"warning"`
	What      string `json:"what"`
	Todo      string `json:"todo,omitempty"`
}

// In finds all there is to say of one plan.
func In(env *cli.Env, name string) Plan {
	c := Plan{Name: name, Problems: []problemJSON{}}
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
		if o := library.Odds(env, "", plan); o.IsKnown() {
			c.Runs, c.OnTime = o.From, &o.InTime
		}
	}
	f.FindEnds(found)
	c.found, c.src = found, f.Src
	for i, p := range found {
		if p.End.Line == 0 {
			p.End, found[i].End = p.At, p.At
		}
		if p.Warning {
			c.Warnings++
		} else {
			c.Errors++
		}
		c.Problems = append(c.Problems, problemJSON{
			p.ID, p.File, p.At.Line, p.At.Column, p.End.Line, p.End.Column, p.Warning, p.What, p.Todo,
		})
	}
	c.OK = len(found) == 0
	return c
}

// String is the problems, a line each, and a line that sums up.
func (c Plan) String() string {
	var b strings.Builder
	for _, p := range c.found {
		b.WriteString(p.String() + "\n")
	}
	return b.String() + c.sum()
}

// View is what String says, for a terminal.
func (c Plan) View(env *cli.Env) string {
	v := problemView{env.Width(), env.Bold(), string(c.src)}
	var b strings.Builder
	for _, p := range c.found {
		b.WriteString(strings.Join(v.lines(p), "\n") + "\n")
	}
	return b.String() + strings.Join(cli.Wrap(c.sum(), v.width), "\n") + "\n"
}

func (c Plan) sum() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", session.CleanLine(c.Name), countProblems(c.Errors, "error", "errors"))
	if c.Errors == 0 {
		fmt.Fprintf(&b, ", %s; %s planned, %s, %s", countProblems(c.Warnings, "warning", "warnings"),
			plannedOfBooked(time.Duration(c.Planned), time.Duration(c.Booked)),
			cli.Count(c.Activities, "activity", "activities"), cli.Count(c.Phases, "phase", "phases"))
		if c.OnTime != nil {
			b.WriteString(", " + words.Odds(*c.OnTime, c.Runs))
		}
	}
	b.WriteByte('\n')
	return b.String()
}

// countProblems counts problems: beyond the most that are told, the last is for all
// others.
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
