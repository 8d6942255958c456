package runs

import (
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
	"facilitate/timer/timertest"
)

// busyRun keeps a run of eight hours with so many commands that were not
// refused: moves there and back, pauses, times, lines, gaps and undos.
func busyRun(t testing.TB, dir string, commands int) string {
	t.Helper()
	source := longPlan(160)
	plan, problems := session.Load("plan.yaml", []byte(source))
	if plan == nil {
		t.Fatal(problems)
	}
	booking := run.Booking{Start: reportStart, Zone: reportZone}
	head := journal.Head{Kind: journal.Delivery, PlanID: plan.ID, Title: plan.Title, Booking: booking}
	r, err := journal.Store{Dir: dir}.Create([]byte(source), head, reportStart)
	if err != nil {
		t.Fatal(err)
	}
	state := run.New(plan, booking)
	writer := run.NewWriter(state, r)
	now := reportStart
	done := 0
	do := func(c run.Command) {
		now = now.Add(8 * time.Hour / time.Duration(commands))
		if done < commands && writer.Do(c, now) == nil {
			done++
		}
	}
	do(run.Start{})
	for n := 0; done < commands; n++ {
		do(run.Pause{Kind: run.PauseKinds[n%len(run.PauseKinds)]})
		do(run.Resume{})
		do(run.Extend{By: 30 * time.Second})
		do(run.CaptureLine{Kind: run.RoomSaid, Text: "What the room said"})
		do(run.Next{})
		switch n % 5 {
		case 0:
			do(run.Undo{})
		case 1:
			do(run.Back{})
		case 2:
			gap := run.Gap{Begin: now.Add(time.Second), End: now.Add(3 * time.Second), Cause: "sleep"}
			if err := writer.Record(run.GapRecorded{Gap: gap}, gap.End); err != nil {
				t.Fatal(err)
			}
			do(run.ExcludeGap{})
		case 3:
			do(run.Recover{Option: run.RecoverTrim})
			do(run.Until{At: now.Add(time.Duration(n) * time.Second)})
		case 4:
			do(run.Backdate{By: 2 * time.Second})
			do(run.Goto{To: state.Name(n % len(state.Phases()))})
		}
	}
	r.Alive(timer.Reading{Boot: now.Sub(reportStart), Wall: now}, now, nil)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return r.ID()
}

// BenchmarkReport5000 reports a run of eight hours with 5,000 commands, from
// the files of its journal.
func BenchmarkReport5000(b *testing.B) {
	dir := b.TempDir()
	id := busyRun(b, dir, 5000)
	for _, format := range reportFormatNames {
		b.Run(format, func(b *testing.B) {
			size := 0
			for b.Loop() {
				size = len(reported(b, dir, id, "--format", format))
			}
			b.ReportMetric(float64(size)/1e6, "MB")
		})
	}
}

// TestReportTakesTimeInProportion wants a run of eight times the commands to be
// reported at a cost of the same order for each, beyond what the plan costs. It counts
// what is allocated, and not the time, which is the machine's.
func TestReportTakesTimeInProportion(t *testing.T) {
	dir := t.TempDir()
	one, few, many := busyRun(t, dir, 1), busyRun(t, dir, timertest.Amount(100, 250)), busyRun(t, dir, timertest.Amount(800, 2000))
	for _, format := range reportFormatNames {
		cost := func(id string) float64 {
			return testing.AllocsPerRun(1, func() { reported(t, dir, id, "--format", format) })
		}
		plan := cost(one)
		if a, b := cost(few)-plan, cost(many)-plan; b > 8*a {
			t.Errorf("%s: %.0f allocations for few commands, %.0f for eight times as many", format, a, b)
		}
	}
}

// TestReportOfABusyRunReads looks at what a report of many commands is.
func TestReportOfABusyRunReads(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	id := busyRun(t, dir, timertest.Amount(1000, 1000))
	page := reported(t, dir, id, "--format", "html")
	if _, err := htmlTables(page); err != nil {
		t.Error(err)
	}
	if n := strings.Count(page, "<rect"); n > 6000 {
		t.Errorf("the page draws %d boxes", n)
	}
}
