package report_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

// TestTenThousandReports subtracts in the reports of runs of random commands: of
// every promise, when it was due less when it was come to is what is said of it.
func TestTenThousandReports(t *testing.T) {
	t.Parallel()
	plan, problems := session.Load("day.yaml", []byte(`
title: A day
duration: 2h
activities:
  - {id: open, title: Opening, duration: 5m}
  - {id: work, title: Work, duration: 20m, optional: true}
  - {id: guest, title: The guest, at: "10:00", duration: 10m}
  - {id: talk, title: Talk, duration: 10m}
  - {id: lunch, title: Lunch, at: "10:40", kind: break, duration: 20m}
  - {id: close, title: Goodbye, duration: 5m}
`))
	if plan == nil {
		t.Fatal(problems)
	}
	said := regexp.MustCompile(`(?m)^\| ([^|]+) \|(?: *(?:\d\d:\d\d)? *\|)? (\d\d:\d\d) \| (\d\d:\d\d) \|(?:[^|:]*\|)?[^|]* (none|\d+ min) (spare|late) \|$`) // what was planned may stand before, what was waited behind
	minutes := func(text string) int {
		at, _ := time.Parse("15:04", text)
		return at.Hour()*60 + at.Minute()
	}
	random := rand.New(rand.NewPCG(12, 7))
	rows, late := 0, 0
	for rows < timertest.Amount(1_500, 10_000) {
		booking := run.Booking{Start: halfPastNine.Add(time.Duration(random.IntN(2400)-1200) * time.Second), Zone: time.UTC}
		s := run.New(plan, booking)
		record := &report.Record{ID: "2026-11-21-0930-day-abcd", Kind: report.Delivery, Created: halfPastNine, Last: halfPastNine, Plan: plan, Booking: booking}
		now := halfPastNine
		for n := range 2 + random.IntN(10) {
			words := []string{
				"start", "next", "next", "next", "skip", "back", "pause", "resume", "begin", "take lunch", "goto talk",
				"extend " + strconv.Itoa(1+random.IntN(900)) + "s", "recover " + []string{"trim", "drop", "extend"}[random.IntN(3)],
				"fix lunch " + now.Add(time.Duration(random.IntN(7200))*time.Second).Format(time.RFC3339),
				"until " + now.Add(time.Duration(random.IntN(9000))*time.Second).Format(time.RFC3339),
			}[min(n, 1)*random.IntN(15)]
			command, err := run.ParseCommand(strings.Fields(words), false)
			if err != nil {
				t.Fatal(err)
			}
			if e, err := run.Decide(s, command, now); err == nil {
				s.Apply(e)
				record.Entries = append(record.Entries, report.Entry{At: now, Event: e})
			}
			now = now.Add(time.Duration(random.IntN(900_000)) * time.Millisecond)
		}
		record.Last = now
		for _, m := range said.FindAllStringSubmatch(string(report.Of(record).Markdown()), -1) {
			rows++
			spare := 0
			_, _ = fmt.Sscan(m[4], &spare)
			if m[5] == "late" {
				spare, late = -spare, late+1
			}
			if got := minutes(m[2]) - minutes(m[3]); (got-spare)%(24*60) != 0 {
				t.Fatal(m[0])
			}
		}
	}
	if late < rows/10 {
		t.Errorf("only %d of %d were late", late, rows)
	}
}
