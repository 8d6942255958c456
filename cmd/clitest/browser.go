package clitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"facilitate/cmd/browser"
	"facilitate/cmd/cli"
	"facilitate/timer/timertest"
)

// Browser is the path of a browser; without one the test is skipped aloud. With
// the race detector it is skipped too: it sees nothing of what a page does, and
// tests that speak to the server themselves show it more in less time.
func Browser(t testing.TB) string {
	t.Helper()
	if timertest.Raced {
		t.Skip("it looks at a page, which the race detector does not see")
	}
	path, ok := browser.Find(&cli.Env{Getenv: os.Getenv}, "")
	if !ok {
		t.Skip("there is no Chromium, Chrome or Edge")
	}
	return path
}

// Dump is what a browser makes of a page in a file, as HTML.
func Dump(t *testing.T, page string) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "profile-") // not the test's own: the browser may write to it for a moment yet
	if err != nil {
		t.Fatal(err)
	}
	defer browser.RemoveFolder(folder)
	flags := append(browser.Headless(folder), "--dump-dom", "file://"+filepath.ToSlash(page))
	out, err := exec.CommandContext(t.Context(), Browser(t), flags...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
