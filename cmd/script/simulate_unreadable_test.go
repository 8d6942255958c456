package script_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"facilitate/cmd"
	"facilitate/cmd/cli"
)

// TestSimulateUnreadable: the run ends with status 2 at the line that cannot
// be read, after the objects of the lines before it, whether or not the
// command would be refused.
func TestSimulateUnreadable(t *testing.T) {
	for _, line := range []string{
		"5:00",
		"5:00 begin now",
		"5:00 take",
		"5:00 take b now",
		"5:00 fix b",
		"5:00 fix b 11:30",
		"5:00 fix b never",
		"5:00 fix b none now",
		"5:00 goto b later",
		"5:00 goto b drop now",
		"5:00 credit",
		"5:00 gap",
		"5:00 startle",
		"next",
		"next 5:00",

		"5 next",
		":30 next",
		"x:00 next",
		"-5:00 next",
		"5:0 next",
		"5:60 next",
		"5:99 next",
		"1:00:60 next",
		"1:60:00 next",
		"1:5:00 next",
		"0:00:05:00 next",
		"5:00.5 next",
		"5m next",
		"3:59 next",
		"0:00 next",

		"5:00 start now",
		"5:00 next 2",
		"5:00 next activity",
		"5:00 skip phase",
		"5:00 skip b",
		"5:00 skip activity b",
		"5:00 back 1",
		"5:00 goto",
		"5:00 goto b 2",
		"5:00 pause lunch",
		"5:00 pause gap",
		"5:00 pause 5m",
		"5:00 pause break 5m",
		"5:00 resume now",
		"5:00 finish now",
		"5:00 undo 2",
		"5:00 exclude-gap 1",
		"5:00 show all",
		"5:00 recover",
		"5:00 recover shorten",
		"5:00 recover trim 5m",
		"5:00 recover trim drop",

		"5:00 extend",
		"5:00 extend 5",
		"5:00 extend 0m",
		"5:00 extend -5m",
		"5:00 extend 1.5m",
		"5:00 extend five",
		"5:00 extend five min",
		"5:00 extend 5m 5m",
		"5:00 trim",
		"5:00 trim 0s",
		"5:00 trim -1m",
		"5:00 backdate",
		"5:00 backdate 0m",
		"5:00 backdate -5m",
		"5:00 allot",
		"5:00 allot b",
		"5:00 allot b/2",
		"5:00 allot b 5",
		"5:00 allot b 0m",
		"5:00 allot b -5m",
		"5:00 allot lunch soon",
		"5:00 allot b 5m 5m",

		"5:00 until",
		"5:00 until 11:30",
		"5:00 until 2000-01-03",
		"5:00 until 2000-01-03T11:00:00",
		"5:00 until 2000-01-03 11:00:00Z",
		"5:00 until 2000-02-30T11:00:00Z",
		"5:00 until 2000-01-03T25:00:00Z",
		"5:00 until 2000-01-03T9:00:00Z",
		"5:00 until 9999-12-31T23:59:59Z",
		"5:00 until 1949-12-31T23:59:59Z",
		"5:00 until 2000-01-03T11:00:00,5Z",
		"5:00 until 2000-01-03T11:00:00+0200",
		"5:00 until 2000-01-03T11:00:00+24:00",
		"5:00 until 2000-01-03T11:00:00+01:60",
		"5:00 until 2000-01-03T11:00:00Z now",

		"5:00 sleep",
		"5:00 sleep 0m",
		"5:00 sleep -5m",
		"5:00 sleep +5m",
		"5:00 sleep 5m 5m",
		"5:00 crash",
		"5:00 crash now",
		"5:00 crash 0s",
		"5:00 clock-step",
		"5:00 clock-step 0m",
		"5:00 clock-step +0s",
		"5:00 clock-step ++5m",
		"5:00 clock-step noon",
		"5:00 clock-step +5m -5m",
	} {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			wantUnreadable(t, line, "# two commands\n0:00 start\n\n4:00 extend 1m\n"+line+"\n6:00 next\n", 5, "start", "extend")
		})
	}
}

// TestSimulateUnreadablePlaces: other places of such a line.
func TestSimulateUnreadablePlaces(t *testing.T) {
	for _, c := range []struct {
		name, script string
		line         int
		before       []string
	}{
		{"the first line", "startle", 1, nil},
		{"before start", "0:00 extend", 1, nil},
		{"after the end", "0:00 start\n1:00 finish\n2:00 pause lunch\n", 3, []string{"start", "finish"}},
		{"after a refused command", "0:00 next\n1:00 next 2\n", 2, []string{"next"}},
		{"in a sleep", "0:00 start\n1:00 sleep 5m\n5:59 show\n", 3, []string{"start", "sleep"}},
		{"at the moment a sleep begins", "0:00 start\n1:00 sleep 5m\n1:00 show\n", 3, []string{"start", "sleep"}},
		{"in a crash", "0:00 start\n1:00 crash 5 min\n# gone\n2:00 next\n", 4, []string{"start", "crash"}},
		{"in a sleep before start", "0:00 sleep 5m\n4:00 start\n", 2, []string{"sleep"}},
		{"a sleep in a sleep", "0:00 sleep 5m\n4:00 sleep 5m\n", 2, []string{"sleep"}},
		{"decreasing after show", "5:00 show\n4:59 show\n", 2, []string{"show"}},
		{"the last line, unended", "0:00 start\n1:00 undo it", 2, []string{"start"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			wantUnreadable(t, c.name, c.script, c.line, c.before...)
		})
	}
}

// wantUnreadable wants the run of a script, from standard input and from a file,
// to end at a line, with one object for each command before it.
func wantUnreadable(t *testing.T, name, script string, line int, before ...string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, from := range []string{"-", file} {
		status, out, errs := runSimulate(t, plainPlan, script, "--script", from)
		if status != 2 {
			t.Errorf("%q: exit status %d, want 2", name, status)
		}
		where := fmt.Sprintf("%s:%d: ", from, line)
		if reason, found := strings.CutPrefix(errs, where); !found || strings.TrimSpace(reason) == "" {
			t.Errorf("%q: standard error %q, want %s and a reason", name, errs, where)
		}
		objects := readObjects(t, out)
		if len(objects) != len(before) {
			t.Fatalf("%q: %d objects on standard output, want %d", name, len(objects), len(before))
		}
		for i, command := range before {
			if err := objects[i].holds("command=" + command); err != nil {
				t.Errorf("%q: object %d: %v", name, i+1, err)
			}
		}
	}
}

func TestSimulateNoCommands(t *testing.T) {
	t.Parallel()
	for _, script := range []string{"", "\n\n", "# nothing yet\n"} {
		if status, out, errs := runSimulate(t, plainPlan, script, "--script", "-"); status != 0 || out != "" || errs != "" {
			t.Errorf("%q: exit status %d, standard output %q, standard error %q", script, status, out, errs)
		}
	}
}

func TestSimulateScriptFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(file, []byte("0:00 start\n5:00 next\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := runSimulate(t, plainPlan, "0:00 show\n", "--script", file)
	if status != 0 || errs != "" || len(readObjects(t, out)) != 2 {
		t.Errorf("exit status %d, standard output %q, standard error %q", status, out, errs)
	}
}

// TestSimulateFlags: an unreadable flag or script file is status 2, with
// nothing on standard output.
func TestSimulateFlags(t *testing.T) {
	for _, args := range []string{
		"",
		"--script",
		"--script -/missing",
		"--script .",
		"--script - --start 10",
		"--script - --start 25:00",
		"--script - --format yaml",
		"--script - --start 2000-01-03",
		"--script - --start 2000-01-03T10:00:00",
		"--script - --start yesterday",
		"--script - --end half past",
		"--script - --zero 10:00",
		"--script - --end 2000-02-30T11:00:00Z",
		"--script - --start 2000-01-03T9:00:00Z",
		"--script - --zero noon",
		"--script - --zero 0:00",
		"--script - --start",
		"--script - --begin 2000-01-03T10:00:00Z",
		"--script - another.yaml",
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			simulateFails(t, 2, plainPlan, strings.Fields(args)...)
		})
	}
	if _, _, told := runSimulate(t, plainPlan, "", "--script", "-", "--start", "noonish"); !strings.Contains(told, `"noonish" is no instant`) {
		t.Errorf("what was typed is told otherwise: %s", told)
	}
}

// TestSimulatePlans: a plan that cannot be read is status 1.
func TestSimulatePlans(t *testing.T) {
	for name, plan := range map[string]string{
		"empty":              "",
		"no YAML":            "title: [",
		"no activities":      "title: T\nduration: 1h\n",
		"no unit":            strings.Replace(plainPlan, "6m", "6", 1),
		"at_least too long":  strings.Replace(plainPlan, "duration: 6m", "duration: 6m, at_least: 7m", 1),
		"unknown key":        strings.Replace(plainPlan, "title: Plain", "titel: Plain", 1),
		"two of one id":      strings.Replace(plainPlan, "id: c", "id: a", 1),
		"at no time of day":  strings.Replace(plainPlan, "duration: 6m", "duration: 6m, at: \"25:00\"", 1),
		"a span not above 0": strings.Replace(plainPlan, "6m", "0m", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			simulateFails(t, 1, plan, "--script", "-")
		})
	}
}

func simulateFails(t *testing.T, want int, plan string, args ...string) {
	t.Helper()
	status, out, errs := runSimulate(t, plan, "0:00 start\n", args...)
	if status != want || out != "" || strings.TrimSpace(errs) == "" {
		t.Errorf("exit status %d, want %d; standard output %q, standard error %q", status, want, out, errs)
	}
}

func TestSimulateMissingPlan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want int
		args []string
	}{
		{1, []string{"simulate", filepath.Join(t.TempDir(), "missing.yaml"), "--script", "-"}},
		{2, []string{"simulate", "one.yaml", "two.yaml", "--script", "-"}},
		{0, []string{"simulate", "--script", "-"}}, // the plan that ships
	} {
		var out, errs strings.Builder
		env := &cli.Env{In: strings.NewReader("0:00 start\n"), Out: &out, Err: &errs, Getenv: func(string) string { return "" }}
		status := cmd.Run(env, c.args)
		if works := c.want == 0; status != c.want || out.Len() > 0 != works || errs.Len() == 0 != works {
			t.Errorf("%q: exit status %d, want %d; standard output %q, standard error %q", c.args, status, c.want, out.String(), errs.String())
		}
	}
}
