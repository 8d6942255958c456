// Package framework says what plans, and other things to learn with, cover of a
// framework of knowledge and skills. It must never know where they come from, nor
// how a delivery is recorded: it is told what of a plan was given.
package framework

import (
	"cmp"
	"slices"

	"facilitate/session"
)

// Note stands beside every mapping.
func Note(f *session.Framework) string {
	return "This mapping is the plan's own. " + cmp.Or(f.Publisher, "The framework's publisher") + " has not checked it."
}

// Level is how far a statement is met.
type Level int

// The levels, each more than those before it.
const (
	Not Level = iota
	Touched
	Covered
)

// String is the level in a word.
func (l Level) String() string { return [...]string{"not", "touched", "covered"}[l] }

// Source is something that meets statements: a plan, a run of one, or an entry.
type Source struct {
	Title string
	*meets
}

// meets is what is met, by the statements' ids.
type meets struct{ met map[string]*met }

type met struct {
	level Level
	by    []string
}

// OfPlan is what a plan meets. given says what of it was delivered, by the places
// of activity and phase; nil: all of it. What an activity claims for all its
// phases counts as soon as one of them was given.
func OfPlan(p *session.Plan, given func(activity, phase int) bool) *Source {
	s := &Source{p.Title, &meets{map[string]*met{}}}
	for i := range p.Activities {
		a := &p.Activities[i]
		any := false
		for j := range a.Phases {
			if given == nil || given(i, j) {
				any = true
				s.meet(a.Title, a.Phases[j].Covers, a.Phases[j].Touches)
			}
		}
		if any {
			s.meet(a.Title, a.Covers, a.Touches)
		}
	}
	return s
}

// OfEntry is what an entry says it meets.
func OfEntry(e *session.Entry) *Source {
	s := &Source{e.Title, &meets{map[string]*met{}}}
	s.meet(e.Title, e.Covers, e.Touches)
	return s
}

// As is another source that meets the same: two runs may have given the same of a
// plan.
func (s *Source) As(title string) *Source { return &Source{title, s.meets} }

func (s *Source) meet(by string, covers, touches []session.Claim) {
	for level, claims := range map[Level][]session.Claim{Covered: covers, Touched: touches} {
		for _, c := range claims {
			m := s.met[c.ID]
			if m == nil {
				m = &met{}
				s.met[c.ID] = m
			}
			m.level = max(m.level, level)
			if !slices.Contains(m.by, by) {
				m.by = append(m.by, by)
			}
		}
	}
}

// Level is how far a source meets a statement.
func (s *Source) Level(id string) Level {
	if m := s.met[id]; m != nil {
		return m.level
	}
	return Not
}

// Together is how far the best of several sources meets a statement, how far each of
// them does, and what carries it in any.
func Together(sources []*Source, id string) (best Level, each []Level, by []string) {
	each = make([]Level, len(sources))
	for i, s := range sources {
		if i > 0 && s.meets == sources[i-1].meets {
			each[i] = each[i-1]
			continue
		}
		m := s.met[id]
		if m == nil {
			continue
		}
		each[i], best = m.level, max(best, m.level)
		for _, name := range m.by {
			if !slices.Contains(by, name) {
				by = append(by, name)
			}
		}
	}
	return best, each, by
}
