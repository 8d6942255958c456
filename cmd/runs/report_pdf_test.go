package runs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/runs"
	"facilitate/session/journal"
)

// TestReportAsPDF prints a report, which only its owner can read, and says so where
// nothing is there to print it with.
func TestReportAsPDF(t *testing.T) {
	path := clitest.Browser(t)
	state, folder := t.TempDir(), t.TempDir()
	clitest.Run{Plan: threePhases, Kind: journal.Delivery, Begin: firstMorning, Script: clitest.ScriptOfTimes("5:00", "6:00", "7:00")}.Keep(t, state)
	report := func(file, browser string) (complaint string, err error) {
		var out, complaints bytes.Buffer
		c := runs.NewReport(&cli.Env{Out: &out, Err: &complaints, Now: time.Now, Getenv: func(name string) string {
			return map[string]string{"FACILITATE_STATE": state, "FACILITATE_BROWSER": browser}[name]
		}})
		c.SetArgs([]string{"-o", filepath.Join(folder, file)})
		err = c.Execute()
		return complaints.String(), err
	}
	if complaint, err := report("report.pdf", path); err != nil || complaint != "" {
		t.Fatal(err, complaint)
	}
	text, err := os.ReadFile(filepath.Join(folder, "report.pdf"))
	if err != nil || !bytes.HasPrefix(text, []byte("%PDF-")) {
		t.Errorf("%v: %.20q", err, text)
	}
	if info, err := os.Stat(filepath.Join(folder, "report.pdf")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v: %v", err, info.Mode())
	}
	if _, err := report("other.pdf", filepath.Join(folder, "none")); err == nil || !strings.HasPrefix(err.Error(), "no Chromium, Chrome or Edge was found") {
		t.Errorf("without a browser: %v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("%v: there is left %v", err, left)
	}
}
