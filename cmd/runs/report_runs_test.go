package runs

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

// reportStart is when the runs that are reported were to start, in a zone an
// hour east of UTC.
var (
	reportZone  = time.FixedZone("there", 3600)
	reportStart = time.Date(2026, 11, 21, 9, 30, 0, 0, reportZone)
)

// kept keeps a run in a folder, by a script as those of simulate are, from
// which it differs in this: the offsets are of true time; and it knows
//
//	sleep D, crash D        a gap that begins there
//	capture KIND TEXT       edit N TEXT      strike N
//	book OFFSET             until +OFFSET    of the scheduled start
//	fix ACTIVITY +OFFSET
//	credit    lap           jump TARGET      (goto, dropping what is jumped over)
//
// and what workCommand knows.
// A command that is refused fails the test.
func kept(t testing.TB, dir, source string, booking run.Booking, script string) string {
	t.Helper()
	plan, problems := session.Load("plan.yaml", []byte(source))
	if plan == nil {
		t.Fatal(problems)
	}
	head := journal.Head{Kind: journal.Delivery, Plan: "plan.yaml", PlanID: plan.ID, Title: plan.Title, Booking: booking}
	if booking.Rehearsal {
		head.Kind = journal.Rehearsal
	}
	zero := booking.Start
	if zero.IsZero() {
		zero = reportStart
	}
	r, err := journal.Store{Dir: dir}.Create([]byte(source), head, zero.Add(-10*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	state := run.New(plan, booking)
	writer := run.NewWriter(state, r)
	last := zero // in true time
	for text := range strings.Lines(script) {
		text, _, _ = strings.Cut(text, "#")
		words := strings.Fields(text)
		if len(words) == 0 {
			continue
		}
		offset, err := clitest.Offset(words[0])
		if err != nil {
			t.Fatal(err)
		}
		now := zero.Add(offset).Add(state.Jumped())
		if word := words[1]; word == "sleep" || word == "crash" {
			d, err := time.ParseDuration(words[2])
			if err != nil {
				t.Fatal(err)
			}
			if err := writer.Record(run.GapRecorded{Gap: run.Gap{Begin: now, End: now.Add(d), Cause: word}}, now.Add(d)); err != nil {
				t.Fatal(err)
			}
			last = zero.Add(offset + d)
			continue
		}
		last = zero.Add(offset)
		if err := writer.Do(keptCommand(t, state, words[1:], zero), now); err != nil {
			t.Fatalf("%s: %v", strings.TrimSpace(text), err)
		}
	}
	r.Alive(timer.Reading{Boot: last.Sub(zero), Wall: last}, last, nil)
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return r.ID()
}

func keptCommand(t testing.TB, s *run.State, words []string, zero time.Time) run.Command {
	t.Helper()
	if c, ok := workCommand(t, s, words); ok {
		return c
	}
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	instant := func(text string) time.Time {
		offset, err := clitest.Offset(strings.TrimPrefix(text, "+"))
		if err != nil {
			t.Fatal(err)
		}
		return zero.Add(offset)
	}
	rest := func(from int) string { return strings.Join(words[from:], " ") }
	switch run.Word(words[0]) {
	case "jump":
		return run.Goto{To: words[1], Drop: true}
	case run.CmdBook:
		return run.Book{At: instant(words[1])}
	case run.CmdUntil:
		return run.Until{At: instant(words[1])}
	case run.CmdFix:
		if words[2] != "none" {
			return run.Fix{Activity: words[1], At: instant(words[2])}
		}
	case run.CmdCapture:
		return run.CaptureLine{Kind: run.CaptureKind(words[1]), Text: rest(2)}
	case run.CmdEdit:
		return run.EditLine{ID: number(words[1]), Text: rest(2)}
	case run.CmdStrike:
		return run.StrikeLine{ID: number(words[1])}
	}
	c, err := run.ParseCommand(words, true)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// reported runs facilitate report and gives what it prints.
func reported(t testing.TB, dir string, args ...string) string {
	t.Helper()
	var out, told strings.Builder
	env := &cli.Env{In: strings.NewReader(""), Out: &out, Err: &told, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"FACILITATE_STATE": dir}[name]
	}}
	if status := clitest.Execute(env, NewReport(env), args...); status != cli.StatusDone || told.Len() > 0 {
		t.Fatalf("report %q: status %d: %s", args, status, told.String())
	}
	return out.String()
}

// longPlan is a plan of many activities with two phases each.
func longPlan(activities int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "id: long\ntitle: Long\nduration: %dm\nactivities:\n", activities*3)
	for n := range activities {
		fmt.Fprintf(&b, "  - id: a%d\n    title: Activity %d\n    phases: [{name: Talk, duration: 2m}, {name: Work, duration: 1m}]\n", n, n)
	}
	return b.String()
}
