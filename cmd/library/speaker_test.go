package library

import (
	"os"
	"strings"
	"testing"
	"time"

	"facilitate/session/journal"
	"facilitate/session/report"
)

// TestForgetRuns sees that the pace of speaking outlives the run it was learnt in, and
// says nothing of that any more.
func TestForgetRuns(t *testing.T) {
	t.Parallel()
	store := journal.Store{Dir: t.TempDir()}
	if err := ForgetRuns(store, []string{"a"}); err != nil {
		t.Errorf("nothing was learnt: %v", err)
	}
	if err := LearnPace(store, report.Pace{Words: 600, Spoken: 5 * time.Minute, Phases: 2}, "2026-11-21-0930-walk-ab12", time.Now()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		run  string
		left bool
	}{{"2026-11-21-0930-walk-ab13", true}, {"2026-11-21-0930-walk-ab12", false}} {
		if err := ForgetRuns(store, []string{"x", c.run}); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(SpeakerFile(store))
		if err != nil || strings.Contains(string(text), "walk") != c.left {
			t.Errorf("after %s went: %s%v", c.run, text, err)
		}
		if s, err := ReadSpeaker(store); err != nil || s == nil || s.WordsPerMinute != 120 {
			t.Errorf("the pace is %+v; %v", s, err)
		}
	}
}
