package tui

import (
	"testing"

	"facilitate/cmd/tui/draw"
)

// TestThemeAnswered: what the terminal answers about its ground is a theme and no
// key; what is typed behind it is.
func TestThemeAnswered(t *testing.T) {
	c, write, end := typing(t)
	defer end()
	write("\x1b]11;rgb:ffff/ffff/ffff\x1b\\a")
	if key := <-c.keys; key != "a" || c.theme.Name != draw.Light {
		t.Errorf("the key was %q and the theme is %q", key, c.theme.Name)
	}
}
