//go:build linux || darwin

package main

import (
	"bytes"
	"testing"

	"facilitate/session"
)

// What is measured must be what it is taken for: a plan as large as a plan may
// be, in which nothing is wrong.
func TestLargePlan(t *testing.T) {
	t.Parallel()
	src := largePlan()
	if len(src) > session.MaxSize || len(src) < session.MaxSize*99/100 {
		t.Errorf("%d bytes, should be nearly %d", len(src), session.MaxSize)
	}
	plan, problems := session.Load("large.yaml", src)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if warnings := session.Check("large.yaml", plan); len(warnings) > 0 {
		t.Error(warnings)
	}
}

func TestScript(t *testing.T) {
	t.Parallel()
	const n = 3000
	text, err := script(n)
	if err != nil {
		t.Fatal(err)
	}
	if lines := bytes.Count(text, []byte("\n")); lines != n {
		t.Errorf("%d commands, should be %d", lines, n)
	}
	if undos := bytes.Count(text, []byte(" undo\n")); undos < n*3/10 || undos > n*4/10 {
		t.Errorf("%d of %d commands undo, should be a third", undos, n)
	}
	again, err := script(n)
	if err != nil || !bytes.Equal(text, again) {
		t.Error("not the same script every time")
	}
}

func TestPercentile(t *testing.T) {
	t.Parallel()
	var s samples
	for i := range 200 {
		s = append(s, float64(200-i))
	}
	if got := s.median(); got != 100 {
		t.Errorf("median %v, should be 100", got)
	}
	if got := s.percentile(99); got != 198 {
		t.Errorf("percentile 99 is %v, should be 198", got)
	}
	if got := (samples{7}).percentile(99); got != 7 {
		t.Errorf("percentile of one figure is %v, should be 7", got)
	}
}
