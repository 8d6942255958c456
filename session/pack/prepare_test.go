package pack_test

import (
	"strings"
	"testing"

	"facilitate/session/pack"
)

// TestPrepareOnPaper: the guide and the list of what to bring have what to see to
// beforehand, and participants read of neither; all learn who leads.
func TestPrepareOnPaper(t *testing.T) {
	t.Parallel()
	plan := load(t, `
title: Two of us
duration: 60m
date: "2026-12-01"
facilitators: [Ann, "Bo, in *support*"]
resources: [{id: cards, name: Cards, per: group, count: 5}, {id: pens, name: Pens, per: person, count: 2}]
prepare: [{when: today, do: Chairs in a circle.}, {when: month, do: Book *the* room.}]
activities:
  - {id: in, title: Arrivals, duration: 5m, lead: Ann}
  - {id: talk, title: Talk, lead: Ann, phases: [{name: First, duration: 10m, lead: "*Bo*"}]}
`)
	all := documents(t, plan, pack.Options{Groups: 4})
	const todo = "## A month before\n\n- ☐ Book *the* room.\n\n## On the day\n\n- ☐ Chairs in a circle.\n"
	const box = `<li><span class="tick"></span><div dir="auto">Book <em>the</em> room.</div></li>`
	const with = "With Ann, Bo, in \\*support\\*\n"
	for name, wants := range map[string][]string{
		"guide": {todo, box, with, "0:00 to 0:05 · 5 min · led by Ann\n", "10 min, led by \\*Bo\\*", "Tuesday 1 December 2026 · ", "Booked: 1 h"},
		"bring": {todo, box, "| ☐ | 20 | Cards |", "| ☐ | 2 a person | Pens |"},
		"agenda": {
			with, "**Arrivals**; led by Ann |", "**Talk**; led by Ann, \\*Bo\\* |", "Tuesday 1 December 2026 · ", "\n\n1 h\n\n",
			`<div class="small" dir="auto">led by Ann, *Bo*</div>`,
		},
	} {
		d := all[name]
		text := strings.ReplaceAll(string(d.Markdown)+string(d.HTML), "\u00a0", " ")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
		if d.Audience == pack.Participants && strings.Contains(text, "circle") {
			t.Errorf("%s says what to see to beforehand", name)
		}
	}
}
