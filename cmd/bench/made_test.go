//go:build linux || darwin

package bench

import (
	"bytes"
	"testing"

	"facilitate/cmd/clitest"
	"facilitate/session"
	"facilitate/session/journal"
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
	_, plan := clitest.ShippedPlan(t)
	text := script(plan, n)
	if lines := bytes.Count(text, []byte("\n")); lines != n {
		t.Errorf("%d commands, should be %d", lines, n)
	}
	if undos := bytes.Count(text, []byte(" undo\n")); undos < n*3/10 || undos > n*4/10 {
		t.Errorf("%d of %d commands undo, should be a third", undos, n)
	}
	if !bytes.Equal(text, script(plan, n)) {
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

// The runs that are read are many, whole and of a real size, and one of them is
// unfinished.
func TestKeepRuns(t *testing.T) {
	t.Parallel()
	state := t.TempDir()
	keepRuns(t, state, different+2)
	store := journal.Store{Dir: state}
	infos, err := store.List()
	if err != nil || len(infos) != different+2 {
		t.Fatal(len(infos), err)
	}
	for i, info := range infos {
		if info.Unread != nil || len(info.Damage) > 0 || !info.Took() || info.Finished != (i > 0) {
			t.Errorf("run %d of them: %+v", i, info)
		}
		if replay, err := store.Read(info.ID); err != nil || replay.Records < 50 {
			t.Errorf("%s: %v, or too few records", info.ID, err)
		}
	}
}

func TestKeepLongRun(t *testing.T) {
	t.Parallel()
	const records = 500
	state := t.TempDir()
	keepLongRun(t, state, records)
	store := journal.Store{Dir: state}
	infos, err := store.List()
	if err != nil || len(infos) != 1 || !infos[0].Took() || infos[0].Finished {
		t.Fatal(infos, err)
	}
	if replay, err := store.Read(infos[0].ID); err != nil || len(replay.Events) != records || len(replay.Damage) > 0 {
		t.Error(len(replay.Events), replay.Damage, err)
	}
}
