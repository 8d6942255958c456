package run_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
	"facilitate/timer"
)

// zero is the instant from which the tests count.
var zero = time.Date(2000, 1, 3, 10, 0, 0, 0, time.UTC)

func at(offset time.Duration) time.Time { return zero.Add(offset) }

// instant reads an offset from zero, like 4m50s.
func instant(text string) time.Time {
	d, err := time.ParseDuration(text)
	if err != nil {
		panic(err)
	}
	return at(d)
}

// planOf makes a plan of the time booked and of activities like
//
//	talk 10m; work 5m 10m optional; quiz 3m protect at=11:00 least=2m notes=3
func planOf(booked time.Duration, activities string) *session.Plan {
	plan := &session.Plan{ID: "plan", Title: "Plan", Duration: booked}
	for text := range strings.SplitSeq(activities, ";") {
		words := strings.Fields(text)
		a := session.Activity{ID: words[0], Title: words[0]}
		var least time.Duration
		notes := 0
		for _, word := range words[1:] {
			key, value, _ := strings.Cut(word, "=")
			var err error
			switch key {
			case "optional":
				a.Optional = true
			case "protect":
				a.Protect = true
			case "at":
				a.FixedAt = new(timer.TimeOfDay)
				*a.FixedAt, err = timer.ParseTimeOfDay(value)
			case "least":
				least, err = time.ParseDuration(value)
			case "notes":
				notes, err = strconv.Atoi(value)
			default:
				var d time.Duration
				d, err = time.ParseDuration(word)
				a.Phases = append(a.Phases, session.Phase{Duration: d})
			}
			if err != nil {
				panic(err)
			}
		}
		for i := range a.Phases {
			a.Phases[i].Name = fmt.Sprintf("%s %d", a.ID, i+1)
			a.Phases[i].AtLeast = least
			a.Phases[i].Notes = make([]session.Note, notes)
		}
		plan.Activities = append(plan.Activities, a)
	}
	return plan
}

// command reads a command as scripts write it, and those that have no written
// form: jump TARGET (goto, dropping what is jumped over), place TARGET NOTE
// and book OFFSET. Until takes an offset too.
func command(words []string) run.Command {
	switch words[0] {
	case "jump":
		return run.Goto{To: words[1], Drop: true}
	case "place":
		n, err := strconv.Atoi(words[2])
		if err != nil {
			panic(err)
		}
		return run.Place{Phase: words[1], Note: n}
	case "book":
		return run.Book{At: instant(words[1])}
	case "until":
		return run.Until{At: instant(words[1])}
	}
	c, err := run.ParseCommand(words, false)
	if err != nil {
		panic(err)
	}
	return c
}

// play carries out a script of commands parted by ";", each after its offset
// from zero. "sleep D" records a gap that begins there. A refusal fails the
// test, but of a command with "!" before its offset it is wanted.
func play(t testing.TB, s *run.State, script string) {
	t.Helper()
	for line := range strings.SplitSeq(script, ";") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		offset, refused := strings.CutPrefix(words[0], "!")
		now := instant(offset)
		if words[1] == "sleep" {
			d, err := time.ParseDuration(words[2])
			if err != nil {
				t.Fatal(err)
			}
			s.Apply(run.GapRecorded{Gap: run.Gap{Begin: now, End: now.Add(d), Cause: "sleep"}})
			continue
		}
		before := digest(s, now)
		e, err := run.Decide(s, command(words[1:]), now)
		if (err != nil) != refused {
			t.Fatalf("%q: refused: %v", strings.TrimSpace(line), err)
		}
		if refused && (e != nil || digest(s, now) != before) {
			t.Fatalf("%q: refused, and yet something changed", strings.TrimSpace(line))
		}
		if !refused {
			s.Apply(e)
		}
	}
}

// played is a delivery after a script.
func played(t testing.TB, plan *session.Plan, script string) *run.State {
	t.Helper()
	s := run.New(plan, run.Booking{})
	play(t, s, script)
	return s
}

// offset writes an instant as an offset from zero, and no instant as "-".
func offset(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return timer.FormatSpan(t.Sub(zero))
}

// offsets writes windows like "0s..5m 10m..15m", and an empty one as "-".
func offsets(windows []run.Window) string {
	var texts []string
	for _, w := range windows {
		if w == (run.Window{}) {
			texts = append(texts, "-")
			continue
		}
		texts = append(texts, offset(w.Begin)+".."+offset(w.End))
	}
	return strings.Join(texts, " ")
}

// statuses writes the phases' statuses, a letter each: p, c, d or s.
func statuses(s *run.State) string {
	var b strings.Builder
	for _, p := range s.Phases() {
		b.WriteByte(p.Status.String()[0])
	}
	return b.String()
}
