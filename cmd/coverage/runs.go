package coverage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/framework"
	"facilitate/session/report"
	"facilitate/timer"
)

// kept takes in runs as they were delivered.
func (c *coverage) kept(env *cli.Env, o options, names []string) error {
	store, err := library.OpenStore(env, o.stateDir)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		names = []string{""}
	}
	all, err := store.Names()
	if err != nil {
		return err
	}
	plans := map[string]*session.Plan{}
	met := map[portion]*framework.Source{} // runs of a plan that gave the same of it meet the same
	measured := ""                         // the framework as the runs before name it: it is read once
	for _, name := range names {
		id := name
		if !slices.Contains(all, name) { // it is the beginning of one
			if id, err = library.FindRun(store, name); err != nil {
				return err
			}
		}
		replay, err := store.Read(id)
		if err != nil {
			return err
		}
		record, err := library.LoadRecordOf(env, replay, plans)
		if err != nil {
			return err
		}
		if name := record.Plan.Framework; c.framework == nil || name != measured {
			if err := c.measure(env, name, ".", record.Plan.Title); err != nil {
				return err
			}
			measured = name
		}
		r := report.Of(record)
		of := portion{record.Plan, givenOf(r)}
		if met[of] == nil {
			met[of] = framework.OfPlan(record.Plan, func(activity, phase int) bool {
				return r.Activities[activity].Phases[phase].Status.Given()
			})
		}
		c.sources, c.runs = append(c.sources, met[of].As(id)), append(c.runs, r.Activities)
	}
	return nil
}

// portion is what of a plan was given.
type portion struct {
	plan  *session.Plan
	given string // a sign for each phase
}

func givenOf(r *report.Run) string {
	var b strings.Builder
	for i := range r.Activities {
		for _, ph := range r.Activities[i].Phases {
			fmt.Fprintf(&b, "%t ", ph.Status.Given())
		}
	}
	return b.String()
}

// dose is how fully an activity was given, over the runs whose plans have it.
type dose struct {
	ID      string        `json:"id"`
	Title   string        `json:"title"`
	Runs    int           `json:"runs"`
	Given   int           `json:"given"` // in how many of them at least one phase was
	Planned cli.Seconds   `json:"planned_s"`
	Spent   []cli.Seconds `json:"spent_s"` // in each run in which it was given
}

// doses are those of all activities, in the order in which they come up. A spare
// one counts only where it was taken: nothing is missing without it.
func (c *coverage) doses() []*dose {
	var all []*dose
	by := map[string]*dose{}
	for _, run := range c.runs {
		for i := range run {
			a := &run[i]
			if a.Status == report.PhaseNotTaken || a.Status == report.PhaseOutside {
				continue
			}
			d := by[a.ID]
			if d == nil {
				d = &dose{ID: a.ID, Title: a.Title, Planned: cli.Seconds(a.Planned), Spent: []cli.Seconds{}}
				by[a.ID], all = d, append(all, d)
			}
			d.Runs++
			if slices.ContainsFunc(a.Phases, func(p report.Phase) bool { return p.Status.Given() }) {
				d.Given++
				d.Spent = append(d.Spent, cli.Seconds(a.Spent))
			}
		}
	}
	return all
}

// took is the middle of what an activity took where it was given, and its range.
func (d *dose) took() (middle, span string) {
	if len(d.Spent) == 0 {
		return "–", ""
	}
	all := slices.Sorted(slices.Values(d.Spent))
	minutes := func(s cli.Seconds) string { return timer.FormatSpan(time.Duration(s).Round(time.Second)) }
	n := len(all)
	middle = minutes((all[(n-1)/2] + all[n/2]) / 2)
	if n > 1 {
		span = minutes(all[0]) + " to " + minutes(all[n-1])
	}
	return middle, span
}

// share is the time given of what all runs planned, in percent.
func (d *dose) share() string {
	var sum cli.Seconds
	for _, s := range d.Spent {
		sum += s
	}
	return fmt.Sprintf("%.0f%%", 100*float64(sum)/float64(max(d.Planned, 1)*cli.Seconds(d.Runs)))
}
