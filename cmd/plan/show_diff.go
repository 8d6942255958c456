package plan

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"facilitate/cmd/cli"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/timer"
)

// diffJSON is what show --diff --json prints; the command's help describes it.
type diffJSON struct {
	Extends string       `json:"extends"`
	Changes []changeJSON `json:"changes"`
	Before  cli.Seconds  `json:"planned_before_s"`
	After   cli.Seconds  `json:"planned_s"`
}

type changeJSON struct {
	Where  []string `json:"where"`
	Key    string   `json:"key,omitempty"`
	Kind   string   `json:"kind"`
	Before string   `json:"before,omitempty"`
	After  string   `json:"after,omitempty"`
	Text   string   `json:"text,omitempty"`
	Line   int      `json:"line"`
}

func showDiff(env *cli.Env, o showOptions, f *library.PlanFile) error {
	over := f.Overlay()
	if over == nil {
		return errors.New(session.CleanLine(f.Name) + ` extends no other plan, so there is nothing to compare it with; a plan that does begins with "extends: ..."`)
	}
	if o.json {
		d := diffJSON{
			Extends: over.Extends, Changes: []changeJSON{},
			Before: cli.Seconds(over.Base.Lasts()), After: cli.Seconds(f.Lasts()),
		}
		for _, c := range over.Changes {
			where := append([]string{}, c.Where...)
			d.Changes = append(d.Changes, changeJSON{where, c.Key, string(c.Kind), c.Before, c.After, c.Text, c.At.Line})
		}
		return env.AnswerJSON(d)
	}
	s := &show{plan: f.Plan, width: env.Width(), bold: env.Bold()}
	s.strong("", f.Title+": what it changes of "+over.Extends)
	s.gap()
	for _, c := range over.Changes {
		s.change(c)
	}
	if len(over.Changes) == 0 {
		s.line("", "nothing")
	}
	s.gap()
	s.line("", fmt.Sprintf("planned: %s → %s; booked: %s → %s",
		timer.FormatSpan(over.Base.Lasts()), timer.FormatSpan(f.Lasts()),
		timer.FormatSpan(over.Base.Duration), timer.FormatSpan(f.Duration)))
	return env.AnswerLong(s.String())
}

// change prints one change, on a line where it goes on one.
func (s *show) change(c session.Change) {
	lead := joined(", ", append(slices.Clone(c.Where), c.Key)...) + ": "
	if c.Key == "" {
		text := string(c.Kind) + behind(" ", c.After) + behind(": ", c.Text)
		if c.Kind == session.Moved {
			text = cmp.Or(behind("goes ", c.After), string(c.Kind))
		}
		s.line("", lead+text)
		return
	}
	const short = 40
	switch before, after := c.Before, c.After; {
	case after == "":
		s.line("", lead+"left out")
	case before == "":
		s.line("", lead+"now "+after)
	case utf8.RuneCountInString(before) <= short && utf8.RuneCountInString(after) <= short:
		s.line("", lead+before+" → "+after)
	default:
		s.line("", lead)
		s.line("  - ", before)
		s.line("  + ", after)
	}
}
