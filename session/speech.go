package session

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Speech estimates how long the facilitator speaks in a phase: see SpeechOf.
func (p *Plan) Speech(ph *Phase) time.Duration { return p.SpeechOf(ph.Notes) }

// SpeechOf estimates how long it takes to speak these notes at the plan's
// words per minute, in whole seconds. Spoken are say, ask and summarise, and a
// slide marked as read aloud wherever a note puts it up. Silences, answers and
// everything else the room does come on top.
func (p *Plan) SpeechOf(notes []Note) time.Duration {
	return p.spokenTime(notes, p.readAloud())
}

// SpokenWords counts what is spoken of these notes: see SpeechOf.
func (p *Plan) SpokenWords(notes []Note) int { return spokenWords(notes, p.readAloud()) }

// SpeechAt is how long so many words take at a pace in words per minute, in
// whole seconds. No pace is the usual one.
func SpeechAt(words, pace int) time.Duration {
	if pace <= 0 {
		pace = usualWordsPerMinute
	}
	return (time.Duration(words) * time.Minute / time.Duration(pace)).Round(time.Second)
}

// RoomWorks is whether in this phase it is the room that works, and the
// facilitator who waits: people work alone, in pairs or in groups, or in
// whichever of these they choose, or the groups are heard one after the other.
func (ph *Phase) RoomWorks() bool {
	for i := range ph.Notes {
		if ph.Notes[i].Kind == Round {
			return true
		}
	}
	return len(ph.Settings) > 0 && !slices.Contains(ph.Settings, Plenary)
}

// readAloud counts the words of the slides that are read aloud, by their ids.
func (p *Plan) readAloud() map[string]int {
	var words map[string]int
	for i := range p.Slides {
		if s := &p.Slides[i]; s.Read {
			if words == nil {
				words = make(map[string]int)
			}
			words[s.ID] = Words(s.Title) + Words(s.Body)
		}
	}
	return words
}

// maxWords is days of speech at any pace.
const maxWords = 10_000_000

func (p *Plan) spokenTime(notes []Note, slides map[string]int) time.Duration {
	return SpeechAt(spokenWords(notes, slides), p.WordsPerMinute)
}

func spokenWords(notes []Note, slides map[string]int) int {
	words := 0
	for i := range notes {
		switch n := &notes[i]; {
		case n.Kind.Spoken():
			words += Words(n.Text)
		case n.Kind == ShowSlide:
			words += slides[n.Ref]
		}
		// A long slide put up thousands of times must not overflow the time.
		words = min(words, maxWords)
	}
	return words
}

// Words counts the words of a Markdown text as they are spoken. A web address
// is one word, and so is what a hyphen or an apostrophe joins; a dash parts.
// Marks that are not spoken count nothing: emphasis, heading and quotation
// signs, bullets and the numbers of a list, lines and the targets of links.
func Words(text string) int {
	count := 0
	for line := range strings.Lines(text) {
		first := true
		for word := range strings.FieldsFuncSeq(line, isBetweenWords) {
			if hasWord(word) && !(first && isListNumber(word)) {
				count++
			}
			// A bullet or a ">" may stand in front of the number of a list.
			first = first && !hasWord(word)
		}
	}
	return count
}

func isBetweenWords(r rune) bool { return unicode.IsSpace(r) || r == '—' || r == '–' }

func hasWord(word string) bool {
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// isListNumber says whether a word is the "1." or "1)" of a numbered list.
func isListNumber(word string) bool {
	digits := strings.TrimRight(word, "0123456789.)")
	if digits != "" || len(word) < 2 || len(word) > 4 {
		return false
	}
	return strings.Trim(word[:len(word)-1], "0123456789") == "" && (word[len(word)-1] == '.' || word[len(word)-1] == ')')
}
