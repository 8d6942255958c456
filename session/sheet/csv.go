package sheet

import (
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/report"
	"facilitate/session/run"
)

// CSV is a row for each phase, under the heads that Ontime's import of
// spreadsheets knows. Times are hours, minutes and seconds; those of day are
// empty where nobody knows when the session starts.
func (s *Sheet) CSV() []byte {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	put := func(cells ...string) {
		for i := range cells {
			cells[i] = report.GuardFormula(cells[i])
		}
		_ = w.Write(cells) // to memory
	}
	put("Cue", "Title", "Time Start", "Time End", "Duration", "Timer Type", "Skip", "Note", "Lead", "Resources")
	n := 0
	s.each(func(a *session.Activity, phases []run.Window) {
		n++
		for i := range a.Phases {
			ph := &a.Phases[i]
			cue, skip, resources := fmt.Sprint(n), "", ""
			if len(a.Phases) > 1 {
				cue = fmt.Sprintf("%d.%d", n, i+1)
			}
			if a.Spare {
				skip = "TRUE"
			}
			if i == 0 {
				resources = strings.Join(s.resources(a), "; ")
			}
			put(cue, a.PhaseTitle(ph, ": "), s.toTheSecond(phases[i].Begin), s.toTheSecond(phases[i].End),
				hms(ph.Duration), "count-down", skip, s.notes(ph), a.LedBy(ph), resources)
		}
	})
	w.Flush()
	return []byte(b.String())
}

func hms(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d:%02d", d/time.Hour, d/time.Minute%60, d/time.Second%60)
}

// notes are those of a phase, a line each, with what kind each is.
func (s *Sheet) notes(ph *session.Phase) string {
	var lines []string
	for i := range ph.Notes {
		label, text := s.labelled(&ph.Notes[i])
		lines = append(lines, label+text)
	}
	return strings.Join(lines, "\n")
}
