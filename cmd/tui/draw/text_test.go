package draw

import (
	"slices"
	"testing"
)

// TestWrapStyles: a style that goes on over a line is ended there and begun again.
func TestWrapStyles(t *testing.T) {
	want := []string{"\x1b[1mone\x1b[0m", "\x1b[1mtwo\x1b[0m", "three"}
	if got := Wrap("\x1b[1mone two\x1b[0m three", 5); !slices.Equal(got, want) {
		t.Errorf("it became %q, not %q", got, want)
	}
}
