package tui

import (
	"testing"
	"time"

	"facilitate/session/run"
)

const twoOfUs = `
title: Two of us
duration: 60m
facilitators: [Ann, "Bo, in support"]
resources:
  - {id: cards, name: Cards, per: group, count: 5}
  - {id: cups, name: Cups, count: 20}
prepare:
  - {when: week, do: Ask Bo.}
  - {when: today, do: Chairs **in a circle**.}
activities:
  - {id: in, title: Arrivals, duration: 5m, resources: [cards, cups]}
  - id: talk
    title: Talk
    lead: Ann
    phases:
      - {name: First, duration: 10m}
      - {name: Second, duration: 10m, lead: Bo, setting: groups}
`

// TestPrepareAndLead: the first screen has the day's own preparations to tick off
// beside what to bring, and who leads; later what comes says who leads it.
func TestPrepareAndLead(t *testing.T) {
	c := newConsole(t, twoOfUs, run.Booking{Start: nine})
	c.shows("[ ] Cards (5 each group)", "[ ] Cups (20)", "[ ] Chairs in a circle.", "With          Ann, Bo, in support")
	c.hides("Ask Bo")
	c.press("down", "down", "x")
	c.shows("[ ] Cups (20)", "[x] Chairs in a circle.")
	c.press("down", "down", "x")
	c.shows("[ ] Chairs in a circle.")

	c.press("enter")
	c.shows("THEN  Talk · First 10:00 · Ann leads")
	c.hides("Ann leads ·", "of 1 · ")
	c.later(5 * time.Minute).press("pgdown")
	c.shows("TALK", "10:00 · Ann leads")
	c.later(time.Minute).press("pgdown")
	c.shows("note 1 of 1 · Ann leads", "THEN  Second 10:00 · groups · Bo leads")
}
