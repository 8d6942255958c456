package draw

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"testing"

	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

// rgbOf is one of the fixed colours: a cube of six steps a side, then greys.
func rgbOf(t *testing.T, i ink) (rgb [3]float64) {
	t.Helper()
	n, err := strconv.Atoi(string(i))
	if err != nil || n < 16 || n > 255 {
		t.Fatalf("%q is not one of the fixed colours", i)
	}
	if n >= 232 {
		grey := float64(8+10*(n-232)) / 255
		return [3]float64{grey, grey, grey}
	}
	steps := [6]float64{0, 95, 135, 175, 215, 255}
	for p, step := range [3]int{(n - 16) / 36, (n - 16) / 6 % 6, (n - 16) % 6} {
		rgb[p] = steps[step] / 255
	}
	return rgb
}

func contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// TestContrast: what is written can be read: every pair of ink and ground, and
// every ink on each ground that has it.
func TestContrast(t *testing.T) {
	check := func(what string, a, b, least float64) {
		if c := contrast(a, b); c < least {
			t.Errorf("%s: %.2f to 1, less than %.1f", what, c, least)
		}
	}
	for state, p := range grounds {
		check(state, luminance(rgbOf(t, p.ink)), luminance(rgbOf(t, p.ground)), 4.5)
	}
	for state, p := range sharpGrounds {
		check("sharp "+state, luminance(rgbOf(t, p.ink)), luminance(rgbOf(t, p.ground)), 7)
	}
	for name, ground := range map[ThemeName]float64{Dark: darkest, Light: lightest} {
		in := inks[name]
		for what, i := range map[string]ink{"label": in.label, "good": in.good, "warn": in.warn, "bad": in.bad, "faint": in.faint} {
			check(fmt.Sprintf("%s %s", name, what), luminance(rgbOf(t, i)), ground, 4.5)
		}
	}
	if len(grounds) != len(sharpGrounds) {
		t.Error("a state has no ground in high contrast")
	}
}

// TestStatesAreSeen: in every theme what a state colours stands out from the text,
// what is good from what is bad, and the keys of a hint from what they do.
func TestStatesAreSeen(t *testing.T) {
	lipgloss.SetColorProfile(termenv.ANSI256)
	t.Cleanup(func() { lipgloss.SetColorProfile(termenv.Ascii) })
	for _, name := range []ThemeName{Unknown, Dark, Light, Contrast, None} {
		theme := NewTheme(name)
		for what, style := range map[string]lipgloss.Style{"good": theme.Good, "warn": theme.Warn, "bad": theme.Bad, "calm": theme.Calm, "wait": theme.Wait} {
			if got := style.Render("x"); got == "x" {
				t.Errorf("%s: %s is as all text", name, what)
			}
		}
		if good, bad := theme.Good.Render("x"), theme.Bad.Render("x"); good == bad {
			t.Errorf("%s: good and bad are both %q", name, good)
		}
		if got := theme.Panel.Render("x"); got != "\x1b[1;7mx\x1b[0m" {
			t.Errorf("%s: a panel is %q", name, got)
		}
	}
}

// TestGround: a terminal's answer is taken out of what is typed, and says the
// theme.
func TestGround(t *testing.T) {
	for _, c := range []struct {
		name, from, typed string
		theme             ThemeName
	}{
		{"xterm on white", "\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "", Light},
		{"keys around it", "a\x1b]11;rgb:0000/0000/0000\x07b", "ab", Dark},
		{"the escape came before", "]11;rgb:00/2b/36\x1b\\", "", Dark},
		{"One Half Light", "\x1b]11;rgb:fafa/fafa/fafa\x1b\\", "", Light},
		{"Solarized light", "\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", "", Light},
		{"One Half Dark", "\x1b]11;rgb:2828/2c2c/3434\x1b\\", "", Dark},
		{"Campbell", "\x1b]11;rgb:0c0c/0c0c/0c0c\x1b\\", "", Dark},
		{"Ubuntu", "\x1b]11;rgb:3030/0a0a/2424\x1b\\", "", Dark},
		{"a grey between", "\x1b]11;rgb:8080/8080/8080\x1b\\", "", Unknown},
		{"with how opaque it is", "\x1b]11;rgba:f/f/f/f\x07", "", Light},
		{"keys alone", "\x1b[6~]11;?", "\x1b[6~]11;?", Unknown},
	} {
		if typed, theme := takeGround([]byte(c.from)); string(typed) != c.typed || theme != c.theme {
			t.Errorf("%s: %q is typed and the theme is %q", c.name, typed, theme)
		}
	}
}

// TestAsked: the answer is told, and what stood around it is read.
func TestAsked(t *testing.T) {
	in, terminal, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var told []ThemeName
	a := &Asked{File: in, Tell: func(theme Theme) { told = append(told, theme.Name) }}
	if _, err := terminal.WriteString("x\x1b]11;rgb:ffff/ffff/ffff\x1b\\y"); err != nil {
		t.Fatal(err)
	}
	_ = terminal.Close()
	typed, err := io.ReadAll(a)
	if string(typed) != "xy" || err != nil || len(told) != 1 || told[0] != Light {
		t.Errorf("%q was read (%v) and %q told", typed, err, told)
	}
}
