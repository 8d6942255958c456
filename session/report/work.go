package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"facilitate/session"
	"facilitate/session/run"
)

// People is who was in the room at last, and how they were grouped.
type People struct {
	People int           `json:"people"` // 0: nobody said
	How    run.Forming   `json:"how,omitempty"`
	Seed   uint64        `json:"seed,omitempty,string"` // of the deal of names
	Groups []GroupInRoom `json:"groups"`
	Pairs  [][]string    `json:"pairs,omitempty"`
}

// GroupInRoom is a group.
type GroupInRoom struct {
	Group   int      `json:"group"` // its number, from 1
	Size    int      `json:"size"`  // 0 where nobody said how many people there are
	Members []string `json:"members,omitempty"`
}

// Quiz is what became of a quiz.
type Quiz struct {
	Quiz       string      `json:"quiz"`
	Title      string      `json:"title"`
	Statements []Statement `json:"statements"`
	Scores     []Score     `json:"scores"` // empty where no group was given a point
	Split      []int       `json:"split"`  // statements by how much they split the room, from 1
}

// Statement is what became of a statement of a quiz.
type Statement struct {
	Statement int    `json:"statement"` // from 1
	Text      string `json:"text"`
	Answer    bool   `json:"answer"`
	Revealed  bool   `json:"revealed"`
	Hands     *Hands `json:"hands,omitempty"` // nil where none were counted
	Right     []int  `json:"groups_right"`    // numbers of the groups that had it right
}

// Hands are those that went up for true and for false, and how many of them
// were wrong.
type Hands struct {
	True  int `json:"true"`
	False int `json:"false"`
	Wrong int `json:"wrong"`
}

// Score is how many statements a group had right.
type Score struct {
	Group int `json:"group"`
	Score int `json:"score"`
}

// Round is what became of a feedback round.
type Round struct {
	Phase  string  `json:"phase"`
	Note   int     `json:"note"`   // in its phase, from 1
	Voices []Voice `json:"voices"` // in the order in which they were to be heard
	Spoken Seconds `json:"spoken_s"`
}

// Voice is a group in a round.
type Voice struct {
	Group int     `json:"group"`
	Heard bool    `json:"heard"`
	Spoke Seconds `json:"spoke_s"`
}

// work fills in what people did.
func (r *Run) work(f *folded) {
	s := f.state
	if g := s.Gathering(); g.People > 0 || len(g.Groups) > 0 {
		r.People = &People{People: g.People, How: g.How, Seed: g.Seed, Groups: []GroupInRoom{}, Pairs: g.Pairs}
		for i, group := range g.Groups {
			r.People.Groups = append(r.People.Groups, GroupInRoom{i + 1, group.Size, group.Members})
		}
	}
	for i := range s.Quizzes() {
		if q := &s.Quizzes()[i]; q.At != run.NotBegun {
			r.Quizzes = append(r.Quizzes, quizOf(q, len(s.Gathering().Groups)))
		}
	}
	for _, round := range s.Rounds() {
		r.Rounds = append(r.Rounds, roundOf(s, round, f.names[round.Phase], f.until))
	}
}

func quizOf(q *run.Quiz, groups int) Quiz {
	quiz := Quiz{Quiz: q.Plan.ID, Title: q.Plan.Title, Statements: []Statement{}, Scores: []Score{}, Split: []int{}}
	for i, a := range q.Answers {
		plan := &q.Plan.Statements[i]
		statement := Statement{Statement: i + 1, Text: session.CleanLine(plan.Text), Answer: plan.Answer, Revealed: a.Revealed, Right: []int{}}
		if a.Counted {
			statement.Hands = &Hands{a.True, a.False, q.Wrong(i)}
		}
		for _, group := range a.Right {
			statement.Right = append(statement.Right, group+1)
		}
		quiz.Statements = append(quiz.Statements, statement)
	}
	for group := range groups {
		if q.Scored() {
			quiz.Scores = append(quiz.Scores, Score{group + 1, q.Score(group)})
		}
	}
	for _, i := range q.Split() {
		quiz.Split = append(quiz.Split, i+1)
	}
	return quiz
}

func roundOf(s *run.State, r *run.Round, phase string, until time.Time) Round {
	round := Round{Phase: phase, Note: r.Note + 1, Voices: []Voice{}}
	for i, v := range r.Voices {
		spoke := Seconds(s.Spoke(r, i, until))
		round.Spoken += spoke
		// Who had the word when the phase was left has been heard.
		heard := v.Heard || i == r.Speaking && s.Current() != r.Phase
		round.Voices = append(round.Voices, Voice{v.Group + 1, heard, spoke})
	}
	return round
}

// withoutNames leaves out what people are called.
func (p *People) withoutNames() *People {
	if p == nil {
		return nil
	}
	without := *p
	without.Pairs, without.Seed = nil, 0
	without.Groups = slices.Clone(p.Groups)
	for i := range without.Groups {
		without.Groups[i].Members = nil
	}
	return &without
}

var formingWords = map[run.Forming]string{run.CountedOff: "counted off", run.Dealt: "names dealt at random"}

// people is who was in the room.
func (r *Run) people() (Section, bool) {
	p := r.People
	if p == nil {
		return Section{}, false
	}
	known := Everyone
	if p.People == 0 {
		known = Programs
	}
	all := Table{ID: "people", Upright: true, Columns: []Column{
		{"people", "People", Count, known},
		{"groups", "Groups", Count, Everyone},
		{"how", "Formed by", Word, Everyone},
	}, Rows: []Row{{Item: "people", Name: "People", Cells: []Cell{
		countCell(p.People), countCell(len(p.Groups)), wordCell(string(p.How), formingWords[p.How]),
	}}}}
	groups := Table{ID: "groups", Columns: []Column{
		{"", "Group", Text, Everyone},
		{"size", "People", Count, known},
		{"members", "Who", Text, Everyone},
	}}
	for _, g := range p.Groups {
		groups.Rows = append(groups.Rows, Row{Item: strconv.Itoa(g.Group), Name: groupName(g.Group), Cells: []Cell{
			textCell(groupName(g.Group)), countCell(g.Size), textCell(strings.Join(g.Members, ", ")),
		}})
	}
	s := Section{ID: "people", Title: "Who was there", Tables: []Table{all}}
	if len(groups.Rows) > 0 {
		s.Tables = append(s.Tables, groups)
	}
	if n := len(p.Pairs); n > 0 {
		s.Lead = []string{sentenceStart(counted(n, "pair was", "pairs were")) + " dealt as well."}
	}
	return s, true
}

func groupName(number int) string { return "Group " + strconv.Itoa(number) }

// quiz is what became of the quizzes.
func (r *Run) quiz() (Section, bool) {
	s := Section{ID: "quiz", Title: "Quiz"}
	for i := range r.Quizzes {
		q := &r.Quizzes[i]
		if words := q.splitWords(); words != "" {
			s.Lead = append(s.Lead, words)
		}
		s.Tables = append(s.Tables, q.statements(len(r.Quizzes) > 1))
		if len(q.Scores) > 0 {
			s.Tables = append(s.Tables, q.scores())
		}
	}
	return s, len(s.Tables) > 0
}

// splitWords say what split the room most.
func (q *Quiz) splitWords() string {
	if len(q.Split) == 0 {
		return ""
	}
	most := &q.Statements[q.Split[0]-1]
	return fmt.Sprintf("What split the room most: statement %d, %d for true and %d for false.", most.Statement, most.Hands.True, most.Hands.False)
}

func (q *Quiz) statements(named bool) Table {
	t := Table{ID: "quiz", Columns: []Column{
		{"text", "Statement", Text, Everyone},
		{"answer", "It is", Word, Everyone},
		{"hands_true", "True", Count, Everyone},
		{"hands_false", "False", Count, Everyone},
		{"hands_wrong", "Wrong", Count, Everyone},
		{"groups_right", "Groups right", Text, Everyone},
		{"revealed", "Answer shown", Word, Everyone},
	}}
	if named {
		t.Title = q.Title
	}
	for i := range q.Statements {
		a := &q.Statements[i]
		row := Row{Item: q.Quiz + "/" + strconv.Itoa(a.Statement), Name: a.Text, Cells: []Cell{
			textCell(strconv.Itoa(a.Statement) + ". " + a.Text), wordCell(strconv.FormatBool(a.Answer), strconv.FormatBool(a.Answer)),
		}}
		row.Cells[0].Data = a.Text
		if a.Hands != nil {
			row.Cells = append(row.Cells, countCell(a.Hands.True), countCell(a.Hands.False), countCell(a.Hands.Wrong))
		} else {
			row.Cells = append(row.Cells, Cell{Kind: Count}, Cell{Kind: Count}, Cell{Kind: Count})
		}
		var right []string
		for _, g := range a.Right {
			right = append(right, strconv.Itoa(g))
		}
		row.Cells = append(row.Cells, textCell(strings.Join(right, " ")), yesCell(a.Revealed))
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (q *Quiz) scores() Table {
	t := Table{ID: "quiz_scores", Title: "Scores", Columns: []Column{
		{"", "Group", Text, Everyone},
		{"score", "Right", Count, Everyone},
		{"of", "Of", Count, Everyone},
	}}
	for _, s := range q.Scores {
		t.Rows = append(t.Rows, Row{Item: q.Quiz + "/" + strconv.Itoa(s.Group), Name: groupName(s.Group), Cells: []Cell{
			textCell(groupName(s.Group)), countCell(s.Score), countCell(len(q.Statements)),
		}})
	}
	return t
}

// rounds are the feedback rounds, a row for each group in each.
func (r *Run) rounds() (Section, bool) {
	t := Table{ID: "rounds", Columns: []Column{
		{"", "Round", Text, Everyone},
		{"group", "Group", Count, Everyone},
		{"spoke_s", "Spoke", Span, Everyone},
		{"heard", "Heard", Word, Everyone},
		{"place", "Place in the round", Count, Programs},
	}}
	for i := range r.Rounds {
		round := &r.Rounds[i]
		for n, v := range round.Voices {
			name := textCell("")
			if n == 0 {
				name = r.phaseCell(round.Phase)
			}
			name.Data = round.Phase
			t.Rows = append(t.Rows, Row{
				Item: fmt.Sprintf("%s/%d/%d", round.Phase, round.Note, v.Group), Name: r.label(round.Phase) + ", " + groupName(v.Group),
				Cells: []Cell{name, countCell(v.Group), spanCell(v.Spoke), yesCell(v.Heard), countCell(n + 1)},
			})
		}
	}
	if len(t.Rows) == 0 {
		return Section{}, false
	}
	return Section{ID: "rounds", Title: "Feedback rounds", Tables: []Table{t}}, true
}
