package run

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"facilitate/session"
)

// Quiz is how far a quiz of the plan has come. Its statements are shown one at a time,
// first alone, then with the answer; after the last comes the summary.
type Quiz struct {
	Plan    *session.Quiz
	At      int      // the statement shown, from 0; NotBegun, or len(Answers): the summary
	Answers []Answer // one for each statement
}

// NotBegun is where a quiz is of which nothing was shown.
const NotBegun = -1

// Answer is what became of a statement.
type Answer struct {
	Revealed bool
	Counted  bool  // hands were counted
	True     int   // hands for true
	False    int   // hands for false
	Right    []int // groups that had it right, by their index, in order
}

// Over is whether the summary was come to.
func (q *Quiz) Over() bool { return q.At == len(q.Answers) }

// Score is how many statements a group had right.
func (q *Quiz) Score(group int) (score int) {
	for _, a := range q.Answers {
		if slices.Contains(a.Right, group) {
			score++
		}
	}
	return score
}

// Scored is whether any group was given a point.
func (q *Quiz) Scored() bool {
	return slices.ContainsFunc(q.Answers, func(a Answer) bool { return len(a.Right) > 0 })
}

// HasSummary is whether there is anything to sum up: hands or points.
func (q *Quiz) HasSummary() bool {
	return q.Scored() || slices.ContainsFunc(q.Answers, func(a Answer) bool { return a.Counted })
}

// Split are the statements whose hands were counted, by how much they split
// the room: those first of which the smaller side was the larger part of all
// hands, ties in the plan's order. A statement with no hand at all is left out.
func (q *Quiz) Split() []int {
	var split []int
	for i, a := range q.Answers {
		if a.Counted && a.True+a.False > 0 {
			split = append(split, i)
		}
	}
	slices.SortStableFunc(split, func(a, b int) int {
		x, y := q.Answers[a], q.Answers[b]
		// min/all compared without dividing
		return cmp.Compare(min(y.True, y.False)*(x.True+x.False), min(x.True, x.False)*(y.True+y.False))
	})
	return split
}

// Wrong is how many hands were for the wrong answer.
func (q *Quiz) Wrong(statement int) int {
	if q.Plan.Statements[statement].Answer {
		return q.Answers[statement].False
	}
	return q.Answers[statement].True
}

// Quizzes are the plan's quizzes in its order, to be read only.
func (s *State) Quizzes() []Quiz { return s.quizzes }

// Quiz finds a quiz by its id; nil where the plan has none.
func (s *State) Quiz(id string) *Quiz {
	_, q, _ := s.findQuiz(id)
	return q
}

// StatementShare is the time that each statement still to be closed has, if what is left
// of the phase, less what the notes after the quiz take to say, is shared evenly; and how
// many they are. Note is the quiz's index in the phase.
func (s *State) StatementShare(note int, now time.Time) (each time.Duration, left int) {
	p := s.Current()
	if p == NoPhase || note >= len(s.phases[p].Plan.Notes) {
		return 0, 0
	}
	q := s.Quiz(s.phases[p].Plan.Notes[note].Ref)
	if q == nil || q.Over() {
		return 0, 0
	}
	left = len(q.Answers) - max(q.At, 0)
	return max(0, s.sharable(p, note, now)) / time.Duration(left), left
}

// sharable is what is left of a phase when its notes after one are said;
// negative where it does not suffice for these.
func (s *State) sharable(phase, note int, now time.Time) time.Duration {
	p := &s.phases[phase]
	return p.Budget - s.Spent(phase, now) - s.plan.SpeechAfter(p.Plan, note)
}

type (
	// QuizShown shows a statement, or the summary after the last.
	QuizShown struct {
		Quiz      int `json:"quiz"` // index in the plan
		Statement int `json:"statement"`
	}
	// Revealed shows the answer to the statement shown.
	Revealed struct {
		Quiz      int `json:"quiz"`
		Statement int `json:"statement"`
	}
	// HandsCounted is a show of hands on a statement; counted again, the newer holds.
	HandsCounted struct {
		Quiz      int `json:"quiz"`
		Statement int `json:"statement"`
		True      int `json:"true"`
		False     int `json:"false"`
	}
	// GroupsScored says which groups had a statement right.
	GroupsScored struct {
		Quiz      int   `json:"quiz"`
		Statement int   `json:"statement"`
		Right     []int `json:"right,omitempty"`
	}
)

func (ShowStatement) Word() Word { return CmdQuiz }
func (Reveal) Word() Word        { return CmdReveal }
func (CountHands) Word() Word    { return CmdHands }
func (ScoreGroups) Word() Word   { return CmdScore }
func (QuizShown) word() Word     { return CmdQuiz }
func (Revealed) word() Word      { return CmdReveal }
func (HandsCounted) word() Word  { return CmdHands }
func (GroupsScored) word() Word  { return CmdScore }

// ShowStatement shows a statement of a quiz, or after the last its summary.
type ShowStatement struct {
	Quiz      string // its id
	Statement int    // from 0
}

func (c ShowStatement) decide(s *State, _ time.Time) (Event, error) {
	index, q, err := s.findQuiz(c.Quiz)
	if err != nil {
		return nil, err
	}
	switch {
	case c.Statement < 0 || c.Statement > len(q.Answers):
		return nil, q.noStatement()
	case c.Statement == q.At:
		return nil, refuse("this statement is shown already")
	}
	return QuizShown{index, c.Statement}, nil
}

// Reveal shows the answer to the statement shown.
type Reveal struct{ Quiz string } // its id

func (c Reveal) decide(s *State, _ time.Time) (Event, error) {
	index, q, err := s.findQuiz(c.Quiz)
	if err != nil {
		return nil, err
	}
	switch {
	case q.At == NotBegun || q.Over():
		return nil, refuse("no statement is shown")
	case q.Answers[q.At].Revealed:
		return nil, refuse("the answer is shown already")
	}
	return Revealed{index, q.At}, nil
}

// CountHands keeps a show of hands on a statement.
type CountHands struct {
	Quiz        string // its id
	Statement   int    // from 0
	True, False int
}

func (c CountHands) decide(s *State, _ time.Time) (Event, error) {
	index, a, err := s.findAnswer(c.Quiz, c.Statement)
	if err != nil {
		return nil, err
	}
	hands := c.True + c.False
	switch people := s.gathering.People; {
	case c.True < 0 || c.False < 0:
		return nil, refuse("hands are counted from 0")
	case max(c.True, c.False) > MaxPeople:
		return nil, refuse("%d hands are more than the %d people there can be", max(c.True, c.False), MaxPeople)
	case people > 0 && hands > people:
		return nil, refuse("%d hands (%d for true, %d for false) are more than the %s here", hands, c.True, c.False, peopleWords(people))
	case a.Counted && a.True == c.True && a.False == c.False:
		return nil, refuse("these hands are counted already")
	}
	return HandsCounted{index, c.Statement, c.True, c.False}, nil
}

// ScoreGroups says which groups had a statement right, by their index from 0.
type ScoreGroups struct {
	Quiz      string // its id
	Statement int    // from 0
	Right     []int
}

func (c ScoreGroups) decide(s *State, _ time.Time) (Event, error) {
	index, a, err := s.findAnswer(c.Quiz, c.Statement)
	if err != nil {
		return nil, err
	}
	right := slices.Clone(c.Right)
	slices.Sort(right)
	right = slices.Compact(right)
	groups := len(s.gathering.Groups)
	for _, g := range right {
		switch {
		case groups == 0:
			return nil, refuse("no groups are formed that could score")
		case g < 0 || g >= groups:
			return nil, refuse("there is no group %d: there are %d", g+1, groups)
		}
	}
	if slices.Equal(right, a.Right) {
		return nil, refuse("these groups have the point already")
	}
	return GroupsScored{index, c.Statement, right}, nil
}

// findQuiz is a quiz with its index, or why there is none.
func (s *State) findQuiz(id string) (int, *Quiz, error) {
	index := slices.IndexFunc(s.quizzes, func(q Quiz) bool { return q.Plan.ID == id })
	if index < 0 {
		return 0, nil, refuse("the plan has no quiz %q", id)
	}
	return index, &s.quizzes[index], nil
}

// findAnswer is what became of a statement, with the index of its quiz.
func (s *State) findAnswer(id string, statement int) (int, *Answer, error) {
	index, q, err := s.findQuiz(id)
	if err != nil {
		return 0, nil, err
	}
	if statement < 0 || statement >= len(q.Answers) {
		return 0, nil, q.noStatement()
	}
	return index, &q.Answers[statement], nil
}

func (q *Quiz) noStatement() error {
	return refuse("the quiz has no such statement: there are %d", len(q.Answers))
}

func (e QuizShown) check(s *State) error { return s.checkQuiz(e.Quiz, e.Statement, true) }

func (e Revealed) check(s *State) error { return s.checkQuiz(e.Quiz, e.Statement, false) }

func (e HandsCounted) check(s *State) error {
	if min(e.True, e.False) < 0 || max(e.True, e.False) > MaxPeople {
		return errors.New("there cannot be so many hands")
	}
	return s.checkQuiz(e.Quiz, e.Statement, false)
}

func (e GroupsScored) check(s *State) error {
	for i, g := range e.Right {
		if g < 0 || g >= len(s.gathering.Groups) || i > 0 && g <= e.Right[i-1] {
			return errNoGroup
		}
	}
	return s.checkQuiz(e.Quiz, e.Statement, false)
}

// checkQuiz is why nothing can be said of a statement; with summary, that may
// be what comes after the last.
func (s *State) checkQuiz(quiz, statement int, summary bool) error {
	if quiz < 0 || quiz >= len(s.quizzes) || statement < 0 {
		return errNoStatement
	}
	if n := len(s.quizzes[quiz].Answers); statement > n || statement == n && !summary {
		return errNoStatement
	}
	return nil
}

var errNoStatement = errors.New("the plan has no such statement")

func (e QuizShown) apply(s *State) { s.quizzes[e.Quiz].At = e.Statement }

func (e Revealed) apply(s *State) { s.quizzes[e.Quiz].Answers[e.Statement].Revealed = true }

func (e HandsCounted) apply(s *State) {
	a := &s.quizzes[e.Quiz].Answers[e.Statement]
	a.Counted, a.True, a.False = true, e.True, e.False
}

func (e GroupsScored) apply(s *State) { s.quizzes[e.Quiz].Answers[e.Statement].Right = e.Right }
