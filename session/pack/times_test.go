package pack

import (
	"strings"
	"testing"
	"time"
)

func TestSpan(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0 min", 45 * time.Second: "45 s", 5 * time.Minute: "5 min", 90 * time.Second: "1 min 30 s",
		90 * time.Minute: "1 h 30 min", 24 * time.Hour: "24 h",
	} {
		if got := strings.ReplaceAll(span(d), "\u00a0", " "); got != want {
			t.Errorf("%v is %q, not %q", d, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"2026-11-21": "21 November 2026", "2026-02-01": "1 February 2026", "soon": "soon"} {
		if got := date(text); got != want {
			t.Errorf("%s is %q, not %q", text, got, want)
		}
	}
}
