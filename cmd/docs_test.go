package cmd

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/session"
)

// What the documents show is tried here, so that it stays true.

func TestDocsWholePlan(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "plan-format.md")
	plan, problems := session.Load("whole.yaml", []byte(clitest.Fenced(t, page, "## A whole plan", "yaml")))
	if plan == nil {
		t.Fatal(problems)
	}
	if warnings := session.Check("whole.yaml", plan); len(warnings) > 0 {
		t.Error(warnings)
	}
	prose := "title: Walk\nduration: 1h\nactivities:\n- id: a\n  title: A\n  duration: 5m\n  " +
		strings.ReplaceAll(clitest.Fenced(t, page, "## Writing prose", "yaml"), "\n", "\n  ")
	if plan, problems = session.Load("prose.yaml", []byte(prose)); plan == nil {
		t.Error(problems)
	} else if want := "The aim: to see item #3 as \"ours\".\n*Pause.* Then go on."; plan.Activities[0].Phases[0].Notes[0].Text != want {
		t.Errorf("the prose is read as %q", plan.Activities[0].Phases[0].Notes[0].Text)
	}
}

// TestDocsEveryKey holds the page to the keys that the program knows: those it
// names when one is wrong.
func TestDocsEveryKey(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "plan-format.md")
	whole := clitest.Fenced(t, page, "## A whole plan", "yaml")
	keys := map[string]bool{}
	for _, wrong := range []string{
		"[x]", "outcomes: [x]", "resources: [x]", "prepare: [x]", "sources: [x]", "slides: [x]", "quizzes: [x]", "handouts: [x]",
		"activities: [x]", "activities: [{phases: [x]}]", "evaluation: x", "evaluation: {follow_up: x}", "learning: [x]", "catalogue: x", "catalogue: {supports: x}", "evaluation: {questions: [x]}",
		"quizzes: [{statements: [x]}]", "handouts: [{contacts: [x]}]", "activities: [{notes: [x]}]", "zzzzzzzz: x",
	} {
		_, problems := session.Load("p.yaml", []byte(wrong))
		for _, p := range problems {
			for _, lead := range []string{" is written with keys: ", "its keys are ", "the kinds are "} {
				if _, list, ok := strings.Cut(p.What+"; "+p.Todo, lead); ok {
					list, _, _ = strings.Cut(list, ";")
					for _, key := range strings.FieldsFunc(strings.ReplaceAll(list, " and ", ", "), func(r rune) bool { return r == ',' || r == ' ' }) {
						keys[key] = true
					}
				}
			}
		}
	}
	if len(keys) < 50 {
		t.Errorf("only %d keys were found: %v", len(keys), keys)
	}
	for key := range keys {
		if !strings.Contains(page, "`"+key+"`") {
			t.Errorf("the page does not describe %s", key)
		}
		if key != "extends" && !regexp.MustCompile(`\b`+key+`:`).MatchString(whole) {
			t.Errorf("the whole plan does not use %s", key)
		}
	}
}

// TestDocsMistakes makes the mistakes that the page lists, and sees what check
// says of them.
func TestDocsMistakes(t *testing.T) {
	t.Parallel()
	rows := regexp.MustCompile("(?m)^\\| (a note )?`([^`]+)`( beside `duration: 5m`)? \\| `([^`]+)` \\|$").
		FindAllStringSubmatch(clitest.Document(t, "plan-format.md"), -1)
	if len(rows) != 26 {
		t.Fatalf("the page lists %d mistakes, not 26", len(rows))
	}
	for _, row := range rows {
		note, written, beside, says := row[1] != "" || strings.HasPrefix(row[2], "- "), row[2], row[3], row[4]
		plan := "title: Walk\nduration: 1h\noutcomes:\n- {id: describe, text: Describe}\nactivities:\n- id: a\n"
		switch {
		case note:
			plan += "  title: A\n  duration: 5m\n  notes:\n  " + written + "\n"
		default:
			if !strings.HasPrefix(written, "titel") {
				plan += "  title: A\n"
			}
			if !strings.HasPrefix(written, "duration") || beside != "" {
				plan += "  duration: 5m\n"
			}
			plan += "  " + written + "\n"
		}
		_, problems := session.Load("p.yaml", []byte(plan))
		if len(problems) != 1 || problems[0].What != says {
			t.Errorf("%s\ncheck says:\n%v\nnot:\n%s", written, problems, says)
		}
	}
}

func TestDocsLimits(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "plan-format.md")
	for _, row := range []string{
		fmt.Sprintf("| the file | %d MiB |", session.MaxSize>>20),
		fmt.Sprintf("| phases | %d |", session.MaxPhases),
		fmt.Sprintf("| an id | %d characters |", session.MaxID),
		fmt.Sprintf("| keys within keys | %d levels |", session.MaxDepth),
		fmt.Sprintf("| problems told | %d |", session.MaxProblems),
	} {
		if !strings.Contains(page, row) {
			t.Errorf("the page does not say %s", row)
		}
	}
}

// TestDocsSimulation carries out the example of the page on time.
func TestDocsSimulation(t *testing.T) {
	t.Parallel()
	page := clitest.Document(t, "simulate.md")
	folder := t.TempDir()
	plan, script := filepath.Join(folder, "walk.yaml"), filepath.Join(folder, "late.txt")
	for path, text := range map[string]string{
		plan:   clitest.Fenced(t, page, "## An example", "yaml"),
		script: clitest.Fenced(t, page, "## An example", "text"),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, complaint bytes.Buffer
	env := &cli.Env{Out: &out, Err: &complaint, Getenv: func(string) string { return "" }, Now: time.Now}
	if status := Run(env, []string{"simulate", plan, "--script", script, "--start", "2026-11-21T09:30:00Z"}); status != 0 {
		t.Fatalf("exit status %d: %s", status, &complaint)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d objects, not four", len(lines))
	}
	var got, want map[string]any
	if err := json.Unmarshal([]byte(lines[3]), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(clitest.Fenced(t, page, "## An example", "json")), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the last object is\n%s", lines[3])
	}
	for key := range got {
		if !strings.Contains(page, "`"+key+"`") {
			t.Errorf("the page does not describe %s", key)
		}
	}
}

// TestDocsNameFiles holds what is written for those who change the code to the
// files and folders that there are; "panel_….go" is any such file.
func TestDocsNameFiles(t *testing.T) {
	t.Parallel()
	var all []string
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.IsDir() && entry.Name() == ".git" {
			return filepath.SkipDir
		}
		path, _ = filepath.Rel("..", path)
		all = append(all, filepath.ToSlash(path))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`((?:cmd|session|sessions|timer|docs)/[^` ]*|[^` /]*\\.go)`")
	found := 0
	for _, page := range []string{"docs/architecture.md", "CONTRIBUTING.md"} {
		text, err := os.ReadFile(filepath.Join("..", page))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range named.FindAllSubmatch(text, -1) {
			pattern := strings.TrimSuffix(strings.ReplaceAll(string(name[1]), "…", "*"), "/")
			if !slices.ContainsFunc(all, func(path string) bool {
				if !strings.Contains(pattern, "/") {
					path = filepath.Base(path)
				}
				is, _ := filepath.Match(pattern, path)
				return is
			}) {
				t.Errorf("%s names %s, which there is not", page, name[1])
			}
			found++
		}
	}
	if found < 100 {
		t.Errorf("only %d names were found", found)
	}
}

// TestDocsNameFolders holds the table of who may know what to all the folders
// there are with Go in them.
func TestDocsNameFolders(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "## Who may know what")
	table, _, _ = strings.Cut(table, "\n## ")
	folders := 0
	for path, p := range listPackages(t) {
		folder, ours := strings.CutPrefix(path, "facilitate/")
		if !ours || p.Standard {
			continue
		}
		if folders++; !strings.Contains(table, "`"+folder+"/`") {
			t.Errorf("docs/architecture.md does not say what %s may know", folder)
		}
	}
	if folders < 50 {
		t.Errorf("only %d folders were found", folders)
	}
}
