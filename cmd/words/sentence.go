package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// once has one sign where a title that ends with a sign is followed by a full stop.
var once = strings.NewReplacer("?.", "?", "!.", "!", "?:", "?", "!:", "!")

// Sentence is a text that begins with a capital and has one full stop at its end,
// where it has any: what a plan says may end with one already.
func Sentence(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	text = once.Replace(string(unicode.ToUpper(first)) + text[size:])
	if body, twice := strings.CutSuffix(text, ".."); twice && !strings.HasSuffix(body, ".") {
		return body + "."
	}
	return text
}
