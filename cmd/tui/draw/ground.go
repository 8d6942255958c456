package draw

import (
	"bytes"
	"math"
	"os"
	"regexp"
	"runtime"
	"strconv"
	"sync"
)

const askGround = "\x1b]11;?\x1b\\" // asks a terminal for the colour of its ground

// groundAnswer is what it answers: red, green and blue, each in one to four
// hexadecimal digits. The escape in front may have come in an earlier piece.
var groundAnswer = regexp.MustCompile(`\x1b?\]11;rgba?:([[:xdigit:]]{1,4})/([[:xdigit:]]{1,4})/([[:xdigit:]]{1,4})(?:/[[:xdigit:]]{1,4})?(?:\x07|\x1b\\)`)

// Asked is the input of a terminal that is asked for the colour of its ground.
// Nobody waits for the answer: it comes among the keys, or never.
type Asked struct {
	*os.File
	Tell func(Theme) // takes the theme that the ground asks for

	once sync.Once
}

// Ask asks, the first time it is called. The terminal must not echo by then. That of
// Windows gives keys one by one: there an answer could not be told from keys.
func (a *Asked) Ask(out *os.File) {
	a.once.Do(func() {
		if runtime.GOOS != "windows" {
			_, _ = out.WriteString(askGround) // it need not answer either
		}
	})
}

// Read gives what was typed. It may be nothing, where only the answer came.
func (a *Asked) Read(b []byte) (int, error) {
	n, err := a.File.Read(b)
	typed, theme := takeGround(b[:n])
	if theme != Unknown {
		a.Tell(NewTheme(theme))
	}
	return len(typed), err
}

// takeGround takes a terminal's answer out of what it gives.
func takeGround(piece []byte) (typed []byte, theme ThemeName) {
	at := groundAnswer.FindSubmatchIndex(piece)
	if at == nil {
		return piece, Unknown
	}
	var rgb [3]float64
	for i := range rgb {
		digits := string(piece[at[2+2*i]:at[3+2*i]])
		n, _ := strconv.ParseUint(digits, 16, 16) // the expression lets nothing else in
		rgb[i] = float64(n) / (math.Pow(16, float64(len(digits))) - 1)
	}
	return append(piece[:at[0]], bytes.Clone(piece[at[1]:])...), themeOn(luminance(rgb))
}

// The grounds on which the inks of the themes can be read, by their luminance;
// on those between colours are left out.
const (
	darkest  = 0.035 // and below: dark
	lightest = 0.8   // and above: light
)

func themeOn(luminance float64) ThemeName {
	switch {
	case luminance <= darkest:
		return Dark
	case luminance >= lightest:
		return Light
	}
	return Unknown
}

// luminance is how bright red, green and blue from 0 to 1 are, as WCAG 2 counts it.
func luminance(rgb [3]float64) float64 {
	sum := 0.0
	for i, part := range [3]float64{0.2126, 0.7152, 0.0722} {
		c := rgb[i]
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += part * c
	}
	return sum
}
