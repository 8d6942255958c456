package cmd

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
)

// TestDash: "-" is the standard input wherever a command takes a file, and the
// standard output wherever it writes one. No file of that name is made.
func TestDash(t *testing.T) {
	t.Chdir(t.TempDir())
	const plan = "title: Ropes\nid: ropes\nduration: 10m\nactivities:\n  - {id: a, title: Knots, duration: 10m}\nquizzes:\n  - id: q\n    title: Which?\n    statements: [{text: It holds, answer: true, because: It does}]\nhandouts:\n  - id: h\n    title: Home\n    contacts: [{name: Club, phone: \"1\", verified: true}]\nevaluation:\n  questions: [{id: more, text: \"More?\", kind: text}]\n"
	if err := os.WriteFile("ropes.yaml", []byte(plan), 0o600); err != nil {
		t.Fatal(err)
	}
	call := func(in, command string) (int, string) {
		var b bytes.Buffer
		env := &cli.Env{In: strings.NewReader(in), Out: &b, Err: &b, Now: time.Now, Getenv: func(name string) string {
			return map[string]string{"FACILITATE_STATE": "state", "FACILITATE_PLANS": "plans", "FACILITATE_CONFIG": "config.yaml"}[name]
		}}
		status := Run(env, strings.Fields(command))
		return status, b.String()
	}
	for _, c := range []struct {
		in, command string
		status      int
		out         string // is in what it prints
	}{
		{plan, "check -", 1, "-: no errors"},
		{strings.Replace(plan, "duration: 10m", "duration:\u00a010m", 1), "check --fix -", 0, "\nduration: 10m\n"},
		{plan, "show -", 0, "Ropes"},
		{plan, "show - -o - --format md", 0, "# Ropes"},
		{plan, "coverage -", 1, "names no framework"},
		{plan, "history -", 0, "there is no run yet"},
		{plan, "tune -", 0, "there is nothing to learn from yet"},
		{plan, "slides - --check", 0, "-: no slides"},
		{plan, "simulate - --script ropes.script", 2, "ropes.script cannot be read"},
		{"0:00 start\n10:00 next\n", "simulate ropes.yaml --script -", 0, `"state":"finished"`},
		{plan, "simulate - --script -", 2, "- is the standard input, which can be one file only"},
		{"0:00 start\n10:00 next\n", "rehearse ropes.yaml --script - --zero 2026-11-23T09:30:00Z", 0, ""},
		{"0:00 start\n10:00 next\n", "deliver ropes.yaml --script - --zero 2026-11-24T09:30:00Z", 0, ""},
		{plan, "quiz -", 0, "1 statement, one at a time"},
		{plan, "pack - --only agenda -o papers", 0, "wrote 1 document"},
		{plan, "pack - -o -", 2, "name a folder behind -o"},
		{"- {name: Bridge, phone: \"2\", verified: true}\n", "pack ropes.yaml --local - --only handout-h -o more", 0, "wrote 1 document"},
		{plan, "pack - --local - -o most", 2, "- is the standard input, which can be one file only"},
		{"", "schema -o -", 0, `"$schema"`},
		{"", "new -", 0, "title: My session"},
		{plan, "new - --from -", 0, "title: Knots"},
		{"Time,Activity\n5 min,Hello\n6 min,Knots\n", "new - --from -", 0, "duration: 6m"},
		{plan, "new - --extends -", 0, "What you change of Ropes"},
		{"", "report -o -", 0, "Ropes"},
		{"", "evaluate --template -o -", 0, "more"},
		{"more\nYes\n", "evaluate --csv -", 0, ""},
		{"", "tune ropes.yaml -o -", 0, "Ropes"},
		{"", "export -o -", 0, `"facilitate_run"`},
		{plan, "import -", 1, "the standard input is not imported"},
	} {
		status, out := call(c.in, c.command)
		if status != c.status || !strings.Contains(out, c.out) {
			t.Errorf("%s: exit status %d, and it prints\n%s", c.command, status, out)
		}
	}
	if found, _ := filepath.Glob("-*"); len(found) > 0 {
		t.Errorf("files were made: %q", found)
	}
}
