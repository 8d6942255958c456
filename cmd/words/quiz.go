package words

import (
	"cmp"
	"fmt"
	"slices"

	"facilitate/session/run"
)

// Hands are those counted for a statement; empty where none were. How many had it
// wrong is said with the answer.
func Hands(q *run.Quiz, statement int) string {
	a := q.Answers[statement]
	if !a.Counted {
		return ""
	}
	text := fmt.Sprintf("hands: %d true, %d false", a.True, a.False)
	if a.Revealed {
		text += fmt.Sprintf("; %d had it wrong", q.Wrong(statement))
	}
	return text
}

const mostSummed = 3 // how many statements a summary names under each heading

// Split are the statements that split the room most.
func Split(q *run.Quiz) []int {
	split := slices.DeleteFunc(q.Split(), func(i int) bool {
		return min(q.Answers[i].True, q.Answers[i].False) == 0
	})
	return split[:min(len(split), mostSummed)]
}

// MostWrong are the statements that most of those who raised a hand had wrong,
// those first that the largest part had.
func MostWrong(q *run.Quiz) []int {
	var wrong []int
	for i, a := range q.Answers {
		if a.Counted && 2*q.Wrong(i) > a.True+a.False {
			wrong = append(wrong, i)
		}
	}
	hands := func(i int) int { return q.Answers[i].True + q.Answers[i].False }
	slices.SortStableFunc(wrong, func(a, b int) int {
		return cmp.Compare(q.Wrong(b)*hands(a), q.Wrong(a)*hands(b)) // without dividing
	})
	return wrong[:min(len(wrong), mostSummed)]
}

// ByScore are the groups, those with the most points first. A group that was
// formed anew may have points that were given to the one before it.
func ByScore(q *run.Quiz, groups int) []int {
	for _, a := range q.Answers {
		for _, g := range a.Right {
			groups = max(groups, g+1)
		}
	}
	var order []int
	for g := range groups {
		order = append(order, g)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(q.Score(b), q.Score(a)) })
	return order
}
