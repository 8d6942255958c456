package runs

import (
	"strings"
	"testing"

	"facilitate/session/run"
)

// TestReportWithoutNames plants names and what people wrote wherever they can be
// typed, and wants none of it in a report without names, and all its figures.
func TestReportWithoutNames(t *testing.T) {
	t.Parallel()
	const script = `
		0:00  names 5 3 Anneke Bertolt Cleopatra Dorothea Ezekiel Finnegan Ginevra
		0:10  join Hubertus
		0:20  pairs 3
		0:30  undo
		0:40  leave Bertolt
		0:50  pairs 4
		1:00  start
		2:00  capture room Isidora has a question
		2:10  capture parking Josephine wants to know
		2:20  capture note Konstantin left early
		2:30  edit 3 Konstantin went out
		2:40  join Leopoldine
		2:50  undo
		3:00  quiz maps 1
		3:10  hands maps 1 3 4
		3:20  score maps 1 1 2
		5:00  next
		5:10  hear
		7:00  next
		9:00  next
		9:30  finish
		9:40  form good=5 why=Marguerite_told_me
		9:50  form why=Nathaniel_did read:3>6
		9:55  form-edit 1 good=5 why=Ophelia_told_me
		9:57  form why=Peregrine_knows
		9:59  form-strike 3
	`
	seen := strings.Fields(`Anneke Cleopatra Dorothea Ezekiel Finnegan Ginevra Hubertus Isidora Josephine Konstantin Nathaniel Ophelia`)
	gone := strings.Fields(`Bertolt Leopoldine Marguerite Peregrine`)
	dir := t.TempDir()
	id := kept(t, dir, oddPlan, run.Booking{Start: reportStart, Zone: reportZone}, script)
	for _, format := range reportFormatNames {
		whole, without := reported(t, dir, id, "--format", format), reported(t, dir, id, "--format", format, "--anonymous")
		for _, name := range append(gone, seen...) {
			if strings.Contains(strings.ToLower(without), strings.ToLower(name)) {
				t.Errorf("%s: %s is named", format, name)
			}
		}
		for _, name := range seen {
			if !strings.Contains(whole, name) {
				t.Errorf("%s: %s is not in the whole report", format, name) // else nothing was left out
			}
		}
	}
	whole, err := csvFigures(reported(t, dir, id, "--format", "csv"))
	if err != nil {
		t.Fatal(err)
	}
	without, err := csvFigures(reported(t, dir, id, "--format", "csv", "--anonymous"))
	if err != nil {
		t.Fatal(err)
	}
	left := 0
	for key, value := range whole {
		switch {
		case key.section != "quiz" && key.figure == "text" || key.figure == "members" || key.figure == "seed":
			left++
		case without[key] != value:
			t.Errorf("without names %v is %q, not %q", key, without[key], value)
		}
	}
	if left != len(whole)-len(without) || left < 10 {
		t.Errorf("%d of %d are left out, and %d are there", left, len(whole), len(without))
	}
}
