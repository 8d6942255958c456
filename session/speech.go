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
	return SpeechAt(p.aloud().in(ph, note+1), p.WordsPerMinute)
}

// SpokenWords counts what is spoken in a phase: see Speech.
func (p *Plan) SpokenWords(ph *Phase) int { return p.aloud().in(ph, 0) }

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
	return slices.ContainsFunc(ph.Notes, isRound) || !ph.isTogether()
}

// aloud counts the words of what notes refer to, each thing once: a plan may
// name a long slide thousands of times.
type aloud struct {
	plan  *Plan
	words map[thing]int
}

func (p *Plan) aloud() *aloud { return &aloud{p, map[thing]int{}} }

// of counts the words of a slide that is read, or of a quiz.
func (a *aloud) of(n *Note) int {
	is := thing{n.Kind, n.Ref}
	words, counted := a.words[is]
	if counted {
		return words
	}
	var texts []string
	if s := a.plan.Slide(n.Ref); n.Kind == ShowSlide && s != nil && s.Read {
		texts = []string{s.Title, s.Body}
	}
	if q := a.plan.Quiz(n.Ref); n.Kind == TakeQuiz && q != nil {
		for i := range q.Statements {
			s := &q.Statements[i]
			texts = append(texts, s.Text, s.Verdict(), s.Because)
		}
	}
	for _, text := range texts {
		words += Words(text, a.plan.Language)
	}
	a.words[is] = words
	return words
}

// maxWords is days of speech at any pace.
const maxWords = 10_000_000

// in counts the words spoken in a phase, from a note on.
func (a *aloud) in(ph *Phase, from int) (words int) {
	together := ph.isTogether()
	for i := from; i < len(ph.Notes); i++ {
		switch n := &ph.Notes[i]; {
		case n.Kind.Spoken():
			words += Words(n.Text, a.plan.Language)
		case n.Kind == ShowSlide, n.Kind == TakeQuiz && together:
			words += a.of(n)
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
