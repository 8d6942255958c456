package runs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"facilitate/cmd"
	"facilitate/cmd/clitest"
	"facilitate/session/journal"
	"facilitate/session/run"
	"facilitate/timer"
)

var firstMorning = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

// proposals are what tune --json says of the phases, a line each.
func proposals(t *testing.T, out string) (tunedAnswer, string) {
	t.Helper()
	var answer tunedAnswer
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range answer.Phases {
		fmt.Fprintf(&b, "%s/%d %d runs, median %v, planned %v, proposed %v, cut %v, %s\n",
			p.Activity, p.Phase, len(p.Samples), p.Median, p.Planned, p.Proposed, p.Cut, p.Reason)
	}
	return answer, b.String()
}

type tunedAnswer struct {
	Rehearsals, Deliveries, Earlier, Changes int
	Booked                                   float64 `json:"booked_s"`
	Planned                                  float64 `json:"planned_s"`
	Proposed                                 float64 `json:"proposed_s"`
	Over                                     float64 `json:"over_s"`
	Written, Kept                            string
	Phases                                   []struct {
		Activity string
		Phase    int
		Samples  []float64 `json:"samples_s"`
		Median   float64   `json:"median_s"`
		Planned  float64   `json:"planned_s"`
		Proposed float64   `json:"proposed_s"`
		Cut      float64   `json:"cut_s"`
		Reason   string
	}
}

// shippedTimes are three rehearsals of the plan that ships, phase by phase, and
// what follows from them when worked out by hand.
var shippedTimes = []struct {
	phase             string
	times             [3]string
	median, proposed  int    // seconds
	duration, changed string // as the file has it, and shall have it
	reason            string
}{
	{"welcome/1", [3]string{"4:12", "5:03", "4:40"}, 280, 270, "5m", "4m30s", "as_measured"},
	{"myth-buster/1", [3]string{"6:14", "5:50", "6:02"}, 362, 360, "5m", "6m", "as_measured"},
	{"myth-buster/2", [3]string{"3:05", "3:10", "3:00"}, 185, 240, "5m", "4m", "at_least"},
	{"what-is-imh/1", [3]string{"5:15", "5:14", "5:16"}, 315, 330, "5m", "5m30s", "as_measured"}, // halfway: up
	{"what-is-imh/2", [3]string{"5:14", "5:14", "9:59"}, 314, 300, "5m", "5m", "as_measured"},
	{"statistics/1", [3]string{"-", "-", "5:45"}, 345, 300, "5m", "5m", "too_few_runs"},
	{"what-can-affect/1", [3]string{"4:59", "5:01", "5:00"}, 300, 300, "5m", "5m", "as_measured"},
	{"what-can-affect/2", [3]string{"5:44", "5:45", "-"}, 345, 360, "5m", "6m", "as_measured"}, // 5:44.5, and then halfway
	{"impact/1", [3]string{"4:10", "4:20", "4:50"}, 260, 270, "5m", "4m30s", "as_measured"},
	{"impact/2", [3]string{"4:31", "4:44", "4:46"}, 284, 270, "5m", "4m30s", "as_measured"},
	{"look-out-for/1", [3]string{"9:00", "9:20", "9:10"}, 550, 540, "10m", "9m", "as_measured"},
	{"look-out-for/2", [3]string{"5:05", "6:50", "7:10"}, 410, 420, "5m", "7m", "as_measured"},
	{"promoting/1", [3]string{"8:45", "8:46", "8:44"}, 525, 540, "10m", "9m", "as_measured"},
	{"promoting/2", [3]string{"4:00", "4:10", "4:20"}, 250, 300, "5m", "5m", "protected"},
	{"second-look/1", [3]string{"", "", ""}, 0, 240, "4m", "4m", "too_few_runs"}, // spare, and never taken
	{"self-care/1", [3]string{"3:20", "3:40", "3:30"}, 210, 210, "3m", "3m30s", "as_measured"},
	{"close/1", [3]string{"1:50", "2:10", "2:00"}, 120, 120, "2m", "2m", "as_measured"},
}

// keepShippedRuns keeps the three rehearsals.
func keepShippedRuns(t *testing.T, dir string) {
	t.Helper()
	src, _ := clitest.ShippedPlan(t)
	for n := range 3 {
		var times []string
		for _, p := range shippedTimes {
			if p.times[n] != "" {
				times = append(times, p.times[n])
			}
		}
		clitest.Run{
			Plan: src, Kind: journal.Rehearsal, Begin: firstMorning.AddDate(0, 0, n), Script: clitest.ScriptOfTimes(times...),
		}.Keep(t, dir)
	}
}

func TestTuneShippedPlan(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	keepShippedRuns(t, dir)
	out, _ := clitest.Program(t, cmd.Run, 0, dir, "tune", clitest.Shipped, "--json")
	answer, got := proposals(t, out)
	var want strings.Builder
	for _, p := range shippedTimes {
		runs := 0
		for _, took := range p.times {
			if took != "" && took != "-" {
				runs++
			}
		}
		planned, err := timer.ParseSpan(p.duration)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&want, "%s %d runs, median %d, planned %d, proposed %d, cut 0, %s\n", p.phase, runs, p.median, int(planned.Seconds()), p.proposed, p.reason)
	}
	if got != want.String() {
		t.Errorf("it proposes\n%s\nnot\n%s", got, want.String())
	}
	if answer.Rehearsals != 3 || answer.Deliveries != 0 || answer.Earlier != 0 || answer.Changes != 11 ||
		answer.Booked != 5400 || answer.Planned != 5100 || answer.Proposed != 5130 || answer.Over != 0 {
		t.Errorf("%+v", answer)
	}
}

// TestTuneAppliesToShippedPlan sees that exactly the lines of the durations
// change in a copy of the plan that ships.
func TestTuneAppliesToShippedPlan(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	keepShippedRuns(t, dir)
	src, _ := clitest.ShippedPlan(t)
	lines := strings.SplitAfter(string(src), "\n")
	next := 0
	for i, line := range lines {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), "duration: "); ok && i > 100 { // behind the time booked
			p := shippedTimes[next]
			if value != p.duration {
				t.Fatalf("line %d has %s, where %s has %s", i+1, value, p.phase, p.duration)
			}
			lines[i] = strings.Replace(line, p.duration, p.changed, 1)
			next++
		}
	}
	if next != len(shippedTimes) {
		t.Fatalf("%d durations were found", next)
	}
	want := strings.Join(lines, "")

	own := filepath.Join(dir, "own.yaml")
	if err := os.WriteFile(own, src, 0o640); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "copy.yaml")
	clitest.Program(t, cmd.Run, 2, dir, "tune", clitest.Shipped, "--apply") // it ships
	clitest.Program(t, cmd.Run, 0, dir, "tune", clitest.Shipped, "-o", copied)
	clitest.Program(t, cmd.Run, 0, dir, "tune", own, "--apply")
	for _, path := range []string{own, copied} {
		if got := clitest.ReadText(t, path); got != want {
			t.Errorf("%s is not what it should be:\n%s", path, got)
		}
		clitest.Program(t, cmd.Run, 0, dir, "check", path)
	}
	if got := clitest.ReadText(t, own+".bak"); got != string(src) {
		t.Errorf("what was kept is not what it was:\n%s", got)
	}
	out, _ := clitest.Program(t, cmd.Run, 0, dir, "tune", own)
	if !strings.Contains(out, "\nnothing would change\n") || !strings.Contains(out, "\nall 3 were of an earlier version of this plan\n") {
		t.Errorf("tuned again it says\n%s", out)
	}
}

// TestTuneLearns keeps runs of everything that can happen in one, and sees
// what of it is learnt.
func TestTuneLearns(t *testing.T) {
	t.Parallel()
	plan := []byte("id: w\ntitle: W\nduration: 1h\nactivities:\n" +
		"- {id: a, title: A, duration: 5m}\n- {id: b, title: B, phases: [{name: One, duration: 5m}, {name: Two, duration: 5m}]}\n- {id: c, title: C, duration: 5m}\n")
	for _, c := range []struct {
		name string
		run  clitest.Run
		want string // samples of the four phases, in seconds
	}{
		{"all", clitest.Run{Script: clitest.ScriptOfTimes("1:00", "2:00", "3:00", "4:00")}, "60 120 180 240"},
		{"a pause", clitest.Run{Script: "0:00 start\n1:00 pause\n5:00 resume\n6:00 next\n7:00 finish"}, "120 - - -"},
		{"back, and on again", clitest.Run{Script: "0:00 start\n1:00 next\n2:00 back\n3:00 next\n5:00 next\n5:10 finish"}, "120 180 - -"},
		{"skipped", clitest.Run{Script: "0:00 start\n1:00 skip\n2:00 next\n3:00 skip\n4:00 next"}, "- 60 - 60"},
		{"undone", clitest.Run{Script: "0:00 start\n1:00 next\n2:00 undo\n3:00 next\n5:00 finish"}, "180 - - -"},
		{"not finished", clitest.Run{Script: "0:00 start\n1:00 next\n2:00 next\n", Left: 9 * time.Minute}, "60 60 - -"},
		{"touched only", clitest.Run{Script: "0:00 start\n0:00 next\n1:00 next\n2:00 finish"}, "- 60 - -"},
		{"credited", clitest.Run{Kind: journal.Rehearsal, Script: "0:00 start\n1:00 credit\n3:00 next\n4:00 credit\n5:00 next"}, "- 120 - 60"},
		{"a lap", clitest.Run{Kind: journal.Rehearsal, Script: "0:00 start\n1:00 lap\n3:00 next\n4:00 finish"}, "120 - - -"},
		{"a part", clitest.Run{Kind: journal.Rehearsal, Part: &run.Part{From: 1, To: 1}, Script: "0:00 start\n1:00 next\n3:00 next"}, "- 60 120 -"},
		{"never started", clitest.Run{Script: ""}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			c.run.Plan, c.run.Begin = plan, firstMorning
			if c.run.Kind == "" {
				c.run.Kind = journal.Delivery
			}
			c.run.Keep(t, dir)
			path := filepath.Join(dir, "w.yaml")
			if err := os.WriteFile(path, plan, 0o600); err != nil {
				t.Fatal(err)
			}
			out, _ := clitest.Program(t, cmd.Run, 0, dir, "tune", path, "--json")
			answer, _ := proposals(t, out)
			var got []string
			for _, p := range answer.Phases {
				text := "-"
				if len(p.Samples) > 0 {
					text = fmt.Sprint(p.Samples[0])
				}
				got = append(got, text)
			}
			if answer.Rehearsals+answer.Deliveries == 0 {
				got = nil
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("it learns %s, not %s", got, c.want)
			}
		})
	}
}

// TestTuneWhichRuns sees that the runs of the plan asked for count, of the kind
// that is asked for.
func TestTuneWhichRuns(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	plan := func(id, title string) []byte {
		return fmt.Appendf(nil, "%stitle: %s\nduration: 1h\nactivities: [{id: a, title: A, duration: 5m}]\n", id, title)
	}
	one, two, none := plan("id: one\n", "Same"), plan("id: two\n", "Same"), plan("", "Other")
	for n, s := range []clitest.Run{
		{Plan: one, Kind: journal.Delivery, Script: clitest.ScriptOfTimes("1:00")},
		{Plan: one, Kind: journal.Rehearsal, Script: clitest.ScriptOfTimes("2:00")},
		{Plan: plan("id: one\n", "Renamed"), Kind: journal.Rehearsal, Script: clitest.ScriptOfTimes("3:00")},
		{Plan: two, Kind: journal.Rehearsal, Script: clitest.ScriptOfTimes("4:00")},
		{Plan: none, Kind: journal.Delivery, Script: clitest.ScriptOfTimes("5:00")},
		{Plan: plan("id: now-it-has-one\n", "Other"), Kind: journal.Delivery, Script: clitest.ScriptOfTimes("6:00")},
	} {
		s.Begin = firstMorning.AddDate(0, 0, n)
		s.Keep(t, dir)
	}
	for name, src := range map[string][]byte{"one": one, "two": two, "none": none} {
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), src, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		plan, from                      string
		samples                         []float64
		rehearsals, deliveries, earlier int
	}{
		{"one", "both", []float64{60, 120, 180}, 2, 1, 1},
		{"one", "rehearsals", []float64{120, 180}, 2, 0, 1},
		{"one", "deliveries", []float64{60}, 0, 1, 0},
		{"two", "both", []float64{240}, 1, 0, 0},
		{"two", "deliveries", []float64{}, 0, 0, 0},
		{"none", "both", []float64{300, 360}, 0, 2, 1},
	} {
		out, _ := clitest.Program(t, cmd.Run, 0, dir, "tune", filepath.Join(dir, c.plan+".yaml"), "--from", c.from, "--json")
		answer, _ := proposals(t, out)
		if got := answer.Phases[0].Samples; !slices.Equal(got, c.samples) ||
			answer.Rehearsals != c.rehearsals || answer.Deliveries != c.deliveries || answer.Earlier != c.earlier {
			t.Errorf("%s from %s: %+v", c.plan, c.from, answer)
		}
	}
}

// TestTuneAppliesInStyle changes plans written in all kinds of styles, and sees
// that exactly the marked values have changed: "<5m|6m>" is 5m, and shall be 6m.
// Every phase took six minutes.
func TestTuneAppliesInStyle(t *testing.T) {
	t.Parallel()
	const commented = `# A plan with a comment on everything: 5m.
id: styles # 5m
title: "Übung 👶" # ümläüts
duration: 2h   # booked; the phases take 5m each

# duration: 5m
activities: # all of them
  # the first
  - id: one    # duration: 5m
    title: One # 5m
    # how long
    duration: <5m|6m>     # 5m

    at_least: 5m # no less
  - {id: flow, title: "{duration: 5m}", duration: <5 min|6m>, at_least: 1m} # duration: 5m
  -   title:    'Ünïcödé 学习'
      id:   odd
      duration:	"<5m|6m>"	# with tabs
  - id: phases
    title: Phases
    phases:
    - {name: "äöü, 👩‍👧", duration: '<300s|6m>', notes: [{say: "duration: 5m"}]}
    - name: |
        duration: 5m
      duration: <360s|360s>
    - "name": Last
      "duration" :   <0h5m|6m>
# the end: 5m`
	styles := map[string]func(string) string{
		"as it is":         func(s string) string { return s },
		"with a last line": func(s string) string { return s + "\n" },
		"CRLF":             func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"BOM":              func(s string) string { return "\ufeff" + s },
		"BOM and CRLF":     func(s string) string { return "\ufeff" + strings.ReplaceAll(s, "\n", "\r\n") + "\r\n" },
	}
	marked := regexp.MustCompile(`<([^|]*)\|([^>]*)>`)
	for name, style := range styles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			before, after := style(marked.ReplaceAllString(commented, "$1")), style(marked.ReplaceAllString(commented, "$2"))
			for n := range 2 {
				clitest.Run{
					Plan: []byte(before), Kind: journal.Rehearsal, Begin: firstMorning.AddDate(0, 0, n),
					Script: clitest.ScriptOfTimes("6:00", "6:00", "6:00", "6:00", "6:00", "6:00"),
				}.Keep(t, dir)
			}
			path := filepath.Join(dir, "styles.yaml")
			if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
				t.Fatal(err)
			}
			change, _ := clitest.Program(t, cmd.Run, 0, dir, "tune", path, "--diff")
			clitest.Program(t, cmd.Run, 0, dir, "tune", path, "--apply")
			if got := clitest.ReadText(t, path); got != after {
				t.Errorf("it is now\n%q\nnot\n%q", got, after)
			}
			clitest.Program(t, cmd.Run, 0, dir, "check", path)
			patch, err := exec.LookPath("patch")
			if err != nil {
				t.Skip("there is no patch")
			}
			patched := exec.Command(patch, "--binary", filepath.Join(dir, "styles.yaml.bak"))
			patched.Stdin = strings.NewReader(change)
			if out, err := patched.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s\n%s", err, out, change)
			}
			if got := clitest.ReadText(t, path+".bak"); got != after {
				t.Errorf("patch makes of it\n%q\nnot\n%q", got, after)
			}
		})
	}
}

// TestDocsRehearsing holds the examples of the page to what the scripts show.
func TestDocsRehearsing(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "rehearsing.md")
	for script, sections := range map[string][]string{"tune": {"walk.yaml", "proposal.txt"}, "history": {"river.txt"}} {
		archive, err := txtar.ParseFile(filepath.Join("testdata", "script", script+".txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			if i := slices.Index(sections, f.Name); i >= 0 {
				sections = slices.Delete(sections, i, i+1)
				shown := strings.ReplaceAll(string(f.Data), " --state-dir other", "") // the page's runs are in the usual place
				if !strings.Contains(page, shown+"```\n") {
					t.Errorf("the page does not have %s of %s.txtar:\n%s", f.Name, script, shown)
				}
			}
		}
		if len(sections) > 0 {
			t.Errorf("%s.txtar has no %s", script, sections)
		}
	}
}
