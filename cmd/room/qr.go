package room

import "github.com/skip2/go-qrcode"

// QR draws a text as a QR code of half blocks, with the quiet ground of four
// squares that phones need around it: black on white, set by escape sequences,
// since phones want dark squares on a light ground whatever the terminal's ground
// is. The address of a remote takes some 41 columns and 21 lines. It fails where
// the text is too long for a code.
func QR(text string) ([]string, error) {
	code, err := qrcode.New(text, qrcode.Low) // a screen is neither torn nor dirty
	if err != nil {
		return nil, err
	}
	dark := code.Bitmap()
	var lines []string
	for y := 0; y < len(dark); y += 2 {
		line := ""
		for x, upper := range dark[y] {
			line += colours[upper][y+1 < len(dark) && dark[y+1][x]]
		}
		lines = append(lines, line+coloursOff)
	}
	return lines, nil
}

const coloursOff = "\x1b[0m"

// colours are the squares, upper and lower, in colours of their own. The
// letters of many terminals leave a line of their cell open, so as much as can
// be is left to the ground, which leaves none.
var colours = map[bool]map[bool]string{
	true:  {true: "\x1b[48;5;16m ", false: "\x1b[38;5;231;48;5;16m▄"},
	false: {true: "\x1b[38;5;16;48;5;231m▄", false: "\x1b[48;5;231m "},
}
