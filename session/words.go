package session

import (
	"math"
	"strings"
	"unicode"
)

// Words counts the words of a Markdown text as they are spoken. A web address
// is one word, and so is what a hyphen or an apostrophe joins; a dash parts.
// Marks that are not spoken count nothing: emphasis, heading and quotation
// signs, bullets and the numbers of a list, lines and the targets of links.
//
// What is written without blanks between words counts by its characters, as
// the words that would say as much in English: see unspaced. language is that
// of the text, like "ja"; empty where nobody said.
func Words(text, language string) int {
	count := 0
	characters := 0. // of what is written without blanks, in words
	for line := range strings.Lines(text) {
		first := true
		for word := range strings.FieldsFuncSeq(line, isBetweenWords) {
			switch rest, in := unspaced(word, language); {
			case in > 0:
				characters += in
				for word := range strings.FieldsSeq(rest) {
					if hasWord(word) {
						count++
					}
				}
			case hasWord(word) && !(first && isListNumber(word)):
				count++
			}
			// A bullet or a ">" may stand in front of the number of a list.
			first = first && !hasWord(word)
		}
	}
	return count + int(math.Ceil(characters))
}

func isBetweenWords(r rune) bool { return unicode.IsSpace(r) || r == '—' || r == '–' }

func hasWord(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// isListNumber says whether a word is the "1." or "1)" of a numbered list.
func isListNumber(word string) bool {
	last := len(word) - 1
	return last >= 1 && last <= 3 && strings.Trim(word[:last], "0123456789") == "" && (word[last] == '.' || word[last] == ')')
}

// How many characters say as much as a word of English does, a rule of thumb
// from one text in several languages.
const (
	perWordJapanese = 2.3
	perWordChinese  = 1.8
	perWordThai     = 3.5 // and Lao, Khmer and Burmese
)

// unspaced counts the characters of scripts without blanks between words, as
// words, and returns what else there is: a number, a name in another script.
func unspaced(text, language string) (rest string, words float64) {
	if !IsUnspaced(text) {
		return text, 0
	}
	isJapanese := language == "ja" || strings.HasPrefix(language, "ja-")
	rest = strings.Map(func(r rune) rune {
		switch {
		case !isUnspaced(r):
			return r
		case unicode.In(r, unicode.Hiragana, unicode.Katakana), r == longVowel, isJapanese && unicode.Is(unicode.Han, r):
			words += 1 / perWordJapanese
		case unicode.Is(unicode.Han, r):
			words += 1 / perWordChinese
		case unicode.IsLetter(r):
			words += 1 / perWordThai
		}
		return ' '
	}, text)
	return rest, words
}

// IsUnspaced is whether some of a text is in a script that puts no blanks between
// words: Chinese, Japanese, Thai, Lao, Khmer or Burmese.
func IsUnspaced(text string) bool { return strings.ContainsFunc(text, isUnspaced) }

// longVowel is the sign that makes the vowel before it long. Unicode counts it
// to no script.
const longVowel = 'ー'

func isUnspaced(r rune) bool {
	const firstUnspaced = '\u0e00' // most text is below, and asked no further
	return r >= firstUnspaced && (r == longVowel ||
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}
