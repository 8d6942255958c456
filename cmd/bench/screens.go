//go:build linux || darwin

package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"
)

// The limits of what runs in a terminal. Those against the floor are in the
// code below.
const (
	maxBytes  = 1500 // a second, while nothing but the clock changes
	maxMemory = 30 * megabyte
	maxKey    = 25 * millisecond // of 99 keys in 100
	maxBehind = 1.1              // of the first frame, by the runs that are kept
)

const shippedPlan = "infant-mental-health"

// size is a terminal's.
type size struct{ columns, rows uint16 }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.columns, s.rows) }

var sizes = []size{{80, 24}, {100, 30}, {120, 40}}

// cycle is keys to be pressed in turn, so far apart.
type cycle struct {
	keys  []string
	apart time.Duration
}

var (
	// Help and back, a look ahead and back.
	lookKeys = cycle{[]string{"?", "?", "\x1b[B", "\x1b[A"}, 40 * time.Millisecond}
	// What takes the next note, which is on disk before it is on screen. Right
	// after a phase began it does nothing for half a second.
	moveKeys = cycle{[]string{"\x1b[6~"}, 600 * time.Millisecond}
	// The floor counts keys.
	floorKeys = cycle{[]string{"x"}, 40 * time.Millisecond}
)

// screens measures the console, and the floor beside it.
func (b *bench) screens(large string) {
	shipped, huge := []string{b.program, "deliver", shippedPlan}, []string{b.program, "deliver", large}
	for _, s := range sizes {
		b.starts(s, shipped)
		b.countdown(s, shipped)
		b.keys("key to paint", s, shipped, lookKeys)
		b.keys("next note to paint", s, shipped, moveKeys)
	}
	b.startsBehind(sizes[0], shipped)
	b.keys("key to paint, plan of 1 MiB", sizes[1], huge, lookKeys)
	b.keys("next note to paint, plan of 1 MiB", sizes[1], huge, moveKeys)
}

// starts measures how long it takes to the first frame, also where the
// terminal answers nothing. A start is over in a moment, and the figures lie
// close together: there are more of them.
func (b *bench) starts(s size, deliver []string) {
	progress("first frame at %s", s)
	var program, silent, floor samples
	for range 5 * b.runs {
		for _, one := range []struct {
			into    *samples
			answers bool
			argv    []string
		}{{&floor, true, []string{b.floor}}, {&program, true, deliver}, {&silent, false, deliver}} {
			took, err := b.firstFrame(s, one.answers, one.argv)
			if err != nil {
				b.table.fail("first frame", s, err)
				return
			}
			*one.into = append(*one.into, took.Seconds())
		}
	}
	limit := 1.5 * floor.median()
	b.table.add(row{what: "first frame", where: s, got: program.median(), floor: floor.median(), limit: limit, unit: inMilliseconds})
	b.table.add(row{what: "first frame, no answers", where: s, got: silent.median(), floor: floor.median(), limit: limit, unit: inMilliseconds})
}

// startsBehind measures the first frame where many runs are kept, one of them
// not finished, against that where none is. Both are drawn in turn, and the offer
// to go on with that one has to come after all.
func (b *bench) startsBehind(s size, deliver []string) {
	what := fmt.Sprintf("first frame, %d runs kept", manyRuns)
	progress("%s", what)
	many := append(slices.Clone(deliver), "--state-dir", b.manyFolder())
	err := b.offers(s, many)
	var kept, none samples
	for range 5 * b.runs {
		for _, one := range []struct {
			into *samples
			argv []string
		}{{&none, deliver}, {&kept, many}} {
			var took time.Duration
			if err == nil {
				took, err = b.firstFrame(s, true, one.argv)
			}
			*one.into = append(*one.into, took.Seconds())
		}
	}
	if err != nil {
		b.table.fail(what, s, err)
		return
	}
	b.table.add(row{what: what, where: s, unit: inMilliseconds, got: kept.median(), limit: maxBehind * none.median()})
}

// offers sees that an unfinished session is offered.
func (b *bench) offers(s size, deliver []string) error {
	t, err := b.open(s, true, deliver)
	if err != nil {
		return err
	}
	defer t.close()
	return t.untilSeen("NOT FINISHED")
}

func (b *bench) firstFrame(s size, answers bool, argv []string) (time.Duration, error) {
	t, err := b.open(s, answers, argv)
	if err != nil {
		return 0, err
	}
	defer t.close()
	at, err := t.untilShown()
	if err == nil { // a complaint is no first frame: that program ends
		_, err = t.watch(50 * time.Millisecond)
	}
	return at.Sub(t.began), err
}

// figures are what countdowns have taken.
type figures struct{ written, processor, peak samples }

// countdown measures what the program takes while only the clock changes.
func (b *bench) countdown(s size, deliver []string) {
	progress("the countdown at %s, %d times %s and the floor's", s, b.runs, b.period)
	var program, floor figures
	for range b.runs {
		for _, one := range []struct {
			into *figures
			argv []string
		}{{&floor, []string{b.floor}}, {&program, deliver}} {
			written, processor, peak, err := b.steady(s, one.argv)
			if err != nil {
				b.table.fail("countdown", s, err)
				return
			}
			one.into.written = append(one.into.written, written)
			one.into.processor = append(one.into.processor, processor)
			one.into.peak = append(one.into.peak, peak)
		}
	}
	b.table.add(row{
		what: "bytes to the terminal", where: s, unit: inBytes, limit: maxBytes,
		got: program.written.median(), floor: floor.written.median(),
	})
	b.table.add(row{
		what: "processor", where: s, unit: inPercent, limit: floor.processor.median(),
		got: program.processor.median(), floor: floor.processor.median(),
	})
	b.table.add(row{
		what: "peak memory", where: s, unit: inMegabytes, limit: maxMemory,
		got: program.peak.median(), floor: floor.peak.median(),
	})
}

// steady is one countdown: bytes and processor seconds a second, and bytes of
// memory.
func (b *bench) steady(s size, argv []string) (written, processor, peak float64, err error) {
	t, err := b.begin(s, argv)
	if err != nil {
		return 0, 0, 0, err
	}
	defer t.close()
	before, _, err := usage(t.cmd.Process.Pid)
	if err != nil {
		return 0, 0, 0, err
	}
	began := time.Now()
	n, err := t.watch(b.period)
	took := time.Since(began).Seconds()
	if err != nil {
		return 0, 0, 0, err
	}
	after, peak, err := usage(t.cmd.Process.Pid)
	if err == nil && n == 0 {
		err = errors.New("the clock stands still")
	}
	return float64(n) / took, (after - before).Seconds() / took, peak, err
}

// keys measures how long it takes from a key to what it paints.
func (b *bench) keys(what string, s size, deliver []string, c cycle) {
	progress("%s at %s", what, s)
	program, err := b.presses(s, deliver, c)
	var floor samples
	if err == nil {
		floor, err = b.presses(s, []string{b.floor}, floorKeys)
	}
	if err != nil {
		b.table.fail(what, s, err)
		return
	}
	b.table.add(row{
		what: what + ", median", where: s, unit: inMilliseconds,
		got: program.median(), floor: floor.median(),
	})
	b.table.add(row{
		what: what + ", p99", where: s, unit: inMilliseconds, limit: maxKey,
		got: program.percentile(99), floor: floor.percentile(99),
	})
}

// presses presses keys for as long as is asked for, and says how long each
// took to its paint.
func (b *bench) presses(s size, argv []string, c cycle) (samples, error) {
	t, err := b.begin(s, argv)
	if err != nil {
		return nil, err
	}
	defer t.close()
	var took samples
	for end := time.Now().Add(b.pressing); time.Now().Before(end) || len(took) == 0; {
		// Never in step with the frames or the clock.
		if _, err := t.watch(c.apart + rand.N(40*time.Millisecond)); err != nil {
			return nil, err
		}
		d, err := t.press(c.keys[len(took)%len(c.keys)])
		if err != nil {
			return nil, err
		}
		took = append(took, d.Seconds())
	}
	return took, nil
}

func (b *bench) open(s size, answers bool, argv []string) (*terminal, error) {
	env, err := b.environment()
	if err != nil {
		return nil, err
	}
	return open(s, answers, env, argv)
}

// begin opens a program and starts the delivery, which the floor takes for any
// key, and lets it settle.
func (b *bench) begin(s size, argv []string) (*terminal, error) {
	t, err := b.open(s, true, argv)
	if err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { _, err := t.untilShown(); return err },
		func() error { _, err := t.watch(500 * time.Millisecond); return err },
		func() error { _, err := t.press("\r"); return err },
		func() error { _, err := t.watch(time.Second); return err },
	} {
		if err := step(); err != nil {
			t.close()
			return nil, err
		}
	}
	return t, nil
}
