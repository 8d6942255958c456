package session

// find is the one of some things that has an id; nil where none has.
func find[T any](all []T, id string, of func(*T) string) *T {
	for i := range all {
		if of(&all[i]) == id {
			return &all[i]
		}
	}
	return nil
}

func (o *Outcome) id() string { return o.ID }
func (s *Slide) id() string   { return s.ID }
func (q *Quiz) id() string    { return q.ID }
func (h *Handout) id() string { return h.ID }

// Slide finds a slide by its id; nil where the plan has none.
func (p *Plan) Slide(id string) *Slide { return find(p.Slides, id, (*Slide).id) }

// Quiz finds a quiz by its id; nil where the plan has none.
func (p *Plan) Quiz(id string) *Quiz { return find(p.Quizzes, id, (*Quiz).id) }

// Handout finds a handout by its id; nil where the plan has none.
func (p *Plan) Handout(id string) *Handout { return find(p.Handouts, id, (*Handout).id) }

// RefTitle is the title of the slide, the quiz or the handout that a note refers
// to; empty where it has none, and of other notes.
func (p *Plan) RefTitle(n *Note) string {
	switch n.Kind {
	case ShowSlide:
		if s := p.Slide(n.Ref); s != nil {
			return s.Title
		}
	case TakeQuiz:
		if q := p.Quiz(n.Ref); q != nil {
			return q.Title
		}
	case GiveOut:
		if h := p.Handout(n.Ref); h != nil {
			return h.Title
		}
	}
	return ""
}

// Index are the places of things by their ids, from 0: a plan may have thousands,
// each named thousands of times.
type Index struct{ Outcomes, Slides, Quizzes, Handouts map[string]int }

// Index is of the plan as it is.
func (p *Plan) Index() Index {
	return Index{
		placesOf(p.Outcomes, (*Outcome).id), placesOf(p.Slides, (*Slide).id), placesOf(p.Quizzes, (*Quiz).id), placesOf(p.Handouts, (*Handout).id),
	}
}

func placesOf[T any](all []T, id func(*T) string) map[string]int {
	at := make(map[string]int, len(all))
	for i := range all {
		at[id(&all[i])] = i
	}
	return at
}
