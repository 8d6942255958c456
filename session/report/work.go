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

// People is who was in the room at last, and how they worked together.
type People struct {
	People      int             `json:"people"` // 0: nobody said
	How         run.Forming     `json:"how,omitempty"`
	Seed        uint64          `json:"seed,omitempty,string"` // of the deal of names
	Groups      []GroupInRoom   `json:"groups"`
	PairsFormed int             `json:"pairs_formed"` // a three counts as one of them
	Pairs       [][]string      `json:"pairs,omitempty"`
	Settings    []ChosenSetting `json:"settings"`
}

// GroupInRoom is a group.
type GroupInRoom struct {
	Group   int      `json:"group"` // its number, from 1
	Size    int      `json:"size"`  // 0 where nobody said how many people there are
	Members []string `json:"members,omitempty"`
}

// ChosenSetting is how people worked in a phase, where that was chosen live.
type ChosenSetting struct {
	Phase   string          `json:"phase"`
	Setting session.Setting `json:"setting"`
}

// Quiz is what became of a quiz.
type Quiz struct {
	Quiz       string      `json:"quiz"`
	Title      string      `json:"title"`
	Statements []Statement `json:"statements"`
	Scores     []Score     `json:"scores"` // empty where no group was given a point
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

// Hands are those that went up for true and for false. Place is 1 for the
// statement that split the room most, and 0 where no hand went up.
type Hands struct {
	True  int `json:"hands_true"`
	False int `json:"hands_false"`
	Wrong int `json:"hands_wrong"`
	Place int `json:"split_place,omitempty"`
}

func (h *Hands) all() int { return h.True + h.False }

// Score is how many statements a group had right, of those that anything is known of.
type Score struct {
	Group int `json:"group"`
	Score int `json:"score"`
	Of    int `json:"of"`
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

func (r *Run) work(f *folded) {
	s := f.state
	r.People = peopleOf(s, f.names)
	for i := range s.Quizzes() {
		if q := &s.Quizzes()[i]; q.At != run.NotBegun || slices.ContainsFunc(q.Answers, isKnown) {
			r.Quizzes = append(r.Quizzes, quizOf(q, len(s.Gathering().Groups)))
		}
	}
	for _, round := range s.Rounds() {
		r.Rounds = append(r.Rounds, roundOf(s, round, f.names[round.Phase], f.until))
	}
}

func peopleOf(s *run.State, names []string) *People {
	g := s.Gathering()
	p := &People{People: g.People, How: g.How, Seed: g.Seed, Groups: []GroupInRoom{}, Pairs: g.Pairs, Settings: []ChosenSetting{}}
	for i, group := range g.Groups {
		p.Groups = append(p.Groups, GroupInRoom{i + 1, group.Size, group.Members})
	}
	if g.Paired {
		pairs, threes := run.PairSizes(g.People)
		p.PairsFormed = pairs + threes
	}
	for i := range s.Phases() {
		if chosen := s.Phases()[i].Setting; chosen != "" {
			p.Settings = append(p.Settings, ChosenSetting{names[i], chosen})
		}
	}
	if p.People+len(p.Groups)+len(p.Settings) == 0 {
		return nil
	}
	return p
}

func isKnown(a run.Answer) bool { return a.Revealed || a.Counted || len(a.Right) > 0 }

func quizOf(q *run.Quiz, groups int) Quiz {
	quiz := Quiz{Quiz: q.Plan.ID, Title: q.Plan.Title, Statements: []Statement{}, Scores: []Score{}}
	of := 0
	for i, a := range q.Answers {
		plan := &q.Plan.Statements[i]
		statement := Statement{Statement: i + 1, Text: session.CleanLine(plan.Text), Answer: plan.Answer, Revealed: a.Revealed, Right: []int{}}
		if a.Counted {
			statement.Hands = &Hands{True: a.True, False: a.False, Wrong: q.Wrong(i)}
		}
		for _, group := range a.Right {
			statement.Right = append(statement.Right, group+1)
			groups = max(groups, group+1) // there may have been more of them then
		}
		if isKnown(a) {
			of++
		}
		quiz.Statements = append(quiz.Statements, statement)
	}
	for place, i := range q.Split() {
		quiz.Statements[i].Hands.Place = place + 1
	}
	for group := range groups {
		if q.Scored() {
			quiz.Scores = append(quiz.Scores, Score{group + 1, q.Score(group), of})
		}
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

// withoutNames leaves out what people are called, and the seed: with a list of
// them it would give the groups again.
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

var formingWords = map[run.Forming]string{run.CountedOff: "counting off", run.Dealt: "dealing names"}

// people is who was in the room. Without names groups are no more than their sizes.
func (r *Run) people() (Section, bool) {
	p := r.People
	if p == nil {
		return Section{}, false
	}
	each := Cell{Kind: Word}
	if p.People > 0 {
		each.Words = p.sizes()
	}
	seed := ""
	if p.Seed != 0 {
		seed = strconv.FormatUint(p.Seed, 10)
	}
	all := Table{ID: "people", Upright: true, Rows: []Row{{Item: "people", Name: "People"}}}
	all.figure("people", "People", peopleIf(p.People > 0), countCell(p.People))
	all.figure("groups", "Groups", peopleIf(len(p.Groups) > 0), countCell(len(p.Groups)))
	all.figure("", "People in each", Everyone, each)
	all.figure("how", "Formed by", Everyone, wordCell(string(p.How), in(formingWords, p.How)))
	all.figure("pairs_formed", "Pairs", peopleIf(p.PairsFormed > 0), countCell(p.PairsFormed))
	all.figure("seed", "", Programs, wordCell(seed, ""))
	all.figure("size", "", Programs, Cell{Kind: Count})
	all.figure("members", "", Programs, Cell{Kind: Text})
	s := Section{ID: "people", Title: "Who was there"}
	members := Table{ID: "members", Columns: []Column{{"", "Group", Text, Everyone}, {"", "Who", Text, Everyone}}}
	for _, g := range p.Groups {
		all.Rows = append(all.Rows, Row{Of: "groups", Item: strconv.Itoa(g.Group), Name: groupName(g.Group), Hidden: true, Cells: []Cell{
			6: countCell(g.Size), 7: textCell(strings.Join(g.Members, ", ")),
		}})
		if len(g.Members) > 0 {
			who := strings.Join(g.Members, ", ")
			if more := g.Size - len(g.Members); more > 0 {
				who += fmt.Sprintf(", and %d without a name", more)
			}
			members.add("", "", Cell{Words: groupName(g.Group)}, Cell{Words: who})
		}
	}
	if p.People > 0 || len(p.Groups) > 0 {
		s.Tables = append(s.Tables, all)
	}
	s.Tables = append(s.Tables, members, p.pairs(), r.settings())
	return s, true
}

// sizes are those of the groups, or between what they are where there are many.
func (p *People) sizes() string {
	var sizes []string
	least, most := run.MaxPeople, 0
	for _, g := range p.Groups {
		sizes = append(sizes, strconv.Itoa(g.Size))
		least, most = min(least, g.Size), max(most, g.Size)
	}
	if len(sizes) <= mostAbreast {
		return strings.Join(sizes, ", ")
	}
	if least == most {
		return strconv.Itoa(least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

func groupName(number int) string { return "Group " + strconv.Itoa(number) }

func (p *People) pairs() Table {
	t := Table{ID: "pairs", Columns: []Column{{"", "Pair", Text, Everyone}, {"members", "Who", Text, Everyone}}}
	for i, pair := range p.Pairs {
		name := "Pair " + strconv.Itoa(i+1)
		t.add(strconv.Itoa(i+1), name, textCell(name), textCell(strings.Join(pair, ", ")))
	}
	return t
}

func (r *Run) settings() Table {
	t := Table{ID: "settings", Columns: []Column{
		{"", "Where the plan leaves a choice", Text, Everyone},
		{"setting", "People worked", Word, Everyone},
	}}
	for _, c := range r.People.Settings {
		t.add(c.Phase, r.label(c.Phase),
			r.phaseCell(c.Phase), wordCell(string(c.Setting), c.Setting.OfThem()))
	}
	return t
}
