package run

import "time"

// History is what was given to a delivery, in order. Fold writes it.
type History []Given

// Given is a command that was given, or a booking: whatever changes a delivery.
type Given struct {
	At      time.Time
	Word    Word
	Option  string // of the word, as a script writes it: of recover its way, of skip "activity"
	Phase   int    // that was current then, or NoPhase
	Effects []Effect
	Undone  time.Time // when it was taken back; zero: it was not
}

// Effect is a figure that a command changed: from and to a time.Duration, a time.Time, a
// Status or a PauseKind, as the figure has it, or nil where there was none.
type Effect struct {
	Figure   Figure
	Phase    int // whose; NoPhase: the session's
	From, To any
}

// unlessZero is an instant, or nil where it is none.
func unlessZero(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at
}

// Figure names what a command changed.
type Figure string

const (
	FigureBudget   Figure = "budget"
	FigureStatus   Figure = "status"
	FigureHardEnd  Figure = "hard end"
	FigureStart    Figure = "scheduled start"
	FigureMove     Figure = "last move" // when the newest turn is taken to have been
	FigureGap      Figure = "gaps"      // time taken out
	FigureCredited Figure = "credited"
	FigureSpent    Figure = "spent"
	FigurePause    Figure = "pause" // its kind
	FigureFixed    Figure = "fixed time"
)

// telling is an event that says what it is about to change. No other changes a figure.
type telling interface {
	effects(s *State, now time.Time) (option string, effects []Effect)
}

// dated is an event that knows when it was given, however long recording it took.
type dated interface{ at() time.Time }

type historian struct {
	history  *History
	standing []int // of the commands that stand, where they are in it
}

// apply applies an event recorded at an instant, and writes down what that changed.
func (w *historian) apply(s *State, number int, e Event, now time.Time) {
	var g *Given
	word := e.word()
	if _, ok := e.(Booked); ok {
		word = CmdBook // a fact, and yet it changes the session's times
	}
	if word != "" {
		g = &Given{At: now, Word: word, Phase: s.Current()}
		if e, ok := e.(dated); ok {
			g.At = e.at()
		}
		if e, ok := e.(telling); ok {
			g.Option, g.Effects = e.effects(s, g.At)
		}
	}
	s.applyAs(number, e)
	n := s.Standing()
	for ; len(w.standing) > n; w.standing = w.standing[:len(w.standing)-1] {
		(*w.history)[w.standing[len(w.standing)-1]].Undone = now
	}
	if g == nil {
		return
	}
	for i := range g.Effects {
		switch e := &g.Effects[i]; e.Figure {
		case FigureHardEnd:
			e.To = s.HardEnd(now)
		case FigureGap:
			e.To = s.Paused(now)[GapKind]
		}
	}
	if n > len(w.standing) {
		w.standing = append(w.standing, len(*w.history))
	}
	*w.history = append(*w.history, *g)
}

// withdraw takes back one of the commands that stand, and leaves the newer ones.
func (w *historian) withdraw(s *State, k int, now time.Time) {
	(*w.history)[w.standing[k]].Undone = now
	kept := s.withdraw(k)
	left := w.standing[:k]
	for i, at := range w.standing[k+1:] {
		if kept[i] {
			left = append(left, at)
		} else {
			(*w.history)[at].Undone = now
		}
	}
	w.standing = left
}
