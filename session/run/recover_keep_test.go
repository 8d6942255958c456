package run_test

import (
	"testing"
	"time"

	"facilitate/session/run"
)

// TestKeep shortens later phases by whole minutes until so much is to spare, leaves
// the hard end where it is, and is taken back as one.
func TestKeep(t *testing.T) {
	t.Parallel()
	s := run.New(planOf(32*time.Minute, "a 10m; b 10m; c 10m protect"), run.Booking{})
	decided(t, s, run.Start{}, at(0))
	now, end := at(time.Second), s.HardEnd(at(0))
	if r := s.Keeping(2*time.Minute, now); r.Refused == nil {
		t.Errorf("there are two minutes to spare, and %+v", r)
	}
	r := s.Keeping(5*time.Minute, now)
	if r.Refused != nil || len(r.Changes) != 1 || r.Changes[0].To != 7*time.Minute || !r.HardEnd.Equal(end) || r.Missing != 0 {
		t.Errorf("%+v", r)
	}
	decided(t, s, run.Keep{Spare: 5 * time.Minute}, now)
	if got := s.InHand(now); got != 5*time.Minute || !s.HardEnd(now).Equal(end) {
		t.Errorf("%v to spare until %v", got, s.HardEnd(now))
	}
	decided(t, s, run.Undo{}, now)
	if got := s.InHand(now); got != 2*time.Minute {
		t.Errorf("%v to spare after undo", got)
	}
}
