package pack

// evaluation is the form that participants fill in. Options carry the numbers by
// which they are typed in afterwards, and there is room for the number that the
// form gets then.
func (p *pack) evaluation(m *maker) (Document, error) {
	return document("evaluation", p.page("evaluation", m))
}
