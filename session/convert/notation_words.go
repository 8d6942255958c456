package convert

import (
	"maps"
	"slices"
	"strings"

	"facilitate/session"
)

// Times that are written in words: "half an hour", "ten minutes", "1 ½ hours".
var (
	wordTime = session.Pattern(`(?i)^(?:(half an hour|half hour|half-hour|eine halbe stunde|media hora|une demi-heure|½\s*(?:hours?|h|stunde|std\.?)|1/2\s*(?:an\s+)?hours?)|(?:a )?(quarter of an hour|quarter hour|¼\s*(?:hours?|h|stunde|std\.?))|(an hour and a half)|` +
		`(an hour|eine stunde|una hora|une heure)|((?:three quarters of an hour)|¾\s*(?:hours?|h|stunde|std\.?)))\b`)
	wordNumber = session.Pattern(`(?i)^(` + strings.Join(slices.SortedFunc(maps.Keys(numbersInWords), func(a, b string) int { return len(b) - len(a) }), "|") + `)(\s+(?:minutes?|mins?|hours?|minuten|stunden))\b`)
	fraction   = session.Pattern(`(\d+)\s*(½|¼|¾|1/2)`)
)

var numbersInWords = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12",
	"fifteen": "15", "twenty": "20", "twenty-five": "25", "twenty five": "25", "thirty": "30", "forty": "40", "forty-five": "45", "forty five": "45",
	"fifty": "50", "sixty": "60", "ninety": "90", "zehn": "10", "fünf": "5", "zwei": "2",
}

// inFigures is a text that begins with a time in words, with that in figures.
func inFigures(text string) string {
	if m := wordTime().FindStringSubmatchIndex(text); m != nil {
		for group, minutes := range []string{"", "30 min", "15 min", "90 min", "60 min", "45 min"} {
			if group > 0 && m[2*group] >= 0 {
				return minutes + text[m[1]:]
			}
		}
	}
	if m := wordNumber().FindStringSubmatch(text); m != nil {
		return numbersInWords[strings.ToLower(m[1])] + text[len(m[1]):]
	}
	if m := fraction().FindStringSubmatchIndex(text); m != nil && m[0] == 0 {
		part := map[string]string{"½": ".5", "1/2": ".5", "¼": ".25", "¾": ".75"}[text[m[4]:m[5]]]
		return text[m[2]:m[3]] + part + text[m[1]:]
	}
	return text
}
