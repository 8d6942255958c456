package pack_test

import (
	"testing"

	"facilitate/session/pack"
)

// BenchmarkDocuments makes all of the shipped plan's: 300 ms is the limit for
// the whole command.
func BenchmarkDocuments(b *testing.B) {
	plan := shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pack.Documents(plan, pack.Options{People: 20, Groups: 4}); err != nil {
			b.Fatal(err)
		}
	}
}
