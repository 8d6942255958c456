package room

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// leastContrast is that of text by WCAG 2.2, level AA.
const leastContrast = 4.5

// palest is the text of a page that is hardest to read on what is behind it; ""
// where all of it can be read well.
const palest = `(() => {
	const parse = (c) => c.match(/[\d.]+/g).map(Number);
	const light = (c) => [.2126, .7152, .0722].reduce((sum, w, i) => { const v = c[i] / 255; return sum + w * (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); }, 0);
	const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] !== 0) return c; } };
	let least = 4.5, found = "";
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = texts.nextNode(); n; n = texts.nextNode()) {
		const e = n.parentElement;
		if (!n.data.trim() || !e.offsetParent) continue;
		const a = light(parse(getComputedStyle(e).color)), b = light(ground(e)), is = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
		if (is < least) { least = is; found = "a contrast of " + is.toFixed(2) + ": " + n.data; }
	}
	return found;
})()`

// pairs are the inks of the pages with what each is on.
var pairs = map[string][][2]string{
	"page/room.css": {
		{"ink", "paper"},
		{"quiet", "paper"},
		{"mark", "paper"},
		{"ink", "band"},
		{"quiet", "band"},
		{"mark", "band"},
		{"on-mark", "mark"},
		{"on-amber", "amber"},
		{"paper", "ink"},
	},
	"page/phone.css": {
		{"ink", "paper"},
		{"quiet", "paper"},
		{"on-red", "red"},
		{"ink", "card"},
		{"quiet", "card"},
		{"mark", "card"},
		{"on-mark", "mark"},
		{"on-amber", "amber"},
		{"paper", "ink"},
	},
}

var (
	cssRule  = regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`)
	cssColor = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]+)`)
	cssInk   = regexp.MustCompile(`(?:^|[ ;])color: var\(--([a-z-]+)\)`)
	cssPaper = regexp.MustCompile(`background: var\(--([a-z-]+)\)`)
)

// TestContrast: every ink of the pages can be read on what it is on, light and
// dark, and the pairs tried are all there are.
func TestContrast(t *testing.T) {
	t.Parallel()
	for page, tried := range pairs {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		themes := 0
		base := map[string]string{}
		for _, rule := range cssRule.FindAllStringSubmatch(string(text), -1) {
			if named := cssColor.FindAllStringSubmatch(rule[2], -1); named != nil {
				themes++
				for _, c := range named {
					base[c[1]] = c[2]
				}
				for _, pair := range tried {
					if got := contrast(base[pair[0]], base[pair[1]]); got < leastContrast {
						t.Errorf("%s, theme %d: %s on %s has a contrast of %.2f", page, themes, pair[0], pair[1], got)
					}
				}
				continue
			}
			if strings.Contains(rule[1], ".bar") {
				continue // it bears no text
			}
			ink, paper := cssInk.FindStringSubmatch(rule[2]), cssPaper.FindStringSubmatch(rule[2])
			if !slices.ContainsFunc(tried, func(p [2]string) bool {
				return (ink == nil || ink[1] == p[0]) && (paper == nil || paper[1] == p[1])
			}) {
				t.Errorf("%s: no pair is that of%s", page, rule[0])
			}
		}
		if themes < 2 {
			t.Errorf("%s has only %d themes", page, themes)
		}
	}
	if got := contrast("#fff", "#767676"); math.Abs(got-4.54) > 0.01 {
		t.Errorf("a contrast that is known to be 4.54 is %.2f", got)
	}
}

// contrast is that of two colours as WCAG 2.2 reckons it; 0 where one is none.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	if x < 0 || y < 0 {
		return 0
	}
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is that of a colour like #14181d or #fff; below zero where it is none.
func luminance(colour string) (sum float64) {
	hex := strings.TrimPrefix(colour, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 24)
	if err != nil || len(hex) != 6 {
		return -1
	}
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(n>>(16-8*i)&0xff) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
