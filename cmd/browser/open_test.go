package browser

import (
	"runtime"
	"testing"

	"facilitate/cmd/cli"
)

// TestNoDesktop is a computer on which a browser would start in the terminal.
func TestNoDesktop(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere a browser has a window")
	}
	env := &cli.Env{Getenv: func(string) string { return "" }}
	if err := Open(env, "http://localhost:1/"); err == nil {
		t.Error("a browser was started")
	}
}
