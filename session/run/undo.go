package run

import (
	"errors"
	"slices"
	"time"
)

// Undo takes back the newest command that stands.
type Undo struct{}

func (Undo) decide(s *State, _ time.Time) (Event, error) {
	n := len(s.standing)
	if n == 0 {
		return nil, refuse("there is nothing to undo")
	}
	return Undone{s.standing[n-1].number}, nil
}

// Undone takes back the newest command that stands, which is the one that the
// event of the number Of answered. Where newer ones stand, that they were taken
// back before was lost. Records of earlier versions do not say which it is.
type Undone struct {
	Of int `json:"of,omitempty"`
}

func (Undo) Word() Word   { return CmdUndo }
func (Undone) word() Word { return "" } // it is not itself taken back

func (e Undone) check(s *State) error {
	switch left := e.left(s); {
	case len(s.standing) == 0 && e.Of == 0:
		return errors.New("there is nothing to undo")
	case left == len(s.standing):
		return errors.New("what it takes back is lost")
	}
	return nil
}

// left is how many commands stand after it.
func (e Undone) left(s *State) int {
	n := len(s.standing)
	if e.Of == 0 {
		return n - 1
	}
	for n > 0 && s.standing[n-1].number >= e.Of {
		n--
	}
	return n
}

func (e Undone) apply(s *State) { s.goBack(e.left(s)) }

// given is a command that stands, with the number of what it was answered with.
type given struct {
	number int
	event  Event
}

// moment is the delivery as it was when so many commands stood. The state keeps
// some, so that undo has few commands to apply again.
type moment struct {
	standing int
	index    int // counts the moments
	delivery delivery
}

// goBack makes the delivery what it would be had only the first n of the commands that
// stand been given: the nearest moment before them, and from there the commands again. So
// none has to say how it is taken back. Facts are no part of it, and stay; time that
// passed stays passed, for it is measured from the turns that are left.
func (s *State) goBack(n int) {
	nearest := len(s.moments) - 1
	for s.moments[nearest].standing > n {
		nearest--
	}
	clear(s.moments[nearest+1:])
	s.moments = s.moments[:nearest+1]

	again := s.standing[s.moments[nearest].standing:n]
	s.standing = s.standing[:s.moments[nearest].standing]
	places, quizzes, number := s.phases, s.quizzes, s.number
	s.delivery = s.moments[nearest].delivery.clone()
	for _, g := range again {
		s.number = g.number
		g.event.apply(s)
		s.standing = append(s.standing, g)
		s.remember()
	}
	s.number = number
	for i := range places {
		s.phases[i].Place = places[i].Place // a fact, though it stands with the phase
	}
	copy(quizzes, s.quizzes) // whoever has one sees it change
	s.quizzes = quizzes
}

// withdraw takes back the k-th of the commands that stand and leaves the newer
// ones, as far as they have a place without it: kept says which do.
func (s *State) withdraw(k int) (kept []bool) {
	newer, number := slices.Clone(s.standing[k+1:]), s.number
	s.goBack(k)
	for _, g := range newer {
		fits := g.event.check(s) == nil
		if kept = append(kept, fits); fits {
			s.applyAs(g.number, g.event)
		}
	}
	s.number = number
	return kept
}

// leastApart is how many commands lie between two moments at least.
const leastApart = 16

// remember keeps the delivery as a moment, if enough commands were given since
// the last one. A large delivery takes longer to copy, and so it is kept less
// often; of older moments, from which undo is further away, fewer are kept.
func (s *State) remember() {
	last := &s.moments[len(s.moments)-1]
	if len(s.standing)-last.standing < leastApart+s.size()/8 {
		return
	}
	now := moment{len(s.standing), last.index + 1, s.delivery.clone()}
	kept := s.moments[:1]
	for _, m := range s.moments[1:] {
		apart := 1
		for age := now.index - m.index; 8*apart <= age; {
			apart *= 2
		}
		if m.index%apart == 0 {
			kept = append(kept, m)
		}
	}
	clear(s.moments[len(kept):])
	s.moments = append(kept, now)
}

// Standing is how many commands stand, each of which undo would take back.
func (s *State) Standing() int { return len(s.standing) }

// Undoable is the command that undo would take back; false where none stands.
func (s *State) Undoable() (Word, bool) {
	if len(s.standing) == 0 {
		return "", false
	}
	return s.standing[len(s.standing)-1].event.word(), true
}
