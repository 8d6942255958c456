package runs

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd/cli"
	"facilitate/cmd/odds"
	"facilitate/session"
	"facilitate/session/report"
	"facilitate/timer"
)

// text is the proposal as people read it: what changes in the file, a table, and its sum.
func (t *tuning) text(width int, bold lipgloss.Style) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(strings.Join(cli.Wrap(fmt.Sprintf(format, args...), width), "\n") + "\n")
	}
	if t.after != nil && t.written == "" {
		b.WriteString(t.diff() + "\n") // first: the end is what a terminal shows
	}
	b.WriteString(bold.Render(t.plan.Title) + "\n")
	line("%s", t.basis())
	if text := t.earlier(); text != "" {
		line("%s", text)
	}
	if len(t.Runs) == 0 {
		line("%s", t.whyUnchanged())
		line("%s", odds.TooFew(t.Odds))
		return b.String()
	}
	b.WriteByte('\n')
	if width < cli.Narrow {
		b.WriteString(t.list(width))
	} else {
		b.WriteString(t.table(width, bold))
	}
	b.WriteByte('\n')
	line("%s", t.summary())
	line("%s", odds.OfTuned(t.Tuned, t.options.sure > 0))
	switch {
	case t.written != "":
		line("wrote %s: %s", session.CleanLine(t.written), cli.Count(t.Changes(), "duration has changed", "durations have changed"))
		if t.kept != "" {
			line("what it was is kept in %s", session.CleanLine(t.kept))
		}
	case t.Changes() == 0:
		line("%s", t.whyUnchanged())
	case t.after != nil:
		text := "to write it: facilitate tune " + t.command()
		if ansi.StringWidth(text) > width { // a command that is broken off cannot be copied
			text = strings.Replace(text, ": ", ":\n  ", 1)
		}
		b.WriteString(text + "\n")
	}
	return b.String()
}

// command is how to have the plan written, asked for as it was now: else it would differ.
func (t *tuning) command() string {
	words := []string{session.CleanLine(cli.ShellWord(t.plan.Name))}
	if t.options.sure > 0 {
		words = append(words, "--sure", strconv.Itoa(t.options.sure))
	}
	if t.options.from != "both" {
		words = append(words, "--from", t.options.from)
	}
	if t.how.Least != report.UsualLeast {
		words = append(words, "--least", strconv.Itoa(t.how.Least))
	}
	if t.how.Step != report.UsualStep {
		words = append(words, "--round", timer.FormatSpan(t.how.Step))
	}
	if t.options.stateDir != "" {
		words = append(words, "--state-dir", session.CleanLine(cli.ShellWord(t.options.stateDir)))
	}
	if t.plan.Shipped {
		words = append(words, "-o", "my.yaml")
	} else {
		words = append(words, "--apply")
	}
	return strings.Join(words, " ")
}

func (t *tuning) basis() string {
	rehearsals := cli.Count(t.Runs[report.Rehearsal], "rehearsal", "rehearsals")
	deliveries := cli.Count(t.Runs[report.Delivery], "delivery", "deliveries")
	text := "from " + rehearsals + " and " + deliveries
	switch t.options.from {
	case "rehearsals":
		text = "from " + rehearsals + "; deliveries are left out"
	case "deliveries":
		text = "from " + deliveries + "; rehearsals are left out"
	}
	return text
}

// earlier says how many runs were of another version of the plan; empty: none was.
func (t *tuning) earlier() string {
	const version = " of an earlier version of this plan"
	switch n := t.Runs[report.Rehearsal] + t.Runs[report.Delivery]; {
	case t.Earlier == 0:
		return ""
	case n == 1:
		return "it was" + version
	case t.Earlier == n:
		return fmt.Sprintf("all %d were", n) + version
	case t.Earlier == 1:
		return fmt.Sprintf("1 of the %d was", n) + version
	default:
		return fmt.Sprintf("%d of the %d were", t.Earlier, n) + version
	}
}

func (t *tuning) summary() string {
	booked := timer.MinSec(t.plan.Duration)
	text := fmt.Sprintf("The session takes %s as planned", timer.MinSec(t.Planned))
	if t.Changes() > 0 {
		text += fmt.Sprintf(" and %s as proposed", timer.MinSec(t.Proposed))
	}
	text += "."
	cut := 0
	for i := range t.Proposals {
		if t.Proposals[i].Cut > 0 {
			cut++
		}
	}
	phases := cli.Count(cut, "phase was", "phases were")
	if t.Over == 0 {
		switch {
		case t.options.sure > 0 && len(t.Payers) > 0:
			return text + fmt.Sprintf(" %s cut.", phases)
		case cut > 0:
			text += fmt.Sprintf(" %s cut to fit the %s booked", phases, booked)
		default:
			text += fmt.Sprintf(" %s are booked", booked)
		}
		if left := t.plan.Duration - t.Proposed; left > 0 {
			text += fmt.Sprintf(": %s to spare", timer.MinSec(left))
		}
		return text + "."
	}
	if cut > 0 {
		text += fmt.Sprintf(" %s cut as far as may be.", phases)
	}
	var optional []string
	for _, a := range t.plan.Activities {
		if a.Optional {
			optional = append(optional, a.Title)
		}
	}
	todo := "take something out"
	if len(optional) > 0 {
		todo = "leave out an optional activity (" + strings.Join(optional, ", ") + ")"
	}
	return text + fmt.Sprintf(" That is %s more than the %s booked: book more, or %s.", timer.MinSec(t.Over), booked, todo)
}

// reasonWord says in a word why a phase is proposed what it is.
func reasonWord(p *report.Proposal) string {
	var words []string
	switch p.Reason {
	case report.TooFewRuns:
		if len(p.Samples) == 0 {
			return "no run yet"
		}
		return cli.Count(len(p.Samples), "run", "runs") + " only"
	case report.AtLeast:
		words = append(words, "at_least")
	case report.IsProtected:
		words = append(words, "protected")
	case report.NeedsSpeech:
		words = append(words, "time to speak")
	}
	switch planned := p.Phase.Duration; {
	case p.Cut > 0:
		words = append(words, "cut "+timer.MinSec(p.Cut))
	case len(words) > 0:
	case p.Proposed > planned:
		words = append(words, "longer")
	case p.Proposed < planned:
		words = append(words, "shorter")
	default:
		words = append(words, "as planned")
	}
	return strings.Join(words, ", ")
}

// cells are a phase's cells between its name and the reason.
func cells(p *report.Proposal) []string {
	median, spread := "–", "–"
	if len(p.Samples) > 0 {
		median, spread = timer.MinSec(p.Median), timer.MinSec(p.Shortest)
		if p.Longest > p.Shortest {
			spread += "–" + timer.MinSec(p.Longest)
		}
	}
	return []string{
		fmt.Sprint(len(p.Samples)), median, spread,
		timer.MinSec(p.Phase.Duration), timer.MinSec(p.Proposed),
	}
}

// table sets the phases under each other, with the figures in columns.
func (t *tuning) table(width int, bold lipgloss.Style) string {
	table := cli.Table{Columns: cli.Columns("", "RUNS", "MEDIAN", "SPREAD", "PLANNED", "PROPOSED", "WHY"), Width: width, Bold: bold}
	for i := range table.Columns {
		table.Columns[i].Right = true
	}
	table.Columns[0] = cli.Column{Least: 16}
	table.Columns[6] = cli.Column{Title: "WHY", Least: 12}
	for i, p := range t.Proposals {
		row := cli.Row{}
		name := p.Activity.Title
		if !p.Activity.Single {
			if i == 0 || t.Proposals[i-1].Activity != p.Activity {
				row.Above = strings.Join(cli.Wrap(name, width), "\n") + "\n"
			}
			name = "  \t" + p.Phase.Name
		}
		row.Cells = append(append([]string{name}, cells(&p)...), reasonWord(&p))
		table.Rows = append(table.Rows, row)
	}
	return table.String()
}

// list sets the figures of each phase under its name, where a table has no room.
func (t *tuning) list(width int) string {
	var b strings.Builder
	line := func(lead, text string) { b.WriteString(strings.Join(cli.Hang(lead, lead, text, width), "\n") + "\n") }
	for _, p := range t.Proposals {
		name := p.Activity.Title
		if !p.Activity.Single {
			name += ": " + p.Phase.Name
		}
		line("", name)
		line("  ", fmt.Sprintf("%s planned, %s proposed: %s", timer.MinSec(p.Phase.Duration), timer.MinSec(p.Proposed), reasonWord(&p)))
		if f := cells(&p); len(p.Samples) > 0 {
			line("  ", fmt.Sprintf("%s, median %s (%s)", cli.Count(len(p.Samples), "run", "runs"), f[1], f[2]))
		}
	}
	return b.String()
}

// The objects of tune --json; the command's help describes them.
type (
	tuneJSON struct {
		Plan       string          `json:"plan"`
		Title      string          `json:"title"`
		From       string          `json:"from"`
		Rehearsals int             `json:"rehearsals"`
		Deliveries int             `json:"deliveries"`
		Earlier    int             `json:"earlier"`
		Least      int             `json:"least"`
		Round      cli.Seconds     `json:"round_s"`
		Booked     cli.Seconds     `json:"booked_s"`
		Planned    cli.Seconds     `json:"planned_s"`
		Proposed   cli.Seconds     `json:"proposed_s"`
		Over       cli.Seconds     `json:"over_s"`
		Changes    int             `json:"changes"`
		Written    string          `json:"written,omitempty"`
		Kept       string          `json:"kept,omitempty"`
		Sure       int             `json:"sure,omitempty"`
		OnTime     *float64        `json:"on_time,omitempty"`
		Missing    cli.Seconds     `json:"missing_s,omitempty"`
		Payers     []tunePayerJSON `json:"payers,omitempty"`
		Paid       float64         `json:"paid,omitempty"`
		Phases     []tunePhaseJSON `json:"phases"`
	}
	tunePayerJSON struct {
		Activity string      `json:"activity"`
		Phase    int         `json:"phase"`
		Cut      cli.Seconds `json:"cut_s"`
	}
	tunePhaseJSON struct {
		Activity string        `json:"activity"`
		Phase    int           `json:"phase"`
		ID       string        `json:"id,omitempty"`
		Name     string        `json:"name"`
		Samples  []cli.Seconds `json:"samples_s"`
		Median   cli.Seconds   `json:"median_s,omitempty"`
		Shortest cli.Seconds   `json:"shortest_s,omitempty"`
		Longest  cli.Seconds   `json:"longest_s,omitempty"`
		Planned  cli.Seconds   `json:"planned_s"`
		Proposed cli.Seconds   `json:"proposed_s"`
		Cut      cli.Seconds   `json:"cut_s"`
		Reason   report.Reason `json:"reason"`
	}
)

func (t *tuning) object() tuneJSON {
	o := tuneJSON{
		Plan: t.plan.Name, Title: t.plan.Title, From: t.options.from,
		Rehearsals: t.Runs[report.Rehearsal], Deliveries: t.Runs[report.Delivery], Earlier: t.Earlier,
		Least: t.how.Least, Round: cli.Seconds(t.how.Step),
		Booked: cli.Seconds(t.plan.Duration), Planned: cli.Seconds(t.Planned), Proposed: cli.Seconds(t.Proposed), Over: cli.Seconds(t.Over),
		Changes: t.Changes(), Written: t.written, Kept: t.kept,
	}
	if t.IsKnown() {
		o.Sure, o.OnTime, o.Missing, o.Paid = t.Sure, &t.InTime, cli.Seconds(t.Missing), t.Paid
	}
	number := 0
	for i := range t.Proposals {
		p := &t.Proposals[i]
		if number++; i == 0 || t.Proposals[i-1].Activity != p.Activity {
			number = 1
		}
		phase := tunePhaseJSON{
			Activity: p.Activity.ID, Phase: number, ID: p.Phase.ID, Name: p.Phase.Name, Samples: []cli.Seconds{},
			Median: cli.Seconds(p.Median), Shortest: cli.Seconds(p.Shortest), Longest: cli.Seconds(p.Longest),
			Planned: cli.Seconds(p.Phase.Duration), Proposed: cli.Seconds(p.Proposed), Cut: cli.Seconds(p.Cut), Reason: p.Reason,
		}
		for _, s := range p.Samples {
			phase.Samples = append(phase.Samples, cli.Seconds(s))
		}
		o.Phases = append(o.Phases, phase)
	}
	for _, p := range t.Payers {
		o.Payers = append(o.Payers, tunePayerJSON{o.Phases[p.Phase].Activity, o.Phases[p.Phase].Phase, cli.Seconds(p.By)})
	}
	return o
}
