package session

import (
	"fmt"
	"slices"

	"facilitate/timer"
)

func (d *decoder) activities(m *mapping, p *Plan) {
	m.need("activities", `add "activities:" and at least one with an id, a title and a duration`)
	if m.isEmpty("activities") {
		m.problem("no-activities", "activities", "the plan has no activities", "add at least one with an id, a title and a duration")
	}
	p.Activities = decodeAll(d, m.items("activities"), &activityKeys, d.activity)
	if len(p.Activities) > 0 && !slices.ContainsFunc(p.Activities, func(a Activity) bool { return !a.Spare }) {
		d.problem("all-spare", p.Activities[0].At, "every activity of the plan is spare", `delete "spare" where the session begins`)
	}
}

// kindBreak is the one kind of activity that is told from the others.
const kindBreak = "break"

func (d *decoder) activity(m *mapping) Activity {
	m.need("id", `add an id, like "id: welcome"`)
	m.need("title", `add "title: ..."`)
	a := Activity{
		ID: m.id(activityID), Title: m.line("title"),
		Outcomes: m.refs("outcomes", outcomeID), Resources: m.refs("resources", resourceID),
		Optional: m.boolean("optional"), Spare: m.boolean("spare"), Protect: m.boolean("protect"),
		Cut: d.cut(m), FixedAt: m.timeOfDay("at"), Cues: d.cues(m.get("cues")), Lead: m.line("lead"), At: m.at,
		FixedAtAt: m.placeOf("at"),
	}
	a.Covers, a.Touches = m.claims("covers"), m.claims("touches")
	a.Break = d.choice(m.get("kind"), "kind", []string{kindBreak}) == kindBreak
	if a.Spare && m.has("at") {
		m.problem("spare-with-fixed-time", "at", "a spare activity has no fixed time: it is kept for when there is time",
			`delete "at", or "spare"`)
	}
	d.idsOf(phaseID).reset()
	if a.Single = !m.has("phases"); a.Single {
		if !m.has("duration") {
			d.problem("no-minutes", m.at, `an activity has neither "duration" nor "phases"`, `add one, like "duration: 5m"`)
		}
		a.Phases = []Phase{{Name: a.Title, Protect: a.Protect}}
		d.phase(m, &a.Phases[0])
		return a
	}
	for _, key := range soleKeys {
		if n := m.get(key); n != nil {
			d.problem("key-beside-phases", n.keyAt, fmt.Sprintf("%q cannot stand beside phases", key), "move it into one of the phases")
		}
	}
	if m.isEmpty("phases") {
		m.problem("no-phases", "phases", "the activity has no phases", "add one, or give the activity a duration instead")
	}
	a.Phases = decodeAll(d, m.items("phases"), &phaseKeys, func(m *mapping) Phase {
		ph := Phase{ID: m.id(phaseID), Name: a.Title, Protect: m.boolean("protect"), Cut: d.cut(m), Cues: d.cues(m.get("cues")), Lead: m.line("lead")}
		if m.has("name") {
			ph.Name = m.line("name")
		}
		ph.Covers, ph.Touches = m.claims("covers"), m.claims("touches")
		m.need("duration", `add one, like "duration: 5m"`)
		d.phase(m, &ph)
		return ph
	})
	return a
}

// phase decodes what phases and activities without phases have in common.
func (d *decoder) phase(m *mapping, ph *Phase) {
	if d.phases++; d.phases == MaxPhases+1 {
		d.problem("too-many-phases", m.at, fmt.Sprintf("the plan has more than %d phases", MaxPhases), "make several plans of it")
	}
	ph.At = m.at
	ph.Duration, ph.AtLeast = m.span("duration"), m.span("at_least")
	ph.DurationAt = m.placeOf("duration")
	if ph.Duration != 0 && ph.AtLeast > ph.Duration {
		m.problem("at-least-too-long", "at_least", fmt.Sprintf("at_least %s is more than the duration %s",
			timer.FormatSpan(ph.AtLeast), timer.FormatSpan(ph.Duration)), "make it the same or less")
	}
	ph.Settings = d.settings(m.get("setting"))
	ph.Question = m.prose("question")
	d.idsOf(noteID).reset()
	ph.Notes = d.notes(m)
}

func (d *decoder) cut(m *mapping) Cut {
	return Cut(d.choice(m.get("cut"), "cut", wordsOf(CutFirst, CutLast)))
}

// cues decodes a list of cues: each a span before the end, or left or after
// and a text. An empty list is one: no cues.
func (d *decoder) cues(n *node) []Cue {
	if n == nil || n.kind == brokenNode {
		return nil
	}
	if n.kind != listNode {
		d.problem("not-a-list", n.at, `"cues" is a list`, `write it like "cues: [3m, 1m]"`)
		return nil
	}
	cues := []Cue{}
	for _, item := range n.items {
		cues = append(cues, d.cue(item))
	}
	return cues
}

func (d *decoder) cue(n *node) Cue {
	if n.kind == scalarNode {
		return Cue{Left: d.span(n, "a cue")}
	}
	m := d.open(n, &cueKeys)
	if m == nil {
		return Cue{}
	}
	if m.has("left") == m.has("after") {
		d.problem("cue-without-time", m.at, `a cue has "left" or "after", and not both`,
			`write "left: 2m" for two minutes before the end, or "after: 2m" for two minutes in`)
	}
	return Cue{Left: m.span("left"), After: m.span("after"), Text: m.line("text")}
}

func (d *decoder) settings(n *node) (all []Setting) {
	items := []*node{n}
	if n != nil && n.kind == listNode {
		items = n.items
	}
	for _, item := range items {
		if s := d.choice(item, "setting", settingNames()); s != "" {
			all = append(all, Setting(s))
		}
	}
	return all
}
