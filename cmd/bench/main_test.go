//go:build linux || darwin

// Package bench measures the whole program from outside, as a facilitator meets
// it: in a terminal, from the first frame to the key that is answered. make
// bench runs it. A benchmark fails where a limit is passed; beside the program
// many of them measure the floor, the least program of its kind.
package bench

import (
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"facilitate/cmd/cli"
	"facilitate/cmd/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m, nil) } // there are no scripts to be run

// floor builds that least program beside the other.
func floor(b *testing.B) string {
	file := filepath.Join(filepath.Dir(clitest.BuildProgram(b)), "floor")
	if !cli.Exists(file) {
		if out, err := exec.Command("go", "build", "-o", file, "facilitate/cmd/bench/floor").CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	return file
}

// samples are figures of one kind.
type samples []float64

func (s *samples) add(d time.Duration) { *s = append(*s, inMilliseconds(d)) }

func inMilliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }

func (s samples) median() float64 { return s.percentile(50) }

// percentile is the figure that p of 100 do not pass.
func (s samples) percentile(p int) float64 {
	sorted := slices.Sorted(slices.Values(s))
	return sorted[(len(sorted)*p+99)/100-1]
}

// report tells a figure beside its limit, and with it the floor's, or with what
// it is compared.
func report(b *testing.B, figure float64, unit string, limit, floor float64) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // of which a part was spent on something else
	b.ReportMetric(figure, unit)
	b.ReportMetric(floor, "floor-"+unit)
	say := b.Logf
	if figure > limit {
		say = b.Errorf
	}
	say("%.4g %s; the limit is %.4g, the floor %.4g", figure, unit, limit, floor)
}
