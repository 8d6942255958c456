package tui

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// discussion is a plan with the notes of a discussion, from the question to what has
// to be said by its end.
const discussion = `
title: Falls at home
duration: 30m
slides:
  - id: rooms
    title: Where people fall
    body: |
      | room | in a hundred |
      | --- | ---: |
      | bedroom | 31 |
      | stairs | 9 |
activities:
  - id: where
    title: Where do people fall?
    duration: 10m
    notes:
      - listen: {title: The house, items: ["stairs: light, rails", "rugs"]}
      - listen:
          title: The person
          items:
            - shoes
      - prompt: Where did you last trip?
      - key_points: [Most falls have more than one cause, Most can be prevented]
      - do: |
          | who | does |
          | --- | --- |
          | one | reads |
          | one | writes |
      - slide: rooms
`

// TestKindsView: each note says what it is for, a list its title, and a table
// is one.
func TestKindsView(t *testing.T) {
	c := newConsole(t, discussion, run.Booking{Start: nine})
	c.at(0, "enter")
	golden(t, "kinds", c.screen())
	c.later(time.Minute).at(time.Second, "pgdown", "pgdown", "pgdown", "pgdown")
	golden(t, "kinds-tables", c.screen())
}
