package clitest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// Run is a run that a test makes: what the facilitator did in it and when,
// as "M:SS COMMAND" from its start, like the scripts of simulate.
type Run struct {
	Plan   []byte
	Kind   journal.Kind
	Begin  time.Time
	Script string
	Part   *run.Part
	Left   time.Duration // when the program was last known to run, if it did not end
}

// Keep makes the run in a folder for state, and returns its name.
func (s Run) Keep(t testing.TB, dir string) string {
	t.Helper()
	id, err := s.make(dir)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (s Run) make(dir string) (id string, err error) {
	plan, problems := session.Load("p.yaml", s.Plan)
	if plan == nil {
		return "", problems
	}
	head := journal.Head{
		Kind: s.Kind, Plan: "p.yaml", PlanID: plan.ID, Title: plan.Title,
		Booking: run.Booking{Start: s.Begin, Zone: time.UTC, Rehearsal: s.Kind == journal.Rehearsal, Part: s.Part},
	}
	r, err := journal.Store{Dir: dir}.Create(s.Plan, head, s.Begin)
	if err != nil {
		return "", err
	}
	state := run.New(plan, head.Booking)
	writer, last := run.NewWriter(state, r), s.Left
	for line := range strings.Lines(s.Script) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		after, err := Offset(words[0])
		if err != nil {
			return "", err
		}
		c, err := run.ParseCommand(words[1:], true)
		if err != nil {
			return "", err
		}
		if err := writer.Do(c, s.Begin.Add(after+state.Jumped())); err != nil {
			return "", fmt.Errorf("%s: %w", line, err)
		}
		last = max(last, after)
	}
	left := s.Begin.Add(last)
	r.Alive(timer.Reading{Wall: left.UTC()}, left, nil)
	return r.ID(), r.Close()
}

// Offset reads H:MM:SS, or M:SS, whose minutes may pass 59.
func Offset(text string) (time.Duration, error) {
	var hours, minutes, seconds int
	if strings.Count(text, ":") < 2 {
		text = "0:" + text
	}
	_, err := fmt.Sscanf(text, "%d:%d:%d", &hours, &minutes, &seconds)
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second, err
}

// ScriptOfTimes is the script of a run in which the phases take these times,
// one after the other; a phase with "-" is skipped.
func ScriptOfTimes(times ...string) string {
	at := time.Duration(0)
	script := "0:00 start\n"
	for _, text := range times {
		word := "skip"
		if text != "-" {
			took, err := Offset(text)
			if err != nil {
				panic(text)
			}
			word = "next"
			at += took
		}
		script += fmt.Sprintf("%d:%02d %s\n", at/time.Minute, at/time.Second%60, word)
	}
	return script
}
