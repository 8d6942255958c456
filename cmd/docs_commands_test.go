package cmd

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
	"facilitate/session/journal"
	"facilitate/sessions"
)

var shellBlock = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")

// quoted are the command lines of the program that a page quotes, without
// comments, in their order.
func quoted(page string) (all [][]string) {
	for _, block := range shellBlock.FindAllStringSubmatch(page, -1) {
		for line := range strings.Lines(strings.ReplaceAll(block[1], "|\n", "|")) {
			line, _, _ = strings.Cut(line, " #")
			before, line, piped := strings.Cut(line, "|")
			if !piped {
				line = before
			}
			line = strings.Replace(strings.TrimSpace(line), "go run . ", "facilitate ", 1)
			if words := strings.Fields(line); len(words) > 1 && words[0] == "facilitate" {
				all = append(all, words[1:])
			}
		}
	}
	return all
}

// TestDocsCommands gives every command that the README and the pages quote, in
// the order of each page. Where one takes a terminal or a browser, its flags and
// arguments are read, and no more.
func TestDocsCommands(t *testing.T) {
	pages, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	plan, _ := sessions.Read(sessions.Usual)
	kept := t.TempDir()
	clitest.Run{
		Plan: plan, Kind: journal.Delivery, Begin: time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC),
		Script: "0:00 start\n6:00 next\n90:00 finish\n",
	}.Keep(t, kept)
	forms, _ := clitest.Program(t, Run, 0, kept, "evaluate", "--template")
	tried := 0
	for _, page := range append(pages, "../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(page), func(t *testing.T) {
			t.Chdir(t.TempDir())
			state := filepath.Join(t.TempDir(), "state")
			if err := os.CopyFS(state, os.DirFS(kept)); err != nil {
				t.Fatal(err)
			}
			for name, data := range map[string][]byte{"my.yaml": plan, "forms.csv": []byte(forms), "late.txt": []byte("12:00 start\n")} {
				if err := os.WriteFile(name, data, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, args := range quoted(string(text)) {
				tried++
				if to := slices.Index(args, ">"); to >= 0 {
					args = args[:to]
				}
				if needsMore(args) {
					args = append(args, "--help")
				}
				clitest.Program(t, Run, 0, state, args...)
			}
		})
	}
	if tried < 30 {
		t.Errorf("only %d commands were found", tried)
	}
}

// needsMore is whether a command takes a terminal, a browser, input or somebody
// to answer.
func needsMore(args []string) bool {
	has := func(flags ...string) bool {
		return slices.ContainsFunc(flags, func(f string) bool { return slices.Contains(args, f) })
	}
	switch args[0] {
	case "deliver", "rehearse", "resume", "quiz", "slides":
		return true
	case "delete":
		return !has("--yes")
	case "evaluate":
		return !has("--template", "--list")
	}
	return has("--pdf", "-", "--apply", "runsheet.docx")
}
