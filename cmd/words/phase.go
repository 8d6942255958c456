package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"facilitate/session/run"
	"facilitate/timer"
)

// Phase is what a phase is called where one is in the session: by its own name where
// the activity stays the same, else with its activity, a sign between them.
func Phase(s *run.State, phase int, between string) string {
	p := &s.Phases()[phase]
	if here := s.Current(); here != run.NoPhase && s.Phases()[here].Activity == p.Activity {
		return p.Plan.Name
	}
	return s.Activity(phase).PhaseTitle(p.Plan, between)
}

// LedBy is who leads a phase, behind a sign; empty where nobody is named.
func LedBy(s *run.State, phase int, sign string) string {
	if lead := s.Activity(phase).LedBy(s.Phases()[phase].Plan); lead != "" {
		return sign + lead + " leads"
	}
	return ""
}

// StandsAt is where a session is and what is left of the phase.
func StandsAt(s *run.State, now time.Time) string {
	here := s.Current()
	if here == run.NoPhase {
		return "it is " + s.Stage().String()
	}
	left := s.Remaining(now)
	words := timer.FormatSpan(left) + " left"
	if left < 0 {
		words = timer.FormatSpan(-left) + " over time"
	}
	phase := &s.Phases()[here]
	return fmt.Sprintf("at %s: %s of %s, %s",
		s.Activity(here).PhaseTitle(phase.Plan, ", "), words, timer.FormatSpan(phase.Budget), s.StageAt(now))
}

// Cue is what the facilitator is told at a cue.
func Cue(c run.Cue) string {
	switch {
	case c.Text != "":
		return c.Text
	case c.After > 0:
		return strings.ToUpper(Span(c.After)) + " IN"
	case c.Waits:
		return "BEGINS IN " + strings.ToUpper(Minutes(c.Left))
	case c.Left == 0:
		return "TIME IS UP"
	case c.Left < 0:
		return strings.ToUpper(Minutes(-c.Left)) + " OVER TIME"
	case c.Left%time.Minute != 0:
		return strconv.Itoa(int(c.Left/time.Second)) + " SECONDS LEFT"
	case c.Left == time.Minute:
		return "1 MINUTE LEFT: tell the room"
	}
	return strconv.Itoa(int(c.Left/time.Minute)) + " MINUTES LEFT: tell the room"
}

// Paused says that the time stands, and why: "paused for a break".
func Paused(kind run.PauseKind) string {
	switch {
	case kind == run.Other:
		return "paused"
	case strings.ContainsAny(kind.Word()[:1], "aeiou"):
		return "paused for an " + kind.Word()
	}
	return "paused for a " + kind.Word()
}

// Pause says of what kind a pause is, behind its name: "is a break".
func Pause(kind run.PauseKind) string {
	switch {
	case kind == run.Other:
		return "has no special kind"
	case strings.ContainsAny(kind.Word()[:1], "aeiou"):
		return "is an " + kind.Word()
	}
	return "is a " + kind.Word()
}
