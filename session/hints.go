package session

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// maxCandidates is how many known words a misspelt one is compared with: a
// plan with thousands of wrong references must not become slow to refuse.
const maxCandidates = 2000

// Nearest is the known word that somebody may have meant, or "": at most a
// third of the letters differ, at least one may.
func Nearest(word string, known []string) string {
	length := utf8.RuneCountInString(word)
	if length > MaxID {
		return ""
	}
	if len(known) > maxCandidates {
		known = known[:maxCandidates]
	}
	word = strings.ToLower(word)
	best, least := "", max(1, length/3)+1
	for _, k := range known {
		if diff := utf8.RuneCountInString(k) - length; diff >= least || -diff >= least {
			continue
		}
		if d := distance(word, strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// distance is the letters by which two words differ. Two neighbours in the
// wrong order, the commonest slip of all, count as one.
func distance(a, b string) int {
	d := levenshtein.ComputeDistance(a, b)
	if d == 2 && areSwapped([]rune(a), []rune(b)) {
		return 1
	}
	return d
}

func areSwapped(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// didYouMean is the question for a misspelt word, or otherwise where none is near.
func didYouMean(word string, known []string, otherwise string) string {
	if k := Nearest(word, known); k != "" {
		return "did you mean " + quoted(k) + "?"
	}
	return otherwise
}
