package deliver

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/cmd/odds"
	"facilitate/session/journal"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer"
)

// rehearsal is a rehearsal that has ended, or was left.
type rehearsal struct {
	id    string // of its run; empty where none was kept
	head  journal.Head
	store journal.Store
	state *run.State
	until time.Time // on the delivery's clock
	talk  bool
	json  bool
	lines bool // nobody is asked: the input is the session's
}

// printPractice prints what a rehearsal showed, and what can be done next.
func printPractice(env *cli.Env, r rehearsal) error {
	if at, ended := r.state.EndedAt(); ended {
		r.until = at
	}
	p := report.Practise(r.state, r.until)
	before, after := r.odds(env)
	if r.json {
		o := toPracticeJSON(r, p)
		if before.IsKnown() {
			o.Before = &before.InTime
		}
		if after.IsKnown() {
			o.OnTime = &after.InTime
		}
		return env.AnswerJSON(o)
	}
	var b strings.Builder
	r.summary(&b, p)
	r.steps(env, &b, p)
	if said := odds.Changed(before, after); said != "" {
		b.WriteString(env.Paragraph(said))
	}
	if err := env.Answer(b.String()); err != nil {
		return err
	}
	if r.talk && r.id != "" {
		return offerPace(env, r)
	}
	return nil
}

const mostListed = 4 // how many phases that ran over are listed, and of those that ran under: all of it has to fit on a screen

func (r rehearsal) summary(b *strings.Builder, p report.Practice) {
	fmt.Fprintf(b, "Rehearsal of %s", r.state.Plan().Title)
	if r.id != "" {
		fmt.Fprintf(b, ": %s", r.id)
	}
	b.WriteString("\n\n")
	table := cli.Table{Columns: []cli.Column{{Right: true, Wide: 8}, {Wide: 14}, {}}}
	list := func(heading string, all []report.Timing) {
		for _, t := range all[:min(len(all), mostListed)] {
			table.Rows = append(table.Rows, cli.Row{Above: heading, Cells: []string{
				report.Off(t.Off()), timer.MinSec(t.Spent) + " of " + timer.MinSec(t.Planned), phaseName(r.state, t.Phase),
			}})
			heading = ""
		}
		if more := len(all) - mostListed; more > 0 {
			table.Add("", fmt.Sprintf("and %d more", more))
		}
	}
	list("Ran over\n", p.Over)
	list("Ran under\n", p.Under)
	b.WriteString(table.String())
	var rest []string
	if p.Kept > 0 {
		rest = append(rest, cli.Count(p.Kept, "phase", "phases")+" kept the time")
	}
	if p.Credited > 0 {
		rest = append(rest, fmt.Sprintf("%d taken as done", p.Credited))
	}
	if len(p.Missed) > 0 {
		rest = append(rest, fmt.Sprintf("%d not finished", len(p.Missed)))
	}
	if len(rest) > 0 {
		fmt.Fprintf(b, "%s\n", strings.Join(rest, ", "))
	}
	if len(rest)+len(p.Over)+len(p.Under) > 0 {
		b.WriteByte('\n')
	}
}

// steps are what to practise next, and the commands for it and for a closer look.
func (r rehearsal) steps(env *cli.Env, b *strings.Builder, p report.Practice) {
	plan := cli.ShellWord(r.head.Plan)
	if next := p.Next.Phase; next == run.NoPhase {
		fmt.Fprintf(b, "Next: %s\n", p.Next.Words())
	} else {
		flag, talk := "--only", ""
		if p.Next.Why == report.NotReached {
			flag = "--from"
		}
		if r.talk {
			talk = " --talk"
		}
		fmt.Fprintf(b, "Practise next: %s\n  %s\n", phaseName(r.state, next), p.Next.Words())
		fmt.Fprintf(b, "  facilitate rehearse %s %s %s%s%s\n", plan, flag, r.state.Activity(next).ID, talk, env.StateDir())
	}
	if r.id == "" {
		return
	}
	fmt.Fprintf(b, "All of it: facilitate report %s\n", r.id)
	if r.others() > 0 {
		fmt.Fprintf(b, "Times for the plan, by the runs kept: facilitate tune %s\n", plan)
	}
}

// odds are those of a delivery without this rehearsal and with it.
func (r rehearsal) odds(env *cli.Env) (before, after report.Odds) {
	if r.id == "" {
		return before, after
	}
	plan := r.state.Plan()
	records := library.Readable(env, r.store, plan)
	after = report.OddsOf(plan, records)
	records = slices.DeleteFunc(records, func(other *report.Record) bool { return other.ID == r.id })
	return report.OddsOf(plan, records), after
}

// others is how many other runs of the plan are kept.
func (r rehearsal) others() (n int) {
	infos, err := r.store.List()
	if err != nil {
		return 0 // whoever asks for them is told
	}
	for _, info := range infos {
		if info.Took() && info.ID != r.id && library.IsOfPlan(info.Head, r.state.Plan()) {
			n++
		}
	}
	return n
}

func phaseName(s *run.State, phase int) string {
	return s.Activity(phase).PhaseTitle(s.Phases()[phase].Plan, ": ")
}

type practicePhase struct {
	Activity string      `json:"activity"`
	Phase    int         `json:"phase"` // from 1, within its activity
	Name     string      `json:"name"`
	Planned  cli.Seconds `json:"planned_s"`
	Spent    cli.Seconds `json:"spent_s"`
}

type practiceJSON struct {
	Run      string          `json:"run"`
	Over     []practicePhase `json:"over"`
	Under    []practicePhase `json:"under"`
	Kept     int             `json:"kept"`
	Credited int             `json:"credited"`
	Missed   []practicePhase `json:"missed"`
	Next     *practicePhase  `json:"next,omitempty"`
	Before   *float64        `json:"on_time_before,omitempty"` // without this rehearsal
	OnTime   *float64        `json:"on_time,omitempty"`
	Why      report.Why      `json:"why"`
}

func toPracticeJSON(r rehearsal, p report.Practice) practiceJSON {
	phase := func(i int) practicePhase {
		ph := &r.state.Phases()[i]
		return practicePhase{
			r.state.Activity(i).ID, ph.Number, ph.Plan.Name, cli.Seconds(ph.Plan.Duration), cli.Seconds(r.state.Spent(i, r.until)),
		}
	}
	o := practiceJSON{
		Run: r.id, Kept: p.Kept, Credited: p.Credited, Why: p.Next.Why,
		Over: []practicePhase{}, Under: []practicePhase{}, Missed: []practicePhase{},
	}
	for _, t := range p.Over {
		o.Over = append(o.Over, phase(t.Phase))
	}
	for _, t := range p.Under {
		o.Under = append(o.Under, phase(t.Phase))
	}
	for _, i := range p.Missed {
		o.Missed = append(o.Missed, phase(i))
	}
	if p.Next.Phase != run.NoPhase {
		next := phase(p.Next.Phase)
		o.Next = &next
	}
	return o
}

// offerPace offers to learn how fast the speaker speaks: by a question where
// there is somebody to answer it, else by the command that does it.
func offerPace(env *cli.Env, r rehearsal) error {
	pace := report.SpokenPace(r.state, r.until)
	if why := library.PaceProblem(pace); why != nil {
		return env.Answer(env.Paragraph(fmt.Sprintf("Your own pace of speaking: %v.", why)))
	}
	found := fmt.Sprintf("You spoke about %d words a minute over %s", pace.PerMinute(), timer.MinSec(pace.Spoken))
	if known, err := library.ReadSpeaker(r.store); err == nil && known != nil {
		if known.WordsPerMinute == pace.PerMinute() {
			return nil // it is what it was
		}
		found += fmt.Sprintf(" (so far: %d)", known.WordsPerMinute)
	}
	if _, err := env.Terminal(); err != nil || r.lines {
		return env.Answer(env.Paragraph(found+". To use that for the estimates of show --speech:") +
			fmt.Sprintf("  facilitate show --speech --learn %s\n", r.id))
	}
	sure, err := env.IsSure(found + ";\nuse that for the estimates of show --speech from now on?")
	if err != nil || !sure {
		return err
	}
	return library.LearnPace(r.store, pace, r.id, env.Now())
}
