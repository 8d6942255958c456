package journal

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"facilitate/timer/timertest"
)

// TestScanInPieces has a file with much damage, to its newlines too, that is large
// enough to be read in pieces: it is read as in one, wherever they meet. Every second
// has no whole record in its second half.
func TestScanInPieces(t *testing.T) {
	if runtime.GOMAXPROCS(0) == 1 {
		runtime.GOMAXPROCS(2)
		defer runtime.GOMAXPROCS(1)
	}
	fsys, id, _ := kept(t, 220, 11)
	lines := slices.Collect(bytes.Lines(journalOf(t, fsys, id)))
	random := rand.New(rand.NewPCG(5, 64))
	for round := range timertest.Amount(20, 500) {
		var data []byte
		for len(data) < 200<<10 {
			for _, line := range lines {
				line = slices.Clone(line)
				switch {
				case round%2 == 1 && len(data) > 90<<10:
					line[random.IntN(len(line)-1)] ^= 1
				case random.IntN(2) == 0:
					line[random.IntN(len(line))] ^= 1
				case random.IntN(9) == 0:
					line[len(line)-1] ^= 1
				}
				data = append(data, line...)
			}
		}
		data[len(data)-1] = '\n'
		if len(split(data, runtime.GOMAXPROCS(0))) < 2 {
			t.Fatalf("%d bytes are one piece", len(data))
		}
		var want scan
		want.lineByLine(data)
		if got := scanFile(data); !reflect.DeepEqual(got, want) {
			t.Fatalf("in pieces there are %d records and the bad lines %v, %d after them, %+v; in one %d, %v, %d, %+v",
				len(got.entries), got.bad, got.after, got.remains, len(want.entries), want.bad, want.after, want.remains)
		}
	}
}
