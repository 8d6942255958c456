//go:build unix

package tui

import (
	"syscall"
	"testing"
	"time"
)

// BenchmarkPaste pastes a hundred kilobytes without brackets: what counts is
// the processor's time, since the end of a paste is waited for.
func BenchmarkPaste(b *testing.B) {
	for name, key := range map[string]string{"outside a line": "", "into a line": "c"} {
		b.Run(name, func(b *testing.B) {
			before := processor(b)
			for b.Loop() {
				pasting(b, key, hundred)
			}
			b.ReportMetric(float64((processor(b)-before).Microseconds())/1000/float64(b.N), "ms-processor")
		})
	}
}

// processor is the time that processors have worked for this process.
func processor(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
