//go:build !windows

package tui

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestFirstFrame sees that the first frame stands before bubbletea runs, that
// bubbletea does not clear it, and that a terminal it never took over is put back.
func TestFirstFrame(t *testing.T) {
	for _, c := range []struct {
		name  string
		sends []string
		left  bool // by bubbletea
	}{
		{"taken over", []string{ansi.HideCursor, ansi.SetAltScreenSaveCursorMode, ansi.EraseEntireScreen, "frame", ansi.EraseEntireScreen}, true},
		{"never taken over", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, err := os.CreateTemp(t.TempDir(), "terminal")
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			m := ready(t).m
			p := paint(m, file)
			for _, s := range c.sends {
				if n, err := io.WriteString(p, s); n != len(s) || err != nil {
					t.Errorf("of %q %d were taken: %v", s, n, err)
				}
			}
			p.leave()
			sent, err := os.ReadFile(file.Name())
			if err != nil {
				t.Fatal(err)
			}
			first := ansi.HideCursor + ansi.SetAltScreenSaveCursorMode + ansi.EraseEntireScreen + ansi.CursorHomePosition + strings.ReplaceAll(m.View(), "\n", "\r\n") + ansi.CursorPosition(0, m.height)
			want := first + ansi.ResetAltScreenSaveCursorMode + ansi.ShowCursor
			if c.left {
				want = first + ansi.HideCursor + "frame" + ansi.EraseEntireScreen
			}
			if !strings.Contains(m.View(), "SMALL PLAN") || string(sent) != want {
				t.Errorf("the terminal was sent %q, not %q", sent, want)
			}
		})
	}
}
