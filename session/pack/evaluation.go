package pack

import (
	"fmt"
	"strconv"
	"strings"

	"facilitate/session"
)

// points are those of every scale.
var points = [11]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}

// answerLines are the lines to write an answer on.
const answerLines = 4

// evaluationPage is the form that participants fill in. Options carry the
// numbers by which they are typed in afterwards, and there is room for the
// number that the form gets then.
type evaluationPage struct {
	page
	Outcomes  []session.Outcome
	Questions []session.Question
	Points    [11]int
	Lines     [answerLines]struct{}
}

func (p *pack) evaluation(m *maker) (Document, error) {
	e := evaluationPage{
		page:     p.page("evaluation", m),
		Outcomes: p.public.Outcomes, Questions: p.public.Evaluation.Questions, Points: points,
	}
	return document("evaluation", e, e.markdown())
}

func (e evaluationPage) markdown() *sheet {
	s := e.begin()
	s.para("Please leave your name out. Answer what you like.")
	if len(e.Outcomes) > 0 {
		s.heading(2, "How confident do you feel?")
		s.para("Circle two numbers for each: how confident you were before the session, and how confident you are after it. 0 is not at all, 10 is completely.")
		blank := make([]string, len(points))
		var rows [][]string
		for _, o := range e.Outcomes {
			rows = append(rows, append([]string{cell(o.Text), "before"}, blank...), append([]string{"", "after"}, blank...))
		}
		s.table(append([]string{"To …", "When"}, scale()...), rows)
	}
	if len(e.Questions) > 0 {
		s.heading(2, "The session")
	}
	s.questions(e.Questions)
	s.para("For the facilitator: form no. " + strings.Repeat(`\_`, 6))
	return s
}

// questions are those of a form, each with room for its answer.
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
			s.para(strings.TrimSpace(strings.Repeat(`\_`, 40)))
		}
	}
}

// scale are the points of a scale as words.
func scale() []string {
	words := make([]string, len(points))
	for i, n := range points {
		words[i] = strconv.Itoa(n)
	}
	return words
}
