package tui

import (
	"testing"

	"facilitate/session/run"
)

// TestProseOfPlan: what a plan has in Markdown is read as Markdown, and what it
// has as a name is not.
func TestProseOfPlan(t *testing.T) {
	c := newConsole(t, `
title: Walk
duration: 30m
handouts: [{id: leaf, title: A *leaf*}]
activities:
  - id: talk
    title: Talk
    duration: 5m
    notes:
      - handout: leaf
  - id: ask
    title: Ask
    duration: 5m
    question: What is **new**?
    notes: [{say: Hello.}]
`, run.Booking{Start: nine})
	c.press("enter")
	c.shows("Give out the handout A *leaf*")
	c.press("pgdown")
	c.shows("What is new?")
}
