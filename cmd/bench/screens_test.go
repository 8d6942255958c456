//go:build linux || darwin

package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"facilitate/cmd/clitest"
)

// The limits of what runs in a terminal.
const (
	maxSlower = 1.6  // of the first frame, by what the floor lacks
	maxBehind = 1.1  // of the first frame, by the runs that are kept
	maxBusier = 1.15 // of the processor, by the same
	maxBytes  = 1500 // a second, while nothing but the clock changes
	maxMemory = 30   // megabytes
	maxKey    = 25   // milliseconds, of 99 keys in 100
)

// What is done each time that a benchmark measures.
const (
	starts   = 5 // a start is over in a moment, and the figures lie close together
	watching = 10 * time.Second
	pressing = 3 * time.Second
)

// size is a terminal's.
type size struct{ columns, rows int }

func (s size) String() string { return fmt.Sprintf("%dx%d", s.columns, s.rows) }

var sizes = []size{{80, 24}, {100, 30}, {120, 40}}

// eachSize measures at each size of a terminal.
func eachSize(b *testing.B, measure func(*testing.B, size)) {
	for _, s := range sizes {
		b.Run(s.String(), func(b *testing.B) { measure(b, s) })
	}
}

func (s size) open(b *testing.B, argv ...string) *clitest.Terminal {
	return clitest.RunInTerminal(b, s.columns, s.rows, argv...)
}

// begin opens a program and starts the delivery, which the floor takes for any
// key, and lets it settle.
func (s size) begin(b *testing.B, argv ...string) *clitest.Terminal {
	p := s.open(b, argv...)
	p.Until("the first frame", anything)
	time.Sleep(500 * time.Millisecond)
	press(p, clitest.Enter)
	time.Sleep(time.Second)
	return p
}

func anything(screen string) bool { return strings.TrimSpace(screen) != "" }

// press is how long it takes from a key to what it paints. The clock's own
// repaint may come in between, once in a hundred times, and then is taken for
// the answer.
func press(p *clitest.Terminal, key string) time.Duration {
	pressed := time.Now()
	p.Shows(key, "what a key paints", anything)
	return time.Since(pressed)
}

// firstFrame is how long it takes to the first frame, in a terminal that would
// answer no question; but none is asked.
func (s size) firstFrame(b *testing.B, argv ...string) time.Duration {
	p := s.open(b, argv...)
	defer p.Close()
	took := p.FirstFrame()
	if took < 0 {
		b.Fatal("there is no first frame")
	}
	p.Clean()
	return took
}

func BenchmarkFirstFrame(b *testing.B) {
	eachSize(b, func(b *testing.B, s size) {
		var took, least samples
		for floor, program := floor(b), clitest.BuildProgram(b); b.Loop(); {
			for range starts {
				least.add(s.firstFrame(b, floor))
				took.add(s.firstFrame(b, program, "deliver", clitest.Shipped))
			}
		}
		report(b, took.median(), "ms", maxSlower*least.median(), least.median())
	})
}

// BenchmarkFirstFrameAmongRuns is the first frame where many runs are kept, one
// of them not finished, against that where none is, and against the floor's. The
// offer to go on with that one has to come after all.
func BenchmarkFirstFrameAmongRuns(b *testing.B) {
	s := sizes[0]
	deliver := []string{clitest.BuildProgram(b), "deliver", clitest.Shipped}
	among := append(deliver, "--state-dir", manyKept(b))
	offers := s.open(b, among...)
	offers.UntilShown("NOT FINISHED")
	offers.Close()
	var took, without, least samples
	for floor := floor(b); b.Loop(); {
		for range starts {
			least.add(s.firstFrame(b, floor))
			without.add(s.firstFrame(b, deliver...))
			took.add(s.firstFrame(b, among...))
		}
	}
	b.Logf("%.4g ms where none is kept", without.median())
	report(b, took.median(), "ms", min(maxBehind*without.median(), maxSlower*least.median()), least.median())
}

// BenchmarkCountdown is what the program takes while only the clock changes.
func BenchmarkCountdown(b *testing.B) {
	eachSize(b, func(b *testing.B, s size) {
		var took, least costs
		for floor, program := floor(b), clitest.BuildProgram(b); b.Loop(); {
			watch(b, []*costs{&least, &took}, s.begin(b, floor), s.begin(b, program, "deliver", clitest.Shipped))
		}
		report(b, took.written.median(), "B/s", maxBytes, least.written.median())
		report(b, took.processor.median(), "processor-%", maxBusier*least.processor.median(), least.processor.median())
		report(b, took.peak.median(), "MB", maxMemory, least.peak.median())
	})
}

// costs are what countdowns take: bytes a second to the terminal, hundredths of
// a processor, megabytes of memory.
type costs struct{ written, processor, peak samples }

// watch watches countdowns at the same time, so that what else the computer does
// is the same for each, and ends them.
func watch(b *testing.B, into []*costs, programs ...*clitest.Terminal) {
	b.Helper()
	began := time.Now()
	before, sent := make([]time.Duration, len(programs)), make([]int, len(programs))
	for i, p := range programs {
		defer p.Close()
		before[i], _ = used(b, p)
		sent[i] = len(p.Sent())
	}
	time.Sleep(watching)
	for i, p := range programs {
		took, written := time.Since(began).Seconds(), len(p.Sent())-sent[i]
		after, peak := used(b, p)
		if written == 0 {
			b.Error("the clock stands still")
		}
		c := into[i]
		c.written = append(c.written, float64(written)/took)
		c.processor = append(c.processor, 100*(after-before[i]).Seconds()/took)
		c.peak = append(c.peak, peak/1e6)
	}
}

// used is the processor time and the most memory, in bytes, that a program has used.
func used(b *testing.B, p *clitest.Terminal) (time.Duration, float64) {
	b.Helper()
	processor, peak, err := usage(p.Cmd.Process.Pid)
	if err != nil {
		b.Fatal(err)
	}
	return processor, peak
}

// keys measures how long it takes from a key to what it paints. The keys are
// pressed in turn, so far apart.
func keys(b *testing.B, s size, plan string, apart time.Duration, keys ...string) {
	floor, program := s.begin(b, floor(b)), s.begin(b, clitest.BuildProgram(b), "deliver", plan)
	var took, least samples
	for b.Loop() {
		for _, one := range []struct {
			p     *clitest.Terminal
			into  *samples
			apart time.Duration
			keys  []string
		}{{floor, &least, 40 * time.Millisecond, []string{"x"}}, {program, &took, apart, keys}} {
			for end := time.Now().Add(pressing); time.Now().Before(end); {
				// Never in step with the frames or the clock.
				time.Sleep(one.apart + rand.N(40*time.Millisecond))
				one.into.add(press(one.p, one.keys[len(*one.into)%len(one.keys)]))
			}
		}
	}
	floor.Close()
	program.Close()
	report(b, took.percentile(99), "p99-ms", maxKey, least.percentile(99))
	b.ReportMetric(took.median(), "p50-ms")
	b.ReportMetric(least.median(), "floor-p50-ms")
}

// look presses what changes the screen only: help and back, a look ahead and
// back.
func look(b *testing.B, s size, plan string) {
	keys(b, s, plan, 40*time.Millisecond, "?", "?", "\x1b[B", "\x1b[A")
}

// move presses what takes the next note, which is on disk before it is on
// screen. Right after a phase began it does nothing for half a second.
func move(b *testing.B, s size, plan string) {
	keys(b, s, plan, 600*time.Millisecond, clitest.PageDown)
}

// BenchmarkKey is a key to its paint, and with 1MiB in a plan of that size.
func BenchmarkKey(b *testing.B) {
	eachSize(b, func(b *testing.B, s size) { look(b, s, clitest.Shipped) })
	b.Run("1MiB", func(b *testing.B) { look(b, sizes[1], largeFile(b)) })
}

// BenchmarkNextNote is the next note to its paint.
func BenchmarkNextNote(b *testing.B) {
	eachSize(b, func(b *testing.B, s size) { move(b, s, clitest.Shipped) })
	b.Run("1MiB", func(b *testing.B) { move(b, sizes[1], largeFile(b)) })
}
