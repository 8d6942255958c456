//go:build linux || darwin

package bench

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"facilitate/cmd/clitest"
)

// The limits of the commands that run to their end.
const (
	maxHelp     = 200 * time.Millisecond
	maxCheck    = 250 * time.Millisecond // a plan as large as a plan may be
	maxPack     = 300 * time.Millisecond // all papers of the plan that ships, without PDF
	maxSimulate = 500 * time.Millisecond // the short script
	maxGrowth   = 12                     // the long script is ten times as long
	maxHistory  = time.Second
	maxTune     = time.Second
	maxLong     = time.Second // a run taken up again
)

const (
	shortScript = 5_000
	longScript  = 50_000
)

// command measures one command line, which has to be carried out within a
// limit, and is how long it took.
func command(b *testing.B, limit time.Duration, args ...string) time.Duration {
	b.Helper()
	program := clitest.BuildProgram(b)
	for b.Loop() {
		// Nothing of whoever measures may change the figures.
		cmd := exec.Command(program, args...)
		cmd.Env = []string{"HOME=" + b.TempDir(), "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8"}
		var complaint bytes.Buffer
		cmd.Stderr = &complaint
		if err := cmd.Run(); err != nil {
			b.Fatalf("%v\n%s", err, &complaint)
		}
	}
	return within(b, limit)
}

// within holds that what was measured took no longer than a limit.
func within(b *testing.B, limit time.Duration) time.Duration {
	b.Helper()
	took := b.Elapsed() / time.Duration(b.N)
	if took > limit {
		b.Errorf("it takes %s; the limit is %s", took, limit)
	}
	return took
}

// BenchmarkHelp asks for help in a terminal that answers nothing, where it once
// might have waited for an answer.
func BenchmarkHelp(b *testing.B) {
	program := clitest.BuildProgram(b)
	for b.Loop() {
		if status := clitest.RunInTerminal(b, 80, 24, program, "--help").Exit(); status != 0 {
			b.Fatal(status)
		}
	}
	within(b, maxHelp)
}

// BenchmarkCheck checks a plan of 1 MiB.
func BenchmarkCheck(b *testing.B) { command(b, maxCheck, "check", largeFile(b)) }

func BenchmarkPack(b *testing.B) {
	command(b, maxPack, "pack", clitest.Shipped, "--force", "-o", filepath.Join(b.TempDir(), "papers"))
}

func BenchmarkSimulate(b *testing.B) {
	_, plan := clitest.ShippedPlan(b)
	limit := maxSimulate
	for _, n := range []int{shortScript, longScript} {
		file := filepath.Join(b.TempDir(), "script")
		if err := os.WriteFile(file, script(plan, n), 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			limit = maxGrowth * command(b, limit, "simulate", clitest.Shipped, "--script", file)
		})
	}
}

// BenchmarkHistory lists as many runs as are kept in years.
func BenchmarkHistory(b *testing.B) {
	command(b, maxHistory, "history", "--state-dir", manyKept(b))
}

// BenchmarkTune learns from all of them.
func BenchmarkTune(b *testing.B) {
	command(b, maxTune, "tune", clitest.Shipped, "--state-dir", manyKept(b))
}

// BenchmarkResume takes up a run with 100,000 records.
func BenchmarkResume(b *testing.B) {
	state := b.TempDir()
	keepLongRun(b, state, longRecords)
	command(b, maxLong, "resume", "--state-dir", state)
}
