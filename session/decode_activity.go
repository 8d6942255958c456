package session

import (
	"fmt"

	"facilitate/timer"
)

func (d *decoder) activities(m *mapping, p *Plan) {
	m.need("activities", `add "activities:" and at least one with an id, a title and a duration`)
	items := m.items("activities")
	if n := m.get("activities"); n != nil && len(items) == 0 && (n.null || n.kind == listNode) {
		d.problem(n.at, "the plan has no activities", "add at least one with an id, a title and a duration")
	}
	p.Activities = decodeAll(d, items, &activityKeys, d.activity)
}

func (d *decoder) activity(m *mapping) Activity {
	m.need("id", `add an id, like "id: welcome"`)
	m.need("title", `add "title: ..."`)
	a := Activity{
		ID: m.id(activityID), Title: m.line("title"),
		Outcomes: m.refs("outcomes", outcomeID), Resources: m.refs("resources", resourceID),
		Optional: m.boolean("optional"), Protect: m.boolean("protect"), FixedAt: m.timeOfDay("at"), At: m.at,
	}
	d.ids[phaseID].reset()
	if !m.has("phases") {
		a.Single = true
		a.Phases = []Phase{d.singlePhase(m, a)}
		return a
	}
	for _, key := range soleKeys {
		if n := m.get(key); n != nil {
			d.problem(n.keyAt, fmt.Sprintf("%q cannot stand beside phases", key), "move it into one of the phases")
		}
	}
	items := m.items("phases")
	if n := m.get("phases"); len(items) == 0 && (n.null || n.kind == listNode) {
		d.problem(n.at, "the activity has no phases", "add one, or give the activity a duration instead")
	}
	a.Phases = decodeAll(d, items, &phaseKeys, func(m *mapping) Phase {
		ph := Phase{ID: m.id(phaseID), Name: a.Title, Protect: m.boolean("protect")}
		if m.has("name") {
			ph.Name = m.line("name")
		}
		m.need("duration", `add one, like "duration: 5m"`)
		d.phase(m, &ph)
		return ph
	})
	return a
}

// singlePhase makes the one phase of an activity that gives its duration itself.
func (d *decoder) singlePhase(m *mapping, a Activity) Phase {
	if !m.has("duration") {
		d.problem(m.at, `an activity has neither "duration" nor "phases"`, `add one, like "duration: 5m"`)
	}
	ph := Phase{Name: a.Title, Protect: a.Protect}
	d.phase(m, &ph)
	return ph
}

// phase decodes what phases and activities without phases have in common.
func (d *decoder) phase(m *mapping, ph *Phase) {
	if d.phases++; d.phases == MaxPhases+1 {
		d.problem(m.at, fmt.Sprintf("the plan has more than %d phases", MaxPhases), "make several plans of it")
	}
	ph.At = m.at
	ph.Duration, ph.AtLeast = m.span("duration"), m.span("at_least")
	if n := m.get("duration"); n != nil {
		ph.DurationAt = n.at
	}
	if ph.Duration != 0 && ph.AtLeast > ph.Duration {
		d.problem(m.get("at_least").at, fmt.Sprintf("at_least %s is more than the duration %s",
			timer.FormatSpan(ph.AtLeast), timer.FormatSpan(ph.Duration)), "make it the same or less")
	}
	ph.Settings = d.settings(m.get("setting"))
	ph.Question = m.prose("question")
	d.ids[noteID].reset()
	ph.Notes = d.notes(m)
}

func (d *decoder) settings(n *node) []Setting {
	words := settingNames()
	items := []*node{n}
	if n != nil && n.kind == listNode {
		items = n.items
	}
	var all []Setting
	for _, item := range items {
		if s := d.choice(item, "setting", words); s != "" {
			all = append(all, Setting(s))
		}
	}
	return all
}
