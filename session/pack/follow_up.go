package pack

import (
	"strings"

	"facilitate/session"
	"facilitate/session/prose"
)

// followUpPage is the form of some weeks later. Like the evaluation form it has
// room for the number that it gets when it is typed in.
type followUpPage struct {
	page
	When      string
	Questions []session.Question
	Points    [11]int
	Lines     [answerLines]struct{}
}

func (p *pack) followUp(m *maker) (Document, error) {
	f := followUpPage{page: p.page("follow-up evaluation", m), Points: points}
	f.When, f.Questions = sentence(p.public.Evaluation.FollowUp.When), p.public.Evaluation.FollowUp.Questions
	return document("follow-up", f, f.markdown())
}

// sinceThen is what the form is about.
const sinceThen = "You took part in this session. Now that some time has passed, what has come of it? Please leave your name out. Answer what you like."

func (f followUpPage) markdown() *sheet {
	s := f.begin()
	s.para(prose.Escape(f.When))
	s.para(sinceThen)
	s.questions(f.Questions)
	s.para("For the facilitator: form no. " + strings.Repeat(`\_`, 6))
	return s
}

// SinceThen is what every such form says.
func (followUpPage) SinceThen() string { return sinceThen }
