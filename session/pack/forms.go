package pack

// evaluation is the form that participants fill in. Options carry the numbers by
// which they are typed in afterwards, and there is room for the number that the
// form gets then.
func (p *pack) evaluation(m *maker) (Document, error) {
	return document("evaluation", p.page("evaluation", m))
}

// followUp is the form of some weeks later.
func (p *pack) followUp(m *maker) (Document, error) {
	return document("follow-up", struct {
		page
		When string
	}{p.page("follow-up evaluation", m), sentence(p.public.Evaluation.FollowUp.When)})
}
