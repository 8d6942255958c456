package timertest

import (
	"flag"
	"runtime/debug"
	"testing"
)

// Main runs the tests of a package and is its exit status. Tests make much and
// keep little of it: what they leave is collected a quarter as often. What a
// benchmark measures stays as it is.
func Main(m *testing.M) int {
	flag.Parse()
	if bench := flag.Lookup("test.bench"); bench.Value.String() == "" {
		debug.SetGCPercent(400)
	}
	return m.Run()
}

// OneByOne skips a test with the race detector: what the program does in
// it, it does one thing after the other, so that it would take ten times as long and find nothing.
func OneByOne(t testing.TB) {
	t.Helper()
	if Raced {
		t.Skip("it does one thing after the other, and the race detector need not see it")
	}
}
