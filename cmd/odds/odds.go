// Package odds says how likely a session ends in time to those who prepare it. It
// must never know the console, and nothing of it is for the room.
package odds

import (
	"fmt"
	"strings"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/words"
	"facilitate/session/forecast"
	"facilitate/session/report"
	"facilitate/timer"
)

// TooFew says why nothing is said; empty where something is.
func TooFew(o report.Odds) string {
	if o.IsKnown() {
		return ""
	}
	return fmt.Sprintf("How likely it ends in time is told from %d runs on that went through half of the plan at least; there %s.", forecast.Least, []string{"is none", "is one"}[o.From])
}

// OfTuned says how likely a session ends in time as proposed, what it takes to be as
// sure as is wanted, and who could pay for that. Asked is whether they are to.
func OfTuned(t *report.Tuned, asked bool) string {
	if !t.IsKnown() {
		return TooFew(t.Odds)
	}
	said := "As proposed it " + words.Odds(t.InTime, t.From)
	wanted := words.InTen(float64(t.Sure) / 10)
	switch {
	case t.Missing == 0:
		return said + "."
	case asked:
		said += ", if what is cut is left out: " + timer.MinSec(max(0, t.Plan.Duration-t.Proposed)) + " are kept at the end, paid for by " + payers(t) + "."
		if t.Paid < float64(t.Sure)/10 {
			said += " More cannot be cut. For " + wanted + " book more, or leave something out."
		}
		return said
	}
	said += ". For " + wanted + " it would need " + words.Minutes(t.Missing) + " more at the end."
	if len(t.Payers) == 0 {
		return said + " No phase can pay for it: book more, or leave something out."
	}
	said += fmt.Sprintf(" These could pay for it with what can be left out of them, and --sure %d cuts them: %s.", t.Sure, payers(t))
	if t.Paid < float64(t.Sure)/10 {
		said += " Even so it ends in time " + words.InTen(t.Paid) + "."
	}
	return said
}

// Changed says what one more run has made of the odds; empty where they are not known.
func Changed(before, after report.Odds) string {
	if !after.IsKnown() {
		return ""
	}
	said := "A delivery " + words.Odds(after.InTime, after.From)
	if before.IsKnown() {
		said += "; before this run it was " + words.InTen(before.InTime)
	}
	return said + "."
}

// History is how the forecasts of some runs did, the newest first, below a blank line; empty
// where there were none. Name is what a run is called.
func History(runs []*report.Foretold, name func(int) string, width int) string {
	table := cli.Table{Columns: cli.Columns("RUN", "8 IN 10", "START", "A THIRD", "HALF", "TWO THIRDS"), Width: width}
	held := 0
	for i, f := range runs {
		if f == nil {
			continue
		}
		row := []string{name(i), "missed"}
		if f.Held {
			row[1] = "held"
			held++
		}
		for _, m := range f.Marks {
			row = append(row, minutes(m.Likely)+" ("+minutes(m.Plain)+")")
		}
		table.Add(row...)
	}
	n := len(table.Rows)
	if n == 0 {
		return ""
	}
	list := table.String()
	if _, left := table.Widths(); left < 0 {
		list = ""
		for _, row := range table.Rows {
			list += strings.Join(cli.Hang(row.Cells[0]+": ", "  ", strings.Join(row.Cells[1:], ", "), width), "\n") + "\n"
		}
	}
	text := fmt.Sprintf("The band of 8 in 10 held in %d of %s. By how many minutes the end was expected too late (+) or too early at the start, a third, half and two thirds, in brackets by the plan:", held, cli.Count(n, "run", "runs"))
	return "\n" + strings.Join(cli.Wrap(text, width), "\n") + "\n" + list
}

func minutes(s report.Seconds) string {
	return fmt.Sprintf("%+d", int(time.Duration(s).Round(time.Minute)/time.Minute))
}

func payers(t *report.Tuned) string {
	const mostNamed = 4
	var names []string
	for i, p := range t.Payers {
		if i == mostNamed {
			names = append(names, fmt.Sprintf("and %d more", len(t.Payers)-i))
			break
		}
		of := &t.Proposals[p.Phase]
		names = append(names, of.Activity.PhaseTitle(of.Phase, ": ")+" ("+timer.MinSec(p.By)+")")
	}
	return strings.Join(names, ", ")
}
