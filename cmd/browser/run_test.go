package browser

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestPrintFails is a browser that does not do what it should.
func TestPrintFails(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the browsers here are scripts for a Unix shell")
	}
	for _, c := range []struct{ script, says string }{
		{"exit 0", "it wrote nothing"},
		{"echo broken >&2; echo 'very broken' >&2; exit 3", "exit status 3 (very broken)"},
		{"for a; do case $a in --print-to-pdf=*) echo hello > \"${a#*=}\";; esac; done", "it wrote nothing"},
		{"exec sleep 60", "did not end within"},
	} {
		folder := t.TempDir()
		script := filepath.Join(folder, "browser")
		writeScript(t, script, c.script)
		page, pdf := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
		b := Browser{Path: script, Patience: time.Minute}
		if strings.Contains(c.script, "sleep") {
			b.Patience = 50 * time.Millisecond
		}
		err := b.Print(context.Background(), page, pdf, false)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.script, err)
		}
		if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
			t.Errorf("%s leaves something behind: %v %v", c.script, err, entries)
		}
	}
}

// writeScript writes a script that can be run. What another test starts meanwhile
// would hold the file open, and then nothing could run it.
func writeScript(t *testing.T, path, script string) {
	t.Helper()
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

// never is a page that no browser answers.
type never struct{}

func (never) URL() string           { return "http://127.0.0.1:1/" }
func (never) Done() <-chan struct{} { return nil }

// TestMeasureFails is a browser that does not do what it should.
func TestMeasureFails(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the browsers here are scripts for a Unix shell")
	}
	for _, c := range []struct{ script, says string }{
		{"exit 0", "it measured nothing"},
		{"echo broken >&2; echo 'very broken' >&2; exit 3", "exit status 3 (very broken)"},
		{"exec sleep 60", "did not end within"},
	} {
		script := filepath.Join(t.TempDir(), "browser")
		writeScript(t, script, c.script)
		patience := time.Minute
		if strings.Contains(c.script, "sleep") {
			patience = 50 * time.Millisecond
		}
		b := Browser{Path: script, Patience: patience}
		if err := b.Measure(context.Background(), never{}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.script, err)
		}
	}
}
