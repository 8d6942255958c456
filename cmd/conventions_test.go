package cmd

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
)

// carriedOut is what a command line said, with runs and plans kept in a folder.
func carriedOut(folder, input string, args ...string) (status int, out, complaint string) {
	var answer, told bytes.Buffer
	env := &cli.Env{In: strings.NewReader(input), Out: &answer, Err: &told, Now: time.Now, Getenv: func(name string) string {
		return map[string]string{"FACILITATE_STATE": folder, "FACILITATE_PLANS": folder}[name]
	}}
	status = Run(env, args)
	return status, answer.String(), told.String()
}

// TestOneFlagOneMeaning sees that a flag takes the same in every command that has it.
func TestOneFlagOneMeaning(t *testing.T) {
	t.Parallel()
	commands := map[string]int{}
	for _, c := range NewRoot(&cli.Env{Out: io.Discard, Err: io.Discard, Getenv: func(string) string { return "" }}, nil).Commands() {
		for flag, good := range map[string]string{"start": "09:30", "end": "11:00", "kind": "rehearsal"} {
			f := c.Flags().Lookup(flag)
			if f == nil {
				continue
			}
			commands[flag]++
			if flag == "kind" {
				continue
			}
			// With a plan that is not there nothing else is done; a time that is none comes
			// first, or it would not be told.
			args := []string{c.Name(), "nosuch", "--" + flag, good}
			if c.Flags().Lookup("script") != nil {
				args = append(args, "--script=-")
			}
			status, _, bad := carriedOut(t.TempDir(), "", args...)
			if status != cli.StatusFailed || strings.Contains(bad, good) {
				t.Errorf("%s --%s %s: status %d, %s", c.Name(), flag, good, status, bad)
			}
		}
	}
	if commands["start"] < 4 || commands["kind"] < 1 {
		t.Errorf("the flags are in %v", commands)
	}
	state := keptRun(t)
	for _, args := range [][]string{{"history", "--kind"}, {"tune", "--from"}} {
		for _, kinds := range [][]string{{"rehearsal", "rehearsals"}, {"delivery", "deliveries"}} {
			var said [2]string
			for i, kind := range kinds {
				status, out, bad := carriedOut(state, "", slices.Concat(args, []string{kind})...)
				said[i] = out + bad
				if status == cli.StatusUsage {
					t.Errorf("%v %s: %s", args, kind, bad)
				}
			}
			if said[0] != said[1] {
				t.Errorf("%v: of one\n%s\nand of several\n%s", args, said[0], said[1])
			}
		}
	}
}

// TestExitStatusIsTold sees that the help says what the exit status means, and that
// it does mean that.
func TestExitStatusIsTold(t *testing.T) {
	t.Parallel()
	_, help, _ := carriedOut(t.TempDir(), "", "--help")
	for _, want := range []string{"exit status is 0", "1 where something failed", "2 where the command was", "130 where"} {
		if !strings.Contains(strings.Join(strings.Fields(help), " "), want) {
			t.Errorf("the help does not say %q", want)
		}
	}
}

// TestPackAsJSON sees that what programs are told was made is there.
func TestPackAsJSON(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "papers")
	status, out, bad := carriedOut(t.TempDir(), "", "pack", "--json", "-o", folder, "--people", "12")
	var made struct {
		Folder    string
		Documents []struct {
			Name, Title, For string
			Copies           int
			Files            []string
		}
	}
	if err := json.Unmarshal([]byte(out), &made); err != nil || status != cli.StatusDone || made.Folder != folder || len(made.Documents) < 8 {
		t.Fatalf("status %d, %v: %s%s", status, err, out, bad)
	}
	seen := map[string]bool{}
	for _, d := range made.Documents {
		seen[d.For] = true
		for _, file := range d.Files {
			if _, err := os.Stat(filepath.Join(folder, file)); err != nil || !strings.HasPrefix(file, d.Name) || d.Title == "" || d.Copies == 0 {
				t.Errorf("%+v: %v", d, err)
			}
		}
	}
	if !seen["facilitator"] || !seen["participants"] || !seen["everyone"] || len(seen) != 3 {
		t.Errorf("they are for %v", seen)
	}
}

// TestQuiet sees that --quiet keeps back what is told beside an answer, but not what
// went wrong, nor the answer.
func TestQuiet(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"pack --only handout-references -o %", "pack nosuch", "show --jsno", "check -", "report"} {
		args := strings.Fields(args)
		run := func(more ...string) (int, string, string) {
			folder := t.TempDir()
			a := slices.Clone(args)
			for i := range a {
				a[i] = strings.ReplaceAll(a[i], "%", filepath.Join(folder, "papers"))
			}
			status, out, bad := carriedOut(folder, "", append(a, more...)...)
			return status, strings.ReplaceAll(out, folder, ""), strings.ReplaceAll(bad, folder, "")
		}
		status, out, bad := run()
		quiet, answer, told := run("--quiet")
		if status == cli.StatusDone {
			if bad == "" {
				t.Errorf("%v: nothing is told beside the answer; take another command", args)
			}
			bad = ""
		}
		if quiet != status || answer != out || told != bad {
			t.Errorf("%v: status %d, not %d\n%s\n%s", args, quiet, status, answer, told)
		}
	}
}

// TestTimesOfDay sees that times have 24 hours, whatever the computer speaks, and
// that those for programs are in UTC with their date.
func TestTimesOfDay(t *testing.T) {
	t.Parallel()
	state := keptRun(t)
	_, text, _ := carriedOut(state, "", "show", "--start", "13:30")
	if !strings.Contains(text, "13:30") || regexp.MustCompile(`(?i)\d ?[ap]\.?m\b`).MatchString(text) {
		t.Errorf("the agenda of an afternoon:\n%s", text)
	}
	_, out, _ := carriedOut(state, "", "history", "--json")
	var answer struct{ Runs []map[string]any }
	if err := json.Unmarshal([]byte(out), &answer); err != nil || len(answer.Runs) == 0 {
		t.Fatalf("%v: %s", err, out)
	}
	instant := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`)
	times := 0
	for key, value := range answer.Runs[0] {
		if text, ok := value.(string); ok && strings.Contains(text, "T") && len(text) > 18 && text[4] == '-' && text[10] == 'T' {
			times++
			if !instant.MatchString(text) {
				t.Errorf("%s is %s", key, text)
			}
		}
	}
	if times == 0 {
		t.Errorf("no time is told: %s", out)
	}
}

// TestStandardInputAndOutput sees that - is one and the other where a file is meant.
func TestStandardInputAndOutput(t *testing.T) {
	t.Parallel()
	state := keptRun(t)
	plan := "title: A walk\nduration: 9m\nactivities:\n  - {id: walk, title: Walk, duration: 9m}\n"
	for _, c := range []struct{ line, want string }{
		{"check -", "no errors"},
		{"show -", "A walk"},
		{"pack - --only guide -o %", "wrote 1 document"},
		{"report -o -", "Ended in time"},
		{"report -o - --format markdown", "# "},
		{"export -o -", "facilitate_run"},
		{"new -", "title:"},
		{"schema -o -", "$schema"},
	} {
		line := strings.ReplaceAll(c.line, "%", filepath.Join(t.TempDir(), "x"))
		status, out, bad := carriedOut(state, plan, strings.Fields(line)...)
		if status != cli.StatusDone || !strings.Contains(out, c.want) {
			t.Errorf("%s: status %d\n%.200s\n%s", c.line, status, out, bad)
		}
	}
	if _, err := os.Stat("-"); err == nil {
		t.Error("a file is called -")
	}
}
