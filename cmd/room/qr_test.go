package room

import (
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"
)

// inkedOf writes a line in colours as one in dark ink.
func inkedOf(line string) string {
	return strings.NewReplacer(
		colours[true][true], "█", colours[true][false], "▀", colours[false][true], "▄", colours[false][false], " ").Replace(line)
}

// TestQR reads the half blocks again, square by square.
func TestQR(t *testing.T) {
	t.Parallel()
	const longest = "http://192.168.100.200:54321/#ABCDEFGHIJKLMNOPQRSTUV"
	code, err := qrcode.New(longest, qrcode.Low)
	if err != nil {
		t.Fatal(err)
	}
	want := code.Bitmap()
	lines, err := QR(longest)
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) > 22 {
		t.Errorf("%d lines do not fit beside a line of words in 24", len(lines))
	}
	for y := range want {
		line := lines[y/2]
		if !strings.HasSuffix(line, coloursOff) {
			t.Fatalf("line %d keeps its colours on", y/2)
		}
		squares := []rune(inkedOf(strings.TrimSuffix(line, coloursOff)))
		if len(squares) != len(want[y]) || len(squares) > 80 {
			t.Fatalf("%d columns, not %d", len(squares), len(want[y]))
		}
		for x, square := range squares {
			up, down := square == '█' || square == '▀', square == '█' || square == '▄'
			ground := up
			if y%2 == 1 {
				ground = down
			}
			if ground != want[y][x] {
				t.Fatalf("the square at %d, %d is wrong", x, y)
			}
		}
	}
	for x := range want[0] { // the quiet ground
		for y := range 4 {
			if want[y][x] || want[len(want)-1-y][x] || want[x][y] || want[x][len(want)-1-y] {
				t.Fatal("there is no quiet ground around it")
			}
		}
	}
	if _, err := QR(strings.Repeat("x", 5000)); err == nil {
		t.Error("any text fits")
	}
}
