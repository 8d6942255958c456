// Package clitest is what the tests of commands share: a terminal emulator,
// files and runs to try commands on, the runner of script tests. Nothing but
// tests imports it, and it must never know one of the commands.
package clitest

import (
	"os"
	"testing"
)

// ReadText is what stands in a file.
func ReadText(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
