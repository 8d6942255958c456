package coverage_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/coverage"
	"facilitate/session/journal"
)

const plan = `
id: talk
title: Talk
duration: 1h
framework: cyp-informed
activities:
- {id: a, title: A, duration: 10m, covers: ["1.01"], notes: [say: x]}
- {id: b, title: B, duration: 10m, optional: true, covers: ["1.02"], notes: [say: x]}
- id: c
  title: C
  touches: ["1.02"]
  phases:
  - {name: One, duration: 10m, notes: [say: x]}
  - {name: Two, duration: 10m, covers: ["1.03"], notes: [say: x]}
`

// TestOfRuns takes away what was left out or never reached, and counts how fully
// a plan was given, over two runs that were thought out by hand.
func TestOfRuns(t *testing.T) {
	dir := t.TempDir()
	begin := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	var names []string
	for i, script := range []string{
		"0:00 start\n12:00 next\n22:00 next\n32:00 next\n42:00 finish",
		"0:00 start\n8:00 skip activity\n8:01 skip activity\n18:00 finish", // of b a second, and of c the first phase
	} {
		run := clitest.Run{Plan: []byte(plan), Kind: journal.Delivery, Begin: begin.AddDate(0, 0, i), Script: script}
		names = append(names, run.Keep(t, dir))
	}
	if all := of(t, dir, names[0]).All; all.Covered != 3 || all.Touched != 0 || all.Not != 147 {
		t.Errorf("all was given: %+v", all)
	}
	second := of(t, dir, names[1])
	if got := fmt.Sprint(second.All, second.Activities); got != "{0 1 149} [{a 1 0 []} {b 1 0 []} {c 1 1 [599]}]" {
		t.Error(got)
	}
	both := of(t, dir, names...)
	if got := fmt.Sprint(both.All, both.Activities, both.Statements[:3]); got != "{3 0 147} [{a 2 1 [720]} {b 2 1 [600]} {c 2 2 [1200 599]}] [{1.01 covered 1} {1.02 covered 1} {1.03 covered 1}]" {
		t.Error(got)
	}
}

// found is what coverage --format json says.
type found struct {
	All        struct{ Covered, Touched, Not int }
	Statements []struct {
		ID, Level string
		By        int `json:"covered_by"`
	}
	Activities []struct {
		ID          string
		Runs, Given int
		Spent       []float64 `json:"spent_s"`
	}
}

// of is what runs covered.
func of(t *testing.T, dir string, names ...string) (found found) {
	t.Helper()
	var out, complaint bytes.Buffer
	env := &cli.Env{Out: &out, Err: &complaint, Getenv: func(string) string { return "" }, Now: time.Now}
	args := append([]string{"--of", "--format", "json", "--state-dir", dir}, names...)
	if status := clitest.Execute(env, coverage.New(env), args...); status != 0 {
		t.Fatal(complaint.String())
	}
	if err := json.Unmarshal(out.Bytes(), &found); err != nil {
		t.Fatal(err)
	}
	return found
}

// TestOfTheShippedSession gives all of it once, and once all but the optional
// figures: what only they carry is lost, and nothing else.
func TestOfTheShippedSession(t *testing.T) {
	dir := t.TempDir()
	src, plan := clitest.ShippedPlan(t)
	begin := time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)
	var names []string
	for day, without := range []string{"", "statistics"} {
		script, minute := "0:00 start\n", 0
		for _, a := range plan.Activities {
			if a.Spare {
				continue
			}
			word := "next"
			if a.ID == without {
				word = "skip activity"
			}
			for range a.Phases {
				minute += 2
				script += fmt.Sprintf("%d:00 %s\n", minute, word)
				if word != "next" {
					break
				}
			}
		}
		run := clitest.Run{Plan: src, Kind: journal.Delivery, Begin: begin.AddDate(0, 0, day), Script: script}
		names = append(names, run.Keep(t, dir))
	}
	whole, less := of(t, dir, names[0]), of(t, dir, names[1])
	if got := fmt.Sprint(whole.All, less.All); got != "{13 23 114} {12 24 114}" {
		t.Error(got)
	}
	for i, was := range whole.Statements {
		if is := less.Statements[i]; is.Level != was.Level && (is.ID != "1.18" || is.Level != "touched") {
			t.Errorf("%s was %s and is %s", is.ID, was.Level, is.Level)
		}
	}
}
