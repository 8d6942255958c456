package pack

// followUpPage is the form of some weeks later.
type followUpPage struct {
	page
	When string
}

func (p *pack) followUp(m *maker) (Document, error) {
	f := followUpPage{p.page("follow-up evaluation", m), sentence(p.public.Evaluation.FollowUp.When)}
	return document("follow-up", f)
}

// sinceThen is what the form is about.
const sinceThen = "You took part in this session. Now that some time has passed, what has come of it? Please leave your name out. Answer what you like."

// SinceThen is what every such form says.
func (followUpPage) SinceThen() string { return sinceThen }
