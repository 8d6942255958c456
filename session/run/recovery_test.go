package run_test

import (
	"reflect"
	"testing"
	"time"

	"facilitate/session/run"
)

// A preview that is taken up must come true.
func TestRecoveriesComeTrue(t *testing.T) {
	t.Parallel()
	forEachStep(t, func(w *walk, c run.Command) {
		_ = w.do(c)
		if w.state.Stage() == run.Finished {
			return // see TestRecoveriesAfterTheEnd
		}
		if !w.chance(30) { // previews take time
			return
		}
		for i, preview := range w.state.Recoveries(w.now) {
			if preview.Option != run.Options[i] {
				w.failf("%s is offered in place %d", preview.Option, i)
			}
			w.comesTrue(preview)
		}
	})
}

// comesTrue takes a preview up, compares, and takes it back.
func (w *walk) comesTrue(preview run.Recovery) {
	w.t.Helper()
	promises := w.state.Promises(w.now)
	var before string
	if preview.Refused == nil { // most are refused, and a digest takes time
		before = digest(w.state, w.now)
	}
	phases := append([]run.Phase(nil), w.state.Phases()...)
	err := w.do(run.Recover{Option: preview.Option})
	if preview.Refused != nil || err != nil {
		if preview.Refused == nil || err == nil || err.Error() != preview.Refused.Error() {
			w.failf("%s is shown as %v and answered by %v", preview.Option, preview.Refused, err)
		}
		if preview.Changes != nil || preview.Fixed != nil || !reflect.DeepEqual(preview.After, promises) {
			w.failf("%s is refused and yet changes %+v", preview.Option, preview)
		}
		return
	}
	if got := w.state.Promises(w.now); !reflect.DeepEqual(got, preview.After) || !reflect.DeepEqual(preview.Before, promises) {
		w.failf("%s promised %v, and it is %v", preview.Option, preview.After, got)
	}
	if got := max(0, -w.state.Verdict(w.now).Slack()); got != preview.Missing {
		w.failf("%s promised that %v are missing, and it is %v", preview.Option, preview.Missing, got)
	}
	gains := false
	for _, p := range preview.After {
		for _, was := range promises {
			gains = gains || p.Activity == was.Activity && p.Slack() > was.Slack()
		}
	}
	if !gains {
		w.failf("%s gains nothing", preview.Option)
	}
	w.changedOnly(phases, preview)
	if err := w.do(run.Undo{}); err != nil || digest(w.state, w.now) != before {
		w.failf("%s cannot be taken back: %v%s", preview.Option, err, differences(digest(w.state, w.now), before))
	}
}

// changedOnly is that the changes are all there is, and in plan order.
func (w *walk) changedOnly(before []run.Phase, preview run.Recovery) {
	w.t.Helper()
	last := run.NoPhase
	for _, c := range preview.Changes {
		if c.Phase <= last {
			w.failf("the changes are not in plan order: %+v", preview.Changes)
		}
		last = c.Phase
		was := &before[c.Phase]
		if was.Status != run.Pending || was.Budget != c.From {
			w.failf("%+v changes a phase that is %v with %v", c, was.Status, was.Budget)
		}
		switch {
		case c.Dropped:
			was.Status = run.Skipped
		case (c.From-c.To)%time.Minute != 0 || c.To >= c.From || c.To < was.Floor:
			w.failf("%+v is not whole minutes off, down to %v", c, was.Floor)
		default:
			was.Budget = c.To
		}
	}
	for i, p := range w.state.Phases() {
		if p.Status != before[i].Status || p.Budget != before[i].Budget {
			w.failf("%s became %v with %v, want %v with %v", w.state.Name(i), p.Status, p.Budget, before[i].Status, before[i].Budget)
		}
	}
}

// What is refused is not to be offered either.
func TestRecoveriesAfterTheEnd(t *testing.T) {
	s := played(t, planOf(10*time.Minute, "a 10m; b 5m optional"), "0s start; 20m finish")
	for _, preview := range s.Recoveries(at(20 * time.Minute)) {
		_, err := run.Decide(s, run.Recover{Option: preview.Option}, at(20*time.Minute))
		if err == nil || preview.Refused == nil {
			t.Errorf("%s is shown as %v and answered by %v", preview.Option, preview.Refused, err)
		}
	}
}
