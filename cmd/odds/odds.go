// Package odds says how likely a session ends in time to those who prepare it. It
// must never know the console, and nothing of it is for the room.
package odds

import (
	"fmt"
	"strings"

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

// payers names the phases that give most.
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
