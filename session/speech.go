package session

import (
	"slices"
	"time"
)

// Speech estimates how long it takes to speak the notes of a phase at the plan's
// words per minute, in whole seconds. Spoken are say, ask and summarise, a slide
// marked as read aloud wherever a note puts it up, and where all sit together
// the statements of a quiz with their answers and reasons. Silences and
// everything else the room does come on top.
func (p *Plan) Speech(ph *Phase) time.Duration { return p.SpeechAfter(ph, -1) }

// SpeechAfter is the Speech of a phase after the note of this index.
func (p *Plan) SpeechAfter(ph *Phase, note int) time.Duration {
	return SpeechAt(p.aloud().words(ph, note+1), p.WordsPerMinute)
}

// SpokenWords counts what is spoken in a phase: see Speech.
func (p *Plan) SpokenWords(ph *Phase) int { return p.aloud().words(ph, 0) }

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
	return !ph.isTogether()
}

// aloud counts the words of what notes refer to, each thing once: a plan may
// name a long slide thousands of times.
type aloud struct {
	plan    *Plan
	slides  map[string]int // words by id
	quizzes map[string]int
}

func (p *Plan) aloud() *aloud {
	return &aloud{plan: p, slides: map[string]int{}, quizzes: map[string]int{}}
}

func (a *aloud) slide(id string) int {
	words, counted := a.slides[id]
	if s := a.plan.Slide(id); !counted && s != nil && s.Read {
		words = Words(s.Title, a.plan.Language) + Words(s.Body, a.plan.Language)
	}
	a.slides[id] = words
	return words
}

func (a *aloud) quiz(id string) int {
	words, counted := a.quizzes[id]
	if q := a.plan.Quiz(id); !counted && q != nil {
		for i := range q.Statements {
			s := &q.Statements[i]
			for _, text := range []string{s.Text, s.Verdict(), s.Because} {
				words += Words(text, a.plan.Language)
			}
		}
	}
	a.quizzes[id] = words
	return words
}

// maxWords is days of speech at any pace.
const maxWords = 10_000_000

// words are those spoken in a phase, from a note on.
func (a *aloud) words(ph *Phase, from int) (words int) {
	together := ph.isTogether()
	for i := from; i < len(ph.Notes); i++ {
		switch n := &ph.Notes[i]; {
		case n.Kind.Spoken():
			words += Words(n.Text, a.plan.Language)
		case n.Kind == ShowSlide:
			words += a.slide(n.Ref)
		case n.Kind == TakeQuiz && together:
			words += a.quiz(n.Ref)
		}
		// A long slide put up thousands of times must not overflow the time.
		words = min(words, maxWords)
	}
	return words
}

// isTogether is whether the facilitator may speak to all: in plenary, or where
// the plan does not say how people sit.
func (ph *Phase) isTogether() bool {
	return len(ph.Settings) == 0 || slices.Contains(ph.Settings, Plenary)
}
