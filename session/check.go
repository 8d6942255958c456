package session

import (
	"fmt"
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
	problems := c.sorted()
	for i := range problems {
		problems[i].Warning = true
	}
	return problems
}

// checkUse finds what the plan has and no part of the session uses.
func (c *collector) checkUse(p *Plan) {
	type thing struct {
		kind NoteKind
		id   string
	}
	served, used := map[string]bool{}, map[thing]bool{}
	for i := range p.Activities {
		a := &p.Activities[i]
		for _, id := range a.Outcomes {
			served[id] = true
		}
		for j := range a.Phases {
			for k := range a.Phases[j].Notes {
				if n := &a.Phases[j].Notes[k]; n.Ref != "" {
					used[thing{n.Kind, n.Ref}] = true
				}
			}
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
			c.warning("unused-slide", s.At, fmt.Sprintf("the slide %s is never shown", quoted(s.ID)),
				fmt.Sprintf("add a note %s, or take it out", quoted("slide: "+s.ID)))
		}
	}
	for _, q := range p.Quizzes {
		if !used[thing{TakeQuiz, q.ID}] {
			c.warning("unused-quiz", q.At, fmt.Sprintf("the quiz %s is never taken", quoted(q.ID)),
				fmt.Sprintf("add a note %s, or take it out", quoted("quiz: "+q.ID)))
		}
	}
	for _, h := range p.Handouts {
		if !used[thing{GiveOut, h.ID}] {
			c.warning("unused-handout", h.At, fmt.Sprintf("the handout %s is never given out", quoted(h.ID)),
				fmt.Sprintf("add a note %s, or take it out", quoted("handout: "+h.ID)))
		}
	}
}

// checkSpeech finds phases in which there is more to say than time to say it,
// or in which the groups of a round are hardly heard.
func (c *collector) checkSpeech(p *Plan) {
	aloud := p.aloud()
	for i := range p.Activities {
		for j := range p.Activities[i].Phases {
			c.checkPhase(p, &p.Activities[i].Phases[j], aloud)
		}
	}
}

func (c *collector) checkPhase(p *Plan, ph *Phase, aloud *aloud) {
	speech := SpeechAt(aloud.words(ph, 0), p.WordsPerMinute)
	if speech > ph.Duration {
		c.warning("speech-too-long", ph.DurationAt,
			fmt.Sprintf("to speak the notes of %s takes about %s, and the phase has %s",
				quoted(ph.Name), timer.FormatSpan(speech), timer.FormatSpan(ph.Duration)),
			"say less, or give it more time")
		return
	}
	left := ph.Duration - speech
	if left >= roundGroups*roundTurn {
		return
	}
	for i := range ph.Notes {
		if n := &ph.Notes[i]; n.Kind == Round {
			c.warning("round-too-short", n.At,
				fmt.Sprintf("the round in %s has %s besides what is spoken, less than %s for each of %d groups",
					quoted(ph.Name), timer.FormatSpan(left), timer.FormatSpan(roundTurn), roundGroups),
				"give the phase more time, or say less")
			return
		}
	}
}

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
