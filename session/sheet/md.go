package sheet

import (
	"fmt"
	"strings"

	"facilitate/session"
	"facilitate/session/run"
)

// Markdown is the agenda: what the session is for, a table of its activities,
// and what to bring.
func (s *Sheet) Markdown() []byte {
	var b strings.Builder
	p := s.Plan
	fmt.Fprintf(&b, "# %s\n\n", inLine(p.Title))
	if p.Aim != "" {
		fmt.Fprintf(&b, "Aim: %s\n\n", inLine(p.Aim))
	}
	fmt.Fprintf(&b, "Duration: %s\n\n", s.booked())
	if len(p.Facilitators) > 0 {
		fmt.Fprintf(&b, "Facilitators: %s\n\n", inLine(strings.Join(p.Facilitators, ", ")))
	}
	heads, rule := "| Minutes | Activity | Lead | Resources | Outcomes |", "| --- | --- | --- | --- | --- |"
	if !s.Start.IsZero() {
		heads, rule = "| Start "+heads, "| --- "+rule
	}
	b.WriteString(heads + "\n" + rule + "\n")
	s.each(func(a *session.Activity, phases []run.Window) {
		title := inCell(a.Title)
		if m := marks(a); m != "" {
			title += " (" + m + ")"
		}
		if !s.Start.IsZero() {
			fmt.Fprintf(&b, "| %s ", s.clock(phases[0].Begin))
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", inCell(minutes(a.Duration())+parts(a)), title, inCell(a.Lead), inCell(strings.Join(s.resources(a), "; ")), s.outcomes(a))
	})
	if len(p.Outcomes) > 0 {
		b.WriteString("\n## Learning outcomes\n\n")
		for i, o := range p.Outcomes {
			fmt.Fprintf(&b, "%d. %s\n", i+1, inLine(o.Text))
		}
	}
	if len(p.Resources) > 0 {
		b.WriteString("\n## Resources\n\n")
		for _, r := range p.Resources {
			b.WriteString(strings.TrimSpace("- "+inLine(r.Name)+" "+r.HowMany("for each")) + "\n")
		}
	}
	return []byte(b.String())
}

// parts are the phases of an activity behind its time.
func parts(a *session.Activity) string {
	if a.Single || len(a.Phases) < 2 {
		return ""
	}
	var all []string
	for _, ph := range a.Phases {
		all = append(all, minutes(ph.Duration)+" "+ph.Name)
	}
	return " (" + strings.Join(all, ", ") + ")"
}

func inLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func inCell(text string) string { return strings.ReplaceAll(inLine(text), "|", `\|`) }
