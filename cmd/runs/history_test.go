package runs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"facilitate/cmd"
	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/library"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer/timertest"
)

var threePhases = []byte("id: w\ntitle: W\nduration: 1h\nactivities:\n" +
	"- {id: a, title: A, duration: 5m}\n- {id: b, title: B, phases: [{name: One, duration: 5m}, {name: Two, duration: 5m}]}\n")

// TestHistoryHowFar sees what is said of runs that ended in different ways.
func TestHistoryHowFar(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for n, c := range []clitest.Run{
		{Kind: journal.Delivery, Script: clitest.ScriptOfTimes("5:00", "6:00", "7:00")},
		{Kind: journal.Delivery, Script: "0:00 start\n5:00 next\n6:00 finish"},
		{Kind: journal.Delivery, Script: "0:00 start\n5:00 next\n", Left: 12 * time.Minute},
		{Kind: journal.Rehearsal, Script: "0:00 start\n4:00 next\n8:00 next", Part: &run.Part{From: 1, To: 1}},
		{Kind: journal.Rehearsal, Script: "0:00 start\n1:00 next\n2:00 credit\n3:00 next"},
		{Kind: journal.Rehearsal, Script: ""},
	} {
		c.Plan, c.Begin = threePhases, firstMorning.AddDate(0, 0, n)
		c.Keep(t, dir)
	}
	path := filepath.Join(dir, "w.yaml")
	if err := os.WriteFile(path, threePhases, 0o600); err != nil {
		t.Fatal(err)
	}
	out, complaint := clitest.Program(t, cmd.Run, 0, dir, "history", path)
	if want := `W
RUN              KIND       LENGTH  AT THE END   FINISHED
2026-11-25-0930  rehearsal    7:00  8:00 ahead   yes
2026-11-24-0930  rehearsal    8:00  2:00 ahead   yes, a part
2026-11-23-0930  delivery    12:00  2:00 behind  1 of 3
2026-11-22-0930  delivery     6:00  9:00 ahead   2 of 3, ended
2026-11-21-0930  delivery    18:00  3:00 behind  yes

ACTIVITY  PLANNED   21 Nov   22 Nov   23 Nov   24 Nov   25 Nov
                      del.     del.     del.     reh.     reh.
A            5:00  ▄  5:00  ▄  5:00  ▄  5:00        ·  ▁  1:00
B           10:00  ▅ 13:00        ·        ·  ▃  8:00        ·
Oldest run first. ▄ as planned, ▂ half of that, █ twice that or more, · not done
in whole.

more of a run:
  facilitate report 2026-11-25-0930
`; out != want || complaint != "" {
		t.Errorf("it says\n%s%s\nnot\n%s", out, complaint, want)
	}
	out, _ = clitest.Program(t, cmd.Run, 0, dir, "history", path, "--json")
	var answer struct {
		Runs []struct {
			Run, Short, Kind, State string
			Part                    bool
			Started                 time.Time
			Lasted                  float64 `json:"lasted_s"`
			Drift                   float64 `json:"drift_s"`
			Passed, Phases          int
			Activities              []*float64
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range answer.Runs {
		line := fmt.Sprint(r.Short, r.Kind, r.State, r.Part, r.Started.Format(" 2006-01-02T15:04 "), r.Lasted, r.Drift, r.Passed, r.Phases)
		for _, a := range r.Activities {
			if a == nil {
				line += " null"
				continue
			}
			line += fmt.Sprint(" ", *a)
		}
		if !strings.HasPrefix(r.Run, r.Short) {
			t.Errorf("%s for %s", r.Short, r.Run)
		}
		got = append(got, line)
	}
	if want := []string{
		"2026-11-25-0930rehearsalfinishedfalse 2026-11-25T09:30 420 -480 3 3 60 null",
		"2026-11-24-0930rehearsalfinishedtrue 2026-11-24T09:30 480 -120 2 2 null 480",
		"2026-11-23-0930deliveryunfinishedfalse 2026-11-23T09:30 720 120 1 3 300 null",
		"2026-11-22-0930deliveryfinishedfalse 2026-11-22T09:30 360 -540 2 3 300 null",
		"2026-11-21-0930deliveryfinishedfalse 2026-11-21T09:30 1080 180 3 3 300 780",
	}; !slices.Equal(got, want) {
		t.Errorf("as JSON it is\n%s", strings.Join(got, "\n"))
	}
}

// TestHistoryDamaged spoils runs and sees that the others are told all the same.
func TestHistoryDamaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var ids []string
	for n := range 4 {
		ids = append(ids, clitest.Run{
			Plan: threePhases, Kind: journal.Delivery, Begin: firstMorning.AddDate(0, 0, n), Script: clitest.ScriptOfTimes("5:00", "6:00", "7:00"),
		}.Keep(t, dir))
	}
	at := func(n int, name string) string { return filepath.Join(dir, "runs", ids[n], name) }
	text := []byte(clitest.ReadText(t, at(1, "journal")))
	text[strings.Index(string(text), `"seq":4`)+2] ^= 1
	for path, data := range map[string][]byte{
		at(1, "journal"):                text,
		at(2, "plan.yaml"):              []byte("title: of another plan\n"),
		filepath.Join(dir, "w.yaml"):    threePhases,
		filepath.Join(dir, "runs", "x"): nil,
	} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(at(3, "plan.yaml")); err != nil {
		t.Fatal(err)
	}
	out, complaint := clitest.Program(t, cmd.Run, 0, dir, "history", filepath.Join(dir, "w.yaml"))
	_, list, _ := strings.Cut(out, "\n")
	list, _, _ = strings.Cut(list, "\n\n")
	if want := `RUN              KIND      LENGTH  AT THE END   FINISHED
2026-11-24-0930  delivery       –  –            cannot be read
2026-11-23-0930  delivery       –  –            cannot be read
2026-11-22-0930  delivery   18:00  3:00 behind  yes, damaged
2026-11-21-0930  delivery   18:00  3:00 behind  yes`; list != want || complaint != "" {
		t.Errorf("it says\n%s%s\nnot\n%s", list, complaint, want)
	}
}

// TestHistoryWidths sees that the chart stays within its width, however many
// runs there are, and that the newest are in it.
func TestHistoryWidths(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	src, _ := clitest.ShippedPlan(t)
	kept := 0
	for n, runs := range []int{1, 2, 4, 5, timertest.Amount(14, 60)} {
		for ; kept < runs; kept++ {
			var times []string
			for _, p := range shippedTimes {
				if took := p.times[(kept+len(times))%2]; took != "" {
					times = append(times, took)
				}
			}
			clitest.Run{Plan: src, Kind: journal.Rehearsal, Begin: firstMorning.AddDate(0, 0, kept), Script: clitest.ScriptOfTimes(times...)}.Keep(t, dir)
		}
		for i, width := range []int{40, 60, 64, 80, 100} {
			if (n+i)%timertest.Every(2) > 0 {
				continue // so many runs in other widths, this width with other runs
			}
			var out, complaint strings.Builder
			env := &cli.Env{Out: &out, Err: &complaint, Now: time.Now, Getenv: func(name string) string {
				return map[string]string{"FACILITATE_STATE": dir, "COLUMNS": fmt.Sprint(width)}[name]
			}}
			if status := cmd.Run(env, []string{"history", clitest.Shipped}); status != 0 {
				t.Fatal(complaint.String())
			}
			for line := range strings.Lines(out.String()) {
				if w := ansi.StringWidth(strings.TrimSuffix(line, "\n")); w > width {
					t.Errorf("%d runs in %d columns: %d in\n%s", runs, width, w, line)
				}
			}
			// Looking after ourselves took 3:20 and 3:40 in turn.
			newest := []string{"3:40", "3:20"}[kept%2]
			row := out.String()[strings.LastIndex(out.String(), "Looking after"):]
			row, _, _ = strings.Cut(row, "\n")
			if !strings.Contains(row, newest) || !strings.Contains(row, "▄") && !strings.Contains(row, "▅") {
				t.Errorf("%d runs in %d columns: %s", runs, width, row)
			}
		}
	}
}

func TestShortNames(t *testing.T) {
	t.Parallel()
	ids := []string{"2026-11-22-0930-a-aaaa", "2026-11-21-0930-a-aaaa", "2026-11-21-0931-a-aaaa", "2026-11-22-0930-a-aabb", "2026-11-22-0930-b-aaaa"}
	short := library.ShortNames(ids)
	for i, want := range []string{"2026-11-22-0930-a-aaaa", "2026-11-21-0930", "2026-11-21-0931", "2026-11-22-0930-a-aabb", "2026-11-22-0930-b-aaaa"} {
		if got := short[ids[i]]; got != want {
			t.Errorf("%s is %s, not %s", ids[i], got, want)
		}
	}
	if got := library.ShortNames(ids[1:2]); got[ids[1]] != "2026-11-21-0930" {
		t.Errorf("the only one is %s", got)
	}
}

// TestNamesInATable: runs begun in one minute are shown by names that tell them apart,
// however long those of their plan are, and that report takes.
func TestNamesInATable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	src, _ := clitest.ShippedPlan(t)
	for range 3 {
		clitest.Run{Plan: src, Kind: journal.Delivery, Begin: firstMorning, Script: clitest.ScriptOfTimes("4:00")}.Keep(t, dir)
	}
	run := func(args ...string) string {
		var out, complaint strings.Builder
		env := &cli.Env{Out: &out, Err: &complaint, Now: time.Now, Getenv: func(name string) string {
			return map[string]string{"FACILITATE_STATE": dir, "COLUMNS": "80"}[name]
		}}
		if status := cmd.Run(env, args); status != 0 {
			t.Errorf("%v: %s", args, complaint.String())
		}
		return out.String()
	}
	ids := map[string]bool{}
	for _, args := range [][]string{{"history"}, {"history", clitest.Shipped}} {
		_, table, _ := strings.Cut(run(args...), "RUN ")
		for _, line := range strings.Split(table, "\n")[1:4] {
			name := strings.Fields(line)[0]
			_, id, _ := strings.Cut(run("report", name), "\nRun ")
			id, _, _ = strings.Cut(id, "\n")
			if !strings.HasPrefix(id, name[:len(library.NameTime)]) || !strings.Contains(line, " of ") { // how far it came has room
				t.Errorf("%s is the run %q, in %q", name, id, line)
			}
			ids[id] = true
		}
	}
	if len(ids) != 3 {
		t.Errorf("of three runs %d are shown", len(ids))
	}
}

func TestBriefNames(t *testing.T) {
	t.Parallel()
	ids := []string{"2026-11-22-0930-a-aaaa", "2026-11-21-0930-a-aaaa", "2026-11-22-0930-a-aabb", "2026-11-22-0930-b-aabb", "2026-11-22-0930-aabb"}
	brief := library.BriefNames(ids)
	for i, want := range []string{"2026-11-22-0930-aaaa", "2026-11-21-0930", ids[2], ids[3], "2026-11-22-0930-aabb"} {
		if got := brief[ids[i]]; got != want {
			t.Errorf("%s is %s, not %s", ids[i], got, want)
		}
	}
}
