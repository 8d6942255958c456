package cli

import (
	"strings"
	"testing"
)

func TestAsk(t *testing.T) {
	in := strings.NewReader("  Ann \nyes\nY\nno\nye\ny\x1b\nlast")
	var out strings.Builder
	env := &Env{In: in, Out: &out, Getenv: func(string) string { return "" }}
	if got, err := env.Ask("who? "); got != "Ann" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	for _, want := range []bool{true, true, false, false, false} {
		if sure, err := env.IsSure("sure?"); sure != want || err != nil {
			t.Errorf("sure: %v, %v", sure, err)
		}
	}
	if got, _ := env.Ask("and? "); got != "last" {
		t.Errorf("what has no end of a line is %q", got)
	}
	if sure, _ := env.IsSure("still?"); sure {
		t.Error("an input that has ended is sure")
	}
	if want := "who? sure? [y/N] "; !strings.HasPrefix(out.String(), want) {
		t.Errorf("it asked %q", out.String())
	}
}
