package cmd

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session/journal"
)

// findRunCommands are the commands that take a RUN, each as it is asked for one
// and answers with its name without a terminal.
var findRunCommands = map[string][]string{
	"resume":   {"resume"},
	"report":   {"report"},
	"export":   {"export", "-o", "-"},
	"evaluate": {"evaluate", "--list"},
	"delete":   {"delete"},
	"show":     {"show", "--speech", "--learn"},
	"pack":     {"pack", "--of"},
	"coverage": {"coverage", "--of"},
}

// noRunCommands know where runs are kept and take none by its name.
var noRunCommands = []string{"deliver", "history", "import", "quiz", "rehearse", "simulate", "tune"}

// TestFindRun asks every command that takes a RUN for one in every way.
func TestFindRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	plan := []byte("id: talk\ntitle: Talk\nframework: cyp-informed\nduration: 10m\noutcomes: [{id: o, text: O}]\n" +
		"activities: [{id: a, title: A, outcomes: [o], duration: 10m}]\n")
	keep := func(kind journal.Kind, begin string) string {
		at, err := time.Parse("2006-01-02 15:04", begin)
		if err != nil {
			t.Fatal(err)
		}
		return clitest.Run{Plan: plan, Kind: kind, Begin: at, Script: "0:00 start"}.Keep(t, dir)
	}
	alone := keep(journal.Rehearsal, "2026-11-21 09:30")
	morning := keep(journal.Rehearsal, "2026-11-22 09:30")
	afternoon := keep(journal.Rehearsal, "2026-11-22 14:00")
	spoilt := keep(journal.Rehearsal, "2026-11-23 09:30")
	if err := os.WriteFile(filepath.Join(dir, "runs", spoilt, "journal"), []byte(strings.Repeat("spoilt\n", 9)), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 9 {
		keep(journal.Rehearsal, "2026-12-01 09:30")
	}
	const none = "; facilitate history shows the runs there are\n"
	for _, c := range []struct {
		name, asked string
		found       string   // the run; empty where there is a complaint
		told        []string // parts of what is complained of
	}{
		{"the whole name", alone, alone, nil},
		{"the beginning", "2026-11-21", alone, nil},
		{"one letter short", alone[:len(alone)-1], alone, nil},
		{"enough of it", "2026-11-22-1", afternoon, nil},
		{"that of several", "2026-11-22", "", []string{`several runs begin with "2026-11-22": ` + afternoon + ", " + morning + "; give more of the name\n"}},
		{"that of very many", "2026-12", "", []string{`several runs begin with "2026-12": 2026-12-01-0930-talk-`, " and 1 more; give more of the name\n"}},
		{"another day", "2027-01-01", "", []string{`there is no run "2027-01-01"` + none}},
		{"more than the name", alone + "x", "", []string{`there is no run "` + alone + `x"` + none}},
		{"as a table shows it", alone[:15] + alone[len(alone)-5:], alone, nil},
		{"the minute and a piece of the end", alone[:15] + alone[len(alone)-4:], "", []string{"there is no run ", none}},
		{"the minute and more of the end", alone[:15] + alone[len(alone)-6:], "", []string{"there is no run ", none}},
		{"the end of it", alone[5:], "", []string{"there is no run ", none}},
		{"another folder", "../runs/" + alone, "", []string{`there is no run "../runs/` + alone + `"` + none}},
		{"controls", alone + "\x1b]52;c;eA==\a\x9b\u202e\n", "", []string{"there is no run ", none}},
		{"spoilt", "2026-11-23", "", []string{"the run " + spoilt + " is damaged: no entry of it can be read (", "what is left of it is kept in " + dir}},
	} {
		for name, words := range findRunCommands {
			want := cli.StatusFailed
			// What can be said of so short a rehearsal is that it teaches nothing, and
			// that nobody took part in it.
			isRefused := (name == "show" || name == "pack") && c.found != ""
			switch {
			case name == "delete" && c.name == "spoilt":
				continue // what cannot be read can be deleted
			case name == "delete" && c.found != "":
				want = cli.StatusUsage // nobody can be asked whether they are sure
			case c.found != "" && !isRefused:
				want = cli.StatusDone
			}
			out, complaint := clitest.Program(t, Run, want, dir, append(slices.Clone(words), c.asked)...)
			if strings.ContainsAny(complaint, "\x1b\a\u009b\u202e") || !utf8.ValidString(complaint) || strings.Count(complaint, "\n") > 9 {
				t.Errorf("%s of %s: it complains with %q", name, c.name, complaint)
			}
			for _, part := range c.told {
				if !strings.Contains(complaint, part) || out != "" {
					t.Errorf("%s of %s: %q is not in %q, after %q", name, c.name, part, complaint, out)
				}
			}
			if isRefused {
				out = complaint
			}
			if c.found != "" && !strings.Contains(out, c.found) {
				t.Errorf("%s of %s: %s is not in %q, %q", name, c.name, c.found, out, complaint)
			}
		}
	}

	// Only a rehearsal teaches how fast somebody speaks.
	delivery := keep(journal.Delivery, "2026-11-21 09:31")
	if _, complaint := clitest.Program(t, Run, cli.StatusFailed, dir, "show", "--speech", "--learn", "2026-11-21"); !strings.Contains(complaint, "from "+alone+": ") {
		t.Error(complaint)
	}
	if _, complaint := clitest.Program(t, Run, cli.StatusFailed, dir, "show", "--speech", "--learn", delivery); !strings.Contains(complaint, "there is no run") {
		t.Error(complaint)
	}
}

// TestFindRunCommands sees that no command that takes a RUN is left out above.
func TestFindRunCommands(t *testing.T) {
	t.Parallel()
	takes := map[string]bool{}
	for _, c := range NewRoot(cli.SystemEnv(), func(error) {}).Commands() {
		takes[c.Name()] = c.Flags().Lookup("state-dir") != nil && !slices.Contains(noRunCommands, c.Name())
	}
	for name, is := range takes {
		if _, tried := findRunCommands[name]; tried != is {
			t.Errorf("%s takes a RUN: %t; it is tried: %t", name, is, tried)
		}
	}
}

// TestCommandsSayWhereRunsAre carries out the commands that are told beside a run
// of a folder that a flag named: they find it.
func TestCommandsSayWhereRunsAre(t *testing.T) {
	t.Parallel()
	dir, elsewhere := filepath.Join(t.TempDir(), "a stick"), t.TempDir()
	plan := []byte("id: talk\ntitle: Talk\nduration: 10m\nactivities: [{id: a, title: A, duration: 10m}]\n")
	clitest.Run{Plan: plan, Kind: journal.Delivery, Begin: time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC), Script: "0:00 start"}.Keep(t, dir)
	for _, args := range [][]string{{"history"}, {"resume"}} {
		out, _ := clitest.Program(t, Run, cli.StatusDone, elsewhere, append(args, "--state-dir", dir)...)
		told := regexp.MustCompile(`facilitate (\w+) (2026-11-21-0930[-\w]*) --state-dir ('[^']+'|"[^"]+")`).FindStringSubmatch(out)
		if told == nil || told[3][1:len(told[3])-1] != dir {
			t.Errorf("%q tells\n%s", args, out)
			continue
		}
		clitest.Program(t, Run, cli.StatusDone, elsewhere, told[1], told[2], "--state-dir", dir)
	}
}
