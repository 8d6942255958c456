package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean is a text of which every character can be seen. Texts come into this
// package clean, but a character may be written by its number, and then comes
// to life here: control characters become their pictures, whatever else is not
// seen becomes U+FFFD, as it does where a plan is loaded.
func clean(text string) string { return strings.Map(visible, text) }

// cleanLine is clean for what must stay on one line.
func cleanLine(text string) string { return clean(lineBreaks.Replace(text)) }

var lineBreaks = strings.NewReplacer("\n", " ", "\t", " ")

// visible is a character as it is shown.
func visible(r rune) rune {
	const nonJoiner, joiner = '\u200c', '\u200d'
	switch {
	case r == '\n', r == nonJoiner, r == joiner:
	case r >= 0x1f000 && r < 0x1fb00: // pictographs, also those newer than Go's tables
	case r < ' ':
		return '␀' + r
	case r == 0x7f:
		return '␡'
	case !unicode.IsGraphic(r):
		return utf8.RuneError
	}
	return r
}
