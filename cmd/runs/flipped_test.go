package runs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/cmd"
	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/session"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
	"facilitate/timer/timertest"
)

var fullPlan = []byte(`id: full
title: Full
duration: 40m
outcomes: [{id: o, text: Read a map}]
quizzes:
  - {id: q, title: Quiz, statements: [{text: North is up., answer: true}, {text: Blue is land., answer: false}]}
evaluation:
  questions: [{id: s, text: "Good?", kind: scale}]
activities:
  - {id: a, title: A, outcomes: [o], duration: 5m, notes: [{quiz: q}, {say: "Then."}]}
  - {id: b, title: B, phases: [{name: One, duration: 5m}, {name: Hear, duration: 10m, notes: [{round: All.}]}]}
  - {id: c, title: C, duration: 5m}
  - {id: d, title: D, duration: 5m, optional: true}
`)

// fullRun keeps a delivery in which everything happens, and its events. It was
// killed near its end.
func fullRun(t *testing.T, dir string) (id string, events []run.Event) {
	t.Helper()
	plan, problems := session.Load("full.yaml", fullPlan)
	if plan == nil {
		t.Fatal(problems)
	}
	head := journal.Head{Kind: journal.Delivery, PlanID: plan.ID, Title: plan.Title, Booking: run.Booking{Start: firstMorning, Zone: time.UTC}}
	r, err := journal.Store{Dir: dir}.Create(fullPlan, head, firstMorning)
	if err != nil {
		t.Fatal(err)
	}
	w := run.NewWriter(run.New(plan, head.Booking), logOf{r, &events})
	now := firstMorning
	line := func(text string) run.Command { return run.CaptureLine{Kind: run.RoomSaid, Text: text} }
	form := func(scale int) run.Form { return run.Form{Answers: []run.FormAnswer{{Question: "s", Scale: scale}}} }
	for _, step := range []any{
		run.Gather{People: 12, Groups: 3},
		line("alfa"),
		run.Start{},
		run.ShowStatement{Quiz: "q"},
		run.CountHands{Quiz: "q", True: 7, False: 5},
		run.Reveal{Quiz: "q"},
		run.ScoreGroups{Quiz: "q", Right: []int{0, 2}},
		run.ShowStatement{Quiz: "q", Statement: 1},
		run.CountHands{Quiz: "q", Statement: 1, True: 2, False: 10},
		run.Reveal{Quiz: "q"},
		run.ShowStatement{Quiz: "q", Statement: 2},
		run.Place{Phase: "a/1", Note: 1},
		line("bravo"),
		run.Undo{},
		run.ShowStatement{Quiz: "q", Statement: 2},
		run.Next{},
		line("charlie"),
		time.Minute,
		run.ExcludeGap{},
		line("delta"),
		run.EditLine{ID: 2, Text: "bravo again"},
		time.Minute, time.Minute,
		run.ExcludeGap{},
		run.Undo{},
		run.ExcludeGap{},
		run.Extend{By: time.Minute},
		run.Next{},
		run.Hear{},
		run.Hear{},
		run.PassOver{},
		run.Hear{},
		run.Hear{},
		run.HearOut{},
		line("echo"),
		run.StrikeLine{ID: 3},
		run.Pause{},
		line("foxtrot"),
		run.Pause{Kind: run.Break},
		run.Resume{},
		run.Until{At: firstMorning.Add(time.Hour)},
		run.Next{},
		run.Next{},
		run.Undo{},
		run.Undo{},
		run.Next{},
		line("golf"),
		run.Join{},
		run.TakeForm{Form: form(1)},
		run.TakeForm{Form: form(2)},
		run.TakeForm{Form: form(3)},
		run.Undo{},
		run.TakeForm{Form: form(4)},
		run.CorrectForm{ID: 1, Form: form(9)},
		run.StrikeForm{ID: 2},
		run.TakeForm{Form: form(5)},
		run.Next{},
		line("hotel"),
		run.EditLine{ID: 7, Text: "golf again"},
		run.Extend{By: 2 * time.Minute},
	} {
		now = now.Add(20 * time.Second)
		switch step := step.(type) {
		case time.Duration:
			gap := run.Gap{Begin: now, End: now.Add(step), Cause: run.Sleep}
			now = gap.End
			err = w.Record(run.GapRecorded{Gap: gap}, now)
		case run.Command:
			err = w.Do(step, now)
		}
		if err != nil {
			t.Fatalf("%T%+v: %v", step, step, err)
		}
	}
	r.Alive(timer.Reading{Wall: now}, now, nil)
	return r.ID(), events
}

// logOf keeps what is recorded.
type logOf struct {
	run    *journal.Run
	events *[]run.Event
}

func (l logOf) Append(events []run.Event, now time.Time) error {
	*l.events = append(*l.events, events...)
	return l.run.Append(events, now)
}

// standingIn is what must stand in a report of all events but one, by the plainest
// of rules; what is lost is "lost". With -1 none is.
func standingIn(events []run.Event, lost int) map[string]string {
	things := map[string]string{}
	say := func(is any, format string, args ...any) { things[fmt.Sprintf(format, args...)] = fmt.Sprint(is) }
	var commands []int
	gaps := map[int]int{}
	for i, e := range events {
		switch e := e.(type) {
		case run.Undone:
			if i != lost && e.Of != lost+1 {
				commands = slices.DeleteFunc(commands, func(c int) bool { return c+1 >= e.Of })
			}
		case run.GapRecorded:
			if gaps[i+1] = len(gaps); i != lost {
				say(false, "gap from %s", e.Begin.UTC().Format(time.TimeOnly))
			}
		case run.Captured:
			if i != lost {
				say(e.Text, "line %d", e.ID)
			} else if isHeardOf(events[i+1:], e.ID, false) {
				say("lost", "line %d", e.ID)
			}
		case run.Edited:
			if i != lost {
				say(e.Text, "line %d", e.ID)
			}
		case run.Struck:
			if i != lost {
				say("struck", "line %d", e.ID)
			}
		case run.Placed:
		default:
			if i != lost {
				commands = append(commands, i)
			} else if f, is := e.(run.FormTaken); is && isHeardOf(events[i+1:], f.ID, true) {
				say("lost", "form %d", f.ID)
			}
		}
	}
	for _, i := range commands {
		switch e := events[i].(type) {
		case run.GapExcluded:
			if g, ok := events[e.Of-1].(run.GapRecorded); ok && e.Of != lost+1 {
				say(true, "gap from %s", g.Begin.UTC().Format(time.TimeOnly))
			}
		case run.FormTaken:
			say(e.Form.Answers[0].Scale, "form %d", e.ID)
		case run.FormCorrected:
			say(e.Form.Answers[0].Scale, "form %d", e.ID)
		case run.FormStruck:
			say("struck", "form %d", e.ID)
		case run.HandsCounted:
			say(fmt.Sprint(e.True, ":", e.False), "hands %d", e.Statement+1)
		case run.Budgeted:
			say(e.Set[0].Time.Seconds(), "time of phase %d", e.Set[0].Phase)
		}
	}
	return things
}

// isHeardOf is whether events tell that there must have been a line, or a form, of
// a number.
func isHeardOf(events []run.Event, id int, form bool) bool {
	return slices.ContainsFunc(events, func(e run.Event) bool {
		switch e := e.(type) {
		case run.Captured:
			return !form && e.ID > id
		case run.Edited:
			return !form && e.ID >= id
		case run.Struck:
			return !form && e.ID >= id
		case run.FormTaken:
			return form && e.ID > id
		case run.FormCorrected:
			return form && e.ID >= id
		case run.FormStruck:
			return form && e.ID >= id
		}
		return false
	})
}

// phaseNames are those of the plan, as reports name them.
var phaseNames = []string{"a/1", "b/1", "b/2", "c/1", "d/1"}

// standingAs is what stands in a report, and in the list of forms, for programs.
func standingAs(t *testing.T, reported, forms string) map[string]string {
	t.Helper()
	var r struct {
		Captures []struct {
			ID   int
			Text string
			Lost bool
		}
		Gaps []struct {
			Begin time.Time
			Left  bool `json:"left_out"`
		}
		Quizzes []struct {
			Statements []struct {
				Statement int
				Hands     *struct {
					True  int `json:"hands_true"`
					False int `json:"hands_false"`
				}
			}
		}
		Activities []struct {
			Phases []struct {
				Phase   string
				Planned float64 `json:"planned_s"`
				Given   float64 `json:"given_s"`
			}
		}
	}
	var l struct {
		Forms []struct {
			Form         int
			Struck, Lost bool
			Answers      map[string]any
		}
	}
	for text, into := range map[string]any{reported: &r, forms: &l} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
	}
	things := map[string]string{}
	say := func(is any, format string, args ...any) { things[fmt.Sprintf(format, args...)] = fmt.Sprint(is) }
	for _, c := range r.Captures {
		if say(c.Text, "line %d", c.ID); c.Lost {
			say("lost", "line %d", c.ID)
		}
	}
	for _, g := range r.Gaps {
		say(g.Left, "gap from %s", g.Begin.Format(time.TimeOnly))
	}
	for _, q := range r.Quizzes {
		for _, s := range q.Statements {
			if s.Hands != nil {
				say(fmt.Sprint(s.Hands.True, ":", s.Hands.False), "hands %d", s.Statement)
			}
		}
	}
	for _, a := range r.Activities {
		for _, p := range a.Phases {
			if p.Given != p.Planned {
				say(p.Given, "time of phase %d", slices.Index(phaseNames, p.Phase))
			}
		}
	}
	for _, f := range l.Forms {
		switch {
		case f.Struck:
			say("struck", "form %d", f.Form)
		case f.Lost:
			say("lost", "form %d", f.Form)
		default:
			say(slices.Collect(maps.Values(f.Answers))[0], "form %d", f.Form)
		}
	}
	return things
}

// TestFlippedBits flips single bits in a journal with everything in it. In every
// command that reads runs every other record stands, what is lost is told, and no
// run is hidden.
func TestFlippedBits(t *testing.T) {
	t.Parallel()
	flips, looks := timertest.Amount(150, 5000), timertest.Amount(8, 1<<30)
	dir := t.TempDir()
	other := clitest.Run{Plan: fullPlan, Kind: journal.Delivery, Begin: firstMorning.AddDate(0, 0, -1), Script: clitest.ScriptOfTimes("5:00", "5:00", "10:00", "5:00", "5:00")}.Keep(t, dir)
	id, events := fullRun(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "full.yaml"), fullPlan, 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "runs", id, "journal")
	whole := []byte(clitest.ReadText(t, path))
	store := journal.Store{Dir: dir}
	undamaged, err := store.Read(id)
	if err != nil || len(undamaged.Events) != len(events) || len(undamaged.Damage) > 0 {
		t.Fatal(err, undamaged)
	}
	random := rand.New(rand.NewPCG(7, 7))
	looked := map[string]bool{} // at what the commands make of it
	for range flips {
		bit := random.IntN(8 * len(whole))
		hurt := slices.Clone(whole)
		hurt[bit/8] ^= 1 << (bit % 8)
		if err := os.WriteFile(path, hurt, 0o600); err != nil {
			t.Fatal(err)
		}
		replay, err := store.Read(id)
		if err != nil || len(replay.Damage) == 0 {
			t.Fatalf("bit %d: %v, or nobody notices", bit, err)
		}
		line := bytes.Count(whole[:bit/8], []byte("\n"))
		lost := line - 2 // the head stands twice
		if whole[bit/8] == '\n' || lost < 0 {
			lost = -1
		}
		if got, want := replay.Events, slices.DeleteFunc(slices.Clone(undamaged.Events), func(e journal.Entry) bool { return lost >= 0 && e.Number == lost+1 }); !reflect.DeepEqual(got, want) {
			t.Fatalf("bit %d of line %d: %d events, not %d", bit, line+1, len(got), len(want))
		}
		if key := fmt.Sprint(lost, replay.Damage); !looked[key] && len(looked) < looks {
			looked[key] = true
			lookAtDamaged(t, dir, id, other, events, lost)
		}
	}
	if len(looked) < min(looks, len(events)) {
		t.Errorf("only %d ways to be damaged were looked at", len(looked))
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	lookAtWhole(t, dir, id, events)
}

// lookAtWhole sees that nothing is told of the run as it was, and that its figures
// are those of the account.
func lookAtWhole(t *testing.T, dir, id string, events []run.Event) {
	t.Helper()
	reported, told := clitest.Program(t, cmd.Run, 0, dir, "report", id, "--json")
	forms, alsoTold := clitest.Program(t, cmd.Run, 0, dir, "evaluate", id, "--list", "--json")
	if told+alsoTold != "" {
		t.Errorf("of the whole run it tells %q", told+alsoTold)
	}
	compareStanding(t, "the whole run", standingIn(events, -1), standingAs(t, reported, forms))
}

// compareStanding compares what must stand with what does. What is struck is in no
// report.
func compareStanding(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for name, is := range want {
		if is == "struck" && strings.HasPrefix(name, "line") {
			is = ""
		}
		if got[name] != is {
			t.Errorf("%s: %s is %q, not %q", what, name, got[name], is)
		}
	}
	for name, is := range got {
		// What nothing else tells of may be told by what is left of its record.
		if _, there := want[name]; !there && is != "lost" {
			t.Errorf("%s: %s is %q, and should not be", what, name, is)
		}
	}
}

// lookAtDamaged has every command read a damaged run, of which the event by an
// index is lost; -1: none is.
func lookAtDamaged(t *testing.T, dir, id, other string, events []run.Event, lost int) {
	t.Helper()
	what := "with its head damaged"
	if lost >= 0 {
		what = fmt.Sprintf("without %T%+v", events[lost], events[lost])
	}
	answers := func(args ...string) (out, told string) {
		t.Helper()
		out, told = clitest.Program(t, cmd.Run, 0, dir, args...)
		if !strings.Contains(told, "damaged") || lost >= 0 && !strings.Contains(told, fmt.Sprintf("1 entry is missing: number %d", lost+2)) {
			t.Errorf("%s: %s tells %q", what, args, told)
		}
		return out, told
	}
	reported, _ := answers("report", id, "--json")
	forms, _ := answers("evaluate", id, "--list", "--json")
	want := standingIn(events, lost)
	compareStanding(t, what, want, standingAs(t, reported, forms))
	for _, format := range []string{"text", "markdown", "html", "csv"} {
		out, _ := answers("report", id, "--format", format)
		for name, is := range want {
			if is == "struck" {
				is = "charlie"
			}
			if strings.HasPrefix(name, "line") && is != "lost" && strings.Contains(out, is) == (is == "charlie" && want[name] == "struck") {
				t.Errorf("%s: as %s, %s %q is there: %t", what, format, name, is, want[name] == "struck")
			}
		}
		hidden, _ := answers("report", id, "--anonymous", "--format", format)
		if strings.Contains(hidden, "delta") || strings.Contains(hidden, "hotel") {
			t.Errorf("%s: as %s without names it tells what was said", what, format)
		}
	}
	newest, _ := answers("report", "--json")
	if newest != reported {
		t.Errorf("%s: the newest run is not the damaged one: %.80s", what, newest)
	}
	if out, _ := answers("resume"); !strings.HasPrefix(out, id+"\n") {
		t.Errorf("%s: resume finds %q", what, out)
	}
	if out, told := answers("tune", filepath.Join(dir, "full.yaml"), "--json"); !strings.Contains(told, id+": ") || !strings.Contains(out, `"deliveries": 2`) {
		t.Errorf("%s: tune tells %q", what, told)
	}
	info, err := library.NewestTouched(journal.Store{Dir: dir}, time.Now().Add(-12*time.Hour), func(i *journal.Info) bool { return i.Started && !i.Finished })
	if err != nil || info == nil || info.ID != id {
		t.Errorf("%s: what would be offered is %v, %v", what, info, err)
	}
	historyOfDamaged(t, what, dir, id, other)
	exportOfDamaged(t, what, dir, id, slices.Contains(slices.Collect(maps.Values(want)), "lost"))
}

func historyOfDamaged(t *testing.T, what, dir, id, other string) {
	t.Helper()
	day := func(id string) string { return id[:len(library.NameTime)] }
	list, _ := clitest.Program(t, cmd.Run, 0, dir, "history")
	for text := range strings.Lines(list) {
		if strings.HasPrefix(text, day(id)) != strings.Contains(text, "damaged") {
			t.Errorf("%s: the history has %q", what, text)
		}
	}
	if !strings.Contains(list, day(id)) || !strings.Contains(list, day(other)+"  delivery   30:00") {
		t.Errorf("%s: the history is\n%s", what, list)
	}
}

func exportOfDamaged(t *testing.T, what, dir, id string, something bool) {
	t.Helper()
	data, told := clitest.Program(t, cmd.Run, 0, dir, "export", id, "-o", "-")
	if !strings.Contains(told, "damaged") || !strings.Contains(told, "import takes no damaged run") || something && !strings.Contains(told, " is lost\n") {
		t.Errorf("%s: export tells %q", what, told)
	}
	var complaint strings.Builder
	env := &cli.Env{In: strings.NewReader(data), Out: &strings.Builder{}, Err: &complaint, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"FACILITATE_STATE": filepath.Join(dir, "elsewhere")}[name]
	}}
	if status := cmd.Run(env, []string{"import", "-"}); status != 1 || complaint.Len() == 0 {
		t.Errorf("%s: import ends with %d, %q", what, status, &complaint)
	}
}
