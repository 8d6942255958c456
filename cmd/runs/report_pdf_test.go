package runs_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
	"facilitate/cmd/runs"
	"facilitate/session/journal"
)

// fakeBrowser prints a page as PDF by writing that it is one above it.
const fakeBrowser = `#!/bin/sh
for a; do
	case $a in
	--print-to-pdf=*) pdf=${a#*=} ;;
	file://*) page=${a#file://} ;;
	esac
done
{ echo %PDF-; cat "$page"; } > "$pdf"
`

// TestReportAsPDF prints a report, which only its owner can read, and says so where
// nothing is there to print it with. What a real browser makes of a page the tests of
// papers see.
func TestReportAsPDF(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the browser here is a script for a Unix shell")
	}
	state, folder := t.TempDir(), t.TempDir()
	path := filepath.Join(t.TempDir(), "browser")
	if err := os.WriteFile(path, []byte(fakeBrowser), 0o700); err != nil {
		t.Fatal(err)
	}
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
	if err != nil || !bytes.HasPrefix(text, []byte("%PDF-\n<!DOCTYPE html>")) || !bytes.HasSuffix(bytes.TrimSpace(text), []byte("</html>")) {
		t.Errorf("%v: %.40q", err, text)
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
