package paint

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// cells are what a row of a terminal shows: letters, each with the styles it has.
func cells(t *testing.T, columns int, sent string) []string {
	t.Helper()
	row := strings.Split(strings.Repeat(" ", columns), "")
	x, style := 0, ""
	for len(sent) > 0 {
		sequence, width, n, _ := ansi.DecodeSequence(sent, 0, nil)
		sent = sent[n:]
		switch {
		case width > 0:
			clear(row[x : x+width])
			row[x] = sequence + style
			x += width
		case sequence == "\u0301":
			row[x-1] += sequence
		case strings.HasSuffix(sequence, "m"):
			style = after(style, sequence)
		default:
			if _, err := fmt.Sscanf(sequence, escape+"1;%dH", &x); err != nil {
				x = 1 // of the first column no more is sent
			}
			x--
		}
	}
	return row
}

// TestChanged: whatever a row shows after another, a terminal that was sent only what
// changed shows it as one that was sent it whole.
func TestChanged(t *testing.T) {
	pieces := []string{"a", "b", " ", " ", "  ", "é", "日", "e\u0301", "👩\u200d🏫", "█", "\x1b[1m", "\x1b[38;5;1m", "\x1b[7m", plain, plain + " "}
	random := rand.New(rand.NewPCG(1, 1))
	const columns = 60
	row := func() string {
		var b strings.Builder
		for range random.IntN(12) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		if random.IntN(4) > 0 {
			b.WriteString(strings.Repeat(" ", columns-ansi.StringWidth(b.String())))
		}
		return b.String() + plain
	}
	for range 5000 {
		was, now := row(), row()
		if random.IntN(2) > 0 { // the same but for a piece
			now = strings.Replace(was, pieces[random.IntN(len(pieces))], pieces[random.IntN(len(pieces))], 1) + plain
		}
		if ansi.StringWidth(was) != ansi.StringWidth(now) {
			continue
		}
		column, change := changed(was, now)
		got, want := cells(t, columns, was+ansi.CursorPosition(column+1, 1)+change), cells(t, columns, now)
		if !slices.Equal(got, want) {
			t.Fatalf("%q after %q is shown as\n%q, not\n%q", now, was, got, want)
		}
	}
}

// TestChangedIsShort: of a clock's row, what is sent are its last figures.
func TestChangedIsShort(t *testing.T) {
	ground := "\x1b[48;5;2m"
	was, row := " 12:34"+strings.Repeat(" ", 90), " 12:33"+strings.Repeat(" ", 90)
	for _, c := range [][3]string{
		{was, row, "3" + plain},
		{ground + was + plain, ground + row + plain, ground + "3" + plain},
		{ground + was + plain, "\x1b[48;5;3m" + row + plain, "\x1b[48;5;3m" + row + plain},
		{"\x1b[1mbar" + plain + ground + was + plain, "\x1b[1mbar" + plain + ground + row + plain, ground + "3" + plain},
	} {
		if _, change := changed(c[0], c[1]); change != c[2] {
			t.Errorf("for %q after %q %q is sent, not %q", c[1], c[0], change, c[2])
		}
	}
}
