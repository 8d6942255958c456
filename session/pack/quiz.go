package pack

import (
	"cmp"
	"fmt"
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
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
	return document("quiz", q, q.markdown(quizPart.ask))
}

// answers is the sheet with the answers, for the facilitator.
func (p *pack) answers(m *maker) (Document, error) {
	q := quizPage{page: p.page("answers", m)}
	c := newCitations(p.plan)
	q.add(p.plan.Quizzes, func(st *session.Statement) statement { return answeredStatement(st, c) })
	q.Sources = c.Cited
	s := q.markdown(quizPart.write)
	c.write(s)
	return document("answers", q, s)
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

// markdown is the page with a heading over each of several quizzes.
func (q quizPage) markdown(write func(quizPart, *sheet)) *sheet {
	s := q.begin()
	for _, part := range q.Quizzes {
		if part.Heading != "" {
			s.heading(2, part.Heading)
		}
		write(part, s)
	}
	return s
}

// ask lists the statements to be ticked.
func (part quizPart) ask(s *sheet) {
	s.para("What do you think of each statement? Tick true or false.")
	var rows [][]string
	for i, st := range part.Statements {
		rows = append(rows, []string{fmt.Sprint(i + 1), cell(st.Text), "☐", "☐"})
	}
	s.table([]string{"", "Statement", "True", "False"}, rows)
}

// write lists the statements with their answers.
func (part quizPart) write(s *sheet) {
	for i, st := range part.Statements {
		lines := prose.Markdown(st.Text, 0)
		lines = append(lines, "", "**"+strings.ToUpper(st.Verdict)+"**")
		if st.Because != "" {
			lines = append(lines, "")
			lines = append(lines, prose.Markdown(st.Because, 0)...)
		}
		if st.Sources != "" {
			lines = append(lines, "", st.Sources)
		}
		s.lines(prose.Hang(fmt.Sprintf("%d. ", i+1), lines))
	}
}
