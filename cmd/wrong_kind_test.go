package cmd

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
)

// TestWrongKind: a file of another kind given to any command gets one line that
// says what it is and, where there is one, which command takes it.
func TestWrongKind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := map[string]struct{ holds, is, todo string }{
		"a.docx":           {"PK\x03\x04", "a Word document", "facilitate new my.yaml --from "},
		"a.xlsx":           {"PK\x03\x04", "a spreadsheet", "facilitate new my.yaml --from "},
		"a.zip":            {"PK\x03\x04", "an archive", "unpack it"},
		"a.pdf":            {"%PDF-1.7", "a PDF", "use the document that it was made from"},
		"a.png":            {"\x89PNG\r\n\x1a\n\x00", "a picture", "a slide of a plan may show it"},
		"a.jsonl":          {"{}\n", "records as JSON", "facilitate import"},
		"a.csv":            {"Time,Activity\n", "a table as CSV", "facilitate new my.yaml --from "},
		"a.facilitate-run": {`{"facilitate_run":1}`, "a run that was exported", "facilitate import "},
		"plan.yaml":        {"title: A\nactivities:\n- {id: a, title: A, duration: 5m}\nduration: 5m\n", "a plan", "facilitate deliver "},
		"folder":           {"", "a folder", ""},
	}
	for name, f := range files {
		path := filepath.Join(dir, name)
		err := os.WriteFile(path, []byte(f.holds), 0o600)
		if name == "folder" {
			os.Remove(path)
			err = os.Mkdir(path, 0o700)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	plan := filepath.Join(dir, "plan.yaml")
	for command, c := range map[string]struct {
		takes []string // these are its own matter
		named bool     // by names of runs, not by files
	}{
		"check": {}, "show": {}, "deliver --plain": {}, "rehearse --plain": {}, "slides --check": {}, "pack": {}, "quiz": {}, "coverage": {}, "history": {}, "tune": {},
		"report": {named: true}, "evaluate": {named: true}, "export": {named: true}, "resume --plain": {named: true}, "delete --yes": {named: true},
		"import":                          {takes: []string{"a.facilitate-run", "folder"}, named: true},
		"simulate " + plan + " --script":  {takes: []string{"a.csv"}, named: true},
		"rehearse " + plan + " --script":  {takes: []string{"a.csv"}, named: true},
		"new " + dir + "/new.yaml --from": {takes: []string{"a.docx", "a.xlsx", "a.zip", "a.jsonl", "a.csv", "a.facilitate-run", "plan.yaml", "a.pdf", "a.png"}},
	} {
		for name, f := range files {
			if strings.Contains(" "+strings.Join(c.takes, " ")+" ", " "+name+" ") || name == "plan.yaml" && !c.named {
				continue
			}
			args := append(strings.Fields(command), filepath.Join(dir, name))
			want := cli.StatusFailed
			if strings.HasSuffix(command, "--script") {
				want = cli.StatusUsage
			}
			out, complaint := clitest.Program(t, Run, want, filepath.Join(dir, "state"), args...)
			if !strings.Contains(complaint, name+" is "+f.is+", not ") || !strings.Contains(complaint, f.todo) || strings.Count(complaint, "\n") != 1 || out != "" {
				t.Errorf("%s %s says\n%s%s", command, name, out, complaint)
			}
		}
	}
}

// TestUnknownEnding: what is written is not given the name of something else.
func TestUnknownEnding(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ command, known string }{
		{"new FILE", ".yaml or .yml"},
		{"show running-a-workshop -o FILE", "csv, md, ics or docx"},
		{"tune running-a-workshop -o FILE", ".yaml or .yml"},
		{"schema -o FILE", "use .json"},
		{"export -o FILE", ".facilitate-run or .run"},
		{"report -o FILE", ".txt, .md, .html, .pdf, .csv or .json"},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "a.pptx")
		args := strings.Fields(strings.ReplaceAll(c.command, "FILE", path))
		_, complaint := clitest.Program(t, Run, cli.StatusUsage, dir, args...)
		if !strings.Contains(complaint, c.known) || !strings.Contains(complaint, "is not written as") || cli.Exists(path) {
			t.Errorf("%s says %s", c.command, complaint)
		}
	}
}
