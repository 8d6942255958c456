package draw

import (
	"slices"
	"testing"
)

func TestLetters(t *testing.T) {
	want := []string{"█▀█ █▄ █     ▄", "█ █ █ ▀█    ▀█▀", "▀▀▀ ▀  ▀"}
	if got, ok := Letters("on +", 20); !ok || !slices.Equal(got, want) {
		t.Errorf("it became\n%q, not\n%q", got, want)
	}
	for _, text := range []string{"", "é", "ON TIME"} {
		if got, ok := Letters(text, 20); ok {
			t.Errorf("%q became %q", text, got)
		}
	}
	all, _ := Letters("ON", 20)
	if got, ok := LettersByWord("on time, 5 min", 20); !ok || !slices.Equal(got, all) {
		t.Errorf("the first word became %q", got)
	}
}
