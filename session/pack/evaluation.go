package pack

import (
	"fmt"
	"strconv"
	"strings"

	"facilitate/session"
)

// points is how many every scale has, from 0.
const points = 11

// evaluation is the form that participants fill in. Options carry the numbers by
// which they are typed in afterwards, and there is room for the number that the
// form gets then.
func (p *pack) evaluation(m *maker) (Document, error) {
	e := evaluationPage{p.page("evaluation", m)}
	return document("evaluation", e, e.markdown())
}

type evaluationPage struct{ page }

func (e evaluationPage) markdown() *sheet {
	s := e.begin()
	s.para("Please leave your name out. Answer what you like.")
	if len(e.Of.Outcomes) > 0 {
		s.heading(2, "How confident do you feel?")
		s.para("Circle two numbers for each: how confident you were before the session, and how confident you are after it. 0 is not at all, 10 is completely.")
		blank := make([]string, points)
		var rows [][]string
		for _, o := range e.Of.Outcomes {
			rows = append(rows, append([]string{cell(o.Text), "before"}, blank...), append([]string{"", "after"}, blank...))
		}
		s.table(append([]string{"To …", "When"}, scale()...), rows)
	}
	if len(e.Of.Evaluation.Questions) > 0 {
		s.heading(2, "The session")
	}
	s.questions(e.Of.Evaluation.Questions)
	return s
}

// questions are those of a form, each with room for its answer, and at its end room
// for the number that it gets when it is typed in.
func (s *sheet) questions(all []session.Question) {
	for _, q := range all {
		s.prose(q.Text, 0)
		switch q.Kind {
		case session.Scale:
			s.para(strings.Join(scale(), " · ") + " (0 is not at all, 10 is completely)")
		case session.Choice:
			var lines []string
			for i, option := range q.Options {
				lines = append(lines, fmt.Sprintf("- ☐ %d %s", i+1, cell(option)))
			}
			s.lines(lines)
		case session.FreeText:
			s.para(strings.Repeat(`\_`, 40))
		}
	}
	s.para("For the facilitator: form no. " + strings.Repeat(`\_`, 6))
}

// scale are the points of a scale as words.
func scale() []string {
	words := make([]string, points)
	for i := range words {
		words[i] = strconv.Itoa(i)
	}
	return words
}
