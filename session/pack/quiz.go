package pack

import (
	"cmp"
	"fmt"

	"facilitate/session"
)

// quizPage is the sheet with the statements, or the one with the answers.
type quizPage struct {
	page
	Quizzes []quizPart
	Sources []*session.Source
}

// quizPart is a quiz on the page. Where it is the only one, the page's heading
// is its own.
type quizPart struct {
	Heading    string
	Statements []statement
}

// statement is a line of a quiz. Of a sheet for participants only the text is
// filled in.
type statement struct {
	Text    string
	Verdict string // True or False
	Because string
	Sources string // by their numbers
}

// quiz is the sheet for participants.
func (p *pack) quiz(m *maker) (Document, error) {
	q := quizPage{page: p.page("quiz", m)}
	q.add(p.public.Quizzes, func(st *session.Statement) statement { return statement{Text: st.Text} })
	return document("quiz", q)
}

// answers is the sheet with the answers, for the facilitator.
func (p *pack) answers(m *maker) (Document, error) {
	q := quizPage{page: p.page("answers", m)}
	c := newCitations(p.plan)
	q.add(p.plan.Quizzes, func(st *session.Statement) statement { return answeredStatement(st, c) })
	q.Sources = c.Cited
	return document("answers", q)
}

func answeredStatement(st *session.Statement, c *citations) statement {
	return statement{st.Text, st.Verdict(), st.Because, c.cite(st.Sources)}
}

// add puts the quizzes on the page.
func (q *quizPage) add(quizzes []session.Quiz, make func(*session.Statement) statement) {
	for i := range quizzes {
		part := quizPart{Heading: cmp.Or(quizzes[i].Title, fmt.Sprintf("Quiz %d", i+1))}
		for j := range quizzes[i].Statements {
			part.Statements = append(part.Statements, make(&quizzes[i].Statements[j]))
		}
		q.Quizzes = append(q.Quizzes, part)
	}
	if len(q.Quizzes) == 1 {
		q.Quizzes[0].Heading = ""
	}
}
