package report_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/report"
	"facilitate/session/run"
	"facilitate/timer"
)

var halfPastNine = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

// timed is a command at an offset from the start.
type timed struct {
	at      time.Duration
	command run.Command
}

// recordOf is the record of a delivery of a plan by commands.
func recordOf(t testing.TB, plan *session.Plan, booking run.Booking, commands ...timed) *report.Record {
	t.Helper()
	r := &report.Record{
		ID: "2026-11-21-0930-walk-abcd", Kind: report.Delivery, Created: halfPastNine.Add(-time.Minute), Last: halfPastNine,
		Plan: plan, Booking: booking,
	}
	if booking.Rehearsal {
		r.Kind = report.Rehearsal
	}
	s := run.New(plan, booking)
	for _, c := range commands {
		at := halfPastNine.Add(c.at)
		e, err := run.Decide(s, c.command, at.Add(s.Jumped()))
		if err != nil {
			t.Fatalf("%v %s: %v", c.at, c.command.Word(), err)
		}
		r.Entries = append(r.Entries, report.Entry{At: at, Event: e})
		s.Apply(e)
		r.Last = at.Add(s.Jumped())
	}
	return r
}

// walk is a small plan.
func walk(t testing.TB) *session.Plan {
	t.Helper()
	plan, problems := session.Load("walk.yaml", []byte(`
id: walk
title: A walk
duration: 30m
activities:
  - {id: out, title: Out, duration: 10m}
  - id: back
    title: Back
    phases: [{name: Look, duration: 5m}, {name: Return, duration: 10m}]
`))
	if plan == nil {
		t.Fatal(problems)
	}
	return plan
}

func do(at time.Duration, word run.Word) timed {
	c, err := run.ParseCommand([]string{string(word)}, true)
	if err != nil {
		panic(err)
	}
	return timed{at, c}
}

func kept(at time.Duration, text string) timed {
	return timed{at, run.CaptureLine{Kind: run.ParkingLot, Text: text}}
}

const minute = time.Minute

func TestVerdict(t *testing.T) {
	t.Parallel()
	booked := run.Booking{Start: halfPastNine, Zone: time.UTC}
	for _, test := range []struct {
		name     string
		booking  run.Booking
		commands []timed
		want     string
	}{
		{"never started", booked, nil, "Never started."},
		{
			"in time", booked,
			[]timed{do(0, run.CmdStart), do(10*minute, run.CmdNext), do(20*minute, run.CmdNext), do(28*minute, run.CmdNext)},
			"Ended in time: at 09:58, 2 min before everybody had to be out at 10:00. It ended 3:00 later than planned.",
		},
		{
			"over", booked,
			[]timed{do(0, run.CmdStart), do(32*minute+30*time.Second, run.CmdFinish)},
			"Ran over by 3 min: it ended at 10:03, and everybody had to be out at 10:00. It ended 7:30 later than planned.",
		},
		{
			"to the second, as planned",
			run.Booking{Start: halfPastNine, End: halfPastNine.Add(25 * minute)},
			[]timed{do(0, run.CmdStart), do(25*minute, run.CmdFinish)},
			"Ended in time: at 09:55, when everybody had to be out. It ended as planned.",
		},
		{
			"with the end moved", booked,
			[]timed{
				do(0, run.CmdStart),
				{minute, run.Until{At: halfPastNine.Add(40 * minute)}},
				do(24*minute, run.CmdFinish),
			},
			"Ended in time: at 09:54, 16 min before everybody had to be out at 10:10. It ended 1:00 earlier than planned. " +
				"The end was booked for 10:00 and was moved to 10:10.",
		},
		{
			"not finished", booked,
			[]timed{do(0, run.CmdStart), do(10*minute, run.CmdNext), kept(11*minute, "x")},
			"Not finished: the last that is known of it is from 09:41, at Back, Look. It would have ended as planned.",
		},
		{
			"a rehearsal",
			run.Booking{Rehearsal: true},
			[]timed{do(0, run.CmdStart), do(2*minute, run.CmdCredit), do(3*minute, run.CmdCredit), do(4*minute, run.CmdCredit)},
			"Fits the time booked, with 5 min to spare. It ended as planned.",
		},
		{
			"a rehearsal that is too long",
			run.Booking{Rehearsal: true},
			[]timed{do(0, run.CmdStart), do(31*minute, run.CmdFinish)},
			"Would have run over the time booked by 1 min. It ended 6:00 later than planned.",
		},
	} {
		r := report.Of(recordOf(t, walk(t), test.booking, test.commands...))
		if got := strings.Join(r.Verdict(), " "); got != test.want {
			t.Errorf("%s: %s\nwant: %s", test.name, got, test.want)
		}
	}
}

// A run of the first format waited for nothing, and is reported so.
func TestNothingWaitedInTheFirstFormat(t *testing.T) {
	t.Parallel()
	plan := walk(t)
	at := timer.TimeOfDay(9*60 + 50)
	plan.Activities[1].FixedAt = &at
	commands := []timed{do(0, run.CmdStart), do(12*minute, run.CmdNext), do(17*minute, run.CmdNext), do(27*minute, run.CmdNext)}
	r := report.Of(recordOf(t, plan, run.Booking{Start: halfPastNine, NoWaiting: true}, commands...))
	if r.Paused[run.WaitKind] != 0 || r.Activities[1].Spent != report.Seconds(15*minute) || !r.Activities[1].Phases[0].Began.Equal(halfPastNine.Add(12*minute)) {
		t.Errorf("%v waited, %v spent, began %v", r.Paused[run.WaitKind], r.Activities[1].Spent, r.Activities[1].Phases[0].Began)
	}
	if text := string(r.Markdown()); !strings.Contains(text, "| 2. Back | 09:50 | 09:42 | kept, begun 8 min early |") {
		t.Error(text)
	}
	r = report.Of(recordOf(t, plan, run.Booking{Start: halfPastNine}, commands...))
	if text := string(r.Markdown()); !strings.Contains(text, "| 2. Back | 09:50 |  | 5 min | left before its time |") {
		t.Error(text)
	}
}

// Whoever subtracts finds what is said: of the end and of what was promised
// before it, however the seconds fall.
func TestWhatIsToldAddsUp(t *testing.T) {
	t.Parallel()
	plan := walk(t)
	at := timer.TimeOfDay(9*60 + 50)
	plan.Activities[1].FixedAt = &at
	said := regexp.MustCompile(`at (\d\d:\d\d),(?: (\d+) min before| when)? everybody had to be out(?: at (\d\d:\d\d))?|by (\d+) min: it ended at (\d\d:\d\d), and everybody had to be out at (\d\d:\d\d)`)
	row := regexp.MustCompile(`\| (2\. Back|The end) \| (\d\d:\d\d) \| (\d\d:\d\d) \|(?: (?:\d+ min|under 1 min|) \|)? (?:kept, )?(none|\d+ min) (spare|late) \|`)
	clock := func(text string) int {
		at, err := time.Parse("15:04", text)
		if err != nil {
			t.Fatal(err)
		}
		return at.Hour()*60 + at.Minute()
	}
	number := func(text string) (n int) {
		_, _ = fmt.Sscan(text, &n)
		return n
	}
	rows := 0
	for n := range 400 {
		odd := time.Duration(n*7919%600_000) * time.Millisecond
		commands := []timed{do(odd/9, run.CmdStart), do(15*minute+odd, run.CmdNext), do(26*minute+odd/4, run.CmdNext), do(27*minute+odd/2, run.CmdFinish)}
		r := report.Of(recordOf(t, plan, run.Booking{Start: halfPastNine.Add(odd / 7)}, commands...))
		m := said.FindStringSubmatch(r.Verdict()[0])
		switch {
		case m == nil:
			t.Fatal(r.Verdict()[0])
		case m[4] != "" && clock(m[5])-clock(m[6]) != number(m[4]), m[2] != "" && clock(m[3])-clock(m[1]) != number(m[2]):
			t.Error(r.Verdict()[0])
		}
		for _, m := range row.FindAllStringSubmatch(string(r.Markdown()), -1) {
			rows++
			spare := number(m[4])
			if m[5] == "late" {
				spare = -spare
			}
			if clock(m[2])-clock(m[3]) != spare {
				t.Error(m[0])
			}
		}
	}
	if rows != 800 {
		t.Errorf("%d rows were looked at", rows)
	}
}

// A run that lasts past midnight, or is taken up again another day, says on
// which day things were.
func TestOtherDays(t *testing.T) {
	t.Parallel()
	r := report.Of(recordOf(t, walk(t), run.Booking{Start: halfPastNine}, do(0, run.CmdStart), do(26*time.Hour, run.CmdFinish)))
	if got := r.Verdict()[0]; !strings.Contains(got, "it ended at 22 Nov 11:30, ") {
		t.Error(got)
	}
}

func TestTimesOfDayAreInTheBookingsZone(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("there", -5*3600)
	r := report.Of(recordOf(t, walk(t), run.Booking{Start: halfPastNine, Zone: zone}, do(0, run.CmdStart), do(20*minute, run.CmdFinish)))
	for _, text := range []string{string(r.Markdown()), r.Verdict()[0]} {
		if !strings.Contains(text, "04:50") || strings.Contains(text, "09:") {
			t.Error(text)
		}
	}
	data, err := r.JSON()
	if err != nil || !strings.Contains(string(data), `"ended": "2026-11-21T09:50:00Z"`) {
		t.Errorf("%v\n%s", err, data)
	}
}

// An event that fits nowhere is left out, and the report is of the rest.
func TestDamagedRecord(t *testing.T) {
	t.Parallel()
	record := recordOf(t, walk(t), run.Booking{}, do(0, run.CmdStart), do(4*minute, run.CmdNext), do(5*minute, run.CmdUndo), do(6*minute, run.CmdFinish))
	record.Entries = append(record.Entries[:1], record.Entries[2:]...) // the move is lost, and what was to be taken back with it
	if r := report.Of(record); r.State != "finished" || len(r.Changes) != 0 || len(record.Told()) != 1 {
		t.Errorf("%s, %+v, %q", r.State, r.Changes, record.Told())
	}
	record.Entries[1].Event = run.Undone{} // of an earlier version, which does not say what it takes back
	if r := report.Of(record); r.State != "ready" || len(r.Changes) != 1 || r.Changes[0].Command != "start" || r.Changes[0].Undone.IsZero() {
		t.Errorf("%s, %+v", r.State, r.Changes)
	}
	record.Entries = nil
	if r := report.Of(record); r.State != "ready" || r.Planned != report.Seconds(25*minute) {
		t.Errorf("of nothing: %s, %v planned", r.State, r.Planned)
	}
}

// What was known of a run before it was known to be under way cannot be: the
// clock was wrong, and what happened is believed.
func TestUntilTheLastEvent(t *testing.T) {
	t.Parallel()
	record := recordOf(t, walk(t), run.Booking{Rehearsal: true}, do(0, run.CmdStart), do(2*minute, run.CmdCredit), do(3*minute, run.CmdPause))
	record.Last = halfPastNine
	r := report.Of(record)
	if want := halfPastNine.Add(11 * minute); !r.Until.Equal(want) || r.Running != report.Seconds(11*minute) {
		t.Errorf("known until %v, %v running", r.Until, r.Running)
	}
}

func TestWithoutNames(t *testing.T) {
	t.Parallel()
	const secret = "Ms Jones of flat 12"
	whole := report.Of(recordOf(t, walk(t), run.Booking{}, do(0, run.CmdStart), kept(minute, secret), kept(2*minute, "a buggy"),
		timed{3 * minute, run.EditLine{ID: 2, Text: "another buggy"}}, do(4*minute, run.CmdNext)))
	for name, text := range all(t, whole.WithoutNames()) {
		for _, word := range []string{"Jones", "buggy"} {
			if strings.Contains(text, word) {
				t.Errorf("%s holds %s", name, word)
			}
		}
	}
	for name, text := range all(t, whole) {
		if !strings.Contains(text, "Jones") || !strings.Contains(text, "another buggy") {
			t.Errorf("%s lacks what was typed", name) // else nothing was shown
		}
	}
	counts := func(r *report.Run) string {
		var b strings.Builder
		for line := range strings.Lines(string(r.CSV())) {
			if !strings.Contains(line, ",text,") {
				b.WriteString(line)
			}
		}
		return b.String()
	}
	if counts(whole) != counts(whole.WithoutNames()) {
		t.Error("without names other figures are there")
	}
}

// all are the formats of a report.
func all(t testing.TB, r *report.Run) map[string]string {
	t.Helper()
	page, err := r.HTML()
	if err != nil {
		t.Fatal(err)
	}
	data, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"markdown": string(r.Markdown()), "html": string(page), "csv": string(r.CSV()), "json": string(data)}
}

// Lists are there in the JSON where nothing is in them, too.
func TestEmptyLists(t *testing.T) {
	t.Parallel()
	data, err := report.Of(recordOf(t, walk(t), run.Booking{})).JSON()
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"promises", "taken", "not_reached", "pauses", "gaps", "changes", "captures"} {
		if got := string(object[name]); !strings.HasPrefix(got, "[") {
			t.Errorf("%s is %s", name, got)
		}
	}
	if strings.Contains(string(data), "null") {
		t.Errorf("%s", data)
	}
}

func TestSeconds(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0", 90 * time.Second: "90", 1500 * time.Millisecond: "1.5", -250 * time.Millisecond: "-0.25", 8760 * time.Hour: "31536000",
	} {
		if got := report.Seconds(d).String(); got != want {
			t.Errorf("%v is %s, not %s", d, got, want)
		}
	}
}

// No text becomes a formula where a spreadsheet opens the CSV, and numbers stay
// numbers.
func TestFormulas(t *testing.T) {
	t.Parallel()
	texts := []string{"=1+1", "+1", "-1", "@SUM(1)", " =1+1", "＝1", "a=1", "", `"; =1`, "-"}
	commands := []timed{do(0, run.CmdStart)}
	for _, text := range texts {
		if text != "" {
			commands = append(commands, kept(minute, text))
		}
	}
	plan := walk(t)
	plan.Title = "=cmd|' /C calc'!A0"
	plan.Activities[0].Title = "-Out"
	r := report.Of(recordOf(t, plan, run.Booking{Start: halfPastNine}, append(commands, do(9*minute, run.CmdNext))...))
	records, err := csv.NewReader(strings.NewReader(string(r.CSV()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	guarded, negative := 0, 0
	for _, record := range records {
		for i, field := range record {
			if strings.HasPrefix(field, "'") {
				guarded++
				continue
			}
			bare := strings.TrimLeft(field, " ")
			if strings.IndexAny(bare, "=+-@\t\r") != 0 {
				continue
			}
			if i == 4 && bare[0] == '-' && strings.HasSuffix(record[3], "_s") {
				negative++
				continue
			}
			t.Errorf("%q of %q", field, record)
		}
	}
	if guarded < 10 || negative == 0 {
		t.Errorf("%d texts were guarded, and %d numbers are below zero", guarded, negative)
	}
}

// A plan as long as plans may be is reported.
func TestManyPhases(t *testing.T) {
	t.Parallel()
	plan := &session.Plan{Title: "Long", Duration: 10 * time.Hour}
	for a := range 300 {
		activity := session.Activity{ID: fmt.Sprintf("a%d", a), Title: fmt.Sprintf("Activity %d", a)}
		for p := range 3 {
			activity.Phases = append(activity.Phases, session.Phase{Name: fmt.Sprintf("Phase %d", p), Duration: 40 * time.Second})
		}
		plan.Activities = append(plan.Activities, activity)
	}
	r := report.Of(recordOf(t, plan, run.Booking{}, do(0, run.CmdStart), do(minute, run.CmdNext), do(2*minute, run.CmdFinish)))
	if n := len(r.NotReached); n != 898 {
		t.Errorf("%d phases were not reached", n)
	}
	for name, text := range all(t, r) {
		if !strings.Contains(text, "Activity 299") {
			t.Errorf("%s ends early", name)
		}
		for _, fault := range faults(name, text) {
			t.Errorf("%s: %s", name, fault)
		}
	}
}
