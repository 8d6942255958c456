package room

import (
	"strings"

	"github.com/skip2/go-qrcode"
)

// Ink says what a QR code is drawn with in a terminal. Phones want dark
// squares on a light ground, whichever of the two the terminal's ground is.
type Ink int

// The inks.
const (
	Coloured   Ink = iota // black on white, set by escape sequences: right on any terminal
	LightInk              // without them, for light letters on a dark ground
	DarkInk               // without them, for dark letters on a light ground
	coloursOff = "\x1b[0m"
)

// QR draws a text as a QR code of half blocks, with the quiet ground of four
// squares that phones need around it. The address of a remote takes some 41
// columns and 21 lines. It fails where the text is too long for a code.
func QR(text string, ink Ink) (string, error) {
	code, err := qrcode.New(text, qrcode.Low) // a screen is neither torn nor dirty
	if err != nil {
		return "", err
	}
	dark := code.Bitmap()
	at := func(x, y int) bool { return y < len(dark) && dark[y][x] }
	var b strings.Builder
	for y := 0; y < len(dark); y += 2 {
		for x := range dark[y] {
			if ink == Coloured {
				b.WriteString(colours[at(x, y)][at(x, y+1)])
			} else { // ink goes where it is dark, or else where it is not
				light := ink == LightInk
				b.WriteString(halves[at(x, y) != light][at(x, y+1) != light])
			}
		}
		if ink == Coloured {
			b.WriteString(coloursOff)
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

// colours are the squares, upper and lower, in colours of their own. The
// letters of many terminals leave a line of their cell open, so as much as can
// be is left to the ground, which leaves none.
var colours = map[bool]map[bool]string{
	true:  {true: "\x1b[48;5;16m ", false: "\x1b[38;5;231;48;5;16m▄"},
	false: {true: "\x1b[38;5;16;48;5;231m▄", false: "\x1b[48;5;231m "},
}

// halves are the characters for an upper and a lower square with ink or without.
var halves = map[bool]map[bool]string{
	true:  {true: "█", false: "▀"},
	false: {true: "▄", false: " "},
}
