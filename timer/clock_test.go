package timer

import (
	"testing"
	"time"
)

func TestClockNeverGoesBackwards(t *testing.T) {
	c := NewClock()
	last := c.Now()
	for range 10_000 {
		now := c.Now()
		if now.Before(last) {
			t.Fatalf("%v came after %v", now, last)
		}
		last = now
	}
}

// fakeClocks are a computer's clocks that a test sets.
type fakeClocks struct{ r Reading }

func (f *fakeClocks) read() Reading { return f.r }

// pass lets real time pass, of which the computer slept some.
func (f *fakeClocks) pass(d, asleep time.Duration) {
	f.r.Boot += d
	f.r.Awake += d - asleep
	f.r.Wall = f.r.Wall.Add(d)
}

var madeAt = time.Date(2026, 11, 21, 9, 30, 0, 0, time.UTC)

func fakeClock() (*Clock, *fakeClocks) {
	f := &fakeClocks{Reading{Awake: time.Second, Boot: 5 * time.Hour, BootID: "b", Wall: madeAt}}
	return newClock(madeAt, f.r, f.read), f
}

// Whatever the wall clock showed when the clock was made, its instants are
// whole milliseconds in UTC and carry none of Go's monotonic time, which would
// make two instants differ by what the computer did not sleep.
func TestClockTellsMilliseconds(t *testing.T) {
	for _, ns := range []int{0, 1, 999_999, 1_000_000, 123_456_789, 999_999_999} {
		_, f := fakeClock()
		base := madeAt.Add(time.Duration(ns))
		now := newClock(base, f.r, f.read).Now()
		if now.Nanosecond()%int(time.Millisecond) != 0 || now.Before(base.Truncate(time.Millisecond)) {
			t.Errorf("made at %d ns: %v", ns, now)
		}
	}
	now := NewClock().Now()
	if now.Location() != time.UTC || now != now.Round(0) {
		t.Errorf("%v is not a plain instant in UTC", now)
	}
}

// What passed is read from the time since boot: a step of the wall clock does
// not show in it, and sleep does.
func TestClockCountsRealTime(t *testing.T) {
	c, f := fakeClock()
	f.pass(10*time.Minute, 0)
	f.r.Wall = f.r.Wall.Add(-time.Hour)
	f.pass(20*time.Minute, 15*time.Minute)
	if got := c.Now().Sub(madeAt); got != 30*time.Minute {
		t.Errorf("after 30 minutes the clock counted %v", got)
	}
}

func TestLook(t *testing.T) {
	for _, test := range []struct {
		name           string
		happen         func(f *fakeClocks)
		slept, stepped time.Duration
	}{
		{"a second", func(f *fakeClocks) { f.pass(time.Second, 0) }, 0, 0},
		{"a long time awake", func(f *fakeClocks) { f.pass(3*time.Hour, 0) }, 0, 0},
		{"a nap", func(f *fakeClocks) { f.pass(time.Minute, 50*time.Second) }, 50 * time.Second, 0},
		{"too short to tell", func(f *fakeClocks) { f.pass(3*time.Second, Tolerance) }, 0, 0},
		{"just long enough", func(f *fakeClocks) { f.pass(3*time.Second, Tolerance+1) }, Tolerance + 1, 0},
		{"set forward", func(f *fakeClocks) { f.r.Wall = f.r.Wall.Add(time.Hour) }, 0, time.Hour},
		{"set back in a nap", func(f *fakeClocks) {
			f.pass(time.Minute, 30*time.Second)
			f.r.Wall = f.r.Wall.Add(-10 * time.Second)
		}, 30 * time.Second, -10 * time.Second},
		{"trimmed by the network", func(f *fakeClocks) { f.r.Wall = f.r.Wall.Add(Tolerance) }, 0, 0},
	} {
		c, f := fakeClock()
		test.happen(f)
		if l := c.Look(); l.Slept != test.slept || l.Stepped != test.stepped {
			t.Errorf("%s: slept %v, stepped %v", test.name, l.Slept, l.Stepped)
		}
		if l := c.Look(); l.Slept != 0 || l.Stepped != 0 {
			t.Errorf("%s: told twice: slept %v, stepped %v", test.name, l.Slept, l.Stepped)
		}
	}
}

func TestSince(t *testing.T) {
	before := Reading{Boot: time.Hour, BootID: "a", Wall: madeAt}
	after := func(boot, wall time.Duration, id string) Reading {
		return Reading{Boot: before.Boot + boot, BootID: id, Wall: madeAt.Add(wall)}
	}
	for _, test := range []struct {
		name string
		now  Reading
		gap  time.Duration
		sure bool
	}{
		{"same boot", after(4*time.Minute, 4*time.Minute+Tolerance, "a"), 4 * time.Minute, true},
		{"same boot, wall stepped", after(4*time.Minute, time.Hour, "a"), time.Hour, false},
		{"same name of another boot", after(-30*time.Minute, 4*time.Minute, "a"), 4 * time.Minute, false},
		{"another boot", after(-time.Hour, 6*time.Minute, "b"), 6 * time.Minute, true},
		{"another boot, wall set back", after(-time.Hour, -6*time.Minute, "b"), 0, false},
		{"another boot, after months", after(0, 90*24*time.Hour, "b"), 90 * 24 * time.Hour, false},
		{"no names", Reading{Boot: before.Boot + time.Minute, Wall: madeAt.Add(time.Minute)}, time.Minute, true},
	} {
		if gap, sure := Since(before, test.now); gap != test.gap || sure != test.sure {
			t.Errorf("%s: %v, sure %v; want %v, %v", test.name, gap, sure, test.gap, test.sure)
		}
	}
}

func TestSinceBootCounts(t *testing.T) {
	last := sinceBoot()
	if last < 0 {
		t.Fatalf("the computer booted in %v", -last)
	}
	for range 10_000 {
		now := sinceBoot()
		if now < last {
			t.Fatalf("%v since boot came after %v", now, last)
		}
		last = now
	}
}
