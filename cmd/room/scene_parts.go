package room

import (
	"fmt"
	"time"

	"facilitate/session"
	"facilitate/session/prose"
	"facilitate/session/run"
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
	Question string      `json:"question,omitempty"` // its own phase's, never another's or the note's text
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

// Following is the view with what people do at this moment: the quiz or the
// round that the facilitator is at, and how people sit and work.
func (v View) Following(state *run.State, now time.Time) View {
	v.Quiz, v.Round, v.Groups = nil, nil, nil
	here := state.Current()
	if here == run.NoPhase {
		return v
	}
	phase := &state.Phases()[here]
	v.Setting = phase.Setting
	if v.GroupsShown {
		v.Groups = groupsScene(state)
		return v
	}
	if phase.Place >= len(phase.Plan.Notes) {
		return v
	}
	switch note := &phase.Plan.Notes[phase.Place]; note.Kind {
	case session.TakeQuiz:
		if q := state.Quiz(note.Ref); q != nil && q.At != run.NotBegun && !q.Over() {
			v.Quiz = NewQuizScene(state.Plan(), q.Plan, q.At, q.Answers[q.At].Revealed)
		}
	case session.Round:
		v.Round = roundScene(state, here, phase.Place, now)
	}
	return v
}

// GroupName is what a group is called, by its index.
func GroupName(group int) string { return fmt.Sprintf("Group %d", group+1) }

// roundScene is a note's round as the room sees it; nil: nobody is to take turns.
func roundScene(state *run.State, phase, note int, now time.Time) *RoundScene {
	r := state.RoundAt(phase, note)
	if r == nil || len(r.Voices) < 2 {
		return nil
	}
	scene := &RoundScene{Question: prose.Plain(state.Phases()[phase].Plan.Question)}
	for i, v := range r.Voices {
		turn := GroupTurn{Name: GroupName(v.Group), Turn: Waiting}
		switch {
		case i == r.Speaking:
			turn.Turn = Speaking
			left := state.RoundShare(r, now).Left
			scene.Clock = NewClock(left, state.Stage() == run.Running)
		case v.Heard:
			turn.Turn = Heard
		}
		scene.Groups = append(scene.Groups, turn)
	}
	return scene
}

// groupsScene tells people where to go; nil where no groups are formed.
func groupsScene(state *run.State) *GroupsScene {
	g := state.Gathering()
	scene := &GroupsScene{}
	for _, i := range g.InGroups() {
		scene.Groups = append(scene.Groups, Group{GroupName(i), g.Groups[i].Size})
	}
	if len(scene.Groups) == 0 {
		return nil
	}
	if g.How == run.CountedOff {
		scene.CountTo = len(scene.Groups)
	}
	return scene
}

// TurnOf is whose turn it is in the facilitator's round, for the phone; nil: none is.
func TurnOf(state *run.State, now time.Time) *PhoneTurn {
	here := state.Current()
	if here == run.NoPhase {
		return nil
	}
	r := state.RoundAt(here, state.Phases()[here].Place)
	if r == nil || len(r.Voices) < 2 {
		return nil
	}
	turn := &PhoneTurn{Of: len(r.Voices)}
	voice := r.Speaking
	if voice == run.NoGroup {
		if voice = r.Next(); voice == run.NoGroup {
			return nil
		}
	} else {
		turn.Clock = NewPhoneClock(state.RoundShare(r, now).Left, state.Stage() == run.Running)
	}
	turn.Group, turn.Number = GroupName(r.Voices[voice].Group), voice+1
	return turn
}
