package timer

import (
	"testing"
	"time"
)

func TestFaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		d                                     time.Duration
		minSec, countdown, inWords, inMinutes string
	}{
		{0, "0:00", "0:00", "0 min", "0"},
		{time.Millisecond, "0:00", "0:01", "0 min", "0:00"},
		{999 * time.Millisecond, "0:01", "0:01", "0 min", "0:00"},
		{time.Second, "0:01", "0:01", "1 s", "0:01"},
		{45 * time.Second, "0:45", "0:45", "45 s", "0:45"},
		{time.Minute, "1:00", "1:00", "1 min", "1"},
		{90*time.Second + time.Millisecond, "1:30", "1:31", "1 min 30 s", "1:30"},
		{time.Hour - time.Millisecond, "1:00:00", "1:00:00", "59 min 59 s", "59:59"},
		{time.Hour, "1:00:00", "1:00:00", "1 h", "60"},
		{90 * time.Minute, "1:30:00", "1:30:00", "1 h 30 min", "90"},
		{61*time.Minute + 5*time.Second, "1:01:05", "1:01:05", "1 h 1 min 5 s", "61:05"},
		{30 * time.Hour, "30:00:00", "30:00:00", "30 h", "1800"},
		{-time.Millisecond, "0:00", "0:00", "", ""},
		{-999 * time.Millisecond, "−0:01", "0:00", "", ""},
		{-1999 * time.Millisecond, "−0:02", "+0:01", "", ""},
		{-time.Second, "−0:01", "+0:01", "", ""},
		{-61 * time.Second, "−1:01", "+1:01", "", ""},
		{-2 * time.Hour, "−2:00:00", "+2:00:00", "", ""},
	} {
		if got := MinSec(c.d); got != c.minSec {
			t.Errorf("%v on a clock is %s, not %s", c.d, got, c.minSec)
		}
		if got := Countdown(c.d); got != c.countdown {
			t.Errorf("%v left is %s, not %s", c.d, got, c.countdown)
		}
		if c.d < 0 {
			continue
		}
		if got := InWords(c.d); got != c.inWords {
			t.Errorf("%v in words is %s, not %s", c.d, got, c.inWords)
		}
		if got := InMinutes(c.d); got != c.inMinutes {
			t.Errorf("%v in minutes is %s, not %s", c.d, got, c.inMinutes)
		}
	}
}
