package run

import (
	"slices"
	"time"
)

// Log makes events durable, and they are when Append returns; now is in true time.
type Log interface {
	Append(events []Event, now time.Time) error
}

// Writer is the one writer of a run, and owns its state: it decides a command, has the
// events recorded and applies them, in that order and one after the other, so that no two
// commands are decided on the same state. It is for one goroutine.
type Writer struct {
	state *State
	log   Log
}

// NewWriter is a writer for a state, its own from then on; a nil log records nothing.
func NewWriter(state *State, log Log) *Writer { return &Writer{state: state, log: log} }

// Order is what a writer is asked for at one instant, on the delivery's clock: to take in
// facts that nobody decides, such as a gap, and then to carry out commands, each decided
// on the state that those before it leave. Its events are recorded all at once.
type Order struct {
	At       time.Time
	Facts    []Event
	Commands []Command
}

// CarryOut carries out an order, and gives what came of it, for whoever has a state of
// their own. The error is a *RefusedError, for the facilitator, or says why nothing could
// be recorded. Where a command is refused none is carried out; the facts stand.
func (w *Writer) CarryOut(o Order) ([]Event, error) {
	decided, refused := w.decide(o)
	events := slices.Concat(o.Facts, decided)
	if len(events) == 0 {
		return nil, refused
	}
	if w.log != nil {
		// A record is of true time, whatever the delivery's clock says.
		if err := w.log.Append(events, o.At.Add(-w.state.Jumped())); err != nil {
			return nil, err
		}
	}
	for _, e := range events {
		w.state.Apply(e)
	}
	return events, refused
}

// decide answers the commands of an order, and changes nothing.
func (w *Writer) decide(o Order) (events []Event, refused error) {
	s := w.state
	if len(o.Facts)+len(o.Commands) > 1 {
		s = s.Clone() // each is decided as if those before it had been carried out
		for _, fact := range o.Facts {
			s.Apply(fact)
		}
	}
	for i, c := range o.Commands {
		e, err := Decide(s, c, o.At)
		if err != nil {
			return nil, &RefusedError{i, err}
		}
		events = append(events, e)
		if i < len(o.Commands)-1 {
			s.Apply(e)
		}
	}
	return events, nil
}

// RefusedError is why a command was refused.
type RefusedError struct {
	Command int // its index in the order
	Err     error
}

// Error says why, in words for the facilitator.
func (e *RefusedError) Error() string { return e.Err.Error() }

func (e *RefusedError) Unwrap() error { return e.Err }

// Do carries out a single command given at now, on the delivery's clock.
func (w *Writer) Do(c Command, now time.Time) error {
	_, err := w.CarryOut(Order{At: now, Commands: []Command{c}})
	return err
}

// Record takes in a single fact.
func (w *Writer) Record(e Event, now time.Time) error {
	_, err := w.CarryOut(Order{At: now, Facts: []Event{e}})
	return err
}

// State is the writer's state, to be read by who gives the orders, between two of them.
func (w *Writer) State() *State { return w.state }
