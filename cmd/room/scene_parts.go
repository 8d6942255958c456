package room

import (
	"facilitate/session"
	"facilitate/session/prose"
)

// QuizScene is a statement of a quiz.
type QuizScene struct {
	Title     string  `json:"title,omitempty"`
	Number    int     `json:"number"` // of the statement, from 1
	Of        int     `json:"of"`
	Statement string  `json:"statement"`
	Reveal    *Reveal `json:"reveal,omitempty"` // nil until it is revealed
}

// Reveal is the answer to a statement.
type Reveal struct {
	Answer  bool     `json:"answer"`
	Because string   `json:"because,omitempty"`
	Sources []string `json:"sources,omitempty"`
}

// NewQuizScene is the statement of a quiz at a place, from 0, with its answer
// only if it is revealed. It is nil where the quiz has no such statement.
func NewQuizScene(plan *session.Plan, quiz *session.Quiz, at int, revealed bool) *QuizScene {
	if at < 0 || at >= len(quiz.Statements) {
		return nil
	}
	statement := &quiz.Statements[at]
	q := &QuizScene{
		Title: quiz.Title, Number: at + 1, Of: len(quiz.Statements), Statement: prose.Plain(statement.Text),
	}
	if !revealed {
		return q
	}
	q.Reveal = &Reveal{Answer: statement.Answer, Because: prose.Plain(statement.Because)}
	for _, id := range statement.Sources {
		for i := range plan.Sources {
			if plan.Sources[i].ID == id {
				q.Reveal.Sources = append(q.Reveal.Sources, prose.Plain(plan.Sources[i].Text))
			}
		}
	}
	return q
}

// RoundScene is a round in which each group is heard.
type RoundScene struct {
	Question string      `json:"question,omitempty"` // what they talked about: a phase's question, never the note's text
	Groups   []GroupTurn `json:"groups"`
	Clock    *Clock      `json:"clock,omitempty"` // of the group that speaks, as of the scene's instant
}

// Turn is how far a group has come in a round.
type Turn string

// The values of Turn.
const (
	Waiting  Turn = "waiting"
	Speaking Turn = "speaking"
	Heard    Turn = "heard"
)

// GroupTurn is a group in a round.
type GroupTurn struct {
	Name string `json:"name"`
	Turn Turn   `json:"turn"`
}

// GroupsScene tells people into which groups to go.
type GroupsScene struct {
	CountTo int     `json:"count_to,omitempty"` // each says the next number, up to this; 0: they do not count off
	Groups  []Group `json:"groups,omitempty"`
}

// Group is one of the groups: people find theirs by its name.
type Group struct {
	Name string `json:"name"`
	Size int    `json:"size,omitempty"` // people; 0 where it is not known
}
