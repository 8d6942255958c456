package session

import (
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
	return p.spoken(notes, p.readAloud())
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

func (p *Plan) spoken(notes []Note, slides map[string]int) time.Duration {
	words := 0
	for i := range notes {
		switch n := &notes[i]; n.Kind {
		case Say, Ask, Summarise:
			words += Words(n.Text)
		case ShowSlide:
			words += slides[n.Ref]
		}
		// A long slide put up thousands of times must not overflow the time.
		words = min(words, maxWords)
	}
	pace := p.WordsPerMinute
	if pace <= 0 {
		pace = usualWordsPerMinute
	}
	return (time.Duration(words) * time.Minute / time.Duration(pace)).Round(time.Second)
}

// Words counts the words of a Markdown text as they are spoken. A web address
// is one word, and so is what a hyphen or an apostrophe joins; a dash parts.
// Marks that are not spoken count nothing: emphasis, heading and quotation
// signs, bullets and the numbers of a list, lines and the targets of links.
func Words(text string) int {
	count := 0
	for line := range strings.Lines(text) {
		first := true
		for word := range strings.FieldsFuncSeq(line, parts) {
			if hasWord(word) && !(first && isListNumber(word)) {
				count++
			}
			// A bullet or a ">" may stand in front of the number of a list.
			first = first && !hasWord(word)
		}
	}
	return count
}

func parts(r rune) bool { return unicode.IsSpace(r) || r == '—' || r == '–' }

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
