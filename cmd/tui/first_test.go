package tui

import (
	"io"
	"os"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestFirstFrame sees that the first frame comes as soon as bubbletea has the
// terminal, and that bubbletea clears it only later.
func TestFirstFrame(t *testing.T) {
	file, err := os.CreateTemp(t.TempDir(), "terminal")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	m := ready(t).m
	p := paint(m, file)
	for _, s := range []string{
		ansi.HideCursor, ansi.SetModeAltScreenSaveCursor, ansi.EraseEntireScreen, ansi.CursorHomePosition, "next", ansi.EraseEntireScreen,
	} {
		if n, err := io.WriteString(p, s); n != len(s) || err != nil {
			t.Errorf("of %q %d were taken: %v", s, n, err)
		}
	}
	sent, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	first := strings.ReplaceAll(m.View(), "\n", "\r\n") + ansi.CursorPosition(0, m.height)
	want := ansi.HideCursor + ansi.SetModeAltScreenSaveCursor + ansi.EraseEntireScreen + ansi.CursorHomePosition + first + "next" + ansi.EraseEntireScreen
	if !strings.Contains(m.View(), "SMALL PLAN") || string(sent) != want {
		t.Errorf("the terminal was sent %q, not %q", sent, want)
	}
}
