package library

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// SuggestID makes an id and a title of the name of a file, without its ending:
// first-aid becomes the plan first-aid with the title First aid.
func SuggestID(name string) (id, title string) {
	words := strings.FieldsFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	id, title = strings.Join(words, "-"), strings.Join(words, " ")
	first, size := utf8.DecodeRuneInString(title)
	return id, string(unicode.ToUpper(first)) + title[size:]
}
