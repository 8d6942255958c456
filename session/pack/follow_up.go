package pack

import (
	"facilitate/session/prose"
)

// followUpPage is the form of some weeks later.
type followUpPage struct {
	page
	When string
}

func (p *pack) followUp(m *maker) (Document, error) {
	f := followUpPage{p.page("follow-up evaluation", m), sentence(p.public.Evaluation.FollowUp.When)}
	return document("follow-up", f, f.markdown())
}

// sinceThen is what the form is about.
const sinceThen = "You took part in this session. Now that some time has passed, what has come of it? Please leave your name out. Answer what you like."

func (f followUpPage) markdown() *sheet {
	s := f.begin()
	s.para(prose.Escape(f.When))
	s.para(sinceThen)
	s.questions(f.Of.Evaluation.FollowUp.Questions)
	return s
}

// SinceThen is what every such form says.
func (followUpPage) SinceThen() string { return sinceThen }
