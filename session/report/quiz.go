package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
)

func (r *Run) quiz() (Section, bool) {
	s := Section{ID: "quiz", Title: "Quiz"}
	for _, q := range r.Quizzes {
		named, lead := "", ""
		if len(r.Quizzes) > 1 && q.Title != "" {
			named, lead = q.Title, "“"+q.Title+"”: "
		}
		for _, words := range q.lead() {
			s.Lead = append(s.Lead, lead+words)
		}
		s.Tables = append(s.Tables, q.statements(named))
		if len(q.Scores) > 0 {
			s.Tables = append(s.Tables, q.scores(named))
		}
	}
	return s, len(s.Tables) > 0
}

// lead says how much of what the room believed was wrong, what of it most, and
// what it was least of one mind about.
func (q *Quiz) lead() []string {
	var counted []*Statement // those for which a hand went up
	hands, wrong, n := 0, 0, 0
	for i := range q.Statements {
		if s := &q.Statements[i]; s.Hands != nil {
			n++
			hands += s.Hands.all()
			wrong += s.Hands.Wrong
			if s.Hands.all() > 0 {
				counted = append(counted, s)
			}
		}
	}
	if n == 0 {
		return nil
	}
	words := []string{fmt.Sprintf("Hands were counted at %d of %d statements: of %s, %d %s wrong.",
		n, len(q.Statements), handWords(hands), wrong, wasOrWere(wrong))}
	if hands == 0 {
		words[0] = fmt.Sprintf("Hands were counted at %d of %d statements, and none went up.", n, len(q.Statements))
	}
	if most := mostOf(counted, func(h *Hands) int { return h.Wrong }, func(h *Hands) string {
		return fmt.Sprintf("%d of %s", h.Wrong, handWords(h.all()))
	}); most != "" {
		words = append(words, "Wrong most often: "+most+".")
	}
	if most := mostOf(counted, func(h *Hands) int { return min(h.True, h.False) }, func(h *Hands) string {
		return fmt.Sprintf("%d for true, %d for false", h.True, h.False)
	}); most != "" {
		words = append(words, "What split the room most: "+most+".")
	}
	return words
}

func handWords(n int) string { return count(n, "hand", "hands") }

func wasOrWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// mostOf names the statements of which a part of the hands is the largest; none
// where it is nowhere any.
func mostOf(all []*Statement, part func(*Hands) int, words func(*Hands) string) string {
	// Shares of hands, compared without dividing.
	compare := func(a, b *Statement) int {
		return cmp.Compare(part(a.Hands)*b.Hands.all(), part(b.Hands)*a.Hands.all())
	}
	if len(all) == 0 {
		return ""
	}
	top := slices.MaxFunc(all, compare)
	if part(top.Hands) == 0 {
		return ""
	}
	var names []string
	for _, s := range all {
		if compare(s, top) == 0 {
			names = append(names, fmt.Sprintf("statement %d (%s)", s.Statement, words(s.Hands)))
		}
	}
	return session.List(names, "and")
}

func (q *Quiz) statements(title string) Table {
	hidden := slices.ContainsFunc(q.Statements, func(s Statement) bool { return !s.Revealed })
	t := Table{ID: "quiz", Title: title, Columns: []Column{
		{"text", "Statement", Text, Everyone},
		{"answer", "It is", Word, Everyone},
		{"hands_true", "For true", Count, Everyone},
		{"hands_false", "For false", Count, Everyone},
		{"hands_wrong", "Wrong", Count, Everyone},
		{"split_place", "Place by split", Count, Programs},
		{"groups_right", "Groups right", Text, Everyone},
		{"revealed", "Shown", Word, peopleIf(hidden)},
	}}
	for _, a := range q.Statements {
		answer := strconv.FormatBool(a.Answer)
		text, none := Cell{Kind: Text, Words: strconv.Itoa(a.Statement) + ". " + prose.Plain(a.Text), Data: a.Text}, Cell{Kind: Count}
		row := t.add(q.Quiz+"/"+strconv.Itoa(a.Statement), prose.Plain(a.Text),
			text, wordCell(answer, answer), none, none, none, none, a.rightCell(), yesCell(a.Revealed))
		if h := a.Hands; h != nil {
			row.Cells[2], row.Cells[3], row.Cells[4] = countCell(h.True), countCell(h.False), countCell(h.Wrong)
			if h.Place > 0 {
				row.Cells[5] = countCell(h.Place)
			}
		}
	}
	return t
}

func (s *Statement) rightCell() Cell {
	var right []string
	for _, g := range s.Right {
		right = append(right, strconv.Itoa(g))
	}
	return Cell{Kind: Text, Words: strings.Join(right, ", "), Data: strings.Join(right, " ")}
}

// scores are the points of the groups, which people read side by side.
func (q *Quiz) scores(title string) Table {
	t := Table{ID: "quiz_scores", Title: "Points", Upright: true, Columns: []Column{
		{"group", "", Count, Programs}, {"score", "", Count, Programs}, {"of", "", Count, Programs},
	}, Rows: []Row{{Cells: make([]Cell, 3)}}}
	if title != "" {
		t.Title += ": " + title
	}
	for _, s := range q.Scores {
		t.figure("", groupName(s.Group), Everyone, wordCell("", fmt.Sprintf("%d of %d", s.Score, s.Of)))
		t.add(q.Quiz+"/"+strconv.Itoa(s.Group), groupName(s.Group), countCell(s.Group), countCell(s.Score), countCell(s.Of)).Hidden = true
	}
	return t
}
