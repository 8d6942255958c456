package session

import (
	"fmt"
	"slices"
	"time"

	"facilitate/timer"
)

// A round is heard from this many groups, for this long each, where the plan
// leaves it open: less would be no round.
const (
	roundGroups = 4
	roundTurn   = 30 * time.Second
)

// Check says what is doubtful in a plan that can be used all the same, as
// warnings sorted by place: what is never used, and what will hardly fit its
// time. file is the name the warnings carry; at most MaxProblems are told and
// a last one counts the rest.
func Check(file string, p *Plan) Problems {
	c := &collector{file: file}
	if over := p.overlay; over != nil {
		c.places, c.known = over.places, over.known()
	}
	c.checkTimes(p)
	c.checkUse(p)
	c.checkIDs(p)
	c.checkFigures(p)
	c.checkSpeech(p)
	c.checkHidden(p)
	c.checkBlanks(p)
	return c.sorted()
}

// thing is what notes of a kind refer to by an id.
type thing struct {
	kind NoteKind
	id   string
}

// checkUse finds what the plan has and no part of the session uses.
func (c *collector) checkUse(p *Plan) {
	served, used := map[string]bool{}, map[thing]bool{}
	for a, ph := range p.Phases() {
		for _, id := range a.Outcomes {
			served[id] = true
		}
		for i := range ph.Notes {
			used[thing{ph.Notes[i].Kind, ph.Notes[i].Ref}] = true
		}
	}
	for _, o := range p.Outcomes {
		if !served[o.ID] {
			c.warning("unused-outcome", o.At, fmt.Sprintf("no activity serves the outcome %s", quoted(o.ID)),
				"name it under the outcomes of an activity, or take it out")
		}
	}
	for _, s := range p.Slides {
		if !used[thing{ShowSlide, s.ID}] {
			c.warning("unused-slide", s.At, fmt.Sprintf("the slide %s is never shown", quoted(s.ID)), addNote(ShowSlide, s.ID))
		}
	}
	for _, q := range p.Quizzes {
		if !used[thing{TakeQuiz, q.ID}] {
			c.warning("unused-quiz", q.At, fmt.Sprintf("the quiz %s is never taken", quoted(q.ID)), addNote(TakeQuiz, q.ID))
		}
	}
	for _, h := range p.Handouts {
		if !used[thing{GiveOut, h.ID}] {
			c.warning("unused-handout", h.At, fmt.Sprintf("the handout %s is never given out", quoted(h.ID)), addNote(GiveOut, h.ID))
		}
	}
}

func addNote(kind NoteKind, id string) string {
	return fmt.Sprintf("add a note %s, or take it out", quoted(string(kind)+": "+id))
}

// checkSpeech finds phases in which there is more to say than time to say it,
// or in which the groups of a round are hardly heard.
func (c *collector) checkSpeech(p *Plan) {
	aloud := p.aloud()
	for _, ph := range p.Phases() {
		speech := SpeechAt(aloud.in(ph, 0), p.WordsPerMinute)
		left := ph.Duration - speech
		round := slices.IndexFunc(ph.Notes, isRound)
		switch {
		case left < 0:
			c.warning("speech-too-long", ph.DurationAt,
				fmt.Sprintf("to speak the notes of %s takes about %s, and the phase has %s",
					quoted(ph.Name), timer.FormatSpan(speech), timer.FormatSpan(ph.Duration)),
				"say less, or give it more time")
		case round >= 0 && left < roundGroups*roundTurn:
			c.warning("round-too-short", ph.Notes[round].At,
				fmt.Sprintf("the round in %s has %s besides what is spoken, less than %s for each of %d groups",
					quoted(ph.Name), timer.FormatSpan(left), timer.FormatSpan(roundTurn), roundGroups),
				"give the phase more time, or say less")
		}
	}
}

func isRound(n Note) bool { return n.Kind == Round }

// checkHidden tells of characters that cannot be seen and were replaced when
// the plan was loaded. They come from escapes such as "\e", or from text
// copied out of other programs.
func (c *collector) checkHidden(p *Plan) {
	for _, h := range p.hidden {
		c.warning("hidden-character", h.at,
			fmt.Sprintf("this text holds a character that cannot be seen (U+%04X), shown as \"%s\"", h.r, Clean(string(h.r))),
			"delete it")
	}
}
