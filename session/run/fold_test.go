package run_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// recorded is a delivery by commands, "0s start; 1m next", as it is kept: the
// first record is a journal's own.
func recorded(t *testing.T, plan *session.Plan, script string) (r run.Recording, whole *run.State) {
	t.Helper()
	whole = run.New(plan, run.Booking{})
	keep := func(e run.Event, now time.Time) {
		n := len(r.Entries)
		r.Entries = append(r.Entries, run.Entry{Seq: n + 2, Number: n + 1, At: now, Event: e})
		whole.Apply(e)
	}
	for line := range strings.SplitSeq(script, ";") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		now := instant(words[0])
		if words[1] == "sleep" {
			d, err := time.ParseDuration(words[2])
			if err != nil {
				t.Fatal(err)
			}
			keep(run.GapRecorded{Gap: run.Gap{Begin: now.Add(-d), End: now, Cause: run.Sleep}}, now)
			continue
		}
		e, err := run.Decide(whole, keptCommand(words[1:]), now)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		keep(e, now)
	}
	return r, whole
}

// keptCommand reads a command, and those that have no written form: line TEXT,
// edit ID TEXT, strike ID, form SCALE, correct ID SCALE and form-strike ID.
func keptCommand(words []string) run.Command {
	form := func(scale string) run.Form {
		return run.Form{Answers: []run.FormAnswer{{Question: "s", Scale: number(scale)}}}
	}
	switch words[0] {
	case "line":
		return run.CaptureLine{Kind: run.RoomSaid, Text: words[1]}
	case "edit":
		return run.EditLine{ID: number(words[1]), Text: words[2]}
	case "strike":
		return run.StrikeLine{ID: number(words[1])}
	case "form":
		return run.TakeForm{Form: form(words[1])}
	case "correct":
		return run.CorrectForm{ID: number(words[1]), Form: form(words[2])}
	case "form-strike":
		return run.StrikeForm{ID: number(words[1])}
	}
	return command(words)
}

func number(text string) (n int) {
	if _, err := fmt.Sscan(text, &n); err != nil {
		panic(err)
	}
	return n
}

// without is a recording that lacks entries, by their index.
func without(r run.Recording, lost ...int) run.Recording {
	left := run.Recording{Booking: r.Booking}
	gone := map[int]bool{}
	for _, i := range lost {
		gone[i] = true
	}
	before := zero
	for i, e := range r.Entries {
		if gone[i] {
			left.Lost = append(left.Lost, run.Lost{From: e.Seq, To: e.Seq, After: before})
			continue
		}
		before = e.At
		left.Entries = append(left.Entries, e)
	}
	return left
}

func lossPlan() *session.Plan {
	plan := planOf(time.Hour, "a 10m; b 10m; c 10m")
	plan.Evaluation.Questions = []session.Question{{ID: "s", Kind: session.Scale}}
	return plan
}

// kept writes the lines, the forms and the gaps that are counted out.
func kept(s *run.State) string {
	var b strings.Builder
	for _, c := range s.Captures() {
		fmt.Fprintf(&b, "%d:%s", c.ID, c.Text)
		if c.Lost {
			b.WriteByte('?')
		}
		if c.Struck {
			b.WriteByte('-')
		}
		b.WriteByte(' ')
	}
	for _, f := range s.Forms() {
		fmt.Fprintf(&b, "form %d", f.ID)
		if f.Lost {
			b.WriteByte('?')
		} else {
			fmt.Fprintf(&b, "=%d", f.Form.Answers[0].Scale)
		}
		if f.Struck {
			b.WriteByte('-')
		}
		b.WriteByte(' ')
	}
	for _, g := range s.Absences(instant("1h")) {
		if g.Out {
			fmt.Fprintf(&b, "out %s ", offset(g.Begin))
		}
	}
	return strings.TrimSpace(statuses(s) + " " + b.String())
}

// What a lost record costs.
func TestLostRecords(t *testing.T) {
	t.Parallel()
	plan := lossPlan()
	for _, c := range []struct {
		name, script string
		lost         []int
		want         string
		told         string // each a part of what is told, by ";"
	}{
		{"nothing", "0s start; 1m line x; 2m next", nil, "dcp 1:x", ""},
		{"a line", "0s line x; 1m line y; 2m line z", []int{1}, "ppp 1:x 2:(this line was lost)? 3:z", "line 2 is lost"},
		{"two lines", "0s line w; 1m line x; 2m line y; 3m line z", []int{1, 2}, "ppp 1:w 2:(this line was lost)? 3:(this line was lost)? 4:z", "line 2 is lost;line 3 is lost"},
		{"a line that was edited", "0s line x; 1m line y; 2m edit 1 z", []int{0}, "ppp 1:z 2:y", "line 1 is lost;edits line 1, which was lost"},
		{"the newest line, edited", "0s line x; 1m line y; 2m edit 2 z", []int{1}, "ppp 1:x 2:z", "line 2 is lost;edits line 2, which was lost"},
		{"a line that was struck", "0s line x; 1m strike 1; 2m line y", []int{0}, "ppp 1:(this line was lost)?- 2:y", "line 1 is lost;strikes line 1, which was lost"},
		{"a form", "0s form 1; 1m form 2; 2m form 3", []int{0}, "ppp form 1? form 2=2 form 3=3", "form 1 is lost"},
		{"a form, corrected", "0s form 1; 1m form 2; 2m correct 1 5; 3m form-strike 2", []int{0}, "ppp form 1=5 form 2=2-", "form 1 is lost;corrects form 1, which was lost"},
		{"a form, before an undo", "0s form 1; 1m form 2; 2m form 3; 3m undo", []int{1}, "ppp form 1=1 form 2?", "form 2 is lost"},
		{"a form that was taken back", "0s form 1; 1m form 2; 3m undo; 4m form 3", []int{1}, "ppp form 1=1 form 2=3", "what it takes back is lost"},
		{"the start", "0s start; 1m next; 2m next", []int{0}, "ddc", "the start is lost: it is taken to have been at 10:00:00"},
		{"the start, which was taken back", "0s start; 1m undo; 2m line x", []int{0}, "ppp 1:x", "what it takes back is lost"},
		{"all up to a resumption", "0s start; 1m pause; 2m resume; 3m next", []int{0, 1}, "dcp", "the start is lost;the beginning of a pause is lost"},
		{"the end of a pause", "0s start; 1m pause; 2m resume; 3m pause break; 4m next", []int{2}, "dcp", "the end of a pause is lost: it is taken to have been at 10:01:00"},
		{"that the end was taken back", "0s start; 1m finish; 2m undo; 3m next; 4m next", []int{2}, "ddc", "the session went on with entry 5"},
		{"that the start was taken back", "0s start; 1m next; 2m undo; 2m undo; 3m start; 4m next", []int{3}, "dcp", "the session went on with entry 6"},
		{"a move before an undo", "0s start; 1m next; 2m extend 1m; 3m undo", []int{2}, "dcp", "what it takes back is lost"},
		{"a move", "0s start; 1m next; 2m next; 3m undo", []int{1}, "dcp", "a move to b/1 is lost: it is taken to have been at 10:00:00"},
		{"a move, by a line", "0s start; 1m next; 2m line x; 3m line y", []int{1}, "dcp 1:x 2:y", "a move to b/1 is lost: it is taken to have been at 10:00:00"},
		{"a move, by more time", "0s start; 1m next; 2m extend 1m", []int{1}, "dcp", "a move to b/1 is lost"},
		{"a move, by going on", "0s start; 1m next; 2m line x; 3m next; 4m next", []int{3}, "ddd 1:x", "a move to c/1 is lost: it is taken to have been at 10:02:00"},
		{"a move, that was taken back", "0s start; 1m next; 2m line x; 3m undo; 4m line y", []int{1}, "cpp 1:x 2:y", "a move to b/1 is lost"},
		{"a step back", "0s start; 1m next; 2m extend 1m; 3m back; 4m line x", []int{3}, "cpp 1:x", "a move to a/1 is lost"},
		{"that a move was taken back", "0s start; 1m next; 2m undo; 3m line x", []int{2}, "cpp 1:x", "that the move to b/1 was taken back is lost"},
		{"a move that nothing tells of", "0s start; 1m next; 2m until 50m", []int{1}, "cpp", ""},
		{"a move that was backdated", "0s start; 5m next; 6m backdate 2m", []int{1}, "cpp", "entry 4 moves the last change of phase or pause to an earlier time"},
		{"what came between a move and its backdating", "0s start; 5m next; 6m extend 1m; 7m backdate 2m", []int{2}, "dcp", "see whether the times are right"},
		{"the end of a pause, of which nothing more is heard", "0s start; 1m pause; 2m resume; 3m next", []int{2}, "dcp", "an entry is lost in the pause that began at 10:01:00"},
		{"the beginning of a pause", "0s start; 1m line x; 2m pause break; 3m line y; 5m resume; 6m next", []int{2}, "dcp 1:x 2:y", "the beginning of a pause is lost: it is taken to have been at 10:01:00"},
		{"the beginning of a pause that was named", "0s start; 1m line x; 2m pause; 3m pause break", []int{2}, "cpp 1:x", "the beginning of a pause is lost"},
		{"a line in a pause", "0s start; 1m pause; 2m line x; 3m resume; 4m next; 5m line y", []int{2}, "dcp 1:(this line was lost)? 2:y", "line 1 is lost"},
		{"that the end was taken back, before a form", "0s start; 1m finish; 2m undo; 3m form 1; 4m next; 5m form 2", []int{2}, "dcp form 1=1 form 2=2", "the session went on with entry 6"},
		{"that a form was taken back", "0s form 1; 1m form 2; 2m undo; 3m form 3; 4m form 4", []int{2}, "ppp form 1=1 form 2=3 form 3=4", "that form 2 was taken back is lost"},
		{"a form, before others and their undo", "0s form 1; 1m form 2; 2m start; 3m next; 4m undo; 5m form 3", []int{1}, "cpp form 1=1 form 2? form 3=3", "form 2 is lost"},
		{"the start, before an undo", "0s start; 1m extend 1m; 2m undo; 3m next", []int{0}, "dcp", "the start is lost"},
		{"an undo", "0s start; 1m next; 2m next; 3m undo; 4m undo", []int{3}, "cpp", "takes back 2 commands"},
		{"a gap that was taken out", "0s start; 2m sleep 1m; 4m sleep 1m; 5m exclude-gap; 6m exclude-gap", []int{2}, "cpp out 1m", "there is no such gap"},
		{"a gap before one that was taken out", "0s start; 2m sleep 1m; 4m sleep 1m; 5m exclude-gap", []int{1}, "cpp out 3m", ""},
		{"another gap than the one that is put back", "0s start; 2m sleep 1m; 4m sleep 1m; 5m exclude-gap; 6m exclude-gap; 7m undo", []int{1}, "cpp out 3m", "there is no such gap;what it takes back is lost"},
	} {
		whole, state := recorded(t, plan, c.script)
		if len(c.lost) == 0 && kept(state) != c.want {
			t.Errorf("%s: %s", c.name, kept(state))
		}
		hurt := without(whole, c.lost...)
		s, told := hurt.Fold(plan, nil)
		if got := kept(s); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		want := strings.Split(c.told, ";")
		if c.told == "" {
			want = nil
		}
		if len(told) != len(want) {
			t.Errorf("%s: told %q, want %q", c.name, told, want)
			continue
		}
		for i, part := range want {
			if !strings.Contains(told[i], part) {
				t.Errorf("%s: told %q, want %q", c.name, told[i], part)
			}
		}
	}
}

// Whether a move is lost, or that an activity was left out, nobody knows.
func TestLostMoveOrDrop(t *testing.T) {
	t.Parallel()
	plan := planOf(20*time.Minute, "a 10m; b 10m optional; c 10m")
	r, _ := recorded(t, plan, "0s start; 5m recover drop; 6m next")
	hurt := without(r, 1)
	if s, told := hurt.Fold(plan, nil); statuses(s) != "dpc" || len(told) != 1 || !strings.Contains(told[0], "entry 4 goes on to a phase that was not the next") {
		t.Errorf("%s, told %q", statuses(s), told)
	}
}

// Records of earlier versions name neither what they take back nor the gap.
func TestFoldOfEarlierRecords(t *testing.T) {
	t.Parallel()
	plan := lossPlan()
	r, whole := recorded(t, plan, "0s start; 2m sleep 1m; 4m sleep 1m; 5m exclude-gap; 6m next; 7m undo; 8m line x")
	for i := range r.Entries {
		e := &r.Entries[i]
		e.Number = 0
		switch v := e.Event.(type) {
		case run.Undone:
			e.Event = run.Undone{}
		case run.GapExcluded:
			e.Event = run.GapExcluded{Gap: v.Gap}
		}
	}
	s, told := r.Fold(plan, nil)
	if got, want := digest(s, instant("9m")), digest(whole, instant("9m")); got != want || len(told) > 0 {
		t.Errorf("told %q:%s", told, differences(got, want))
	}
	hurt := without(r, 4)
	if _, told := hurt.Fold(plan, nil); len(told) != 1 || !strings.Contains(told[0], "see whether the place is right") {
		t.Errorf("told %q", told)
	}
	hurt = without(r, 2)
	if _, told := hurt.Fold(plan, nil); len(told) != 1 || !strings.Contains(told[0], "there is no such gap") {
		t.Errorf("told %q", told)
	}
	r.Entries[3].Event = run.GapExcluded{Gap: 0}
	hurt = without(r, 2)
	if _, told := hurt.Fold(plan, nil); len(told) != 1 || !strings.Contains(told[0], "entry 5 takes a gap out by its place among all") {
		t.Errorf("told %q", told)
	}
}

// An event on which the program fails is left out, and told.
func TestFoldSurvivesTheProgram(t *testing.T) {
	t.Parallel()
	plan := lossPlan()
	r, whole := recorded(t, plan, "0s start; 1m next")
	r.Entries = append(r.Entries, run.Entry{Seq: 4, At: instant("2m"), Event: struct{ run.Event }{}})
	s, told := r.Fold(plan, nil)
	if len(told) != 1 || !strings.Contains(told[0], "entry 4 does not fit") || !strings.Contains(told[0], "the program failed on it") {
		t.Errorf("told %q", told)
	}
	if digest(s, instant("3m")) != digest(whole, instant("3m")) {
		t.Error("what went before is another")
	}
}

// What was given, what it changed, and when it was taken back.
func TestHistory(t *testing.T) {
	t.Parallel()
	r, _ := recorded(t, lossPlan(), "0s book 5m; 1m start; 2m extend 2m; 3m undo; 4m skip activity; 5m line x; 6m until 20m; "+
		"7m recover trim; 8m pause; 9m pause break; 10m sleep 1m; 10m exclude-gap; 11m backdate 1m; 12m goto a; 12m undo; 13m form 1")
	var history run.History
	s, told := r.Fold(lossPlan(), &history)
	if len(told) > 0 {
		t.Fatal(told)
	}
	value := func(v any) string {
		if at, ok := v.(time.Time); ok {
			return offset(at)
		}
		return fmt.Sprint(v)
	}
	var got []string
	for _, g := range history {
		line := strings.TrimSpace(offset(g.At) + " " + strings.TrimSpace(string(g.Word)+" "+g.Option))
		for _, e := range g.Effects {
			whose := "session"
			if e.Phase != run.NoPhase {
				whose = s.Name(e.Phase)
			}
			line += fmt.Sprintf("; %s of %s: %s to %s", e.Figure, whose, value(e.From), value(e.To))
		}
		if !g.Undone.IsZero() {
			line += "; undone at " + offset(g.Undone)
		}
		got = append(got, line)
	}
	want := []string{
		"0s book; scheduled start of session: <nil> to 5m",
		"1m start; status of a/1: pending to current",
		"2m extend; budget of a/1: 10m0s to 12m0s; undone at 3m",
		"4m skip; status of a/1: current to skipped",
		"6m until; hard end of session: 1h5m to 20m",
		"7m recover trim; budget of c/1: 10m0s to 6m0s",
		"8m pause; pause of session: <nil> to other",
		"9m pause; pause of session: other to break",
		"10m exclude-gap; gaps of session: 0s to 1m0s",
		"11m backdate; last move of session: 8m to 7m",
		"12m goto; status of b/1: current to pending; status of a/1: skipped to current; undone at 12m",
		"13m form",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
